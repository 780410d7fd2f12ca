"""What is said beside a time: a treatment that is not booked here, another hour, a refused day, and questions."""

import pytest

from tests.agents.conftest import THURSDAY_MORNING, Start, Talk

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

    @pytest.mark.parametrize("text", ["quero marcar uma avaliação", "quero marcar avaliação pra fazer limpeza"])
    def test_what_is_booked_here_needs_no_word(self, talk: Talk, text: str) -> None:
        assert "não marco direto" not in talk.say(text).text

    def test_what_a_demonstration_shows_is_no_treatment(self, visit_sample: Start) -> None:
        talk = visit_sample(now=THURSDAY_MORNING)
        assert "não marco direto" not in talk.say("quero ver o plano Completo funcionando, dá pra marcar?").text
