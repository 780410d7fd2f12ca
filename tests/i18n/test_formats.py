from datetime import date, time
from decimal import Decimal

import pytest

from agente.i18n import formats


@pytest.mark.parametrize(("locale", "written"), [("pt-BR", "R$ 1.234,50"), ("en", "R$1,234.50"), ("es", "R$ 1.234,50")])
def test_money_keeps_the_brazilian_symbol_and_plain_spaces(locale: str, written: str) -> None:
    assert formats.money(Decimal("1234.5"), "BRL", locale) == written


@pytest.mark.parametrize(
    ("locale", "written"), [("pt-BR", "8h às 12h30"), ("en", "8 am to 12:30 pm"), ("es", "8:00 a 12:30")]
)
def test_clock_range(locale: str, written: str) -> None:
    assert formats.clock_range(time(8), time(12, 30), locale) == written


def test_range_that_ends_with_the_day() -> None:
    assert formats.clock_range(time(18), time(0), "pt-BR") == "18h às 24h"


@pytest.mark.parametrize(
    ("first", "last", "locale", "written"),
    [
        (0, 4, "pt-BR", "segunda a sexta-feira"),
        (5, 6, "pt-BR", "sábado e domingo"),
        (5, 5, "pt-BR", "sábado"),
        (0, 4, "en", "Monday to Friday"),
        (0, 5, "es", "lunes a sábado"),
    ],
)
def test_weekday_span(first: int, last: int, locale: str, written: str) -> None:
    assert formats.weekday_span(first, last, locale) == written


@pytest.mark.parametrize(
    ("locale", "written"), [("pt-BR", "25 de dezembro"), ("en", "December 25"), ("es", "25 de diciembre")]
)
def test_day_month(locale: str, written: str) -> None:
    assert formats.day_month(date(2026, 12, 25), locale) == written


def test_the_first_of_a_month_is_an_ordinal_in_portuguese() -> None:
    assert formats.day_month(date(2026, 12, 1), "pt-BR") == "1º de dezembro"
    assert formats.day_month(date(2026, 12, 11), "pt-BR") == "11 de dezembro"
    assert formats.day_month(date(2026, 12, 1), "es") == "1 de diciembre"


@pytest.mark.parametrize(("locale", "written"), [("pt-BR", "05/12"), ("en", "Dec 5"), ("es", "05/12")])
def test_short_date(locale: str, written: str) -> None:
    assert formats.short_date(date(2026, 12, 5), locale) == written


@pytest.mark.parametrize(("minutes", "written"), [(45, "45 min"), (60, "1 h"), (90, "90 min"), (2880, "48 h")])
def test_duration(minutes: int, written: str) -> None:
    assert formats.duration(minutes) == written


def test_number_has_the_grouping_of_its_locale() -> None:
    assert formats.number(1000, "pt-BR") == "1.000"
    assert formats.number(Decimal("12.5"), "pt-BR") == "12,5"
    assert formats.number(Decimal("12.50"), "en") == "12.5"


def test_listing() -> None:
    assert formats.listing(["a", "b", "c"], "pt-BR") == "a, b e c"
    assert formats.listing(["a", "b"], "en", either=True) == "a or b"
    assert formats.listing(["a"], "es") == "a"
    assert formats.listing([], "es") == ""


def test_first_letters() -> None:
    assert formats.capitalized("sábado (28 de novembro)") == "Sábado (28 de novembro)"
    assert formats.uncapitalized("Retorno incluso") == "retorno incluso"
    assert formats.uncapitalized("API aberta") == "API aberta"
