"""A meeting that is booked captures no question, stays when it is to stay, and goes when that is ordered."""

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import THURSDAY_MORNING, Start, Talk, action

STAYS = "continua marcado: Avaliação, hoje, quinta-feira (26 de novembro), às 18h."
SAME_DAY = "Limpeza pode ser feita no mesmo dia"
FREE = "por esta conversa ou pelo telefone, sem custo"


@pytest.fixture
def talk(dentist: Assistant) -> Talk:
    booked = Talk(dentist, now=THURSDAY_MORNING)
    booked.say("marca avaliação hoje às 18h")
    return booked


class TestQuestions:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("e o dentista ja resolve na hora ou so olha? nao aguento esperar mais", SAME_DAY),
            ("da pra fazer o canal hj mesmo?", SAME_DAY),
            ("posso fazer avaliação e limpeza no mesmo dia?", SAME_DAY),
            ("o dentista atende a noite hj?", "Hoje abrimos"),
            ("se eu cancelar vcs cobram?", FREE),
            ("cancelar tem custo?", FREE),
        ],
    )
    def test_are_answered(self, talk: Talk, text: str, told: str) -> None:
        reply = talk.say(text)
        assert told in reply.text
        assert "Posso mudar" not in reply.text
        assert reply.booking is None

    @pytest.mark.parametrize(
        "text",
        [
            "consigo ir amanhã?",
            "amanhã de manhã tem?",
            "tem vaga na segunda?",
            "e na sexta?",
            "quero marcar sexta",
            "quero outro horário",
        ],
    )
    def test_of_another_time_are_offered_some(self, talk: Talk, text: str) -> None:
        assert "Posso mudar para" in talk.say(text).text

    def test_of_the_day_of_a_delivery_are_none_of_a_meeting(self, visit_sample: Start) -> None:
        assert SAME_DAY not in visit_sample().say("vocês instalam e resolvem na hora?").text


class TestKeeping:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("nao, deixa as 18h. perguntei se faz o tratamento no mesmo dia", SAME_DAY),
            ("nao quero mudar. da pra fazer o canal hj mesmo?", SAME_DAY),
            ("não muda, aceita pix?", "Pix"),
            ("mantém como está. tem estacionamento?", "estacionamento do prédio"),
            ("deixa as 18h mesmo", ""),
            ("ok, fica hoje às 18h", ""),
            ("deixa assim", ""),
            ("não precisa mudar nada", ""),
        ],
    )
    def test_says_so_and_answers(self, talk: Talk, text: str, told: str) -> None:
        reply = talk.say(text)
        assert STAYS in reply.text
        assert told in reply.text
        assert "Posso mudar" not in reply.text
        assert reply.booking is None

    def test_after_times_that_were_offered(self, talk: Talk) -> None:
        talk.say("dá pra remarcar?")
        assert STAYS in talk.say("nao, deixa as 18h").text

    @pytest.mark.parametrize(
        "text", ["não quero cancelar, quero mudar pra sexta 10h", "deixa pra sexta às 10h", "muda pra sexta às 10h"]
    )
    def test_what_changes_it_all_the_same_counts(self, talk: Talk, text: str) -> None:
        assert action(talk, text) == "move"

    @pytest.mark.parametrize("text", ["não quero mudar de dentista", "deixa pra lá", "não passa cartão?"])
    def test_of_something_else(self, talk: Talk, text: str) -> None:
        assert STAYS not in talk.say(text).text


class TestCancelling:
    def test_asked_about_is_told_of_once(self, talk: Talk) -> None:
        assert talk.say("e se eu desmarcar, tem taxa?").text.count(FREE) == 1

    @pytest.mark.parametrize(
        "text",
        [
            "sim cancela, consegui num dentista aqui perto. mas vcs nao vao me cobrar ne?",
            "cancela então q achei mais barato",
            "pode cancelar que consegui em outro lugar",
            "isso, cancela pfv, vou viajar. tem multa?",
            "desmarca então",
        ],
    )
    def test_behind_our_question(self, talk: Talk, text: str) -> None:
        talk.say("affs esquece. se eu desmarcar hj pago multa?")
        assert action(talk, text) == "cancel"
        assert talk.last
        assert (FREE in talk.last.text) is ("?" in text)

    @pytest.mark.parametrize("text", ["sim cancela logo, arrumei outro", "sim, cancela"])
    def test_behind_the_question_whether_it_is_meant(self, talk: Talk, text: str) -> None:
        talk.say("tem estacionamento?")
        talk.say("cancela pfv")
        assert action(talk, text) == "cancel"

    @pytest.mark.parametrize(
        "text", ["affs esquece. se eu desmarcar hj pago multa?", "cancela o clareamento que pedi", "não cancela não"]
    )
    def test_of_none(self, talk: Talk, text: str) -> None:
        assert action(talk, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "qual horário do suporte, pq abro as 5 da manhã",
        "não quero premium. tem suporte normal incluso? qual horário, pq abro as 5 da manhã",
        "tem suporte? fecho a loja às 22h",
    ],
)
def test_who_tells_of_hours_of_their_own_is_offered_no_time(visit_sample: Start, text: str) -> None:
    talk = visit_sample()
    talk.say(text)
    assert "slots" not in talk.state


def test_who_wants_one_beside_them_is_offered_some(visit_sample: Start) -> None:
    talk = visit_sample()
    talk.say("trabalho até as 18h, quero marcar uma demonstração")
    assert talk.state["slots"]
