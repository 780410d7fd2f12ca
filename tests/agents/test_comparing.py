"""What one thing has that another has not: the bigger plan, what changes, what takes less time."""

import pytest

from tests.agents.conftest import Start, Talk


def ask_behind(talk: Talk, *before: str) -> Talk:
    for text in before:
        talk.say(text)
    return talk


class TestWhatIsCompared:
    @pytest.mark.parametrize(
        "text",
        [
            "nao a maquininha kkk, compara o essencial com o profissional",
            "ah não maquininha, compara o essencial com o profissional",
            "compara o essencial com o profissional e não a maquininha",
        ],
    )
    def test_what_is_refused_is_left_out(self, visit_sample: Start, text: str) -> None:
        talk = ask_behind(visit_sample(), "quanto custa a maquininha?", "quanto custa o essencial?")
        told = talk.say(text).text
        assert "Plano Essencial e Plano Profissional" in told
        assert "Maquininha" not in told

    def test_a_plan_is_not_compared_with_a_device(self, visit_sample: Start) -> None:
        talk = ask_behind(visit_sample(), "quanto custa a maquininha?")
        assert "Maquininha" not in talk.say("qual a diferença pro essencial?").text

    @pytest.mark.parametrize(
        "text",
        [
            "tem um plano maior ne? qual diferença dele pro essencial",
            "tem algum plano acima do essencial? qual a diferença?",
            "tem um plano maior que o essencial?",
        ],
    )
    def test_the_bigger_one_is_the_next_dearer(self, visit_sample: Start, text: str) -> None:
        talk = ask_behind(visit_sample(), "quanto custa a maquininha?")
        told = talk.say(text).text
        assert "Comparando Plano Essencial e Plano Profissional" in told
        assert "Maquininha" not in told
        assert "Não encontrei" not in told

    def test_so_is_the_one_behind_a_price(self, visit_sample: Start) -> None:
        talk = ask_behind(visit_sample(), "quanto custa o profissional?")
        assert "Plano Empresarial" in talk.say("tem um plano maior?").text


class TestWhatChanges:
    @pytest.mark.parametrize(
        "text",
        [
            "ja sou cliente, uso o plano mais barato pra 1 loja. quero troca pro profisional, o q muda?",
            "uso o essencial, o que muda se eu mudar pro profissional?",
            "estou no essencial. o que ganho a mais se eu passar pro profissional?",
        ],
    )
    def test_only_what_differs_is_told(self, visit_sample: Start, text: str) -> None:
        told = visit_sample().say(text).text
        assert "2 (Essencial) · 5 (Profissional)" in told
        assert "R$ 89,90" in told
        assert "Lojas incluídas" not in told  # one in both

    @pytest.mark.parametrize(
        "text", ["e oq tem a mais? quantos usuario e nota", "o que vem a mais?", "o que ele tem a mais?"]
    )
    def test_so_it_is_behind_the_two(self, visit_sample: Start, text: str) -> None:
        talk = ask_behind(visit_sample(), "qual a diferença de preço do essencial pro profissional?")
        told = talk.say(text).text
        assert "2 (Essencial) · 5 (Profissional)" in told
        assert "100 (Essencial) · 1.000 (Profissional)" in told

    def test_the_difference_of_prices_stands_beside_it(self, visit_sample: Start) -> None:
        talk = ask_behind(visit_sample(), "compara o essencial com o profissional")
        told = talk.say("so isso?? qual a diferença de preço e oq tem a mais no profissional").text
        assert "Diferença: R$ 100,00 por mês" in told
        assert "1 (Essencial) · 3 (Profissional)" in told
        assert told.count("Comparando") == 1

    @pytest.mark.parametrize(
        "text",
        [
            "se dps eu nao gosta posso volta pro essencial?",
            "dá pra voltar pro essencial depois?",
            "desço quando quiser? como faço a troca, onde clico?",
            "como faço a troca?",
        ],
    )
    def test_how_a_plan_is_changed_is_told(self, visit_sample: Start, text: str) -> None:
        talk = ask_behind(visit_sample(), "compara o essencial com o profissional")
        told = talk.say(text).text
        assert "muda de plano a qualquer momento" in told
        assert "cartão" not in told
        assert "Não encontrei" not in told

    def test_a_card_is_changed_otherwise(self, visit_sample: Start) -> None:
        talk = ask_behind(visit_sample(), "compara o essencial com o profissional")
        assert "novo cartão" in talk.say("como troco o cartão?").text


