"""What do so many cost? "E pros dois?", behind the price of a cleaning; "então 360 os dois?"; "e 3 dentes?"."""

from dataclasses import replace

from agente.agents.local import cues, price_cues
from agente.agents.local.counting import amounts_alone, counts_of, sold_by
from agente.agents.local.pricing import totals_of
from agente.agents.local.quantities import number_at
from agente.agents.local.reading import Reading
from agente.agents.local.reply import Reply
from agente.agents.local.toolbox import Toolbox
from agente.kit.patterns import regex
from agente.packs.models import Product

_NUMBER = r"([2-9]|dois|duas|tres|quatro|cinco|seis|two|three|four|five|dos|cuatro|cinco)"
# "As 2" is a time.
_FOR_THEM = regex(
    rf"\b(?:(?:pros?|somos(?: em)?|for(?: the| us)?|(?:para|pra|p)(?: os| nos| nois| los)?) {_NUMBER}"
    r"(?= (?:juntos?|juntas?|fica|sai|da|quanto|of us|de nos)\b|$)"
    rf"|{_NUMBER} (?:pessoas|people|personas)\b)"
)
_ALL_OF_THEM = regex(rf"\b(?:os|nos|nois|the|los|all) {_NUMBER}\b")
_NEEDED = frozenset(
    {"preciso", "precisa", "sao", "ser", "seriam", "faltam", "perdi", "perdeu", "need", "necesito", "son"}
)
_WORDS = frozenset({"pros", "pras", "nois", "somos", "juntos", "juntas", "marido", "mulher", "tambem", "da", "dao"})


def answer_for_people(tools: Toolbox, reading: Reading) -> Reply | None:
    """So many times the price of what is asked about; "sim" to the customer's own total, if it is that."""
    product = _asked_of(reading)
    if product is None or reading.asks(cues.DISCOUNT) or reading.asks(price_cues.SPLIT):
        return None
    right = _right_total(reading, product)
    found = _FOR_THEM.search(reading.spoken)
    people = _number(next(filter(None, found.groups()))) if found and _asks(reading) else 0
    number = right or people or _units(reading, product)
    if number < 2:
        return None
    told = totals_of(tools, reading, product, number)
    if not right:
        return told
    return replace(told, text=f"{tools.phrases.say('total_right', reading.locale)}\n{told.text}")


def _asked_of(reading: Reading) -> Product | None:
    """What is paid once by each, and is no thing that several share."""
    among = reading.products if len(reading.products) == 1 else reading.previous
    product = among[0] if len(among) == 1 else None
    once = product is not None and bool(product.prices) and all(price.period == "once" for price in product.prices)
    return product if once and product and product.kind == "service" else None


def _asks(reading: Reading) -> bool:
    if not set(reading.rest) <= _WORDS:
        return False
    return reading.asks(cues.PRICE) or (not reading.products and reading.topic == "price")


def _units(reading: Reading, product: Product) -> int:
    """ "E pra 3 dentes?" of what is sold by the tooth and was priced last; 0 where anything else is said."""
    counts = [count for count in counts_of(reading) if count.number > 1]
    if len(counts) != 1 or reading.products or reading.topic != "price" or not sold_by(product, counts[0].thing):
        return 0
    others = set(reading.rest) - _WORDS - _NEEDED - {counts[0].thing, reading.words[counts[0].position]}
    return 0 if others else counts[0].number


def _right_total(reading: Reading, product: Product) -> int:
    """For how many the amount that they name is the total; 0 when it is not."""
    found = _ALL_OF_THEM.search(reading.spoken) or _FOR_THEM.search(reading.spoken)
    number = _number(next(filter(None, found.groups()))) if found else 0
    said = amounts_alone(reading.turn.text) | amounts_alone(" ".join(w for w in reading.words if w.isdecimal()))
    return number if any(price.amount * number in said for price in product.prices) and number > 1 else 0


def _number(word: str) -> int:
    return number_at([word], 0)
