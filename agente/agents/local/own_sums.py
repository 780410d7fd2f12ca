"""Is the customer's own sum right? "Então 129,70 + a nota de serviço 29,90 dá 159,60, né?"."""

import re
from decimal import Decimal

from agente.agents.local.products import cite
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.guardrails.checks.numerals import parse
from agente.guardrails.facts import amounts
from agente.i18n import formats

_AMOUNT = r"\d{1,3}(?:\.\d{3})+(?:,\d{2})?|\d+(?:[.,]\d{1,2})?"
_BETWEEN = r"[^\d?!;\n]{0,40}?"
_SUM = re.compile(
    rf"(?:{_AMOUNT})(?:{_BETWEEN}(?:\+|\b(?:mais|com|e|plus|and|with|m[aá]s|con|y)\b){_BETWEEN}(?:{_AMOUNT})){{1,4}}"
    rf"{_BETWEEN}(?:=|\b(?:d[aá]|d[aã]o|daria|dar|fica|sai|s[aã]o|total|is|makes|comes to|son)\b)"
    rf"[^\d?!;\n]{{0,15}}(?:{_AMOUNT})(?![\d%])",
    re.IGNORECASE,
)
_EACH = re.compile(_AMOUNT)


def answer_own_sum(tools: Toolbox, reading: Reading) -> Reply | None:
    """Yes, or what it really comes to; None unless each of its parts is a price or was told by us."""
    found = _SUM.search(reading.turn.text)
    if found is None:
        return None
    *parts, total = [parse(number) for number in _EACH.findall(found[0])]
    if not set(parts) <= _known(tools, reading):
        return None
    right = sum(parts, Decimal(0))
    currency, locale = tools.pack.business.currency, reading.locale
    added = " + ".join(formats.money(part, currency, locale) for part in parts)
    return Reply(
        tools.phrases.say(
            "own_sum_right" if total == right else "own_sum_wrong",
            locale,
            parts=added,
            total=formats.money(right, currency, locale),
        ),
        intent="pricing",
        citations=cite(tools, reading.products),
        totals=frozenset({*parts, right}),
        remember={"topic": "price"} if reading.memory.about_products else {},
    )


def _known(tools: Toolbox, reading: Reading) -> set[Decimal]:
    """The prices of the catalogue, and what our replies came to."""
    told = (amounts(said.text) for said in reading.turn.history if said.role == "agent")
    prices = {price.amount for product in tools.catalog.products for price in product.prices}
    return prices.union(*told)
