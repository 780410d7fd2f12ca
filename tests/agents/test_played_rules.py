"""Rules that are asked about, and more of what a plan comes with."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk

LIMIT = "O sistema não para de emitir."
CHANGED = "paga só a diferença proporcional"
SAME_DAY = "Os outros tratamentos são marcados depois do orçamento."


class TestNotAdded:
    @pytest.mark.parametrize(
        "text",
        [
            "tem pacote de nota adicional? qto é",
            "dá pra comprar mais notas?",
            "dá pra ter notas avulsas?",
            "quanto é o pacote de 100 notas a mais?",
        ],
    )
    def test_is_said_with_what_comes_and_what_happens_beyond_it(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        reply = talk.say(text)
        assert reply.text.startswith("Pacote ou adicional para isso eu não encontrei na nossa lista")
        assert "Plano Profissional — Notas fiscais por mês: 1.000." in reply.text
        assert LIMIT in reply.text
        assert reply.state["awaiting"] == "handoff_offer"

    def test_also_to_who_says_what_they_speak_of(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("o essencial tem nota de serviço?")
        reply = talk.say("to falando de pacote de notas extras no essencial, tipo +100 notas. existe?").text
        assert "eu não encontrei na nossa lista" in reply

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("quanto custa usuário adicional?", "Usuário Adicional: R$ 19,90"),
            ("tem loja extra?", "R$ 79,90 por loja"),
            ("tem pacote de treinamento?", "Treinamento Online"),
        ],
    )
    def test_what_is_on_the_list_is_told(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text


class TestRules:
    @pytest.mark.parametrize(
        "text",
        [
            "com as 100 notas acho q n da, umas 150 por mes. se passar cobra a mais?",
            "se eu ultrapassar as 100 notas do essencial pago mais?",
            "tiro umas 150 notas. quando estourar o limite, o que acontece?",
        ],
    )
    def test_of_going_over_what_is_included(self, visit_sample: Start, text: str) -> None:
        assert visit_sample().say(text).text.startswith(LIMIT)

    @pytest.mark.parametrize(
        "text",
        [
            "entao 100 reais a mais. se eu mudar hj e faltar 10 dias pra fatura pago qto?",
            "se eu trocar de plano no meio do mês, como fica o valor?",
            "mudo antes do vencimento, cobra proporcional?",
        ],
    )
    def test_of_changing_plans_before_the_invoice(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        assert CHANGED in talk.say(text).text

    @pytest.mark.parametrize(
        "text",
        [
            "o aparelho começo nesse dia msm ou so depois?",
            "já coloca o aparelho na primeira consulta?",
            "o implante é feito no mesmo dia?",
        ],
    )
    def test_of_the_day_of_the_first_visit(self, dentist: Assistant, text: str) -> None:
        assert SAME_DAY in Talk(dentist).say(text).text

    def test_a_date_to_change_is_no_plan(self, visit_sample: Start) -> None:
        assert CHANGED not in visit_sample().say("posso mudar o dia do vencimento?").text
