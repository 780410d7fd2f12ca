"""Which is the cheapest of those that have what is wanted? "Qual o mais barato com ordem de serviço?"."""

from agente.agents.local import cues
from agente.agents.local.additions import extended
from agente.agents.local.features import wanted_in
from agente.agents.local.products import about, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.agents.tools.catalog import extremes


def answer_cheapest_having(tools: Toolbox, reading: Reading) -> Reply | None:
    """ "O mais barato que tem isso": of those that have it, or with it added; never the cheapest of all."""
    if cues.CHEAPEST.search(" ".join(reading.words)) is None:  # "o plano mais barato" may be another name of one
        return None
    wanted = wanted_in(tools, reading, tools.catalog.list_products("plan"))
    if wanted is None:
        return None
    having = extremes(wanted.having)
    added = extended(tools, reading, wanted.among, {}, features=[wanted.addition]) if wanted.addition else None
    if added and having and added.cost >= having[0][1].amount:
        added = None
    if not (having or added):
        return None
    say, locale = tools.phrases.say, reading.locale
    lines = [
        say("cheapest_having", locale, product=product.name, price=tools.prices.price(price, locale))
        for product, price in having
    ]
    products = [product for product, _ in having]
    text = "\n".join([*([say("cheapest_added", locale, offer=added.line.removeprefix("- "))] if added else []), *lines])
    if not added and any(product in reading.products for product in products):
        text = say("feature_yes", locale, told=text)
    return Reply(
        text,
        intent="pricing",
        citations=cite(tools, [*([added.product, *added.additions] if added else []), *products]),
        totals=added.amounts if added else frozenset(),
        remember=about(products or ([added.product] if added else []), "price"),
    )
