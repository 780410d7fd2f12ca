"""Customers who are ready: which plan fits, what it comes to for all, in instalments, and how the deal is closed."""

import pytest

from tests.agents.conftest import Start


class TestToClose:
    def test_several_are_summed_and_bought(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa a implantação assistida?")
        draft = talk.say("ta quero o essencial anual com a maquininha, a impressora e ela. como faço p fechar?")
        assert draft.intent.name == "purchase_interest"
        assert "R$ 899,00 por ano" in draft.text
        assert draft.text.rstrip().endswith("?")

    def test_what_was_named_in_another_sentence_counts_too(self, visit_sample: Start) -> None:
        talk = visit_sample()
        draft = talk.say(
            "a implantacao assistida ué, 690. ta quero o essencial anual com a maquininha, a impressora e ela."
            " como faço p fechar?"
        )
        assert "R$ 1.770,00 + R$ 899,00 por ano" in draft.text

    def test_one_is_bought(self, visit_sample: Start) -> None:
        draft = visit_sample().say("quero o essencial. como faço p fechar?")
        assert draft.intent.name == "purchase_interest"
        assert "Plano Essencial" in draft.text

    def test_without_a_product_it_is_how_to_buy(self, visit_sample: Start) -> None:
        assert "Crie a conta no site" in visit_sample().say("como faço p fechar?").text

    def test_the_till_is_no_deal(self, visit_sample: Start) -> None:
        assert "Crie a conta" not in visit_sample().say("como faço pra fechar o caixa?").text

    def test_whether_it_must_be_bought_is_no_purchase(self, visit_sample: Start) -> None:
        said = visit_sample().say("ta, e as maquininha/impressora precisa comprar? qto custa").text
        assert "Ótima escolha" not in said
        assert "Impressora Térmica: R$ 780,00" in said

    def test_to_want_to_know_is_no_purchase(self, visit_sample: Start) -> None:
        said = visit_sample().say("quero saber qual o plano mais baratinho").text
        assert said.startswith("A opção mais em conta é Plano Essencial")


class TestWhichFits:
    def test_smallest_for_what_is_told_beside_it(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quais os planos?")
        said = talk.say("sei la, somos 4 funcionarios e uma loja so. qual vc indica e quanto fica").text
        assert said.startswith("Pelo que você contou, indico Plano Profissional: R$ 189,90 por mês")
        assert "Usuários incluídos: 5" in said
        assert "Plano Essencial + 2 × Usuário Adicional: R$ 129,70 por mês" in said
        assert said.count("R$ 189,90") == 1

    def test_smallest_for_what_was_told_before(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["quais os planos?", "somos 12 pessoas e temos 3 lojas"])
        assert "indico Plano Empresarial" in talk.say("qual vc indica?").text

    def test_without_a_need_it_depends(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quais os planos?")
        assert talk.say("qual vc indica?").text.startswith("Depende do que você precisa")


class TestForSoManyPeople:
    @pytest.mark.parametrize("text", ["quanto custa a limpeza? e pros dois?", "quanto fica a limpeza pra 2 pessoas?"])
    def test_so_many_times_the_price(self, visit_dentist: Start, text: str) -> None:
        assert "R$ 360,00 (2 × R$ 180,00)" in visit_dentist().say(text).text

    def test_their_own_total_is_told_to_be_right(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quanto custa a limpeza?")
        said = talk.say("entao 360 os dois? tem desconto no pix?").text
        assert said.startswith("Sim, é isso mesmo.")
        assert said.count("Limpeza: R$ 180,00.") == 1

    def test_a_wrong_one_is_not(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quanto custa a limpeza?")
        said = talk.say("entao 300 pros dois?").text
        assert "Sim" not in said
        assert "R$ 360,00" in said


class TestInInstalments:
    @pytest.mark.parametrize(
        "texts",
        [
            ["entao essencial anual + maquininha + impressora da qto tudo? e em 6x fica qto"],
            ["essencial anual + maquininha + impressora da quanto tudo?", "e em 6x fica quanto?"],
        ],
    )
    def test_each_of_a_sum_is_told(self, visit_sample: Start, texts: list[str]) -> None:
        said = visit_sample().say_all(texts).text
        assert "Plano Essencial: R$ 899,00 por ano em 6 vezes fica R$ 149,83 cada." in said
        assert "No total: 6x de R$ 329,83." in said

    def test_as_many_as_are_bought(self, visit_sample: Start) -> None:
        said = visit_sample().say("2 leitores + gaveta em 6x quanto fica tudo?").text
        assert "No total: 6x de R$ 133,33." in said


class TestSaidOnce:
    def test_the_same_passage_behind_a_yes(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("queria ver uma demonstraçao semana q vem, tem quarta de manha?")
        said = talk.say("o segundo. quanto tempo dura? é de graça né").text
        assert said.count("cerca de 40 minutos") == 1


class TestPointedAt:
    @pytest.mark.parametrize("text", ["e essa segunda ai, o q inclui?", "e a segunda, o que inclui?"])
    def test_second_of_two_that_were_compared(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("voces tem treinamento ou instalacao sim ou nao")
        assert talk.say(text).text.startswith("A Implantação Assistida inclui ")


def test_an_order_keeps_what_was_chosen(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quanto custa o empresarial anual?", "Ana"])
    chosen = "2 × R$ 780,00 + 2 × R$ 240,00"
    assert chosen in talk.say("Bella Moda. fecho o empresarial anual + 2 impressora e 2 leitor, como compro?").text
    assert "2 × R$ 780,00" in talk.say("sim mas quero comprar agora, faz o pedido pra mim").text


def test_a_total_is_told_behind_a_telephone(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quanto custa o essencial?", "Marcio", "quanto custa o modulo de nota de serviço?"])
    said = talk.say("11 98877 6655. mas quero o total, essencial com o modulo de nota de serviço").text
    assert "R$ 119,80" in said
    assert "Anotei seu telefone" in said


def test_how_one_buys_is_what_tells_how_one_begins_where_nothing_tells_of_buying(visit_sample: Start) -> None:
    assert "Crie a conta no site" in visit_sample().say("como compro?").text
    assert "Crie a conta no site" in visit_sample().say("e como faço pra comprar?").text


class TestNotWanted:
    @pytest.mark.parametrize(
        "text",
        [
            "nao quero comprar, ja tenho um",
            "não quero comprar agora",
            "não vou comprar, já tenho. funciona com o meu?",
            "ja disse q nao quero comprar o leitor",
            "i don't want to buy it, i have one",
            "no quiero comprar, ya tengo uno",
        ],
    )
    def test_is_not_bought(self, visit_sample: Start, text: str) -> None:
        locale = "en" if text.startswith("i ") else "es" if text.startswith("no q") else "pt-BR"
        talk = visit_sample(locale=locale)
        draft = talk.say_all(["quanto custa o leitor de código de barras?", text])
        assert "finalizar" not in draft.text
        assert "240" not in draft.text
        assert "escolha" not in draft.text

    def test_what_is_wanted_instead_is(self, visit_sample: Start) -> None:
        draft = visit_sample().say("não quero o leitor, quero comprar a gaveta")
        assert draft.intent.name == "purchase_interest"
        assert "Gaveta" in draft.text
        assert "Leitor" not in draft.text


class TestOrdering:
    @pytest.mark.parametrize(
        "text",
        ["mercadinho da lurdes. e como faço o pedido?", "e como eu faço a compra?", "como faço pra fazer o pedido"],
    )
    def test_is_no_question_of_an_order_on_its_way(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say_all(["quanto custa o kit pdv?", text]).text
        assert "rastrear" not in said
        assert "Kit PDV" in said
        assert "finalizar" in said

    @pytest.mark.parametrize("text", ["fiz um pedido, como acompanho?", "como rastreio o pedido?"])
    def test_one_on_its_way_is_followed(self, visit_sample: Start, text: str) -> None:
        assert "rastrear" in visit_sample().say(text).text

    @pytest.mark.parametrize(
        "text", ["nao quero comprar, ja tenho um leitor", "não quero contratar o profissional ainda"]
    )
    def test_who_does_not_want_it_has_chosen_nothing(self, visit_sample: Start, text: str) -> None:
        assert "Ótima escolha" not in visit_sample().say_all(["quanto custa o leitor?", text]).text
