"""What does a message say of which meeting? Its parts, by whom they are about: "a dele terça e a minha quinta"."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from agente.agents.local import meeting_cues
from agente.agents.local.cues import cue
from agente.agents.local.meeting_desk import said_before
from agente.agents.local.reading import Reading
from agente.agents.local.second_meeting_cues import (
    BESIDE_THEIRS,
    OTHER_BESIDE,
    OTHER_ONE,
    RIGHT_BESIDE_THEIRS,
    SECOND,
    SECOND_FOR,
)
from agente.agents.local.whose import whose_is
from agente.knowledge.analysis import folded, words

MAX_PARTS = 12  # of a message that are looked at

_PARTS = re.compile(
    r"[.!?;,\n]+\s*|\s(?:e|mas|and|but|y|pero)"
    r" (?=(?:[oa]s?|pr[oa]|para|d[oa]s?|d?el[ea]|meu|minha|outr[oa]|mais|tamb[eé]m|the|for|my|mine|el|la|eu|quero"
    r"|\d{1,2}\s?h?\w* (?:pr[oa]|para|for)|marc\w+|agend\w+|mud\w+|pass[ae]|cancel\w*|desmarc\w+"
    r"|remarc\w+|book|move|cambi\w+)\b)",
    re.IGNORECASE,
)
_STAYS: Final = cue(
    r"(?:deix|mant|fica|continu|segue|permanec)\w*(?: \w+){0,4} (?:como|assim|do jeito|marcad[oa]|quiet[oa]|igual|la"
    r"|ali|onde|no lugar)",
    r"(?:keep|leave|stays?)\w*(?: \w+){0,3} (?:as|where|there|alone)",
    r"(?:dej|qued|manten)\w*(?: \w+){0,3} (?:como|asi|igual)",
    r"(?:nao|n|nem|never|don t|do not|no)(?: (?:e|eh|era|quero|precisa|to|it s))?(?: (?:pra|para|to))?"
    r" (?:mexe\w*|mex[ae]|toque|toca|touch|toques)",
)


@dataclass(frozen=True, slots=True)
class Part:
    """Of a message: all that it says of one person's meeting, or of nobody's in particular."""

    text: str
    whose: str | None
    stays: bool = False  # "o dele deixa como está", "não muda o dele"
    second: bool = False  # "outra consulta", "mais um pro Pedro"


def parts_of(reading: Reading) -> list[Part]:
    """In order; what names nobody goes on about the one before."""
    found: list[Part] = []
    for text in pieces_of(reading.turn.text):
        said = reading.reread(text)
        kept = any(part.stays for part in found)
        part = Part(text, whose_is(text, said.spoken), _stays(text), wants_second(said, kept))
        last = found[-1] if found else None
        if last and _goes_on(last, part):
            found[-1] = replace(last, text=f"{last.text} {text}", second=last.second or part.second)
        elif last and last.whose is None and not (last.stays or last.second or reading.reread(last.text).wish().said):
            found[-1] = replace(part, text=f"{last.text} {text}")
        else:
            found.append(part)
    return found


def _goes_on(last: Part, part: Part) -> bool:
    if last.stays or part.stays or (part.second and not last.second):
        return False
    return part.whose in (None, last.whose)


def wants_second(reading: Reading, kept: bool = False) -> bool:
    """ "Outra consulta", "mais um pro Pedro": of somebody who was not spoken of before, else it may be another time.

    `kept`: what is booked is to stay, by what stands before it.
    """
    said = " ".join(reading.words)
    if SECOND.search(said) or (kept and OTHER_BESIDE.search(said)):
        return True
    if OTHER_ONE.search(said) and not reading.turn.state.get("slots"):
        return True  # nothing was just offered in the place of the one that is booked
    if RIGHT_BESIDE_THEIRS.search(said) or (BESIDE_THEIRS.search(said) and reading.asks(meeting_cues.BOOK)):
        return not (reading.asks(meeting_cues.CHANGE_VERB) or reading.asks(meeting_cues.MOVE_TO))
    found = SECOND_FOR.search(said)
    if found is None:
        return False
    somebody = found["somebody"] or found["name"]
    known = {word for text in said_before(reading) for word in words(text)}
    return somebody not in known


def joined(parts: Sequence[Part]) -> str:
    return " ".join(part.text for part in parts)


def pieces_of(text: str) -> list[str]:
    """At punctuation, which stays with what stands before it, and at an "e" before somebody."""
    cuts = list(_PARTS.finditer(text))[: MAX_PARTS - 1]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() if cut[0].isspace() or cut[0].strip().isalpha() else cut.end() for cut in cuts), len(text)]
    pieces = (text[start:end].strip() for start, end in zip(starts, ends, strict=True))
    return [piece for piece in pieces if any(map(str.isalnum, piece))]


def _stays(text: str) -> bool:
    if text.rstrip().endswith("?"):
        return False
    return meeting_cues.NEVER.search(text) is not None or _STAYS.search(folded(text)) is not None
