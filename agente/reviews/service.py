"""Choosing turns for review, keeping what people say of them, and what follows from it.

`client` is the API client that asks, who sees the turns of its own conversations and of web chats; None, for commands
on the server, sees all.
"""

import math
import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, get_args

from sqlalchemy import Connection

from agente.errors import Conflict, NotFound
from agente.guardrails.masking import Masking
from agente.guardrails.personal_data import PersonalDataType
from agente.kit.clock import utc_now
from agente.kit.ids import first_id_since, new_id
from agente.packs.models import IntentName
from agente.reviews import repository

WINDOW = timedelta(days=30)
ENOUGH = 30  # reviews; fewer tell too little to raise an alarm
UNSURE = 0.5  # the router's own bound for asking somebody else
EVERY_THIRD = 3  # is one that the router was unsure of: those teach most
SKIP = 20  # turns that follow one another are alike in a burst: within so many, chance chooses
Z = 1.96  # 95 %


@dataclass(frozen=True, slots=True)
class Turn:
    """`text` is what the customer wrote, with personal data masked."""

    message_id: str
    text: str
    locale: str
    intent: str
    confidence: float | None
    at_random: bool


@dataclass(frozen=True, slots=True)
class Accuracy:
    """`low` and `high` bound it with 95 % confidence (Wilson's interval)."""

    share: float
    low: float
    high: float
    reviews: int


@dataclass(frozen=True, slots=True)
class Example:
    text: str
    intent: str


def next_turn(connection: Connection, client: str | None) -> Turn | None:
    """A turn of the last 30 days that nobody has reviewed: mostly any, every third one the router was unsure of."""
    now = utc_now()
    since = now - WINDOW
    at_random = random.randrange(EVERY_THIRD) > 0  # noqa: S311 - a sample, no secret
    below = None if at_random else UNSURE
    start = first_id_since(since + (now - since) * random.random())  # noqa: S311
    chosen = (
        repository.unreviewed(connection, client, start, since, below, random.randrange(SKIP))  # noqa: S311
        or repository.unreviewed(connection, client, start, since, below, 0)
        or repository.unreviewed(connection, client, first_id_since(since), since, below, 0)
    )
    if chosen is None:
        return None if at_random else _any(connection, client, since)
    return _turn(chosen, at_random)


def review(
    connection: Connection, client: str | None, message_id: str, correct: IntentName, *, at_random: bool, reviewer: str
) -> dict[str, Any]:
    """Keeps what `correct` says of the reply's intent. Raises `NotFound`, or `Conflict` for a turn reviewed before."""
    row = repository.turn(connection, client, message_id)
    if row is None:
        raise NotFound("message_not_found", "There is no such reply with an intent.")
    if repository.find(connection, message_id):
        raise Conflict("already_reviewed", "This reply has been reviewed.")
    values = {
        "id": new_id(),
        "message_id": message_id,
        "predicted": row.predicted,
        "confidence": row.confidence,
        "correct": correct,
        "at_random": at_random,
        "reviewer": reviewer,
        "created_at": utc_now(),
    }
    repository.add(connection, values)
    return values


def accuracy(connection: Connection) -> Accuracy | None:
    """Of the last 30 days; None while fewer than 30 turns that chance chose were reviewed."""
    right, total = repository.counts(connection, utc_now() - WINDOW)
    if total < ENOUGH:
        return None
    share = right / total
    spread = Z * math.sqrt(share * (1 - share) / total + Z * Z / (4 * total * total))
    middle, scale = share + Z * Z / (2 * total), 1 + Z * Z / total
    return Accuracy(share, (middle - spread) / scale, (middle + spread) / scale, total)


def examples(connection: Connection, client: str | None, since: datetime) -> Sequence[Example]:
    """What the router had wrong, with the right intent, fit for the pack's `intents.yaml`: personal data is masked."""
    rows = repository.corrected(connection, client, since)
    return [Example(_masked(row.text), row.correct) for row in rows]


def _any(connection: Connection, client: str | None, since: datetime) -> Turn | None:
    chosen = repository.unreviewed(connection, client, first_id_since(since), since, None, 0)
    return _turn(chosen, at_random=False) if chosen else None


def _turn(row: Any, at_random: bool) -> Turn:
    return Turn(row.message_id, _masked(row.text), row.locale, row.predicted, row.confidence, at_random)


def _masked(text: str) -> str:
    return Masking(get_args(PersonalDataType)).mask(text)
