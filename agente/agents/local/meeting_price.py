"""What does a meeting cost? It is told of the product that is booked, by whatever word the customer calls it."""

from agente.agents.local import cues, price_cues
from agente.agents.local.cues import word_set
from agente.agents.local.meeting_desk import booked_products
from agente.agents.local.pricing import answer_pricing
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox

_MEETING = word_set(
    "consulta consultas visita visitas reuniao reunioes atendimento atendimentos cita citas reunion",
    "appointment appointments meeting visit",
)
_BESIDE = word_set(
    "primeira primeiro inicial normal particular convenio first initial primera inicial custo preco valor"
)


def answer_meeting_price(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Quanto custa a consulta?" where what is booked is called "Avaliação" and stands in the catalogue."""
    asks = reading.asks(cues.PRICE) or reading.asks(price_cues.PAID)
    if not asks or reading.products or _MEETING.isdisjoint(reading.words):
        return None
    # "Demonstração do Pro" costs nothing that the Pro costs.
    booked = booked_products(tools, reading.locale, of_that_name=True)
    if len(booked) != 1 or not booked[0].prices or _asks_more(tools, reading):
        return None
    return answer_pricing(tools, reading.reread(f"preço {booked[0].name}"))


def _asks_more(tools: Toolbox, reading: Reading) -> bool:
    """ "Quanto custa a consulta de urgência?", where the material tells it."""
    others = set(reading.rest) - _MEETING - _BESIDE - price_cues.PAID_WORDS
    return bool(others) and tools.kinds.named(reading.turn.text) is None
