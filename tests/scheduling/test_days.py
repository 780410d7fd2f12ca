from datetime import date

import pytest

from agente.knowledge.analysis import words
from agente.packs.models import Holiday
from agente.scheduling.days import HolidayNames, mentioned_days

TODAY = date(2026, 11, 24)  # a Tuesday
NAMES = HolidayNames(
    [
        Holiday(date="12-25", name={"pt-BR": "Natal", "en": "Christmas Day"}),
        Holiday(date="12-24", name="Véspera de Natal"),
        Holiday(date="2026-02-17", name="Carnaval"),
        Holiday(date="2027-02-09", name="Carnaval"),
    ]
)


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("abrem hoje?", ["2026-11-24"]),
        ("e amanhã", ["2026-11-25"]),
        ("depois de amanhã", ["2026-11-26"]),
        ("sábado", ["2026-11-28"]),
        ("na terça-feira", ["2026-11-24"]),
        ("segunda ou quarta", ["2026-11-30", "2026-11-25"]),
        ("no fim de semana", ["2026-11-28", "2026-11-29"]),
        ("dia 25/12", ["2026-12-25"]),
        ("dia 10/01", ["2027-01-10"]),
        ("3 de dezembro", ["2026-12-03"]),
        ("vao abrir dia 31?", ["2026-12-31"]),
        ("dia 24", ["2026-11-24"]),
        ("dia 30", ["2026-11-30"]),
        ("dia 10", ["2026-12-10"]),
        ("dia 32", []),
        ("todo dia 10", []),
        ("December 3", ["2026-12-03"]),
        ("abrem no natal", ["2026-12-25"]),
        ("véspera de natal", ["2026-12-24"]),
        ("christmas", ["2026-12-25"]),
        ("ano novo", ["2027-01-01"]),
        ("carnaval", ["2027-02-09"]),
        ("are you open on Mondays", ["2026-11-30"]),
        ("el martes", ["2026-11-24"]),
        ("mañana", ["2026-11-25"]),
        ("31/02", []),
        ("01/01/2020", []),
        ("segunda via do boleto", []),
        ("e se eu abrir a quarta loja?", []),
        ("é a quinta vez que pergunto", []),
        ("uma terça parte", []),
        ("a sexta unidade sai quanto", []),
        ("na segunda loja", []),
        ("na quarta a loja abre?", ["2026-11-25"]),
        ("quarta-feira a loja abre?", ["2026-11-25"]),
        ("sexta de manhã", ["2026-11-27"]),
        ("de manhã", []),
        ("quanto custa", []),
    ],
)
def test_days_that_a_message_names(text: str, days: list[str]) -> None:
    assert [day.isoformat() for day in mentioned_days(text, list(words(text)), NAMES, TODAY)] == days
