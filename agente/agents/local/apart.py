"""Does it come with a plan, or is it paid beside one? "Esse módulo já vem no plano ou é pago à parte?"."""

from agente.agents.local import cues
from agente.agents.local.cues import word_set
from agente.agents.local.products import about, attribute_sentence, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.packs.models import Product

_APART = cues.cue(
    r"(?:pag[oa]s?|cobrad[oa]s?|cobra|vendid[oa]s?|contratad[oa]s?) (?:a |por )?(?:parte|fora|separad[oa]s?)|a parte",
    r"(?:ja )?(?:vem|esta|ta|entra) (?:junto |inclus[oa] |incluid[oa] )?(?:n[oa]s?|com [oa]s?) (?:planos?|mensalidade)",
    r"(?:paid|sold|charged) separately|extra cost|(?:included|come) (?:in|with) the plan",
    r"(?:se )?(?:paga|cobra) aparte|aparte|(?:viene|esta) (?:incluid[oa] )?en el plan",
)
_WORDS = word_set(
    "parte pago paga cobrado cobrada cobra vendido vendida contratado contratada separado separada incluso inclusa",
    "junto incluido incluida vem entra mensalidade plano ahh ah fora included separately extra come comes paid sold",
    "charged aparte viene incluye",
)


def answer_apart(tools: Toolbox, reading: Reading) -> Reply | None:
    """With which plans it comes, where its own attributes name them, and what it costs beside others."""
    product = _asked_of(tools, reading)
    if product is None:
        return None
    locale = reading.locale
    told = [
        attribute_sentence(tools, product, key, locale)
        for key in product.attributes
        if _names_a_plan(tools, product, key)
    ]
    price = tools.prices.brief(product, locale)
    line = tools.phrases.say("sold_apart_else" if told else "sold_apart", locale, product=product.name, price=price)
    return Reply(
        "\n".join([*told, line]),
        intent="pricing",
        citations=cite(tools, [product]),
        remember=about([product], "price"),
    )


def _asked_of(tools: Toolbox, reading: Reading) -> Product | None:
    """The one thing beside the plans that is in question, where plans are sold."""
    among = reading.at_hand
    things = [item for item in among if item.kind != "plan"]
    asks = reading.asks(_APART) and set(reading.rest) <= _WORDS
    plans = any(item.kind == "plan" for item in tools.catalog.products)
    return things[0] if asks and plans and len(things) == 1 and things[0].prices else None


def _names_a_plan(tools: Toolbox, product: Product, key: str) -> bool:
    return any(item.kind == "plan" for item in tools.catalog.products_in(tools.attribute_text(product, key)))
