"""Fine-tunes E5 on the 16 intents: `python -m tools.distil.teacher FOLDER [--parts 3]`.

Each teacher is trained on all messages but one part, and writes `teacher-N.pt`: so every message of the corpus has a
teacher that has not seen it, whose doubts are therefore real.
"""

import argparse
import random
import time
import zlib
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from agente.intents.examples import Example, flatten, load_corpus
from agente.packs.models import INTENTS
from tools.distil.batches import of_like_length
from tools.distil.e5 import E5
from tools.distil.noise import noisy

LABELS = sorted(INTENTS)
EPOCHS = 3
BATCH = 32
RATE = 8e-5
HEAD_RATE = 1e-3
WARM_UP = 0.06
CLEAN = 0.3  # of the messages are read as they were written
SMOOTHING = 0.05


class Teacher(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = E5()
        self.out = nn.Linear(self.encoder.size, len(LABELS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, texts: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Logits and representations."""
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(texts)
        return self.out(self.dropout(states)), states


class Descent:
    """Fine-tunes a model's `encoder` gently and its `out` quickly, warming up and then slowing down."""

    def __init__(self, model: nn.Module, rate: float, steps: int) -> None:
        groups = [
            {"params": model.encoder.parameters(), "lr": rate},
            {"params": model.out.parameters(), "lr": HEAD_RATE},
        ]
        self.parameters = list(model.parameters())
        self.optimiser = torch.optim.AdamW(groups, weight_decay=0.01, fused=True)
        self.schedule = torch.optim.lr_scheduler.LambdaLR(
            self.optimiser, lambda step: min(1, step / (WARM_UP * steps)) * max(0, 1 - step / steps)
        )

    def step(self, loss: Tensor) -> None:
        self.optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        self.schedule.step()


def part_of(text: str, parts: int) -> int:
    """Which teacher does not see this message."""
    return zlib.crc32(text.encode()) % parts


def varied(example: Example, chance: random.Random) -> str:
    return noisy(example.text, example.locale, chance, framed=example.intent not in ("greeting", "goodbye"))


def train(examples: Sequence[Example], seed: int) -> Teacher:
    torch.manual_seed(seed)
    chance = random.Random(seed)
    teacher = Teacher().train()
    steps = EPOCHS * (1 + len(examples) // BATCH)
    descent = Descent(teacher, RATE, steps)
    step, started = 0, time.time()
    for _ in range(EPOCHS):
        for batch in of_like_length(examples, lambda example: len(example.text), BATCH, chance):
            texts = [one.text if chance.random() < CLEAN else varied(one, chance) for one in batch]
            logits, _ = teacher(texts)
            wanted = torch.tensor([LABELS.index(one.intent) for one in batch])
            loss = functional.cross_entropy(logits, wanted, label_smoothing=SMOOTHING)
            descent.step(loss)
            step += 1
            if step % 50 == 0:
                print(f"step {step} of {steps}, loss {loss.item():.3f}, {time.time() - started:.0f} s", flush=True)
    return teacher.eval()


@torch.no_grad()
def read(teacher: Teacher, texts: Sequence[str], batch: int = 64) -> tuple[Tensor, Tensor]:
    """Logits and representations of many texts, in their order."""
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    logits = torch.empty(len(texts), len(LABELS))
    states = torch.empty(len(texts), teacher.encoder.size)
    for start in range(0, len(order), batch):
        places = order[start : start + batch]
        logits[places], states[places] = teacher([texts[place] for place in places])
    return logits, states


def load(path: Path) -> Teacher:
    teacher = Teacher()
    teacher.load_state_dict(torch.load(path))
    return teacher.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--parts", type=int, default=3)
    parser.add_argument("--only", type=int)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    examples = list(flatten(load_corpus()))
    for part in range(asked.parts) if asked.only is None else [asked.only]:
        seen = [one for one in examples if part_of(one.text, asked.parts) != part]
        unseen = [one for one in examples if part_of(one.text, asked.parts) == part]
        teacher = train(seen, part)
        torch.save(teacher.state_dict(), asked.folder / f"teacher-{part}.pt")
        logits, _ = read(teacher, [one.text for one in unseen])
        right = (logits.argmax(1) == torch.tensor([LABELS.index(one.intent) for one in unseen])).float()
        print(f"teacher {part}: {right.mean():.4f} of the {len(unseen)} messages that it did not see")


if __name__ == "__main__":
    main()
