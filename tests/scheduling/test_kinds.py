"""Kinds of meetings: their hours inside the business's, and what names them."""

from datetime import date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from agente.packs.hours import BusinessHours, Interval
from agente.packs.models import BookingRules, Business, Holiday, Hours, MeetingKind
from agente.packs.pack import Pack
from agente.scheduling.invitation import invitation_of
from agente.scheduling.kinds import MeetingKinds, calendar_of
from agente.scheduling.titles import title_of

ZONE = ZoneInfo("America/Sao_Paulo")
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZONE)  # a Tuesday
OPEN = Hours(monday=["08:00-12:00", "14:00-18:00"], tuesday=["08:00-24:00"], wednesday=["00:00-02:00"])
NOTARY = MeetingKind(
    id="escritura",
    title={"pt-BR": "Escritura", "en": "Deed"},
    words={"pt-BR": ["escritura", "compra e venda"], "en": ["deed"], "es": ["escritura"]},
    hours=Hours(monday=["09:00-12:00"], tuesday=["20:00-24:00"]),
    duration_minutes=90,
)
WEDDING = MeetingKind(id="casamento", title="Casamento", words=["casar", "noivo", "noiva"])
RULES = BookingRules(title="Atendimento no cartório", duration_minutes=30, kinds=[NOTARY, WEDDING])
PACK = Pack(Path("cartorio"), "1", Business(name="Cartório", description="Registros.", booking=RULES), None)


def hours(within: Hours | None, *holidays: Holiday) -> BusinessHours:
    return BusinessHours(OPEN, list(holidays), ZONE.key, within)


class TestHours:
    def test_only_what_both_have_is_left(self) -> None:
        own = hours(None).narrowed(Hours(monday=["09:00-15:00"], friday=["08:00-12:00"]))
        assert own.weekly(0) == (Interval(time(9), time(12)), Interval(time(14), time(15)))
        assert own.weekly(4) == ()

    def test_a_holiday_narrows_them_further(self) -> None:
        own = hours(Hours(monday=["09:00-18:00"]), Holiday(date="11-30", name="Véspera", hours=["08:00-10:00"]))
        assert own.on(date(2026, 11, 30)) == (Interval(time(9), time(10)),)
        assert own.on(date(2026, 12, 7)) == (Interval(time(9), time(12)), Interval(time(14), time(18)))

    def test_midnight_is_the_end_of_the_day(self) -> None:
        assert hours(Hours(tuesday=["20:00-24:00"])).weekly(1) == (Interval(time(20), time(0)),)
        assert hours(Hours(tuesday=["20:00-22:00"])).weekly(1) == (Interval(time(20), time(22)),)


class TestCalendar:
    @pytest.mark.parametrize(
        ("kind", "written", "refusal"),
        [
            (None, "11-24 15:00", None),
            (NOTARY, "11-24 15:00", "outside"),
            (NOTARY, "11-24 20:00", None),
            (NOTARY, "11-24 23:00", "late"),  # its own hours do not go on after midnight
            (NOTARY, "11-25 00:00", "closed"),
            (NOTARY, "11-30 11:00", "late"),
            (WEDDING, "11-30 11:00", None),
        ],
    )
    def test_each_kind_has_its_own_hours(self, kind: MeetingKind | None, written: str, refusal: str | None) -> None:
        calendar = calendar_of(kind, hours(None), RULES, NOW, [])
        assert calendar.refusal(datetime.fromisoformat(f"2026-{written}").replace(tzinfo=ZONE)) == refusal


class TestNamed:
    @pytest.mark.parametrize(
        ("text", "kind"),
        [
            ("quero fazer a escritura da casa", "escritura"),
            ("ESCRITURAS", "escritura"),
            ("é um contrato de compra e venda", "escritura"),
            ("escritra de um lote", "escritura"),
            ("I need a deed", "escritura"),
            ("we are looking for deeds", "escritura"),
            ("queremos casar em maio", "casamento"),
            ("é pro casamento da minha irmã", "casamento"),
            ("não, é para casar", "casamento"),
            ("não é escritura, é casamento", "casamento"),
            ("meu noivo pediu, quero agendar pra escritura", "escritura"),
        ],
    )
    def test_by_its_words_and_title(self, text: str, kind: str) -> None:
        named = MeetingKinds(PACK).named(text)
        assert named is not None
        assert named.kind is not None
        assert named.kind.id == kind

    @pytest.mark.parametrize("text", ["não é escritura", "it's not a deed", "escritura não", "isn't for the deed"])
    def test_one_that_is_denied_is_none(self, text: str) -> None:
        named = MeetingKinds(PACK).named(text)
        assert named is not None
        assert named.kind is None

    @pytest.mark.parametrize(
        "text",
        [
            "quero um atendimento no cartório",
            "minha casa",
            "casado",
            "o escritor chegou",
            "compra, e venda depois",
            "indeed",
            "o mandato da escrivã",
            "",
            "?!",
        ],
    )
    def test_what_looks_alike_names_none(self, text: str) -> None:
        assert MeetingKinds(PACK).named(text) is None

    def test_a_title_that_all_meetings_have_names_none(self) -> None:
        same = MeetingKind(id="outro", title="Atendimento no cartório", words=["outro"])
        rules = RULES.model_copy(update={"kinds": [same]})
        business = PACK.business.model_copy(update={"booking": rules})
        assert MeetingKinds(Pack(Path("c"), "1", business, None)).named("um atendimento no cartório") is None


class TestTitle:
    def test_is_the_kind_s(self) -> None:
        assert title_of(PACK, "pt-BR", "escritura") == "Escritura"
        assert title_of(PACK, "en", "escritura") == "Deed"

    def test_of_a_kind_that_the_pack_no_longer_has_is_the_general_one(self) -> None:
        assert title_of(PACK, "pt-BR", "divorcio") == "Atendimento no cartório"

    def test_stands_in_the_invitation(self) -> None:
        told = {"id": "b", "status": "booked", "sequence": 0, "kind": "escritura"}
        told |= {"starts_at": "2026-11-30T12:00:00Z", "ends_at": "2026-11-30T13:30:00Z"}
        assert b"SUMMARY:Escritura - Cart" in invitation_of(told, PACK, "pt-BR")
