"""For whom the business is, who has no skill, what is asked behind another question, and what is no failure of ours."""

from datetime import datetime

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import TUESDAY, Start, Talk


class TestForWhom:
    @pytest.mark.parametrize(
        "text",
        [
            "oi bom dia, tenho um salão de beleza com minha irmã, serve pra salao?",
            "serve pra mercadinho?",
            "vcs atendem oficina mecânica?",
            "o sistema é indicado pra papelaria?",
        ],
    )
    def test_a_kind_that_is_named_is_served(self, visit_sample: Start, text: str) -> None:
        assert visit_sample().say(text).text.startswith("Sim, o sistema atende")

    @pytest.mark.parametrize("text", ["serve pra hospital?", "atende indústria?"])
    def test_one_that_is_excluded_is_not(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert not said.startswith("Sim")
        assert "Não é indicado" in said

    @pytest.mark.parametrize("text", ["serve pra 4 pessoas?", "qual plano serve pra mercadinho?", "serve pra padaria?"])
    def test_nothing_else_is_affirmed(self, visit_sample: Start, text: str) -> None:
        assert not visit_sample().say(text).text.startswith("Sim, o sistema")

    @pytest.mark.parametrize(
        "said",
        [
            ["oi bom dia, to abrindo uma lanchonete pequena, nao sei se o sistema de vcs serve pra mim"],
            ["serve pra lanchonete?"],
            ["serve pra lanchonete sim ou nao?"],
            ["vou abrir uma lanchonete", "mas lanchonete entao nao da?"],
            ["tenho uma lanchonete, serve pra mim?"],
        ],
    )
    def test_one_that_nothing_names_is_said_to_be_none_of_them(self, visit_sample: Start, said: list[str]) -> None:
        talk = visit_sample()
        told = [talk.say(text).text for text in said][-1]
        assert "“lanchonete” não está entre os tipos de negócio" in told
        assert "lojas de roupas" in told

    @pytest.mark.parametrize("text", ["serve pra celular?", "serve pra nota fiscal?", "serve pra Windows?"])
    def test_what_the_material_tells_of_is_no_kind(self, visit_sample: Start, text: str) -> None:
        assert "não está entre os tipos" not in visit_sample().say(text).text

    @pytest.mark.parametrize(
        "text",
        [
            "ela n entende nada de computador, vai conseguir?",
            "minha tia não sabe mexer no computador, é difícil?",
            "não sei mexer com informática, será que consigo?",
        ],
    )
    def test_who_has_no_skill_hears_how_hard_it_is(self, visit_sample: Start, text: str) -> None:
        assert "30 minutos" in visit_sample().say(text).text


class TestBehindAnotherQuestion:
    @pytest.mark.parametrize(
        "text",
        [
            "vcs entregam em salvador? qto tempo e qto custa o frete",
            "vocês entregam em Recife? quanto tempo demora? e o frete é quanto?",
        ],
    )
    def test_how_long_is_asked_of_what_stands_before(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "10 dias úteis" in said
        assert "frete é grátis" in said
        assert "Não encontrei" not in said

    @pytest.mark.parametrize("choice", [("a primeira.", "a segunda."), ("o primeiro.", "o segundo."), ("1.", "2.")])
    def test_what_is_chosen_of_a_list_is_told_as_well(self, visit_sample: Start, choice: tuple[str, str]) -> None:
        talk = visit_sample()
        topics = talk.say("alguem vai la instalar e ensinar ela a mexer?").text
        place = next(place for place in (0, 1) if f"{place + 1}. O sistema é difícil de usar?" in topics)
        said = talk.say(f"{choice[place]} e qual o prazo de entrega?").text
        assert "30 minutos" in said
        assert "10 dias úteis" in said


class TestNeededBefore:
    @pytest.mark.parametrize(
        "text",
        ["precisa fazer limpeza ou avaliação antes de clarear?", "precisa de limpeza ou canal antes do implante?"],
    )
    def test_is_neither_a_comparison_nor_a_list_of_prices(self, dentist: Assistant, text: str) -> None:
        said = Talk(dentist).say(text).text
        assert "Comparando" not in said
        assert "R$ 180,00" not in said


class TestInTime:
    NOW = datetime(2026, 12, 3, 10, 20, tzinfo=TUESDAY.tzinfo)

    @pytest.mark.parametrize(
        "text",
        [
            "quero clarear os dentes antes de uma viagem dia 20/12, da tempo?",
            "o clareamento fica pronto antes do natal?",
        ],
    )
    def test_how_long_it_takes_is_told(self, dentist: Assistant, text: str) -> None:
        said = Talk(dentist, now=self.NOW).say(text).text
        assert "3 semanas em casa" in said
        assert "a equipe confirma" in said

    def test_going_on_is_no_failure_of_ours(self, dentist: Assistant) -> None:
        talk = Talk(dentist, now=self.NOW)
        talk.say("quero clarear os dentes antes de uma viagem dia 20/12, da tempo?")
        talk.say("nao é limpeza, é clareamento. vcs fazem em casa e na clinica? qual a diferença")
        draft = talk.say("entao pro dia 20 o de casa nao da tempo ne? qual vc recomenda")
        assert draft.handoff is None
        assert "3 semanas em casa" in draft.text

    def test_what_it_is_not_is_not_compared(self, dentist: Assistant) -> None:
        talk = Talk(dentist, now=self.NOW)
        talk.say("quero clarear os dentes")
        assert "Limpeza" not in talk.say("nao é limpeza, é clareamento. qual a diferença dos dois jeitos?").text


class TestNoOrder:
    @pytest.mark.parametrize("text", ["fico banguela ate ficar pronto? colocam um provisorio?", "ja ta pronto?"])
    def test_is_not_looked_for(self, dentist: Assistant, text: str) -> None:
        assert "consultar pedidos" not in Talk(dentist).say(text).text

    def test_one_that_is_named_is(self, dentist: Assistant) -> None:
        assert "consultar pedidos" in Talk(dentist).say("cadê meu pedido?").text

    def test_who_has_just_refused_a_person_is_offered_none(self, visit_sample: Start) -> None:
        talk = visit_sample()
        assert talk.say("voces vendem capacete?").state["awaiting"] == "handoff_offer"
        said = talk.say("nao precisa agora. e os dados dos meus clientes ficam seguros? tem backup").text
        assert "criptografia" in said
        assert "chamo alguém" not in said


class TestAskedTogether:
    @pytest.mark.parametrize("chosen", ["1 e a 2 tb, tenho uma maquininha da stone", "1 e 2", "a 1 e a 2 também"])
    def test_two_that_are_chosen_are_both_told(self, visit_sample: Start, chosen: str) -> None:
        talk = visit_sample()
        first, second, *_ = talk.say("alguem vai la instalar e ensinar ela a mexer?").quick_replies
        told = [visit_sample().say(each).text.partition("\n\n")[0][-40:] for each in (first, second)]
        said = talk.say(chosen).text
        assert all(each in said for each in told)

    @pytest.mark.parametrize(
        "text",
        [
            "nao foi isso q perguntei. serve pra lanchonete sim ou nao? e vcs integram com ifood?",
            "nao foi isso q perguntei. serve pra lanchonete sim ou nao? e puxa pedido do ifood?",
            "não entendeu. atende lanchonete? integra com o iFood?",
        ],
    )
    def test_what_is_asked_beside_a_correction(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("tem comanda, mesa essas coisas?")
        said = talk.say(text).text
        assert "“lanchonete” não está entre" in said
        assert "Ainda não temos integração com o iFood" in said

    @pytest.mark.parametrize("text", ["puxa pedido do ifood?", "e os pedidos do iFood caem no sistema?"])
    def test_a_name_that_one_title_has_is_what_is_asked_about(self, visit_sample: Start, text: str) -> None:
        assert "Ainda não temos integração com o iFood" in visit_sample().say(text).text
