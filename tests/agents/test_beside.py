"""What is done and what is asked besides, in one message: neither may be lost."""

import pytest

from agente.agents.assistant import Assistant
from agente.agents.local.clauses import clauses_of
from tests.agents.conftest import Start, Talk


@pytest.fixture
def visit(dentist: Assistant) -> Talk:
    return Talk(dentist)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("me passa pra um atendente. aceitam boleto?", "boleto"),
        ("quero falar com uma pessoa, mas antes me diz quanto é o kit pdv", "1.260,00"),
        ("chama alguem da equipe. e a impressora tem quanto de garantia?", "12 meses"),
        ("i want to talk to a person. how much is the Kit PDV?", "1,260.00"),
    ],
)
def test_a_question_beside_a_call_for_a_person_is_answered(visit_sample: Start, text: str, told: str) -> None:
    reply = visit_sample().say(text)
    assert reply.handoff == "asked_for_human"
    assert told in reply.text


@pytest.mark.parametrize("text", ["pode. mas e a migração, quanto custa?", "sim! quanto sai a migração de dados?"])
def test_a_yes_to_our_offer_is_not_lost_beside_a_question(visit_sample: Start, text: str) -> None:
    customer = visit_sample()
    assert customer.say("vcs vendem balança pra caminhão?").state["awaiting"] == "handoff_offer"
    reply = customer.say(text)
    assert reply.handoff == "asked_for_human"
    assert "490,00" in reply.text


def test_a_no_beside_a_question_calls_nobody(visit_sample: Start) -> None:
    customer = visit_sample()
    customer.say("vcs vendem balança pra caminhão?")
    reply = customer.say("não. quanto sai a migração de dados?")
    assert reply.handoff is None
    assert "490,00" in reply.text


def test_a_question_beside_a_wish_for_the_proposal_is_answered(visit_sample: Start) -> None:
    reply = visit_sample().say(
        "lia@papelaria.example, me manda a proposta. e vocês migram meus clientes do sistema antigo?"
    )
    assert "lia@papelaria.example" in reply.text
    assert "clientes, fornecedores" in reply.text
    assert reply.text.rstrip().endswith("?")  # what we ask stands last


def test_questions_beside_an_order_to_book_are_answered(visit: Talk) -> None:
    reply = visit.say("marca pra quinta as 15h. precisa levar algum documento? aceita cartão?")
    assert reply.booking
    assert "documento com foto" in reply.text
    assert "cartão de débito" in reply.text


def test_a_question_beside_what_cannot_be_cancelled_is_answered(visit: Talk) -> None:
    reply = visit.say("cancela minha consulta por favor. tem multa pra quem falta?")
    assert "50,00" in reply.text
    assert reply.state["awaiting"] == "handoff_offer"


def test_the_hours_of_a_day_are_told_beside_a_cancellation(visit_sample: Start) -> None:
    customer = visit_sample()
    customer.say("marca uma demonstração amanhã às 10h")
    reply = customer.say("cancela a demonstração. e qual o horario de vocês sabado?")
    assert reply.booking
    assert reply.booking.action == "cancel"
    assert "das 9h às 13h" in reply.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("que horas abrem e a loja adicional tem desconto", ["que horas abrem", "e a loja adicional tem desconto"]),
        ("preciso de quantas sessões, e tem estacionamento", ["preciso de quantas sessões", "tem estacionamento"]),
        ("com 2 lojas, qual serve? e o preço da aula", ["com 2 lojas qual serve?", "e o preço da aula"]),
        ("1) emite nota? 2) quanto custa o mais barato", ["emite nota?", "quanto custa o mais barato"]),
        ("se tem fidelidade, se parcela e como cancela", ["se tem fidelidade", "se parcela", "como cancela"]),
        ("pode.", []),
        ("tem sim", []),
        ("a loja é pequena e a rua é movimentada", []),
        ("e a minha tem desconto de fábrica", []),
        ("e o prazo ja passou", []),
    ],
)  # fmt: skip
def test_what_a_message_asks(text: str, parts: list[str]) -> None:
    assert [clause.text for clause in clauses_of(text) if clause.asks] == parts


class TestTheRest:
    """Of a message that asks several things, what nothing answers is named and not passed over."""

    def test_the_question_that_is_left_is_named(self, visit_sample: Start) -> None:
        said = visit_sample().say("qual o horário de sábado? e vocês integram com balança toledo?").text
        assert '"vocês integram com balança toledo"' in said

    def test_no_figures_are_repeated(self, visit_sample: Start) -> None:
        said = visit_sample().say("qual o horário de sábado? e vocês integram com a balança XK 1700?").text
        assert "1700" not in said
        assert "O resto da sua pergunta" in said

    def test_it_is_named_before_the_times(self, dentist: Assistant) -> None:
        said = (
            Talk(dentist).say("quero marcar uma avaliação amanhã de manhã. vocês aceitam bitcoin e criptomoeda?").text
        )
        assert said.index("bitcoin") < said.index("10h")

    def test_a_person_is_offered_as_a_question_only_once(self, visit_sample: Start) -> None:
        talk = visit_sample()
        assert "Quer que eu chame" in talk.say("qual o horário de sábado? e integram com balança toledo?").text
        said = talk.say("e o endereço? e tem leitor de íris pro caixa?").text
        assert "Quer que eu chame" not in said

    def test_who_refused_is_offered_nobody(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("qual o horário de sábado? e integram com balança toledo?")
        said = talk.say("precisa não. qual o endereço? e tem leitor de íris pro caixa?").text
        assert "equipe" not in said