class TestWhatTakesLessTime:
    @pytest.mark.parametrize(
        "text",
        [
            "tem algum mais rapido?",
            "nossa 30 meses n da, tem algum mais rapido?",
            "o alinhador é mais rápido?",
            "qual demora menos?",
            "tem outro que leva menos tempo?",
        ],
    )
    def test_the_times_of_what_is_called_alike_are_compared(self, visit_dentist: Start, text: str) -> None:
        talk = ask_behind(visit_dentist(), "quanto tempo dura o aparelho fixo?")
        told = talk.say(text).text
        assert "O mais rápido é Alinhador transparente" in told
        assert "de 8 a 18 meses" in told
        assert "de 18 a 30 meses" in told

    def test_in_spanish(self, visit_dentist: Start) -> None:
        assert "El más rápido" in visit_dentist(locale="es").say("¿el alineador es más rápido que los brackets?").text

    def test_nothing_is_the_fastest_of_things_that_are_not_alike(self, visit_dentist: Start) -> None:
        talk = ask_behind(visit_dentist(), "quanto custa a limpeza?")
        assert "mais rápido é" not in talk.say("tem algo mais rápido?").text


class TestOfWhichKinds:
    @pytest.mark.parametrize(
        "text",
        [
            "q tipos de aparelho vcs tem?",
            "quais aparelhos vocês têm?",
            "queria arrumar meus dentes antes do casamento, é daqui uns 12 meses. q tipos de aparelho vcs tem?",
        ],
    )
    def test_all_that_are_called_so_are_listed(self, visit_dentist: Start, text: str) -> None:
        told = visit_dentist().say(text).text
        assert "Aparelho fixo: " in told
        assert "Alinhador transparente: " in told
        assert "Limpeza" not in told

    @pytest.mark.parametrize("text", ["que tipos de leitor vocês tem?", "quais leitores vcs tem?"])
    def test_in_a_shop_too(self, visit_sample: Start, text: str) -> None:
        told = visit_sample().say(text).text
        assert "Leitor de Código de Barras" in told
        assert "Leitor Sem Fio" in told
        assert "Impressora" not in told


class TestAllPlans:
    @pytest.mark.parametrize(
        "text",
        [
            "oi, tenho uma loja de roupa pequena e vendo no insta tb. qual a diferença dos planos? rapidinho pfv",
            "mas perguntei a diferença dos planos, so me falou de um",
            "tenho 2 lojas. compara os planos pra mim",
            "o que muda entre os planos? sou só eu e minha irmã",
            "I have one shop, what is the difference between the plans?",
        ],
    )
    def test_are_compared_whatever_else_is_told(self, visit_sample: Start, text: str) -> None:
        told = visit_sample(locale="en" if text.startswith("I ") else "pt-BR").say(text).text
        for price in ("89", "189", "399"):
            assert price in told
        assert "Plano Empresarial" in told
        assert "Configurações" not in told

    @pytest.mark.parametrize(
        "text",
        [
            "nao quero mudar, ainda nem tenho. quais sao os planos e o preço de cada um?",
            "tenho uma loja só. quais são os planos e os preços?",
            "somos em 4, quais planos vocês têm?",
        ],
    )
    def test_are_listed_whatever_else_is_told(self, visit_sample: Start, text: str) -> None:
        talk = ask_behind(visit_sample(), "posso mudar de plano depois?")
        told = talk.say(text).text
        for price in ("R$ 89,90", "R$ 189,90", "R$ 399,90"):
            assert price in told
        assert "entendi mal" not in told

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("qual a diferença do plano mensal pro anual?", "economiza"),
            ("tenho 3 lojas, quais planos servem?", "Para 3"),
            ("qual a diferença de preço entre o essencial e o profissional?", "Diferença: R$ 100,00"),
        ],
    )
    def test_what_asks_for_some_of_them_is_answered_as_before(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text


def test_what_all_have_alike_is_told_in_one_line(visit_sample: Start) -> None:
    lines = visit_sample().say("compara o essencial e o profissional").text.splitlines()
    assert "Em comum: Lojas incluídas: 1; Estoque avançado: não; Acesso à API: não; Teste grátis: 14 dias." in lines
    assert sum("Lojas incluídas" in line for line in lines) == 1
