"""What does a message want of a meeting? To book one; to move, cancel or keep the one that is booked; to hear when."""

from itertools import chain
from typing import Literal

from agente.agents.local import cues, meeting_cues
from agente.agents.local.clauses import PART_END, clauses_of, told_parts
from agente.agents.local.meeting_desk import TOPIC
from agente.agents.local.reading import Reading
from agente.agents.local.whose import is_named, may_be_same, wants_for, whose_is
from agente.kit.patterns import Pattern
from agente.knowledge.analysis import words
from agente.scheduling.remembered import Own, own_booking
from agente.scheduling.when import tells_own_hours

MAX_CHOICE_WORDS = 14  # a longer message is more than the choice of a time
OTHER_WORDS = 2  # that a choice may have besides the time: "para mim", a name
MAX_OTHER_WORDS = 3  # that a wish for a time has when nothing but the time says that it is one

Errand = Literal["book", "move", "cancel", "cancel_it", "missing", "status"]


def errand_of(reading: Reading) -> Errand | None:
    likely = reading.classification.intent == "scheduling"
    booked = bool(reading.turn.state.get("booking"))
    known = likely or booked or bool(reading.turn.state.get("bookings"))
    offered = bool(reading.turn.state.get("slots"))
    # What is booked may be a product of the catalogue, whose name `spoken` leaves out.
    said = " ".join(reading.words) if booked else reading.spoken
    if moves_something_else(reading):
        return None
    for errand, cue, is_plain in _ERRANDS:
        if (is_plain or known) and cue.search(said):
            return errand
    if (known or offered) and _asks_whether_booked(reading, said):
        return "status"
    if (known or offered) and cancels_it(reading):
        return "cancel_it"
    own = own_booking(reading.turn.state, reading.turn.now)
    if own and meeting_cues.CANCEL_VERB.search(said) and _names_whose(reading, own):
        return "cancel"
    if own and "?" in reading.turn.text and reading.asks(meeting_cues.STILL) and _names_whose(reading, own):
        return "status"
    if booked and (_names_new_time(reading) or _asks_other_hour_of_day(reading)):
        return "move"
    if known and reading.asks(meeting_cues.BOOKED) and reading.asks(meeting_cues.MOVE_IT):
        return "move"
    if own:
        return "book" if _wants_time(reading) or _wants_time_of_theirs(reading, own) else None
    if reading.asks(meeting_cues.BOOK):
        return "book"
    if reading.sure_of("scheduling"):
        return None if _only_looks_like_a_wish(reading) else "book"
    if _asks_for_hour(reading):
        return "book"
    if (reading.asks(meeting_cues.VACANCY) or reading.asks(meeting_cues.SEE_ME)) and reading.wish().said:
        return "book"
    if not likely or reading.turn.state.get("topic") == "hours":
        return None  # "e no sábado?" goes on about the opening hours
    asks = reading.asks(meeting_cues.AVAILABLE) or (
        reading.wish().said and meeting_cues.other_words(reading.rest) <= MAX_OTHER_WORDS
    )
    return "book" if asks else None


def _asks_for_hour(reading: Reading) -> bool:
    """ "Tem 17h?", and nothing else."""
    asks = "?" in reading.turn.text and reading.asks(meeting_cues.HAS_HOUR) and reading.topic != "hours"
    return asks and bool(reading.wish().at) and not meeting_cues.other_words(reading.rest)


def asks_still(reading: Reading) -> bool:
    """ "E a da Bia continua, né?"."""
    return "?" in reading.turn.text and reading.asks(meeting_cues.STILL)


def without_still(reading: Reading) -> Reading | None:
    """The message without the parts that ask whether a meeting stays; None where it has none, or nothing else."""
    clauses = clauses_of(reading.turn.text)
    left = [clause.text for clause in clauses if not asks_still(reading.reread(clause.text))]
    return reading.reread(" ".join(left)) if left and len(left) < len(clauses) else None


def asks_facts(reading: Reading) -> bool:
    """Whether a price, the hours or a length is asked for, whatever is said of a time."""
    return any(reading.asks(cue) for cue in (cues.PRICE, cues.DISCOUNT, cues.OPEN_VERBS, cues.HOURS, cues.HOW_LONG))


def moves_something_else(reading: Reading) -> bool:
    """ "Muda o vencimento pro dia 15", of who has no meeting."""
    wants_one = reading.asks(meeting_cues.BOOK) and not reading.asks(meeting_cues.NOT_BOOK)
    return not reading.turn.state.get("booking") and not wants_one and reading.asks(meeting_cues.MOVES_OTHER)


