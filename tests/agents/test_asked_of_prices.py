"""What is asked around a price: bundles, what is paid apart, too great a discount, what stands in no list."""

import pytest

from tests.agents.conftest import Start


class TestBundles:
    @pytest.mark.parametrize(
        "text",
        [
            "esse kit pdv vem o q? é mais barato q separado ne",
            "o que vem no kit pdv? é mais barato q comprar separado?",
            "o kit pdv compensa ou é melhor comprar avulso?",
            "quanto custa o kit pdv se eu comprar tudo separado?",
        ],
    )
    def test_it_is_set_against_its_parts(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o kit pdv?")
        told = talk.say(text).text
        assert "Total: R$ 1.340,00" in told
        assert "R$ 80,00 a menos" in told

    def test_in_english(self, visit_sample: Start) -> None:
        told = visit_sample(locale="en").say("is the pos kit cheaper than buying them separately?").text
        assert "R$1,340.00" in told
        assert "R$80.00 less" in told

    def test_what_has_no_parts_is_no_bundle(self, visit_sample: Start) -> None:
        assert "a menos" not in visit_sample().say("a maquininha sai mais barata separada?").text


class TestPaidApart:
    @pytest.mark.parametrize(
        "text",
        [
            "ahh boa e esse modulo já vem no plano ou é pago a parte? quanto",
            "esse módulo é cobrado à parte?",
            "o módulo e-commerce já vem no plano?",
        ],
    )
    def test_what_comes_with_no_plan_is(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("com quais lojas virtuais vocês integram?")
        told = talk.say(text).text
        assert "É à parte" in told
        assert "R$ 59,90" in told
        assert "PDV" not in told

    def test_with_which_plans_it_comes_is_told(self, visit_sample: Start) -> None:
        told = visit_sample().say("o módulo de estoque avançado já vem no plano ou é pago à parte?").text
        assert "Incluso em: Empresarial" in told
        assert "R$ 39,90" in told

    def test_nothing_is_apart_where_no_plans_are_sold(self, visit_dentist: Start) -> None:
        assert "à parte" not in visit_dentist().say("o aparelho fixo é pago à parte?").text


class TestTooGreatADiscount:
    @pytest.mark.parametrize(
        "text",
        [
            "e se eu fechar o anual do empresarial com a migraçao, rola um desconto? consegue uns 15%?",
            "consegue 15% no empresarial?",
            "vocês me dão 20% de desconto no empresarial?",
        ],
    )
    def test_is_refused_with_what_holds_for_one(self, visit_sample: Start, text: str) -> None:
        told = visit_sample().say(text).text
        assert told.startswith("Não, ")
        assert "R$ 799,80 a menos" in told
        assert "3 assinaturas" not in told

    @pytest.mark.parametrize(
        "text", ["consegue 12,5% de desconto no empresarial?", "consegue 12.5% no empresarial?", "oi,consegue 12,5 %?"]
    )
    def test_in_halves_too(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o empresarial?")
        assert talk.say(text).text.startswith("Não, 12,5% eu não consigo")

    def test_with_what_the_material_tells_of_a_way_of_paying(self, visit_dentist: Start) -> None:
        told = visit_dentist().say("consegue 15% no implante?").text
        assert "15% eu não consigo" in told
        assert "5% de desconto" in told

    @pytest.mark.parametrize("text", ["consegue 5% de desconto no leitor?", "consegue 10% de desconto no empresarial?"])
    def test_one_that_there_is_is_not_refused(self, visit_sample: Start, text: str) -> None:
        assert "não consigo" not in visit_sample().say(text).text


class TestInNoList:
    @pytest.mark.parametrize(
        "text", ["me fala so qto custa uma coroa", "quanto custa uma coroa?", "qual o valor de uma coroa"]
    )
    def test_its_price_is_said_to_be_unknown(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist()
        talk.say("quanto custa a restauração?")
        told = talk.say(text).text
        assert "Não tenho na nossa lista o preço de “coroa”" in told
        assert "multa" not in told

    def test_as_it_was_written(self, visit_sample: Start) -> None:
        assert "“balança”" in visit_sample().say("quanto custa uma balança?").text

    def test_what_the_material_tells_is_told(self, visit_sample: Start) -> None:
        assert "grátis para compras acima" in visit_sample().say("quanto custa um frete?").text

    def test_of_two_the_one_that_is_sold_is_priced(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quanto custa a avaliação?")
        told = talk.say("ta mas e o conserto do dente? é restauraçao ou coroa? quanto cada um").text
        assert "Restauração: a partir de R$ 220,00" in told
        assert "Avaliação: R$ 120,00" not in told


class TestNoPrice:
    def test_how_it_becomes_known_is_enough(self, visit_dentist: Start) -> None:
        told = visit_dentist().say("quanto custa o canal?").text
        assert "é dado na avaliação" in told
        assert "proposta" not in told

    @pytest.mark.parametrize("text", ["e o canal, parcela?", "o canal, dá pra parcelar?"])
    def test_nothing_is_told_of_its_instalments(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist()
        talk.say("quanto custa a limpeza?")
        told = talk.say(text).text
        assert "Sobre parcelar Tratamento de canal" in told
        assert "clareamento" not in told

    @pytest.mark.parametrize(
        "text", ["da pra parcelar? e no pix tem desconto", "posso parcelar? e no pix tem desconto"]
    )
    def test_both_ways_of_paying_are_told(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist()
        talk.say("quanto custa a restauração?")
        told = talk.say(text).text
        assert "em até 2 vezes" in told
        assert "5% de desconto" in told

    def test_their_own_bill_is_no_list_of_prices(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quais descontos vcs tem?")
        told = talk.say("quero saber da minha mensalidade. qdo vence o boleto e como pego ele?").text
        assert "Veja o que temos" not in told
        assert "vencimento é no mesmo dia" in told
        assert "segunda via" in told


class TestReadyToBuy:
    @pytest.mark.parametrize(
        "text",
        [
            "quero fechar o profissional anual + kit pdv, como faço?",
            "quero contratar o profissional anual e o kit pdv, o que eu faço?",
        ],
    )
    def test_both_are_ordered_with_their_total(self, visit_sample: Start, text: str) -> None:
        draft = visit_sample().say(text)
        assert draft.intent.name == "purchase_interest"
        assert "R$ 1.899,00 por ano + R$ 1.260,00" in draft.text
        assert "cancelar" not in draft.text


class TestEachPartOfThePriceAsked:
    def test_the_way_of_paying_the_price_and_the_instalments(self, visit_dentist: Start) -> None:
        text = "particular. pagando no pix tem desconto? quanto fica o implante? e em 12x quanto da cada parcela"
        said = visit_dentist().say_all(["quanto custa o implante?", "Roberto. é um dente só.", text]).text
        assert "R$ 3.040,00" in said
        assert "R$ 266,67" in said
        assert "alinhador" not in said

    @pytest.mark.parametrize(
        "text",
        [
            "e em quantas vezes da pra parcelar os 990, qto fica a parcela?",
            "os 990 parcelado em 6x fica quanto cada parcela?",
            "quanto fica a parcela dos 990?",
        ],
    )
    def test_the_price_that_is_named_is_divided(self, visit_dentist: Start, text: str) -> None:
        said = visit_dentist().say_all(["quanto custa o clareamento?", text]).text
        assert "R$ 165,00" in said
        assert "alinhador" not in said

    def test_instalments_behind_a_discount_are_no_other_discount(self, visit_dentist: Start) -> None:
        text = "ok. na clinica entao. pagando no pix tem desconto? e da pra parcelar"
        said = visit_dentist().say_all(["quanto custa o clareamento?", text]).text
        assert "R$ 940,50" in said
        assert "6 vezes" in said

    @pytest.mark.parametrize(
        "text",
        [
            "restauração é isso ne. meu marido nao tem convenio, quanto fica a limpeza particular pra ele?",
            "já fiz restauração aí. quanto é a limpeza?",
        ],
    )
    def test_only_what_the_price_is_asked_of(self, visit_dentist: Start, text: str) -> None:
        said = visit_dentist().say(text).text
        assert "Limpeza: R$ 180,00" in said
        assert "R$ 220,00" not in said

    @pytest.mark.parametrize(
        "text",
        [
            "premium é pago? no profissional tem suporte no whats incluso ou nao",
            "o suporte premium é pago? e no profissional tem suporte por whatsapp ou não",
        ],
    )
    def test_a_question_that_ends_in_or_not(self, visit_sample: Start, text: str) -> None:
        said = visit_sample().say(text).text
        assert "R$ 149,90 por mês" in said
        assert "chat, e-mail e WhatsApp" in said

    @pytest.mark.parametrize(
        "text",
        [
            "bom. entao quero o profissional, faço o teste gratis antes? precisa por cartao?",
            "quero o profissional, faço o teste grátis antes?",
        ],
    )
    def test_an_order_is_kept_beside_what_is_asked(self, visit_sample: Start, text: str) -> None:
        draft = visit_sample().say(text)
        assert draft.intent.name == "purchase_interest"
        assert "Plano Profissional: R$ 189,90" in draft.text
        assert "14 dias" in draft.text
