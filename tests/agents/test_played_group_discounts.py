"""A discount for students, and the price of one way of a treatment "no Pix": what was asked twice in played talks."""

import pytest

from tests.agents.conftest import Start, Talk

NONE_FOR_STUDENTS = "Desconto para estudante, não tenho nenhum informado"


class TestADiscountForAGroup:
    def test_is_not_known_beside_the_one_that_is(self, talk: Talk) -> None:
        talk.say("oi qto é o clareamento?")
        reply = talk.say("sou estudante, tem desconto? e a vista no pix fica menos?")
        assert NONE_FOR_STUDENTS in reply.text
        assert "5% de desconto" in reply.text

    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("tem desconto pra idoso?", "Desconto para idoso, não tenho"),
            ("sou aposentada, vcs fazem desconto na limpeza?", "Desconto para aposentada, não tenho"),
            ("vocês dão desconto de estudante?", NONE_FOR_STUDENTS),
            ("hay descuento para estudiantes?", "no tengo ninguno informado"),
        ],
    )
    def test_is_said_to_be_unknown(self, talk: Talk, text: str, told: str) -> None:
        assert told in talk.say(text).text

    def test_no_yes_of_others_stands_behind_it(self, visit_sample: Start) -> None:
        reply = visit_sample().say_all(["quanto custa o profissional?", "sou professora, tem desconto?"])
        assert "Desconto para professora, não tenho nenhum informado" in reply.text
        assert "Sim" not in reply.text
        assert "3 assinaturas" in reply.text

    def test_is_told_where_the_material_knows_it(self, visit_sample: Start) -> None:
        assert "10% de desconto na mensalidade" in visit_sample().say("tem desconto para ONG?").text

    @pytest.mark.parametrize(
        "text", ["quero clareamento, sou estudante", "minha filha é estudante, quanto é a limpeza?"]
    )
    def test_is_not_spoken_of_unasked(self, talk: Talk, text: str) -> None:
        assert "informado" not in talk.say(text).text


class TestOneWayOfIt:
    def test_is_priced_as_it_is_paid_beside_the_other_question(self, talk: Talk) -> None:
        talk.say("oi qto é o clareamento?")
        talk.say("sou estudante, tem desconto? e a vista no pix fica menos?")
        reply = talk.say("entao o do consultorio no pix sai qto? e de estudante tem ou n?")
        assert "R$ 940,50" in reply.text
        assert "650,00" not in reply.text
        assert NONE_FOR_STUDENTS in reply.text

    @pytest.mark.parametrize(
        ("text", "told", "other"),
        [
            ("no pix quanto fica o do consultório?", "R$ 940,50", "650,00"),
            ("e o de casa em dinheiro, quanto fica?", "R$ 650,00 (em casa, com moldeira), sem desconto", "940,50"),
            ("e em casa no pix, quanto sai?", "R$ 650,00 (em casa, com moldeira), sem desconto", "940,50"),
        ],
    )
    def test_is_priced_alone(self, talk: Talk, text: str, told: str, other: str) -> None:
        reply = talk.say_all(["quanto custa o clareamento?", text])
        assert told in reply.text
        assert other not in reply.text

    def test_both_are_priced_where_none_is_named(self, talk: Talk) -> None:
        reply = talk.say_all(["quanto custa o clareamento?", "e no pix quanto fica?"])
        assert "940,50" in reply.text
        assert "650,00" in reply.text
