"""How do reports speak? Texts and figures in the language of whoever reads them."""

from agente.evaluation.comparison import Unit
from agente.evaluation.report import Failure
from agente.i18n.texts import texts
from agente.packs.models import Locale

_OWN_WORDS = frozenset({"says", "says_not", "breach", "failure"})


def figure(value: float, unit: Unit, locale: Locale) -> str:
    """A number as people write it: `66,7 %`, `US$ 0,0123`, `1.234 ms`."""
    if unit == "share":
        return f"{_in_language(f'{100 * value:,.1f}', locale)} %"
    if unit == "usd":
        return f"US$ {_in_language(f'{value:,.4f}', locale)}"
    if unit == "ms":
        return f"{_in_language(f'{value:,.0f}' if value >= 10 else f'{value:,.1f}', locale)} ms"
    return _in_language(f"{value:,.0f}", locale)


def difference(value: float, unit: Unit, locale: Locale) -> str:
    """The same with its sign; nothing for no difference."""
    sign = "+" if value > 0 else "−"
    return f"{sign}{figure(abs(value), unit, locale)}" if value else ""


def sentence(made: Failure, locale: Locale, *, holds: bool = False) -> str:
    """What was expected, and what came."""
    key = "judged" if made.kind == "judged" else made.name if made.name in _OWN_WORDS else "criterion"
    text: str = texts("report", locale)[f"{key}_holds" if holds else key]
    return text.format(name=made.name, expected=made.expected, got=made.got)


def _in_language(number: str, locale: Locale) -> str:
    return number if locale == "en" else number.translate(str.maketrans(",.", ".,"))
