"""What is said beside a time: a treatment that is not booked here, another hour, a refused day, and questions."""

import pytest

from tests.agents.conftest import THURSDAY, THURSDAY_MORNING, Start, Talk, action

NOTE = "Limpeza eu não marco direto por aqui. O que eu marco é avaliação"


class TestTreatment:
    @pytest.mark.parametrize("text", ["quero marcar uma limpeza", "dá pra agendar limpeza sábado de manhã?"])
    def test_that_is_not_booked_here_is_told_of_before_the_times(self, talk: Talk, text: str) -> None:
        reply = talk.say(text)
        assert reply.text.startswith(NOTE)
        assert "Avaliação" in reply.text or "avaliação:" in reply.text
        assert talk.state["slots"]

    def test_beside_what_was_booked(self, talk: Talk) -> None:
        reply = talk.say("marca limpeza sábado às 10h")
        assert reply.booking
        assert NOTE in reply.text

    def test_once(self, talk: Talk) -> None:
        talk.say("quero marcar uma limpeza")
        assert NOTE not in talk.say("quero marcar limpeza sábado").text

    @pytest.mark.parametrize("text", ["avaliação não, é limpeza mesmo", "não quero avaliação, quero limpeza"])
    def test_what_is_on_offer_is_refused_for_it(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar um horário")
        reply = talk.say(text)
        assert NOTE in reply.text
        assert talk.state["slots"]

    def test_refused_again_what_is_booked_here_is_all_that_is_told(self, talk: Talk) -> None:
        talk.say("quero marcar uma limpeza")
        reply = talk.say("avaliação não, é limpeza mesmo. e são 2 pessoas")
        assert reply.text.startswith("Por aqui eu marco avaliação.")
        assert talk.state["slots"]

    def test_a_question_refuses_nothing(self, talk: Talk) -> None:
        talk.say("quero marcar um horário")
        assert "marco" not in talk.say("mas dói ou não? e a limpeza dói também?").text

    def test_of_a_child_that_is_booked_for_no_word(self, talk: Talk) -> None:
        assert (
            "marco"
            not in talk.say("queria marcar uma limpeza pra mim e ver uma coisa pro meu filho").text.split("\n\n")[0]
        )

    @pytest.mark.parametrize("text", ["quero marcar uma avaliação", "quero marcar avaliação pra fazer limpeza"])
    def test_what_is_booked_here_needs_no_word(self, talk: Talk, text: str) -> None:
        assert "não marco direto" not in talk.say(text).text

    def test_what_a_demonstration_shows_is_no_treatment(self, visit_sample: Start) -> None:
        talk = visit_sample(now=THURSDAY_MORNING)
        assert "não marco direto" not in talk.say("quero ver o plano Completo funcionando, dá pra marcar?").text


class TestInsteadOf:
    @pytest.mark.parametrize(
        "text",
        [
            "pode ser as 11 em vez das 10?",
            "mas se eu desmarcar com menos de 24h paga quanto? ah e pode ser as 11 em vez das 10? acordo tarde",
            "coloca às 11 no lugar das 10",
        ],
    )
    def test_moves_the_meeting(self, talk: Talk, text: str) -> None:
        talk.say("marca sábado às 10")
        reply = talk.say(text)
        assert reply.booking
        assert reply.booking.action == "move"
        assert "sábado (28 de novembro) às 11h" in reply.text
        assert ("24 horas de antecedência" in reply.text) == ("paga" in text)


class TestEnd:
    @pytest.mark.parametrize(
        "text", ["ele sai q horas?", "termina que horas?", "que horas acaba a minha consulta?", "a que horas libera?"]
    )
    def test_is_told_by_the_length_of_the_meeting(self, talk: Talk, text: str) -> None:
        talk.say("marca segunda às 8h")
        assert "segunda-feira (30 de novembro) às 8h: a previsão é terminar às 8h40." in talk.say(text).text

    def test_beside_the_time_that_is_chosen(self, talk: Talk) -> None:
        talk.say("tem horário segunda de manhã?")
        reply = talk.say("as 8 da. ele sai q horas?")
        assert reply.booking
        assert "terminar às 8h40" in reply.text

    def test_of_the_business_is_not_meant(self, talk: Talk) -> None:
        talk.say("marca segunda às 8h")
        assert "terminar" not in talk.say("vocês saem que horas?").text


class TestRefusedDay:
    @pytest.mark.parametrize(
        "text",
        [
            "hj nao da to no trampo ate 20h. o segundo mas tem mais cedo? tipo de manha",
            "hj nao da, to no trampo ate 20h. tem de manha?",
            "hoje não posso. tem mais cedo?",
        ],
    )
    def test_is_not_offered(self, talk: Talk, text: str) -> None:
        talk.now = THURSDAY_MORNING
        talk.say("quero marcar uma avaliação")
        reply = talk.say(text)
        assert "hoje" not in reply.text
        assert all(not slot.startswith("2026-11-26") for slot in talk.state["slots"])


class TestQuestionBesideTimes:
    @pytest.mark.parametrize(
        "text",
        ["se precisar arrancar o dente faz na hora?", "nao precisa. se precisar arrancar o dente faz na hora?"],
    )
    def test_is_answered(self, talk: Talk, text: str) -> None:
        talk.say("quero marcar uma avaliação")
        assert "no mesmo dia" in talk.say(text).text
        assert talk.state["slots"]


def test_a_time_that_is_tight_is_not_taken(visit_dentist: Start) -> None:
    talk = visit_dentist(now=THURSDAY)
    talk.say_all(["quero marcar uma avaliação amanhã 15h", "dá pra mudar pra segunda de noite?"])
    reply = talk.say("18h aperta, tem 19?")
    assert reply.booking is None
    assert "Posso oferecer" in reply.text


def test_a_person_is_called_beside_the_time_that_is_chosen(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("quero marcar uma demonstração")
    reply = talk.say("o segundo. e me chama uma pessoa pf, quero negociar preço")
    assert reply.booking
    assert reply.handoff == "asked_for_human"


@pytest.mark.parametrize(
    "text",
    ["muda o vencimento pro dia 15", "nao quero demonstracao nao, ja sou cliente. muda o vencimento pro dia 15 entao"],
)
def test_a_due_date_is_no_meeting(visit_sample: Start, text: str) -> None:
    talk = visit_sample()
    talk.say("quero ver uma demonstração")
    assert "Configurações > Assinatura" in talk.say(text).text


@pytest.mark.parametrize(
    "text", ["quero marcar uma demonstração amanhã 15h pra mudar de plano", "pode ser amanha 15h te passo meu email"]
)
def test_what_a_meeting_is_for_moves_nothing_else(visit_sample: Start, text: str) -> None:
    talk = visit_sample()
    talk.say("quero marcar uma demonstração")
    assert action(talk, text) == "book"


def test_at_once_is_no_hour(visit_sample: Start) -> None:
    said = visit_sample().say("e se eu atrasar uns dias oq acontece? corta na hora?").text
    assert "10 dias de atraso" in said
    assert "demonstração" not in said


@pytest.mark.parametrize("text", ["um horário na hora do intervalo", "eu consigo ir na hora do intervalo"])
def test_the_hour_of_something_is_not_at_once(visit_sample: Start, text: str) -> None:
    assert visit_sample().say(text).text.startswith("Tenho estes horários para demonstração")


class TestTopicOfAQuestion:
    """What is asked beside a wish or a choice is named before its comma."""

    TABLE = "importação por planilha"

    @pytest.mark.parametrize(
        "text",
        [
            "hj ta tudo em planilha de excel, clientes e produtos, da pra passar pra vcs? posso ver uma demonstração"
            " amanha ou segunda?",
            "minha planilha de produtos, da pra importar? quero marcar uma demonstração segunda",
        ],
    )
    def test_beside_a_wish(self, visit_sample: Start, text: str) -> None:
        draft = visit_sample(now=THURSDAY_MORNING).say(text)
        assert self.TABLE in draft.text
        assert "segunda-feira (30 de novembro)" in draft.text
        assert "hoje, quinta" not in draft.text

    @pytest.mark.parametrize(
        "text",
        [
            "segunda de manhã, 10h pode ser? e a planilha, da pra importar?",
            "segunda 10h. e a planilha, da pra importar?",
        ],
    )
    def test_beside_a_choice(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample(now=THURSDAY_MORNING)
        talk.say("quero marcar uma demonstração amanhã ou segunda")
        draft = talk.say(text)
        assert draft.booking is not None
        assert self.TABLE in draft.text

    @pytest.mark.parametrize(
        "text",
        [
            "putz. 11h q vc falou antes serve, quarta 11h. e como pago, na hora?",
            "aff. quarta 11h então. como eu pago?",
            "quarta 11h. e pago como?",
        ],
    )
    def test_how_one_pays(self, visit_dentist: Start, text: str) -> None:
        talk = visit_dentist(now=THURSDAY_MORNING)
        told = talk.say_all(["quero marcar uma avaliação", "quarta 12h da? minha hora de almoço é 12 as 13"])
        assert "às 11h" in told.text
        assert "às 14h" in told.text
        draft = talk.say(text)
        assert draft.booking is not None
        assert "Aceitamos Pix" in draft.text
