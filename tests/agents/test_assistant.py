"""Small dialogues with two businesses: what is asked last, and what the reply must (not) be."""
# ruff: noqa: E501 - a case reads best on one line

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.agents.assistant import Assistant
from agente.agents.turn import Draft, TurnInput, Utterance
from agente.guardrails.facts import amounts
from agente.packs.models import INTENTS
from tests.agents.conftest import SUNDAY, TUESDAY, Start, Talk


@dataclass
class Case:
    """What the customer says, last message last; what the last reply says; and its facts by attribute of `Draft`."""

    said: list[str]
    says: list[str] = field(default_factory=list)
    says_not: list[str] = field(default_factory=list)
    cites: str | None = None  # a heading
    intent: str | None = None
    agent: str | None = None
    locale: str | None = None
    awaiting: str | None = None
    now: datetime = TUESDAY

    def check(self, talk: Talk) -> None:
        draft = talk.say_all(self.said)
        for piece in self.says:
            assert piece in draft.text
        for piece in self.says_not:
            assert piece not in draft.text
        assert self.cites is None or self.cites in [citation.heading for citation in draft.citations]
        facts = {"intent": draft.intent.name, "agent": draft.agent, "locale": draft.locale}
        wanted = {"intent": self.intent, "agent": self.agent, "locale": self.locale}
        assert facts | {key: value for key, value in wanted.items() if value} == facts
        assert self.awaiting is None or draft.state.get("awaiting") == self.awaiting


def _name(case: Case) -> str:
    return " | ".join(case.said)


EVENING = TUESDAY.replace(hour=20)

