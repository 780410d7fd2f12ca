"""Is a bundle cheaper than its parts? "O kit sai mais barato que separado?"."""

from collections.abc import Sequence

from agente.agents.local import cues, price_cues
from agente.agents.local.products import about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.sums import Part, add_up
from agente.agents.local.toolbox import Toolbox
from agente.knowledge.analysis import folded, words
from agente.packs.models import Price, Product

LEAST = 2  # parts
_APART = cues.cue(
    r"separad\w+|separar|avuls[oa]s?|um por um|um a um|individual\w*|por fora|separately|one by one|apart"
    r"|por separado|suelt[oa]s?"
)
# What an attribute that lists the parts may be called.
_CONTENTS = cues.cue(r"itens|items|articulos|conteudo|contents?|contenido|composicao|inclu\w+|contem")


def answer_bundle(tools: Toolbox, reading: Reading) -> Reply | None:
    """What its parts come to one by one, and by how much that is more or less."""
    asks = (cues.CHEAPEST, price_cues.SAVES, cues.PRICE, price_cues.DIFFERENCE)
    if not reading.asks(_APART) or not any(reading.asks(cue) for cue in asks):
        return None
    among = reading.at_hand
    bundle = among[0] if len(among) == 1 else None
    parts = _parts_of(tools, reading, bundle) if bundle else []
    summed = add_up(tools, reading, [Part(part) for part in parts]) if parts else None
    if not (bundle and summed and summed.amount is not None):
        return None
    own, apart = bundle.prices[0].amount, summed.amount
    key = "bundle_cheaper" if own < apart else "bundle_dearer" if own > apart else "bundle_alike"
    text = tools.phrases.say(
        key,
        reading.locale,
        products="\n".join(summed.lines),
        total=summed.total,
        product=bundle.name,
        price=tools.prices.price(bundle.prices[0], reading.locale),
        difference=tools.prices.price(Price(amount=abs(apart - own)), reading.locale),
    )
    return Reply(
        text,
        intent="pricing",
        citations=cite(tools, [bundle, *parts]),
        quick_replies=(tools.phrases.say("reply_contract", reading.locale),),
        totals=summed.amounts | {abs(apart - own)},
        remember=about([bundle], "price"),
    )


def _parts_of(tools: Toolbox, reading: Reading, bundle: Product) -> Sequence[Product]:
    """What its attribute lists, each by the name that its summary has for it; none where one is not sold so."""
    texts = [tools.attribute_text(bundle, key) for key in bundle.attributes if _CONTENTS.search(folded(key))]
    listed = [mention.products for text in texts for mention in tools.catalog.find_products(words(text))]
    summary = tools.pack.localize(bundle.summary, tools.pack.default_locale)
    named = [mention.products for mention in tools.catalog.find_products(words(summary))]
    parts = []
    for products in listed:
        whole = (each[0] for each in [*named, products] if len(each) == 1 and each[0] in products)
        if part := next(whole, None):
            parts.append(part)
    once = all(item.available and item.prices and item.prices[0].period == "once" for item in (bundle, *parts))
    sure = once and not any(item.prices[0].starting_at for item in (bundle, *parts))
    return parts if sure and len(parts) == len(listed) >= LEAST and bundle not in parts else []
