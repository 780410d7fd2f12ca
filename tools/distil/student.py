"""Teaches the small encoder what the teachers said: `python -m tools.distil.student FOLDER`.

Reads `labelled.pt` and writes `encoder.npz`, which `agente.kit.text_encoder` computes with.
"""

import argparse
import random
import time
import zlib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from agente.kit.text_encoder import MAX_TOKENS
from agente.kit.text_features import tokens, within
from agente.kit.text_model import write_arrays
from tools.distil.noise import noisy
from tools.distil.teacher import LABELS

SIZE = 128  # numbers a word
WIDTHS = (1, 2, 3)  # how many words in a row a filter looks at
FILTERS = 160  # of each width
BUCKETS = 24_576  # for groups of characters
BATCH = 256
EPOCHS = 12
MIXED_AT_ONCE = 60_000  # of the mixed messages are read in an epoch
RATE = 2e-3
UNKNOWN_WORDS = 0.15  # of the words are read by their characters only, as unknown ones must be
DROPOUT = 0.3
HARD = 0.4  # how much the labels of the corpus count beside the teachers' opinions
NOISY = 0.6  # of the messages of the corpus


class Batch(NamedTuple):
    grams: Tensor  # of all different tokens, one after the other
    starts: Tensor  # where each token's groups begin
    words: Tensor  # each token's word, 0 for none
    places: Tensor  # messages x length: which token stands there, 0 for none


class Reader:
    """From texts to numbers; remembers the tokens that it has seen."""

    def __init__(self, words: Sequence[str]) -> None:
        self.index = {word: place for place, word in enumerate(words, 1)}
        self.seen: dict[str, int] = {}
        self.grams: list[list[int]] = []
        self.words: list[int] = []

    def token(self, token: str) -> int:
        if token not in self.seen:
            self.seen[token] = len(self.grams)
            self.grams.append([zlib.crc32(gram.encode()) % BUCKETS for gram in within(token)[1:]] or [0])
            self.words.append(self.index.get(token, 0))
        return self.seen[token]

    def read(self, text: str) -> list[int]:
        return [self.token(token) for token in tokens(text)[:MAX_TOKENS]]

    def batch(self, read: Sequence[Sequence[int]]) -> Batch:
        different = sorted({token for one in read for token in one})
        local = {token: place for place, token in enumerate(different, 1)}
        places = torch.zeros(len(read), max(map(len, read)), dtype=torch.long)
        for row, one in enumerate(read):
            places[row, : len(one)] = torch.tensor([local[token] for token in one])
        grams = [self.grams[token] for token in different]
        starts = np.cumsum([0, *map(len, grams)])[:-1]
        return Batch(
            torch.tensor([gram for own in grams for gram in own]),
            torch.from_numpy(starts),
            torch.tensor([self.words[token] for token in different]),
            places,
        )


class Student(nn.Module):
    def __init__(self, words: int, states: int) -> None:
        super().__init__()
        self.word = nn.Embedding(words + 1, SIZE, padding_idx=0)
        self.gram = nn.EmbeddingBag(BUCKETS, SIZE, mode="mean")
        nn.init.normal_(self.gram.weight, std=0.1)
        self.filters = nn.ModuleList(nn.Linear(width * SIZE, FILTERS) for width in WIDTHS)
        features = FILTERS * len(WIDTHS) + SIZE
        self.dropout = nn.Dropout(DROPOUT)
        self.out = nn.Linear(features, len(LABELS))
        self.states = nn.Linear(features, states)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        words = batch.words
        if self.training:
            words = words * (torch.rand(len(words)) >= UNKNOWN_WORDS)
        vectors = self.gram(batch.grams, batch.starts) + self.word(words)
        rows = torch.cat([vectors.new_zeros(1, SIZE), vectors])[batch.places]
        features = self.dropout(self.features(rows, batch.places > 0))
        return self.out(features), self.states(features)

    def features(self, rows: Tensor, real: Tensor) -> Tensor:
        mask = real[:, :, None].to(rows.dtype)
        before = functional.pad(rows, (0, 0, 1, 0))[:, :-1]
        after = functional.pad(rows, (0, 0, 0, 1))[:, 1:]
        views = (rows, torch.cat([before, rows], 2), torch.cat([before, rows, after], 2))
        found = [
            (functional.relu(filters(view)) * mask).amax(1) for view, filters in zip(views, self.filters, strict=True)
        ]
        return torch.cat([*found, rows.sum(1) / mask.sum(1)], 1)


def first_vectors(states: Tensor) -> Tensor:
    """The main directions in which the teachers' vectors of the words differ."""
    centred = states.float() - states.float().mean(0)
    _, _, directions = torch.pca_lowrank(centred, SIZE, center=False)
    projected = centred @ directions
    return 0.3 * projected / projected.std()


