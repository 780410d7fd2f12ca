"""Passages that there are, and that customers who write in a hurry did not reach."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestReached:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("da pra usar no meu notebook?", "Windows 10"),
            ("roda no meu notebook msm?", "Windows 10"),
            ("nao!! so me responde, da pra usar no meu laptop?", "Windows 10"),
            ("does it work on my laptop?", "Windows 10"),
            ("funciona offline?", "até 24 horas"),
            ("qnto tempo ate eu conseguir vender?", "cerca de uma hora"),
            ("em quanto tempo da pra começar a usar o sistema?", "cerca de uma hora"),
            ("tem taxa escondida?", "taxa de adesão"),
            ("dá pra passar 3 mil produtos?", "planilha"),
            ("tenho 3 mil produtos la, da pra passar tudo pro de vcs?", "planilha"),
            ("consigo levar meus produtos pro sistema?", "planilha"),
        ],
    )
    def test_of_a_system(self, visit_sample: Start, text: str, told: str) -> None:
        assert told in visit_sample().say(text).text

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("canal dói?", "anestesia local"),
            ("o clareamento dói?", "anestesia local"),
            ("e doi mto? tenho pavor de agulha", "anestesia local"),
            ("gravida pode tratar dente?", "Podem"),
            ("ate qdo posso desmarcar", "24 horas"),
            ("até quando posso desmarcar sem pagar?", "24 horas"),
            ("tem onde deixar o carro?", "estacionamento do prédio"),
        ],
    )
    def test_of_a_clinic(self, dentist: Assistant, text: str, told: str) -> None:
        assert told in Talk(dentist).say(text).text

    def test_which_bus_stops_there_is_no_question_of_parking(self, dentist: Assistant) -> None:
        assert "a duas quadras" in Talk(dentist).say("onde para o onibus?").text

    def test_who_wants_to_cancel_is_told_that_there_is_no_meeting(self, dentist: Assistant) -> None:
        assert "Não encontrei nenhum horário" in Talk(dentist).say("quero desmarcar").text


class TestTheirOwnMachine:
    @pytest.mark.parametrize(
        "text",
        [
            "posso ficar com a minha da stone ou nao?",
            "uso a da stone, tem q trocar?",
            "tenho a moderninha, vou ter que trocar?",
            "uso uma maquininha da cielo, preciso comprar outra?",
        ],
    )
    def test_it_will_do(self, visit_sample: Start, text: str) -> None:
        assert "qualquer maquininha" in visit_sample().say(text).text

    @pytest.mark.parametrize(
        "text",
        [
            "funciona com minha maquininha? uso ton",
            "e a maquininha de cartao, tem q ser a de vcs?",
            "precisa ser a maquininha de vocês?",
        ],
    )
    def test_it_need_not_be_ours(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "qualquer maquininha" in said
        assert "R$" not in said

    @pytest.mark.parametrize(
        "text",
        [
            "tenho um leitor de codigo de barras velho e meu notebook, da pra usar? ou tenho q comprar equipamento",
            "nao quero comprar, ja tenho um. funciona com o meu leitor? e roda em notebook windows?",
            "tenho que comprar a impressora de vcs?",
            "o leitor tem que ser o de vocês?",
        ],
    )
    def test_another_thing_is_neither_sold_nor_bought(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "ESC/POS" in said
        assert "R$" not in said
        assert "Ótima escolha" not in said

    def test_how_a_broken_one_is_mended_does_not_tell_whether_it_will_do(self, visit_sample: Start) -> None:
        assert "cabo da gaveta" not in visit_sample().say("a gaveta tem que ser a de vocês?").text

    @pytest.mark.parametrize("text", ["da pra receber no pix?", "consigo receber dos clientes no pix?"])
    def test_what_takes_their_customers_money_is_no_refund(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "Recebe débito, crédito e Pix" in reply
        assert "reembolso" not in reply


class TestWhatTheyCouldDo:
    @pytest.mark.parametrize("text", ["da pra emitir nota?", "posso emitir nota fiscal?", "consigo emitir nota?"])
    def test_is_no_question_of_what_we_issue(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "Todos os planos emitem" in reply
        assert "mensalidade é enviada" not in reply

    def test_what_we_issue_is_told_to_who_asks_for_it(self, visit_sample: Start) -> None:
        assert "mensalidade é enviada" in visit_sample().say("vocês emitem nota fiscal da mensalidade?").text


def test_a_part_of_a_message_is_not_asked_again(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("o canal dói?")
    reply = talk.say("canal dói mesmo? tem anestesia ne").text
    assert "remédios por mensagem" not in reply
    assert "anestesia" in reply


class TestTheOpposite:
    @pytest.mark.parametrize(
        "text", ["e essa demonstracao é paga?", "a demonstração é paga?", "tem que pagar a demonstração?"]
    )
    def test_what_is_free_is_no_yes_to_paid(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "a demonstração é grátis" in reply.lower()
        assert "Sim" not in reply

    @pytest.mark.parametrize("text", ["a demonstração é grátis?", "a demonstração é de graça?"])
    def test_what_is_free_is_a_yes_to_free(self, visit_sample: Start, text: str) -> None:
        assert visit_sample().say(text).text.startswith("Sim")


class TestWhatIsNeeded:
    @pytest.mark.parametrize(
        "text",
        [
            "precisa comprar algum equipamento?",
            "o q precisa comprar de equipamento?",
            "preciso comprar equipamento?",
            "tenho que ter algum equipamento?",
        ],
    )
    def test_is_told_and_not_what_is_rented(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "Para um caixa completo" in said
        assert "aluguel" not in said


class TestUsedHere:
    @pytest.mark.parametrize(
        "text",
        [
            "a minha impressora é uma elgin i9 termica, serve?",
            "serve a minha impressora termica?",
            "ta, mas funciona com a impressora q ja tenho ou tenho q comprar a de vcs?",
            "posso usar a impressora que eu já tenho?",
            "minha impressora é térmica, funciona?",
        ],
    )
    def test_what_is_theirs_already(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert said.startswith("O sistema funciona com leitores USB") or said.startswith("Sim, o sistema funciona com")
        assert "Não tenho certeza" not in said

    @pytest.mark.parametrize(
        "text",
        [
            "a minha impressora é uma elgin i9 termica, serve? e posso usar meu notebook",
            "minha impressora é uma bematech, funciona? e posso usar meu laptop?",
        ],
    )
    def test_two_things_of_theirs(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "impressoras térmicas que usam ESC/POS" in said
        assert "Windows 10 ou mais novo" in said
        assert "acesso remoto" not in said


class TestTrial:
    @pytest.mark.parametrize(
        "text",
        [
            "quero começar o teste do profissional, como faço?",
            "como começo o teste?",
            "como faço pra iniciar o teste grátis do Essencial?",
        ],
    )
    def test_how_it_begins(self, visit_sample: Start, text: str) -> None:
        assert "Crie a conta no site" in visit_sample().say(text).text
