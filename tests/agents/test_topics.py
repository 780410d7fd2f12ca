"""What is not known is answered with what comes closest, to choose from."""

from dataclasses import replace

import pytest

from agente.agents.assistant import Assistant
from tests.agents.conftest import Start, Talk

ASKED = "dá pra interromper?"  # too little to be sure of, whatever comes closest
PAUSE = "Posso pausar a assinatura?"


def ask(assistant: Assistant, text: str = ASKED) -> Talk:
    talk = Talk(assistant)
    talk.say(text)
    return talk


def test_headings_are_shown_with_buttons_and_the_offer_of_a_person_stays(sample_assistant: Assistant) -> None:
    talk = ask(sample_assistant)
    assert talk.last
    lines = [line for line in talk.last.text.splitlines() if line[:2] in ("1.", "2.", "3.")]
    assert PAUSE in talk.last.quick_replies
    assert [f"{number}. {title}" for number, title in enumerate(talk.last.quick_replies[:-1], 1)] == lines
    assert talk.last.citations == ()
    assert talk.say("sim").handoff == "asked_for_human"


def test_one_is_chosen_by_its_number(sample_assistant: Assistant) -> None:
    talk = ask(sample_assistant)
    assert talk.last
    number = talk.last.quick_replies.index(PAUSE) + 1
    assert talk.say(f"a opção {number}").citations[0].heading.endswith(PAUSE)


def test_one_is_chosen_and_something_else_asked(sample_assistant: Assistant) -> None:
    talk = ask(sample_assistant)
    assert talk.last
    number = talk.last.quick_replies.index(PAUSE) + 1
    said = talk.say(f"{number}. e quanto custa o essencial?").text
    assert "60 dias" in said
    assert "89,90" in said


def test_one_is_chosen_by_its_button(sample_assistant: Assistant) -> None:
    """Also where its words would be answered otherwise."""
    talk = ask(sample_assistant)
    assert talk.last
    for title in talk.last.quick_replies[:-1]:
        assert ask(sample_assistant).say(title).citations[0].heading.endswith(title)


def test_another_question_is_answered_as_ever(sample_assistant: Assistant) -> None:
    assert "189,90" in ask(sample_assistant).say("quanto custa o plano profissional?").text


def test_a_number_means_nothing_two_messages_later(sample_assistant: Assistant) -> None:
    talk = ask(sample_assistant)
    talk.say("quanto custa o plano profissional?")
    assert not any(citation.heading.endswith(PAUSE) for citation in talk.say("a primeira").citations)


def test_a_number_that_was_not_shown_chooses_none(sample_assistant: Assistant) -> None:
    assert not ask(sample_assistant).say("9").citations


def test_sections_that_are_cut_or_gone_change_no_number(sample_assistant: Assistant) -> None:
    """A long section is several passages of one heading, and the pack may lose one between two messages."""
    talk = ask(sample_assistant)
    assert talk.last
    pause = talk.last.quick_replies.index(PAUSE)
    pack, others = sample_assistant.pack, talk.last.quick_replies[:-1]
    kept = [passage for passage in pack.passages if passage.title == PAUSE or passage.title not in others]
    talk.assistant = Assistant.prepare(replace(pack, passages=tuple(part for part in kept for _ in range(2))))
    assert talk.say(str(pause + 1)).citations[0].heading.endswith(PAUSE)


def test_what_is_near_nothing_is_only_said_to_be_unknown(sample_assistant: Assistant) -> None:
    talk = ask(sample_assistant, "vocês têm xyztron?")
    assert talk.last
    assert "1." not in talk.last.text


def test_after_several_misses_only_a_person_is_offered(sample_assistant: Assistant) -> None:
    talk = Talk(sample_assistant)
    for _ in range(sample_assistant.pack.policies.handoff.after_misses):
        talk.say(ASKED)
    assert talk.last
    assert "1." not in talk.last.text
    assert talk.say("sim").handoff == "asked_for_human"


