"""More of what comes with a plan: "mais 2 usuários", "cada usuário a mais", "os 2 a mais", "mais essa loja"."""

import pytest

from tests.agents.conftest import Start

PROFISSIONAL_WITH_TWO = "- 2 × Usuário Adicional: R$ 39,80 por mês\nTotal: R$ 229,70 por mês."


class TestAddedToThePlan:
    @pytest.mark.parametrize(
        "text",
        [
            "quero por mais 2 usuarios, quanto fica tudo por mes?",
            "quanto fica com 2 usuários a mais?",
            "e se eu colocar mais dois usuários, quanto dá por mês?",
            "quanto custa cada usuario a mais? são 2",
        ],
    )
    def test_which_was_talked_about(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional por mês?")
        assert PROFISSIONAL_WITH_TWO in talk.say(text).text

    @pytest.mark.parametrize(
        "own", ["já sou cliente do profissional", "meu plano é o Profissional", "tô no profissional"]
    )
    def test_which_they_said_is_theirs(self, visit_sample: Start, own: str) -> None:
        talk = visit_sample()
        talk.say_all([own, "vocês emitem nota?"])
        assert PROFISSIONAL_WITH_TWO in talk.say("quero por mais 2 usuarios, quanto fica tudo por mes?").text

    def test_which_they_name_beside_it(self, visit_sample: Start) -> None:
        said = visit_sample().say("quanto custa cada usuario a mais? são 2, fora meu plano q é o Profissional").text
        assert said.startswith("Usuário Adicional: R$ 19,90 por usuário por mês.")
        assert PROFISSIONAL_WITH_TWO in said

    def test_which_we_ask_for(self, visit_sample: Start) -> None:
        talk = visit_sample()
        asked = talk.say("quero por mais 2 usuarios, quanto fica tudo por mes?").text
        assert "2 × Usuário Adicional: R$ 39,80 por mês" in asked
        assert asked.endswith("qual é o seu plano?")
        assert PROFISSIONAL_WITH_TWO in talk.say("o profissional, no mensal").text

    def test_what_was_added_before_is_meant_by_its_number(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("o essencial serve pra 4 pessoas usando?")
        said = talk.say("e esse essencial com os 2 a mais, quanto sai no anual? e tem taxa pra instalar?").text
        assert "Em um ano: R$ 1.376,60" in said
        assert "abre no navegador" in said

    def test_what_is_asked_beside_it_is_answered_too(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial por mês?")
        said = talk.say("mas com os 2 usuarios a mais eu perguntei. e precisa instalar alguma coisa?").text
        assert "Total: R$ 129,70 por mês" in said
        assert "abre no navegador" in said

    def test_one_alone_is_told_alone(self, visit_sample: Start) -> None:
        said = visit_sample().say("quanto custa cada usuario a mais?").text
        assert said.startswith("Usuário Adicional: R$ 19,90 por usuário por mês.")
        assert "Para" not in said.split("\n")[0]

    def test_they_are_not_the_size_of_the_team(self, visit_sample: Start) -> None:
        talk = visit_sample()
        for text in ("mas com os 2 usuarios a mais eu perguntei", "então já põe os 2 usuarios pra mim"):
            talk.say(text)
            assert "team_size" not in talk.state.get("lead", {}).get("fields", {})


class TestNotSoldWithThePlan:
    @pytest.mark.parametrize(
        "text", ["qto da o essencial com mais essa loja somado?", "quanto fica o essencial mais uma loja?"]
    )
    def test_no_total_is_told_but_what_holds_as_much(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "Loja Adicional — Disponível em: Profissional e Empresarial." in said
        assert "Plano Profissional + Loja Adicional: R$ 269,80 por mês" in said
        assert "Plano Empresarial" in said
        assert "169,80" not in said

    def test_neither_is_it_with_the_plan_that_is_pointed_at(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("e se eu abrir mais uma loja qto fica por mes?")
        said = talk.say("nao, o total. plano + a loja. to no mais basico").text
        assert "Disponível em: Profissional e Empresarial" in said
        assert "Plano Profissional + Loja Adicional: R$ 269,80 por mês" in said

    def test_our_own_word_echoed_asks_nothing(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["quanto custa o profissional?", "Renata", "tem suporte por whatsapp?"])
        talk.history[-1] = talk.history[-1].__class__("agent", "Qual é o seu e-mail para enviarmos a proposta?")
        said = talk.say("q proposta?? eu ja sou cliente. qto da o essencial com mais essa loja somado").text
        assert "patrocínio" not in said


class TestOrdered:
    def test_to_add_them_is_to_buy_them(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["já sou cliente do profissional", "com mais 2 usuarios quanto fica?"])
        draft = talk.say("beleza. entao ja poe os 2 usuarios pra mim. meu email é ze@mercadinho.example")
        assert draft.intent.name == "purchase_interest"
        assert "R$ 39,80 por mês" in draft.text
        assert talk.state["lead"]["fields"]["email"] == "ze@mercadinho.example"

    def test_how_it_is_done_is_no_order(self, visit_sample: Start) -> None:
        assert visit_sample().say("como cadastro mais usuários no sistema?").intent.name != "purchase_interest"
