"""Names in short form that are joined by a plus, and what is paid in unlike ways, added up."""

import pytest

from tests.agents.conftest import Start


class TestNamesInShort:
    @pytest.mark.parametrize(
        ("text", "lines"),
        [
            (
                "essencial + usuarios + modulo nota, soma ai",
                ["Plano Essencial: R$ 89,90", "Usuário Adicional: R$ 19,90", "Serviço: R$ 29,90", "Total: R$ 139,70"],
            ),
            (
                "essencial + 2 usuarios + módulo nota, quanto dá?",
                ["2 × Usuário Adicional: R$ 39,80", "Total: R$ 159,60 por mês"],
            ),
            (
                "profissional+estoque+conciliação quanto fica tudo",
                ["Módulo Estoque Avançado: R$ 39,90", "Total: R$ 264,70 por mês"],
            ),
            ("profissional, estoque avançado e conciliação, quanto fica tudo?", ["Total: R$ 264,70 por mês"]),
        ],
    )
    def test_each_is_counted(self, visit_sample: Start, text: str, lines: list[str]) -> None:
        said = visit_sample().say(text).text
        assert all(line in said for line in lines)

    def test_a_kind_alone_is_the_one_that_was_talked_about(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o módulo de nota de serviço?")
        assert "Total: R$ 119,80 por mês" in talk.say("essencial + modulo, quanto dá?").text

    def test_what_is_not_found_is_told(self, visit_sample: Start) -> None:
        said = visit_sample().say("leitor + gaveta + frete, quanto dá?").text
        assert "Total: R$ 560,00.\nNão entrou na conta, porque não encontrei: “frete”." in said

    def test_what_the_customer_has_is_nothing_to_be_added(self, visit_sample: Start) -> None:
        said = visit_sample().say("2 lojas + 3 caixas, qual plano?").text
        assert "Para 2 lojas e 3 caixas, estas opções atendem:" in said


class TestPaidInUnlikeWays:
    @pytest.mark.parametrize(
        ("text", "total"),
        [
            ("profissional mensal + kit, quanto fica tudo?", "R$ 189,90 por mês + R$ 1.260,00"),
            ("profissional + implantação, soma aí", "R$ 690,00 + R$ 189,90 por mês ou R$ 1.899,00 por ano"),
        ],
    )
    def test_each_period_has_its_own_total(self, visit_sample: Start, text: str, total: str) -> None:
        assert f"Total: {total}." in visit_sample().say(text).text


def test_what_was_added_up_stays_as_often_as_it_was(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("preciso de 2 impressora de cupom e 2 leitor de codigo de barra, qto fica tudo")
    said = talk.say("faltou o plano! soma o empresarial anual junto").text
    assert "R$ 2.040,00 + R$ 3.999,00 por ano" in said


class TestTheFirstMonth:
    @pytest.mark.parametrize(
        "text",
        [
            "blz. me passa o total: plano essencial 1 mes + kit no pix + implantaçao",
            "quanto dá no pix o essencial no primeiro mês + kit pdv + implantação?",
        ],
    )
    def test_is_one_sum_and_then_what_follows(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "Total: R$ 1.976,90 no primeiro mês e, depois, R$ 89,90 por mês." in said
        assert "por ano" not in said

    def test_what_is_paid_once_and_by_the_month_stays_apart_without_it(self, visit_sample: Start) -> None:
        said = visit_sample().say("soma o essencial e a implantação").text
        assert "Total: R$ 690,00 + R$ 89,90 por mês" in said


class TestTheirOwnSum:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("entao 129,70 + a nota de serviço 29,90 dá 159,60 né? tem teste gratis?", "Sim, é isso mesmo"),
            ("então 129,70 mais 29,90 fica 159,60, certo?", "Sim, é isso mesmo"),
            ("129,70 + 29,90 = 149,60?", "Na verdade a conta dá R$ 159,60"),
            ("os 129,70 com 59,90 do ecommerce dá 180?", "Na verdade a conta dá R$ 189,60"),
        ],
    )
    def test_is_confirmed_or_corrected(self, visit_sample: Start, text: str, told: str) -> None:
        said = visit_sample().say_all(["quanto fica o essencial com 4 usuários?", text]).text
        assert said.startswith(told)

    @pytest.mark.parametrize("text", ["vendo 50 + 30 dá 80 por dia, serve?", "eu e mais 3 dá 4 né?"])
    def test_of_other_numbers_nothing_is_said(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "é isso mesmo" not in said
        assert "Na verdade" not in said


class TestOneMore:
    @pytest.mark.parametrize(
        "text",
        ["da pra por mais 2 usuarios nele? quanto sai cada um a mais", "quanto fica com 4 usuários? e cada um a mais?"],
    )
    def test_its_own_price_is_told(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["quanto custa o essencial?", text]).text
        assert "Total: R$ 129,70 por mês" in said
        assert "Usuário Adicional: R$ 19,90 por usuário por mês" in said
        assert "Plano Empresarial" not in said
