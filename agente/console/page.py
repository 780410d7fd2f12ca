"""What does the chat page say? Its language, its texts and whether the team is there."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

import phonenumbers

from agente.i18n import formats
from agente.packs.models import Locale
from agente.packs.pack import Pack

Texts = Mapping[str, str]

MAX_QUICK_REPLIES = 4


@dataclass(frozen=True, slots=True)
class Presence:
    """Whether people are there to help, in words, and the moment at which the words stop being true."""

    is_open: bool
    text: str
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Contact:
    kind: Literal["phone", "whatsapp", "email", "site", "address"]
    words: str
    link: str | None = None


@cache
def texts(locale: Locale) -> Texts:
    catalogue: Texts = json.loads(files("agente").joinpath("i18n", "page", f"{locale}.json").read_text("utf-8"))
    return catalogue


def choose_locale(requested: str | None, accept_language: str, offered: Sequence[Locale]) -> Locale:
    """The first wish that the business offers, `pt` and `pt-PT` being served by `pt-BR`; else its default."""
    for wish in [requested or "", *_accepted(accept_language)]:
        for matches in (str.__eq__, _same_language):
            for locale in offered:
                if matches(locale.lower(), wish.lower()):
                    return locale
    return offered[0]


def _same_language(locale: str, wish: str) -> bool:
    return locale.split("-")[0] == wish.split("-")[0]


def _accepted(header: str) -> Iterator[str]:
    """Language tags of an Accept-Language header, best first; what cannot be read counts as unwanted."""
    weighted: list[tuple[float, str]] = []
    for part in header[:500].split(","):
        tag, _, quality = part.strip().partition(";q=")
        try:
            weighted.append((float(quality or 1), tag))
        except ValueError:
            continue
    return (tag for quality, tag in sorted(weighted, key=lambda pair: -pair[0]) if quality > 0)


def presence(pack: Pack, locale: Locale, now: datetime) -> Presence | None:
    """None when the pack does not state its hours."""
    if pack.hours is None:
        return None
    words, local = texts(locale), now.astimezone(pack.hours.timezone)
    closes = pack.hours.closes_at(now)
    if closes == time(0):  # open up to midnight, perhaps beyond: the hour would say less than the truth
        midnight = datetime.combine(local.date() + timedelta(days=1), closes, local.tzinfo)
        return Presence(True, words["team_open"], midnight)
    if closes is not None:
        until = datetime.combine(local.date(), closes, local.tzinfo)
        return Presence(True, words["team_open_until"].format(time=formats.clock(closes, locale)), until)
    opening = pack.hours.next_opening(now)
    if opening is None:
        return Presence(False, words["team_closed"], None)
    return Presence(False, _opening_text(local, opening, locale), opening)


def _opening_text(local: datetime, opening: datetime, locale: Locale) -> str:
    days = (opening.date() - local.date()).days
    key = {0: "team_back_today", 1: "team_back_tomorrow"}.get(days, "team_back_on")
    day = formats.weekday(opening.weekday(), locale) if days < 7 else formats.day_month(opening.date(), locale)
    return texts(locale)[key].format(day=day, time=formats.clock(opening.timetz(), locale))


def quick_replies(pack: Pack, locale: Locale) -> list[str]:
    """The buttons beside the first greeting."""
    replies = pack.business.quick_replies
    if isinstance(replies, dict):
        replies = replies.get(locale) or replies.get(pack.default_locale) or []
    return replies[:MAX_QUICK_REPLIES]


def contacts(pack: Pack) -> list[Contact]:
    """Ways to reach the business without the chat."""
    business = pack.business
    found: list[Contact] = []
    if business.phone:
        found.append(Contact("phone", business.phone, f"tel:{_dialled(business.phone)}"))
    if business.whatsapp:
        found.append(Contact("whatsapp", business.whatsapp, f"https://wa.me/{_dialled(business.whatsapp).lstrip('+')}"))
    if business.email:
        found.append(Contact("email", business.email, f"mailto:{business.email}"))
    if business.site:
        found.append(Contact("site", business.site.split("://")[-1].rstrip("/"), web_address(business.site)))
    if address := business.address:
        parts = (address.street, address.district, address.city)
        found.append(Contact("address", ", ".join(part for part in parts if part)))
    return found


def web_address(address: str) -> str:
    """The address as a link; one without a scheme is of the web."""
    return address if address.startswith(("https://", "http://")) else f"https://{address}"


def _dialled(phone: str) -> str:
    """The number as +5511..., Brazilian unless it says otherwise; one that is none keeps its digits."""
    try:
        number = phonenumbers.parse(phone, "BR")
    except phonenumbers.NumberParseException:
        return "".join(filter(str.isdigit, phone))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
