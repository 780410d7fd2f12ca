"""What does a meeting cost? It is told of the product that is booked, by whatever word the customer calls it."""

from dataclasses import replace
from typing import Final

from agente.agents.local import cues, price_cues
from agente.agents.local.cues import cue, word_set
from agente.agents.local.meeting_desk import booked_products, open_desk
from agente.agents.local.meetings import can_book
from agente.agents.local.offers import with_rest_open
from agente.agents.local.pricing import answer_pricing
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.scheduling.remembered import own_booking

_MEETING = word_set(
    "consulta consultas visita visitas reuniao reunioes atendimento atendimentos cita citas reunion",
    "appointment appointments meeting visit",
)
_BESIDE = word_set(
    "primeira primeiro inicial normal particular convenio first initial primera inicial custo preco valor"
)
_WHEN: Final = r"(?:dia|data|hora|horario|day|date|time|fecha)"
_DETAIL: Final = rf"(?:{_WHEN}|valor|preco|price|cost|precio)"
_THE: Final = r"(?: (?:e|and|y|o|a|the|el|la))*"
# "Confirma pra mim: dia, hora e valor"; the hours alone may be those of the business.
_RECAP: Final = cue(
    rf"(?:confirm\w*|qual|quais|repet\w+|relembr\w+|record\w+|remind|diz|fala|dime|what|cual)(?: \w+){{0,3}}?"
    rf" (?:{_WHEN}{_THE} {_DETAIL}|{_DETAIL}{_THE} {_WHEN})"
)


def answer_recap(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Confirma pra mim: dia, hora e valor", of who has one meeting: when it is and, if that is asked, its price."""
    state = reading.turn.state
    if not reading.asks(_RECAP) or state.get("awaiting") == "slot" or reading.wish().said or reading.products:
        return None
    if not can_book(tools) or own_booking(state, reading.turn.now) is None or state.get("bookings"):
        return None
    told = open_desk(tools, reading).tell("booking_found")
    price = cues.PRICE.search(reading.spoken)
    if price is None:
        return told
    priced = _price_of_booked(tools, reading)
    if priced is None:
        return with_rest_open(tools, reading, told, [price[0]])
    both = merged([priced, told])
    return replace(told, text=both.text, totals=both.totals, remember={**priced.remember, **told.remember})


def _price_of_booked(tools: Toolbox, reading: Reading) -> Reply | None:
    # "Demonstração do Pro" costs nothing that the Pro costs.
    booked = booked_products(tools, reading.locale, of_that_name=True)
    if len(booked) != 1 or not booked[0].prices:
        return None
    return answer_pricing(tools, reading.reread(f"preço {booked[0].name}"))


def answer_meeting_price(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quanto custa a consulta?" where what is booked is called "Avaliação" and stands in the catalogue."""
    asks = reading.asks(cues.PRICE) or reading.asks(price_cues.PAID)
    if not asks or reading.products or _MEETING.isdisjoint(reading.words):
        return None
    return None if _asks_more(tools, reading) else _price_of_booked(tools, reading)


def _asks_more(tools: Toolbox, reading: Reading) -> bool:
    """ "Quanto custa a consulta de urgência?", where the material tells it."""
    others = set(reading.rest) - _MEETING - _BESIDE - price_cues.PAID_WORDS
    return bool(others) and tools.kinds.named(reading.turn.text) is None
