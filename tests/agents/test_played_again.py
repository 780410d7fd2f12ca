"""What went wrong when ten more dialogues were played, after the fixes of the ten before them."""

import pytest

from tests.agents.conftest import Start, Talk


@pytest.mark.parametrize(
    "text", ["14h. mas me fala o preço da instalação do aparelho", "o segundo. e quanto é o aparelho fixo?"]
)
def test_a_price_asked_beside_the_choice_of_a_time_is_told(talk: Talk, text: str) -> None:
    talk.say("quero marcar terça")
    reply = talk.say(text)
    assert reply.booking
    assert "390,00" in reply.text


def test_a_question_beside_a_cancellation_is_answered(talk: Talk) -> None:
    talk.say("marca terça 17h")
    reply = talk.say("ta. desmarca, não vai dar. quanto custa implante?")
    assert reply.booking
    assert reply.booking.action == "cancel"
    assert "3.200,00" in reply.text


@pytest.mark.parametrize("text", ["agora nao vou marcar. obrigada", "NÃO. já disse que nao quero marcar. tchau"])
def test_who_does_not_want_to_book_is_offered_no_more_times(talk: Talk, text: str) -> None:
    talk.say("quero marcar terça")
    assert "não marquei nada" in talk.say(text).text


def test_giving_up_with_thanks_is_a_farewell(talk: Talk) -> None:
    assert talk.say("desisto, valeu").intent.name == "goodbye"


def test_what_is_booked_here_is_not_said_to_be_impossible(talk: Talk) -> None:
    reply = talk.say("vou casar dia 12 de dezembro e quero clarear os dentes, da tempo?")
    assert "não consigo marcar" not in reply.text


def test_pain_that_is_routine_here_is_no_anger(talk: Talk) -> None:
    assert talk.say("to com uma dor de dente horrivel, atende hj?").handoff is None


def test_whom_to_bring_along_calls_nobody(talk: Talk) -> None:
    talk.say("marca terça 17h")
    assert talk.say("31 99876-5432. tem q vir alguem comigo?").handoff is None


def test_why_a_price_is_not_public_is_told(talk: Talk) -> None:
    assert "depende do dente" in talk.say("pq o canal n tem preço??").text


def test_what_has_no_public_price_is_named(talk: Talk) -> None:
    assert "Tratamento de canal: o preço depende do dente" in talk.say("quanto custa o canal?").text


def test_an_installation_and_each_month_are_told_apart_in_a_list(talk: Talk) -> None:
    reply = talk.say("qual a diferença entre o fixo e o alinhador?")
    assert "R$ 390,00 (instalação)" in reply.text
    assert "(manutenção)" in reply.text


def test_two_that_were_told_one_after_the_other_are_compared(talk: Talk) -> None:
    talk.say_all(["aparelho fixo quanto?", "e o transparente?"])
    reply = talk.say("qual a diferença dos dois?")
    assert "Comparando" in reply.text
    assert "Limpeza" not in reply.text


def test_how_long_it_takes_is_told_beside_a_phone(talk: Talk) -> None:
    assert "40 min" in talk.say("quanto tempo dura a avaliação. ah e meu zap é 31 97766-0102").text


class TestSample:
    def test_what_is_on_their_shelves_is_no_big_order(self, visit_sample: Start) -> None:
        reply = visit_sample().say("livraria aqui. vcs importam planilha de produto? tenho uns 9 mil livros")
        assert reply.handoff is None
        assert "5.000 linhas" in reply.text

    @pytest.mark.parametrize("text", ["e emite nota?", "emite nfe no essencial?"])
    def test_a_kind_of_thing_that_is_missing_denies_not_the_thing(self, visit_sample: Start, text: str) -> None:
        talk = visit_sample()
        talk.say("qual o plano mais barato?")
        assert "Notas fiscais por mês: 100" in talk.say(text).text

    def test_the_kind_itself_is_denied(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("qual o plano mais barato?")
        assert "não tem" in talk.say("emite nota de serviço?").text

    def test_one_more_of_what_comes_with_it_is_added(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("profissional quanto?")
        assert "269,80" in talk.say("e se for o profissional com 1 loja a mais?").text

    def test_an_instalment_is_told_without_the_word(self, visit_sample: Start) -> None:
        assert "210,00" in visit_sample().say("o kit pdv, 6x da qnto").text

    @pytest.mark.parametrize(
        ("text", "wrong"),
        [
            ("quanto fica leitor + gaveta no pix?", "560,00"),
            ("quanto sai 2 leitores sem fio em 6x?", "76,67"),
            ("gaveta em 2x no pix", "160,00"),
            ("essencial mensal em 12x", "74,92"),
            ("tem desconto no plano anual no pix?", "Sim, os equipamentos"),
            ("tenho 30 funcionarios mas só 3 usam, quanto fica o profissional?", "612,78"),
            ("2 profissionais com 7 usuarios cada, quanto?", "229,70"),
        ],
    )
    def test_what_is_not_surely_so_is_not_computed(self, visit_sample: Start, text: str, wrong: str) -> None:
        assert wrong not in visit_sample().say(text).text
