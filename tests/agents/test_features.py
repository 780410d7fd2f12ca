"""What is asked for by its name, where only the words of a product tell that it has it."""

import pytest

from tests.agents.conftest import Start

ORDERS = "comissão de vendedores, ordens de serviço, orçamentos"


class TestHasIt:
    @pytest.mark.parametrize(
        "text",
        [
            "tenho loja de bicicleta com oficina, o sistema de vcs faz ordem de serviço?",
            "mas faz ordem de serviço ou nao?",
            "preciso abrir OS e emitir nota do serviço. tem isso?",
            "tem relatorio gerencial?",
            "o profissional calcula comissão?",
            "o empresarial faz ordem de serviço?",
        ],
    )
    def test_is_told_with_a_yes_and_by_the_words_that_name_it(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert said.startswith("Sim. Plano Profissional")
        assert ORDERS in said
        assert "também vem em: Plano Empresarial" in said

    @pytest.mark.parametrize(
        "text",
        [
            "qual plano tem ordem de serviço?",
            "ele calcula comissao das cabeleireiras?",
            "o essencial tem ordem de serviço?",
        ],
    )
    def test_has_no_yes_where_none_was_asked_for_or_not_all_of_it_is_told(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert said.startswith("Plano Profissional")
        assert ORDERS in said

    def test_is_told_in_another_language_and_of_another_business(
        self, visit_sample: Start, visit_dentist: Start
    ) -> None:
        english = visit_sample().say("does it have work orders?").text
        assert english.startswith("Yes. Plano Profissional")
        assert "also comes with: Plano Empresarial" in english
        assert visit_dentist().say("fazem polimento?").text.startswith("Sim. Limpeza")
        assert visit_dentist().say("vcs fazem aplicação de flúor?").text.startswith("Sim. Limpeza")

    @pytest.mark.parametrize("text", ["vcs tem loja em santos?", "tem como fazer ordem de compra?"])
    def test_nothing_is_told_of_what_has_only_one_of_the_words(self, visit_sample: Start, text: str) -> None:
        assert "Plano Profissional:" not in visit_sample().say(text).text
