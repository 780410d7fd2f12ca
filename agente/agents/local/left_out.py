"""What of a message does a computed answer not count? That is said: a total of something else would be a false one."""

import re
from dataclasses import replace

from agente.agents.local import cues
from agente.agents.local.basket import taken_out
from agente.agents.local.counting import PEOPLE, Count, counts_of, sold_by
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.i18n import formats
from agente.knowledge.analysis import folded, singular, words

_NUMBER = re.compile(r"\d+")
_YEAR = re.compile(r"\b(?:ano|anos|anual|anuais|year|yearly|annual|anuales)\b")


def with_left_out(tools: Toolbox, reading: Reading, reply: Reply) -> Reply:
    """The sum, or what holds enough, and what the customer named or counted of which it says nothing."""
    is_sum, fits = bool(reply.remember.get("summed")), reply.remember.get("topic") == "capacity"
    if reply.booking or reply.handoff or not (is_sum or fits):
        return reply
    missing = [
        *_products(tools, reading, reply, is_sum),
        *_counts(tools, reading, reply),
        *_year(tools, reading, reply),
    ]
    if not missing:
        return reply
    names = formats.listing(list(dict.fromkeys(missing)), reading.locale)
    return replace(reply, text=f"{reply.text}\n\n{tools.phrases.say('left_out', reading.locale, names=names)}")


def _products(tools: Toolbox, reading: Reading, reply: Reply, is_sum: bool) -> list[str]:
    """Named and not told of; what has only a word of a module's name in it is often asked of a plan."""
    told, gone = tools.catalog.mentioned_in(reply.text), taken_out(reading)
    named = [] if reading.pointed else [item for item in reading.products if is_sum or item.kind == "plan"]
    return [item.name for item in named if item not in told and item not in gone]


def _counts(tools: Toolbox, reading: Reading, reply: Reply) -> list[str]:
    """Neither the number is told nor the thing: "usuários incluídos: 5" and one more are six users."""
    numbers, told = set(_NUMBER.findall(reply.text)), {singular(word) for word in words(reply.text)}
    counted = [count for count in counts_of(reading) if count.number > 1 and _is_of_ours(tools, count)]
    return [
        f"{count.number} {count.thing}"
        for count in counted
        if str(count.number) not in numbers and told.isdisjoint(_called(count.thing))
    ]


def _called(thing: str) -> set[str]:
    return set(map(singular, PEOPLE)) if thing in PEOPLE else {singular(thing)}


def _is_of_ours(tools: Toolbox, count: Count) -> bool:
    return bool(count.thing) and any(sold_by(item, count.thing) for item in tools.catalog.products)


def _year(tools: Toolbox, reading: Reading, reply: Reply) -> list[str]:
    yearly = any(price.period == "year" for item in reading.products for price in item.prices)
    asks = yearly and reading.asks(cues.YEARLY) and not _YEAR.search(folded(reply.text))
    return [tools.phrases.say("left_out_year", reading.locale)] if asks else []
