"""Which one fits? "Qual você indica?", asked by who told how many they are: the smallest that holds all of it."""

from collections.abc import Sequence
from dataclasses import replace

from agente.agents.local import cues, price_cues
from agente.agents.local.additions import extended
from agente.agents.local.capacity import Needs, counting_attribute, fitting_among
from agente.agents.local.counting import PEOPLE, alike, counts_of
from agente.agents.local.periods import brief_price
from agente.agents.local.products import about, attribute_sentence, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.leads.details import details_in
from agente.leads.form import fields_for
from agente.packs.models import Product

# "Qual plano serve?" lists those that do.
_ADVICE = cues.cue(
    r"recomend\w+|indica(?:m|ria|riam)?|suger\w+|aconselh\w+|recommend\w*|suggest\w*|recomiend\w+|sugier\w+"
)
_REMEMBERED = 6  # of the customer's messages, in which they may have told it


def answer_recommended(tools: Toolbox, reading: Reading) -> Reply | None:
    """None while they have told nothing that is counted: then it depends on what they need."""
    if not reading.asks(_ADVICE):
        return None
    among = _among(tools, reading)
    needs = told_needs(tools, reading, among)
    fitting = [product for product in fitting_among(among, needs) if product.prices] if needs else []
    if not fitting:
        return None
    product, say, locale = fitting[0], tools.phrases.say, reading.locale
    price = brief_price(tools, reading, product)
    lines = [say("recommend_fitting", locale, product=product.name, price=price)]
    lines += [attribute_sentence(tools, product, key, locale) for key in needs]
    reply = Reply(
        "\n".join(lines),
        intent="product_question",
        citations=cite(tools, [product]),
        quick_replies=(say("reply_product", locale, product=product.name), say("reply_contract", locale)),
        remember=about([product], "price"),
    )
    smaller = extended(tools, reading, among[: among.index(product)], needs)
    if smaller is None or smaller.cost >= product.prices[0].amount:
        return reply
    return replace(
        reply,
        text=f"{reply.text}\n\n{say('recommend_too', locale, line=smaller.line)}",
        citations=(*reply.citations, *cite(tools, [smaller.product, *smaller.additions])),
        totals=smaller.amounts,
        remember={**reply.remember, "options": [product.id, smaller.ids]},
    )


def _among(tools: Toolbox, reading: Reading) -> Sequence[Product]:
    several = next((group for group in (reading.products, reading.memory.group) if len(group) > 1), ())
    return list(several or tools.catalog.list_products("plan"))


def told_needs(tools: Toolbox, reading: Reading, among: Sequence[Product]) -> Needs:
    """What they said that they have or are, now or before; the latest of each counts."""
    said = [each.text for each in reading.turn.history if each.role == "customer"][-_REMEMBERED:]
    people = counting_attribute(tools, among, tuple(PEOPLE))
    needs: dict[str, int] = {}
    if people and (size := _team_size(tools, reading)):
        needs[people] = size
    for part in (reading.reread(text) for text in (*said, reading.message)):
        tells = any(part.asks(cue) for cue in (price_cues.NEEDS, price_cues.FOR_ONE, cues.PEOPLE))
        for count in counts_of(part) if tells and not part.products else ():
            key = counting_attribute(tools, among, alike(count.thing)) if count.thing and not count.adds else None
            if key:
                needs[key] = count.number
    return needs


def _team_size(tools: Toolbox, reading: Reading) -> int:
    heard = reading.hear()
    told = {**heard.known, **heard.told}
    sizes = (told.get(name) for name in fields_for(tools.pack.qualification, "team_size"))
    return _listed_now(reading) or next((size for size in sizes if isinstance(size, int)), 0)


def _listed_now(reading: Reading) -> int:
    """As many as another part of the message tells: "somos em 3, qual você indica?"; "mais 2" are not all of them."""
    whole = reading.reread(reading.message)
    size = details_in(reading.message).team_size
    added = {count.number for count in counts_of(whole) if count.adds}
    return size if size and size not in added and whole.asks(cues.PEOPLE) else 0
