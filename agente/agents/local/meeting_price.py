"""What does a meeting cost? It is told of the product that is booked, by whatever word the customer calls it."""

from agente.agents.local import cues, price_cues
from agente.agents.local.cues import word_set
from agente.agents.local.pricing import answer_pricing
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import words
from agente.packs.models import Product
from agente.scheduling.titles import title_of

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
    product = _booked_product(tools, reading)
    if product is None or not product.prices or _asks_more(tools, reading):
        return None
    return answer_pricing(tools, reading.reread(f"preço {product.name}"))


def _booked_product(tools: Toolbox, reading: Reading) -> Product | None:
    """The one of the catalogue that has the name of what is booked."""
    title = list(words(title_of(tools.pack, reading.locale)))
    named = (mention for mention in tools.catalog.find_products(title) if mention.end - mention.start == len(title))
    return next((mention.products[0] for mention in named if len(mention.products) == 1), None)


def _asks_more(tools: Toolbox, reading: Reading) -> bool:
    """ "Quanto custa a consulta de urgência?", where the material tells it."""
    others = set(reading.rest) - _MEETING - _BESIDE - price_cues.PAID_WORDS
    return bool(others) and tools.kinds.named(reading.turn.text) is None
