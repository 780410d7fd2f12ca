"""Do the files of a pack agree with each other, and does what they say make sense?

Each check looks only at files of the right shape, so that a mistake is not reported twice.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from typing import get_args

from agente.i18n.catalogue import REPLY_PLACEHOLDERS, placeholders
from agente.packs.findings import Finding
from agente.packs.hours import parse_interval
from agente.packs.models import (
    INTENTS,
    WEEKDAYS,
    Agents,
    BookingRules,
    Business,
    Catalog,
    Hours,
    Intents,
    Locale,
    MeetingKind,
    Policies,
    Qualification,
    QualificationField,
    Responses,
    ScoreRule,
)
from agente.packs.parts import Parts
from agente.packs.shape import bad_currency, currencies, nearest, plain_text, unknown_name
from agente.packs.source import Location, Source, Span

LOCALES: tuple[Locale, ...] = get_args(Locale)
MAX_QUICK_REPLIES = 4
MINUTES_A_DAY = 24 * 60
_PRICE = re.compile(r"R\$\s?(\d{1,3}(?:\.\d{3})+(?:,\d{2})?|\d+(?:,\d{2})?)(?![\d.,]*\d)")
# Beside a fee or a minimum order, only what reads as the price of something sold is held against the catalogue.
_PRICE_WORDS = re.compile(r"\b(custam?|precos?|mensalidades?|costs?|prices?|cuestan?|precios?)\b")


def check(parts: Parts) -> list[Finding]:
    findings: list[Finding] = []
    for one_check in (
        _business,
        _catalog,
        _qualification,
        _agents,
        _responses,
        _locales,
        _knowledge,
        _evals,
        _scenarios,
    ):
        findings += one_check(parts)
    return findings


def _business(parts: Parts) -> Iterator[Finding]:
    business = parts.get(Business)
    if business is None:
        return
    source = parts.source(Business)
    if business.currency not in currencies():
        yield bad_currency(source, ("currency",), business.currency)
    for weekday in WEEKDAYS if business.hours else ():
        yield from _intervals(source, ("hours", weekday), getattr(business.hours, weekday))
    yield from _holidays(business, source)
    yield from _booking(business, source)
    yield from repeated(source, "repeated_locale", [("locales", i) for i in range(len(business.locales))])
    replies = business.quick_replies
    for texts, location in (
        [(replies, ())] if isinstance(replies, list) else [(texts, (locale,)) for locale, texts in replies.items()]
    ):
        if len(texts) > MAX_QUICK_REPLIES:
            yield source.finding("quick_replies", ("quick_replies", *location, MAX_QUICK_REPLIES), count=len(texts))


def _holidays(business: Business, source: Source) -> Iterator[Finding]:
    for index, holiday in enumerate(business.holidays):
        yield from _intervals(source, ("holidays", index, "hours"), holiday.hours)
        try:
            # A leap year, for 02-29 is a date of some years.
            date.fromisoformat(holiday.date if len(holiday.date) == 10 else f"2028-{holiday.date}")
        except ValueError:
            yield source.finding("bad_date", ("holidays", index, "date"), value=holiday.date)
    dates: list[Location] = [("holidays", index, "date") for index in range(len(business.holidays))]
    yield from repeated(source, "repeated_holiday", dates)


def _booking(business: Business, source: Source) -> Iterator[Finding]:
    """Rules with which no meeting could ever be booked."""
    rules = business.booking
    if not rules.enabled or ("booking",) not in source.keys:
        return
    if business.hours is None:
        yield source.finding("booking_without_hours", ("booking",), on_key=True)
        return
    yield from _length(source, ("booking",), rules.duration_minutes, business.hours)
    yield from _kinds(rules, business.hours, source)
    if rules.notice_minutes > rules.horizon_days * MINUTES_A_DAY:
        values = {"minutes": rules.notice_minutes, "days": rules.horizon_days}
        yield source.finding("booking_notice", ("booking",), on_key=True, **values)


def _length(source: Source, location: Location, minutes: int, hours: Hours) -> Iterator[Finding]:
    """Meetings that are longer than any time in which they could be held."""
    longest = max((_minutes(text) for weekday in WEEKDAYS for text in getattr(hours, weekday)), default=0)
    if minutes > longest:
        where: Location = (*location, "duration_minutes")
        place = where if where in source.keys else location
        yield source.finding("booking_too_long", place, on_key=True, minutes=minutes, longest=longest)


def _kinds(rules: BookingRules, hours: Hours, source: Source) -> Iterator[Finding]:
    """Kinds of meetings whose hours lie outside the business's, that fit in none, or that cannot be told apart."""
    yield from repeated(source, "repeated_kind", [("booking", "kinds", i, "id") for i in range(len(rules.kinds))])
    named: dict[str, int] = {}
    for index, kind in enumerate(rules.kinds):
        where: Location = ("booking", "kinds", index)
        for place, text in _kind_words(kind, (*where, "words")):
            owner = named.setdefault(plain_text(text), index)
            if owner != index:
                yield source.finding("ambiguous_kind", place, value=text, other=rules.kinds[owner].id)
        faults = list(_kind_hours(source, (*where, "hours"), kind.hours, hours)) if kind.hours else []
        yield from faults
        if not faults and (kind.hours or kind.duration_minutes):
            yield from _length(source, where, kind.duration_minutes or rules.duration_minutes, kind.hours or hours)