def _only_looks_like_a_wish(reading: Reading) -> bool:
    """ "Qual horário do suporte, abro às 5?", "atrasei, corta na hora?"; "e sábado tem?", behind the opening hours."""
    if any(reading.asks(cue) for cue in (meeting_cues.AVAILABLE, meeting_cues.BOOK, meeting_cues.VACANCY)):
        return False
    if reading.turn.state.get("topic") == "hours" and not reading.wish().at:
        return True
    if reading.wish().said:
        return False
    return reading.asks(meeting_cues.AT_ONCE) or tells_own_hours(reading.turn.text)


def _asks_whether_booked(reading: Reading, said: str) -> bool:
    """ "Marcou hoje 19h?", in a part of its own too: "tenho dor. mas marcou ou não?"."""
    parts = (reading.reread(clause.text).spoken for clause in clauses_of(reading.turn.text))
    return any(meeting_cues.STATUS_LIKE.search(meeting_cues.without_times(part)) for part in chain([said], parts))


def cancels_it(reading: Reading) -> bool:
    """In a part of the message of its own: "não. cancela então, vou a outra"."""
    return any(meeting_cues.cancels_it(list(words(part))) for part in told_parts(reading.turn.text))


def _names_whose(reading: Reading, own: Own) -> bool:
    return whose_is(reading.turn.text, reading.spoken) is not None or is_named(own.whose, reading.words)


def _wants_time_of_theirs(reading: Reading, own: Own) -> bool:
    """ "A minha melhor ser quinta", of who has one for a child too."""
    whose = whose_is(reading.turn.text, reading.spoken)
    told = own.whose is not None and whose is not None and may_be_same(own.whose, whose) and wants_for(reading.spoken)
    beside = meeting_cues.other_words(reading.rest)
    return told and reading.wish().said and beside <= MAX_OTHER_WORDS


def _wants_time(reading: Reading) -> bool:
    """Asks for a time, of who has one. "Mas sábado tem dentista de criança?" asks about more than the day."""
    if reading.asks(meeting_cues.BOOK):
        is_fact = "?" in reading.turn.text and not reading.wish().said and reading.material_answers()
        return not is_fact or reading.asks(meeting_cues.BOOKING)
    if _asks_beside(reading):
        return False
    if reading.asks(meeting_cues.AVAILABLE) or reading.asks(meeting_cues.OTHER_TIME):
        return True
    seen = reading.asks(meeting_cues.VACANCY) or reading.asks(meeting_cues.SEE_ME)
    named = not (reading.products or meeting_cues.words_beside_coming(reading.rest))
    return reading.wish().said and (seen or named)


def _asks_beside(reading: Reading) -> bool:
    """In a part of the message of its own."""
    parts = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text) if clause.asks]
    return any(
        meeting_cues.other_words(part.rest) >= OTHER_WORDS
        and not part.asks(meeting_cues.AVAILABLE)
        and part.material_answers()
        for part in parts
    )


def _names_new_time(reading: Reading) -> bool:
    """ "Passa pra quinta"; "melhor 15h" right after the meeting was talked about."""
    if reading.asks(meeting_cues.MOVE_IT) or reading.asks(meeting_cues.MOVE_TO):
        return reading.wish().said
    told = (
        reading.topic == TOPIC
        and not reading.asks(meeting_cues.BOOK)
        and "?" not in reading.turn.text
        and len(reading.words) <= MAX_CHOICE_WORDS
    )
    return told and not meeting_cues.other_words(reading.rest) and bool(reading.wish().at)


def _asks_other_hour_of_day(reading: Reading) -> bool:
    """ "Dá pra ser mais tarde no mesmo dia?": the day can only be the meeting's."""
    other = reading.asks(meeting_cues.LATER_HOUR) or reading.asks(meeting_cues.EARLIER_HOUR)
    return other and reading.asks(meeting_cues.SAME_DAY)


# The errand, how it is said, and whether that is plain enough without a meeting that is known of.
_ERRANDS: tuple[tuple[Errand, Pattern, bool], ...] = (
    ("move", meeting_cues.MOVE, True),
    ("move", meeting_cues.MOVE_LIKE, False),
    ("cancel", meeting_cues.CANCEL, True),
    ("cancel", meeting_cues.CANCEL_LIKE, True),
    ("missing", meeting_cues.MISSING, False),
    ("status", meeting_cues.STATUS, True),
    ("status", meeting_cues.STATUS_LIKE, False),
)


def keeps_it(reading: Reading) -> bool:
    """ "Não quero cancelar"; "não quero cancelar, quero mudar pra sexta" does not."""
    text = reading.turn.text
    if meeting_cues.KEEP.search(text) and not reading.wish().said:
        return True
    if not meeting_cues.NEVER.search(text):
        return False
    left = (part for part in PART_END.split(text) if part.strip() and not meeting_cues.NEVER.search(part))
    return not any(part.asks(meeting_cues.CHANGE_VERB) and part.wish().said for part in map(reading.reread, left))
