"""Who calls a person, who only asks for help, and who says neither yes nor no to our offer."""

import pytest

from tests.agents.conftest import Start


class TestHelp:
    @pytest.mark.parametrize(
        "text",
        [
            "alguém me ajuda a configurar?",
            "alguém pode me ajudar?",
            "alguem me explica como emitir nota",
            "alguém sabe me dizer o preço do essencial?",
            "can someone help me set it up?",
            "o sistema travou, alguém me ajuda?",
        ],
    )
    def test_is_given_by_the_agent(self, visit_sample: Start, text: str) -> None:
        assert visit_sample().say(text).handoff is None

    def test_is_offered_to_who_does_not_say_what_for(self, visit_sample: Start) -> None:
        talk = visit_sample()
        assert talk.say("alguém pode me ajudar?").text == "Claro, eu ajudo. O que você precisa?"

    @pytest.mark.parametrize(
        "text",
        [
            "quero alguém",
            "chama alguém",
            "preciso de alguém",
            "tem alguém aí?",
            "cadê alguém?",
            "alguém me liga?",
            "chama alguém pra me ajudar",
        ],
    )
    def test_of_a_person_is_called(self, visit_sample: Start, text: str) -> None:
        assert visit_sample().say(text).handoff == "asked_for_human"

    def test_is_not_called_when_it_is_not_wanted(self, visit_sample: Start) -> None:
        assert visit_sample().say("não quero alguém").handoff is None


class TestNo:
    @pytest.mark.parametrize(
        "text", ["nao é lgpd kkk. e o meu cadastro continua?", "não tenho cartão, serve cheque?", "não era isso, moço"]
    )
    def test_of_what_is_not_so_refuses_nobody(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample(state={"awaiting": "handoff_offer"})
        talk.say(text)
        assert "refused_person" not in talk.state

    @pytest.mark.parametrize(
        "text", ["não", "não, é caro. quanto custa o essencial?", "nao precisa. quanto custa?", "não quero, obrigado"]
    )
    def test_to_a_person_is_heard(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample(state={"awaiting": "handoff_offer"})
        talk.say(text)
        assert talk.state["refused_person"]


class TestPrivacy:
    @pytest.mark.parametrize(
        "text",
        [
            "nao é lgpd kkk. meus cadastros e notas continuam se eu subir de plano?",
            "meus dados passam pro plano novo?",
            "os meus dados passam tudo pro novo?",
            "perco meus dados se trocar de plano?",
        ],
    )
    def test_is_not_what_becomes_of_records(self, visit_sample: Start, text: str) -> None:
        assert "Pela LGPD" not in visit_sample().say(text).text

    @pytest.mark.parametrize("text", ["quero saber da lgpd", "quero uma cópia dos meus dados pessoais, pela lgpd"])
    def test_is_still_answered(self, visit_clinic: Start, text: str) -> None:
        assert visit_clinic().say(text).intent.name == "privacy_request"


@pytest.mark.parametrize("text", ["sim ja falei q pode", "sim, já falei", "ss ja disse que sim", "claro, já confirmei"])
def test_a_yes_is_no_farewell(visit_clinic: Start, text: str) -> None:
    draft = visit_clinic().say(text)
    assert not draft.ask_rating


def test_a_yes_that_is_insisted_on_is_a_yes(visit_sample: Start) -> None:
    assert visit_sample(state={"awaiting": "handoff_offer"}).say("sim, já falei que pode").handoff == "asked_for_human"
