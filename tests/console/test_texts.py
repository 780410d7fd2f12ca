"""The page's words and the presence line, without a browser."""

import re
from datetime import datetime
from pathlib import Path
from typing import get_args
from zoneinfo import ZoneInfo

import pytest

from agente.console import page
from agente.packs.hours import BusinessHours
from agente.packs.models import Business, Hours, Locale
from agente.packs.pack import Pack

ZONE = "America/Sao_Paulo"
WEEK = Hours(monday=["08:00-12:00", "13:30-18:00"], friday=["09:00-24:00"])


def pack(hours: Hours | None = WEEK, **changes: object) -> Pack:
    business = Business.model_validate({"name": "Padaria", "description": "Pães."} | changes)
    return Pack(Path("padaria"), "1", business, BusinessHours(hours, [], ZONE) if hours else None)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


def test_every_locale_says_the_same_things() -> None:
    reference = page.texts("pt-BR")
    for locale in get_args(Locale):
        texts = page.texts(locale)
        assert texts.keys() == reference.keys()
        for key, text in texts.items():
            assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", reference[key])), (locale, key)


@pytest.mark.parametrize(
    ("moment", "locale", "expected"),
    [
        ("2026-11-23T09:00", "pt-BR", "Equipe disponível até 12h"),
        ("2026-11-23T12:30", "pt-BR", "A equipe volta hoje às 13h30"),
        ("2026-11-22T20:00", "pt-BR", "A equipe volta amanhã às 8h"),
        ("2026-11-23T19:00", "pt-BR", "A equipe volta sexta-feira às 9h"),
        ("2026-11-27T10:00", "pt-BR", "Equipe disponível agora"),
        ("2026-11-23T19:00", "en", "Our team is back on Friday at 9 am"),
        ("2026-11-23T19:00", "es", "Nuestro equipo vuelve el viernes a las 9:00"),
    ],
)
def test_presence_says_when_the_team_is_there(moment: str, locale: Locale, expected: str) -> None:
    presence = page.presence(pack(), locale, at(moment))
    assert presence is not None
    assert presence.text == expected


def test_presence_ends_when_its_words_do() -> None:
    presence = page.presence(pack(), "pt-BR", at("2026-11-23T09:00"))
    assert presence is not None
    assert presence.until == at("2026-11-23T12:00")


def test_presence_is_not_claimed_without_hours() -> None:
    assert page.presence(pack(None), "pt-BR", at("2026-11-23T09:00")) is None


def test_contacts_are_links_that_phones_can_dial() -> None:
    links = {
        contact.kind: contact.link
        for contact in page.contacts(pack(phone="(11) 4000-0000", whatsapp="(11) 90000-0000", site="padaria.example"))
    }
    assert links == {
        "phone": "tel:+551140000000",
        "whatsapp": "https://wa.me/5511900000000",
        "site": "https://padaria.example",
    }


@pytest.mark.parametrize("header", ["", ";;;", "en;q=x", "*", "x" * 5000, "pt;q=0"])
def test_unreadable_wishes_get_the_default_language(header: str) -> None:
    assert page.choose_locale(None, header, ["es", "pt-BR"]) == "es"
