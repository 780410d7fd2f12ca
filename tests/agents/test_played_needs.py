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
