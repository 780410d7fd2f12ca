"""Of who has several meetings: all of them told, and which one is to be moved or cancelled, asked."""

from dataclasses import replace
from typing import Final

from agente.agents.local import meeting_cues
from agente.agents.local.answering import Answerer
from agente.agents.local.cues import cue
from agente.agents.local.meeting_desk import FORGET, TOPIC, open_desk
from agente.agents.local.meeting_errands import MAX_CHOICE_WORDS, errand_of, keeps_it, without_still
from agente.agents.local.meeting_focus import meant, mine_of, on_one
from agente.agents.local.meeting_parts import parts_of
from agente.agents.local.meeting_terms import asks_terms
from agente.agents.local.meetings import can_book
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.scheduling.remembered import Own, in_order

_ALL: Final = cue(r"tudo|tod[oa]s|(?:os|as|the|los|las) (?:dois|duas|2|3|tres|two|dos)|amb[oa]s|both|all")
_MEETINGS: Final = (
    r"(?:horarios|consultas|reunioes|avaliacoes|visitas|agendamentos|marcacoes|compromissos|appointments|bookings|times"
    r"|citas|turnos|reuniones|reservas)"
    r"(?! (?:livres?|disponive\w+|vag[oa]s|d[aeo]s? (?:voces|vcs|atendimento|funcionamento|clinica|loja))\b)"
)
_BOOKED: Final = r"(?:marcad|agendad|reservad|booked|scheduled)\w*"
_BOTH: Final = rf"(?:(?:os|as|noss[oa]s|meus|minhas|the|our|my|los|las|mis) )?(?:{_MEETINGS}|dois|duas|2|two|dos)"
# "Quais horários eu tenho marcados?", "só confirma os horários dela e o meu", "que horas ficaram os dois?".
_ASKS_ALL: Final = cue(
    rf"(?:quais|que|q|quant[oa]s|which|what|how many|cuales|cuant[oa]s)(?: \w+)? {_MEETINGS}"
    rf"(?: \w+){{0,3}} (?:(?:tenho|temos|have|tengo|tenemos)(?! (?:que|livre|dispon))|{_BOOKED})",
    rf"(?:confirm\w*|lembr\w*|repet\w*|(?:me|nos) (?:diz|diga|fala|passa|manda)|remind|tell|recuerd\w*|dime)"
    rf"(?: \w+){{0,2}} (?:os|as|noss[oa]s|meus|minhas|the|our|my|los|las|mis) {_MEETINGS}",
    rf"(?:quando|que horas|que dias?|when|what time|cuando|a que hora) (?:sao|ficaram|ficou|are|son|quedaron) {_BOTH}",
)


def answer_all(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quais horários eu tenho marcados?", of who has several, whatever is said of one of them beside it."""
    mine = mine_of(reading)
    if len(mine) < 2 or not can_book(tools) or not reading.asks(_ASKS_ALL):
        return None
    changing = (meeting_cues.CHANGE_VERB, meeting_cues.CANCEL_VERB, meeting_cues.MOVE_IT, meeting_cues.BOOK)
    changes = reading.wish().said and any(reading.asks(cue) for cue in changing)
    return None if changes else _all(tools, reading)


def of_several(change: Answerer) -> Answerer:
    """Asks which one `change` is wanted of, and goes on with the one that is chosen; tells all when that is asked."""

    def answer_which(tools: Toolbox, reading: Reading) -> Reply | None:
        mine = mine_of(reading)
        if not can_book(tools) or not mine:
            return None
        waiting = reading.turn.state.get("errand")
        if reading.turn.state.get("awaiting") == "which_booking" and isinstance(waiting, str):
            one = _chosen(tools, reading, mine)
            return change(tools, on_one(reading, one, waiting)) if one else None
        if len(mine) < 2 or keeps_it(reading) or asks_terms(reading) or reading.turn.state.get("slots"):
            return None
        if reading.asks(_ALL) and reading.asks(meeting_cues.CANCEL_VERB) and "?" not in reading.turn.text:
            return _cancel_each(tools, reading, mine)
        left = without_still(reading)
        if left and errand_of(left) == "move" and (one := meant(tools, left, parts_of(left), mine)):
            return change(tools, on_one(reading, one))  # "passa a dela pras 17h. a minha segue igual, né?"
        parts = parts_of(reading)
        if any(part.second for part in parts):
            return _all(tools, reading)  # "o Pedro é outra consulta", of whom it is booked
        errand = errand_of(reading)
        if errand == "missing" and reading.asks(meeting_cues.SUPPOSED):
            return None
        if errand in (None, "book") or meant(tools, reading, parts, mine):
            return None
        if errand == "status":
            return _all(tools, reading)
        if reading.topic == TOPIC and not reading.asks(_ALL):
            return None  # of the one that was just told of
        return _which(tools, reading)

    return answer_which


def _cancel_each(tools: Toolbox, reading: Reading, mine: list[Own]) -> Reply:
    """One now, and the next one with a yes."""
    desk = open_desk(tools, reading)
    cancelled = desk.cancel(mine[0])
    text = "\n\n".join((desk.named("booking_cancelled_one"), desk.say("booking_cancel_question", **desk.told(mine[1]))))
    buttons = (desk.say("reply_cancel_yes"), desk.say("reply_keep"))
    return replace(cancelled, text=text, quick_replies=buttons, awaiting="cancel_booking")


def _all(tools: Toolbox, reading: Reading) -> Reply:
    desk = open_desk(tools, reading)
    text = desk.say("bookings_found", bookings=desk.listed(mine_of(reading)))
    return Reply(text, intent="scheduling", quick_replies=(desk.say("reply_move"), desk.say("reply_cancel_booking")))


def _which(tools: Toolbox, reading: Reading) -> Reply:
    desk, mine = open_desk(tools, reading), in_order(mine_of(reading))
    return Reply(
        desk.say("booking_which", bookings=desk.listed(mine)),
        intent="scheduling",
        quick_replies=tuple(desk.button(own.starts_at) for own in mine),
        awaiting="which_booking",
        remember={**FORGET, "errand": reading.turn.text},
    )


def _chosen(tools: Toolbox, reading: Reading, mine: list[Own]) -> Own | None:
    """By its number in the list, or by what tells it from the others."""
    number = meeting_cues.chosen_number(reading.words)
    if number is not None and number < len(mine):
        return in_order(mine)[number]
    return meant(tools, reading, parts_of(reading), mine) if len(reading.words) <= MAX_CHOICE_WORDS else None
