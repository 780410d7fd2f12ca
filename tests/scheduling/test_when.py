"""What time a message means, as people say it."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.packs.models import Holiday
from agente.scheduling.days import HolidayNames
from agente.scheduling.when import Wish, refined, understand

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))  # a Tuesday
NAMES = HolidayNames(
    [
        Holiday(date="12-25", name={"pt-BR": "Natal", "en": "Christmas Day"}),
        Holiday(date="12-24", name="Véspera de Natal"),
        Holiday(date="2027-02-09", name="Carnaval"),
    ]
)


def read(text: str) -> Wish:
    return understand(text, NOW, NAMES)


def day(written: str) -> date:
    return date(2027 if written.startswith("0") else 2026, int(written[:2]), int(written[3:]))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("amanhã", "11-25"),
        ("amanha cedo", "11-25"),
        ("hj à tarde", "11-24"),
        ("hoje ou amanhã", "11-24 11-25"),
        ("amanhã ou segunda", "11-25 11-30"),
        ("segunda ou amanhã", "11-25 11-30"),
        ("hoje ou na quinta", "11-24 11-26"),
        ("dia 5 ou na sexta", "11-27 12-05"),
        ("tomorrow or on Friday", "11-25 11-27"),
        ("hoy o el viernes", "11-24 11-27"),
        ("segunda ou terça da semana que vem", "11-30 12-01"),
        ("hj ta tudo em planilha, posso ver amanha ou segunda?", "11-25 11-30"),
        ("hoje em dia uso caderno, tem na sexta?", "11-27"),
        ("depois de amanhã", "11-26"),
        ("sexta", "11-27"),
        ("sexta-feira", "11-27"),
        ("na terça", "12-01"),
        ("segunda que vem", "11-30"),
        ("terça ou quinta", "11-26 12-01"),
        ("de segunda a quarta", "11-30 12-01 12-02"),
        ("quinta da semana que vem", "12-03"),
        ("sexta desta semana", "11-27"),
        ("na outra segunda", "12-07"),
        ("essa semana", "11-24 11-25 11-26 11-27 11-28 11-29"),
        ("começo da semana que vem", "11-30 12-01 12-02"),
        ("fim de semana", "11-28 11-29"),
        ("daqui a 3 dias", "11-27"),
        ("daqui a duas semanas", "12-08"),
        ("dia 30", "11-30"),
        ("dia 5", "12-05"),
        ("dia 1º", "12-01"),
        ("dia 12 ou 13", "12-12 12-13"),
        ("do dia 12 ao 14", "12-12 12-13 12-14"),
        ("de 10 a 12 de dezembro", "12-10 12-11 12-12"),
        ("25/12 às 10", "12-25"),
        ("10/01", "01-10"),
        ("3 de dezembro", "12-03"),
        ("5 dez", "12-05"),
        ("2026-12-03", "12-03"),
        ("12/25", "12-25"),
        ("quinta, 3 de dezembro", "12-03"),
        ("no natal", "12-25"),
        ("véspera de natal", "12-24"),
        ("carnaval", "02-09"),
        ("até sexta", "11-24 11-25 11-26 11-27"),
        ("segunda não, terça pode", "12-01"),
        ("dia 31", "12-31"),
        ("tomorrow", "11-25"),
        ("on Friday", "11-27"),
        ("next Friday", "11-27 12-04"),
        ("quarta que vem", "12-02"),
        ("na próxima quinta-feira", "11-26 12-03"),
        ("terça que vem", "12-01"),
        ("el lunes que viene", "11-30"),
        ("the 30th", "11-30"),
        ("December 3rd", "12-03"),
        ("in two weeks", "12-08"),
        ("day after tomorrow", "11-26"),
        ("mañana por la mañana", "11-25"),
        ("pasado mañana", "11-26"),
        ("el viernes", "11-27"),
        ("el 30 a las 10", "11-30"),
        ("qualquer dia à tarde", ""),
        ("de manhã", ""),
        ("segunda via do boleto", ""),
        ("gostei das 3 opções", ""),
        ("31/02", ""),
        ("quanto custa", ""),
        ("bom dia, boa tarde", ""),
    ],
)
def test_days(text: str, days: str) -> None:
    assert read(text).days == tuple(day(written) for written in days.split())


@pytest.mark.parametrize(
    ("text", "count", "first", "last"),
    [
        ("semana que vem", 7, "11-30", "12-06"),
        ("next week", 7, "11-30", "12-06"),
        ("la próxima semana", 7, "11-30", "12-06"),
        ("na outra semana", 7, "11-30", "12-06"),
        ("semana q vem de manhã", 7, "11-30", "12-06"),
        ("semana q vem no horario de almoço", 7, "11-30", "12-06"),
        ("la semana que viene en la tarde", 7, "11-30", "12-06"),
        ("pra sem q vem", 7, "11-30", "12-06"),
        ("prox. semana", 7, "11-30", "12-06"),
        ("pxm semana", 7, "11-30", "12-06"),
        ("na semana seguinte", 7, "11-30", "12-06"),
        ("nessa semana não, na outra", 7, "11-30", "12-06"),
        ("semana que vem não posso, só na outra", 7, "12-07", "12-13"),
        ("week after next", 7, "12-07", "12-13"),
        ("mês que vem", 31, "12-01", "12-31"),
        ("em janeiro", 31, "01-01", "01-31"),
        ("fim do mês", 7, "11-24", "11-30"),
        ("a partir de quarta", 14, "11-25", "12-08"),
        ("depois do dia 10", 14, "12-11", "12-24"),
    ],
)
def test_spans_of_days(text: str, count: int, first: str, last: str) -> None:
    days = read(text).days
    assert (len(days), days[0], days[-1]) == (count, day(first), day(last))


@pytest.mark.parametrize("text", ["ontem", "01/01/2020", "semana passada", "yesterday at 3", "ayer"])
def test_what_is_over_is_past(text: str) -> None:
    assert read(text).past


@pytest.mark.parametrize("text", ["não posso na quinta", "menos quinta", "quinta não dá", "I can't on Thursday"])
def test_days_that_do_not_suit_are_unwanted(text: str) -> None:
    wish = read(text)
    assert wish.days == ()
    assert {day("11-26"), day("12-03")} <= wish.unwanted


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("amanhã às 15h", "15:00"),
        ("14h", "14:00"),
        ("14h30", "14:30"),
        ("9:30", "09:30|21:30"),
        ("às 9.30", "09:30|21:30"),
        ("às 3", "15:00|03:00"),
        ("às 3 da tarde", "15:00"),
        ("às 8 da noite", "20:00"),
        ("10 da manhã", "10:00"),
        ("sexta de manhã às 9", "09:00"),
        ("sexta à noite às 9", "21:00"),
        ("meio-dia", "12:00"),
        ("meio dia e meia", "12:30"),
        ("meia-noite", "00:00"),
        ("às dez e meia", "10:30|22:30"),
        ("lá pelas 17h", "17:00"),
        ("umas 16h", "16:00"),
        ("o das 10h", "10:00|22:00"),
        ("10h ou 11h", "10:00|22:00 11:00|23:00"),
        ("25/12 às 10", "10:00|22:00"),
        ("dia 29 15hs", "15:00"),
        ("tomorrow at 3", "15:00|03:00"),
        ("2pm on Friday", "14:00"),
        ("10:30 am", "10:30"),
        ("at noon", "12:00"),
        ("a las 3 de la tarde", "15:00"),
        ("quero uma hora com a manicure", ""),
        ("reunião de 2 horas", ""),
        ("respondem em 2h?", ""),
        ("suporte 24h", ""),
        ("quanto custa 9.90", ""),
        ("plano pra 20 pessoas", ""),
        ("das 3 opções", ""),
    ],
)
def test_hours(text: str, hours: str) -> None:
    readings = ["|".join(moment.isoformat("minutes") for moment in at) for at in read(text).at]
    assert readings == hours.split()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("sexta de manhã", "00:00", "11:59"),
        ("pela manhã", "00:00", "11:59"),
        ("amanhã à tarde", "12:00", "17:59"),
        ("à noite", "18:00", "23:59"),
        ("amanhã cedo", "00:00", "09:59"),
        ("fim da tarde", "16:00", "18:59"),
        ("depois do almoço", "13:00", "17:59"),
        ("semana que vem depois das 14", "14:00", None),
        ("a partir das 14h30", "14:30", None),
        ("das 14 em diante", "14:00", None),
        ("antes das 10", None, "09:59"),
        ("até as 11h30", None, "11:30"),
        ("entre 14 e 16", "14:00", "16:00"),
        ("das 14h às 16h", "14:00", "16:00"),
        ("between 2 and 4 pm", "14:00", "16:00"),
        ("any day after 6pm", "18:00", None),
        ("in the afternoon", "12:00", "17:59"),
        ("por la tarde", "12:00", "17:59"),
        ("después de las 18", "18:00", None),
        ("não posso de manhã", "12:00", "23:59"),
        ("daqui a 2 horas", "12:00", None),
        ("mais tarde", None, None),
        ("boa tarde", None, None),
    ],
)
def test_bounds(text: str, earliest: str | None, latest: str | None) -> None:
    wish = read(text)
    assert wish.at == ()
    assert [bound and bound.isoformat("minutes") for bound in (wish.earliest, wish.latest)] == [earliest, latest]


@pytest.mark.parametrize(
    "text", ["o quanto antes", "o mais rápido possível", "primeiro horário", "asap", "cuanto antes"]
)
def test_as_soon_as_possible(text: str) -> None:
    assert read(text).soonest


@pytest.mark.parametrize("text", ["", "oi", "boa noite", "quanto custa o plano?", "🙂", "quero marcar um horário"])
def test_nothing_said(text: str) -> None:
    assert not read(text).said


class TestRefined:
    def test_a_weekday_is_of_the_week_that_was_named(self) -> None:
        wish = refined(read("semana que vem à tarde"), read("quinta"))
        assert wish.days == (day("12-03"),)
        assert wish.earliest == time(12)

    def test_an_hour_is_of_the_day_that_was_named(self) -> None:
        wish = refined(read("amanhã de manhã"), read("14h"))
        assert wish.is_exact
        assert (wish.days, wish.at, wish.earliest) == ((day("11-25"),), ((time(14),),), None)

    def test_a_date_replaces_the_days_before(self) -> None:
        assert refined(read("semana que vem"), read("dia 15")).days == (day("12-15"),)

    def test_a_day_that_does_not_suit_leaves_the_others(self) -> None:
        wish = refined(read("quarta ou quinta"), read("quinta não posso"))
        assert wish.days == (day("11-25"),)

    def test_as_soon_as_possible_forgets_the_rest(self) -> None:
        assert refined(read("semana que vem à tarde"), read("o quanto antes")).days == ()

    def test_what_is_stored_comes_back(self) -> None:
        wish = read("quinta depois das 14 ou às 9")
        assert refined(Wish.from_json(wish.to_json()), Wish()) == Wish()
        stored = Wish.from_json(wish.to_json())
        assert (stored.days, stored.at, stored.earliest) == (wish.days, wish.at, wish.earliest)

    @pytest.mark.parametrize("stored", [None, 3, {}, {"days": ["x"], "at": [], "earliest": None, "latest": None}])
    def test_what_is_no_wish_says_nothing(self, stored: object) -> None:
        assert not Wish.from_json(stored).said


WORDS = """
amanhã hoje sexta segunda terça dia 30 31/02 29/02 25/12/2026 99/99 às 25h 24:60 15h das 14 até antes depois da de
manhã tarde noite semana que vem outra mês meia noite meio-dia natal in two weeks next friday el viernes não posso
menos 3 opções e ou a entre 0h 00:00 december 3rd en 99 semanas primeira fim
"""


@settings(max_examples=400, deadline=None)
@given(
    text=st.text(max_size=200) | st.lists(st.sampled_from(WORDS.split()), max_size=12).map(" ".join),
    hours=st.integers(0, 24 * 800),
)
def test_any_text_is_read_and_no_named_day_is_over(text: str, hours: int) -> None:
    now = NOW + timedelta(hours=hours)
    wish = understand(text, now, NAMES)
    assert all(found >= now.date() for found in wish.days)
    assert list(wish.days) == sorted(set(wish.days) - wish.unwanted)
    assert all(readings for readings in wish.at)
    assert Wish.from_json(wish.to_json()).days == wish.days


def test_a_long_hostile_message_is_read_in_time() -> None:
    started = datetime.now(NOW.tzinfo)
    for piece in ("não posso ", "dia 3 ", "das 14 as ", "segunda a ", "1/", "a ", "entre 1 e 2 ", "  ", "às às "):
        read(piece * 5000)
    assert datetime.now(NOW.tzinfo) - started < timedelta(seconds=2)


@pytest.mark.parametrize("text", ["semana que vem não posso", "não consigo semana que vem", "menos semana q vem"])
def test_a_week_that_does_not_suit_is_unwanted(text: str) -> None:
    wish = read(text)
    assert not wish.days
    assert {day("11-30"), day("12-06")} <= wish.unwanted


@pytest.mark.parametrize(
    "text",
    [
        "qual o horário do suporte, pq abro as 5 da manhã",
        "só que fecho às 22h",
        "trabalho até as 18h",
        "saio do serviço às 18h",
        "acordo cedo",
        "minha loja abre às 6",
        "a gente fecha de domingo",
        "meu restaurante fecha às 23h",
        "we open at 5 am",
        "abro a las 6",
        "ela sai da escola 13h",
        "meu filho estuda até as 12h",
        "minha hora de almoço é 12 as 13",
        "she gets out at 3pm",
    ],
)
def test_the_own_hours_of_a_customer_are_no_wish(text: str) -> None:
    assert not read(text).said


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("saio às 18h, dá pra marcar às 19h?", 19),
        ("trabalho até as 18h. pode ser 19h", 19),
        ("quero 15h porque entro às 16h", 15),
        ("fecho às 15h então", 15),
        ("chego às 15h", 15),
        ("só consigo às 15h", 15),
        ("no trabalho, às 15h", 15),
        ("vocês abrem às 8h?", 8),
        ("quarta 12h da? minha hora de almoço é 12 as 13", 12),
    ],
)
def test_an_hour_beside_them_is_one(text: str, hour: int) -> None:
    assert [readings[0].hour for readings in read(text).at] == [hour]


def test_the_part_of_the_day_in_which_a_customer_is_there_is_one() -> None:
    assert read("minha loja só abre à tarde").earliest == time(12)


@pytest.mark.parametrize(
    ("text", "days", "hour"),
    [
        ("sexta 17 então", "11-27", "17:00"),
        ("terça 16 msm", "12-01", "16:00"),
        ("marca segunda, 15", "11-30", "15:00"),
        ("quinta 10 nesse mesmo horário", "12-10", ""),
        ("quinta 10 às 15h", "12-10", "15:00"),
        ("quinta-feira, 10 às 15h", "12-10", "15:00"),
        ("quinta 10 depois das 14h", "12-10", ""),
        ("terça 15 tem mais pro fim da tarde?", "12-15", ""),
        ("sexta 4", "12-04", ""),
        ("sábado 28?", "11-28", ""),
        ("thursday 10 at 3pm", "12-10", "15:00"),
        ("jueves 10 a las 15", "12-10", "15:00"),
        ("quinta 3 de dezembro", "12-03", ""),
        ("segunda 10 licenças", "11-30", ""),
    ],
)
def test_the_number_behind_a_weekday_is_its_date_or_the_hour(text: str, days: str, hour: str) -> None:
    wish = read(text)
    assert (wish.days, wish.doubtful) == (tuple(map(day, days.split())), False)
    assert [readings[0].isoformat("minutes") for readings in wish.at] == ([hour] if hour else [])


@pytest.mark.parametrize("text", ["quinta 10", "quinta 10 de manhã", "passa pra quinta 10", "thursday 10 works"])
def test_a_number_that_may_be_the_date_or_the_hour_is_doubtful(text: str) -> None:
    wish = read(text)
    assert wish.doubtful
    assert not wish.is_exact
    assert wish.days == (day("11-26"), day("12-10"))


@pytest.mark.parametrize("text", ["quinta 10 não posso", "não posso quinta 10"])
def test_a_date_that_does_not_suit_is_not_wanted(text: str) -> None:
    wish = read(text)
    assert day("12-10") in wish.unwanted
    assert not wish.days


@pytest.mark.parametrize(
    ("text", "earliest"),
    [
        ("mais tarde q 17", time(17)),
        ("mais tarde do que as 17", time(17)),
        ("later than 5pm", time(17)),
        ("más tarde que las 17", time(17)),
        ("só de manhã? tem no fim da tarde?", time(16)),
    ],
)
def test_later_than_an_hour(text: str, earliest: time) -> None:
    assert read(text).earliest == earliest


@pytest.mark.parametrize("text", ["saí às 13h, tem que ser depois das 14h", "13h não consigo chegar, depois das 14h"])
def test_an_hour_outside_the_bounds_is_not_wanted(text: str) -> None:
    wish = read(text)
    assert (wish.at, wish.earliest) == ((), time(14))


@pytest.mark.parametrize("text", ["semana que viene no puedo", "semana que vem não", "next week, I can't"])
def test_a_week_is_refused_in_other_languages(text: str) -> None:
    assert day("11-30") in read(text).unwanted


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("pode marcar. quer dizer, melhor sexta 10h, quinta tem entrega", "11-27"),
        ("quinta 15h. na verdade sexta 10h", "11-27"),
        ("amanhã às 9. ou melhor, quinta às 10", "11-26"),
        ("quinta tenho prova, melhor sexta às 11", "11-27"),
        ("sexta 10h, quinta tem reunião", "11-27"),
        ("quinta tá corrida, pode ser sexta", "11-27"),
        ("quinta ou melhor sexta", "11-27"),
        ("jueves no, mejor viernes", "11-27"),
        ("thursday i have a meeting, friday at 10", "11-27"),
        ("i mean friday at 10", "11-27"),
        # Asked for, and no reason against it.
        ("quinta tem aula?", "11-26"),
        ("quinta é ruim pra vocês?", "11-26"),
        ("qual é melhor, quinta ou sexta?", "11-26 11-27"),
        ("na verdade pode ser quinta ou sexta", "11-26 11-27"),
        ("posso quinta. na verdade não sei a hora", "11-26"),
    ],
)
def test_a_day_that_takes_the_place_of_another(text: str, days: str) -> None:
    assert read(text).days == tuple(map(day, days.split()))
