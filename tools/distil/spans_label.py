"""The teacher reads messages that nobody marked: `python -m tools.distil.spans_label FOLDER`.

Reads `spans-teacher.pt` and writes `spans-labelled.pt`: messages of the router's corpus, marked ones with their details
exchanged, two messages put together, and sentences of several, each with the teacher's opinion of every word. Some
fifteen minutes of two cores.
"""

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from agente.intents.examples import flatten, load_corpus
from agente.leads.train_spans import MARK, Marked, Row, marked_messages
from tools.distil.spans import corpus
from tools.distil.spans_teacher import Teacher

EXCHANGED = 90_000
TOGETHER = 24_000
MIXED = 60_000
ROUTERS = 60_000  # draws, with repetition, from the router's corpus; by intent, how often one of its messages is drawn
OF_INTENT = {
    "provide_details": 3.0, "purchase_interest": 3.0, "product_question": 2.0, "pricing": 1.5, "scheduling": 1.0,
    "greeting": 0.2, "goodbye": 0.2, "out_of_scope": 0.5,
}  # fmt: skip
USUAL = 0.7
ASKED = ("name", "company", "need", "timeline", "team_size", "budget", "email", "phone")
EXCHANGE = {"name": 0.8, "company": 0.8, "need": 0.35, "timeline": 0.5, "budget": 0.5, "team_size": 0.3}
_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
BETWEEN = (". ", " ", "\n", ", ", "! ")
LONGEST = 300  # characters, of two together
MOST_WORDS = 100
BATCH = 64


def of_router(chance: random.Random) -> Iterator[Row]:
    found = [example for example in flatten(load_corpus()) if not set("{}") & set(example.text)]
    weights = [OF_INTENT.get(example.intent, USUAL) for example in found]
    for text in dict.fromkeys(example.text for example in chance.choices(found, weights, k=ROUTERS)):
        row: Row = {"text": text, "later": chance.random() < 0.25}
        if len(text) < 60 and chance.random() < 0.15:
            row |= {"asked": chance.choice(ASKED), "later": True}
        yield row


def exchanged(marked: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    """Messages with names, companies, times and so on of others."""
    values = defaultdict(list)
    for row in marked:
        for mark in MARK.finditer(row["text"]):
            values[mark[1]].append(mark[2])
    for _ in range(EXCHANGED):
        row = chance.choice(marked)
        text = MARK.sub(
            lambda mark: chance.choice(values[mark[1]]) if chance.random() < EXCHANGE[mark[1]] else mark[2], row["text"]
        )
        yield {**row, "text": text.lower() if chance.random() < 0.2 else text}


def together(rows: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    texts = [MARK.sub(r"\2", row["text"]) for row in rows]
    for _ in range(TOGETHER):
        first, second = chance.choice(texts), chance.choice(texts)
        if len(first) + len(second) < LONGEST:
            yield {"text": first.rstrip() + chance.choice(BETWEEN) + second}


def mixed(marked: Sequence[Row], chance: random.Random) -> Iterator[Row]:
    """Messages out of sentences of several, in other company than they were written for."""
    told = [sentence for row in marked for sentence in _SENTENCE.split(MARK.sub(r"\2", row["text"])) if sentence]
    for _ in range(MIXED):
        text = " ".join(chance.sample(told, chance.choice((2, 2, 3, 3, 4))))
        if len(text) < LONGEST:
            yield {"text": text, "later": chance.random() < 0.3}


def unmarked_messages() -> list[Marked]:
    chance = random.Random(0)
    rows = corpus()
    marked = [row for row in rows if "{" in row["text"]]
    found = {
        (row["text"], row.get("asked")): row
        for row in (*of_router(chance), *exchanged(marked, chance), *together(rows, chance), *mixed(marked, chance))
    }
    return [sample for sample in marked_messages(found.values()) if len(sample.tokens) < MOST_WORDS]


@torch.no_grad()
def opinions(teacher: Teacher, found: Sequence[Marked]) -> list[Tensor]:
    """Of each message the probability of every label of every word; where the teacher did not read, of nothing."""
    read: list[Tensor] = [torch.empty(0)] * len(found)
    order = sorted(range(len(found)), key=lambda place: len(found[place].text))
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        ids, firsts = teacher.batch([found[place] for place in part])
        likely = teacher(ids, firsts).softmax(-1)
        likely[firsts < 0] = torch.eye(likely.shape[-1])[0]
        for row, place in enumerate(part):
            read[place] = likely[row, : len(found[place].tokens)].half()
    return read


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    teacher = Teacher()
    teacher.load_state_dict(torch.load(folder / "spans-teacher.pt"))
    found = unmarked_messages()
    labelled: list[tuple[Any, Tensor]] = [
        (sample.row, likely) for sample, likely in zip(found, opinions(teacher.eval(), found), strict=True)
    ]
    torch.save(labelled, folder / "spans-labelled.pt")


if __name__ == "__main__":
    main()
