"""Messages with the details in them marked, as the teacher and the student of the tagger of spans read them."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from agente.leads.corpus_files import SPANS
from agente.leads.span_features import Token, tokens_of
from agente.leads.train_spans import labels_of, unmarked
from agente.leads.wording import read

Row = dict[str, Any]  # a line of the corpus: `text` with its marks, `asked`, `later`, `times`

_ASKED = {
    None: "nada", "name": "nome", "company": "empresa", "need": "necessidade", "timeline": "prazo",
    "team_size": "equipe", "budget": "orçamento", "email": "e-mail", "phone": "telefone", "document": "documento",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sample:
    row: Row
    text: str
    tokens: list[Token]
    labels: list[int]


def corpus() -> list[Row]:
    return [json.loads(line) for line in SPANS.read_text("utf-8").splitlines()]


def samples(rows: Iterable[Row]) -> Iterator[Sample]:
    for row in rows:
        text, spans = unmarked(row["text"])
        message = read(text)
        if tokens := tokens_of(message.text):
            yield Sample(row, message.text, tokens, labels_of(tokens, spans))


def asked_in_words(row: Row) -> str:
    """What went before a message, as the teacher is told it."""
    asked = row.get("asked")
    return f"{_ASKED.get(asked, asked)} {'depois' if row.get('later') else 'primeiro'}:"
