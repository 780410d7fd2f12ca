"""What the first visit costs, alone, for something, or with an insurance, as it was asked in played dialogues."""

import pytest

from tests.agents.conftest import Start

VISIT = "Avaliação: R$ 120,00 (descontados do tratamento"
COVERED = "Os convênios cobrem avaliação"


class TestFirstVisit:
    @pytest.mark.parametrize(
        "text",
        [
            "e a primeira consulta dele pro aparelho, é paga? como funciona",
            "a avaliação pra por aparelho é gratis ou paga?",
            "nenhum. a primeira consulta, qto custa?",
            "quanto custa a consulta pra colocar implante?",
            "a consulta pra ver o clareamento tem custo?",
        ],
    )
    def test_price_is_told_and_no_other(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say(text).text
        assert reply.startswith(VISIT)
        assert reply.count("R$") == 1

    @pytest.mark.parametrize(
        "text",
        [
            "quanto fica a avaliação e o aparelho?",
            "quanto custa o aparelho na primeira consulta?",
            "quanto custa a avaliação pro implante e o canal?",
        ],
    )
    def test_what_else_is_priced_is_told_too(self, visit_dentist: Start, text: str) -> None:
        assert not visit_dentist().say(text).text.startswith(VISIT)

    def test_an_urgent_one_is_told_by_the_material(self, visit_dentist: Start) -> None:
        assert "custa o mesmo que a avaliação" in visit_dentist().say("oi. a consulta de urgência é paga?").text


class TestCovered:
    @pytest.mark.parametrize(
        "text",
        [
            "no dia pago 120 ou com o dente pleno nao pago nada?",
            "com o dente pleno a avaliaçao sai de graça ou pago algo?",
            "a limpeza pelo odontovale é de graça?",
            "o dente pleno paga o implante?",
        ],
    )
    def test_what_the_insurance_covers_is_told(self, visit_dentist: Start, text: str) -> None:
        assert COVERED in visit_dentist().say(text).text

    @pytest.mark.parametrize(
        "text", ["posso pagar a consulta no pix?", "a avaliação é paga?", "vocês cobram por falta?"]
    )
    def test_without_an_insurer_nothing_of_it(self, visit_dentist: Start, text: str) -> None:
        assert COVERED not in visit_dentist().say(text).text
