"""Fine-tunes E5 to mark the details in a message: `python -m tools.distil.spans_teacher FOLDER`.

Reads the tagger's corpus and writes `spans-teacher.pt`; some ten minutes of two cores.
"""

import argparse
import random
import time
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from agente.leads.span_features import LABELS
from agente.leads.train_spans import Marked, marked_messages
from tools.distil.batches import of_like_length
from tools.distil.e5 import E5, END, MAX_TOKENS, PADDING, START
from tools.distil.spans import asked_in_words, corpus
from tools.distil.teacher import Descent

EPOCHS = 3
BATCH = 24
RATE = 1.2e-4
PLAIN = 0.35  # of the messages without any detail: there are too many of them
NOT_READ = -1
IGNORED = -100


class Teacher(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.encoder = E5()
        self.out = nn.Linear(self.encoder.size, len(LABELS))
        self.dropout = nn.Dropout(0.1)

    def forward(self, ids: Tensor, firsts: Tensor) -> Tensor:
        """Logits of each word, read at its first piece."""
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder.states(ids, ids != PADDING)
        rows = torch.gather(states.float(), 1, firsts.clamp(min=0)[:, :, None].expand(-1, -1, self.encoder.size))
        return self.out(self.dropout(rows))

    def pieces(self, sample: Marked) -> tuple[list[int], list[int]]:
        """The ids of what went before and of the message, and at which of them each word begins."""
        before = self.encoder.tokenizer.encode(asked_in_words(sample.row)).ids
        encoded = self.encoder.tokenizer.encode(sample.text)
        ids = [START, *before, *encoded.ids][: MAX_TOKENS - 1]
        firsts, piece = [], 0
        for _, start, _ in sample.tokens:
            while piece < len(encoded.offsets) - 1 and encoded.offsets[piece][1] <= start:
                piece += 1
            place = 1 + len(before) + piece
            firsts.append(place if place < len(ids) else NOT_READ)
        return [*ids, END], firsts

    def batch(self, part: Sequence[Marked]) -> tuple[Tensor, Tensor]:
        read = [self.pieces(sample) for sample in part]
        ids = torch.full((len(part), max(len(own) for own, _ in read)), PADDING)
        firsts = torch.full((len(part), max(len(own) for _, own in read)), NOT_READ)
        for row, (own, places) in enumerate(read):
            ids[row, : len(own)] = torch.tensor(own)
            firsts[row, : len(places)] = torch.tensor(places)
        return ids, firsts


def train(found: Sequence[Marked]) -> Teacher:
    torch.manual_seed(0)
    chance = random.Random(0)
    teacher = Teacher().train()
    descent = Descent(teacher, RATE, EPOCHS * (1 + len(found) // BATCH))
    started = time.time()
    for epoch in range(EPOCHS):
        for part in of_like_length(found, lambda sample: len(sample.text), BATCH, chance):
            ids, firsts = teacher.batch(part)
            wanted = torch.full(firsts.shape, IGNORED)
            for row, sample in enumerate(part):
                wanted[row, : len(sample.labels)] = torch.tensor(sample.labels)
            wanted[firsts == NOT_READ] = IGNORED
            logits = teacher(ids, firsts)
            loss = functional.cross_entropy(logits.flatten(0, 1), wanted.flatten(), ignore_index=IGNORED)
            descent.step(loss)
        print(f"epoch {epoch + 1} of {EPOCHS}, {time.time() - started:.0f} s", flush=True)
    return teacher.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    chance = random.Random(1)
    rows = [row for row in corpus() if "{" in row["text"] or chance.random() < PLAIN]
    torch.save(train(list(marked_messages(rows))).state_dict(), folder / "spans-teacher.pt")


if __name__ == "__main__":
    main()
