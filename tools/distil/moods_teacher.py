"""Fine-tunes E5 to hear what a message sounds like: `python -m tools.distil.moods_teacher FOLDER`.

Reads the judgement's corpus and writes `moods-teacher.pt`; some twelve minutes of two cores.
"""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from agente.handoff.moods import MOODS
from tools.distil.batches import of_like_length
from tools.distil.e5 import E5
from tools.distil.moods import Mooded, corpus, everyday, is_one_in
from tools.distil.noise import noisy
from tools.distil.teacher import Descent

EPOCHS = 3
BATCH = 32
RATE = 1e-4
CLEAN = 0.35  # of the messages are read as they were written
SMOOTHING = 0.05
EVERYDAY_EVERY = 8  # one of so many of the router's messages is read as calm


class Teacher(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = E5()
        self.out = nn.Linear(self.encoder.size, len(MOODS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, texts: Sequence[str]) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(texts)
        return self.out(self.dropout(states))


def train(messages: Sequence[Mooded]) -> Teacher:
    torch.manual_seed(0)
    chance = random.Random(0)
    teacher = Teacher().train()
    descent = Descent(teacher, RATE, EPOCHS * (1 + len(messages) // BATCH))
    started = time.time()
    for epoch in range(EPOCHS):
        for part in of_like_length(messages, lambda message: len(message[2]), BATCH, chance):
            texts = [text if chance.random() < CLEAN else noisy(text, locale, chance) for _, locale, text in part]
            wanted = torch.tensor([MOODS.index(mood) for mood, _, _ in part])
            descent.step(functional.cross_entropy(teacher(texts), wanted, label_smoothing=SMOOTHING))
        print(f"epoch {epoch + 1} of {EPOCHS}, {time.time() - started:.0f} s", flush=True)
    return teacher.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    calm = [("none", one.locale, one.text) for one in everyday() if is_one_in(one.text, EVERYDAY_EVERY)]
    torch.save(train([*corpus(), *calm]).state_dict(), folder / "moods-teacher.pt")


if __name__ == "__main__":
    main()