CLINIC = [
    Case(["oi"], ["Bom dia", "Sorriso Claro"], intent="greeting", agent="concierge"),
    Case(["boa noite!"], ["Boa noite"], intent="greeting", now=EVENING),
    Case(["oi", "oi"], says_not=["Sorriso Claro"], intent="greeting"),
    Case(["vocês abrem sábado?"], ["Sábado (28 de novembro)", "fechados"], cites="Horário", intent="business_info"),
    Case(["abrem no sabado ou domingo"], ["Sábado", "Domingo"], cites="Horário"),
    Case(["que horas fecha hoje?"], ["19h"], cites="Horário"),
    Case(["q horas vcs fecham hj"], ["19h"], cites="Horário"),
    Case(["que horas fecha hoje?"], ["já encerramos", "amanhã às 7h"], now=EVENING),
    Case(["abre no natal?"], ["Natal", "fechados", "25 de dezembro"], cites="Horário"),
    Case(["vcs abrem dia 24/06?"], ["São João", "das 8h às 12h"], cites="Horário"),
    Case(["abrem no são joão?"], ["São João", "das 8h às 12h"]),
    Case(["estão abertos agora?"], ["abertos agora", "19h"]),
    Case(["estão abertos agora?"], ["fechados", "amanhã às 7h"], now=SUNDAY),
    Case(["qual o horário de atendimento?"], ["segunda a quinta-feira: das 7h às 19h", "sábado e domingo: fechado"]),
    Case(["fecham pro almoço na sexta?"], ["das 12h às 14h"], cites="Horário"),
    Case(["fecham para o almoço?"], ["Não fechamos para o almoço", "hoje"]),
    Case(["e nos feriados, abrem?"], ["Natal (25 de dezembro): fechado"]),
    Case(["abre amanhã?"], ["Amanhã abrimos das 7h às 19h"]),
    Case(["onde vocês ficam?"], ["Rua da Aurora, 10", "Recife/PE"], cites="Endereço", intent="business_info"),
    Case(["qual o telefone de vocês?"], ["(81) 3000-0000"], cites="Contato"),
    Case(["me passa o email"], ["oi@sorrisoclaro.example"], cites="Contato"),
    Case(["vocês têm whatsapp?"], ["não tenho", "(81) 3000-0000"], cites="Contato"),
    Case(["você é um robô?"], ["assistente virtual", "não uma pessoa"], intent="business_info"),
    Case(["o que vocês fazem?"], ["Clínica odontológica no centro de Recife"]),
    Case(["quais serviços vocês oferecem?"], ["Limpeza dental: R$ 180,00", "Aparelho ortodôntico: sob consulta"], ["Implante"]),
    Case(["quanto custa a limpeza?"], ["R$ 180,00"], cites="Limpeza dental", intent="pricing", agent="sales"),
    Case(["qto ta a profilaxia"], ["R$ 180,00"], cites="Limpeza dental"),
    Case(["preço do claremento"], ["R$ 1.250,50 (à vista)", "R$ 1.390,00 (no cartão)"], cites="Clareamento dental"),
    Case(["como é o clareamento dental?"], ["a laser", "R$ 1.250,50", "90 minutos"], intent="product_question"),
    Case(["como é a limpeza?", "quanto custa?"], ["R$ 180,00"], ["R$ 900,00"]),
    Case(["quanto custa o aparelho ortodôntico?"], ["proposta"], ["R$"], awaiting="handoff_offer", intent="pricing"),
    Case(["a limpeza tem retorno incluso?"], ["Sim", "Limpeza dental", "retorno incluso"], cites="Limpeza dental"),
    Case(["a limpeza tem anestesia?"], ["Não", "anestesia"]),
    Case(["qual a duração do clareamento?"], ["90 minutos"], ["40 minutos"]),
    Case(["como é a limpeza?", "qual a duração?"], ["40 minutos"]),
    Case(["quais serviços têm retorno incluso?"], ["Limpeza dental: sim", "Clareamento dental: sim"], ["Aparelho"]),
    Case(
        ["qual a diferença entre limpeza e clareamento?"],
        ["Duração: 40 minutos (Limpeza dental) · 90 minutos (Clareamento dental)", "R$ 180,00"],
        ["Anestesia"],
        intent="product_question",
    ),
    Case(["como é a limpeza?", "qual a diferença pro clareamento?"], ["Limpeza dental e Clareamento dental"]),
    Case(["tem desconto pra 6 lentes de contato dental?"], ["R$ 4.860,00", "10%"], cites="Lente de contato dental"),
    Case(["quanto custa a lente de contato dental?", "e pra 6?"], ["R$ 4.860,00"]),
    Case(["desconto para 2 lentes de contato dental"], ["começa em 4"], ["R$"]),
    Case(["tem desconto na limpeza?"], ["Não tenho desconto"], ["%"], awaiting="handoff_offer"),
    Case(["até quanto de desconto vocês dão?"], ["Lente de contato dental: 10% a partir de 4"], cites="Lente de contato dental"),
    Case(["quanto custam 3 lentes de contato dental"], ["R$ 2.700,00"]),
    Case(["qual o mais barato?"], ["Limpeza dental", "R$ 180,00"], intent="pricing"),
    Case(["qual o serviço mais caro?"], ["Clareamento dental", "R$ 1.250,50"]),
    Case(["vocês fazem implante dentário?"], ["não está disponível"], ["2.900"], cites="Implante dentário"),
    Case(["quais convênios vocês aceitam?"], ["OdontoBom"], cites="Convênios > Quais convênios são aceitos?"),
    Case(["posso parcelar no cartão?"], ["6 vezes"], cites="Pagamento > Parcelamento"),
    Case(["quero contratar a limpeza"], ["R$ 180,00"], awaiting="handoff_offer", intent="purchase_interest"),
    Case(["vocês fazem tatuagem de henna?"], says_not=["R$"], awaiting="handoff_offer"),
    Case(["quero fazer uma reclamação do atendimento de ontem"], ["A direção da Sorriso Claro"], intent="complaint"),
    Case(["quero apagar os meus dados pessoais"], ["LGPD", "oi@sorrisoclaro.example"], intent="privacy_request", agent="privacy"),
    Case(["em quem você votaria na eleição?"], ["não posso responder"], intent="out_of_scope"),
    Case(["hola, ¿cuánto cuesta la limpeza dental?"], ["R$ 180,00"], locale="es"),
    Case(["hello, how much is the limpeza dental?"], ["R$ 180,00"], locale="pt-BR"),
    Case(["🙂"], intent="out_of_scope"),
    Case(["??"], intent="out_of_scope"),
    Case(["k"], intent="out_of_scope"),
    Case(["obrigado, era só isso!"], intent="goodbye"),
]  # fmt: skip

