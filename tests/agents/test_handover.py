"""What is said when a person is called, and what is taken down for them."""

import pytest

from tests.agents.conftest import SUNDAY, Start


class TestReasons:
    def test_anger_gets_an_apology_and_a_person(self, visit_clinic: Start) -> None:
        draft = visit_clinic().say("que palhaçada, faz um mês que espero e ninguém resolve nada")
        assert draft.handoff == "frustration"
        assert "desculpas" in draft.text

    def test_anger_about_what_the_material_knows_gets_that_too(self, visit_sample: Start) -> None:
        draft = visit_sample().say("oi vcs me cobraram 2x esse mes, q palhaçada é essa")
        assert draft.handoff == "frustration"
        assert "comprovantes" in draft.text

    def test_emergency_is_told_whom_to_call_first(self, visit_clinic: Start) -> None:
        draft = visit_clinic().say("minha mãe desmaiou depois da anestesia, o que eu faço")
        assert draft.handoff == "sensitive"
        assert "192" in draft.text
        assert "188" not in draft.text

    def test_crisis_is_told_of_the_helpline(self, visit_clinic: Start) -> None:
        draft = visit_clinic(now=SUNDAY).say("não quero mais viver")
        assert draft.handoff == "sensitive"
        assert "188" in draft.text

    def test_legal_threat_gets_no_ambulance(self, visit_clinic: Start) -> None:
        draft = visit_clinic().say("vou processar vocês")
        assert draft.handoff == "sensitive"
        assert "192" not in draft.text

    def test_big_business_gets_a_consultant(self, visit_clinic: Start) -> None:
        draft = visit_clinic().say("somos uma empresa com 900 funcionários e queremos um convênio")
        assert draft.handoff == "high_value"
        assert "consultor" in draft.text

    def test_third_question_in_vain_calls_a_person(self, visit_clinic: Start) -> None:
        talk = visit_clinic()
        talk.say_all(["vocês fazem tatuagem de henna?", "e massagem tailandesa?"])
        assert talk.say("e aluguel de bicicleta?").handoff == "repeated_failure"

    def test_answerable_question_after_misses_is_answered(self, visit_clinic: Start) -> None:
        talk = visit_clinic()
        talk.say_all(["vocês fazem tatuagem de henna?", "e massagem tailandesa?"])
        draft = talk.say("quanto custa a limpeza?")
        assert draft.handoff is None
        assert "R$ 180,00" in draft.text

    def test_abuse_without_a_need_is_met_calmly(self, visit_clinic: Start) -> None:
        draft = visit_clinic().say("seu robô burro")
        assert draft.handoff is None
        assert "ajudar" in draft.text

    @pytest.mark.parametrize(("text", "said"), [("esto es una vergüenza, nunca más les compro", "disculpas")])
    def test_in_the_customer_s_language(self, visit_clinic: Start, text: str, said: str) -> None:
        talk = visit_clinic(locale="es")
        assert said in talk.say(text).text


class TestMessageForTheTeam:
    def test_contact_then_one_message_is_taken_down(self, visit_clinic: Start) -> None:
        talk = visit_clinic(now=SUNDAY)
        assert talk.say("quero falar com um atendente").state["awaiting"] == "contact"
        contact = talk.say("81 99999-0000")
        assert (contact.note, contact.state["awaiting"]) == ("81 99999-0000", "message")
        message = talk.say("é sobre o orçamento do aparelho")
        assert message.note == "é sobre o orçamento do aparelho"
        assert "recado" in message.text
        assert "awaiting" not in message.state

    def test_what_we_know_is_answered_while_nobody_is_there(self, visit_sample: Start) -> None:
        talk = visit_sample(now=SUNDAY)
        talk.say("quero falar com um atendente")
        asked = talk.say("o teste grátis dura quanto tempo?")
        assert "14 dias" in asked.text
        assert (asked.note, asked.state["awaiting"]) == ("o teste grátis dura quanto tempo?", "contact")
        both = talk.say("11 98888-7777. quanto custa o essencial?")
        assert "89,90" in both.text
        assert "entra em contato" in both.text
        assert "189,90" in talk.say("e o profissional?").text

    def test_the_last_word_before_the_silence_says_how_to_go_on(self, visit_sample: Start) -> None:
        talk = visit_sample(now=SUNDAY)
        last = talk.say_all(["quero falar com um atendente", "11 98888-7777", "é sobre a corrente da bicicleta"])
        assert "continuar com o assistente" in last.text
        assert "awaiting" not in last.state

    def test_of_a_grave_matter_no_way_back_is_promised(self, visit_sample: Start) -> None:
        talk = visit_sample(now=SUNDAY)
        grave = talk.say("o técnico de vocês me assediou, vou na delegacia")
        assert grave.handoff == "sensitive"
        last = talk.say_all(["11 98888-7777", "foi ontem de tarde"])
        assert "continuar com o assistente" not in last.text

    def test_who_gives_no_contact_is_not_asked_again(self, visit_clinic: Start) -> None:
        talk = visit_clinic(now=SUNDAY)
        talk.say("quero falar com um atendente")
        declined = talk.say("não")
        assert declined.note is None
        assert "?" not in declined.text

    def test_contact_in_the_same_message_is_not_asked_for(self, visit_clinic: Start) -> None:
        draft = visit_clinic(now=SUNDAY).say("quero falar com um atendente, meu telefone é 81 99999-0000")
        assert "telefone ou e-mail" not in draft.text
        assert draft.state["awaiting"] == "message"


class TestAfterTheReturn:
    def test_what_a_person_has_seen_to_is_not_judged_again(self, visit_clinic: Start) -> None:
        talk = visit_clinic()
        assert talk.say("vou processar vocês, isso é um absurdo").handoff == "sensitive"
        draft = talk.say("quanto custa a limpeza?")
        assert draft.handoff is None
        assert "R$ 180,00" in draft.text
        assert talk.say("e o clareamento?").handoff is None


def test_who_refused_a_person_is_offered_none_at_the_purchase_either(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quero a impressora", "não precisa chamar ninguém"])
    said = talk.say("quero a maquininha")
    assert "é só pedir que eu chamo" in said.text
    assert "Posso chamar" not in said.text
    assert "Quer que eu chame" not in said.text


def test_an_emergency_while_the_team_is_away_is_told_whom_to_call(visit_clinic: Start) -> None:
    talk = visit_clinic(now=SUNDAY)
    talk.say("quero falar com uma pessoa")
    assert "192" in talk.say("minha mãe desmaiou e não acorda! vocês abrem hoje?").text


class TestKnownContact:
    @pytest.mark.parametrize("text", ["quero que alguém me ligue amanhã de manhã", "me chama um atendente"])
    def test_it_is_not_asked_for_again(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample(now=SUNDAY)
        talk.say("quero o plano essencial, meu telefone é 11 98877 6655")
        reply = talk.say(text).text
        assert "A equipe já tem o seu contato." in reply
        assert "telefone" not in reply
        assert "e-mail" not in reply
