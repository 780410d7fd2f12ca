"""What the teacher and the student of the tagger of spans read."""

import json

from agente.leads.corpus_files import SPANS
from agente.leads.train_spans import Row

_ASKED = {
    None: "nada", "name": "nome", "company": "empresa", "need": "necessidade", "timeline": "prazo",
    "team_size": "equipe", "budget": "orçamento", "email": "e-mail", "phone": "telefone", "document": "documento",
}  # fmt: skip


def corpus() -> list[Row]:
    return [json.loads(line) for line in SPANS.read_text("utf-8").splitlines()]


def asked_in_words(row: Row) -> str:
    """What went before a message, as the teacher is told it."""
    asked = row.get("asked")
    return f"{_ASKED.get(asked, asked)} {'depois' if row.get('later') else 'primeiro'}:"
