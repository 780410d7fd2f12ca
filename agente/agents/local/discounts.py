"""Which discounts does the company's material know, beside those of the catalogue: at once, by Pix, for a year?"""

from dataclasses import replace

from agente.agents.local import cues, price_cues
from agente.agents.local.knowledge import quoting
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox, in_full
from agente.agents.tools.knowledge import NEARLY, Finding, search_knowledge, without_yes_or_no
from agente.i18n import formats
from agente.packs.models import Locale, Product
from agente.packs.pack import Passage

MOST_QUOTED = 2
MAX_GOING_ON = 4  # words: "e pro plano?"
_WORD: dict[Locale, str] = {"pt-BR": "desconto", "en": "discount", "es": "descuento"}


def by_way_of_paying(tools: Toolbox, reading: Reading, product: Product | None = None) -> Reply | None:
    """What is told of a discount for the way of paying that is asked about.

    When none is named, of a discount for any way that is not told of another category than the product's.
    """
    asked = price_cues.ways_of_paying(reading.spoken)
    for told in tools.told_in(reading.locale):
        ways = price_cues.ways_of_paying(told.whole) if cues.DISCOUNT.search(told.whole) else set()
        of_it = product is None or _concerns(tools, told.whole, product)
        if asked & ways or (ways and not asked and of_it):
            return _quoted(tools, reading, told.passage)
    return None


def _concerns(tools: Toolbox, told: str, product: Product | None) -> bool:
    category = tools.catalog.mentioned_category(told.split())
    return category is None or (
        product is not None and tools.catalog.category_name(product, tools.pack.default_locale) == category
    )


def answer_going_on(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "E pro plano?" behind a discount that was told asks for one again."""
    starts = reading.words[:1] in (["e"], ["y"], ["and"])
    if not reading.turn.state.get("discount") or not starts or len(reading.words) > MAX_GOING_ON:
        return None
    again = f"{_WORD[reading.locale]} {reading.turn.text}"
    found = [
        finding
        for finding in search_knowledge(tools.search, again, reading.locale)
        if cues.DISCOUNT.search(told := in_full(finding.passage)) and not price_cues.BY_QUANTITY.search(told)
    ]
    best = max((finding.coverage for finding in found), default=0.0)
    near = [finding.passage for finding in found if finding.coverage >= NEARLY * best]
    replies = [_quoted(tools, reading, passage) for passage in near]
    new = [reply for reply in replies if reply.text not in reading.last_said][:MOST_QUOTED]
    return merged(new) if new else None


def _quoted(tools: Toolbox, reading: Reading, passage: Passage) -> Reply:
    text = Finding(passage, 1.0).quote(reading.turn.text, tools.pack.default_locale)
    asked_of = reading.products or reading.previous
    told = in_full(passage)
    if not any(_concerns(tools, told, item) for item in (asked_of or (None,))):
        text = without_yes_or_no(text)  # "Sim" of the equipment is no yes to a plan
        if asked_of or reading.asks(cues.PLANS) or reading.asks(cues.SERVICES):
            text = f"{text} {_only_for(tools, reading, told)}"
    reply = quoting(tools, reading, passage, text)
    return replace(reply, intent="pricing", remember={**reply.remember, "discount": True})


def _only_for(tools: Toolbox, reading: Reading, told: str) -> str:
    """That the discount is for the category that it is told of, and no other."""
    named = tools.catalog.mentioned_category(told.split())
    items = tools.catalog.list_products(category=named) if named else []
    category = tools.catalog.category_name(items[0], reading.locale) if items else named
    return tools.phrases.say("discount_only_for", reading.locale, category=formats.uncapitalized(category or ""))
