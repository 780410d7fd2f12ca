"""What the customer said on the way is not asked of them."""

from typing import Any

import pytest

from agente.agents.local.qualification import LeadTalk
from tests.agents.conftest import Start

KNOWN: dict[str, Any] = {"lead": {"fields": {"name": "Ana", "phone": "+5531988887777"}}}


def said(state: dict[str, Any]) -> tuple[str, ...]:
    return LeadTalk.of(state).said


class TestChoice:
    @pytest.mark.parametrize(
        "text",
        [
            "mas qto custa entao sem convenio, particular?",
            "entao particular",
            "tenho unimed odonto",
            "tenho o plano CliniVida",
            "vcs aceitam dente pleno?",
            "não tenho convênio",
        ],
    )
    def test_whose_option_was_said_is_not_asked_for(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist(state=KNOWN)
        talk.say(text)
        assert "convenio" in said(talk.state)
        for question in ("quanto custa a avaliação?", "e a limpeza?", "tem desconto no pix?", "quanto é o implante?"):
            assert "particular" not in talk.say(question).text

    @pytest.mark.parametrize("text", ["quanto custa a avaliação?", "vocês aceitam pix?", "aceita convênio?", "sim"])
    def test_is_asked_for_as_long_as_nothing_was_said_of_it(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist(state=KNOWN)
        talk.say(text)
        assert "convenio" not in said(talk.state)

    @pytest.mark.parametrize(
        "text", ["particular", "sem convenio, particular", "entao particular. se pagar a vista tem desconto?"]
    )
    def test_that_is_plainly_stated_is_kept(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist()
        talk.say_all(["quanto custa o implante?", text])
        assert talk.state["lead"]["fields"] == {"convenio": "Particular"}

    @pytest.mark.parametrize("text", ["particular?", "não tenho odontovale", "a consulta é particular", "sim"])
    def test_that_is_not_is_not(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist()
        talk.say_all(["quanto custa o implante?", text])
        assert "convenio" not in talk.state.get("lead", {}).get("fields", {})


class TestNeed:
    @pytest.mark.parametrize(
        "text",
        [
            "oi meu dente quebrou comendo pipoca, q q eu faço?",
            "meus dentes sao tortos na frente. mas marcou ou nao?",
            "ela tem um dente doendo acho q é carie",
            "quero o aparelho",
            "tô com dor de dente",
            "oi quero por aparelho, qto custa?",
        ],
    )
    def test_that_was_told_is_not_asked_for(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist(state=KNOWN)
        talk.say(text)
        assert "need" in said(talk.state)

    @pytest.mark.parametrize("text", ["quanto custa a avaliação?", "a anestesia dói?", "meu telefone é 31 98888-7777"])
    def test_is_none_in_what_everybody_asks(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist(state=KNOWN)
        talk.say(text)
        assert "need" not in said(talk.state)

    def test_of_a_system_is_not_told_by_the_plan(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o plano profissional?")
        assert said(talk.state) == ()

    def test_that_was_answered_before_is_left_alone(self, visit_sample: Start) -> None:
        talk = visit_sample(state={"asked": "need", "lead_talk": {"asked": ["need"]}})
        talk.say("já falei")
        assert "need" in said(talk.state)


class TestContactBesideAQuestion:
    @pytest.mark.parametrize(
        ("text", "noted"),
        [
            ("meu zap é 11 98765-4321. quanto custa o essencial?", "Anotei seu telefone."),
            ("meu e-mail é ana@loja.example, quanto custa o essencial?", "Anotei seu e-mail."),
            (
                "sou a Ana, ana@loja.example, 11 98765-4321. quanto custa o essencial?",
                "Prazer, Ana! Anotei seu telefone e",
            ),
        ],
    )
    def test_is_acknowledged_once(self, visit_sample: Start, text: str, noted: str) -> None:
        talk = visit_sample()
        assert talk.say(text).text.startswith(noted)
        assert "Anotei" not in talk.say(text).text

    @pytest.mark.parametrize("text", ["quanto custa o essencial?", "sou a Ana, quanto custa o essencial?"])
    def test_is_no_other_detail(self, visit_sample: Start, text: str) -> None:
        assert "Anotei" not in visit_sample().say(text).text

    def test_leaves_the_first_word_to_what_was_done(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quero marcar uma avaliação")
        assert talk.say("a primeira. meu telefone é 31 98888-7777").text.startswith("Marcado!")
