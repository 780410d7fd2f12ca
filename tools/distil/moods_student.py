"""Teaches two small layers what the teacher hears: `python -m tools.distil.moods_student FOLDER`.

Reads `moods-labelled.pt` and writes `mood_network.npz`, which `agente.handoff.moods` computes with: layers over what
the router's encoder makes of a message, which a turn has computed already. Some three minutes.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from agente.handoff.corpus_files import network_fingerprint
from agente.handoff.moods import MOODS
from agente.kit.text_encoder import MAX_TOKENS, shipped_encoder
from agente.kit.text_features import tokens
from agente.kit.text_model import write_arrays
from tools.distil.moods import corpus
from tools.distil.noise import noisy

HIDDEN = 256
EPOCHS = 15
BATCH = 512
RATE = 2e-3
DROPOUT = 0.2
NOISY_TIMES = 3  # how often each message of the corpus is read with noise beside once as it is
HARD = 0.4  # how much its label counts beside the teacher's opinion


def features(texts: Sequence[str]) -> Tensor:
    encoder = shipped_encoder()
    return torch.from_numpy(np.array([encoder.features(tokens(text)[:MAX_TOKENS]) for text in texts], np.float32))


def lessons(texts: Sequence[str], opinions: Tensor) -> tuple[Tensor, Tensor]:
    """What is read, and how likely each mood of it is; the corpus stands first in both."""
    chance = random.Random(0)
    own = corpus()
    labels = functional.one_hot(torch.tensor([MOODS.index(mood) for mood, _, _ in own]), len(MOODS))
    likely = opinions.float().exp()
    told = (1 - HARD) * likely[: len(own)] + HARD * labels
    noise = [noisy(text, locale, chance) for _ in range(NOISY_TIMES) for _, locale, text in own]
    return features([*texts, *noise]), torch.cat([told, likely[len(own) :], told.repeat(NOISY_TIMES, 1)])


def train(read: Tensor, likely: Tensor) -> nn.Sequential:
    torch.manual_seed(0)
    network = nn.Sequential(
        nn.Dropout(DROPOUT / 2),
        nn.Linear(read.shape[1], HIDDEN),
        nn.ReLU(),
        nn.Dropout(DROPOUT),
        nn.Linear(HIDDEN, len(MOODS)),
    )
    optimiser = torch.optim.AdamW(network.parameters(), lr=RATE, weight_decay=1e-2)
    steps = EPOCHS * (1 + len(read) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps, pct_start=0.1)
    for epoch in range(EPOCHS):
        total = 0.0
        for part in torch.randperm(len(read)).split(BATCH):
            loss = functional.cross_entropy(network(read[part]), likely[part])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item() * len(part)
        print(f"epoch {epoch + 1} of {EPOCHS}, loss {total / len(read):.4f}", flush=True)
    return network.eval()


def arrays(network: nn.Sequential, mean: Tensor, spread: Tensor) -> dict[str, np.ndarray]:
    """The mean and the spread of what is read are folded into the first layer."""
    first, last = network[1], network[4]
    hidden = (first.weight / spread).detach()
    return {
        "hidden": hidden.T.numpy().astype(np.float16),
        "hidden_bias": (first.bias.detach() - hidden @ mean).numpy(),
        "out": last.weight.T.detach().numpy().astype(np.float16),
        "out_bias": last.bias.detach().numpy(),
        "fingerprint": np.array(network_fingerprint()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    labelled = torch.load(folder / "moods-labelled.pt")
    read, likely = lessons(labelled["texts"], labelled["opinions"])
    mean, spread = read.mean(0), read.std(0) + 1e-3
    network = train((read - mean) / spread, likely)
    (folder / "mood_network.npz").write_bytes(write_arrays(arrays(network, mean, spread)))


if __name__ == "__main__":
    main()
