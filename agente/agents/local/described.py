"""Which product is it, when the customer only describes it? "Arrumar um dente quebrado", in words of its own text."""

from typing import Final

from agente.agents.local import cues, price_cues
from agente.agents.local.cues import cue
from agente.agents.local.products import in_own_words
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import words
from agente.packs.models import Product

# "Dá pra receber no Pix?": of the customer's own customers, by what is sold for it; a refund is no such thing.
_TAKING_MONEY: Final = cue(
    r"(?:da (?:pra|para)|consigo|posso|podemos|tem como|como (?:eu |a gente )?(?:faco (?:pra|para) )?)"
    r" ?(?:eu )?(?:receb(?:er|o)|cobr(?:ar|o))(?: (?:d[oa]s?|de|meus?|minhas?|clientes?|vendas?|pagamentos?)){0,4}"
    r" (?:no|na|em|por|via|com|de) (?:pix|cartao|debito|credito|boleto)",
    r"can (?:i|we) (?:take|receive|accept)(?: \w+){0,2} (?:pix|cards?|debit|credit)",
    r"(?:puedo|se puede) (?:cobrar|recibir)(?: \w+){0,2} (?:con|por|en) (?:pix|tarjetas?|debito|credito)",
)
LEAST_SHARED = 2  # words; one of them stands in no other product's text


def answer_described(tools: Toolbox, reading: Reading) -> Reply | None:
    """What costs what was asked for, with its own words, so that the customer sees whether it is that."""
    if reading.asks(_TAKING_MONEY) and not reading.products and (product := _described(tools, reading)):
        return in_own_words(tools, reading, product, product.summary, "product_question", "product")
    if reading.subject or not reading.asks(cues.PRICE) or reading.material_answers(STRONG_COVERAGE):
        return None
    product = _described(tools, reading)
    if product is None:
        return None
    return in_own_words(tools, reading, product, product.summary, "pricing", "price")


def _described(tools: Toolbox, reading: Reading) -> Product | None:
    asked = tools.catalog.terms(reading.rest)
    said = asked | _said_of_it(tools, reading)
    for product, shared in tools.catalog.shared_with(said):
        if len(shared) >= LEAST_SHARED and 2 * len(shared) >= len(asked) and shared & asked:
            return product
    return None


def _said_of_it(tools: Toolbox, reading: Reading) -> frozenset[str]:
    """What the customer said before of "esse dente"."""
    pointed = price_cues.THIS.search(reading.spoken)
    if pointed is None:
        return frozenset()
    thing = tools.catalog.terms([pointed[1]])
    before = [said.text for said in reading.turn.history if said.role == "customer"]
    told = [tools.catalog.terms(words(text)) for text in before]
    return frozenset().union(*(terms for terms in told if thing and thing <= terms))
