"""Teaches a small network where the teacher sees a text: `python -m tools.distil.material_student FOLDER`.

Reads `material-labelled.pt` and writes `meaning_network.npz`, which `agente.knowledge.meaning` computes with. Some
twelve minutes of two cores.
"""

import argparse
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from agente.handoff.corpus_files import network_fingerprint
from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_features import tokens
from agente.kit.text_model import write_arrays
from tools.distil.material import Company, Tally, companies, is_left_out, pieces
from tools.distil.noise import noisy
from tools.distil.student import as_bytes

SIZE = 128  # of what a text means
OWN = 64  # numbers of a word beside the encoder's
WIDTH = 384  # of what is made of each word and its neighbours
HEADS = 4  # ways of choosing which words count
MAX_TOKENS = 64
LEAST_SEEN = 3
UNKNOWN_WORDS = 0.1
DROPOUT = 0.1
BATCH = 256
COMPANIES = 3
QUESTIONS = 40
LIKENESS = 4.0  # of its places and the teacher's, beside the finding of answers
SPREAD = 4  # times as many texts of about one length are there to choose a batch from
CLEAN = 0.5  # of the questions are read as they were written
SMOOTHING = 0.05


class Pace(NamedTuple):
    steps: int
    rate: float
    measured_each: int  # steps


PACE = Pace(steps=1500, rate=2e-3, measured_each=500)


class Reader:
    """From texts to the places of their words; remembers the words that it has seen."""

    def __init__(self) -> None:
        self.places: dict[str, int] = {"": 0}
        self.vectors: list[np.ndarray] = [np.zeros(shipped_encoder().size, np.float32)]
        self.matrix = torch.zeros(0, shipped_encoder().size)
        self.known = torch.zeros(0, dtype=torch.long)
        self.words = 0

    def read(self, text: str, side: int) -> list[int]:
        found = tokens(text)[1 : MAX_TOKENS + 1]
        return [self.place(word) for word in ("^?" if side else "^", *found)]

    def place(self, word: str) -> int:
        if word not in self.places:
            self.places[word] = len(self.places)
            self.vectors.append(shipped_encoder().vector(word))
        return self.places[word]

    def learn(self, texts: Sequence[Sequence[int]]) -> None:
        seen = Counter(place for text in texts for place in text)
        self.known = torch.zeros(len(self.places), dtype=torch.long)
        chosen = [place for place in seen if seen[place] >= LEAST_SEEN]
        self.known[chosen] = torch.arange(1, len(chosen) + 1)
        self.words = len(chosen)

    def keep_up(self) -> None:
        """Words that only noise has made since have no numbers of their own."""
        new = len(self.vectors) - len(self.matrix)
        if new:
            added = torch.from_numpy(np.array(self.vectors[-new:], np.float32))
            self.matrix = torch.cat([self.matrix, added])
            self.known = torch.cat([self.known, torch.zeros(len(self.matrix) - len(self.known), dtype=torch.long)])


def padded(texts: Sequence[Sequence[int]]) -> Tensor:
    longest = max(map(len, texts))
    return torch.tensor([[*text, *[0] * (longest - len(text))] for text in texts])


class Student(nn.Module):
    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader
        reader.keep_up()
        vectors = reader.matrix[1:]
        self.register_buffer("centre", vectors.mean(0))
        self.register_buffer("spread", vectors.std(0) + 1e-3)
        self.own = nn.Embedding(reader.words + 1, OWN, padding_idx=0)
        nn.init.normal_(self.own.weight, std=0.1)
        self.filters = nn.Conv1d(shipped_encoder().size + OWN, WIDTH, 3, padding=1)
        self.weigh = nn.Linear(WIDTH, HEADS)
        self.dropout = nn.Dropout(DROPOUT)
        self.out = nn.Linear((HEADS + 1) * WIDTH, SIZE)
        self.none = nn.Linear(SIZE, 1)
        nn.init.zeros_(self.none.weight)
        nn.init.constant_(self.none.bias, 0.5)
        self.sharpness = nn.Parameter(torch.tensor(15.0))

    def forward(self, places: Tensor) -> Tensor:
        self.reader.keep_up()
        real = places > 0
        known = self.reader.known[places]
        if self.training:
            known = known * (torch.rand(known.shape) >= UNKNOWN_WORDS)
        read = torch.cat([(self.reader.matrix[places] - self.centre) / self.spread, self.own(known)], 2)
        read = self.dropout(read * real[:, :, None])
        with torch.autocast("cpu", torch.bfloat16):
            filtered = self.filters(read.transpose(1, 2))
        rows = torch.relu(filtered.float().transpose(1, 2)) * real[:, :, None]
        weights = self.weigh(rows).masked_fill(~real[:, :, None], -1e4).softmax(1)
        heads = (weights.transpose(1, 2) @ rows).flatten(1)
        most = rows.max(1).values
        return functional.normalize(self.out(self.dropout(torch.cat([heads, most], 1))), dim=1)

    def judged(self, asked: Tensor, told: Tensor, owners: Tensor, count: int) -> Tensor:
        """Logits of each passage, by the nearest of its pieces, and of none of them."""
        near = asked @ told.T
        best = torch.full((len(asked), count), -2.0).scatter_reduce(1, owners.expand(len(asked), -1), near, "amax")
        return self.sharpness * torch.cat([best, self.none(asked)], 1)