class Lessons:
    """What is read in each epoch: every message of the corpus, mostly with noise, and a part of the mixed ones."""

    def __init__(self, labelled: dict[str, Any], seed: int) -> None:
        self.labelled = labelled
        self.chance = random.Random(seed)
        self.reader = Reader(list(labelled["words"]))
        self.texts: list[str] = labelled["texts"]
        self.own = len(labelled["intents"])
        self.labels = torch.tensor([LABELS.index(intent) for intent in labelled["intents"]])
        self.mixed = [self.reader.read(text) for text in self.texts[self.own :]]

    def epoch(self) -> Iterator[tuple[Batch, Tensor]]:
        """Batches, and the positions of their messages."""
        mixed = range(self.own, len(self.texts))
        order = [*range(self.own), *self.chance.sample(mixed, min(len(mixed), MIXED_AT_ONCE))]
        order.sort(key=lambda place: len(self.texts[place]) * self.chance.uniform(0.8, 1.25))
        groups = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        self.chance.shuffle(groups)
        for group in groups:
            yield self.reader.batch([self.read(place) for place in group]), torch.tensor(group)

    def read(self, place: int) -> list[int]:
        if place >= self.own:
            return self.mixed[place - self.own]
        text, intent = self.texts[place], self.labelled["intents"][place]
        if self.chance.random() < NOISY:
            framed = intent not in ("greeting", "goodbye")
            text = noisy(text, self.labelled["locales"][place], self.chance, framed=framed)
        return self.reader.read(text)

    def loss(self, logits: Tensor, states: Tensor, places: Tensor) -> Tensor:
        opinions = self.labelled["opinions"][places].float().exp()
        soft = -(opinions * logits.log_softmax(1)).sum(1)
        own = places < self.own
        weight = torch.where(own, HARD, 0.0)
        labels = self.labels[places.clamp(max=self.own - 1)]
        hard = functional.cross_entropy(logits, labels, reduction="none", label_smoothing=0.05)
        likeness = functional.cosine_similarity(states, self.labelled["states"][places].float())
        return (weight * hard + (1 - weight) * soft + (1 - likeness)).mean()


def train(labelled: dict[str, Any], seed: int) -> Student:
    torch.manual_seed(seed)
    labelled["states"] = labelled["states"] - labelled["states"].float().mean(0).half()
    lessons = Lessons(labelled, seed)
    student = Student(len(labelled["words"]), labelled["states"].shape[1]).train()
    with torch.no_grad():
        student.word.weight[1:] = first_vectors(labelled["word_states"])
    optimiser = torch.optim.Adam(student.parameters(), lr=RATE, fused=True)
    steps = EPOCHS * (1 + (lessons.own + min(MIXED_AT_ONCE, len(lessons.mixed))) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + EPOCHS, pct_start=0.1)
    started = time.time()
    for epoch in range(EPOCHS):
        total = 0.0
        for batch, places in lessons.epoch():
            with torch.autocast("cpu", torch.bfloat16):
                logits, states = student(batch)
            loss = lessons.loss(logits.float(), states.float(), places)
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1} of {EPOCHS}, loss {total * EPOCHS / steps:.4f}, {time.time() - started:.0f} s",
            flush=True,
        )
    return student.eval()


def arrays(student: Student, words: Sequence[str]) -> dict[str, np.ndarray]:
    """What `agente.kit.text_encoder.ConvText` reads."""
    word, word_scale = as_bytes(student.word.weight[1:])
    gram, gram_scale = as_bytes(student.gram.weight)
    single, double, triple = (
        filters.weight.T.detach().numpy().reshape(-1, SIZE, FILTERS) for filters in student.filters
    )
    blocks = [single[0], double[1], triple[1], double[0], triple[0], triple[2]]
    return {
        "words": np.frombuffer("\n".join(words).encode(), np.uint8),
        "word": word, "word_scale": word_scale, "gram": gram, "gram_scale": gram_scale,
        "filters": np.hstack(blocks).astype(np.float16),
        "bias": np.concatenate([filters.bias.detach().numpy() for filters in student.filters]),
        "out": student.out.weight.T.detach().numpy().astype(np.float16),
        "out_bias": student.out.bias.detach().numpy(),
    }  # fmt: skip


def as_bytes(weights: Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Whole numbers from -127 to 127 and one scale a column."""
    values = weights.detach().numpy()
    scale = np.abs(values).max(axis=0) / 127
    return np.round(values / scale).astype(np.int8), scale.astype(np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    labelled = torch.load(asked.folder / "labelled.pt", weights_only=False)
    student = train(labelled, asked.seed)
    (asked.folder / "encoder.npz").write_bytes(write_arrays(arrays(student, list(labelled["words"]))))


if __name__ == "__main__":
    main()