SAMPLE = [
    Case(
        ["quais planos vocês oferecem?"],
        ["Plano Essencial: R$ 89,90", "sob consulta"],
        ["Maquininha"],
    ),
    Case(["o profissional tem quantos usuários?"], ["incluídos: 5"], cites="Plano Profissional"),
    Case(["quanto custa o profissional?", "e o anual?"], ["R$ 1.899,00"], ["189,90"]),
    Case(["quanto custa o profissional?", "e o essencial?"], ["R$ 89,90"]),
    Case(["me fala do profissional", "tem desconto pra 10?"], ["R$ 1.709,10 por mês", "10%"]),
    Case(["qual plano tem acesso à API?"], ["Plano Empresarial: sim"], ["Essencial"]),
    Case(["fecham pro almoço?"], ["das 12h às 13h30"], cites="Horário"),
    Case(["how much is the professional plan?"], ["R$189.90 per month"], locale="en", intent="pricing"),
    Case(["hello"], ["Good morning"], locale="en"),
    Case(["are you open on sunday?"], ["Sunday (November 29) we're closed."], locale="en", cites="Opening hours"),
    Case(["¿abren los domingos?"], ["cerrados"], locale="es"),
    Case(["¿cuánto cuesta el plan profesional?"], ["R$ 189,90 al mes"], locale="es"),
    Case(["how much is the professional plan?", "ok"], locale="en"),
    Case(["vocês têm loja física em curitiba?"], says_not=["Adicional"]),
    Case(
        ["quais planos vocês têm?", "quero contratar"],
        ["Plano Essencial", "Plano Empresarial"],
        intent="purchase_interest",
    ),
    Case(["quais produtos vocês têm?"], ["Plano Essencial: R$ 89,90"]),
    Case(["leitor de código de barras", "e 10?"], ["R$ 2.160,00", "R$ 2.280,00 à vista"]),
    Case(["ajuda"], intent="greeting"),
    Case(["quem é o presidente da tamarindo?"], awaiting="handoff_offer"),
]


@pytest.mark.parametrize("case", CLINIC, ids=_name)
def test_clinic(visit_clinic: Start, case: Case) -> None:
    case.check(visit_clinic(now=case.now))


@pytest.mark.parametrize("case", SAMPLE, ids=_name)
def test_sample(visit_sample: Start, case: Case) -> None:
    case.check(visit_sample(now=case.now))


class TestHandoff:
    def test_open_calls_the_team(self, visit_clinic: Start) -> None:
        draft = visit_clinic().say("quero falar com uma pessoa")
        assert draft.handoff == "asked_for_human"
        assert "hamei" in draft.text

    def test_closed_says_when_it_opens_and_asks_how_to_reach_the_customer(self, visit_clinic: Start) -> None:
        talk = visit_clinic(now=SUNDAY)
        draft = talk.say("me chama um atendente humano")
        assert draft.handoff == "asked_for_human"
        assert "amanhã às 7h" in draft.text
        assert "telefone ou e-mail" in draft.text
        noted = talk.say("81 99999-0000")
        assert noted.intent.name == "provide_details"
        assert noted.handoff is None

    def test_offer_is_made_for_the_unknown_and_accepted(self, visit_clinic: Start) -> None:
        talk = visit_clinic()
        offered = talk.say("vocês fazem tatuagem de henna?")
        assert offered.handoff is None
        assert len(offered.quick_replies) == 2
        assert talk.say(offered.quick_replies[0]).handoff == "asked_for_human"

    @pytest.mark.parametrize("yes", ["sim", "pode", "quero", "Sim, por favor", "claro!", "pode chamar"])
    def test_ways_to_accept(self, visit_clinic: Start, yes: str) -> None:
        assert visit_clinic().say_all(["vocês fazem tatuagem de henna?", yes]).handoff == "asked_for_human"

    @pytest.mark.parametrize("no", ["não", "nao, obrigado", "agora não", "deixa"])
    def test_declined_goes_on(self, visit_clinic: Start, no: str) -> None:
        draft = visit_clinic().say_all(["vocês fazem tatuagem de henna?", no])
        assert draft.handoff is None
        assert "awaiting" not in draft.state

    def test_question_after_the_offer_is_answered(self, visit_clinic: Start) -> None:
        draft = visit_clinic().say_all(["vocês fazem tatuagem de henna?", "quanto custa a limpeza?"])
        assert "R$ 180,00" in draft.text

    def test_misses_in_a_row_make_the_offer_more_direct(self, visit_clinic: Start) -> None:
        talk = visit_clinic()
        first = talk.say("vocês fazem tatuagem de henna?")
        second = talk.say("e vocês têm estacionamento coberto?")
        assert first.state["misses"] == 1
        assert "agora" in second.text
        assert "misses" not in talk.say("quanto custa a limpeza?").state

    def test_yes_without_an_offer_calls_nobody(self, visit_clinic: Start) -> None:
        assert visit_clinic().say("sim").handoff is None

    def test_keyword_of_the_pack_calls_a_person(self, visit_clinic: Start) -> None:
        assert visit_clinic().say("vou reclamar na ouvidoria").handoff == "asked_for_human"

    def test_asked_not_to_is_not_handed_over(self, visit_clinic: Start) -> None:
        assert visit_clinic().say("não quero falar com atendente, quanto custa a limpeza?").handoff is None


