"""What was said of discounts, or denied, when dialogues were played."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestWaysOfPaying:
    @pytest.mark.parametrize(
        "text",
        [
            "tem desconto na maquininha se pagar em dinheiro?",
            "maquininha com desconto em dinheiro?",
            "desconto na maquininha no boleto?",
            "a maquininha tem desconto no débito?",
            "rola desconto na maquininha em espécie?",
            "desconto da maquininha pagando em dinheiro vivo",
            "is there a discount on the card machine in cash?",
            "¿hay descuento en la maquinita en efectivo?",
        ],
    )
    def test_none_is_denied_while_another_has_one(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample(locale="en" if text.startswith("is") else "es" if text.startswith("¿") else "pt-BR").say(
            text
        )
        assert "Pix" in reply.text
        assert "Não tenho" not in reply.text

    def test_of_several_too(self, visit_sample: Start) -> None:
        reply = visit_sample().say("a maquininha e a gaveta têm desconto em dinheiro?").text
        assert "Não tenho" not in reply
        assert "Gaveta de Dinheiro: R$ 320,00 ou R$ 304,00 (à vista no Pix)" in reply

    def test_cash_is_no_drawer_for_it(self, visit_sample: Start) -> None:
        assert "Gaveta" not in visit_sample().say("tem desconto se eu pagar em dinheiro?").text
        assert "R$ 320,00" in visit_sample().say("quanto é a gaveta de dinheiro?").text

    @pytest.mark.parametrize(
        "texts",
        [
            ["o plano profissional tem desconto pagando no pix?"],
            ["tem desconto no pix pro essencial?"],
            ["os planos têm desconto no pix?"],
            ["desconto no treinamento online pagando no pix?"],
            ["quanto custa o empresarial?", "e no pix tem desconto?"],
        ],
    )
    def test_what_is_for_equipment_only_says_so_of_others(self, visit_sample: Start, texts: list[str]) -> None:
        assert "só para equipamentos" in visit_sample().say_all(texts).text

    def test_says_so_in_the_customers_language(self, visit_sample: Start) -> None:
        reply = visit_sample(locale="en").say("does the profissional plan have a discount by pix?").text
        assert "for equipment only" in reply

    @pytest.mark.parametrize("text", ["tem desconto no pix na maquininha?", "tem desconto pagando no pix?"])
    def test_of_equipment_it_needs_no_such_word(self, visit_sample: Start, text: str) -> None:
        assert "só para" not in visit_sample().say(text).text

    @pytest.mark.parametrize("text", ["a impressora tem desconto?", "tem desconto na impressora pra 2 unidades?"])
    def test_those_for_a_quantity_are_not_all(self, visit_sample: Start, text: str) -> None:
        assert "R$ 741,00 (à vista no Pix)" in visit_sample().say(text).text


class TestThePriceInThatWay:
    @pytest.mark.parametrize(
        ("product", "told"),
        [
            ("implante", "a partir de R$ 3.040,00 por dente, que são R$ 3.200,00 por dente menos 5%"),
            ("clareamento", "R$ 940,50, que são R$ 990,00 (no consultório, em 2 sessões) menos 5%"),
            ("clareamento", "R$ 650,00 (em casa, com moldeira), sem desconto"),
            ("limpeza", "R$ 180,00, sem desconto"),
        ],
    )
    def test_what_the_material_takes_off_is_taken_off(self, dentist: Assistant, product: str, told: str) -> None:
        said = Talk(dentist).say_all([f"quanto custa o {product}?", "e no pix quanto fica?"]).text
        assert f"- {told}\n" in said
        assert "5% de desconto em tratamentos acima de R$ 900,00" in said

    def test_what_is_paid_again_and_again_is_not_computed(self, dentist: Assistant) -> None:
        said = Talk(dentist).say_all(["quanto custa o aparelho fixo?", "e no pix quanto fica?"]).text
        assert "menos 5%" not in said
        assert "5% de desconto" in said

    @pytest.mark.parametrize(
        "text",
        ["e no pix quanto fica?", "no pix tem desconto?", "quero saber se vcs abaixam mais. pago a vista no pix"],
    )
    def test_what_it_is_not_for_is_told_so(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["quanto custa o profissional?", text]).text
        assert not said.startswith("Sim")
        assert "Para Plano Profissional, não. Esse desconto é só para equipamentos." in said


class TestOfAPlanThatIsPaidByTheYear:
    @pytest.mark.parametrize(
        "text",
        [
            "empresarial nao, é 1 loja só. essencial ta bom. tem desconto nele? e o q ele tem q o de 79 nao tem",
            "o essencial ta bom pra mim, rola desconto nele?",
            "tem desconto no essencial pra quem ta começando agora?",
            "o essencial pra 3 lojas tem desconto?",
        ],
    )
    def test_its_saving_is_told_whatever_else_is_said(self, visit_sample: Start, text: str) -> None:
        talk = Talk(visit_sample().assistant)
        talk.say("tem desconto no empresarial?")
        told = talk.say(text).text
        assert "você economiza R$ 179,80" in told
        assert "Não tenho desconto" not in told

    @pytest.mark.parametrize(
        "text",
        [
            "vi um concorrente por 79 por mes, o de vcs é mais caro pq?",
            "por que o sistema de vocês é mais caro?",
            "o de vocês é mais caro que o do concorrente",
        ],
    )
    def test_dearer_than_another_one_is_not_the_dearest(self, visit_sample: Start, text: str) -> None:
        assert "maior valor" not in visit_sample().say(text).text
