"""What is told of a product: its card, what comes with it, what is not known of it, and no more than once."""

import pytest

from tests.agents.conftest import Start


class TestCard:
    def test_attributes_stand_apart_from_the_prices(self, visit_dentist: Start) -> None:
        lines = visit_dentist().say("me fala do clareamento").text.splitlines()
        prices = lines.index("Preços:")
        assert lines.index("Detalhes:") == prices + 3
        assert lines.index("- Idade mínima: 16 anos") > prices + 3

    @pytest.mark.parametrize(
        "text",
        ["e o q vem incluso nesse?", "o que já vem nele?", "debora. e o que ele inclui?", "que vem no essencial?"],
    )
    def test_what_comes_with_it_is_told_in_full_and_its_price_not_again(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say_all(["quanto custa o essencial?", text]).text
        assert "contas a pagar e a receber" in reply
        assert "Itens cadastrados: até 1.000" in reply
        assert "R$ 89,90" not in reply

    @pytest.mark.parametrize("text", ["mas diabético pode fazer implante??", "o implante, diabético pode?"])
    def test_a_card_that_was_told_is_not_told_again_for_what_it_does_not_answer(
        self, visit_dentist: Start, text: str
    ) -> None:
        reply = visit_dentist().say_all(["me fala do implante", text]).text
        assert "não inventar" in reply
        assert "Pino de titânio" not in reply

    def test_who_asks_for_it_again_gets_it_again(self, visit_dentist: Start) -> None:
        assert "Pino de titânio" in visit_dentist().say_all(["me fala do implante", "como é o implante?"]).text


class TestAnotherThing:
    @pytest.mark.parametrize(
        "text",
        [
            "o q é melhor implante ou dentadura?",
            "qual é melhor, dentadura ou implante?",
            "qual a diferença entre implante ou dentadura",
        ],
    )
    def test_that_is_compared_with_a_product_is_said_not_to_be_known(self, visit_dentist: Start, text: str) -> None:
        assert '"dentadura"' in visit_dentist().say(text).text

    def test_a_second_question_is_named_behind_a_number_of_units(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say("o implante, 3 dentes, ele é diabético, pode fazer? e quantas vezes tem que ir aí?")
        assert "diabético" in reply.text
        assert "prefiro não inventar" in reply.text


class TestCheckUp:
    @pytest.mark.parametrize(
        "text",
        [
            "quero ver um check-up pro meu filho e clareamento pra mim, quanto fica?",
            "quanto custa um check up e um clareamento?",
            "quanto sai a consulta de rotina e o clareamento?",
        ],
    )
    def test_is_the_first_visit_and_priced_beside_another(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say(text).text
        assert "R$ 120,00" in reply
        assert "R$ 990,00" in reply

    @pytest.mark.parametrize("text", ["e o check up do menino? ele tem 7 anos", "e o checkup da minha filha?"])
    def test_is_told_behind_another_product(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say_all(["quanto custa o clareamento?", text]).text
        assert "R$ 120,00" in reply
        assert "Clareamento" not in reply
        assert "não inventar" not in reply

    @pytest.mark.parametrize("text", ["e a do menino? ele tem 7 anos", "e pro meu filho, ele pode?"])
    def test_a_person_is_not_what_was_talked_about(self, visit_dentist: Start, text: str) -> None:
        assert "em casa, com moldeira" not in visit_dentist().say_all(["me fala do clareamento", text]).text


class TestIncludedInThePrice:
    @pytest.mark.parametrize(
        "text",
        [
            "esse raio x é cobrado?",
            "o raio-x já está incluso?",
            "tem que pagar a radiografia?",
            "tem mais alguma coisa q vcs cobram alem dela tipo raio x",
        ],
    )
    def test_is_told_with_no_yes_to_being_charged(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say_all(["quanto custa a avaliação?", text]).text
        assert "Radiografia inclusa: sim" in reply
        assert not reply.startswith("Sim")

    def test_an_x_ray_is_no_comparison(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say_all(["quanto custa o clareamento?", "a avaliação tem raio-x?"]).text
        assert "radiografia inclusa" in reply
        assert "Comparando" not in reply

    @pytest.mark.parametrize("text", ["ele emite cupom fiscal?", "dá pra emitir cupom fiscal?", "vocês emitem nfce?"])
    def test_a_fiscal_coupon_is_a_consumer_invoice(self, visit_sample: Start, text: str) -> None:
        assert "Todos os planos emitem" in visit_sample().say(text).text
