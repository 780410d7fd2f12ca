"""A meeting besides the one that is booked: one is booked at a time here, and that one stays as it is."""

import re
from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local import cues, meeting_cues
from agente.agents.local.meeting_desk import FORGET, TOPIC, open_desk, said_before
from agente.agents.local.meetings import answer_change, can_book
from agente.agents.local.offers import offering
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.second_meeting_cues import SECOND, SECOND_FOR
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import words

_CHANGING = (meeting_cues.CHANGE_VERB, meeting_cues.MOVE_IT, meeting_cues.MOVE_TO)
MAX_LEFT = 500  # characters of the wish that the team is left
_PARTS = re.compile(
    r"[.!?;,\n]+|\b(?:e|mas|and|but|y|pero)"
    r" (?=(?:[oa]s?|pr[oa]|para|meu|minha|outr[oa]|mais|tamb[eé]m|the|for|my|el|la)\b)",
    re.IGNORECASE,
)


def answer_second(tools: Toolbox, reading: Reading) -> Reply | None:
    """To who has a meeting and wants another one for somebody else, or besides: the first is not touched.

    Unless that is asked beside it: "volta a da minha filha pras 14h, e o Pedro é outra consulta".
    """
    if not reading.turn.state.get("booking") or not can_book(tools):
        return None
    if not _wants_second(tools, reading, reading.words):
        return None
    desk = open_desk(tools, reading)
    if desk.own is None:
        return None
    changed = _changed(tools, reading)
    # A "não" to our last offer that goes on like this takes nothing back.
    asked = offering(tools, reading.reread(reading.turn.text, awaiting=None), "booking_second", "scheduling")
    before = changed.text if changed else desk.named("booking_untouched")
    left = {**FORGET, "topic": TOPIC, "for_team": left_for_team(reading)}
    return replace(
        asked,
        text=f"{before}\n\n{asked.text}",
        booking=changed.booking if changed else None,
        remember={**left, **(changed.remember if changed else {})},
    )


def _wants_second(tools: Toolbox, reading: Reading, part: Sequence[str]) -> bool:
    said = " ".join(part)
    if SECOND.search(said):
        return True
    found = SECOND_FOR.search(said)
    if found is None:
        return False
    somebody = found["somebody"] or found["name"]
    known = {word for text in said_before(reading) for word in words(text)}
    # What was told already goes on: the same name again is still the other meeting's.
    offers = [tools.phrases.say("booking_second", reading.locale, step) for step in range(2)]
    offered = any(offer in before.text for offer in offers for before in reading.turn.history)
    return offered or somebody not in known


def _changed(tools: Toolbox, reading: Reading) -> Reply | None:
    """What the other parts of the message do to the meeting that is booked."""
    others = [
        part.strip()
        for part in _PARTS.split(reading.turn.text)
        if not _wants_second(tools, reading, cues.written_out(words(part)))
    ]
    rest = ", ".join(part for part in others if part)
    beside = reading.reread(rest) if rest else None
    if beside is None or not any(beside.asks(cue) for cue in _CHANGING):
        return None  # "quinta 15h" is said of the other one
    changed = answer_change(tools, beside)
    return changed if changed and changed.booking else None


def left_for_team(reading: Reading) -> str:
    """The wish for the person who is called, with what was said of it just before."""
    before = reading.turn.state.get("for_team")
    return "\n".join(text for text in (before, reading.turn.text) if isinstance(text, str))[-MAX_LEFT:]
