"""Booking by talk: what went wrong when impatient customers were played against it, on a Thursday afternoon."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY, Start, Talk, action


class TestYesWithAStory:
    @pytest.mark.parametrize(
        "answer",
        [
            "sim. mas é pro menino e pra mim tb, eu faço limpeza",
            "pode. mas é pra minha mulher Carla, ta?",
            "sim, mas é pro meu filho",
            "pode. e aceita cartão?",
            "marca logo",
            "QUERO. avaliação hoje às 19h",
        ],
    )
    def test_books_what_was_offered(self, talk: Talk, answer: str) -> None:
        talk.say("da pra hoje 19h?")
        assert action(talk, answer) == "book"
        assert talk.last
        assert "19h" in talk.last.text

    def test_a_question_behind_it_is_answered(self, talk: Talk) -> None:
        talk.say("da pra hoje 19h?")
        assert "Pix" in talk.say("pode. e aceita cartão?").text

    @pytest.mark.parametrize(
        "answer",
        [
            "pode. não, melhor amanhã",
            "sim, mas amanhã",
            "pode ser. deixa pra lá",
            "sim, mas é caro demais, não quero",
            "sim. só que não marca ainda",
            "pode, mas preciso falar com meu marido antes",
            "ok. vou ver aqui e te falo",
            "pode ser. tem mais cedo?",
            "amanhã eu te aviso",
        ],
    )
    def test_what_takes_it_back_counts(self, talk: Talk, answer: str) -> None:
        talk.say("da pra hoje 19h?")
        assert action(talk, answer) is None


class TestCancelling:
    @pytest.mark.parametrize(
        "text",
        [
            "não. cancela então, vou em outra clínica",
            "cancela tudo entao, ela nao quer mais ir",
            "pode cancelar a de amanhã",
            "melhor cancelar. obrigado",
        ],
    )
    def test_beside_other_words(self, talk: Talk, text: str) -> None:
        talk.say("marca amanhã 8h")
        assert action(talk, text) == "cancel"

    def test_in_spanish(self, dentist: Assistant) -> None:
        talk = Talk(dentist, now=THURSDAY, locale="es")
        talk.say("quiero una cita mañana 16h")
        assert action(talk, "cancelá la de mañana entonces") == "cancel"

    @pytest.mark.parametrize(
        "text",
        [
            "não cancela não",
            "por favor não desmarca",
            "please do not cancel my appointment",
            "se eu cancelar pago multa?",
            "se eu não ligar até meio-dia, cancela",
            "vocês cancelaram minha consulta?",
            "minha amiga desmarcou, posso ir no lugar dela?",
            "cancela meu plano de saúde",
            "não muda pra segunda às 10h",
        ],
    )
    def test_is_not_meant(self, talk: Talk, text: str) -> None:
        talk.say("marca amanhã 8h")
        assert action(talk, text) is None

    def test_of_times_that_are_only_offered_books_nothing(self, dentist: Assistant) -> None:
        talk = Talk(dentist, now=THURSDAY, locale="es")
        talk.say("quiero una cita")
        assert action(talk, "cancelá la de mañana entonces") is None
        assert not talk.state.get("slots")


@pytest.mark.parametrize(
    "text", ["muda pra quinta 14h, é que terça tem aula", "passa pra quinta 14h. terça não dá mais"]
)
def test_why_it_is_moved_names_no_other_day(talk: Talk, text: str) -> None:
    talk.say("marca terça 17h")
    assert action(talk, text) == "move"
    assert talk.last
    assert "quinta-feira (3 de dezembro) às 14h" in talk.last.text


@pytest.mark.parametrize("text", ["marcou hj 19h?", "e ai, marcou?", "ficou marcado?"])
def test_what_is_only_offered_is_not_booked_yet(talk: Talk, text: str) -> None:
    talk.say("da pra hoje 19h?")
    reply = talk.say(text)
    assert "Ainda não está marcado" in reply.text
    assert "19h" in reply.text


def test_a_time_that_would_end_after_closing_is_refused_for_that(talk: Talk) -> None:
    reply = talk.say("tem vaga hoje 19h30?")
    assert "40 min" in reply.text
    assert "20h" in reply.text


@pytest.mark.parametrize(("text", "hour"), [("da pra amanhã 15?", "15h"), ("quero marcar amanha 9", "9h")])
def test_a_bare_number_behind_a_day_is_the_hour(talk: Talk, text: str, hour: str) -> None:
    assert f"amanhã, sexta-feira (27 de novembro), às {hour}" in talk.say(text).text


class TestTermsOfChanging:
    """What it would cost to move or cancel is a question, and changes nothing."""

    @pytest.mark.parametrize(
        "text",
        [
            "mudar pra segunda tem algum custo?",
            "quanto vocês cobram pra remarcar pra segunda às 10h?",
            "remarcar pra segunda às 10h é pago?",
            "desmarcar é cobrado?",
            "cancelar a avaliação tem multa?",
            "se eu passar pra terça 9h pago alguma coisa a mais?",
            "e se eu desmarcar, tem taxa?",
            "até quando posso mudar o dia da avaliação?",
            "quantas vezes dá pra remarcar?",
            "o que acontece se eu cancelar a avaliação?",
            "com quanta antecedência preciso desmarcar?",
            "trocar o horário sai de graça?",
        ],
    )
    def test_is_told_from_the_material_and_the_meeting_stands(self, talk: Talk, text: str) -> None:
        talk.say("marca amanhã 8h")
        reply = talk.say(text)
        assert reply.booking is None
        assert "24 horas de antecedência" in reply.text
        assert "slots" not in reply.state

    @pytest.mark.parametrize(
        "text",
        [
            "remarcar pra segunda às 9h custa quanto?",
            "cancelar a demonstração tem custo?",
            "does it cost anything to move to monday 9am?",
            "¿cambiar para el lunes a las 9 tiene costo?",
        ],
    )
    def test_is_not_made_up_where_the_material_does_not_say(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("quero marcar uma demonstração quinta às 10h")
        reply = talk.say(text)
        assert reply.booking is None
        assert reply.state["awaiting"] == "handoff_offer"

    def test_what_would_be_is_offered_first(self, talk: Talk) -> None:
        talk.say("marca amanhã 8h")
        assert action(talk, "e se eu mudasse pra segunda às 10h?") is None
        assert action(talk, "sim") == "move"

    @pytest.mark.parametrize(
        ("text", "wanted"),
        [
            ("muda pra segunda às 10h", "move"),
            ("muda pra segunda às 10h. e quanto custa a limpeza?", "move"),
            ("pode mudar pra segunda às 10h?", "move"),
            ("desmarca, por favor. quanto é a limpeza?", "cancel"),
        ],
    )
    def test_an_order_beside_a_price_is_one(self, talk: Talk, text: str, wanted: str) -> None:
        talk.say("marca amanhã 8h")
        assert action(talk, text) == wanted


class TestDiaryOfTheProduct:
    """A diary may be what the product has, and no time with us."""

    @pytest.mark.parametrize(
        "text",
        [
            "agenda de tosa e banho?",
            "esse sistema tem agenda?",
            "tem agenda de clientes no programa?",
            "dá pra controlar a agenda dos funcionários?",
            "o software faz agendamento de serviços?",
            "tem agendamento online pros meus clientes?",
            "meus pacientes conseguem agendar sozinhos?",
            "procuro um sistema com agenda",
            "existe módulo de agendamento?",
            "vocês têm agenda pra salão de beleza?",
            "¿el sistema tiene agenda?",
            "does the system have scheduling?",
        ],
    )
    def test_offers_no_times(self, visit_sample: Start, text: str) -> None:
        locale = "en" if text.startswith("does") else "es" if text.startswith("¿") else "pt-BR"
        reply = visit_sample(locale=locale).say(text)
        assert "slots" not in reply.state
        assert reply.state.get("awaiting") != "booking"

    @pytest.mark.parametrize(
        "text",
        [
            "agenda uma demonstração pra mim",
            "tem agenda pra amanhã?",
            "agenda pra quinta",
            "quero agendar",
            "agenda uma demo do sistema",
            "tem horário na agenda de vocês?",
            "quero ver o sistema, agenda sexta às 10h",
        ],
    )
    def test_a_time_with_us_is_offered(self, visit_sample: Start, text: str) -> None:
        reply = visit_sample().say(text)
        assert "slots" in reply.state or reply.booking

    @pytest.mark.parametrize(
        "text", ["agenda de clareamento?", "tem agenda essa semana pra avaliação?", "agenda limpeza"]
    )
    def test_of_what_is_booked_here_too(self, dentist: Assistant, text: str) -> None:
        assert "slots" in Talk(dentist, now=THURSDAY).say(text).state


class TestPuttingOff:
    """Who will think about it has chosen no time, whatever day they name."""

    @pytest.mark.parametrize(
        "answer",
        [
            "tá ótimo, obrigada, qualquer coisa eu aviso",
            "sim. hoje não consigo decidir nada",
            "ok, te dou uma resposta amanhã",
            "beleza, qualquer coisa eu volto aqui",
            "gostei, mas hoje não dá pra decidir",
            "essa semana tá corrido, depois eu vejo",
            "amanhã eu decido e te falo",
            "qualquer coisa eu marco",
            "tá certo. hoje tô na correria",
            "qualquer dúvida eu chamo amanhã",
            "perfeito, vou pensar",
            "sim, mas preciso ver com a minha esposa",
            "legal, só estava olhando",
            "ok, let me think about it",
            "bueno, mañana le confirmo",
        ],
    )
    @pytest.mark.parametrize("asked", ["tem horário sexta às 10h?", "quero marcar uma avaliação"])
    def test_books_nothing(self, talk: Talk, asked: str, answer: str) -> None:
        talk.say(asked)
        assert "slots" in talk.state
        assert action(talk, answer) is None

    @pytest.mark.parametrize(
        ("answer", "hour"),
        [
            ("pode marcar o primeiro, qualquer coisa eu aviso", "h"),
            ("amanhã tô ocupado, pode ser segunda às 10h", "segunda-feira (30 de novembro) às 10h"),
            ("hoje tô na correria, melhor segunda 9h", "segunda-feira (30 de novembro) às 9h"),
            ("qualquer um serve", "h"),
            ("qualquer horário", "h"),
            ("confirmo o segundo", "h"),
            ("quero conversar com vocês segunda às 10h", "segunda-feira (30 de novembro) às 10h"),
            ("preciso falar com alguém aí segunda 10h", "segunda-feira (30 de novembro) às 10h"),
        ],
    )
    def test_a_choice_beside_it_is_one(self, talk: Talk, answer: str, hour: str) -> None:
        talk.say("quero marcar uma avaliação")
        reply = talk.say(answer)
        assert reply.booking
        assert reply.booking.action == "book"
        assert hour in reply.text

    def test_a_later_word_chooses_none_either(self, talk: Talk) -> None:
        talk.say_all(["quero marcar uma avaliação", "quanto custa a limpeza?"])
        assert action(talk, "tá, amanhã às 10h eu te aviso") is None


class TestAfterWork:
    @pytest.mark.parametrize(
        "text",
        [
            "quero marcar a avaliacao. tem algum dia a noite essa semana? saio 18h do trabalho",
            "quero marcar avaliação essa semana, saio às 18h, tem à noite?",
            "I'd like to book an evening appointment this week, I get off at 6pm",
        ],
    )
    def test_an_hour_that_leaves_time_to_come_is_offered(self, dentist: Assistant, text: str) -> None:
        reply = Talk(dentist, now=THURSDAY.replace(day=23, hour=10)).say(text).text
        assert "às 19h" in reply
        assert "às 18h" not in reply

    def test_else_what_is_near(self, dentist: Assistant) -> None:
        reply = Talk(dentist, now=THURSDAY.replace(day=23, hour=10)).say("quero marcar hoje à noite, saio às 18h").text
        assert "às 18h" in reply

    def test_the_hour_of_starting_work_bounds_nothing(self, dentist: Assistant) -> None:
        text = "quero marcar avaliação essa semana à noite, entro às 20h no trabalho"
        assert "às 18h" in Talk(dentist, now=THURSDAY.replace(day=23, hour=10)).say(text).text
