"""What went wrong around prices, totals, plans and discounts when dialogues were played."""

import pytest

from tests.agents.conftest import Start


class TestCountOfSomethingElse:
    """ "2 lojas" is not two plans."""

    @pytest.mark.parametrize(
        ("text", "total"),
        [
            ("entao o profissional com 2 lojas fica quanto por mes?", "R$ 269,80 por mês"),
            ("quanto custa o empresarial pra 5 lojas?", "R$ 559,70 por mês"),
            ("quanto fica o plano profissional com 8 usuários?", "R$ 249,60 por mês"),
            ("quanto sai o profissional com mais 1 loja", "R$ 269,80 por mês"),
            ("preciso de 3 usuários a mais no essencial, quanto fica", "R$ 149,60 por mês"),
            ("quanto sai o profissional pra 2 lojas e 8 usuários?", "R$ 329,50 por mês"),
        ],
    )
    def test_each_one_more_is_paid_as_an_addition(self, visit_sample: Start, text: str, total: str) -> None:
        reply = visit_sample().say(text).text
        assert f"Total: {total}" in reply
        assert "2 ×" not in reply or "2 × Loja Adicional" in reply

    def test_an_addition_of_another_kind_is_none(self, visit_sample: Start) -> None:
        reply = visit_sample().say("quanto custa o treinamento online pra 12 pessoas?").text
        assert "Pessoas por turma: 10" in reply
        assert "Usuário Adicional" not in reply

    def test_goes_on_from_the_price(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quanto custa o profissional?", "e com 2 lojas?"]).text
        assert "R$ 269,80 por mês" in reply

    def test_goes_on_with_a_number_alone(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quanto custa o profissional?", "e se eu tiver 3 lojas?", "e 4?"]).text
        assert "3 × Loja Adicional" in reply
        assert "R$ 429,60 por mês" in reply

    def test_is_told_in_another_language(self, visit_sample: Start) -> None:
        assert "R$269.80" in visit_sample(locale="en").say("how much is profissional with 2 shops?").text

    def test_an_addition_that_is_for_other_plans_is_not_offered(self, visit_sample: Start) -> None:
        reply = visit_sample().say("quanto sai o essencial com 2 lojas").text
        assert "R$ 89,90 por mês" in reply
        assert "Lojas incluídas: 1" in reply
        assert "Plano Empresarial" in reply
        assert "Total" not in reply

    @pytest.mark.parametrize(
        ("text", "extended", "dearer"),
        [
            (
                "qual o valor do essencial pra quem tem 3 lojas?",
                "Plano Profissional + 2 × Loja Adicional: R$ 349,70",
                True,
            ),
            ("o profissional dá conta de 2 lojas?", "Plano Profissional + Loja Adicional: R$ 269,80 por mês", True),
            ("quero saber qual plano serve, tenho 2 lojas", "Plano Profissional + Loja Adicional: R$ 269,80", True),
            ("o essencial serve pra 4 usuários?", "Plano Essencial + 2 × Usuário Adicional: R$ 129,70 por mês", True),
            ("o profissional serve pra 7 pessoas?", "Plano Profissional + 2 × Usuário Adicional: R$ 229,70", True),
            (
                "quanto custa o essencial com 2 lojas e 3 caixas?",
                "Plano Profissional + Loja Adicional: R$ 269,80",
                True,
            ),
            ("quanto o essencial custa com mais 2 lojas?", "Plano Profissional + 2 × Loja Adicional: R$ 349,70", True),
            ("quanto custa o essencial pra 5 lojas?", "Plano Profissional + 4 × Loja Adicional: R$ 509,50", False),
        ],
    )
    def test_the_plan_with_an_addition_is_named_beside_the_dearer_one(
        self, visit_sample: Start, text: str, extended: str, dearer: bool
    ) -> None:
        reply = visit_sample().say(text).text
        assert extended in reply
        assert ("- Plano Empresarial: R$ 399,90 por mês" in reply) is dearer

    def test_an_addition_by_the_month_stands_beside_a_price_by_the_year(self, visit_sample: Start) -> None:
        reply = visit_sample().say("quanto custa o essencial anual com 2 lojas?").text
        assert "Plano Profissional + Loja Adicional: R$ 1.899,00 por ano + R$ 79,90" in reply
        assert "Plano Empresarial: R$ 3.999,00 por ano" in reply

    @pytest.mark.parametrize(
        "text",
        ["o essencial serve pra 3 caixas?", "quanto custa o essencial com 3 caixas?", "qual plano com 3 caixas?"],
    )
    def test_what_nothing_is_sold_for_is_not_added(self, visit_sample: Start, text: str) -> None:
        assert "+" not in visit_sample().say(text).text

    def test_what_is_included_costs_nothing_more(self, visit_sample: Start) -> None:
        reply = visit_sample().say("quanto custa o profissional com 3 caixas?").text
        assert "Caixas (PDV): 3" in reply
        assert "Total" not in reply

    def test_a_year_and_a_month_make_no_total(self, visit_sample: Start) -> None:
        reply = visit_sample().say("e o empresarial anual com 5 lojas, quanto custa?").text
        assert "R$ 3.999,00 por ano" in reply
        assert "2 × Loja Adicional: R$ 159,80 por mês" in reply
        assert "Total" not in reply

    def test_earns_no_discount_for_quantity(self, visit_sample: Start) -> None:
        reply = visit_sample().say("tem desconto no profissional pra 10 usuários?").text
        assert "R$ 1.709,10" not in reply

    @pytest.mark.parametrize("text", ["quanto custa 3 planos profissionais?", "preço de 3 licenças do profissional"])
    def test_so_many_of_the_product_itself_are_multiplied(self, visit_sample: Start, text: str) -> None:
        assert "R$ 541,22 por mês" in visit_sample().say(text).text


class TestSeveralTogether:
    @pytest.mark.parametrize(
        ("texts", "total"),
        [
            (["da pra fazer a migração e a implantação juntas? qto fica tudo"], "a partir de R$ 1.180,00"),
            (["quanto custa a migração e a implantação?", "soma ai pfv. e parcela?"], "a partir de R$ 1.180,00"),
            (
                ["quanto é a migração e a implantação?", "os dois juntos da 1180 entao? em 6x"],
                "a partir de R$ 1.180,00",
            ),
            (["dobrou pq? nao é profissional + loja adicional?"], "R$ 269,80 por mês"),
            (["quanto ficam 2 leitores e 1 gaveta, tudo junto?"], "R$ 800,00"),
            (["quanto ficam 2 leitores e 2 gavetas juntos?"], "R$ 1.120,00"),
            (["quero o leitor e a gaveta, quanto fica os dois juntos?"], "R$ 560,00"),
            (["o profissional e o módulo estoque avançado dão quanto no total por ano?"], "R$ 2.298,00 por ano"),
        ],
    )
    def test_is_added(self, visit_sample: Start, texts: list[str], total: str) -> None:
        assert f"Total: {total}" in visit_sample().say_all(texts).text

    def test_each_way_of_one_has_its_own_total(self, visit_dentist: Start) -> None:
        reply = visit_dentist(locale="es").say("y cuanto sale blanqueamiento y limpieza juntos?").text
        assert "R$ 1.170,00 (en el consultorio, en 2 sesiones) o R$ 830,00 (en casa, con férula)" in reply

    @pytest.mark.parametrize(
        "text", ["aparelho e limpeza juntos quanto dá?", "quanto fica a limpeza com a avaliação no total?"]
    )
    def test_what_no_one_number_tells_is_only_listed(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say(text).text
        assert "Limpeza: R$ 180,00" in reply
        assert "Total" not in reply

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("quanto fica o essencial + loja adicional", "Disponível em: Profissional e Empresarial"),
            ("o empresarial + módulo estoque avançado dá quanto?", "Incluso em: Empresarial"),
        ],
    )
    def test_what_is_not_paid_together_is_not_added(self, visit_sample: Start, text: str, told: str) -> None:
        reply = visit_sample().say(text).text
        assert told in reply
        assert "Total" not in reply

    def test_a_number_of_something_else_leaves_it_open(self, visit_sample: Start) -> None:
        reply = visit_sample().say("quanto fica leitor e gaveta juntos pra 3 lojas?").text
        assert "R$ 240,00" in reply
        assert "Total" not in reply

    def test_several_of_a_lowest_price_are_a_lowest_price(self, visit_dentist: Start) -> None:
        assert "a partir de R$ 440,00" in visit_dentist().say("quanto custa 2 restaurações?").text

    @pytest.mark.parametrize(
        "texts",
        [
            ["quanto é a limpeza?", "e se eu fizer junto com o clareamento?"],
            ["quero fazer limpeza e clareamento, quanto fica tudo?"],
        ],
    )
    def test_is_added_over_two_messages_or_parts(self, visit_dentist: Start, texts: list[str]) -> None:
        assert "R$ 1.170,00" in visit_dentist().say_all(texts).text

    def test_two_plans_are_not_added(self, visit_sample: Start) -> None:
        assert "Total" not in visit_sample().say("quanto ficam o essencial e o profissional juntos?").text

    def test_is_what_the_customer_buys(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa por loja extra no profissional?")
        reply = talk.say("quero o profissional + 1 loja")
        assert "Plano Profissional e Loja Adicional: R$ 269,80 por mês" in reply.text
        assert reply.intent.name == "purchase_interest"


class TestWhichPlanFits:
    def test_tells_that_it_does_not_and_which_does(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["oi quanto é o mais barato", "e o anual?"])
        reply = talk.say("e quantos caixas tem nesse? tenho 1 loja com 3 caixas").text
        assert "Plano Essencial — Caixas (PDV): 1" in reply
        assert "Lojas incluídas" not in reply
        assert "- Plano Profissional" in reply
        assert "- Plano Essencial" not in reply

    @pytest.mark.parametrize(
        "text",
        [
            "então o essencial nao serve ne. quanto fica o q serve, no anual parcela?",
            "esse não dá. qual serve, no anual?",
        ],
    )
    def test_remembers_what_is_needed(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say_all(["oi quanto é o mais barato", "e quantos caixas tem nesse? tenho 1 loja com 3 caixas"])
        reply = talk.say(text).text
        assert "Plano Profissional: R$ 1.899,00 por ano" in reply

    @pytest.mark.parametrize(
        "text",
        [
            "o essencial tem 1 caixa so!! e eu tenho 3. qual plano?",
            "o essencial vem com 1 caixa e preciso de 3, qual plano serve?",
        ],
    )
    def test_a_number_alone_counts_what_was_named(self, visit_sample: Start, text: str) -> None:
        assert "- Plano Profissional: R$ 189,90" in visit_sample().say(text).text

    @pytest.mark.parametrize(
        "text",
        [
            "ja vi esse. e o profissional tem quantos caixas?",
            "já sei do essencial, e o profissional tem quantos caixas?",
        ],
    )
    def test_what_was_seen_already_is_not_told_again(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quantos caixas tem o essencial?")
        reply = talk.say(text).text
        assert "Plano Profissional — Caixas (PDV): 3" in reply
        assert "Essencial" not in reply

    @pytest.mark.parametrize(
        "text",
        [
            "boa noite, quanto custa o sistema de vcs pra uma loja de calçado",
            "quanto sai o sistema pra um mercadinho de bairro",
        ],
    )
    def test_the_system_is_what_the_plans_are_of(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text).text
        assert "R$ 89,90 por mês" in reply
        assert "R$ 399,90 por mês" in reply
        assert "Loja Adicional" not in reply

    def test_a_price_for_what_is_needed(self, visit_sample: Start) -> None:
        reply = visit_sample().say("so quero o preço por mes, 1 loja 2 caixas").text
        assert "- Plano Profissional: R$ 189,90 por mês\n" in reply
        assert "89,90 por mês\n- Plano Profissional" not in reply

    def test_the_same_list_comes_once(self, visit_sample: Start) -> None:
        reply = visit_sample().say("nao! qual plano serve pra 1 loja e 2 caixas e quanto é").text
        assert reply.count("Plano Profissional") == 1

    def test_all_that_is_needed_counts(self, visit_sample: Start) -> None:
        reply = visit_sample().say("tenho 2 lojas e 5 caixas, qual plano serve?").text
        assert "Plano Empresarial" in reply
        assert "Plano Profissional" not in reply

    def test_is_counted_by_the_word_and_not_by_its_stem(self, visit_sample: Start) -> None:
        assert "notas fiscais" not in visit_sample().say("quanto fica pra 15 mesas, qual serve?").text
        reply = visit_sample().say_all(["quanto custa o profissional?", "2a via do carnê?"]).text
        assert "R$ 189,90" not in reply

    def test_what_one_has_is_no_question_by_itself(self, visit_sample: Start) -> None:
        reply = visit_sample().say("tenho 2 lojas e quero saber se integra com mercado livre").text
        assert "Mercado Livre" in reply


class TestDiscountForAWayOfPaying:
    @pytest.mark.parametrize(
        "text", ["restauração então, com pix tem desconto?", "tem desconto no clareamento à vista?"]
    )
    def test_that_the_material_tells_is_quoted(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say(text).text
        assert "5% de desconto em tratamentos acima de R$ 900,00" in reply
        assert "Não tenho desconto" not in reply

    def test_is_found_in_another_language(self, visit_dentist: Start) -> None:
        talk = visit_dentist(locale="es")
        reply = talk.say_all(["cuánto sale el blanqueamiento?", "caro. tienen descuento si pago en efectivo?"]).text
        assert "R$ 900,00" in reply

    def test_is_not_denied_when_none_is_named(self, visit_dentist: Start) -> None:
        assert "R$ 900,00" in visit_dentist().say("tem desconto na limpeza?").text

    def test_that_is_for_others_is_no_yes(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quanto custa o profissional?", "meio caro. tem desconto à vista?"]).text
        assert reply.startswith("Os equipamentos têm 5%")

    def test_of_the_product_itself_is_its_price(self, visit_sample: Start) -> None:
        assert "R$ 228,00 (à vista no Pix)" in visit_sample().say("o leitor tem desconto no pix?").text

    @pytest.mark.parametrize("text", ["e pro plano?", "e nos planos?"])
    def test_goes_on_about_discounts(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("desconto no pix, nao por quantidade. to comprando 1 so")
        reply = talk.say(text).text
        assert "dez mensalidades" in reply
        assert "R$ 89,90" not in reply


class TestInstalments:
    @pytest.mark.parametrize(
        "text", ["quanto sai por mes se dividir esse anual em 12?", "e o anual em 12x, quanto fica a parcela?"]
    )
    def test_are_computed_where_so_many_are_without_interest(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        reply = talk.say(text)
        assert "12 vezes fica R$ 158,25 cada" in reply.text
        assert "sem juros" in reply.text
        assert len(reply.citations) == 2

    @pytest.mark.parametrize(
        ("text", "price"), [("e em 18x?", "R$ 1.899,00"), ("e o leitor em 6x quanto fica?", "R$ 240,00")]
    )
    def test_are_not_when_too_many_or_too_small(self, visit_sample: Start, text: str, price: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        reply = talk.say(text).text
        assert price in reply
        assert "cada" not in reply
        assert "12 vezes sem juros" in reply

    def test_are_not_when_the_material_is_silent_on_interest(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say("limpeza em 2x fica quanto?").text
        assert "R$ 180,00" in reply
        assert "R$ 90,00" not in reply

    def test_of_the_year_are_those_of_what_has_such_a_price(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["quanto custa o profissional?", "e a nota de serviço ta inclusa?"])
        assert "R$ 158,25" in talk.say("quanto sai por mes se dividir esse anual em 12?").text

    @pytest.mark.parametrize("text", ["cobraram 2x esse mês", "minha fatura veio em 12x", "banner 2x1 pra sexta"])
    def test_no_other_numbers_are(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        assert "vezes fica" not in talk.say(text).text

    def test_are_those_of_the_way_that_is_named(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say("quanto fica o clareamento em casa dividido em 6?").text
        assert "R$ 108,33" in reply
        assert "R$ 165,00" not in reply

    def test_of_one_product_are_told_of_it(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quantos caixas tem o profissional?")
        assert "12 vezes sem juros" in talk.say("serve. parcela o anual dele?").text


class TestAttributeAskedOn:
    def test_how_many_of_a_word_of_its_name(self, visit_sample: Start) -> None:
        talk = visit_sample(locale="es")
        talk.say("cuánto cuesta el plan más barato?")
        assert "Facturas por mes: 100" in talk.say("y cuántas notas incluye?").text

    @pytest.mark.parametrize("text", ["quantas notas ele inclui?", "e quantas notas tem?"])
    def test_one_attribute_is_enough(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        assert talk.say(text).text.startswith("Plano Profissional — Notas fiscais por mês: 1.000.")

    def test_is_no_matter_of_billing(self, visit_sample: Start) -> None:
        reply = visit_sample(locale="es").say("notas fiscales por mes del Essencial, digo").text
        assert "Facturas por mes: 100" in reply

    @pytest.mark.parametrize(
        ("plan", "text"), [("essencial", "e se passar de 100?"), ("profissional", "e se eu passar de mil?")]
    )
    def test_what_comes_beyond_it(self, visit_sample: Start, plan: str, text: str) -> None:
        talk = visit_sample()
        talk.say(f"quantas notas por mes o {plan} tem?")
        assert "não para de emitir" in talk.say(text).text


class TestPartOfWhatIsSold:
    @pytest.mark.parametrize(
        "text", ["então 'a coroa ta inclusa?'", "e a coroa?", "a partir de nao me ajuda. a coroa ta inclusa?"]
    )
    def test_is_told_by_what_it_is(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist()
        talk.say("quanto é o implante?")
        assert "com coroa de porcelana" in talk.say(text).text

    @pytest.mark.parametrize("text", ["y la coroa", "y la corona?"])
    def test_is_told_in_spanish(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist(locale="es")
        talk.say("cuanto sale el implante?")
        assert "con corona de porcelana" in talk.say(text).text

    def test_is_told_with_the_price(self, visit_dentist: Start) -> None:
        reply = visit_dentist().say("quanto sai um implante completo com coroa").text
        assert "R$ 3.200,00" in reply
        assert "com coroa de porcelana" in reply

    def test_that_is_in_no_text_is_not_made_up(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quanto é o implante?")
        assert "Pino de titânio" not in talk.say("e o enxerto?").text


class TestWhatBecomesOfAPrice:
    @pytest.mark.parametrize(
        "text",
        [
            "se eu fizer o tratamento volta os 120 ne?",
            "nao quero cancelar nada!! responde: os 120 abate?",
            "120 é desconto do tratamento ou nao",
            "a avaliação é descontada do tratamento?",
        ],
    )
    def test_is_told_by_its_label(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say_all(["quanto é o canal num molar?", text])
        assert "descontados do tratamento" in reply.text
        assert reply.intent.name == "pricing"

    def test_is_told_in_spanish(self, visit_dentist: Start) -> None:
        talk = visit_dentist(locale="es")
        assert "se descuentan del tratamiento" in talk.say("los 120 se descuentan despues?").text

    @pytest.mark.parametrize(
        ("text", "price"), [("nossa. e a avaliacao é paga?", "R$ 120,00"), ("limpeza é de graça?", "R$ 180,00")]
    )
    def test_whether_it_is_paid(self, visit_dentist: Start, text: str, price: str) -> None:
        reply = visit_dentist().say(text).text
        assert price in reply
        assert "Parcelamos" not in reply


class TestInsurer:
    @pytest.mark.parametrize(
        "text", ["vcs aceitam unimed?", "unimed cobre essa avaliação?", "tenho bradesco saude, atende?"]
    )
    def test_that_is_not_named_gets_those_that_are(self, visit_dentist: Start, text: str) -> None:
        reply = visit_dentist().say_all(["quanto é a avaliação?", text]).text
        assert "Aceitamos OdontoVale, Dente Pleno e Saúde Mineira Odonto" in reply
        assert "Cobertura por convênio: sim" not in reply

    @pytest.mark.parametrize("text", ["dente pleno cobre avaliacao e selante?", "a odontovale cobre clareamento?"])
    def test_that_is_taken_covers_what_the_material_says(self, visit_dentist: Start, text: str) -> None:
        assert "Os convênios cobrem avaliação, limpeza" in visit_dentist().say(text).text

    def test_means_nothing_to_another_business(self, visit_sample: Start) -> None:
        assert "Aceitamos" not in visit_sample().say("vcs aceitam unimed?").text


class TestProposal:
    @pytest.mark.parametrize("text", ["blz. fechado entao, me manda a proposta", "pode enviar a proposta"])
    def test_goes_to_the_address_that_is_known(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say_all(["quero o profissional anual, meu email é sonia@pisabem.example", "Sônia"])
        reply = talk.say(text)
        assert "sonia@pisabem.example" in reply.text
        assert talk.state["awaiting"] == "handoff_offer"
        assert talk.say("sim").handoff == "asked_for_human"

    def test_is_no_sponsorship_while_none_is_known(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quero o profissional", "me manda a proposta"])
        assert reply.intent.name == "purchase_interest"
        assert "patrocínio" not in reply.text


class TestDescribedProduct:
    @pytest.mark.parametrize(
        "texts",
        [
            ["to com um dente quebrado, atende hj?", "e quanto custa arrumar esse dente da frente?"],
            ["e quanto custa arrumar esse dente da frente? o dente quebrou"],
        ],
    )
    def test_is_told_with_its_own_words(self, visit_dentist: Start, texts: list[str]) -> None:
        reply = visit_dentist().say_all(texts).text
        assert reply.startswith("Restauração: Reparo do dente com cárie ou quebrado")
        assert "R$ 220,00" in reply

    def test_is_not_guessed_by_one_common_word(self, visit_dentist: Start) -> None:
        assert "R$" not in visit_dentist().say("quanto custa uma joia no dente?").text


def test_the_price_of_what_is_not_sold_is_no_other_price(visit_dentist: Start) -> None:
    reply = visit_dentist().say_all(["quanto é a avaliação?", "tem dente pleno. e selante, quanto é?"]).text
    assert "R$" not in reply
    assert "Aceitamos OdontoVale" in reply