def _kind_words(kind: MeetingKind, location: Location) -> Iterator[tuple[Location, str]]:
    by_place = (
        {(): kind.words} if isinstance(kind.words, list) else {(key,): texts for key, texts in kind.words.items()}
    )
    for place, texts in by_place.items():
        yield from (((*location, *place, index), text) for index, text in enumerate(texts))


def _kind_hours(source: Source, location: Location, own: Hours, business: Hours) -> Iterator[Finding]:
    for weekday in WEEKDAYS:
        texts: list[str] = getattr(own, weekday)
        faults = list(_intervals(source, (*location, weekday), texts))
        yield from faults
        opened: list[str] = getattr(business, weekday)
        around = [parse_interval(text) for text in opened]
        for index, text in enumerate(texts if not faults else ()):
            if not any(interval.covers(parse_interval(text)) for interval in around):
                place = (*location, weekday, index)
                key = "kind_outside" if opened else "kind_closed"
                yield source.finding(key, place, value=text, weekday=weekday, hours=", ".join(opened))


def _minutes(text: str) -> int:
    """How long an interval is; one that ends at midnight may go on the next day, and counts as a whole one."""
    interval = parse_interval(text)
    if interval.closes == time(0):
        return MINUTES_A_DAY
    return (interval.closes.hour - interval.opens.hour) * 60 + interval.closes.minute - interval.opens.minute


def _intervals(source: Source, location: Location, texts: Sequence[str]) -> Iterator[Finding]:
    intervals = [(parse_interval(text), text, (*location, index)) for index, text in enumerate(texts)]
    for interval, text, place in intervals:
        if interval.closes != time(0) and interval.closes <= interval.opens:
            yield source.finding("interval_reversed", place, value=text)
            return
    for (before, first, _), (after, second, place) in pairwise(intervals):
        if before.closes == time(0) or after.opens < before.closes:
            yield source.finding("interval_overlap", place, value=second, other=first)


def repeated(source: Source, key: str, locations: Iterable[Location]) -> Iterator[Finding]:
    """A finding for each value that an earlier place already has."""
    seen: dict[str, Location] = {}
    for location in locations:
        value = source.raw.get(location, "")
        first = seen.setdefault(plain_text(value), location)
        if first != location:
            yield source.finding(key, location, value=value, line=source.line_of(first))


def _catalog(parts: Parts) -> Iterator[Finding]:
    catalog = parts.get(Catalog)
    if catalog is None:
        return
    source = parts.source(Catalog)
    yield from repeated(source, "repeated_id", [("products", i, "id") for i in range(len(catalog.products))])
    named: dict[str, tuple[int, Location]] = {}
    for index, product in enumerate(catalog.products):
        aliases: list[Location] = [("products", index, "aliases", i) for i in range(len(product.aliases))]
        for location in [("products", index, "name"), *aliases]:
            text = source.raw.get(location, "")
            owner, first = named.setdefault(plain_text(text), (index, location))
            if owner != index:
                other = catalog.products[owner].name
                yield source.finding("ambiguous_name", location, value=text, other=other, line=source.line_of(first))
        steps = [discount.from_quantity for discount in product.volume_discounts]
        if steps != sorted(set(steps)):
            yield source.finding("discount_order", ("products", index, "volume_discounts"), on_key=True)
    known = {key for product in catalog.products for key in product.attributes}
    for name in catalog.attribute_names:
        if name not in known:
            yield source.finding("unknown_attribute", ("attribute_names", name), on_key=True, value=name)


