"""What must hold for any text, and how long the worst of them may take."""

import json
import time
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.leads.details import Details, details_in, details_of
from agente.leads.money import Budget
from agente.leads.questions import FIELDS, field_asked
from agente.leads.wording import MAX_CHARACTERS, fold, read

PIECES = st.sampled_from([
    "meu nome é ", "sou da ", "preciso de ", "quem vai usar é a ", "até ", "R$ ", "mil e ", "nove oito sete ", "cpf ",
    " arroba ", " ponto com", "@",
    "11 98888-7777", "\n\nAtt,\n", "Ana", "٣٤", "ǅ", "İ", "\u200b", "ﬁ", "e\u0301", "½", "Ⅷ",
])  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=20))).map("".join)
ASKED = st.one_of(st.none(), st.sampled_from(FIELDS))


@given(TEXTS, ASKED)
@settings(max_examples=120, deadline=None)
def test_any_text_gives_details_that_survive_json(text: str, asked: str | None) -> None:
    details = details_in(text, asked=asked)
    assert Details.from_json(json.loads(json.dumps(details.to_json()))).to_json() == details.to_json()


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_the_folded_text_has_a_character_for_each(text: str) -> None:
    message = read(text)
    assert len(message.folded) == len(message.text) <= MAX_CHARACTERS


@pytest.mark.parametrize("text", ["somos 🄀", "temos 🄀 pessoas", "🄀"])
def test_a_sign_that_is_only_like_a_digit_counts_nobody(text: str) -> None:
    assert details_in(text, asked="team_size").team_size is None


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_what_was_known_is_never_forgotten(text: str) -> None:
    known = Details(name="Ana", email="a@b.co", budget=Budget(Decimal(1), None), team_size=3)
    assert set(known.to_json()) <= set(details_in(text, known=known).to_json())


@given(TEXTS)
@settings(max_examples=100, deadline=None)
def test_any_agent_text_asks_for_one_field_or_none(text: str) -> None:
    assert field_asked(fold(text)) in {None, *FIELDS}


@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "sou da ",
        "11 9 ",
        "a@",
        "quem vai ",
        "a.b.c@d ",
        "\n\nAna Maria ",
        "5 mil e ",
        "nome e ",
        "preciso de ",
        " ",
        "e ",
    ],
)
def test_the_longest_text_of_repetitions_is_read_in_no_time(piece: str) -> None:
    text = piece * MAX_CHARACTERS
    details_in(text)
    began = time.process_time()
    details_in(text)
    assert (
        time.process_time() - began < 0.1
    )  # 10 ms at most where this was written; a backtracking pattern takes seconds


class TestAskedField:
    @pytest.mark.parametrize(
        ("text", "field"),
        [
            ("Como você se chama?", "name"),
            ("Qual é o seu e-mail para enviarmos a proposta?", "email"),
            ("Qual é o melhor telefone ou WhatsApp, com DDD?", "phone"),
            ("Qual é o nome da sua empresa?", "company"),
            ("Quantas pessoas vão usar o sistema?", "team_size"),
            ("O que você mais precisa resolver hoje, por exemplo caixa ou estoque?", "need"),
            ("Para quando você quer começar?", "timeline"),
            ("Quanto você pensa em investir por mês?", "budget"),
            ("Pode me informar o CPF ou CNPJ?", "document"),
            ("What is your name?", "name"),
            ("When would you like to start?", "timeline"),
            ("How many people will use the system?", "team_size"),
            ("What is your company called?", "company"),
            ("¿Para cuándo quiere empezar?", "timeline"),
            ("¿Qué necesita resolver primero?", "need"),
            ("¿Cuánto piensa invertir por mes?", "budget"),
            ("O plano custa R$ 99 por mês. Para quem eu mando? Me passa seu e-mail?", "email"),
            ("O plano inclui suporte por e-mail.", None),
            ("Atendemos das 9h às 18h.", None),
        ],
    )
    def test_field_is_recognised_in_what_the_agent_asks(self, text: str, field: str | None) -> None:
        assert field_asked(fold(text)) == field


class TestDetailsOf:
    def test_answers_are_read_by_what_was_asked_and_add_up(self) -> None:
        details = details_of(
            [
                ("customer", "oi, queria saber do plano"),
                ("agent", "Claro! Como você se chama?"),
                ("customer", "fernanda"),
                ("agent", "Quantas pessoas vão usar?"),
                ("customer", "umas 8"),
                ("customer", "na verdade são 9"),
            ]
        )
        assert (details.name, details.team_size) == ("Fernanda", 9)

    def test_a_question_is_answered_by_the_next_message_only(self) -> None:
        details = details_of([("agent", "Qual o seu nome?"), ("customer", "quanto custa?"), ("customer", "abacate")])
        assert details.name is None
