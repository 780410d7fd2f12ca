"""In which state would this dialogue have left us? For one that was held before its conversation was opened."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import structlog

from agente.agents.assistant import Assistant
from agente.agents.turn import CalendarNeeded, Draft, TurnInput, Utterance
from agente.conversations.service import HISTORY_MESSAGES
from agente.errors import AgenteError
from agente.kit.clock import utc_now
from agente.packs.models import Locale
from agente.scheduling import service as scheduling
from agente.scheduling.remembered import refreshed
from agente.storage.database import Database

log = structlog.get_logger()


async def replay(
    database: Database,
    assistant: Assistant,
    contact_id: str,
    said: Sequence[Utterance],
    *,
    state: Mapping[str, Any],
    locale: Locale,
) -> tuple[Mapping[str, Any], Locale]:
    """Lets the local engine hear what the customer said, oldest first; returns the state and locale for the next turn.

    Its own replies are dropped and nothing that it asks for is done: no booking, no handoff, no lead. Should it fail,
    what it understood so far counts.
    """
    now = utc_now().astimezone(ZoneInfo(assistant.pack.business.timezone))
    for place, utterance in enumerate(said):
        if utterance.role != "customer":
            continue
        turn = TurnInput(utterance.text, locale, now, said[max(0, place - HISTORY_MESSAGES) : place], state)
        try:
            draft = await _draft(database, assistant, contact_id, turn)
        except AgenteError:
            raise
        except Exception:
            log.exception("replay failed, the dialogue goes on from what was understood", place=place)
            break
        state, locale = draft.state, draft.locale
        await asyncio.sleep(0)  # other conversations' turns come between
    return state, locale


async def _draft(database: Database, assistant: Assistant, contact_id: str, turn: TurnInput) -> Draft:
    try:
        return assistant.respond(turn)
    except CalendarNeeded as needed:
        busy, stored = await database.read(
            scheduling.calendar_for, contact_id, needed.start, needed.end, assistant.pack
        )
        return assistant.respond(replace(turn, busy=busy, state=refreshed(turn.state, stored)))