def _qualification(parts: Parts) -> Iterator[Finding]:
    form = parts.get(Qualification)
    if form is None:
        return
    source = parts.source(Qualification)
    yield from repeated(source, "repeated_field", [("fields", i, "name") for i in range(len(form.fields))])
    for index, field in enumerate(form.fields):
        if field.type == "choice" and not field.choices:
            yield source.finding("no_choices", ("fields", index, "type"), name=field.name)
    fields = {field.name: field for field in form.fields}
    faulty = False
    for index, rule in enumerate(form.rules):
        for finding in _rule(source, index, rule, fields):
            faulty = True
            yield finding
    highest = _highest_score(form.rules)
    # A form without rules only collects: it is not meant to qualify anybody.
    if form.rules and highest < form.threshold and not faulty:
        where: Location = ("threshold",) if ("threshold",) in source.keys else ("rules",)
        yield source.finding("threshold", where, threshold=form.threshold, highest=highest)


def _rule(source: Source, index: int, rule: ScoreRule, fields: dict[str, QualificationField]) -> Iterator[Finding]:
    where: Location = ("rules", index)
    field = fields.get(rule.field)
    if field is None:
        near = nearest(rule.field, list(fields))
        key = "unknown_field_near" if near else "unknown_field"
        yield source.finding(key, (*where, "field"), value=rule.field, near=near, known=", ".join(fields))
        return
    if field.type == "choice" and rule.equals is not None and rule.equals not in field.choices:
        known = ", ".join(field.choices)
        yield source.finding("unknown_choice", (*where, "equals"), value=rule.equals, name=field.name, known=known)
    for bound in ("at_least", "at_most"):
        if getattr(rule, bound) is not None and field.type not in ("number", "money"):
            yield source.finding("rule_bound", (*where, bound), on_key=True, name=field.name, bound=bound)


def _highest_score(rules: Sequence[ScoreRule]) -> int:
    """What the best lead can reach; of one field's `equals` only one can hold."""
    highest = 0
    exclusive: dict[str, int] = {}
    for rule in rules:
        if rule.equals is None:
            highest += max(0, rule.points)
        else:
            exclusive[rule.field] = max(exclusive.get(rule.field, 0), rule.points)
    return min(100, highest + sum(exclusive.values()))


def _agents(parts: Parts) -> Iterator[Finding]:
    agents = parts.get(Agents)
    if agents is None:
        return
    source = parts.source(Agents)
    served: dict[str, tuple[str, Location]] = {}
    for specialist, override in agents.root.items():
        for index, intent in enumerate(override.intents or ()):
            location: Location = (specialist, "intents", index)
            other, first = served.setdefault(intent, (specialist, location))
            if first != location:
                yield source.finding("intent_twice", location, intent=intent, other=other, line=source.line_of(first))


def _responses(parts: Parts) -> Iterator[Finding]:
    responses = parts.get(Responses)
    if responses is None:
        return
    source = parts.source(Responses)
    known = list(dict.fromkeys([*INTENTS, *REPLY_PLACEHOLDERS]))
    policies = parts.get(Policies)
    forbidden = _any_of(policies.forbidden_promises if policies else [])
    for key, texts in responses.root.items():
        if key not in known:
            yield _unknown_reply(source, key, known)
            continue
        allowed = REPLY_PLACEHOLDERS.get(key, frozenset())
        for locale, variants in texts.items():
            for index, text in enumerate(variants):
                location: Location = (key, locale, index)
                for name in sorted(placeholders(text) - allowed):
                    names = ", ".join(f"{{{known_name}}}" for known_name in sorted(allowed | {"business"}))
                    yield source.finding("unknown_placeholder", location, placeholder=f"{{{name}}}", known=names)
                if promise := forbidden.search(plain_text(text)):
                    yield source.finding("forbidden_promise", location, promise=promise[0])


def _unknown_reply(source: Source, key: str, known: list[str]) -> Finding:
    if nearest(key, known):
        return unknown_name(source, (key,), known)
    return source.finding("unknown_reply", (key,), on_key=True, name=key, known=", ".join(INTENTS))


