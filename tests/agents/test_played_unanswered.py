"""Another question of what was just told, and what nobody told."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk

SAME_DAY = "Os outros tratamentos são marcados depois do orçamento."


class TestAnotherPoint:
    """No text again as if it were new: the point is not known, and a person is offered."""

    @pytest.mark.parametrize(
        ("asked", "text"),
        [
            ("minha nota foi rejeitada, o que eu faço?", "ta falando ncm invalido, onde eu arrumo isso?"),
            ("quanto custa a nota de serviço?", "e quanto fica pra emitir em duas prefeituras?"),
        ],
    )
    def test_is_said_not_to_be_known(self, visit_sample: Start, asked: str, text: str) -> None:
        talk = visit_sample()
        told = talk.say(asked).text
        reply = talk.say(text)
        assert told.splitlines()[0] not in reply.text
        assert reply.state["awaiting"] == "handoff_offer"

    def test_another_thing_is_not_priced_as_the_one_before(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say("quanto custa a limpeza?")
        reply = talk.say("e da odontopediatria, qto?")
        assert "R$ 180,00" not in reply.text
        assert reply.state["awaiting"] == "handoff_offer"

    @pytest.mark.parametrize("text", ["mas então aceita pix mesmo?", "pix vocês aceitam?", "aceita pix, certeza?"])
    def test_the_same_in_other_words_is_told_again(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("aceita pix?")
        assert "Aceitamos Pix" in talk.say(text).text

    def test_what_a_passage_means_is_told_of_another_treatment_too(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say("já coloca o aparelho na primeira consulta?")
        assert SAME_DAY in talk.say("faz o clareamento na hora?").text


class TestNotTold:
    @pytest.mark.parametrize(
        "text",
        [
            "hmm e da p fazer clareamento junto com o aparelho? ou tem q ser antes",
            "posso fazer limpeza e clareamento ao mesmo tempo?",
        ],
    )
    def test_two_at_once(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("qto custa clareamento ai?")
        reply = talk.say(text)
        assert "convênio" not in reply.text
        assert reply.state["awaiting"] == "handoff_offer"

    def test_prices_are_no_answer_to_who_insists(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say("quanto custa clareamento e aparelho?")
        reply = talk.say("perguntei se posso fazer os 2 ao msm tempo")
        assert "R$" not in reply.text
        assert reply.state["awaiting"] == "handoff_offer"

    def test_what_happens_in_each_stage(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say("quanto custa o implante?")
        reply = talk.say("4 a 6 meses é mta coisa. como sao essas 3 etapas? quantas vezes tenho q ir ai?").text
        assert "em três etapas" in reply
        assert "eu não encontrei por aqui" in reply

    @pytest.mark.parametrize("text", ["mas fica sensivel dps? e qto tempo dura o branco", "fica sensível depois?"])
    def test_a_question_of_a_treatment_is_no_trouble_with_it(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("quanto custa o clareamento?")
        reply = talk.say(text).text
        assert "Sinto muito pelo problema" not in reply
        assert "equipe de suporte" not in reply

    @pytest.mark.parametrize(
        "text", ["blz. a nota sai no meu cpf ou no dela? pq quem paga sou eu", "a nota sai no nome de quem?"]
    )
    def test_whose_invoice_it_is_needs_no_records(self, dentist: Assistant, text: str) -> None:
        reply = Talk(dentist).say(text)
        assert "acesso ao seu cadastro" not in reply.text
        assert reply.state["awaiting"] == "handoff_offer"

    @pytest.mark.parametrize("text", ["cobraram errado no meu cartão", "cobraram duas vezes no meu cartão"])
    def test_a_charge_is_still_looked_into(self, dentist: Assistant, text: str) -> None:
        assert "acesso ao seu cadastro" in Talk(dentist).say(text).text


class TestWhatIsNeeded:
    @pytest.mark.parametrize("text", ["o que ela leva?", "o que minha mãe precisa levar?", "o que eu levo?"])
    def test_what_is_brought(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("quanto é a avaliação?")
        assert "Leve um documento com foto" in talk.say(text).text

    def test_beside_a_wish_for_a_time_and_a_thing_of_theirs(self, dentist: Assistant) -> None:
        text = "vamos marcar entao a avaliação dela. o que ela leva? ela tem uns raio x de 2 anos atras, serve?"
        reply = Talk(dentist).say(text).text
        assert "Leve um documento com foto" in reply
        assert "tem radiografia inclusa" not in reply
        assert "garantia" not in reply

    def test_what_comes_with_it_is_told_as_before(self, dentist: Assistant) -> None:
        assert "Sim, Avaliação tem radiografia inclusa." in Talk(dentist).say("a avaliação inclui raio x?").text

    @pytest.mark.parametrize(
        "text",
        [
            "vou abrir minha primeira lojinha em fevereiro, sou mei e n entendo nada de sistema. o q eu preciso?",
            "tô montando uma loja de roupa mês que vem. o que eu preciso ter?",
            "vou abrir um mercadinho, o que preciso pra começar?",
        ],
    )
    def test_to_open_a_shop(self, visit_sample: Start, text: str) -> None:
        assert "Você precisa do CNPJ" in visit_sample().say(text).text

    @pytest.mark.parametrize("text", ["tem lugar pra estacionar? vou de carro", "tem espaço pra parar o carro?"])
    def test_a_place_to_park_is_surely_told(self, dentist: Assistant, text: str) -> None:
        assert Talk(dentist).say(text).text.startswith("Temos convênio com o estacionamento")
