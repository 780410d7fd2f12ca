"""Teaches a small network what the teacher makes of each word: `python -m tools.distil.spans_student FOLDER`.

Reads `spans-labelled.pt` and the tagger's corpus and writes `span_network.npz`, which `agente.leads.span_network`
computes with. Some twenty minutes of two cores.
"""

import argparse
import random
import time
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_features import within
from agente.kit.text_model import write_arrays
from agente.leads.corpus_files import network_fingerprint
from agente.leads.span_features import LABELS, Token, kind_of, reading_of
from agente.leads.span_network import ASKED, HEADS, REACH, before
from agente.leads.train_spans import Row, marked_messages
from tools.distil.spans import corpus
from tools.distil.student import as_bytes

SIZE = 128
LAYERS = 2
INNER = 256
KIND = 16
OWN = 48  # numbers of a word beside the encoder's
BUCKETS = 8192  # for groups of characters
LEAST_SEEN = 3  # times, for a word to have numbers of its own
UNKNOWN_WORDS = 0.1  # of the words are read by their characters only, as unknown ones must be
DROPOUT = 0.1
EPOCHS = 6
BATCH = 96
RATE = 1.5e-3
GOLD_TIMES = 2  # how often what people marked is read beside what the teacher did
SURE = 0.98  # of what people marked


@dataclass(frozen=True, slots=True)
class Lesson:
    words: list[int]  # places in `Reader.words`
    before: int  # what was asked, and whether something was said before
    likely: Tensor


