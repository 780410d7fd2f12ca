"""What the company neither sells nor tells of was asked for by its name when whole dialogues were played."""

import pytest

from tests.agents.conftest import Start


def not_found(thing: str) -> str:
    return f"Não encontrei “{thing}” na nossa lista"


class TestNamedThing:
    @pytest.mark.parametrize(
        ("text", "thing"),
        [
            ("boa tarde, preciso tirar um dente do siso, qto custa?", "dente do siso"),
            ("nao eh limpeza nao, é extração do siso. vcs fazem?", "extração do siso"),
            ("vcs tiram siso ou nao?", "siso"),
            ("faceta quanto fica?", "faceta"),
            ("qual o preço de uma lente de contato dental?", "lente de contato dental"),
            ("vocês trabalham com botox?", "botox"),
            ("dá pra extrair o siso aí?", "siso"),
        ],
    )
    def test_is_said_not_to_be_known_with_the_way_on(self, visit_dentist: Start, text: str, thing: str) -> None:
        reply = visit_dentist().say(text)
        assert not_found(thing) in reply.text
        assert "avaliação" in reply.text
        assert "R$" not in reply.text
        assert "alguém da equipe" in reply.text

    @pytest.mark.parametrize(
        ("text", "thing"),
        [
            ("quanto custa o totem de autoatendimento?", "totem de autoatendimento"),
            ("vcs fazem cardápio digital?", "cardápio digital"),
        ],
    )
    def test_nothing_is_booked_where_a_meeting_only_shows(self, visit_sample: Start, text: str, thing: str) -> None:
        reply = visit_sample().say(text).text
        assert not_found(thing) in reply
        assert "posso marcar" not in reply

    def test_in_spanish(self, visit_dentist: Start) -> None:
        assert "No encontré “carillas” en nuestra lista" in visit_dentist().say("¿hacen carillas?").text

    def test_is_compared_with_nothing(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quanto custa o clareamento?")
        reply = talk.say("fazem prótese nova ou é melhor implante?").text
        assert reply.startswith(not_found("prótese nova"))
        assert "Implante: Pino de titânio" in reply
        assert "Clareamento" not in reply

    def test_in_the_place_of_what_is_not_meant(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("quanto custa a limpeza e a restauração")
        reply = talk.say("não é limpeza, é extração do siso. vcs fazem?").text
        assert not_found("extração do siso") in reply
        assert "R$" not in reply

    def test_what_is_asked_besides_is_answered(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("preciso tirar um dente do siso, qto custa?")
        assert "anestesia local" in talk.say("vcs tiram siso ou nao? to com mto medo… como é a anestesia").text

    def test_more_of_it_is_not_known_either(self, visit_dentist: Start) -> None:
        talk = visit_dentist()
        talk.say("vcs tiram siso ou nao?")
        reply = talk.say("tirar o siso qtos dias fico sem trabalhar?")
        assert reply.state["awaiting"] == "handoff_offer"
        assert "O que preciso levar?" not in reply.text


class TestOthers:
    @pytest.mark.parametrize(
        "text",
        [
            "quanto custa um dente quebrado?",
            "vcs fazem raio x?",
            "quanto custa pro meu cunhado?",
            "quanto fica certinho?",
            "fazem orçamento?",
            "faz mal pro dente?",
            "vcs atendem em Contagem?",
            "quanto custa a limpeza profunda?",
        ],
    )
    def test_are_answered_as_before(self, visit_dentist: Start, text: str) -> None:
        assert "na nossa lista" not in visit_dentist().say(text).text

    @pytest.mark.parametrize(
        "text",
        [
            "quanto custa o mais simples?",
            "vocês fazem entrega?",
            "quanto custa o frete pra Santos?",
            "vocês consertam equipamento?",
            "quanto custa o sistema pra ótica?",
            "o sistema de vcs faz ordem de serviço?",
        ],
    )
    def test_of_a_shop_are_answered_as_before(self, visit_sample: Start, text: str) -> None:
        assert "na nossa lista" not in visit_sample().say(text).text
