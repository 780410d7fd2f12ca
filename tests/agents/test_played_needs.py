"""What customers who told what they need were told, when their dialogues were played."""

import pytest

from tests.agents.conftest import Start

FOR_FIVE = "Plano Profissional + Loja Adicional: R$ 269,80 por mês"


class TestAFeatureThatEachPlanHas:
    @pytest.mark.parametrize(
        "text",
        [
            "preciso de estoque, nota fiscal, uns 5 usuarios e sao 2 lojas. qual o jeito mais barato de ter isso?",
            "somos 5 usuários com 2 lojas e quero controlar o estoque, qual plano serve?",
            "qual plano atende 5 pessoas e 2 lojas com controle de estoque?",
        ],
    )
    def test_is_no_reason_to_add_a_module(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert FOR_FIVE in reply.text
        assert "Avançado" not in reply.text

    def test_is_none_in_spanish_either(self, visit_sample: Start) -> None:
        reply = visit_sample(locale="es").say("necesito inventario para 5 usuarios y 2 tiendas, ¿qué plan me sirve?")
        assert "269,80" in reply.text

    @pytest.mark.parametrize(
        "text",
        [
            "somos 5 usuarios com 2 lojas, preciso de estoque avançado, qual o mais barato?",
            "5 usuarios e 2 lojas com estoque e grade de cor e tamanho, qual plano serve?",
            "qual plano serve pra 5 pessoas e 2 lojas, com o módulo de estoque?",
        ],
    )
    def test_is_added_where_more_of_it_is_asked(self, visit_sample: Start, text: str) -> None:
        assert "Módulo Estoque Avançado: R$ 309,70 por mês" in visit_sample().say(text).text

    def test_what_not_all_have_is_added(self, visit_sample: Start) -> None:
        reply = visit_sample().say("qual plano serve pra 4 pessoas com nota de serviço?")
        assert "Plano Essencial + 2 × Usuário Adicional + Módulo Nota Fiscal de Serviço" in reply.text


class TestWhatFitsAsManyAsTheyAre:
    @pytest.mark.parametrize(
        "text",
        [
            "Renato. somos em 3 (eu e mais 2), qual plano vc indica? e qto fica?",
            "somos em 3. qual plano vocês recomendam? e quanto custa?",
            "aqui é a Ana, somos 3 pessoas. qual plano você me indica? quanto fica?",
        ],
    )
    def test_is_recommended_once(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert "indico Plano Profissional: R$ 189,90 por mês" in reply.text
        assert "Plano Essencial + Usuário Adicional: R$ 109,80 por mês" in reply.text
        assert "Franquias" not in reply.text
        assert "Empresarial" not in reply.text

    @pytest.mark.parametrize(
        "text",
        [
            "trabalho numa loja de roupa, temos 4 lojas. qual plano serve pra gente e qto custa?",
            "temos 4 lojas, qual plano vocês indicam?",
            "tenho 4 lojas. qual plano atende?",
        ],
    )
    def test_is_the_one_that_lacks_least_where_none_holds_enough(self, visit_sample: Start, text: str) -> None:
        told = visit_sample().say(text).text
        assert "Plano Empresarial + Loja Adicional: R$ 479,80 por mês" in told
        assert "Plano Profissional + 3 × Loja Adicional: R$ 429,60 por mês" in told
        assert "comece" not in told
        assert "899,00" not in told

    def test_is_told_in_english_and_spanish(self, visit_sample: Start) -> None:
        english = visit_sample(locale="en").say("we have 4 stores. which plan fits us and how much is it?")
        assert "Plano Empresarial + Loja Adicional: R$479.80" in english.text
        assert "users" not in english.text
        spanish = visit_sample(locale="es").say("tenemos 4 tiendas. ¿cuál plan nos sirve y cuánto cuesta?")
        assert "Plano Empresarial + Loja Adicional: R$ 479,80" in spanish.text

    def test_is_left_to_the_material_where_nothing_is_counted(self, visit_sample: Start) -> None:
        reply = visit_sample().say("tenho uma loja de roupa. qual plano serve pra mim e quanto custa?")
        assert "O Essencial serve para quem tem uma loja" in reply.text

    def test_of_one_plan_is_told_with_its_own_additions(self, visit_sample: Start) -> None:
        told = visit_sample().say("o profissional serve pra 4 lojas?").text
        assert "Plano Profissional + 3 × Loja Adicional" in told
        assert "Empresarial" not in told