class TestReply:
    def test_goodbye_asks_for_a_rating(self, visit_clinic: Start) -> None:
        assert visit_clinic().say("obrigado, tchau").ask_rating

    def test_variants_take_turns(self, visit_clinic: Start) -> None:
        talk = visit_clinic()
        first, second = talk.say("tchau"), talk.say("tchau")
        assert first.text != second.text

    def test_same_turn_gives_the_same_reply(self, clinic_assistant: Assistant) -> None:
        turn = TurnInput("quanto custa a limpeza?", "pt-BR", TUESDAY)
        first, second = clinic_assistant.respond(turn), clinic_assistant.respond(turn)
        assert first == second

    def test_amount_that_nobody_vouched_for_is_withheld(
        self, clinic_assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(clinic_assistant, "_known_amounts", frozenset())
        draft = clinic_assistant.respond(TurnInput("quanto custa a limpeza?", "pt-BR", TUESDAY))
        assert "R$" not in draft.text
        assert draft.state["withheld"] == "amounts"
        assert draft.state["awaiting"] == "handoff_offer"

    def test_state_of_an_older_or_broken_kind_is_survived(self, clinic_assistant: Assistant) -> None:
        state = {"products": "limpeza", "misses": "x", "awaiting": 3, "topic": []}
        draft = clinic_assistant.respond(TurnInput("quanto custa?", "pt-BR", TUESDAY, (), state))
        assert draft.text


WORDS = """
oi quanto custa limpeza clareamento desconto pra 10 9999 % R$ e o anual qual diferença entre
aparelho lente de contato dental mais barato sim não horário sábado hoje 31/02 feriado pessoa 🙂
telefone implante api sobre
"""
MESSAGES = st.text(min_size=1, max_size=300) | st.lists(st.sampled_from(WORDS.split()), min_size=1, max_size=9).map(
    " ".join
)


def check_valid(draft: Draft, assistant: Assistant) -> None:
    pack = assistant.pack
    assert draft.text.strip()
    assert draft.locale in pack.business.locales
    assert draft.intent.name in INTENTS
    assert 0 <= draft.intent.confidence <= 1
    assert len(draft.quick_replies) <= 4
    assert "{" not in draft.text
    assert "withheld" not in draft.state


@settings(max_examples=150, deadline=None)
@given(messages=st.lists(MESSAGES, min_size=1, max_size=3), hours=st.integers(0, 24 * 400))
def test_any_text_gets_a_valid_draft(clinic_assistant: Assistant, messages: list[str], hours: int) -> None:
    talk = Talk(clinic_assistant, now=TUESDAY + timedelta(hours=hours))
    for message in messages:
        check_valid(talk.say(message), clinic_assistant)


@settings(max_examples=100, deadline=None)
@given(quantity=st.integers(2, 99999))
def test_totals_are_the_discounted_product_of_price_and_quantity(clinic_assistant: Assistant, quantity: int) -> None:
    draft = Talk(clinic_assistant).say(f"quanto custam {quantity} lentes de contato dental?")
    total = 900 * quantity if quantity < 4 else 810 * quantity
    assert total in amounts(draft.text)


def test_long_histories_and_messages_are_read(clinic_assistant: Assistant) -> None:
    history = [Utterance("agent", "x")] * 500
    draft = clinic_assistant.respond(TurnInput("quanto custa a limpeza? " * 160, "pt-BR", TUESDAY, history))
    assert "R$ 180,00" in draft.text
