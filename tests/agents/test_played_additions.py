"""What customers were told of a plan with more than comes with it, when their dialogues were played."""

import pytest

from tests.agents.conftest import Start

NEEDS = "rede de 3 padarias, 14 funcionarios. qual plano serve pra mim?"
IN_A_YEAR = "R$ 5.858,40, que são R$ 1.899,00 + 12 × R$ 329,95"


class TestAdditionsToANamedPlan:
    @pytest.mark.parametrize(
        "text",
        [
            "nao respondeu. profissional + 9 usuarios + 2 lojas adicionais, total no ano?",
            "não foi isso. profissional + 9 usuários + 2 lojas, total no ano?",
            "profissional + 9 usuários + 2 lojas, quanto dá no total por ano?",
            "o profissional pra 3 lojas e 14 usuarios, quanto dá no ano?",
            "mas com os adicionais no anual, o profissional pras 3 lojas da qto?",
        ],
    )
    def test_are_counted_in_a_year(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say(NEEDS)
        reply = talk.say(text)
        assert IN_A_YEAR in reply.text
        assert "Essencial" not in reply.text

    def test_are_as_many_as_they_told_that_they_need(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say(NEEDS)
        assert "R$ 519,85 por mês" in talk.say("quanto fica o profissional com os adicionais?").text

    def test_are_not_all_that_there_are(self, visit_sample: Start) -> None:
        reply = visit_sample().say("essencial com 2 usuarios adicionais, quanto no ano?")
        assert "2 × Usuário Adicional" in reply.text
        assert "Empresarial" not in reply.text

    def test_are_added_up_by_which_one_they_are(self, visit_sample: Start) -> None:
        reply = visit_sample().say("qual o total por mes do profissional com a 2a loja e o 6o usuario mesmo?")
        assert "R$ 289,70 por mês" in reply.text


class TestACorrectedNumber:
    def test_replaces_the_wrong_one(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say(NEEDS)
        reply = talk.say(
            "17 nao, sao 14 pessoas no total em 3 lojas. tava entre o profissional com adicionais e o empresarial,"
            " qual sai mais barato por mes?"
        )
        assert "R$ 519,85 por mês" in reply.text
        assert "Plano Empresarial: R$ 399,90 por mês" in reply.text
        assert "Essencial" not in reply.text

    def test_is_needed_by_nobody(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say(NEEDS)
        reply = talk.say("17 nao, sao 14. quanto fica o profissional com adicionais e o empresarial?")
        assert "17" not in reply.text
