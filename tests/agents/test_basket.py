"""What is added up in a talk, and what comes in and goes out of it later."""

import pytest

from tests.agents.conftest import Start

SUMMED = "quanto é o essencial com loja online?"


class TestOut:
    @pytest.mark.parametrize(
        "text",
        [
            "tira a loja online, qto fica?",
            "e sem a loja online?",
            "não quero loja online não",
            "n preciso da loja online",
            "o total sem a loja online",
            "a loja online pode tirar",
            "esquece a loja online, quanto dá?",
            "deixa fora a loja online",
        ],
    )
    def test_what_is_not_wanted_leaves_the_sum(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["quanto é o essencial com loja online e o módulo de estoque?", text])
        assert "R$ 129,80" in said.text
        assert "R$ 59,90" not in said.text
        assert "sem Módulo E-commerce" in said.text

    def test_long_after_the_sum(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([SUMMED, "qual o horário de vocês?", "tem estacionamento?", "tira a loja online"])
        assert "Plano Essencial: R$ 89,90" in said.text
        assert "59,90" not in said.text

    def test_what_is_asked_beside_it_is_answered(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([SUMMED, "tira a loja online!! tem teste gratis? precisa por cartao?"])
        assert "sem Módulo E-commerce" in said.text
        assert "14 dias" in said.text
        assert "cartão" in said.text

    @pytest.mark.parametrize(
        "text",
        [
            "n quero migração n, eu faço a planilha. é o essencial + loja online + estoque, qto da?",
            "não quero a migração. quanto dá o essencial com a loja online e o módulo de estoque?",
        ],
    )
    def test_what_is_denied_before_a_sum_is_not_in_it(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text)
        assert "Total: R$ 189,70 por mês" in said.text
        assert "490" not in said.text

    def test_one_out_and_another_in(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([SUMMED, "tira a loja online e põe a maquininha, quanto fica?"])
        assert "R$ 300,00 + R$ 89,90 por mês" in said.text

    def test_an_offer_of_several_without_one_of_them(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("somos 5 com 2 lojas e preciso de estoque avançado, qual o mais barato?")
        said = talk.say("tira o estoque avançado, quanto fica?")
        assert "R$ 269,80" in said.text

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("o essencial sem o módulo fiscal emite nota de serviço?", "nota fiscal de serviço"),
            ("dá pra usar o essencial sem internet?", "internet"),
        ],
    )
    def test_a_question_of_what_is_without_something_is_no_sum(self, visit_sample: Start, text: str, told: str) -> None:
        said = visit_sample().say(text)
        assert told in said.text.lower()
        assert "Certo, sem" not in said.text

    def test_in_english_and_spanish(self, visit_sample: Start) -> None:
        for text, told in (
            ("remove the online store, how much is it?", "without Módulo E-commerce"),
            ("quita la tienda online, ¿cuánto queda?", "sin Módulo E-commerce"),
        ):
            talk = visit_sample()
            talk.say("quanto é o essencial com o módulo e-commerce?")
            said = talk.say(text.replace("online store", "e-commerce").replace("tienda online", "e-commerce"))
            assert told in said.text


class TestIn:
    @pytest.mark.parametrize(
        "text",
        [
            "e com o módulo do estoque vai pra qto o total?",
            "se eu colocar o módulo de estoque também, quanto fica?",
            "soma também o estoque avançado",
        ],
    )
    def test_what_is_added_later_joins_the_sum(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all([SUMMED, "qual o horário de vocês?", text])
        assert "Total: R$ 189,70 por mês" in said.text

    def test_beside_another_question(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all([SUMMED, "e o estoque avançado, o que é?"])
        said = talk.say("da pra importar de uma planilha do excel? e com esse do estoque vai pra qto o total?")
        assert "importação por planilha" in said.text
        assert "R$ 189,70" in said.text
        assert "490" not in said.text

    def test_a_price_alone_is_no_sum(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([SUMMED, "quanto custa a maquininha?"])
        assert "R$ 300,00" in said.text
        assert "89,90" not in said.text

    def test_the_total_again(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([SUMMED, "vocês atendem sábado?", "e qual o total mesmo?"])
        assert "Total: R$ 149,80 por mês" in said.text


class TestCounted:
    @pytest.mark.parametrize(
        "text",
        [
            "preciso de 2 impressoras e 1 leitor, soma tudo e ve em qts vezes parcela",
            "quanto é 2 impressoras e 1 leitor?",
            "se eu levar 2 impressoras e 1 leitor, quanto fica?",
        ],
    )
    def test_as_many_as_the_message_says(self, visit_sample: Start, text: str) -> None:
        assert "Total: R$ 1.800,00" in visit_sample().say(text).text

    def test_counted_anew(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto é 1 impressora e 1 leitor?")
        assert "Total: R$ 1.800,00" in talk.say("mas são DUAS impressoras, vc somou uma só").text

    def test_fewer_than_before(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto é 2 impressoras e 2 leitores?")
        said = talk.say("e se eu ficar só com 1 leitor e 1 impressora, no pix, quanto fica?")
        assert "Total: R$ 969,00" in said.text

    @pytest.mark.parametrize("text", ["e em 6x fica quanto?", "quanto dá em 6x?", "parcelado em 6?"])
    def test_the_least_instalment_is_that_of_the_sum(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["quanto é 2 impressoras e 1 leitor?", text])
        assert "R$ 1.800,00 em 6 vezes fica R$ 300,00 cada" in said.text

    def test_what_was_summed_is_divided_later_too(self, visit_sample: Start) -> None:
        said = visit_sample().say_all(
            ["quanto é 2 impressoras e 1 leitor?", "parcelado em 6?", "qual o horário?", "e parcelado em 3?"]
        )
        assert "3x de R$ 600,00" in said.text

    def test_one_or_another_is_no_sum(self, visit_sample: Start) -> None:
        assert "Total" not in visit_sample().say("quanto é 1 impressora ou 1 leitor?").text


def test_a_complaint_of_our_sum_is_no_question(visit_sample: Start) -> None:
    said = visit_sample().say_all([SUMMED, "vc n respondeu. quantas notas por mes vem no essencial?"])
    assert "100" in said.text
    assert "15 minutos" not in said.text


class TestGoingOn:
    EQUIPMENT = "quanto fica uma impressora, um leitor e uma gaveta?"
    MORE = "já sou cliente, tenho o plano profissional. quero colocar mais uma loja e mais 2 usuarios, quanto fica?"

    def test_what_the_message_names_before_it_is_in_the_sum(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([self.EQUIPMENT, "e a maquininha qto é? soma tudo pra mim, as 4 coisas"])
        assert "Total: R$ 1.640,00" in said.text
        assert said.state.get("awaiting") != "slot"

    def test_without_one_of_them_by_pix(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([self.EQUIPMENT, "e se tirar a gaveta, qto fica no pix?"])
        assert "Total: R$ 969,00" in said.text

    def test_a_plan_with_what_was_summed(self, visit_sample: Start) -> None:
        said = visit_sample().say_all(
            [self.EQUIPMENT, "o profissional entao. soma o plano anual com os 3 equipamentos, qto fica?"]
        )
        assert "R$ 1.899,00 por ano + R$ 1.340,00" in said.text

    def test_only_what_is_added_to_the_plan(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([self.MORE, "hmm mas eu ja pago os 189. a mais fica qto então?"])
        assert "Total: R$ 119,70 por mês" in said.text

    @pytest.mark.parametrize(
        "text",
        [
            "só quero tirar a loja extra depois e ficar no profissional normal",
            "não tira a loja adicional agora",
            "dá pra tirar a loja adicional quando eu quiser?",
        ],
    )
    def test_what_may_go_later_stays(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all([self.MORE, text])
        assert "Certo, sem" not in said.text
        assert "loja-adicional" in said.state["basket"]

    def test_named_by_what_they_are_sold_by(self, visit_sample: Start) -> None:
        said = visit_sample().say_all(
            [self.MORE, "qual o horário de vocês?", "então com a loja e os 2 usuarios qto da por mes no total?"]
        )
        assert "Total: R$ 309,60 por mês" in said.text

    def test_by_the_year(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([self.MORE, "e se for no anual?"])
        assert "Em um ano: R$ 3.335,40" in said.text

    def test_a_module_that_is_ordered_with_its_plan(self, visit_sample: Start) -> None:
        said = visit_sample().say("quero contratar o plano essencial e o módulo de nota de serviço, no mensal")
        assert "R$ 119,80 por mês" in said.text


class TestWithoutAPrice:
    def test_what_has_none_is_told_beside_the_sum(self, visit_dentist: Start) -> None:
        said = visit_dentist().say("quanto é limpeza, canal e clareamento, tudo junto?")
        assert "R$ 1.170,00" in said.text
        assert "Fora da conta, por não ter preço fixo: Tratamento de canal." in said.text
        assert "depende do dente" in said.text

    def test_what_is_taken_off_later_makes_no_sum(self, visit_dentist: Start) -> None:
        said = visit_dentist().say("qto fica o canal mais a avaliaçao e a limpeza tudo junto?")
        assert "Avaliação: R$ 120,00" in said.text
        assert "Limpeza: R$ 180,00" in said.text
        assert "Total" not in said.text


class TestSentences:
    """What goes out is told in one sentence, and what stays in another."""

    def test_a_no_before_them_takes_nothing_out(self, visit_sample: Start) -> None:
        said = visit_sample().say_all(
            [
                "somos 5 com 2 lojas e preciso de estoque avançado, qual o mais barato?",
                "o profissional controla estoque ou nao? quero profissional + 1 loja, sem o avançado, qto da no mes?",
            ]
        )
        assert "sem Módulo Estoque Avançado" in said.text
        assert "Total: R$ 269,80 por mês" in said.text

    def test_what_comes_later_is_of_something_else(self, visit_sample: Start) -> None:
        said = visit_sample().say_all(
            [SUMMED, "vc n falou o total sem a loja online. e depois do teste cobra sozinho?"]
        )
        assert "sem Módulo E-commerce" in said.text

    def test_as_many_as_another_sentence_says(self, visit_sample: Start) -> None:
        said = visit_sample().say(
            "e o leitor? preciso de 2 impressoras e 1 leitor, soma tudo e ve em qts vezes parcela"
        )
        assert "Total: R$ 1.800,00" in said.text


def test_who_is_about_to_buy_has_no_charge_yet(visit_sample: Start) -> None:
    said = visit_sample().say("quero contratar o essencial + modulo nota, da qto no total e como pago? pode ser pix?")
    assert "acesso ao seu cadastro" not in said.text
    assert "Módulo Nota Fiscal de Serviço: R$ 29,90" in said.text


class TestBehindANeed:
    NEED = "sao 1 loja, 3 caixas e 4 funcionarios, qual plano?"
    ORDER = "entao o profissional + 1 maquininha, 1 impressora e 3 leitores, qto da?"

    def test_tills_are_nobody(self, visit_sample: Start) -> None:
        said = visit_sample().say(self.NEED)
        assert "Para 3 caixas e 4 usuários" in said.text

    def test_what_is_ordered_is_no_need(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([self.NEED, self.ORDER])
        assert "R$ 1.800,00 + R$ 189,90 por mês" in said.text

    def test_one_out_and_fewer_of_another(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([self.NEED, self.ORDER, "e sem a impressora? e so 2 leitores"])
        assert "R$ 780,00 + R$ 189,90 por mês" in said.text


def test_what_a_spreadsheet_lists_is_no_order(visit_sample: Start) -> None:
    said = visit_sample().say(
        "tenho tudo numa planilha do excel, uns 900 pares com tamanho e cor. como passo pro sistema?"
    )
    assert said.handoff is None


class TestNothingGoesOut:
    SUM = "quanto fica o profissional, leitor e gaveta juntos?"

    @pytest.mark.parametrize(
        "text",
        [
            "o leitor funciona sem a gaveta?",
            "a gaveta abre sem o leitor?",
            "dá pra usar o leitor sem a gaveta?",
            "não quero a gaveta de plástico, ela é de ferro?",
        ],
    )
    def test_of_what_is_only_asked_about(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all([self.SUM, text])
        assert "Certo, sem" not in said.text
        assert "gaveta-dinheiro" in said.state["basket"]

    def test_of_what_takes_something_out_itself(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto fica o profissional mais a migração e o leitor?")
        said = talk.say("a migração tira as notas do sistema antigo?")
        assert "Certo, sem" not in said.text

    def test_a_need_beside_a_number_is_answered(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([self.SUM, "preciso de duas lojas e quero 2 leitores, o profissional serve?"])
        assert "2 lojas" in said.text

    def test_one_thing_in_the_place_of_another(self, visit_sample: Start) -> None:
        said = visit_sample().say_all([self.SUM, "e se eu tirar a gaveta e pôr a impressora?"])
        assert "R$ 1.020,00 + R$ 189,90 por mês" in said.text
        said = visit_sample().say_all([self.SUM, "esquece o profissional, quero o essencial"])
        assert "R$ 560,00 + R$ 89,90 por mês" in said.text

    def test_a_question_beside_an_order_orders_nothing(self, visit_sample: Start) -> None:
        said = visit_sample().say("quero contratar o essencial e o suporte de vocês é bom?")
        assert "239,80" not in said.text
