"""What is not known here leaves a way on, and names the question without what only opens it."""

import pytest

from tests.agents.conftest import Start


class TestWayOn:
    @pytest.mark.parametrize(
        "text",
        [
            "qual o horário de sábado? e vocês integram com balança toledo?",
            "qual o endereço? e tem leitor de íris pro caixa?",
        ],
    )
    def test_who_refused_a_person_is_told_that_they_can_ask_for_one(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say_all(["vocês integram com balança toledo?", "não precisa chamar ninguém"])
        reply = talk.say(text)
        assert "prefiro não inventar" in reply.text
        assert "é só pedir" in reply.text
        assert "Quer que eu chame" not in reply.text
        assert "Falar com uma pessoa" in reply.quick_replies

    def test_who_refuses_one_now_may_ask_in_other_words(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("qual o horário de sábado? e integram com balança toledo?")
        assert "outras palavras" in talk.say("precisa não. qual o endereço? e tem leitor de íris pro caixa?").text

    def test_it_is_told_beside_a_card_too(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say_all(["quanto custa um canal?", "não precisa"])
        assert "é só pedir" in talk.say("e o clareamento arde?").text

    def test_in_the_other_languages(self, visit_sample: Start) -> None:
        talk = visit_sample(locale="en")
        talk.say_all(["do you integrate with Toledo scales?", "no, don't call anyone"])
        assert "just ask" in talk.say("what is your address? and do you have an iris reader?").text


class TestNamedQuestion:
    @pytest.mark.parametrize(
        "opening", ["tá e ", "nossa, mas ", "calma, ", "hmm ok. e ", "kkk e ", "afff ", "beleza então "]
    )
    def test_is_named_without_what_only_opens_it(self, visit_sample: Start, opening: str) -> None:
        said = visit_sample().say(f"qual o horário de sábado? {opening}vocês integram com balança toledo né?").text
        assert 'para "vocês integram com balança toledo"' in said


class TestCalledAtANumber:
    @pytest.mark.parametrize(
        "text",
        [
            "me chama uma pessoa então pra fechar, pode ser pelo 11 98877 6655",
            "quero falar com alguém da equipe, pode ser no 11 98877 6655",
        ],
    )
    def test_nothing_else_is_asked_before_somebody_comes(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert reply.handoff
        assert "Em que mais" not in reply.text


@pytest.mark.parametrize(
    "text",
    ["não precisa chamar ninguém", "nao chama ninguem nao", "não quero falar com ninguém", "nao precisa, obrigado"],
)
def test_who_only_refuses_a_person_is_not_told_that_nothing_was_found(visit_dentist: Start, text: str) -> None:
    talk = visit_dentist()
    talk.say("quanto custa o canal?")
    said = talk.say(text).text
    assert "Não encontrei" not in said
    assert "Quer que eu chame" not in said
