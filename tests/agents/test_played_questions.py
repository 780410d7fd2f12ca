"""Questions to the company's material that went wrong when whole dialogues were played."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


class TestWhatIfICancelled:
    @pytest.mark.parametrize(
        "text",
        [
            "tem multa se eu cancelar no meio do ano?",
            "ok vou pensar. se eu cancelar antes do fim do ano existe multa?",
        ],
    )
    def test_the_fine_is_told_and_nobody_is_offered_a_cancellation(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional")
        reply = talk.say(text)
        assert "descontada uma mensalidade" in reply.text
        assert "queira cancelar" not in reply.text
        assert reply.state.get("awaiting") is None

    @pytest.mark.parametrize(
        "text", ["nao quero cancelar nada!! responde: os 120 abate?", "se eu fizer o tratamento volta os 120 ne?"]
    )
    def test_who_wants_to_cancel_nothing_is_not_told_that_we_are_sorry(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("quanto é a avaliação?")
        assert "queira cancelar" not in talk.say(text).text

    def test_in_spanish(self, visit_sample: Start) -> None:
        assert "Lamento" not in visit_sample(locale="es").say("¿cancelo en 30/11 si no puedo?").text

    def test_who_does_want_to_cancel_is_offered_a_person(self, visit_sample: Start) -> None:
        assert visit_sample().say("quero cancelar minha assinatura").state["awaiting"] == "handoff_offer"


class TestHowToBuy:
    @pytest.mark.parametrize(
        "text",
        [
            "11 96666-1111. e depois q eu ver, como contrato?",
            "como faço p contratar, perguntei, nao é como sair",
            "oi? quero CONTRATAR depois, onde faço",
            "e como eu faço pra contratar?",
        ],
    )
    def test_the_way_is_told(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say_all(["quanto custa o profissional?", "Rodrigo"])
        assert "Crie a conta no site" in talk.say(text).text


class TestWhatThePassageIsAbout:
    @pytest.mark.parametrize("text", ["tá mas depois, fica doendo qtos dias?", "e dói por quantos dias depois?"])
    def test_days_alone_are_no_answer(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("to com medo de dentista, doi fazer implante?")
        assert "10 dias úteis" not in talk.say(text).text

    @pytest.mark.parametrize(
        "text",
        ["deixa. quantos dias pra chegar a maquininha em campinas?", "esquece. em quantos dias chega a maquininha?"],
    )
    def test_how_soon_it_arrives(self, visit_sample: Start, text: str) -> None:
        assert "até 5 dias úteis" in visit_sample().say(text).text

    @pytest.mark.parametrize("text", ["Beto. 5 dias uteis contando de quando?", "5 dias úteis a contar de quando?"])
    def test_of_several_the_one_about_the_product_at_hand(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa a migração?")
        assert "depois de recebermos os arquivos" in talk.say(text).text

    @pytest.mark.parametrize("text", ["e ela aceita vale refeição?", "ela aceita vale alimentação?"])
    def test_of_a_product_nothing_is_told_that_does_not_name_it(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa a maquininha?")
        assert "código vale por 24 horas" not in talk.say(text).text

    @pytest.mark.parametrize("text", ["e onde estaciono?", "onde estacionar?", "8h. e onde estaciono?"])
    def test_where_to_park_is_not_where_we_are(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("tem vaga amanha cedo?")
        reply = talk.say(text)
        assert "primeira hora" in reply.text
        assert "Jabuticabeiras" not in reply.text

    @pytest.mark.parametrize(
        "text", ["qto fica essa urgencia e vcs tao abertos até q hrs", "quanto sai a urgência? e até que horas abrem?"]
    )
    def test_what_an_urgency_costs_and_how_long_we_are_open(self, dentist: Assistant, text: str) -> None:
        reply = Talk(dentist).say(text)
        assert "o mesmo que a avaliação" in reply.text
        assert "abertos agora" in reply.text or "Horário" in reply.text or "8h" in reply.text

    @pytest.mark.parametrize(
        "text", ["nao precisa. tem q levar algo? o dente quebrou na frente", "tem que levar alguma coisa?"]
    )
    def test_what_one_has_to_bring_is_no_list_of_prices(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist)
        talk.say("to com um dente quebrado, atende hj?")
        assert "documento com foto" in talk.say(text).text


class TestBehindADetail:
    @pytest.mark.parametrize(
        "text", ["Mercado Santos. e como pago? boleto pode?", "Mercado Santos. posso pagar o plano no boleto?"]
    )
    def test_how_one_may_pay(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say_all(["quero o profissional anual. meu zap 11 97777-1234, Fabio", "fabio@mercado.example"])
        assert "Aceitamos Pix, boleto" in talk.say(text).text
        assert talk.state["lead"]["fields"]["company"] == "Mercado Santos"
        assert "Aceitamos Pix, boleto" in talk.say("nao. só diz se pago em boleto o anual").text

    @pytest.mark.parametrize("text", ["pago os 120 no dia?", "posso pagar com cheque?"])
    def test_how_one_may_pay_at_another_business(self, dentist: Assistant, text: str) -> None:
        assert "Aceitamos Pix, dinheiro" in Talk(dentist).say(text).text

    @pytest.mark.parametrize(
        "text", ["Casa do Tempero. em quanto tempo alguem me chama?", "em quanto tempo alguém da equipe retorna?"]
    )
    def test_how_soon_somebody_calls_is_no_call_for_a_person(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say_all(["tá, quero a migração. beto@casadotempero.example", "Beto"])
        assert talk.say(text).handoff is None

    @pytest.mark.parametrize(
        "text",
        ["Sônia. repetiu 2x. se eu abrir outra loja em janeiro troco de plano?", "Sônia. posso trocar de plano?"],
    )
    def test_whether_the_plan_can_be_changed(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o plano profissional?")
        assert "muda de plano a qualquer momento" in talk.say(text).text


class TestBesideABooking:
    @pytest.fixture
    def talk(self, dentist: Assistant) -> Talk:
        talk = Talk(dentist)
        talk.say_all(["quero marcar uma avaliacao pra minha filha", "o segundo"])
        return talk

    @pytest.mark.parametrize(
        "text", ["Sandra. mas sabado tem dentista de criança?", "Sandra. e a dentista de criança atende no sábado?"]
    )
    def test_who_works_on_a_day_is_no_wish_for_that_day(self, talk: Talk, text: str) -> None:
        reply = talk.say(text)
        assert "terças e quintas" in reply.text
        assert "Quer marcar" not in reply.text
        assert talk.state["lead"]["fields"]["name"] == "Sandra"

    def test_asked_again_with_a_reproach(self, talk: Talk) -> None:
        talk.say("Sandra")
        assert "terças e quintas" in talk.say("perguntei se a dentista de criança atende sábado!").text

    @pytest.mark.parametrize(
        "text",
        [
            "já disse, Sandra! pode cancelar se ela ficar doente? tem multa?",
            "posso cancelar se ela adoecer? e tem multa se faltar?",
        ],
    )
    def test_what_is_cancelled_is_the_meeting(self, talk: Talk, text: str) -> None:
        reply = talk.say(text)
        assert "24 horas de antecedência" in reply.text
        assert "R$ 50,00" in reply.text

    def test_the_name_before_an_errand_is_kept(self, talk: Talk) -> None:
        reply = talk.say("Sandra. passa pra terça 14h")
        assert reply.booking
        assert talk.state["lead"]["fields"]["name"] == "Sandra"

    def test_an_errand_alone_is_no_name(self, talk: Talk) -> None:
        talk.say("Remarcar")
        assert "name" not in talk.state.get("lead", {}).get("fields", {})


class TestChildren:
    @pytest.mark.parametrize(
        "text", ["ela ta com medo da injeção. e eu fico na sala junto?", "meu filho tem medo de agulha"]
    )
    def test_who_fears_needles_is_told_of_the_anaesthesia(self, dentist: Assistant, text: str) -> None:
        assert "no seu ritmo" in Talk(dentist).say(text).text

    @pytest.mark.parametrize("text", ["criança pode ficar com a mae na sala?", "o pai precisa ir com a criança?"])
    def test_a_mother_is_the_one_responsible(self, dentist: Assistant, text: str) -> None:
        assert "com um responsável" in Talk(dentist).say(text).text


class TestNamedInTheOthersPlace:
    @pytest.mark.parametrize("text", ["nao é entrega, é a migracao", "entrega não, a migração"])
    def test_the_question_before_is_asked_of_it(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        assert "entrega leva" in talk.say("5 dias uteis contando de quando?").text
        assert "depois de recebermos os arquivos" in talk.say(text).text

    @pytest.mark.parametrize(
        "text",
        ["indicaçao nao, a DEMONSTRAÇÃO. é de graça? vou receber link?", "não é indicação, é a demonstração. cobram?"],
    )
    def test_what_is_asked_with_it_is_asked_of_it(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("ganho algo se indicar um amigo?")
        assert "demonstração é grátis" in talk.say(text).text

    @pytest.mark.parametrize(
        "text", ["não é pix, vale alimentação na maquininha", "pix não, vale-refeição na maquininha"]
    )
    def test_what_the_material_does_not_say_is_not_told(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("vocês aceitam pix?")
        reply = talk.say(text)
        assert reply.citations == ()
        assert reply.state["awaiting"] == "handoff_offer"

    def test_nor_after_a_product(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["e a maquininha, vcs tem? taxa de quanto", "e ela aceita vale refeição?"])
        assert talk.last
        assert talk.last.citations == ()
        assert talk.say("não é pix, vale alimentação na maquininha").citations == ()

    def test_what_was_quoted_and_denied_is_not_offered_again(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("to vindo do bling, vcs importam meus produtos?")
        assert "planilha?" not in talk.say("nao é planilha, eles exportam do bling direto?").text

    @pytest.mark.parametrize("between", [[], ["tá mas depois, fica doendo qtos dias?"]])
    def test_the_same_passage_does_not_answer_what_was_not_meant(self, dentist: Assistant, between: list[str]) -> None:
        talk = Talk(dentist)
        talk.say_all(["boa tarde, to com medo de dentista, doi fazer implante?", *between])
        reply = talk.say("nada a ver! quero saber qto tempo fica doendo depois do implante")
        assert "anestesia" not in reply.text
        assert reply.citations == ()

    def test_a_fact_is_told_again(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say_all(["quanto custa o implante?", "doi fazer implante?"])
        assert "3.200,00" in talk.say("não foi isso que perguntei, quanto custa o implante?").text


class TestLanguages:
    def test_which_ones_are_spoken_is_told_once_in_the_one_that_is_not(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say("hi, do you do teeth whitening? how much")
        reply = talk.say("in english please")
        assert "Portuguese and Spanish" in reply.text
        assert reply.locale == "pt-BR"
        assert "Portuguese" not in talk.say("english!! do you speak english?").text

    def test_in_our_own_language_when_it_is_asked_in_that(self, dentist: Assistant) -> None:
        assert "português e espanhol" in Talk(dentist).say("vcs falam ingles?").text
        assert "portugués y español" in Talk(dentist, locale="es").say("¿hablan inglés?").text

    def test_beside_a_booking(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        talk.say("i want to book a visit for tomorrow afternoon")
        reply = talk.say("the last one. my name is Peter, do you guys speak english there?")
        assert reply.booking
        assert "Portuguese and Spanish" in reply.text

    @pytest.mark.parametrize("text", ["9h. quem apresenta fala espanhol?", "9h. alguém da equipe fala inglês?"])
    def test_what_somebody_else_speaks_switches_nothing(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("pode marcar uma demo pra mim segunda cedo?")
        assert talk.say(text).locale == "pt-BR"

    @pytest.mark.parametrize("text", ["where are you located? is there parking", "is there a parking lot?"])
    def test_what_a_foreign_question_surely_means_is_told(self, dentist: Assistant, text: str) -> None:
        assert "estacionamento do prédio" in Talk(dentist).say(text).text

    @pytest.mark.parametrize("text", ["do you sell toothbrushes?", "can pregnant women be treated?", "is there wifi?"])
    def test_what_it_may_mean_is_not(self, dentist: Assistant, text: str) -> None:
        assert Talk(dentist).say(text).citations == ()

    @pytest.mark.parametrize(
        "text", ["bueno y funciona sin internet?", "gracias. ¿y el sistema funciona sin internet?"]
    )
    def test_a_heading_that_is_asked_is_answered_in_any_conversation(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quantas notas por mês o essencial tem?")
        assert "sigue vendiendo sin internet" in talk.say(text).text


class TestInPortugueseOnly:
    """What a Spanish customer asks, and only the Portuguese documents tell."""

    @pytest.mark.parametrize(
        "text",
        [
            "caro. tienen descuento si pago en efectivo?",
            "que no llames. descuento al contado hay o no?",
            "¿hay descuento pagando en efectivo?",
        ],
    )
    def test_a_discount_is_found(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist, locale="es")
        talk.say("cuánto dura el blanqueamiento en casa?")
        assert "5% de desconto" in talk.say(text).text

    @pytest.mark.parametrize(
        "text", ["hola, tienen sistema pra tienda? soy argentino moro em floripa", "¿el sistema sirve para tiendas?"]
    )
    def test_for_whom_the_system_is(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample(locale="es").say(text)
        assert "lojas de roupas" in reply.text or "una tienda" in reply.text

    def test_what_the_spanish_ones_tell_is_told_from_them(self, dentist: Assistant) -> None:
        assert "En el edificio" in Talk(dentist, locale="es").say("¿dónde estaciono?").text

    @pytest.mark.parametrize("text", ["quiero el de casa. tengo que ir a la clinica antes?", "¿tengo que ir antes?"])
    def test_what_one_must_do_is_not_how_we_are_reached(self, dentist: Assistant, text: str) -> None:
        talk = Talk(dentist, locale="es")
        talk.say("cuánto dura el blanqueamiento en casa?")
        assert "contato@" not in talk.say(text).text


class TestSupposedOfABooking:
    @pytest.mark.parametrize("text", ["cancelo como se eu não puder ir?", "se eu não conseguir, cancelo aqui?"])
    def test_it_can_be_moved_or_cancelled_here(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say_all(["quero ver uma demonstração", "o segundo"])
        assert "Prefere remarcar ou cancelar?" in talk.say(text).text

    def test_in_spanish(self, visit_sample: Start) -> None:
        talk = visit_sample(locale="es")
        talk.say_all(["hola quiero una demo", "el primero"])
        assert "Prefiere cambiarlo" in talk.say("no hace falta. ¿cancelo en 30/11 si no puedo?").text


class TestWhatWasRightStaysRight:
    def test_a_card_that_is_changed_is_no_question_of_what_is_accepted(self, visit_sample: Start) -> None:
        assert "cadastre o novo cartão" in visit_sample().say("quero trocar o cartão da mensalidade").text

    def test_how_long_a_product_takes_is_told_by_its_attribute(self, dentist: Assistant) -> None:
        reply = Talk(dentist, locale="es").say("no, no llames a nadie. cuánto dura el blanqueamiento en casa?")
        assert "3 semanas" in reply.text

    @pytest.mark.parametrize(
        "text", ["e pra criança é o msm preço?", "Mandei minha gaveta pra conserto, quantos dias fico sem ela?"]
    )
    def test_a_passage_with_two_of_the_words_is_not_quoted(
        self, dentist: Assistant, visit_sample: Start, text: str
    ) -> None:
        assert "dente quebrado" not in Talk(dentist).say(text).text
        assert "LGPD" not in visit_sample().say(text).text

    def test_a_person_is_offered_once(self, dentist: Assistant) -> None:
        talk = Talk(dentist)
        reply = talk.say("mas vc disse la em cima q so aceita os 3. entao pago os 120 no dia?")
        assert reply.text.count("Quer que eu chame") <= 1


class TestOfTheMeeting:
    @pytest.fixture
    def talk(self, visit_sample: Start) -> Talk:
        talk = visit_sample()
        talk.say_all(["queria ver o sistema funcionando antes de comprar", "o segundo"])
        return talk

    @pytest.mark.parametrize(
        "text", ["marcou? e quanto dura isso", "isso. cobra alguma coisa? e quem me manda o link?", "é de graça?"]
    )
    def test_what_it_costs_and_how_long_it_is(self, talk: Talk, text: str) -> None:
        assert "demonstração é grátis" in talk.say(text).text

    @pytest.mark.parametrize(
        ("text", "told"), [("aceita cartão?", "Aceitamos Pix"), ("quanto tempo demora a entrega?", "entrega leva")]
    )
    def test_what_is_asked_of_something_else_is_not(self, talk: Talk, text: str, told: str) -> None:
        assert told in talk.say(text).text


class TestNoRefusal:
    @pytest.mark.parametrize(
        "text",
        [
            "não quero falar com ninguem. só me diz se o essencial emite nota",
            "como faço p contratar, perguntei, nao é como sair",
            "nada disso. perguntei se o essencial emite nota",
        ],
    )
    def test_who_wants_an_answer_refuses_none(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        assert talk.state["asked"] == "name"
        reply = talk.say(text)
        assert "não pergunto mais" not in reply.text
        assert "seguimos sem isso" not in reply.text

    def test_who_refuses_is_heard(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o profissional?")
        assert talk.say("para de me perguntar coisas").state["lead_talk"]["stopped"]
