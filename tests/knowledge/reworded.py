"""Do customers get what the material says in words of their own? `python -m tests.knowledge.reworded FILE`

Each question is the first message of a conversation with the sample pack or the clinic, without a language model.
Prints totals only: `reworded_held_out.jsonl` is a yardstick, and a yardstick that somebody reads is one no longer.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from agente.agents.assistant import Assistant
from agente.agents.tools.knowledge import MOST_READ
from agente.agents.turn import Draft
from agente.packs.loader import load_pack
from agente.packs.pack import Passage, title_of
from tests.agents.conftest import DENTIST, SAMPLE, Talk

PACKS = {"tamarindo": SAMPLE, "sorriso-claro": DENTIST}
Place = tuple[str, str]  # a document's file name and the heading in it


@cache
def assistant(pack: str) -> Assistant:
    return Assistant.prepare(load_pack(PACKS[pack]))


def questions(path: Path) -> Iterator[dict[str, Any]]:
    return map(json.loads, path.read_text("utf-8").splitlines())


def tally(path: Path) -> Counter[str]:
    """How many questions end how; `answerable` and `not` count those that the material answers, and the others."""
    counts: Counter[str] = Counter()
    for question in questions(path):
        wanted = {(place["document"], place["heading"]) for place in question["expect"]}
        served = assistant(question["pack"])
        draft = Talk(served).say(question["text"])
        counts["answerable" if wanted else "not"] += 1
        maybe = served.toolbox.phrases.say("near_answer", draft.locale, quote="").strip()
        counts[_outcome(draft, wanted, unsure=maybe in draft.text)] += 1
        near = served.toolbox.search.near(question["text"], question["locale"], MOST_READ)
        counts["near"] += not wanted.isdisjoint(map(_place, near))
    return counts


def _outcome(draft: Draft, wanted: set[Place], *, unsure: bool) -> str:
    quoted = {(Path(found.document).name, title_of(found.heading)) for found in draft.citations}
    if not wanted:
        surely = not unsure and any(name.endswith(".md") for name, _ in quoted)
        return "quoted all the same" if surely else "refused"
    if quoted & wanted:
        return "answered with a maybe" if unsure else "answered"
    if {title for _, title in wanted}.intersection(draft.quick_replies):
        return "one tap away"
    return "something else" if quoted and not unsure else "no answer"


def _place(passage: Passage) -> Place:
    return Path(passage.document).name, passage.title


def report(counts: Counter[str]) -> str:
    outcomes = ("answered", "answered with a maybe", "one tap away", "something else", "no answer")
    shares = [
        *((outcome, counts["answerable"]) for outcome in outcomes),
        ("near", counts["answerable"]),  # among the passages that a language model would see
        *((outcome, counts["not"]) for outcome in ("refused", "quoted all the same")),
    ]
    return "\n".join(f"{name:20} {counts[name]:4} of {total:4}  {counts[name] / total:.0%}" for name, total in shares)


if __name__ == "__main__":
    print(report(tally(Path(sys.argv[1]))))  # noqa: T201
