"""The teacher reads questions and passages that nobody marked: `python -m tools.distil.material_label FOLDER`.

Reads `material-teacher.pt` and writes `material-labelled.pt`: texts as customers and as companies write them, each with
the place in meaning that the teacher gives it. Some fifteen minutes of two cores.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import torch
from torch import Tensor

from agente.intents.examples import Example, flatten, load_corpus
from agente.packs.models import IntentName
from tools.distil import words
from tools.distil.e5 import E5
from tools.distil.material import Company, companies, pieces
from tools.distil.material_teacher import Teacher
from tools.distil.mixtures import Mixer
from tools.distil.noise import noisy

BATCH = 96
NOISY_TIMES = 3
EVERYDAY = 8000  # of the router's messages are mixed with the questions


def asked(found: Sequence[Company], mixed: int) -> list[str]:
    chance = random.Random(4)
    own = [text for company in found for text, _ in company.questions]
    everyday = list(flatten(load_corpus()))
    noise = [noisy(text, "pt-BR", chance) for _ in range(NOISY_TIMES) for text in own]
    pool = [Example(cast("IntentName", "product_question"), "pt-BR", text) for text in own]
    pool = [*pool, *pool, *chance.sample(everyday, EVERYDAY)]
    own_words = words.corpus_words([one.text for one in pool])
    known = sorted({*own_words, *words.frequent_words(words.FREQUENT)})
    mixer = Mixer(pool, words.neighbours(known, words.represent(E5().eval(), known), set(own_words)), seed=6)
    mixtures = sorted({mixer.message() for _ in range(mixed)})
    return [*own, *noise, *(example.text for example in everyday), *mixtures]


def told(found: Sequence[Company]) -> list[str]:
    return list(dict.fromkeys(piece for company in found for passage in company.passages for piece in pieces(passage)))


@torch.no_grad()
def places(teacher: Teacher, texts: Sequence[str]) -> Tensor:
    """Where the teacher sees each of them, as the encoder read it."""
    found = torch.empty(len(texts), teacher.encoder.size, dtype=torch.float16)
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), BATCH):
        part = order[start : start + BATCH]
        found[part] = teacher.read([texts[place] for place in part]).half()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--mixed", type=int, default=50_000)
    options = parser.parse_args()
    teacher = Teacher()
    teacher.load_state_dict(torch.load(options.folder / "material-teacher.pt"))
    found = companies()
    questions, passages = asked(found, options.mixed), told(found)
    texts = [*(f"query: {text}" for text in questions), *(f"passage: {text}" for text in passages)]
    torch.save({"texts": texts, "places": places(teacher.eval(), texts)}, options.folder / "material-labelled.pt")


if __name__ == "__main__":
    main()
