"""What customers ask of the plan that they have, and where a plan is changed."""

import pytest

from tests.agents.conftest import Start

WHERE = "Configurações > Assinatura"
ESSENTIAL, PROFESSIONAL = "Plano Essencial — Notas fiscais por mês: 100.", "Plano Profissional — Notas fiscais por mês"


class TestWhereItIsChanged:
    @pytest.mark.parametrize(
        "text",
        [
            "nao quero proposta ja sou cliente. da pra trocar do mensal pro anual por aqui mesmo ou onde eu troco?",
            "onde eu mudo do plano mensal pro anual?",
            "como faço pra passar do mensal pro anual?",
            "da pra mudar pro plano anual por aqui?",
        ],
    )
    def test_another_term_is_changed_where_plans_are(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("tenho o plano mais barato, qntos usuarios posso ter?")
        assert WHERE in talk.say(text).text


class TestOfTheirs:
    @pytest.mark.parametrize("own", ["tenho o plano mais barato, qntos usuarios posso ter?", "uso o Essencial"])
    @pytest.mark.parametrize(
        "text",
        [
            "blz. e o meu tem limite de nota fiscal por mes? qnts posso emitir",
            "quantas notas por mês o meu plano tem?",
            "o meu plano tem limite de notas por mês?",
        ],
    )
    def test_the_attribute_of_the_plan_they_said(self, visit_sample: Start, own: str, text: str) -> None:
        talk = visit_sample()
        talk.say(own)
        talk.say("e se eu atrasar o pagamento bloqueia?")
        assert ESSENTIAL in talk.say(text).text

    @pytest.mark.parametrize(
        "before", ["o meu tem limite de nota por mes?", "o que acontece se passar do limite de notas?"]
    )
    @pytest.mark.parametrize(
        "text",
        [
            "sim mas qual o numero do meu plano? e do proximo",
            "qual o limite do meu plano e do plano seguinte?",
            "mas quantas no meu plano? e no próximo plano?",
        ],
    )
    def test_a_bare_number_and_that_of_the_next(self, visit_sample: Start, before: str, text: str) -> None:
        talk = visit_sample()
        talk.say("tenho o plano Essencial")
        talk.say(before)
        said = talk.say(text).text
        assert ESSENTIAL in said
        assert PROFESSIONAL in said

    def test_of_no_plan_that_was_not_named(self, visit_sample: Start) -> None:
        assert "Plano Essencial —" not in visit_sample().say("o meu plano tem limite de notas por mês?").text
