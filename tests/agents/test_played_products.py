"""What went wrong around one product, its price and its attributes when impatient customers were played."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestEachInstalment:
    @pytest.mark.parametrize(
        "text",
        [
            "preciso de 2 dentes, fica qto cada parcela?",
            "to perguntando 2 implantes, qto da no total e qto por mes",
            "qual o valor da parcela de 2 implantes?",
            "2 implantes em 12x, quanto fica?",
        ],
    )
    def test_is_of_as_many_as_are_bought(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say_all(["quanto custa o implante?", text]).text
        assert "2 × Implante: a partir de R$ 6.400,00 em 12 vezes fica a partir de R$ 533,33" in reply
        assert "nessa modalidade" not in reply

    @pytest.mark.parametrize(
        ("text", "each"),
        [
            ("quanto fica o alinhador por mês?", "R$ 383,33"),
            ("qual o valor da parcela do clareamento em casa?", "R$ 108,33"),
        ],
    )
    def test_is_in_as_many_as_there_may_be(self, visit_dentist: Start, text: str, each: str) -> None:
        assert each in visit_dentist().say(text).text

    def test_is_none_of_what_is_paid_by_the_month(self, visit_sample: Start) -> None:
        assert "vezes" not in visit_sample().say("quanto custa o profissional por mês?").text

    def test_is_none_for_so_many_people(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say("o implante pra 2 pessoas, quanto fica cada parcela?").text
        assert "6.400" not in reply


class TestOfAnother:
    def test_is_asked_all_that_was_asked_of_the_first(self, visit_sample: Start) -> None:
        reply = visit_sample().say("qtos usuarios e qtas notas por mes no profissional? e no empresarial?").text
        assert "Profissional — Usuários incluídos: 5" in reply
        assert "Profissional — Notas fiscais por mês: 1.000" in reply
        assert "Empresarial — Usuários incluídos: 15" in reply
        assert "Empresarial — Notas fiscais por mês: ilimitadas" in reply

    def test_is_asked_the_same_in_the_next_message(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quantos usuários e quantos caixas tem o profissional?", "e o essencial?"]).text
        assert "Essencial — Usuários incluídos: 2" in reply
        assert "Essencial — Caixas (PDV): 1" in reply

    def test_is_told_its_price_behind_a_price(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say_all(["qto fica o aparelho? da pra parcelar", "e o transparente?"]).text
        assert "R$ 6.900,00" in reply
        assert "18 vezes" in reply

    def test_is_told_no_price_behind_an_attribute_alone(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["o profissional tem acesso à API?", "e o empresarial?"]).text
        assert "R$" not in reply


class TestDiscounts:
    def test_says_of_what_so_many_are(self, visit_sample: Start) -> None:
        assert "a partir de 3 assinaturas: 5%" in visit_sample().say("o empresarial tem desconto?").text
        assert "a partir de 5 unidades: 5%" in visit_sample().say("a impressora tem desconto?").text

    @pytest.mark.parametrize(
        "text",
        [
            "e desconto pra quem fica? vcs fazem um preço melhor",
            "vcs conseguem um preço melhor pra mim?",
            "tem como melhorar o valor?",
        ],
    )
    def test_a_better_price_is_one_and_no_list(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "De qual produto" not in reply
        assert "Plano Franquias" not in reply

    def test_for_a_way_of_paying_is_told_where_there_is_no_other(self, visit_dentist: Start) -> None:
        assert "5% de desconto" in visit_dentist().say("vcs fazem um preço melhor?").text

    def test_a_receipt_is_no_coupon(self, visit_sample: Start) -> None:
        assert "quantidade" not in visit_sample().say("aparece meu logotipo no cupom?").text


class TestVagueQuestion:
    def test_is_answered_by_the_plans(self, visit_sample: Start) -> None:
        reply = visit_sample().say("quanto custa?").text
        assert "Plano Empresarial" in reply
        assert "Usuário Adicional" not in reply
        assert "Também temos: adicionais, módulos, equipamentos e serviços." in reply

    def test_is_answered_by_a_few_where_there_are_no_plans(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say("quanto custa?").text
        assert reply.count("\n- ") == 4
        assert "Também temos: Aparelho fixo" in reply


class TestForOne:
    @pytest.mark.parametrize(
        "text",
        [
            "qto fica por mes pra 1 loja so com 1 caixa?",
            "quanto custa por mês para uma loja e um caixa só?",
            "qual o plano pra uma loja só?",
            "qual plano eh o de uma loja so, o essencial?",
        ],
    )
    def test_is_told_the_smallest_that_holds_it(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "Essencial" in reply
        assert "R$ 89,90 por mês" in reply
        assert "Lojas incluídas: 1" in reply
        assert "Empresarial" not in reply

    def test_says_yes_of_the_one_that_is_named(self, visit_sample: Start) -> None:
        assert visit_sample().say("qual plano é o de uma loja só, o essencial?").text.startswith("Sim, Plano Essencial")

    def test_one_and_more_of_something_else(self, visit_sample: Start) -> None:
        reply = visit_sample().say("preço pra 1 caixa e 2 lojas").text
        assert "Plano Empresarial" in reply
        assert "Plano Essencial" not in reply

    def test_one_more_is_no_need_of_one(self, visit_sample: Start) -> None:
        assert "Plano Essencial —" not in visit_sample().say("quanto custa uma loja a mais?").text


class TestUntilDone:
    @pytest.mark.parametrize(
        "text",
        [
            "ai meu deus. e qto tempo demora ate ficar pronto? qtas vezes tenho q ir ai",
            "e quanto tempo leva até terminar?",
            "quantas vezes eu tenho que ir?",
        ],
    )
    def test_is_of_what_was_spoken_of(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say_all(["quanto custa o implante?", "onde vocês ficam?", text]).text
        assert "Duração: de 4 a 6 meses, em três etapas" in reply
        assert "pedidos" not in reply

    def test_visits_may_have_an_attribute(self, visit_dentist: Start) -> None:
        assert "Sessões: 1" in visit_dentist().say("limpeza são quantas vezes?").text

    def test_an_order_is_none(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say_all(["quanto custa o implante?", "e quanto tempo meu pedido demora pra chegar?"])
        assert "Duração" not in reply.text

    def test_instalments_are_no_visits(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say_all(["quanto custa o implante?", "em quantas vezes posso pagar?"]).text
        assert "12" in reply
        assert "etapas" not in reply


class TestThisOne:
    def test_is_the_one_that_a_passage_named(self, visit_sample: Start) -> None:
        talk = ["integra com mercado livre e shopee?", "esse modulo ta incluso em qual plano? qto custa por fora"]
        reply = visit_sample().say_all(talk).text
        assert reply.count("R$ 59,90") == 1
        assert "Nota Fiscal de Serviço" not in reply

    def test_is_no_other_of_that_name(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["o leitor sem fio é bom?", "esse leitor tem garantia?"]).text
        assert "Leitor Sem Fio — Garantia" in reply
        assert "Código de Barras" not in reply

    def test_is_none_by_another_word_of_its_name(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quanto custa a maquininha de cartão?", "esse cartão aceita pontos?"]).text
        assert "R$ 300" not in reply


class TestTheirOwn:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("o q preciso comprar pra comecar? so tenho caderno e uma maquininha", "Crie a conta"),
            ("maquininha eu ja tenho da stone, posso usar ela? e precisa de computador?", "Windows 10"),
            ("impressora eu já tenho, posso usar ela?", "ESC/POS"),
            ("já tenho um leitor, dá pra aproveitar?", "leitores USB"),
        ],
    )
    def test_is_not_sold_again(self, visit_sample: Start, text: str, told: str) -> None:
        reply = visit_sample().say(text).text
        assert told in reply
        assert "R$" not in reply

    @pytest.mark.parametrize(
        ("text", "price"),
        [
            ("a maquininha já tenho, quanto custa a impressora?", "R$ 780,00"),
            ("já tenho impressora e leitor, quanto é a gaveta?", "R$ 320,00"),
            ("já tenho o essencial, quanto custa o profissional?", "R$ 189,90"),
            ("ainda não tenho maquininha, quanto custa?", "R$ 300,00"),
        ],
    )
    def test_another_thing_is(self, visit_sample: Start, text: str, price: str) -> None:
        assert price in visit_sample().say(text).text


class TestPlanChange:
    @pytest.mark.parametrize(
        "text",
        [
            "ja sou cliente, to no profissional. se eu descer pro essencial perco o q?",
            "estou no profissional, o que eu perco se descer para o plano essencial?",
        ],
    )
    def test_tells_what_differs(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "Comparando Plano Profissional e Plano Essencial" in reply
        assert "Usuários incluídos: 5 (Profissional) · 2 (Essencial)" in reply
        assert "Teste grátis" not in reply

    def test_is_compared_with_the_plan_that_was_spoken_of(self, visit_sample: Start) -> None:
        talk = ["quanto custa o profissional?", "e se eu subir pro empresarial, ganho o que?"]
        assert "Comparando Plano Profissional e Plano Empresarial" in visit_sample().say_all(talk).text

    @pytest.mark.parametrize(
        "text",
        [
            "blz, entao fico e desço pro essencial. pode trocar pra mim?",
            "to no profissional. se eu descer pro essencial perco o q? e posso trocar no meio do anual",
        ],
    )
    def test_is_told_how(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "Configurações > Assinatura" in reply
        assert "Ótima escolha" not in reply
        assert "foto" not in reply

    def test_a_wish_to_buy_is_none(self, visit_sample: Start) -> None:
        assert "Ótima escolha" in visit_sample().say("quero contratar o essencial").text

    def test_a_price_is_none(self, visit_sample: Start) -> None:
        assert "R$ 399,90" in visit_sample().say("quanto fica se eu subir pro empresarial?").text


class TestKinds:
    @pytest.mark.parametrize(
        "said",
        [
            ["bom dia, meus dentes sao tortos quero por aparelho. quais tipos vcs tem?"],
            ["quero colocar aparelho, quais os tipos?"],
            ["tem aparelho?", "quais modelos tem?"],
        ],
    )
    def test_of_the_noun_that_stands_before(self, dentist: Assistant, said: list[str]) -> None:
        talk = Talk(dentist)
        told = [talk.say(text).text for text in said][-1]
        assert "- Aparelho fixo: R$ 390,00" in told
        assert "- Alinhador transparente: a partir de R$ 6.900,00" in told
        assert "Não encontrei" not in told
