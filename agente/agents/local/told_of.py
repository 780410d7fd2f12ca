"""Of whom did the customer tell? Kept longer than their messages are looked back on: "marca pra ela" may come late."""

from collections.abc import Mapping
from typing import Any, Final

from agente.agents.local.cues import cue
from agente.agents.local.reading import Reading
from agente.agents.local.second_meeting_cues import BESIDE_THEIRS
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.whose import ME, is_name, is_pointed, may_be_same, whose_is
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded
from agente.packs.models import MeetingKind

TOLD_OF: Final = "told_of"  # of the state: `whose`, and `kind` of the meetings that are for such a person
MAX_PIECES = 12  # of a message
_PIECE_END: Final = regex(r"[,.;!?\n]|\s(?:e|and|y)\s")
_POINTS: Final = cue(r"(?:d|n)?(?P<whom>el[ea]s?|she|he|her|him|ell[oa]s?)")


def kept_of(tools: Toolbox, reading: Reading) -> dict[str, Any]:
    """What the state keeps of the last one who was told of, other than the customer."""
    if not tools.pack.business.booking.kinds:
        return {}  # of whom they told says nothing but which kind is meant
    kept: dict[str, Any] = {}
    for piece in _PIECE_END.split(reading.turn.text)[:MAX_PIECES]:  # "pra mim, minha filha vai junto"
        kept |= _kept_of_piece(tools, reading, piece) if piece.strip() else {}
    return kept


def _kept_of_piece(tools: Toolbox, reading: Reading, piece: str) -> dict[str, Any]:
    named = tools.kinds.named(piece)
    if named and named.kind is None:
        return {TOLD_OF: None}  # "não é pra criança"
    whose, known = whose_is(piece, folded(piece)), _known(reading)
    if whose is None or whose == ME or is_pointed(whose):
        return {}
    named = named or tools.kinds.named(f"para {piece}")  # who only comes along may want one too, later on
    if named is None and (is_name(whose) or may_be_same(whose, known.get("whose"))):
        return {}  # a name may be that of the one who is known of
    return {TOLD_OF: {"whose": whose, "kind": named.kind.id if named and named.kind else None}}


def points_at_known(reading: Reading) -> bool:
    """Whether "ela" of the message is the one who was told of."""
    # "Logo depois dela" only says near whose.
    known, points = _known(reading), _POINTS.search(BESIDE_THEIRS.sub(" ", reading.spoken))
    pointed = points and whose_is("", f"pra {points['whom']}")
    return bool(known and pointed) and may_be_same(known.get("whose"), pointed)


def kind_of_known(tools: Toolbox, reading: Reading) -> MeetingKind | None:
    """The kind of meeting for the one who was told of."""
    return tools.kinds.get(_known(reading).get("kind"))


def _known(reading: Reading) -> Mapping[str, Any]:
    known = reading.turn.state.get(TOLD_OF)
    return known if isinstance(known, Mapping) else {}
