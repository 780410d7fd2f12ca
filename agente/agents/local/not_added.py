"""Is more sold of what a plan comes with, where nothing on the list is? "Tem pacote de nota adicional? quanto é?"."""

from typing import Final

from agente.agents.local import cues
from agente.agents.local.additions import addition_for
from agente.agents.local.beyond import of_passing
from agente.agents.local.clauses import clauses_of
from agente.agents.local.offers import offer
from agente.agents.local.products import attribute_sentence, cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply, merged
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.packs.models import Product

_MORE_OF: Final = regex(
    r"\b(?:pacotes?|pcts?|combos?|lotes?|creditos|packs?|packages?|paquetes?) (?:extras? |adiciona(?:l|is) )?"
    r"(?:de|com|of|with|con) (?:mais |more |mas |extra |\d+ )?(\w{4,})"
    r"|\b(\w{4,})(?: fisca(?:l|is))? (?:extras?|adiciona(?:l|is|les)|avuls[oa]s?|(?:a|de) mais)\b"
    r"|\b(?:comprar|contratar|adquirir|pagar por|buy|purchase) (?:mais|more|extra|additional|mas) (\w{4,})"
    r"|\b(?:extra|additional) (\w{4,})"
)


def answer_not_added(tools: Toolbox, reading: Reading) -> Reply | None:
    """That no such thing is on the list, what comes with the plan, and what happens beyond it; a person may know."""
    asking = [reading.reread(clause.text) for clause in clauses_of(reading.turn.text) if clause.asks] or [reading]
    part, *others = asking
    thing = _thing(part)
    if not thing or any(each.rest or each.products for each in others):
        return None
    if any(item.kind != "plan" for item in part.products) or part.asks(cues.DISCOUNT):
        return None
    counting = [
        (plan, keys[0]) for plan in tools.catalog.plans if (keys := tools.catalog.counted_attributes(plan, [thing]))
    ]
    if not counting or any(addition_for(tools, plan, key) for plan, key in counting):
        return None
    return _reply(tools, reading, counting)


def _thing(part: Reading) -> str:
    """What stands in the question, of which more would be wanted."""
    found = _MORE_OF.search(" ".join(part.words))
    return next((word for word in found.groups() if word), "") if found else ""


def _reply(tools: Toolbox, reading: Reading, counting: list[tuple[Product, str]]) -> Reply:
    asked_of = [(plan, key) for plan, key in counting if plan in reading.at_hand] or counting
    name = tools.catalog.attribute_name(asked_of[0][1], reading.locale)
    lines = [
        tools.phrases.say("addition_unlisted", reading.locale, attribute=name),
        *(attribute_sentence(tools, plan, key, reading.locale) for plan, key in asked_of),
    ]
    plans = [plan for plan, _ in asked_of]
    told = Reply("\n".join(lines), intent="product_question", citations=cite(tools, plans))
    beyond = of_passing(tools, reading, [name])
    return offer(tools, reading, merged([told, beyond]) if beyond else told)
