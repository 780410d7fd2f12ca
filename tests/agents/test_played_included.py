"""Whether a thing comes with what is sold: the plain kind of it, and what is paid apart."""

import pytest

from tests.agents.conftest import Start

STOCK = "controle de estoque simples"
APART = "É à parte. Módulo E-commerce: R$ 59,90 por loja virtual por mês."


class TestPlainKind:
    @pytest.mark.parametrize(
        "text",
        [
            "mas o estoque normal, o simples, vem no profissional? so quero saber qto tem de cada coisa",
            "o profissional controla estoque basico ou nao?",
            "o essencial tem estoque simples?",
            "tem estoque?",
            "o profissional faz controle de estoque?",
        ],
    )
    def test_is_a_yes_in_the_words_of_what_is_sold(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert reply.startswith("Sim. Plano Essencial: ")
        assert STOCK in reply
        assert "Não, " not in reply

    def test_of_the_plan_that_was_talked_about(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        reply = talk.say("e tem estoque?").text
        assert STOCK in reply
        assert "Plano Profissional — Estoque avançado: não." in reply
        assert "Módulo Estoque Avançado: R$ 39,90 por mês" in reply

    def test_after_a_complaint_too(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("o profissional tem estoque avançado?")
        reply = talk.say("vc nao respondeu. o profissional controla estoque basico ou nao?").text
        assert STOCK in reply

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("does the pro plan have stock?", "simple stock control"),
            ("¿el plan pro tiene inventario?", "inventario simple"),
        ],
    )
    def test_in_other_languages(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text

    @pytest.mark.parametrize("text", ["o profissional tem estoque avançado?", "o profissional tem estoque por lote?"])
    def test_another_kind_is_denied_as_before(self, visit_sample: Start, text: str) -> None:
        assert visit_sample().say(text).text.startswith("Não, Plano Profissional não tem estoque avançado.")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("o essencial tem nota de serviço?", "Não, Plano Essencial não tem nota fiscal de serviço."),
            ("o essencial tem api?", "Não, Plano Essencial não tem acesso à API."),
            ("quanto custa o módulo de estoque?", "R$ 39,90"),
            ("o estoque basico vem no empresarial?", "Sim, Plano Empresarial tem estoque avançado."),
        ],
    )
    def test_what_is_asked_by_its_whole_name_is_told_by_it(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text


class TestSoldBeside:
    @pytest.mark.parametrize(
        "text",
        [
            "tem loja online junto? ou é so o sistema? hj vendo tudo no direct",
            "esse essencial faz ecommerce?",
            "o essencial já inclui e-commerce?",
            "o profissional vem com loja virtual?",
        ],
    )
    def test_says_so_with_its_price(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial?")
        reply = talk.say(text).text
        assert APART in reply
        assert "Plano Empresarial: " not in reply

    def test_another_question_beside_it_is_answered_too(self, visit_sample: Start) -> None:
        text = "esse essencial faz ecommerce? e maquininha de cartao vcs dão ou uso a minha da stone?"
        reply = visit_sample().say(text).text
        assert APART in reply
        assert "qualquer maquininha" in reply

    def test_of_equipment(self, visit_sample: Start) -> None:
        assert visit_sample().say("o profissional vem com maquininha?").text.startswith("É à parte. Maquininha")

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("o empresarial faz nota de serviço?", "Sim, Plano Empresarial tem"),
            ("o profissional inclui suporte premium?", "Plano Profissional — Suporte: chat, e-mail e WhatsApp."),
            ("o essencial com impressora quanto fica?", "Total: R$ 780,00 + R$ 89,90 por mês"),
            ("o kit pdv vem com leitor?", "Kit PDV"),
            ("quero o essencial com e-commerce", "Total: R$ 149,80 por mês."),
            ("abre sábado? ou domingo?", "Domingo (29 de novembro) estamos fechados."),
        ],
    )
    def test_what_else_is_told_stays(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text
