"""The teacher hears messages that nobody labelled: `python -m tools.distil.moods_label FOLDER [--messages 310000]`.

Reads `moods-teacher.pt` and writes `moods-labelled.pt`: the messages of the corpus, the router's, and mixtures of both,
each with the teacher's opinion. Some twenty-five minutes of two cores.
"""

import argparse
import random
from collections.abc import Sequence
from pathlib import Path
from typing import cast

import torch
from torch import Tensor

from agente.handoff.moods import MOODS
from agente.intents.examples import Example, flatten, load_corpus
from agente.packs.models import IntentName
from tools.distil import words
from tools.distil.e5 import E5
from tools.distil.mixtures import Mixer
from tools.distil.moods import corpus, everyday
from tools.distil.moods_teacher import Teacher

RARE_TIMES = 3  # how often a message that is not calm stands among those that are mixed, beside a calm one
EVERYDAY = 6000  # of the router's messages are mixed too
BATCH = 96


def mixtures(count: int) -> list[str]:
    chance = random.Random(3)
    own = [Example(cast("IntentName", mood), locale, text) for mood, locale, text in corpus()]
    rare = [one for one in own if one.intent != "none"]
    calm = [one for one in own if one.intent == "none"]
    pool = [*rare * RARE_TIMES, *calm, *chance.sample(everyday(), EVERYDAY)]
    own_words = words.corpus_words([one.text for one in pool])
    known = sorted({*own_words, *words.frequent_words(words.FREQUENT)})
    mixer = Mixer(pool, words.neighbours(known, words.represent(E5().eval(), known), set(own_words)), seed=5)
    return sorted({mixer.message() for _ in range(count)})


@torch.no_grad()
def opinions(teacher: Teacher, texts: Sequence[str]) -> Tensor:
    """The logarithm of how likely each mood of each message is."""
    found = torch.empty(len(texts), len(MOODS))
    order = sorted(range(len(texts)), key=lambda place: len(texts[place]))
    for start in range(0, len(order), BATCH):
        places = order[start : start + BATCH]
        found[places] = teacher([texts[place] for place in places]).float().log_softmax(1)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, default=310_000)
    asked = parser.parse_args()
    teacher = Teacher()
    teacher.load_state_dict(torch.load(asked.folder / "moods-teacher.pt"))
    others = [*(example.text for example in flatten(load_corpus())), *mixtures(asked.messages)]
    texts = [*(text for _, _, text in corpus()), *others]
    torch.save({"texts": texts, "opinions": opinions(teacher.eval(), texts).half()}, asked.folder / "moods-labelled.pt")


if __name__ == "__main__":
    main()
