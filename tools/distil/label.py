"""Lets the teachers read the corpus and many new messages: `python -m tools.distil.label FOLDER [--messages 50000]`.

Writes `labelled.pt`: the texts, what the teachers say of each, and their vectors of the words.
"""

import argparse
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from agente.intents.examples import Example, flatten, load_corpus
from agente.intents.router import LINEAR_SCALE, LINEAR_SHARE
from agente.kit.text_model import LinearText
from agente.kit.text_training import fit
from tools.distil import words
from tools.distil.e5 import E5
from tools.distil.mixtures import Mixer
from tools.distil.teacher import Teacher, load, part_of, read

WORDS_KEPT = 26_000  # the corpus's own and the most frequent of the three languages
ASIDE = 40  # one message in so many is left out, to measure the student and its confidence with (`calibrate`)


def is_aside(example: Example) -> bool:
    return zlib.crc32(example.text[::-1].encode()) % ASIDE == 0


def linear_model(examples: Sequence[Example]) -> LinearText:
    return LinearText(fit([one.text for one in examples], [one.intent for one in examples]))


def mix(examples: Sequence[Example], messages: int, seed: int) -> list[str]:
    own = words.corpus_words([one.text for one in examples])
    known = sorted({*own, *words.frequent_words(words.FREQUENT)})
    mixer = Mixer(examples, words.neighbours(known, words.represent(E5().eval(), known), set(own)), seed)
    return sorted({mixer.message() for _ in range(messages)})


def blended(teachers: Tensor, linear: LinearText, texts: Sequence[str]) -> Tensor:
    """The teachers' opinion and the linear model's, in the shares in which the router blends."""
    counted = torch.stack([torch.from_numpy(linear.logits(text)) for text in texts])
    return (1 - LINEAR_SHARE) * teachers + LINEAR_SHARE * (LINEAR_SCALE * counted).log_softmax(1)


def label(teachers: Sequence[Teacher], messages: int, seed: int) -> dict[str, Any]:
    examples = [one for one in flatten(load_corpus()) if not is_aside(one)]
    texts = [one.text for one in examples]
    mixed = mix(examples, messages, seed)
    found = [read(teacher, [*texts, *mixed]) for teacher in teachers]
    logits = torch.stack([one for one, _ in found]).log_softmax(2)
    opinions = logits.mean(0)
    for place, text in enumerate(texts):  # only the teacher that has not seen a message says how clear it is
        opinions[place] = logits[part_of(text, len(teachers)), place]
    opinions[len(texts) :] = blended(opinions[len(texts) :], linear_model(examples), mixed)
    kept = words.vocabulary(words.corpus_words(texts), WORDS_KEPT)
    vectors = [words.represent(teacher.encoder, list(kept.values())) for teacher in teachers]
    return {
        "intents": [one.intent for one in examples],
        "locales": [one.locale for one in examples],
        "texts": [*texts, *mixed],
        "opinions": opinions.log_softmax(1).half(),
        "states": torch.cat([states for _, states in found], dim=1).half(),
        "words": list(kept),
        "word_states": torch.cat(vectors, dim=1),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--messages", type=int, default=50_000)
    parser.add_argument("--seed", type=int, default=0)
    asked = parser.parse_args()
    torch.set_num_threads(1)
    teachers = [load(path) for path in sorted(asked.folder.glob("teacher-*.pt"))]
    torch.save(label(teachers, asked.messages, asked.seed), asked.folder / "labelled.pt")


if __name__ == "__main__":
    main()
