"""How ready is this contact to buy? The pack's rules, counted; never a model's opinion."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from agente.knowledge.analysis import words
from agente.packs.models import Locale, LocalText, Qualification, ScoreRule

MAX_POINTS = 100
MAX_REASONS = 5
MAX_CHARACTERS = 2000  # of one value; fields hold far less


@dataclass(frozen=True, slots=True)
class Score:
    points: int  # 0 to 100
    reasons: tuple[str, ...]  # at most five, strongest first; one that took points away counts by how many
    qualified: bool  # the points reached the pack's threshold


def score(fields: Mapping[str, Any], rules: Qualification, locale: Locale) -> Score:
    """The score of a lead of which `fields` are known, JSON values by the names of the pack's fields.

    A pure function. Reasons are in `locale` where the pack has it. Of a budget its upper bound counts, and the lower
    one where only that is known. A pack without rules only collects: it qualifies nobody.
    """
    held = [rule for rule in rules.rules if rule.points and _holds(rule, fields.get(rule.field))]
    points = min(MAX_POINTS, max(0, sum(rule.points for rule in held)))
    strongest = sorted(held, key=lambda rule: -abs(rule.points))
    reasons = tuple(dict.fromkeys(_text(rule.reason, locale) for rule in strongest))
    return Score(points, reasons[:MAX_REASONS], bool(rules.rules) and points >= rules.threshold)


def _holds(rule: ScoreRule, value: Any) -> bool:
    """Whether the value is known and meets every condition that the rule has."""
    if value is None or value == "":
        return False
    if rule.at_least is not None or rule.at_most is not None:
        number = _number(value)
        if number is None or not _within(number, rule.at_least, rule.at_most):
            return False
    if rule.equals is not None and _folded(value) != _folded(rule.equals):
        return False
    return not rule.contains or any(_mentions(_folded(value), _folded(text)) for text in rule.contains)


def _within(number: Decimal, least: Decimal | None, most: Decimal | None) -> bool:
    return (least is None or number >= least) and (most is None or number <= most)


def _number(value: Any) -> Decimal | None:
    if isinstance(value, Mapping):
        upper = value.get("max")
        return _number(upper if upper is not None else value.get("min"))
    if isinstance(value, bool) or not isinstance(value, int | float | str | Decimal):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _folded(value: Any) -> str:
    """The value's words between single spaces, without accents and capitals."""
    return f" {' '.join(words(str(value)[:MAX_CHARACTERS]))} "


def _mentions(text: str, wanted: str) -> bool:
    """Whole words only, else "já" would be found in "janeiro"; a plural in -s will do."""
    return wanted in text or f"{wanted.rstrip()}s " in text


def _text(text: LocalText, locale: Locale) -> str:
    return text if isinstance(text, str) else text.get(locale) or next(iter(text.values()))
