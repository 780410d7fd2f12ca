"""Two businesses, each with its prepared assistant: the sample pack, and a dental clinic that nobody planned for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from agente.agents.turn import CalendarNeeded, Draft, TurnInput, Utterance
from agente.packs.hours import BusinessHours
from agente.packs.loader import load_pack
from agente.packs.models import (
    Address,
    Business,
    HandoffRules,
    Holiday,
    Hours,
    Locale,
    Policies,
    Price,
    Product,
    VolumeDiscount,
)
from agente.packs.pack import Pack, Passage
from agente.scheduling.requests import Busy

SAMPLE = Path(__file__).parents[2] / "packs" / "tamarindo"
DENTIST = Path(__file__).parents[1] / "evaluation" / "packs" / "sorriso-claro"
TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))
THURSDAY = datetime(2026, 11, 26, 16, 25, tzinfo=ZoneInfo("America/Sao_Paulo"))
THURSDAY_MORNING = THURSDAY.replace(hour=9, minute=30)
SUNDAY = datetime(2026, 11, 29, 10, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))


@dataclass
class Talk:
    """A conversation with an assistant: each reply's state and locale go into the next turn."""

    assistant: Assistant
    now: datetime = TUESDAY
    locale: Locale = "pt-BR"
    history: list[Utterance] = field(default_factory=list)
    state: dict[str, Any] = field(default_factory=dict)
    busy: list[Busy] = field(default_factory=list)
    last: Draft | None = None

    def say(self, text: str) -> Draft:
        turn = TurnInput(text, self.locale, self.now, tuple(self.history), self.state)
        try:
            draft = self.assistant.respond(turn)
        except CalendarNeeded:
            draft = self.assistant.respond(replace(turn, busy=self.busy))
        self.history += [Utterance("customer", text), Utterance("agent", draft.text)]
        self.state, self.locale, self.last = dict(draft.state), draft.locale, draft
        return draft

    def say_all(self, texts: Sequence[str]) -> Draft:
        return [self.say(text) for text in texts][-1]


Start = Callable[..., Talk]


def action(talk: Talk, text: str) -> str | None:
    """What a message does to the calendar: "book", "move", "cancel" or nothing."""
    booking = talk.say(text).booking
    return booking.action if booking else None


def clinic() -> Pack:
    week = ["07:00-19:00"]
    business = Business(
        name="Sorriso Claro",
        description={
            "pt-BR": "Clínica odontológica no centro de Recife.",
            "es": "Clínica dental en el centro de Recife.",
        },
        locales=["pt-BR", "es"],
        timezone="America/Recife",
        hours=Hours(monday=week, tuesday=week, wednesday=week, thursday=week, friday=["07:00-12:00", "14:00-19:00"]),
        holidays=[Holiday(date="12-25", name="Natal"), Holiday(date="06-24", name="São João", hours=["08:00-12:00"])],
        address=Address(street="Rua da Aurora, 10", city="Recife", state="PE"),
        phone="(81) 3000-0000",
        email="oi@sorrisoclaro.example",
    )
    products = (
        Product(
            id="limpeza",
            name="Limpeza dental",
            kind="service",
            category="Prevenção",
            aliases=["profilaxia"],
            summary="Remoção de tártaro e polimento.",
            prices=[Price(amount=Decimal("180"))],
            attributes={"Duração": "40 minutos", "Retorno incluso": True, "Anestesia": False},
        ),
        Product(
            id="clareamento",
            name="Clareamento dental",
            kind="service",
            category="Estética",
            summary="Clareamento a laser em consultório.",
            prices=[
                Price(amount=Decimal("1250.50"), label="à vista"),
                Price(amount=Decimal("1390"), label="no cartão"),
            ],
            attributes={"Duração": "90 minutos", "Retorno incluso": True},
        ),
        Product(
            id="aparelho",
            name="Aparelho ortodôntico",
            kind="service",
            category="Ortodontia",
            summary="Aparelho fixo com manutenção mensal.",
            attributes={"Duração": "de 18 a 24 meses"},
        ),
        Product(id="lente", name="Lente de contato dental", kind="service", category="Estética",
                summary="Facetas finas de porcelana.", prices=[Price(amount=Decimal("900"), unit="dente")],
                volume_discounts=[VolumeDiscount(from_quantity=4, percent=Decimal(10))]),
        Product(id="implante", name="Implante dentário", kind="service", summary="Implante de titânio.",
                prices=[Price(amount=Decimal("2900"))], available=False),
    )  # fmt: skip
    passages = (
        Passage(
            "knowledge/convenios.md", "Convênios > Quais convênios são aceitos?", "Aceitamos OdontoBom e Dente Feliz."
        ),
        Passage("knowledge/pagamento.md", "Pagamento > Parcelamento", "Parcelamos em até 6 vezes sem juros no cartão."),
        Passage(
            "knowledge/consulta.md",
            "Consulta > O que levar na primeira consulta",
            "Traga um documento e exames antigos.",
        ),
    )
    policies = Policies(handoff=HandoffRules(after_misses=2, keywords=["ouvidoria"]), forbidden_topics=["eleição"])
    return Pack(
        path=Path("sorriso"), version="0" * 12, business=business, products=products, passages=passages,
        hours=BusinessHours(business.hours or Hours(), business.holidays, business.timezone), policies=policies,
        responses={"complaint": {"pt-BR": ["Lamentamos. A direção da {business} quer ouvir você: posso chamar?"]}},
    )  # fmt: skip


@pytest.fixture(scope="session")
def clinic_assistant() -> Assistant:
    return Assistant.prepare(clinic())


@pytest.fixture(scope="session")
def sample_assistant() -> Assistant:
    return Assistant.prepare(load_pack(SAMPLE))


@pytest.fixture(scope="session")
def dentist() -> Assistant:
    """The other whole pack, of another kind of business."""
    return Assistant.prepare(load_pack(DENTIST))


@pytest.fixture
def visit_clinic(clinic_assistant: Assistant) -> Start:
    return lambda **known: Talk(clinic_assistant, **known)


@pytest.fixture
def visit_sample(sample_assistant: Assistant) -> Start:
    return lambda **known: Talk(sample_assistant, **known)


@pytest.fixture
def visit_dentist(dentist: Assistant) -> Start:
    return lambda **known: Talk(dentist, **known)


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    """With the dentist, on a Thursday afternoon."""
    return Talk(dentist, now=THURSDAY)
