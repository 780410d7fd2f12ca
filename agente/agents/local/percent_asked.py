"""A discount of so many percent, which is more than there is: "consegue uns 15%?"."""

from dataclasses import replace
from decimal import Decimal

from agente.agents.local import cues, price_cues
from agente.agents.local.clauses import SENTENCE_END
from agente.agents.local.discounts import by_way_of_paying
from agente.agents.local.features import answer_has_it
from agente.agents.local.offers import offer
from agente.agents.local.products import about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.sums_by_way import ways_paid
from agente.agents.local.toolbox import Toolbox
from agente.agents.local.yearly import saving_line
from agente.agents.tools.knowledge import without_yes_or_no
from agente.guardrails.checks.numerals import parse
from agente.i18n import formats
from agente.packs.models import Locale, Price, Product

_GIVES = cues.cue(
    r"consegu\w+|consig\w+|fa(?:z|zem|ca|co|zer)|d(?:a|ao|ar)|rola|tem|arruma\w*|quero|queria|libera\w*|fecha\w*|get|give"
    r"|make|do|hac\w+|dan|hay|quiero"
)
# "Cada uma ganha 40% do que fez": what is paid to somebody for their work, and taken off no price.
_EARNED = cues.cue(
    r"comiss(?:ao|oes)|(?:ela|ele|elas|eles|cada um|cada uma|equipe|vendedor\w*|funcionari\w+|menin[ao]s|socios?)"
    r" (?:\w+ )?(?:ganham?|recebem?|tiram?|levam?|fica com|ficam com)",
    r"repass\w+|commissions?|earns?|comision(?:es)?|(?:ganan?|cobran?) (?:el )?[0-9]+",
)


# What they would earn themselves by selling for us the material tells.
_THEIR_OWN = cues.cue(r"ganho|recebo|revend\w+|parceir\w+|parceria|indic\w+|i (?:get|earn)|partners?|gano|recibo|socio")
# What such a share is called.
_COMMISSION: dict[Locale, str] = {
    "pt-BR": "tem comissão de vendedores?",
    "en": "has sales commissions?",
    "es": "¿tiene comisiones de vendedores?",
}


def answer_commission(tools: Toolbox, reading: Reading) -> Reply | None:
    """Which products reckon what somebody earns of a sale, where that is asked by the percentage alone."""
    earned = reading.asks(_EARNED) and price_cues.PERCENT.search(reading.message)
    if not earned or "?" not in reading.message or reading.asks(cues.DISCOUNT) or reading.asks(_THEIR_OWN):
        return None
    told = answer_has_it(tools, reading.reread(_COMMISSION[reading.locale]))
    # Whether theirs is reckoned in their way is not known.
    return replace(told, text=without_yes_or_no(told.text)) if told else None


def answer_percent(tools: Toolbox, reading: Reading) -> Reply | None:
    """No to it, with the discounts that hold for one of what is asked about."""
    percent = _asked(reading)
    whole = reading.reread(reading.message)
    products = [item for item in whole.products or whole.previous if item.prices]
    if (
        not percent
        or not products
        or whole.quantity is not None
        or any(_reaches(tools, reading, item, percent) for item in products)
    ):
        return None
    lines, computed = [], set[Decimal]()
    for product in products:
        own = [tools.prices.price(price, reading.locale) for price in product.prices if ways_paid(tools, price)]
        lines += [f"- {product.name}: {text}" for text in own]
        if saving := saving_line(tools, product, reading.locale):
            lines.append(f"- {product.name}: {saving[0].removeprefix('- ')}")
            computed |= saving[1]
    key = "percent_not_given" if lines else "percent_not_given_alone"
    text = tools.phrases.say(
        key, reading.locale, percent=formats.number(percent, reading.locale), discounts="\n".join(lines)
    )
    reply = Reply(
        text,
        intent="pricing",
        citations=cite(tools, products),
        totals=frozenset(computed),
        remember=about(products, "price"),
    )
    if not lines and (told := by_way_of_paying(tools, reading, products[0])):
        reply = replace(merged([reply, told]), remember=reply.remember)
    return offer(tools, reading, reply)


def _asked(reading: Reading) -> Decimal:
    """How many percent; 0 where none is asked for in this part of a message about a discount, or in the next one."""
    found = price_cues.PERCENT.search(reading.message)
    given = price_cues.PERCENT.search(reading.turn.text) and reading.asks(_GIVES) and not reading.asks(_EARNED)
    asks = reading.asks(cues.DISCOUNT) or given
    return parse(found[1]) if found and asks and "?" in reading.message else Decimal(0)


def _reaches(tools: Toolbox, reading: Reading, product: Product, percent: Decimal) -> bool:
    """Whether some discount for it is as great, whatever for, by the catalogue or the material: then that is told."""
    if any(tier.percent >= percent for tier in product.volume_discounts):
        return True
    if any(_off(product, price) >= percent for price in product.prices if ways_paid(tools, price)):
        return True
    telling = (told.passage.text for told in tools.told_in(reading.locale) if cues.DISCOUNT.search(told.whole))
    sentences = (sentence for text in telling for sentence in SENTENCE_END.split(text))
    return any(
        any(parse(each) >= percent for each in price_cues.PERCENT.findall(sentence))
        and _may_be_of(tools, sentence, product)
        for sentence in sentences
    )


def _may_be_of(tools: Toolbox, sentence: str, product: Product) -> bool:
    named = tools.catalog.products_in(sentence)
    return not named or product in named


def _off(product: Product, price: Price) -> Decimal:
    usual = next(each for each in product.prices if each.period == price.period)
    return (usual.amount - price.amount) * 100 / usual.amount
