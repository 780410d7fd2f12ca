"""Is this a part of what is sold? Told by the product's own words: "pino de titânio com coroa de porcelana"."""

from agente.agents.local import cues, price_cues
from agente.agents.local.products import in_own_words
from agente.agents.local.reading import STRONG_COVERAGE, Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.packs.models import Product

MAX_GOING_ON = 4  # words: "e a coroa?"


def answer_part(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "A coroa está inclusa?", "e a coroa?": what the product is, where its own words name the part."""
    goes_on = reading.words[:1] in (["e"], ["y"], ["and"]) and len(reading.words) <= MAX_GOING_ON
    among = reading.at_hand
    asked = [word for word in reading.rest if not price_cues.INCLUDES.search(word)]
    asks = (goes_on or reading.asks(cues.INCLUDED)) and not (reading.asks(price_cues.HOW_MANY) or reading.quantity)
    if len(among) != 1 or not asked or not asks or reading.material_answers(STRONG_COVERAGE):
        return None
    product = among[0]
    texts = (product.summary, product.description or "")
    naming = next((text for text in texts if tools.catalog.terms(asked) <= tools.catalog.terms_in(text)), None)
    if naming is None:
        return None
    return in_own_words(tools, reading, product, naming, "product_question")


def with_named_part(tools: Toolbox, reading: Reading, product: Product, text: str) -> str:
    """The price of "um implante com coroa", and that the crown is in it."""
    named = [match[1] for match in price_cues.WITH.finditer(reading.spoken)]
    if not tools.catalog.terms(named) & tools.catalog.terms_in(product.summary):
        return text
    return f"{text}\n{tools.pack.localize(product.summary, reading.locale)}"
