"""A word that the material has too is no reason to quote it: what is meant has to agree."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestAQuestionOfOneWord:
    @pytest.mark.parametrize(
        ("text", "strange"),
        [
            (
                "quero saber se alguém da empresa vem no salão ou me ajuda a distância a configurar, e se cobra",
                "fatura",
            ),
            ("q proposta?? eu ja sou cliente. qto da o essencial com mais essa loja somado", "patrocínio"),
            ("pode continuar. como troco o cartão?", "teste acaba"),
        ],
    )
    def test_beside_others_is_no_reason_to_quote(self, visit_sample: Start, text: str, strange: str) -> None:
        assert strange not in visit_sample().say(text).text

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("aceita pix? e frete?", "O frete é grátis"),
            ("quanto custa o essencial? e a garantia?", "garantia de 12 meses"),
            ("garantia?", "garantia de 12 meses"),
        ],
    )
    def test_is_answered_by_what_is_headed_by_it(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text

    def test_is_asked_of_what_was_talked_about(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o treinamento online?")
        said = talk.say("quantas horas precisa?").text
        assert "Suporte Premium" not in said or said.startswith("Não tenho certeza")


class TestWords:
    @pytest.mark.parametrize(
        "text",
        [
            "oi to gravida de 5 meses, posso fazer tratamento ai? to com um dente doendo",
            "na gravidez da pra fazer raio x?",
            "gestante pode fazer limpeza?",
            "mas sim ou não, gravida pode fazer clareamento???",
        ],
    )
    def test_who_is_pregnant_is_told_of_it(self, dentist: Assistant, text: str) -> None:
        assert "limpeza é recomendada na gravidez" in Talk(dentist).say(text).text

    def test_what_is_needed_is_told_beside_it(self, dentist: Assistant) -> None:
        said = Talk(dentist).say("preciso levar algo? e na gravidez da pra fazer raio x?").text
        assert "documento com foto" in said
        assert "na gravidez" in said

    def test_a_price_that_rises_is_adjusted(self, visit_sample: Start) -> None:
        assert "IPCA" in visit_sample().say("e o preço sobe depois?").text

    def test_who_is_addressed_is_nothing_dear(self, dentist: Assistant) -> None:
        said = Talk(dentist).say("mas cara eu morro de medo de dentista, doi mto? vcs dao anestesia ne").text
        assert "anestesia local" in said
        assert "maior valor" not in said
        assert "não encontrei" not in said.lower()

    def test_what_is_taken_off_later_is_no_wish_for_a_discount(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say("quanto custa a avaliação?")
        said = talk.say("então fico 120 hoje e desconta depois, blz. dói muito? vcs dão anestesia né").text
        assert "anestesia local" in said
        assert "Não tenho desconto" not in said


class TestClosingADeal:
    def test_is_told_how(self, visit_sample: Start) -> None:
        assert "Crie a conta no site" in visit_sample().say("como faço p fechar?").text

    def test_of_what_was_just_priced_goes_on_with_it(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial?")
        assert "Ótima escolha! Plano Essencial" in talk.say("como faço p fechar?").text

    def test_is_no_closing_time(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o essencial?")
        assert "Hoje abrimos" not in talk.say("se eu fechar o anual hoje vcs instalam?").text

    def test_a_door_that_closes_is_one(self, visit_sample: Start) -> None:
        assert "natal" in visit_sample().say("vocês vão fechar no natal?").text.lower()


def test_what_is_unlikely_is_not_listed_beside_a_maybe(visit_sample: Start) -> None:
    said = visit_sample().say("minha maquininha de cartao é da stone, funciona junto c o sistema?").text
    assert "vendas de qualquer maquininha" in said
    assert "folha de pagamento" not in said


@pytest.mark.parametrize("outcry", ["aff. ", "ué? ", "calma, ", "moça, "])
def test_an_outcry_asks_nothing(visit_sample: Start, outcry: str) -> None:
    talk = visit_sample()
    talk.say("oi")
    assert talk.say(f"{outcry}qual o prazo de entrega no nordeste?").text == (
        visit_sample().say_all(["oi", "qual o prazo de entrega no nordeste?"]).text
    )


def test_shops_and_people_are_counted_apart(visit_sample: Start) -> None:
    said = visit_sample().say("2 lojas e 6 funcionarios, qual plano é pra mim?").text
    assert "Plano Profissional + Loja Adicional + Usuário Adicional: R$ 289,70" in said
    assert "Plano Essencial" not in said
