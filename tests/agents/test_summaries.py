"""The talk by e-mail: who gets it, and what is no request for it."""

import pytest

from agente.agents.assistant import Assistant
from agente.packs.loader import load_pack
from tests.agents.conftest import SAMPLE, Start, Talk, clinic

OWN = "joana@padaria.example"


@pytest.fixture(scope="module")
def mailing() -> Assistant:
    """The sample business, where e-mail can be sent."""
    return Assistant.prepare(load_pack(SAMPLE), sends_email=True)


@pytest.fixture
def talk(mailing: Assistant) -> Talk:
    """A conversation under way."""
    started = Talk(mailing)
    started.say("qual o horário de atendimento?")
    return started


REQUESTS = (
    "me manda um resumo por e-mail",
    "manda um resumo da conversa pra mim por email",
    "Pode me enviar a transcrição desta conversa por e-mail?",
    "quero uma cópia da nossa conversa",
    "gostaria de receber um resumo do atendimento no meu email",
    "can you send me a summary by email?",
    "please email me a transcript of this chat",
    "me puede enviar un resumen por correo?",
    "quiero una copia de esta conversación",
)
NO_REQUESTS = (
    "o sistema manda um resumo das vendas por e-mail?",
    "quero um sistema que envia resumo do caixa por email",
    "qual o e-mail de vocês?",
    "me manda a tabela de preços por e-mail",
    "does it send a summary by email every day?",
)


@pytest.mark.parametrize("request_for_it", REQUESTS)
def test_request_is_understood_and_goes_to_the_address_that_is_known(talk: Talk, request_for_it: str) -> None:
    talk.state["lead"] = {"fields": {"email": OWN}}
    draft = talk.say(request_for_it)
    assert draft.summary_to == OWN
    assert OWN in draft.text


@pytest.mark.parametrize("something_else", NO_REQUESTS)
def test_question_about_something_else_sends_nothing(talk: Talk, something_else: str) -> None:
    talk.state["lead"] = {"fields": {"email": OWN}}
    draft = talk.say(something_else)
    assert draft.summary_to is None
    assert OWN not in draft.text


class TestAddress:
    def test_unknown_one_is_asked_for_and_then_used(self, talk: Talk) -> None:
        asked = talk.say("me manda um resumo por e-mail?")
        assert asked.summary_to is None
        assert "Para qual e-mail" in asked.text
        assert talk.say(f"é {OWN}").summary_to == OWN

    def test_one_that_is_asked_for_is_kept_for_the_lead(self, talk: Talk) -> None:
        talk.say_all(["me manda um resumo por e-mail?", OWN])
        assert talk.state["lead"]["fields"]["email"] == OWN

    def test_one_in_the_request_itself_is_used(self, talk: Talk) -> None:
        assert talk.say(f"me manda um resumo no e-mail {OWN}").summary_to == OWN

    def test_garbled_one_is_asked_for_again(self, talk: Talk) -> None:
        again = talk.say_all(["me manda um resumo por e-mail?", "joana@"])
        assert again.summary_to is None
        assert "Para qual e-mail" in again.text

    def test_who_asks_something_else_instead_is_answered(self, talk: Talk) -> None:
        draft = talk.say_all(["me manda um resumo por e-mail?", "deixa, qual o endereço de vocês?"])
        assert draft.summary_to is None
        assert "Para qual e-mail" not in draft.text

    def test_what_the_caller_vouched_for_beats_what_is_written(self, talk: Talk) -> None:
        talk.state["contact"] = {"email": OWN}
        draft = talk.say("me manda um resumo no e-mail ladrao@fora.example")
        assert draft.summary_to == OWN
        assert "fora.example" not in draft.text

    def test_business_without_qualification_asks_and_sends_too(self) -> None:
        talk = Talk(Assistant.prepare(clinic(), sends_email=True))
        assert talk.say_all(["oi", "me manda um resumo por e-mail?", OWN]).summary_to == OWN


class TestLimits:
    def test_conversation_is_sent_three_times_at_most(self, talk: Talk) -> None:
        talk.state |= {"lead": {"fields": {"email": OWN}}, "summaries_sent": 2}
        assert talk.say("me manda um resumo por e-mail").summary_to == OWN
        refused = talk.say("quero uma cópia da conversa por e-mail")
        assert refused.summary_to is None
        assert "spam" in refused.text

    def test_empty_conversation_is_not_sent(self, mailing: Assistant) -> None:
        assert Talk(mailing).say(f"me manda um resumo por e-mail? {OWN}").summary_to is None

    def test_nothing_is_promised_where_no_mail_can_be_sent(self, visit_sample: Start) -> None:
        draft = visit_sample().say_all(["qual o horário?", f"me manda um resumo da conversa para {OWN}"])
        assert draft.summary_to is None
        assert "segue para" not in draft.text
