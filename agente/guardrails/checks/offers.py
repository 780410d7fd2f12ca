"""Does a sentence grant something: a discount, or the price that a customer would like to pay?"""

import re
from collections.abc import Sequence
from decimal import Decimal

from agente.guardrails.checks.value import Value
from agente.guardrails.checks.wording import is_declined
from agente.packs.models import Locale

_DISCOUNT = re.compile(
    r"\bdesc(?:onto|uento)|\bdiscount|\babatiment|\boff\b|\brebaja|\bmais barat|\bcheaper|\bmas barat"
)
_HALF = re.compile(
    r"\b(?:metade do (?:preco|valor)|pela metade|half (?:the )?price|half[- ]off|mitad de(?:l)? precio)\b"
)
HALF = "half"  # the unit of a discount that was not written as a percentage
_FIFTY = Decimal(50)
# Where one of these stands near an amount it is said what something costs; the others settle a deal.
_PRICED = re.compile(
    r"\b(?:cust\w+|sai\b|sale\b|fic\w+|preco|valor (?:e|de|final)|costs?|price|cuesta\w*|precio|queda\w*|por apenas"
    r"|por so"
    r"|pag\w+ so|only|just)\W"
)
_SETTLED = re.compile(
    r"\b(?:fechad\w+|fechamos|combinad\w+|confirmad\w+|confirmo|aceit\w+|faco|fazemos|consigo|posso fazer|podemos fazer"
    r"|liberad\w+|aprovad\w+|deal|agreed|confirmed|accept\w*|i can do|we can do|approved|trato hecho|de acuerdo"
    r"|acept\w+|cerrado|aprobad\w+)\b"
)


def discounts(folded: str, values: Sequence[Value]) -> list[Value]:
    """The percentages of a folded sentence that are said of a discount; "half price" is one of 50."""
    offered = [value for value in values if value.kind == "percent"] if _DISCOUNT.search(folded) else []
    if half := _HALF.search(folded):
        before = folded[max(0, half.start() - 40) : half.start()]
        offered.append(Value("percent", (("percent", _FIFTY),), half[0], half.start(), before, _FIFTY, HALF))
    return offered


def accepts_price(value: Value, folded: str, locale: Locale) -> bool:
    """Whether a sentence makes a price of an amount that only the customer named."""
    return not is_declined(value.before, locale) and bool(_PRICED.search(value.before + " ") or _SETTLED.search(folded))
