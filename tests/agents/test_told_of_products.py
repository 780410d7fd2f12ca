"""What is told of a product: its card, what comes with it, what is not known of it, and no more than once."""

from dataclasses import replace
from decimal import Decimal

import pytest

from agente.agents.assistant import Assistant
from agente.packs.models import Price, Product
from tests.agents.conftest import Start, Talk, clinic


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


class TestFeature:
    @pytest.mark.parametrize(
        "text",
        [
            "dá pra passar mercadoria de uma loja pra outra?",
            "tem como transferir mercadoria entre lojas?",
            "e como fica o estoque, da pra passar mercadoria de uma loja pra outra?",
        ],
    )
    def test_is_told_in_the_words_of_the_product_that_has_it(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "transfere mercadoria entre lojas. Já vem incluso no plano Empresarial" in reply
        assert "não inventar" not in reply
        assert "Sobre qual deles" not in reply

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("vcs tem sistema q vende na loja e online com o msm estoque?", "Módulo E-commerce: Liga a loja virtual"),
            ("tem comissão de vendedores?", "Plano Profissional: Tem tudo do Essencial"),
            ("o sistema mostra as taxas cobradas a mais?", "Módulo Conciliação: Mostra taxas"),
        ],
    )
    def test_is_no_reason_for_a_list_of_the_plans(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text

    def test_in_english(self, visit_sample: Start) -> None:
        reply = visit_sample(locale="en").say("does it move goods between shops?").text
        assert "moves goods between shops" in reply

    def test_a_name_alone_asks_of_no_feature(self, visit_sample: Start) -> None:
        assert "Leitor Bluetooth" not in visit_sample().say("tem leitor com fio e sem fio?").text


class TestDoingBoth:
    def test_are_two_questions(self, visit_sample: Start) -> None:
        reply = visit_sample().say("vcs instalam e ensinam a usar ou eu q faço?").text
        assert "Treinamento Online custa" in reply

    @pytest.mark.parametrize("text", ["vcs instalam?", "vocês instalam pra mim?"])
    def test_a_no_to_what_the_customer_must_do_is_none_to_what_we_do(self, visit_sample: Start, text: str) -> None:
        assert not visit_sample().say(text).text.startswith("Não")

    def test_a_no_to_the_same_question_stays(self, visit_sample: Start) -> None:
        assert visit_sample().say("preciso instalar alguma coisa?").text.startswith("Não")


class TestForMany:
    @pytest.mark.parametrize(
        "text",
        [
            "tenho 3 lojas de pet shop e to de saco cheio do meu sistema atual. o de vcs funciona pra varias lojas?",
            "o sistema atende mais de uma loja? tenho 3",
        ],
    )
    def test_is_a_plain_yes_with_how_many_come_with_it(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert reply.startswith("Sim, Plano Empresarial atende")
        assert "Lojas incluídas: 3" in reply
        assert "Essencial" not in reply


class TestMinors:
    @pytest.mark.parametrize(
        ("told", "asked"),
        [
            ("meu pai tem 72 anos e perdeu uns dentes", "precisa alguem acompanhar ele no dia?"),
            ("é pra minha mãe", "ela precisa ir acompanhada de um responsável?"),
            ("meu marido quer ir aí", "alguém precisa acompanhar?"),
        ],
    )
    def test_their_rule_is_no_answer_for_an_adult(self, visit_dentist: Start, told: str, asked: str) -> None:
        assert "Menores de 18" not in visit_dentist().say_all([told, asked]).text

    @pytest.mark.parametrize(
        "asked", ["precisa alguém acompanhar no dia?", "e o meu filho de 7 anos, precisa alguém acompanhar?"]
    )
    def test_it_is_told_of_a_child_and_where_nobody_was_named(self, visit_dentist: Start, asked: str) -> None:
        assert "Menores de 18" in visit_dentist().say(asked).text

    def test_years_of_business_are_nobodys_age(self, visit_dentist: Start) -> None:
        assert "odontopediatra" in visit_dentist().say("com 20 anos de mercado, vocês atendem crianças?").text


def test_an_x_ray_that_is_sold_is_known_by_its_name() -> None:
    sold = Product(
        id="rx", name="Raio-X panorâmico", kind="service", summary="Da boca.", prices=[Price(amount=Decimal(90))]
    )
    pack = clinic()
    talk = Talk(Assistant.prepare(replace(pack, products=(*pack.products, sold))))
    assert "R$ 90,00" in talk.say("quanto custa o raio x panorâmico?").text
