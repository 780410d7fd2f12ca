"""Which product is it, when the customer only describes it? "Arrumar um dente quebrado", in words of its own text."""

from dataclasses import replace
from typing import Final

from agente.agents.local import cues, price_cues
from agente.agents.local.cues import cue, word_set
from agente.agents.local.products import NOT_ABOUT_PRODUCTS, in_own_words
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.knowledge.analysis import words
from agente.packs.models import LocalText, Product

# "Dá pra receber no Pix?": of the customer's own customers, by what is sold for it; a refund is no such thing.
_TAKING_MONEY: Final = cue(
    r"(?:da (?:pra|para)|consigo|posso|podemos|tem como|como (?:eu |a gente )?(?:faco (?:pra|para) )?)"
    r" ?(?:eu )?(?:receb(?:er|o)|cobr(?:ar|o))(?: (?:d[oa]s?|de|meus?|minhas?|clientes?|vendas?|pagamentos?)){0,4}"
    r" (?:no|na|em|por|via|com|de) (?:pix|cartao|debito|credito|boleto)",
    r"can (?:i|we) (?:take|receive|accept)(?: \w+){0,2} (?:pix|cards?|debit|credit)",
    r"(?:puedo|se puede) (?:cobrar|recibir)(?: \w+){0,2} (?:con|por|en) (?:pix|tarjetas?|debito|credito)",
)
LEAST_SHARED = 2  # words; one of them stands in no other product's text

_HOW = regex(r"(?<!tem )\b(?:como|how|de que forma)\b")  # "tem como ...?" asks whether
MOST_OF_IT = 0.6  # of what is asked of a product
_ASKING = cues.OFFERED | word_set(
    "da dar consigo consegue conseguem posso pode podem faz fazem tem ter como rola existe voces voce outra outro vcs",
    "passar passa usar usa ver vejo colocar deixar quando entao ja",
    "can could do does you is there have another puedo puede hay tienen tiene hace otra otro",
)


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


def answer_feature(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Dá pra passar mercadoria de uma loja pra outra?": the product whose own text tells of it, in that text."""
    if not _asks_of_feature(reading) or reading.is_meant:
        return None
    asked = tools.catalog.terms(word for word in reading.words if word not in _ASKING)
    told = _found(tools, reading, asked)
    # Beside the name of what is sold something else is asked of it.
    more = told is not None and not (tools.catalog.terms_in(told[1]) & asked).isdisjoint(reading.terms)
    if told is None or not more:
        return None
    reply = in_own_words(tools, reading, *told, "product_question")
    priced = told[0] in reading.previous and reading.memory.about_products
    return replace(reply, text=reply.text.splitlines()[0]) if priced else reply


def _found(tools: Toolbox, reading: Reading, asked: frozenset[str]) -> tuple[Product, LocalText] | None:
    """Where a text has all of several words only what surely answers comes before it."""
    surely = len(asked) > LEAST_SHARED
    found = _telling_of(tools, asked, 1.0) if surely and not reading.material_answers(STRONG_COVERAGE) else None
    if found or reading.material_answers() or reading.sure_of(*NOT_ABOUT_PRODUCTS):
        return found
    return _telling_of(tools, asked, MOST_OF_IT)


def _telling_of(tools: Toolbox, asked: frozenset[str], least: float) -> tuple[Product, LocalText] | None:
    """The product and the text of it that has most of what is asked, this share at least; None where two have as many.

    What customers call a product counts too, beside its own text.
    """
    found: list[tuple[int, Product, LocalText]] = []
    for product in tools.catalog.list_products():
        called = tools.catalog.called(product) & asked
        for text in (text for text in (product.summary, product.description) if text):
            own = tools.catalog.terms_in(text) & asked
            if len(own) >= LEAST_SHARED and len(own | called) >= least * len(asked):
                found.append((len(own | called), product, text))
    most = max((shared for shared, *_ in found), default=0)
    best = [(product, text) for shared, product, text in found if shared == most]
    return best[0] if len({product.id for product, _ in best}) == 1 else None


def _asks_of_feature(reading: Reading) -> bool:
    asks_else = any(reading.asks(cue) for cue in (cues.PRICE, cues.DISCOUNT, cues.COMPARE, cues.HOW_LONG))
    return "?" in reading.turn.text and not asks_else and _HOW.search(reading.spoken) is None


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
