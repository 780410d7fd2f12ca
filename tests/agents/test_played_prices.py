"""What went wrong around prices, totals, plans and discounts when dialogues were played."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


@pytest.fixture
def visit_dentist(dentist: Assistant) -> Start:
    return lambda **known: Talk(dentist, **known)


class TestCountOfSomethingElse:
    """ "2 lojas" is not two plans."""

    @pytest.mark.parametrize(
        ("text", "total"),
        [
            ("entao o profissional com 2 lojas fica quanto por mes?", "R$ 269,80 por mês"),
            ("quanto custa o empresarial pra 5 lojas?", "R$ 559,70 por mês"),
            ("quanto fica o plano profissional com 8 usuários?", "R$ 249,60 por mês"),
            ("quanto sai o profissional com mais 1 loja", "R$ 269,80 por mês"),
        ],
    )
    def test_each_one_more_is_paid_as_an_addition(self, visit_sample: Start, text: str, total: str) -> None:
        reply = visit_sample().say(text).text
        assert f"Total: {total}" in reply
        assert "2 ×" not in reply or "2 × Loja Adicional" in reply

    def test_goes_on_from_the_price(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quanto custa o profissional?", "e com 2 lojas?"]).text
        assert "R$ 269,80 por mês" in reply

    def test_is_told_in_another_language(self, visit_sample: Start) -> None:
        assert "R$269.80" in visit_sample(locale="en").say("how much is profissional with 2 shops?").text

    def test_an_addition_that_is_for_other_plans_is_not_offered(self, visit_sample: Start) -> None:
        reply = visit_sample().say("quanto sai o essencial com 2 lojas").text
        assert "R$ 89,90 por mês" in reply
        assert "Lojas incluídas: 1" in reply
        assert "Plano Empresarial" in reply
        assert "Total" not in reply

    def test_what_is_included_costs_nothing_more(self, visit_sample: Start) -> None:
        reply = visit_sample().say("quanto custa o profissional com 3 caixas?").text
        assert "Caixas (PDV): 3" in reply
        assert "Total" not in reply

    def test_a_year_and_a_month_make_no_total(self, visit_sample: Start) -> None:
        reply = visit_sample().say("e o empresarial anual com 5 lojas, quanto custa?").text
        assert "R$ 3.999,00 por ano" in reply
        assert "2 × Loja Adicional: R$ 159,80 por mês" in reply
        assert "Total" not in reply

    def test_earns_no_discount_for_quantity(self, visit_sample: Start) -> None:
        reply = visit_sample().say("tem desconto no profissional pra 10 usuários?").text
        assert "R$ 1.709,10" not in reply

    @pytest.mark.parametrize("text", ["quanto custa 3 planos profissionais?", "preço de 3 licenças do profissional"])
    def test_so_many_of_the_product_itself_are_multiplied(self, visit_sample: Start, text: str) -> None:
        assert "R$ 541,22 por mês" in visit_sample().say(text).text


class TestSeveralTogether:
    @pytest.mark.parametrize(
        ("texts", "total"),
        [
            (["da pra fazer a migração e a implantação juntas? qto fica tudo"], "a partir de R$ 1.180,00"),
            (["quanto custa a migração e a implantação?", "soma ai pfv. e parcela?"], "a partir de R$ 1.180,00"),
            (
                ["quanto é a migração e a implantação?", "os dois juntos da 1180 entao? em 6x"],
                "a partir de R$ 1.180,00",
            ),
            (["dobrou pq? nao é profissional + loja adicional?"], "R$ 269,80 por mês"),
            (["quanto ficam 2 leitores e 1 gaveta, tudo junto?"], "R$ 800,00"),
            (["o profissional e o módulo estoque avançado dão quanto no total por ano?"], "R$ 2.298,00 por ano"),
        ],
    )
    def test_is_added(self, visit_sample: Start, texts: list[str], total: str) -> None:
        assert f"Total: {total}" in visit_sample().say_all(texts).text

    def test_each_way_of_one_has_its_own_total(self, visit_dentist: Start) -> None:
        reply = visit_dentist(locale="es").say("y cuanto sale blanqueamiento y limpieza juntos?").text
        assert "R$ 1.170,00 (en el consultorio, en 2 sesiones) o R$ 830,00 (en casa, con férula)" in reply

    @pytest.mark.parametrize(
        "text", ["aparelho e limpeza juntos quanto dá?", "quanto fica a limpeza com a avaliação no total?"]
    )
    def test_what_no_one_number_tells_is_only_listed(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say(text).text
        assert "Limpeza: R$ 180,00" in reply
        assert "Total" not in reply

    def test_two_plans_are_not_added(self, visit_sample: Start) -> None:
        assert "Total" not in visit_sample().say("quanto ficam o essencial e o profissional juntos?").text

    def test_is_what_the_customer_buys(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa por loja extra no profissional?")
        reply = talk.say("quero o profissional + 1 loja")
        assert "Plano Profissional e Loja Adicional: R$ 269,80 por mês" in reply.text
        assert reply.intent.name == "purchase_interest"
