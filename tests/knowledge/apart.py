"""How well does the search do for companies that taught it nothing? `python -m tests.knowledge.apart`

Twelve invented ones of two writers, with the questions that each passage answers in other words, and some that none
does.
Prints totals only: a yardstick that somebody reads is one no longer.
"""

import json
from collections import Counter
from pathlib import Path

from agente.agents.local.topics import MAYBE
from agente.knowledge.search import LIKELY, PassageSearch
from agente.packs.pack import Passage

COMPANIES = Path(__file__).with_name("apart")


def tally() -> Counter[str]:
    """How many questions end how, all companies together."""
    counts: Counter[str] = Counter()
    for path in sorted(COMPANIES.glob("*.json")):
        company = json.loads(path.read_text("utf-8"))
        told = company["passages"]
        passages = [
            Passage(str(place), f"{one['title']} > {one['heading']}", one["text"]) for place, one in enumerate(told)
        ]
        search = PassageSearch(passages)
        for place, one in enumerate(told):
            for question in one["questions"]:
                _count(counts, search, question, str(place))
        for question in company["unanswered"]:
            _count(counts, search, question, None)
    return counts


def _count(counts: Counter[str], search: PassageSearch, question: str, answer: str | None) -> None:
    found = search.likely(question, "pt-BR")[:3]
    best = found[0].likelihood if found else 0
    said = "sure" if best >= LIKELY else "maybe" if best >= MAYBE else "unsure"
    if answer is None:
        counts["unanswerable"] += 1
        counts[f"unanswerable, {said}"] += 1
        return
    right = bool(found) and found[0].passage.document == answer
    words = search.search(question, "pt-BR", 1)
    counts["answerable"] += 1
    counts["first"] += right
    counts["among three"] += answer in [each.passage.document for each in found]
    counts["first by words alone"] += bool(words) and words[0].passage.document == answer
    counts[f"{said} and {'right' if right else 'wrong'}"] += 1


if __name__ == "__main__":
    for name, number in sorted(tally().items()):
        print(f"{name:28} {number:5}")  # noqa: T201
