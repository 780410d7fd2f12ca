"""How many of a product are meant, and how many people or shops it has to be enough for."""

import pytest

from tests.agents.conftest import Start


class TestNumbersThatCountNoProduct:
    @pytest.mark.parametrize(
        "text",
        [
            "quero os dois preços do empresarial",
            "me passa os 2 valores do empresarial, mensal e anual",
            "quais os dois preços do plano empresarial?",
            "what are the two prices of the empresarial plan?",
            "¿cuáles son los dos precios del empresarial?",
        ],
    )
    def test_the_prices_of_one_are_no_two_of_it(self, visit_sample: Start, text: str) -> None:
        locale = "en" if text.startswith("what") else "es" if text.startswith("¿") else "pt-BR"
        told = visit_sample(locale=locale).say(text).text
        assert "399" in told
        assert "999" in told
        assert "799" not in told
        assert "998" not in told

    @pytest.mark.parametrize(
        "text",
        [
            "2 empresarial? eu tenho 3 lojas e quero 1 plano só",
            "tenho 3 lojas, quero só um plano empresarial, dá?",
            "preciso de 3 lojas e quero um empresarial só, dá?",
        ],
    )
    def test_one_plan_is_said_to_be_enough_for_what_they_have(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto sai pras minhas 3 lojas?")
        told = talk.say(text).text
        assert "um só basta" in told
        assert "Lojas incluídas: 3" in told
        assert "399,90" in told
        assert "799" not in told

    def test_one_plan_that_holds_too_little_is_not_said_to_be_enough(self, visit_sample: Start) -> None:
        assert "basta" not in visit_sample().say("tenho 3 lojas, quero só um plano essencial").text


class TestPeopleToldOneByOne:
    @pytest.mark.parametrize(
        ("text", "people"),
        [
            ("qual plano serve pra mim, somos eu minha esposa e 3 funcionarios", 5),
            ("qual plano serve pra nós: eu, meu sócio e 2 atendentes?", 4),
            ("eu e mais 4 pessoas, qual plano serve?", 5),
            ("which plan fits? me, my wife and 3 employees", 5),
            ("¿qué plan me sirve? somos yo, mi esposa y 3 empleados", 5),
        ],
    )
    def test_all_of_them_have_to_be_held(self, visit_sample: Start, text: str, people: int) -> None:
        locale = "en" if text.startswith("which") else "es" if text.startswith("¿") else "pt-BR"
        told = visit_sample(locale=locale).say(text).text
        assert str(people) in told.splitlines()[0]
        assert "109" not in told  # what three people pay


class TestBothPeriods:
    @pytest.mark.parametrize(
        "text",
        ["quanto sai pras minhas 3 lojas, por mês e por ano?", "3 lojas, quanto custa mensal e anual? qual serve?"],
    )
    def test_what_fits_is_told_by_the_month_and_by_the_year(self, visit_sample: Start, text: str) -> None:
        assert "R$ 399,90 por mês ou R$ 3.999,00 por ano" in visit_sample().say(text).text

    def test_so_are_the_prices_of_one(self, visit_sample: Start) -> None:
        told = visit_sample().say("quanto custa o profissional, mensal e anual?").text
        assert "189,90" in told
        assert "1.899,00" in told

    @pytest.mark.parametrize(
        "text", ["quero contratar 2 empresarial e 2 leitores", "quero comprar 2 empresarial + 2 leitores"]
    )
    def test_several_are_priced_by_both_before_their_total(self, visit_sample: Start, text: str) -> None:
        told = visit_sample().say(text).text
        assert "2 × R$ 399,90 por mês ou R$ 3.999,00 por ano" in told


class TestSeveralInInstalments:
    @pytest.mark.parametrize(
        ("text", "total", "each"),
        [
            ("ok. 3 implantes da quanto e em 12x fica quanto por mes?", "9.600,00", "800,00"),
            ("3 implantes, em 12x quanto por mês?", "9.600,00", "800,00"),
            ("beleza, 2 implantes em 10x fica quanto?", "6.400,00", "640,00"),
        ],
    )
    def test_so_many_are_divided(self, visit_dentist: Start, text: str, total: str, each: str) -> None:
        talk = visit_dentist()
        talk.say("quanto custa o implante?")
        told = talk.say(text).text
        assert f"a partir de R$ {total}" in told
        assert f"a partir de R$ {each}" in told


class TestToldWithThePrice:
    @pytest.mark.parametrize(
        "text",
        [
            "somos eu, minha irma e 2 funcionarias, quanto fica por mes?",
            "eu e mais 3 vamos usar, quanto sai por mês?",
            "eu, meu marido e 2 vendedores, qual o preço?",
        ],
    )
    def test_people_are_told_what_holds_them(self, visit_sample: Start, text: str) -> None:
        told = visit_sample().say(text).text
        assert "Plano Essencial + 2 × Usuário Adicional: R$ 129,70 por mês" in told
        assert "Plano Profissional: R$ 189,90 por mês" in told
        assert "De qual produto" not in told

    @pytest.mark.parametrize(
        "text",
        [
            "perguntei qual plano serve pra um mercadinho com 1 caixa só",
            "é uma loja so com um caixa, qual serve?",
            "qual plano atende 1 loja só?",
        ],
    )
    def test_the_one_that_is_enough_is_called_so(self, visit_sample: Start, text: str) -> None:
        assert "Para isso, Plano Essencial atende: R$ 89,90 por mês" in visit_sample().say(text).text


class TestSeveralNeeds:
    @pytest.mark.parametrize(
        "text",
        [
            "o que serve pra 4 pessoas, com nota de serviço",
            "qual plano atende 4 usuários com nfs-e?",
            "somos 4 pessoas e preciso de nota de serviço, qual serve?",
        ],
    )
    def test_all_of_them_are_covered(self, visit_sample: Start, text: str) -> None:
        told = visit_sample().say(text).text
        wider = "Plano Essencial + 2 × Usuário Adicional + Módulo Nota Fiscal de Serviço: R$ 159,60 por mês"
        assert wider in told
        assert "Plano Profissional: R$ 189,90 por mês" in told

    def test_what_the_smaller_plan_lacks_is_added(self, visit_sample: Start) -> None:
        told = visit_sample().say("qual plano atende 3 caixas com estoque avançado?").text
        assert "Plano Profissional + Módulo Estoque Avançado: R$ 229,80 por mês" in told
        assert "- Plano Profissional:" not in told

    @pytest.mark.parametrize(
        "text", ["mas o essencial aguenta as 4? quantos usuarios tem", "o essencial serve pra nós 4?"]
    )
    def test_those_who_were_told_of(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("somos eu, minha irma e 2 funcionarias, quanto fica por mes?")
        told = talk.say(text).text
        assert "Usuários incluídos: 2" in told
        assert "Plano Essencial + 2 × Usuário Adicional: R$ 129,70 por mês" in told
        assert "não encontrei" not in told
