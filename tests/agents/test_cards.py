"""What a product's card answers, and what it does not."""

import pytest

from tests.agents.conftest import Start

CARD = "Um especialista configura o sistema com você"


class TestCard:
    @pytest.mark.parametrize("text", ["o q tem nessa implantaçao?", "o que vem incluso nela?"])
    def test_what_the_material_tells_of_what_comes_is_preferred(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["e a instalaçao, quem faz?", text]).text
        assert "configuração fiscal, cadastro inicial" in said
        assert CARD not in said

    @pytest.mark.parametrize("text", ["e se a internet cair, ela consegue vender? e se desistir tem multa?"])
    def test_is_not_told_again_for_what_somebody_does(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["e a instalaçao, quem faz?", text]).text
        assert "24 horas" in said
        assert "não há multa" in said
        assert CARD not in said

    @pytest.mark.parametrize(
        "text",
        ["e dói? fiz um canal em outro lugar q foi um horror", "dói? meu irmão fez canal e ficou traumatizado"],
    )
    def test_is_not_that_of_what_only_the_story_names(self, visit_dentist: Start, text: str) -> None:
        said = visit_dentist().say_all(["implante quanto custa", text]).text
        assert "anestesia local" in said
        assert "Tratamento de canal" not in said

    def test_what_is_had_already_is_not_offered(self, visit_sample: Start) -> None:
        text = "tenho um leitor de codigo de barras velho, da pra usar? ou tenho q comprar equipamento"
        assert "funciona com leitores USB" in visit_sample().say(text).text
        said = visit_sample().say("e a maquininha de cartao, tem q ser a de vcs?").text
        assert "qualquer maquininha" in said


class TestUnknown:
    def test_names_the_part_of_a_question_with_a_story(self, visit_dentist: Start) -> None:
        text = "minha filha tem 12 anos e ta com os dentes tortos. vcs colocam aparelho nessa idade?"
        said = visit_dentist().say(text).text
        assert '"vcs colocam aparelho nessa idade"' in said
        assert "O resto" not in said

    @pytest.mark.parametrize("text", ["quais tipos de aparelho tem e a partir de q idade pode?"])
    def test_the_first_half_is_answered(self, visit_dentist: Start, text: str) -> None:
        said = visit_dentist().say(text).text
        assert "- Aparelho fixo" in said
        assert "- Alinhador transparente" in said

    def test_a_card_that_was_told_tells_nothing_of_the_age(self, visit_dentist: Start) -> None:
        said = visit_dentist().say_all(["me fala do aparelho fixo", "12 anos ja da pra por o fixo? e doi?"]).text
        assert "anestesia local" in said
        assert "Preços" not in said
        assert "não encontrei" in said


class TestPurchase:
    @pytest.mark.parametrize(
        "text", ["o implante dói?", "nao quero comprar, ja tenho um leitor", "é melhor o aparelho ou o alinhador?"]
    )
    def test_is_none_in_a_question_or_a_refusal(self, visit_sample: Start, visit_dentist: Start, text: str) -> None:
        for start in (visit_sample, visit_dentist):
            assert "Ótima escolha" not in start().say(text).text


class TestHalves:
    def test_a_quote_that_names_what_is_asked_of_too_answers_it(self, visit_dentist: Start) -> None:
        said = visit_dentist().say("o meu é odontovale, cobre limpeza? e caiu uma obturação, ele cobre tb?").text
        assert "cobrem avaliação, limpeza, restauração" in said
        assert "Não encontrei" not in said

    @pytest.mark.parametrize("text", ["em quantas vezes tenho q ir ai?", "em quantas vezes eu preciso voltar?"])
    def test_visits_are_no_instalments(self, visit_dentist: Start, text: str) -> None:
        said = visit_dentist().say_all(["implante quanto custa", text]).text
        assert "em três etapas" in said
        assert "Parcelamento" not in said

    def test_insurance_is_told_for_what_the_talk_is_of(self, visit_dentist: Start) -> None:
        said = visit_dentist().say_all(["qual o preço do aparelho fixo?", "aceita convenio?"]).text
        assert "Aceitamos OdontoVale" in said
        assert "não tem cobertura por convênio" in said

    @pytest.mark.parametrize("text", ["e-commerce, integracao com loja na internet. vcs tem? quanto é"])
    def test_the_business_is_not_described_before_a_price(self, visit_sample: Start, text: str) -> None:
        assert visit_sample().say(text).text.startswith("Módulo E-commerce: R$ 59,90")


class TestYesOrNo:
    def test_is_said_as_one_says_it(self, visit_dentist: Start, visit_sample: Start) -> None:
        assert visit_dentist().say("o canal tem anestesia?").text.startswith("Sim, Tratamento de canal tem anestesia.")
        said = visit_sample().say("o leitor lê qr code?").text
        assert said.startswith("Sim, Leitor de Código de Barras lê QR Code.")