@pytest.mark.parametrize(
    ("text", "told", "lists"),
    [
        ("vou atrasar uns 20 minutos, perco a vez?", "Esperamos 15 minutos", True),
        ("minha obturação soltou depois de uns meses, refazem?", "garantia", False),  # nothing else is likely
    ],
)
def test_what_may_be_the_answer_is_quoted_as_no_more_than_that(
    dentist: Assistant, text: str, told: str, lists: bool
) -> None:
    talk = Talk(dentist)
    reply = talk.say(text)
    assert reply.text.startswith("Não tenho certeza se é isso")
    assert told in reply.text
    assert len(reply.citations) == 1
    assert any(f". {title}\n" in f"{reply.text}\n" for title in reply.quick_replies) == lists
    assert talk.say("sim").handoff == "asked_for_human"


def test_a_maybe_is_counted_as_no_miss(dentist: Assistant) -> None:
    talk = Talk(dentist)
    for text in ("vou atrasar uns 20 minutos, perco a vez?", "minha obturação soltou depois de uns meses, refazem?"):
        assert talk.say(text).text.startswith("Não tenho certeza se é isso")
        assert talk.state["misses"] == 0


def test_what_may_answer_one_part_is_quoted_beside_the_answer_to_another(sample_assistant: Assistant) -> None:
    said = (
        Talk(sample_assistant)
        .say("tem fidelidade no contrato? se eu pagar o anual e cancelar no meio perco tudo?")
        .text
    )
    assert said.startswith("Não há fidelidade")
    assert "Não tenho certeza se é isso" in said
    assert "devolvemos os meses não usados" in said


def test_a_question_is_found_behind_the_story_before_it(sample_assistant: Assistant) -> None:
    said = Talk(sample_assistant).say("100 notas é pouco, vendo umas 250 por mes. o q acontece se passar?").text
    assert "80% da franquia" in said


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("o profissional funciona sem internet?", "continua vendendo por até 24 horas"),
        ("o essencial funciona no celular?", "aplicativo (app) grátis"),
    ],
)
def test_what_is_told_of_all_products_is_found_when_one_is_named(
    sample_assistant: Assistant, text: str, told: str
) -> None:
    assert told in Talk(sample_assistant).say(text).text


@pytest.mark.parametrize("text", ["me fala do profissional", "o profissional é bom?", "quero o profissional"])
def test_a_product_that_nothing_else_is_asked_of_gets_its_card(sample_assistant: Assistant, text: str) -> None:
    assert Talk(sample_assistant).say(text).citations[0].heading == "Plano Profissional"


def test_what_very_likely_answers_is_quoted_though_it_has_other_words(dentist: Assistant) -> None:
    reply = Talk(dentist).say("to gravida, posso fazer limpeza?")
    assert "recomendada na gravidez" in reply.text


@pytest.mark.parametrize("text", ["sim", "ok", "errado", "qzxwv kjhgf", "quem ganhou o jogo ontem?"])
def test_nothing_is_quoted_for_what_asks_nothing_of_the_company(sample_assistant: Assistant, text: str) -> None:
    assert Talk(sample_assistant).say(text).citations == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("como é a primeira consulta? o q levo", ("Dura 40 minutos", "documento com foto")),
        ("e q q preciso levar", ("documento com foto",)),
        ("meu marido anda de cadeira de rodas, ele q me leva. tem escada ai? e onde fica", ("rampa", "Rua das")),
    ],
)
def test_what_is_asked_in_shorthand_or_behind_a_story_is_found(
    dentist: Assistant, text: str, told: tuple[str, ...]
) -> None:
    said = Talk(dentist).say(text).text
    assert all(part in said for part in told)
    assert "não encontrei" not in said


def test_one_common_word_of_a_story_finds_nothing(sample_assistant: Assistant) -> None:
    said = Talk(sample_assistant).say("tenho um pc velho com windows 7 e um celular android. serve?").text
    assert "salões de beleza" not in said


def test_who_wants_to_cancel_is_not_told_that_only_a_person_can(sample_assistant: Assistant) -> None:
    said = Talk(sample_assistant).say("oi quero cancelar o sistema, ta pesado pra mim").text
    assert "Configurações > Assinatura > Cancelar" in said
    assert "Quem faz isso" not in said


def test_what_a_heading_of_ours_names_is_not_out_of_scope(visit_dentist: Start) -> None:
    said = visit_dentist().say("oi, to com um dente doendo faz 3 dias")
    assert "Vocês atendem urgência ou dor de dente?" in said.quick_replies
