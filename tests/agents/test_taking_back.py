from datetime import timedelta

import pytest

from agente.agents.local.taking_back import wants_agent_back
from tests.agents.conftest import TUESDAY, Start

WEDNESDAY = TUESDAY + timedelta(days=1)


@pytest.mark.parametrize(
    "text",
    [
        "continuar com o assistente",
        "nao chama ninguem, quero continuar com o robo",
        "não quero esperar, pode responder você mesmo",
        "não pedi pessoa, perguntei o prazo",
        "responde vc: dá pra usar como agenda?",
        "quero continuar com o assistente:\nquanto custa?",
        "volta a falar comigo vc, nao quero esperar pessoa",
        "I don't want to wait for a person",
        "quero continuar com o assistente 🙄 o essencial quanto por mes?",
        "quero continuar com o assistente o essencial quanto custa?",
        "continue with the assistant how much is it?",
        "no quiero esperar a nadie, respondeme vos",
    ],
)
def test_who_wants_nobody_is_heard(text: str) -> None:
    assert wants_agent_back(text)


@pytest.mark.parametrize(
    "text",
    [
        "não quero falar com robô",
        "quero falar com uma pessoa, não com você",
        "não quero ninguém me enrolando, quero uma pessoa",
        "não quero atendente, quero o gerente",
        "quero falar com a assistente Joana",
        "falei com voce ontem e nada",
        "estou falando com o robô ainda?",
        "não quero continuar com o assistente quero uma pessoa",
        "só me responde uma coisa: quero uma pessoa",
        "me chama às 10:30, não antes",
        "não vou esperar ninguém, vou no procon",
        "não quero que ninguém me ligue",
        "cansei de falar com o assistente",
        "no quiero pagar dos veces",
        "please don't call me before 6pm",
        "não preciso falar mais nada, já expliquei tudo",
        "do not want a human? no, I want a human",
    ],
)
def test_who_waits_for_somebody_is_not_misheard(text: str) -> None:
    assert not wants_agent_back(text)


def test_what_stands_behind_the_colon_is_answered(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quero falar com uma pessoa")
    assert "R$ 89,90" in talk.say("responde vc: quanto custa o essencial?").text


@pytest.mark.parametrize(
    "text",
    [
        "quero continuar com o assistente 🙄 o essencial quanto por mes? e se eu pagar o ano",
        "quero continuar com o assistente o essencial quanto por mes?",
    ],
)
def test_what_stands_behind_an_emoji_or_nothing_is_answered(visit_sample: Start, text: str) -> None:
    talk = visit_sample()
    talk.say("quero falar com uma pessoa")
    assert "R$ 89,90" in talk.say(text).text


@pytest.mark.parametrize(
    "text",
    [
        "oi? ninguem? pode ser vc mesmo robo, só quero saber do cartao",
        "cancela a pessoa",
        "pode ser com você",
        "ta, enquanto isso quero continuar com o assistente. como troco o cartao da assinatura?",
    ],
)
def test_whoever_would_do_with_the_agent_is_heard(text: str) -> None:
    assert wants_agent_back(text)


@pytest.mark.parametrize("text", ["pode ser amanhã", "cancela meu atendimento de amanhã", "pode ser com uma pessoa"])
def test_what_else_can_be_or_is_cancelled_is_no_wish_for_the_agent(text: str) -> None:
    assert not wants_agent_back(text)


class TestWhatIsToBeDone:
    @pytest.mark.parametrize(
        "text",
        [
            "n pedi pessoa nao, quero continuar com o assistente. ela tem prova quinta, cancela esse horario",
            "quero continuar com o assistente. desmarca a consulta dela",
            "prefiro seguir com o assistente, cancela o horário de quinta",
        ],
    )
    def test_is_done(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist(now=WEDNESDAY)
        talk.say_all(["quero marcar pra minha filha quinta 14h", "me chama um atendente"])
        draft = talk.say(text)
        assert draft.booking is not None, draft.text
        assert draft.booking.action == "cancel"
        assert draft.text.startswith("Certo, continuo com você por aqui.")


class TestWhoComesAlong:
    @pytest.mark.parametrize(
        "text",
        [
            "e quem tem q ir com ela? pode ser a avó, ela é menor",
            "pode ir a avó com ela? ela é menor de idade",
            "minha mãe pode levar meu filho? ele é menor",
        ],
    )
    def test_calls_nobody(self, visit_dentist: Start, text: str) -> None:
        draft = visit_dentist(now=WEDNESDAY).say(text)
        assert draft.handoff is None
        assert "Menores de 18 anos" in draft.text