class Lessons:
    """The companies' passages in pieces, as places of words."""

    def __init__(self, reader: Reader, found: Sequence[Company]) -> None:
        self.reader = reader
        self.companies = found
        self.told = [
            [[reader.read(piece, 0) for piece in pieces(one)] for one in company.passages] for company in found
        ]
        self.chance = random.Random(0)

    def loss_of(self, student: "Student") -> Tensor:
        """Of some questions of some companies, each to be told from all that these companies tell."""
        asked: list[list[int]] = []
        wanted: list[int | None] = []
        told: list[list[int]] = []
        owners: list[int] = []
        count = 0
        for number in self.chance.sample(range(len(self.companies)), COMPANIES):
            company = self.companies[number]
            for text, answer in self.chance.sample(company.questions, min(QUESTIONS, len(company.questions))):
                clean = self.chance.random() < CLEAN
                asked.append(self.reader.read(text if clean else noisy(text, "pt-BR", self.chance), 1))
                wanted.append(None if answer is None else count + answer)
            for passage in self.told[number]:
                told += passage
                owners += [count] * len(passage)
                count += 1
        logits = student.judged(student(padded(asked)), student(padded(told)), torch.tensor(owners), count)
        target = torch.tensor([count if answer is None else answer for answer in wanted])
        return functional.cross_entropy(logits, target, label_smoothing=SMOOTHING)


@torch.no_grad()
def measured(student: Student, reader: Reader, unseen: Sequence[Company]) -> Tally:
    student.eval()
    tally = Tally()
    for company in unseen:
        told = [(reader.read(piece, 0), place) for place, one in enumerate(company.passages) for piece in pieces(one)]
        asked = padded([reader.read(text, 1) for text, _ in company.questions])
        owners = torch.tensor([place for _, place in told])
        told_places = student(padded([piece for piece, _ in told]))
        found = student.judged(student(asked), told_places, owners, len(company.passages))
        for logits, (_, answer) in zip(found, company.questions, strict=True):
            nearest = logits[:-1].topk(3)
            tally.add(nearest.indices.tolist(), says_none=bool(logits[-1] > nearest.values[0]), answer=answer)
    student.train()
    return tally


def train(texts: Sequence[str], places: Tensor, found: Sequence[Company]) -> tuple[Student, Reader]:
    torch.manual_seed(0)
    chance = random.Random(1)
    reader = Reader()
    rows = [reader.read(text.partition(": ")[2], int(text.startswith("query"))) for text in texts]
    lessons = Lessons(reader, [company for company in found if not is_left_out(company)])
    unseen = [company for company in found if is_left_out(company)]
    reader.learn(rows)
    student = Student(reader)
    wanted = targets(places)
    by_length = sorted(range(len(rows)), key=lambda place: len(rows[place]))

    def loss_of(student: Student) -> Tensor:
        start = chance.randrange(len(rows) - SPREAD * BATCH)
        part = chance.sample(by_length[start : start + SPREAD * BATCH], BATCH)
        alike = 1 - (student(padded([rows[place] for place in part])) * wanted[part]).sum(1).mean()
        return LIKENESS * alike + lessons.loss_of(student)

    return taught(student, loss_of, partial(measured, student, reader, unseen), PACE), reader


def taught(student: Student, loss_of: Callable[[Student], Tensor], measure: Callable[[], Tally], pace: Pace) -> Student:
    """The network once it lost as little as can be in so many steps, each of them by what `loss_of` draws."""
    optimiser = torch.optim.AdamW(student.parameters(), pace.rate, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, pace.rate, total_steps=pace.steps, pct_start=0.1)
    started = time.time()
    student.train()
    for step in range(1, pace.steps + 1):
        loss = loss_of(student)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        if step % pace.measured_each == 0:
            spent = time.time() - started
            print(f"step {step} of {pace.steps}, loss {loss.item():.3f}, {spent:.0f} s; {measure()}", flush=True)
    return student.eval()


def targets(places: Tensor) -> Tensor:
    """The 128 numbers that tell most of the teacher's own."""
    places = places.float()
    centred = places - places.mean(0)
    _, _, axes = torch.pca_lowrank(centred[torch.randperm(len(centred))[:20000]], SIZE, center=False, niter=4)
    return functional.normalize(centred @ axes, dim=1)


def arrays(student: Student, reader: Reader) -> dict[str, np.ndarray]:
    """The centre and the spread of the encoder's vectors are folded into the filters."""
    known = sorted((int(reader.known[place]), word) for word, place in reader.places.items() if reader.known[place])
    own, own_scale = as_bytes(student.own.weight[1:])
    weight = student.filters.weight.detach()  # width x numbers x (before, here, behind)
    size = shipped_encoder().size
    weight = torch.cat([weight[:, :size] / student.spread[None, :, None], weight[:, size:]], 1)
    middle = -torch.einsum("n,wnr->rw", student.centre, weight[:, :size]).flatten()
    return {
        "words": np.frombuffer("\n".join(word for _, word in known).encode(), np.uint8),
        "own": own,
        "own_scale": own_scale,
        "filters": weight.permute(1, 2, 0).flatten(1).numpy().astype(np.float16),
        "middle": middle.numpy(),
        "bias": student.filters.bias.detach().numpy(),
        "weigh": student.weigh.weight.T.detach().numpy().astype(np.float16),
        "weigh_bias": student.weigh.bias.detach().numpy(),
        "out": student.out.weight.T.detach().numpy().astype(np.float16),
        "out_bias": student.out.bias.detach().numpy(),
        "none": student.none.weight[0].detach().numpy(),
        "none_bias": student.none.bias[0].detach().numpy(),
        "fingerprint": np.array(network_fingerprint()),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    labelled = torch.load(folder / "material-labelled.pt")
    student, reader = train(labelled["texts"], labelled["places"], companies())
    (folder / "meaning_network.npz").write_bytes(write_arrays(arrays(student, reader)))


if __name__ == "__main__":
    main()