class Reader:
    """From words to numbers; remembers the words that it has seen."""

    def __init__(self) -> None:
        self.places: dict[tuple[str, str], int] = {}
        self.words: list[tuple[str, str]] = []  # as read, and its kind
        self.vectors: list[np.ndarray] = []
        self.grams: list[list[int]] = []
        self.known: dict[str, int] = {}
        self.kinds: dict[str, int] = {}

    def word(self, text: str) -> int:
        word = reading_of(text), kind_of(text)
        if word not in self.places:
            self.places[word] = len(self.words)
            self.words.append(word)
            self.vectors.append(shipped_encoder().vector(word[0]))
            self.grams.append(
                [zlib.crc32(gram.encode(errors="replace")) % BUCKETS for gram in within(word[0])[1:]] or [0]
            )
            self.kinds.setdefault(word[1], len(self.kinds) + 1)
        return self.places[word]

    def lesson(self, row: Row, tokens: Sequence[Token], likely: Tensor) -> Lesson:
        told = before(row.get("asked"), bool(row.get("later")))
        return Lesson([self.word(text) for text, _, _ in tokens], told, likely)

    def learn_words(self, lessons: Iterable[Lesson]) -> None:
        seen = Counter(self.words[word][0] for lesson in lessons for word in lesson.words)
        self.known = {word: place for place, word in enumerate(sorted(w for w in seen if seen[w] >= LEAST_SEEN), 1)}

    def batch(self, part: Sequence[Lesson]) -> tuple[tuple[Tensor, ...], Tensor, Tensor]:
        """What the network reads, which words are real, and what is wanted."""
        longest = max(len(lesson.words) for lesson in part)
        different = sorted({word for lesson in part for word in lesson.words})
        local = {word: place for place, word in enumerate(different)}
        places = torch.zeros(len(part), longest, dtype=torch.long)
        real = torch.zeros(len(part), longest)
        wanted = torch.zeros(len(part), longest, len(LABELS))
        for row, lesson in enumerate(part):
            count = len(lesson.words)
            places[row, :count] = torch.tensor([local[word] for word in lesson.words])
            real[row, :count] = 1
            wanted[row, :count] = lesson.likely.float()
        grams = [self.grams[word] for word in different]
        read = (
            torch.from_numpy(np.array([self.vectors[word] for word in different], np.float32)),
            torch.tensor([self.kinds[self.words[word][1]] for word in different]),
            torch.tensor([self.known.get(self.words[word][0], 0) for word in different]),
            torch.tensor([gram for own in grams for gram in own]),
            torch.from_numpy(np.cumsum([0, *map(len, grams)])[:-1]),
            places,
            torch.tensor([lesson.before for lesson in part]),
        )
        return read, real, wanted


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first_norm, self.second_norm = nn.LayerNorm(SIZE), nn.LayerNorm(SIZE)
        self.joint, self.mixed = nn.Linear(SIZE, 3 * SIZE), nn.Linear(SIZE, SIZE)
        self.up, self.down = nn.Linear(SIZE, INNER), nn.Linear(INNER, SIZE)
        self.dropout = nn.Dropout(DROPOUT)

    def forward(self, rows: Tensor, real: Tensor) -> Tensor:
        split = self.joint(self.first_norm(rows)).unflatten(2, (3, HEADS, SIZE // HEADS))
        query, key, value = split.permute(2, 0, 3, 1, 4)
        mask = real[:, None, None, :] > 0
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        rows = rows + self.dropout(self.mixed(seen.transpose(1, 2).flatten(2)))
        return rows + self.dropout(self.down(torch.relu(self.up(self.second_norm(rows)))))


class Student(nn.Module):
    def __init__(self, centre: Tensor, spread: Tensor, words: int, kinds: int) -> None:
        super().__init__()
        self.register_buffer("centre", centre)
        self.register_buffer("spread", spread)
        self.kind = nn.Embedding(kinds + 1, KIND)
        self.word = nn.Embedding(words + 1, OWN, padding_idx=0)
        self.gram = nn.EmbeddingBag(BUCKETS, OWN, mode="mean")
        nn.init.normal_(self.word.weight, std=0.1)
        nn.init.normal_(self.gram.weight, std=0.1)
        self.asked = nn.Embedding(2 * len(ASKED), SIZE)
        self.filters = nn.Conv1d(len(centre) + KIND + OWN, SIZE, 2 * REACH + 1, padding=REACH)
        self.dropout = nn.Dropout(DROPOUT)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.out = nn.Linear(SIZE, len(LABELS))

    def forward(self, read: tuple[Tensor, ...], real: Tensor) -> Tensor:
        vectors, kinds, words, grams, starts, places, before = read
        if self.training:
            words = words * (torch.rand(len(words)) >= UNKNOWN_WORDS)
        own = self.word(words) + self.gram(grams, starts)
        told = torch.cat([(vectors - self.centre) / self.spread, self.kind(kinds), own], 1)[places]
        told = self.dropout(told * real[:, :, None])
        rows = self.filters(told.transpose(1, 2)).transpose(1, 2) + self.asked(before)[:, None, :]
        rows = torch.relu(rows) * real[:, :, None]
        for layer in self.layers:
            rows = layer(rows, real)
        return self.out(rows)


def lessons_of(folder: Path, reader: Reader) -> list[Lesson]:
    marked = [
        reader.lesson(sample.row, sample.tokens, _sure(sample.labels))
        for sample in marked_messages(corpus())
        for _ in range(GOLD_TIMES if "{" in sample.row["text"] else 1)
    ]
    labelled = torch.load(folder / "spans-labelled.pt", weights_only=False)
    read = zip(marked_messages(row for row, _ in labelled), (likely for _, likely in labelled), strict=True)
    return marked + [reader.lesson(sample.row, sample.tokens, likely) for sample, likely in read]


def _sure(labels: Sequence[int]) -> Tensor:
    likely = torch.full((len(labels), len(LABELS)), (1 - SURE) / len(LABELS))
    likely[torch.arange(len(labels)), torch.tensor(labels)] += SURE
    return likely


def train(lessons: Sequence[Lesson], reader: Reader) -> Student:
    torch.manual_seed(0)
    chance = random.Random(0)
    vectors = np.array(reader.vectors)
    student = Student(
        torch.tensor(vectors.mean(axis=0)),
        torch.tensor(vectors.std(axis=0) + 1e-3),
        len(reader.known),
        len(reader.kinds),
    ).train()
    optimiser = torch.optim.AdamW(student.parameters(), RATE, weight_decay=0.01, fused=True)
    steps = EPOCHS * (1 + len(lessons) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps + EPOCHS, pct_start=0.1)
    started = time.time()
    for epoch in range(EPOCHS):
        order = sorted(lessons, key=lambda lesson: len(lesson.words) * chance.uniform(0.8, 1.25))
        groups = [order[start : start + BATCH] for start in range(0, len(order), BATCH)]
        chance.shuffle(groups)
        total = 0.0
        for part in groups:
            read, real, wanted = reader.batch(part)
            with torch.autocast("cpu", torch.bfloat16):
                scores = student(read, real)
            loss = -((wanted * scores.float().log_softmax(-1)).sum(-1) * real).sum() / real.sum()
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(student.parameters(), 1.0)
            optimiser.step()
            schedule.step()
            total += loss.item()
        print(
            f"epoch {epoch + 1} of {EPOCHS}, loss {total / len(groups):.4f}, {time.time() - started:.0f} s", flush=True
        )
    return student.eval()


def arrays(student: Student, reader: Reader) -> dict[str, Any]:
    """What `agente.leads.span_network.SpanNetwork` reads; constant factors and sums are worked into the weights."""
    word, word_scale = as_bytes(student.word.weight[1:])
    gram, gram_scale = as_bytes(student.gram.weight)
    filters = student.filters.weight.detach().double()  # size x what a word is x offsets
    encoded = len(student.centre)
    filters[:, :encoded] /= student.spread[:, None]
    constant = -(filters[:, :encoded] * student.centre[:, None]).sum(dim=1, keepdim=True)
    joined = torch.cat([filters, constant], 1).permute(1, 2, 0)  # ... and 1 x offsets x size
    network = {
        "kind": student.kind.weight,
        "asked": student.asked.weight + student.filters.bias,
        "filters": joined.flatten(1),
        "out": student.out.weight.T,
        "out_bias": student.out.bias,
    }
    for number, layer in enumerate(student.layers):
        network |= {f"{number}.{name}": values for name, values in _layer(layer).items()}
    return {
        "words": np.frombuffer("\n".join(reader.known).encode(), np.uint8),
        "kinds": np.frombuffer("\n".join(reader.kinds).encode(), np.uint8),
        "word": word, "word_scale": word_scale, "gram": gram, "gram_scale": gram_scale,
        "layers": np.array(len(student.layers)),
        "fingerprint": np.array(network_fingerprint()),
        **{f"net.{name}": values.detach().numpy().astype(np.float16) for name, values in network.items()},
    }  # fmt: skip


def _layer(layer: Layer) -> dict[str, Tensor]:
    """As matrices that rows are multiplied with, with the gains of the norms and attention's factor in them."""
    joint = (layer.joint.weight * layer.first_norm.weight).T
    joint_bias = layer.joint.bias + layer.joint.weight @ layer.first_norm.bias
    factor = torch.ones(3 * SIZE)
    factor[:SIZE] = (SIZE // HEADS) ** -0.5
    return {
        "joint": joint * factor,
        "joint_bias": joint_bias * factor,
        "mixed": layer.mixed.weight.T,
        "mixed_bias": layer.mixed.bias,
        "up": (layer.up.weight * layer.second_norm.weight).T,
        "up_bias": layer.up.bias + layer.up.weight @ layer.second_norm.bias,
        "down": layer.down.weight.T,
        "down_bias": layer.down.bias,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    reader = Reader()
    lessons = lessons_of(folder, reader)
    reader.learn_words(lessons)
    student = train(lessons, reader)
    torch.save(student.state_dict(), folder / "spans-student.pt")
    (folder / "span_network.npz").write_bytes(write_arrays(arrays(student, reader)))


if __name__ == "__main__":
    main()
