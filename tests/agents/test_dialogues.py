"""What went wrong when dialogues were played as impatient customers hold them."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk


def test_the_question_behind_a_name_is_answered(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("qual plano tem api?")
    reply = talk.say("Marcos. e qual a diferença dele pro profissional")
    assert "Marcos" in reply.text
    assert "Comparando Plano Empresarial e Plano Profissional" in reply.text


def test_the_question_behind_why_we_ask_is_answered(visit_sample: Start) -> None:
    talk = visit_sample(locale="en")
    talk.say("how much is the cheapest plan?")
    reply = talk.say("why do you need my name? just tell me if it works on mac")
    assert "only helps our team" in reply.text
    assert "macOS" in reply.text


def test_an_hour_before_mesmo_is_an_hour(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quero uma demonstração")
    booked = talk.say("a demo pode ser amanha as 15 mesmo").booking
    assert booked
    assert booked.starts_at
    assert booked.starts_at.hour == 15


def test_who_asks_whether_it_is_booked_hears_when(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quero uma demonstração", "amanhã às 15h"])
    assert "às 15h" in talk.say("marcou?").text


def test_a_choice_and_a_question_are_both_served(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("quero marcar avaliação sabado de manha")
    reply = talk.say("o segundo. e quanto é a avaliação?")
    assert reply.booking
    assert reply.booking.action == "book"
    assert "120,00" in reply.text


def test_what_is_owed_is_the_price_of_what_was_booked(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say_all(["quero marcar avaliação sabado de manha", "o primeiro"])
    assert "120,00" in talk.say("quanto vou pagar?").text


def test_whether_a_price_is_for_each_is_no_order_of_so_many(visit_sample: Start) -> None:
    reply = visit_sample().say("o preço do empresarial é por loja ou pras 2?")
    assert "399,90" in reply.text
    assert "799,80" not in reply.text


def test_the_language_that_is_asked_for_is_spoken(visit_sample: Start) -> None:
    talk = visit_sample(locale="en")
    talk.say("how much is the cheapest plan?")
    reply = talk.say("do you speak portuguese? prefiro português")
    assert reply.locale == "pt-BR"
    assert reply.handoff is None
    assert "equipe" not in reply.text


def test_a_question_that_looks_like_a_wish_to_buy_is_answered(dentist: Assistant) -> None:
    assert "documento com foto" in Talk(dentist).say("precisa levar o q?").text


def test_who_asks_for_today_after_closing_hears_that_it_is_over(dentist: Assistant) -> None:
    saturday = datetime(2026, 11, 28, 17, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))
    reply = Talk(dentist, now=saturday).say("vcs atendem sabado?")
    assert "já encerramos" in reply.text


def test_details_that_were_not_told_are_not_noted(dentist: Assistant) -> None:
    assert "registrado" not in Talk(dentist).say("meu primo de 40 anos quer clarear, o que eu faço?").text


def test_the_price_of_the_plans_is_no_price_of_two(visit_sample: Start) -> None:
    reply = visit_sample().say("não perguntei de ecommerce, quero saber o preço dos planos")
    assert "E-commerce" not in reply.text
    assert "89,90" in reply.text


def test_a_price_is_told_beside_a_story(visit_sample: Start) -> None:
    assert "89,90" in visit_sample().say("não. quero o preço dos planos. tenho 2 lojas").text


def test_the_system_is_what_the_business_sells(visit_sample: Start) -> None:
    assert "89,90" in visit_sample().say("oi, tudo certo? qto ta saindo o sistema de vcs").text


def test_a_vacancy_today_is_a_free_time(dentist: Assistant) -> None:
    assert Talk(dentist).say("tem vaga hj ainda?").state["slots"]


def test_whether_it_hurts_is_found_under_pain(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("quanto custa o clareamento?")
    assert "anestesia" in talk.say("e doi?").text


@pytest.mark.parametrize(
    "question", ["tenho 2 lojas, qual plano serve?", "e o plano pra 2 lojas, qual é?", "qual plano aceita 2 lojas"]
)
def test_the_plan_that_holds_so_many_shops_is_named(visit_sample: Start, question: str) -> None:
    reply = visit_sample().say(question)
    assert "Empresarial" in reply.text
    assert "Essencial" not in reply.text


def test_so_many_people_are_counted_without_the_word(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("me fala do profissional")
    assert "Empresarial" in talk.say("somos em 8 lá na loja. serve?").text


def test_the_middle_one_is_the_second(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("quero marcar avaliação sabado de manha")
    assert "às 10h" in talk.say("o do meio").text


def test_what_time_it_ended_up_is_asked_of_the_meeting(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quero uma demonstração", "amanhã às 15h"])
    assert "às 15h" in talk.say("ficou que horas mesmo?").text


def test_a_wish_to_come_is_no_detail(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quanto custa o profissional?", "Marcos", "e o anual?"])
    assert talk.say("quero ver funcionando, marca pra amanhã 9h").booking


def test_two_shops_are_no_telephone(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say_all(["quanto custa o implante?", "Rita", "e o alinhador?"])
    assert "Não consegui entender" not in talk.say("to precisando de 2 implantes").text


def test_a_childs_age_finds_what_is_said_of_children(dentist: Assistant) -> None:
    assert "terças e quintas" in Talk(dentist).say("meu filho tem 5 anos, atende tb?").text


def test_the_cheaper_one_is_of_the_prices_just_told(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("quanto custa o clareamento?")
    reply = talk.say("qual mais barato, o de casa?")
    assert "650,00" in reply.text
    assert "120,00" not in reply.text


def test_delivery_to_a_place_is_found(visit_sample: Start) -> None:
    assert "5 dias úteis" in visit_sample().say("entrega no Rio em qts dias?").text


def test_a_quantity_behind_a_name_is_priced(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quanto custa o kit pdv?")
    assert "3 × Kit PDV" in talk.say("Sofia. e se eu levar 3?").text


def test_so_many_at_one_of_the_prices_are_added_up(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quanto custa a impressora termica?")
    assert "2.223,00" in talk.say("e quanto fica 3 dela no pix?").text


def test_who_wants_nobody_called_is_heard(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("minha nota fiscal foi rejeitada, como vejo o motivo?")
    assert talk.say("não, não quero chamar ninguém. arrumei e cai na mesma").handoff is None


def test_a_meeting_that_is_in_the_catalogue_is_cancelled(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say_all(["quero marcar avaliação sabado de manha", "o primeiro"])
    cancelled = talk.say("cancela minha avaliação então, vou levar ele antes").booking
    assert cancelled
    assert cancelled.action == "cancel"


def test_their_hours_are_told_not_booked(visit_sample: Start) -> None:
    reply = visit_sample().say("não precisa chamar agora. qual o horario de vcs sabado?")
    assert "das 9h às 13h" in reply.text


def test_a_name_that_was_told_is_not_asked_for_again(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(
        [
            "quanto custa o empresarial?",
            "Geraldo. emite nota de serviço?",
            "quero contratar o empresarial",
        ]
    )
    assert talk.state["lead"]["fields"]["name"] == "Geraldo"


def test_money_back_is_no_product(visit_sample: Start) -> None:
    reply = visit_sample().say("quero meu dinheiro de volta, em quanto tempo cai?")
    assert "Gaveta" not in reply.text


def test_how_long_the_warranty_is(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quanto custa a impressora termica?", "e quanto fica 3 dela no pix?"])
    assert "12 meses" in talk.say("tem garantia de quanto tempo?").text


def test_who_will_not_give_their_telephone_is_not_asked_for_it(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say_all(["quanto custa o implante?", "Luana. tem estacionamento ai?", "não vou dar meu telefone"])
    assert "telefone" not in talk.say("quanto custa o aparelho?").text


def test_who_wants_nobody_called_is_not_offered_a_person(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("minha nota fiscal foi rejeitada, como vejo o motivo?")
    reply = talk.say("não, não quero chamar ninguém. arrumei e cai na mesma")
    assert "chamar uma pessoa" not in reply.text
    assert reply.quick_replies != ("Sim, chamar alguém", "Não, obrigado")


@pytest.mark.parametrize("no", ["não, não quero chamar ninguém", "não", "nao precisa"])
def test_a_person_that_was_refused_is_not_offered_after_the_next_answers(visit_sample: Start, no: str) -> None:
    talk = visit_sample()
    assert "Quer que eu chame" in talk.say("como faço pra cancelar minha assinatura?").text
    talk.say(no)
    reply = talk.say("qual o prazo pra cancelar uma nota?")
    assert "24 horas" in reply.text
    assert "chame" not in reply.text


def test_an_attribute_is_told_after_a_price(dentist: Assistant) -> None:
    talk = Talk(dentist)
    talk.say("quanto custa o alinhador?")
    assert "18 vezes" in talk.say("parcela o transparente em quantas vezes?").text
    talk.say("quanto custa o alinhador?")
    assert "18 vezes" in talk.say("parcela em quantas vezes?").text


def test_how_long_a_service_takes_is_its_duration(dentist: Assistant) -> None:
    reply = Talk(dentist).say("quanto tempo demora a limpeza?")
    assert "Limpeza — Duração: 50 minutos." in reply.text


def test_how_long_a_repair_takes_is_no_product(visit_sample: Start) -> None:
    reply = visit_sample().say("quanto tempo leva o conserto da impressora?")
    assert "15 dias úteis" in reply.text
    assert "780,00" not in reply.text


def test_how_long_nobody_knows_is_no_product(visit_sample: Start) -> None:
    reply = visit_sample().say("quanto tempo leva a pintura da impressora?")
    assert "780,00" not in reply.text


def test_how_something_is_done_is_no_product(visit_sample: Start) -> None:
    reply = visit_sample().say("como cancelo uma nota que saiu errada?")
    assert "Fiscal > Notas emitidas" in reply.text


def test_an_hour_that_is_taken_back_is_not_offered(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quero uma demonstração")
    booked = talk.say("amanhã 9h não, 11h").booking
    assert booked
    assert booked.starts_at
    assert booked.starts_at.hour == 11


WEDNESDAY = datetime(2026, 11, 25, 10, 0, tzinfo=ZoneInfo("America/Sao_Paulo"))


@pytest.mark.parametrize("said", ["quinta que vem", "pode ser na próxima quinta?", "marca pra quinta que vem às 10h"])
def test_next_thursday_is_not_tomorrow(visit_sample: Start, said: str) -> None:
    talk = visit_sample(now=WEDNESDAY)
    talk.say("quero uma demonstração")
    reply = talk.say(said)
    assert "amanhã" not in reply.text
    assert "3 de dezembro" in reply.text


def test_next_friday_may_be_of_either_week_and_is_asked(visit_sample: Start) -> None:
    talk = visit_sample(now=WEDNESDAY)
    reply = talk.say("quero marcar uma demonstração na sexta que vem às 10h")
    assert reply.booking is None
    assert "27 de novembro" in reply.text
    assert "4 de dezembro" in reply.text


def test_next_monday_is_the_one_to_come(visit_sample: Start) -> None:
    reply = visit_sample(now=WEDNESDAY).say("quero marcar uma demonstração na segunda que vem às 10h")
    assert reply.booking
    assert "30 de novembro" in reply.text


def test_a_name_that_comes_late_is_not_asked_for_again(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say_all(["quanto custa o empresarial?", "emite nota de serviço?", "vcs abrem sábado?", "Geraldo."])
    assert talk.state["lead"]["fields"]["name"] == "Geraldo"


def test_only_what_is_alike_is_offered_for_comparison(dentist: Assistant, visit_sample: Start) -> None:
    assert not any("Comparar" in reply for reply in Talk(dentist).say("me fala do implante").quick_replies)
    assert "Comparar Aparelho fixo e Alinhador transparente" in Talk(dentist).say("me fala do aparelho").quick_replies
    assert not any("Comparar" in reply for reply in visit_sample().say("me fala da impressora").quick_replies)
    assert any("Comparar" in reply for reply in visit_sample().say("me fala do profissional").quick_replies)


def test_a_few_words_go_on_with_the_question_before(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quero meu dinheiro de volta, em quanto tempo cai?")
    assert "duas faturas" in talk.say("no cartão?").text


def test_an_outcry_is_no_question(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quanto custa o essencial?")
    reply = talk.say("que demora hein")
    assert "implantação" not in reply.text
    assert reply.intent.name == "complaint"


def test_pregnancy_is_found_by_who_is_pregnant(dentist: Assistant) -> None:
    assert "gravidez" in Talk(dentist).say("to gravida, tem problema?").text


def test_attributes_are_named_in_the_language_that_is_spoken(dentist: Assistant, visit_sample: Start) -> None:
    told = Talk(dentist, locale="es").say("hola, ¿tienen implantes?").text
    assert "- Duración: de 4 a 6 meses" in told
    assert "Duração" not in told
    compared = visit_sample(locale="en").say("compare the essential plan and the professional plan").text
    assert "- Users included: 2" in compared
    assert "Usuários" not in compared


def test_an_attribute_is_asked_for_by_its_name_in_another_language(dentist: Assistant, visit_sample: Start) -> None:
    told = Talk(dentist, locale="es").say("¿cuál es la duración del implante?").text
    assert "Implante — Duración: de 4 a 6 meses" in told
    assert "API access" in visit_sample(locale="en").say("does the professional plan have API access?").text
    assert "Garantia" not in visit_sample(locale="en").say("what is the warranty of the thermal printer?").text


def test_how_long_a_treatment_takes_is_asked_in_spanish_too(dentist: Assistant) -> None:
    assert "50 minutos" in Talk(dentist, locale="es").say("¿cuánto tiempo dura la limpieza?").text


def test_a_child_in_pain_is_routine_for_a_dentist(dentist: Assistant) -> None:
    reply = Talk(dentist).say("meu filho de 4 anos ta com dor de dente")
    assert reply.handoff is None
    assert "(31) 3000-0000" in reply.text
    assert Talk(dentist).say("meu filho de 4 anos quer marcar uma consulta").handoff is None


def test_routine_does_not_hide_what_is_grave(dentist: Assistant) -> None:
    grave = "meu filho tá com dor de dente e desmaiou, não acorda, tá sangrando muito"
    assert Talk(dentist).say(grave).handoff == "sensitive"
    assert Talk(dentist).say("vocês machucaram a boca do meu filho, ele tá sangrando").handoff == "sensitive"
    assert Talk(dentist).say("fiquei com dor de dente por erro de vocês, vou processar a clínica").handoff