def _any_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Finds any of the phrases as whole words, in text that `plain_text` made plain."""
    alternatives = "|".join(re.escape(plain_text(phrase)) for phrase in phrases)
    return re.compile(rf"(?<!\w)(?:{alternatives})(?!\w)" if alternatives else r"(?!)")


def _locales(parts: Parts) -> Iterator[Finding]:
    """Texts for a language that the business does not list, or without the one that is always needed."""
    business = parts.get(Business)
    if business is None:
        return
    for name in parts.models:
        source = parts.sources[name]
        strangers: set[str] = set()
        for location, texts in _texts_by_locale(source.data, ()):
            for locale in texts:
                if locale not in business.locales and locale not in strangers:
                    strangers.add(locale)
                    yield source.finding("locale_not_listed", (*location, locale), on_key=True, locale=locale)
            optional = isinstance(parts.models[name], Responses | Intents) or "attribute_names" in location
            if business.locales[0] not in texts and not optional and not strangers:
                yield source.finding("no_default_locale", location, on_key=True, locale=business.locales[0])
    for source, evals in parts.evals():
        for index, talk in enumerate(evals.conversations):
            if talk.locale and talk.locale not in business.locales:
                yield source.finding("locale_not_listed", ("conversations", index, "locale"), locale=talk.locale)
    for source, file in parts.scenarios():
        for index, scenario in enumerate(file.scenarios):
            if scenario.locale and scenario.locale not in business.locales:
                yield source.finding("locale_not_listed", ("scenarios", index, "locale"), locale=scenario.locale)


def _texts_by_locale(data: object, location: Location) -> Iterator[tuple[Location, list[str]]]:
    if isinstance(data, list):
        for index, item in enumerate(data):
            yield from _texts_by_locale(item, (*location, index))
    elif isinstance(data, dict):
        if data and all(key in LOCALES for key in data):
            yield location, list(data)
        for key, value in data.items():
            yield from _texts_by_locale(value, (*location, key))


def _knowledge(parts: Parts) -> Iterator[Finding]:
    business, catalog = parts.get(Business), parts.get(Catalog)
    products = catalog.products if catalog else []
    amounts = {price.amount for product in products for price in product.prices}
    named = _any_of(name for product in products for name in (product.name, *product.aliases))
    for name, document in parts.documents.items():
        source = document.source
        locale = document.front.locale
        if not document.passages:
            yield Finding(name, "empty_document", {"file": name})
        if business and locale and locale not in business.locales:
            yield source.finding("locale_not_listed", ("locale",), locale=locale)
        if catalog and business and business.currency == "BRL":
            yield from _prices(source, amounts, named)


def _prices(source: Source, known: Container[Decimal], products: re.Pattern[str]) -> Iterator[Finding]:
    """Prices of `products` in a document that are not `known`: it or the catalogue is out of date."""
    for number, line in enumerate(source.lines, 1):
        for match in _PRICE.finditer(line):
            amount = Decimal(match[1].replace(".", "").replace(",", "."))
            plain = plain_text(line)
            if amount not in known and (_PRICE_WORDS.search(plain) or products.search(plain)):
                span = Span(number, match.start() + 1, len(match[0]))
                yield source.finding_at(span, "price_not_in_catalog", value=match[0])


def _evals(parts: Parts) -> Iterator[Finding]:
    known = {name for file in parts.texts for name in (file, file.rsplit("/", 1)[-1])}
    for source, evals in parts.evals():
        talks = range(len(evals.conversations))
        yield from repeated(source, "repeated_conversation", [("conversations", i, "name") for i in talks])
        for index, talk in enumerate(evals.conversations):
            if talk.at and not _is_moment(talk.at):
                yield source.finding("bad_moment", ("conversations", index, "at"), value=talk.at)
            for turn_index, turn in enumerate(talk.turns):
                cited = turn.expect.cites
                if cited and cited not in known:
                    location: Location = ("conversations", index, "turns", turn_index, "expect", "cites")
                    near = nearest(cited, sorted(known))
                    key = "unknown_document_near" if near else "unknown_document"
                    yield source.finding(key, location, value=cited, near=near, known=", ".join(sorted(parts.texts)))


def _scenarios(parts: Parts) -> Iterator[Finding]:
    for source, file in parts.scenarios():
        names: list[Location] = [("scenarios", index, "name") for index in range(len(file.scenarios))]
        yield from repeated(source, "repeated_conversation", names)
        for index, scenario in enumerate(file.scenarios):
            if scenario.at and not _is_moment(scenario.at):
                yield source.finding("bad_moment", ("scenarios", index, "at"), value=scenario.at)
            if not scenario.success.model_fields_set:
                yield source.finding("nothing_wanted", ("scenarios", index, "success"), on_key=True, name=scenario.name)


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
