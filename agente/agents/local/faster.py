"""Which of several takes less time? By what the catalogue says of each: "de 8 a 18 meses"."""

from collections.abc import Sequence
from dataclasses import dataclass

from agente.agents.local import cues
from agente.agents.local.products import about, attribute_sentence, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.knowledge.analysis import folded
from agente.packs.models import Product

_FASTER = cues.cue(
    r"mais (?:rapid[oa]s?|ligeir[oa]s?)|(?:demora|leva|dura)\w* menos(?: tempo)?|menos tempo|menos demorad[oa]s?",
    r"faster|fastest|quick(?:er|est)|shorter|shortest|less time|mas rapid[oa]s?|(?:tarda|dura|demora)\w* menos",
)
# A range of time, or one time alone: "de 18 a 30 meses", "40 minutos".
_TIME = regex(
    r"\b([0-9]{1,3})(?: (?:a|e|to|and|y|ate) ([0-9]{1,3}))?"
    r" (minutos?|minutes?|horas?|hours?|dias?|days?|semanas?|weeks?|mes(?:es)?|months?|anos?|years?)\b"
)
_MINUTES = {
    "mi": 1,
    "ho": 60,
    "di": 1440,
    "da": 1440,
    "se": 10080,
    "we": 10080,
    "me": 43200,
    "mo": 43200,
    "an": 525600,
    "ye": 525600,
}  # by the first letters of the unit
LEAST = 2  # that can be compared


@dataclass(frozen=True, slots=True)
class _Lasting:
    product: Product
    key: str  # of the attribute that says so
    least: int  # minutes
    most: int


def answer_faster(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "Tem algum mais rápido?", "o alinhador é mais rápido?": how long each takes, and which is the shortest."""
    if not reading.asks(_FASTER):
        return None
    found = [each for product in _among(tools, reading) if (each := _lasting(tools, product, reading))]
    found.sort(key=lambda each: (each.most, each.least))
    if len(found) < LEAST or (found[0].least, found[0].most) == (found[1].least, found[1].most):
        return None
    shortest, others = found[0], found[1:]
    surely = all(shortest.most <= other.least for other in others)
    said = tools.phrases.say("fastest" if surely else "likely_fastest", reading.locale, product=shortest.product.name)
    lines = [attribute_sentence(tools, each.product, each.key, reading.locale) for each in found]
    return Reply(
        "\n".join([said, *lines]),
        intent="product_question",
        citations=cite(tools, [each.product for each in found]),
        # "E o outro?" is the other of these.
        remember=about(
            [shortest.product], "attribute", attribute=shortest.key, options=[each.product.id for each in found]
        ),
    )


def _among(tools: Toolbox, reading: Reading) -> Sequence[Product]:
    """Those that are named or were talked about; one of them with what is called like it."""
    known = reading.previous if reading.memory.about_products else ()
    several = reading.products if len(reading.products) > 1 else {item.id: item for item in (*reading.products, *known)}
    products = list(several.values()) if isinstance(several, dict) else list(several)
    alike = tools.catalog.named_alike(products[0]) if products else []
    others = [item for item in products[1:] if item in alike]
    if reading.products and len(reading.products) > 1:
        return products
    return [products[0], *(others or alike)] if products else []


def _lasting(tools: Toolbox, product: Product, reading: Reading) -> _Lasting | None:
    for key in tools.catalog.matching_attributes(product, tools.catalog.terms(cues.DURATION)):
        if found := _TIME.search(folded(tools.attribute_text(product, key, reading.locale))):
            minutes = _MINUTES[found[3][:2]]
            return _Lasting(product, key, int(found[1]) * minutes, int(found[2] or found[1]) * minutes)
    return None
