"""What the search's teacher and its student both read: companies' passages, and what their customers asked of them."""

import json
from dataclasses import dataclass
from pathlib import Path

from agente.knowledge import meaning

CORPUS = Path(__file__).parents[2] / "agente" / "knowledge" / "corpus"
# Nothing is learnt from these companies; they tell how likely an answer is one.
LEFT_OUT = {"autoescola", "dermatologia", "maquinas-de-loja", "plataforma-de-loja"}


@dataclass(frozen=True, slots=True)
class Company:
    """`questions` are each with the place of the passage that answers it; None when none does."""

    name: str
    passages: tuple["Material", ...]
    questions: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Material:
    title: str
    heading: str
    text: str


def companies(folder: Path = CORPUS) -> list[Company]:
    return [_company(path) for path in sorted(folder.glob("*.json"))]


def is_left_out(company: Company) -> bool:
    return company.name in LEFT_OUT


def _company(path: Path) -> Company:
    told = json.loads(path.read_text("utf-8"))
    passages = tuple(Material(one["title"], one["heading"], one["text"]) for one in told["passages"])
    asked = [(question, place) for place, one in enumerate(told["passages"]) for question in one["questions"]]
    return Company(path.stem, passages, (*asked, *((question, None) for question in told["unanswered"])))


def whole(passage: Material) -> str:
    return pieces(passage)[0]


def pieces(passage: Material) -> list[str]:
    return meaning.pieces(f"{passage.title} > {passage.heading}", passage.text)


class Tally:
    """How often the right passage is found, over questions that were not learnt from."""

    def __init__(self) -> None:
        self.answerable = self.first = self.three = self.kept = self.unanswerable = self.refused = 0

    def add(self, nearest: list[int], *, says_none: bool, answer: int | None) -> None:
        if answer is None:
            self.unanswerable += 1
            self.refused += says_none
            return
        self.answerable += 1
        self.first += nearest[0] == answer
        self.three += answer in nearest
        self.kept += nearest[0] == answer and not says_none

    def __str__(self) -> str:
        shares = [f"{name} {getattr(self, name) / self.answerable:.3f}" for name in ("first", "three", "kept")]
        return ", ".join([*shares, f"refused {self.refused / self.unanswerable:.3f}"])
