"""Dialogues in which the agent learns who it talks to, with the sample business and with the clinic."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agente.agents.assistant import Assistant
from agente.agents.turn import TurnInput
from agente.leads.scoring import score
from agente.packs.models import Policies, Qualification
from tests.agents.conftest import Start, Talk, clinic

CLINIC_FORM = Qualification.model_validate({
    "fields": [
        {"name": "convenio", "type": "choice", "choices": ["OdontoBom", "Dente Feliz", "Particular"],
         "question": {"pt-BR": "Qual é o seu convênio?", "es": "¿Cuál es su seguro?"}},
        {"name": "nome", "type": "name", "required": True, "question": "Qual é o seu nome?"},
        {"name": "cpf", "type": "document", "required": True, "question": "Qual é o seu CPF?"},
        {"name": "quando", "type": "date", "required": True, "question": "Para que dia você quer?"},
        {"name": "filhos", "type": "number", "required": True, "question": "Quantos filhos vêm junto?"},
        {"name": "valor", "type": "money", "required": True, "question": "Até quanto você quer gastar?"},
        {"name": "indicacao", "required": True, "question": "Quem indicou a gente?"},
    ],
    "rules": [{"field": "cpf", "points": 60, "reason": "deixou o CPF"}],
})  # fmt: skip


@pytest.fixture
def visit_form(clinic_assistant: Assistant) -> Callable[..., Talk]:
    """The clinic with a form of its own."""

    def start(policies: Policies | None = None) -> Talk:
        pack = replace(clinic(), qualification=CLINIC_FORM)
        pack = replace(pack, policies=policies) if policies else pack
        return Talk(Assistant(pack, clinic_assistant._router))

    return start


def asked(talk: Talk) -> str | None:
    return talk.state.get("asked")


def fields(talk: Talk) -> dict[str, Any]:
    return dict(talk.state.get("lead", {}).get("fields", {}))


class TestAsking:
    def test_the_customer_s_own_question_is_answered_before_ours(self, visit_sample: Start) -> None:
        text = visit_sample().say("quanto custa o plano profissional?").text
        assert 0 < text.index("189,90") < text.index("como você se chama?")

    @pytest.mark.parametrize(
        "said",
        [
            "oi",
            "minha nota foi rejeitada",
            "qual o horário de atendimento?",
            "vocês são péssimos, quero reclamar do atendimento",
            "quero apagar os meus dados pessoais",
            "quero falar com um atendente",
            "vocês vendem foguetes?",
            "obrigado, tchau",
        ],
    )
    def test_outside_of_sales_nothing_is_asked(self, visit_sample: Start, said: str) -> None:
        talk = visit_sample()
        talk.say(said)
        assert asked(talk) is None

    def test_never_in_two_replies_in_a_row(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o plano profissional?")
        assert asked(talk) == "name"
        assert "?" not in talk.say("e o anual?").text
        assert asked(talk) is None

    def test_a_question_that_was_passed_over_gives_way_to_another(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["quanto custa o plano profissional?", "e o anual?", "quanto custa o kit pdv?"])
        assert asked(talk) == "email"

    def test_who_passes_over_two_questions_is_left_in_peace(self, visit_sample: Start) -> None:
        talk = visit_sample()
        questions = []
        for product in ("essencial", "profissional", "empresarial", "kit pdv", "suporte premium", "leitor") * 2:
            talk.say(f"quanto custa o {product}?")
            questions.append(asked(talk))
        assert [name for name in questions if name] == ["name", "email"]

    def test_nothing_that_was_told_is_asked_for(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["meu nome é Joana Lima e meu email é joana@loja.example", "quanto custa o essencial?"])
        assert asked(talk) == "phone"

    def test_nothing_that_was_known_before_is_asked_for(self, visit_sample: Start) -> None:
        known = {"name": "Joana", "email": "joana@loja.example", "phone": "+5511988887777"}
        talk = visit_sample(state={"lead": {"id": "1", "score": 30, "status": "new", "fields": known}})
        talk.say("quanto custa o essencial?")
        assert asked(talk) == "company"

    def test_an_offer_to_call_a_person_is_the_only_question(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o plano franquias?")
        assert (asked(talk), talk.state["awaiting"]) == (None, "handoff_offer")

    @pytest.mark.parametrize(
        "said",
        [
            "não quero informar",
            "para de perguntar",
            "depois eu passo",
            "prefiro não dizer",
            "não vou passar meus dados",
            "I'd rather not say",
            "prefiero no decirlo",
        ],
    )
    def test_stops_for_good_when_told_so(self, visit_sample: Start, said: str) -> None:
        talk = visit_sample()
        talk.say("quanto custa o plano profissional?")
        kind = talk.say(said).text
        assert any(word in kind for word in ("Sem problema", "No problem", "No hay problema"))
        for product in ("essencial", "empresarial", "kit pdv", "suporte premium"):
            talk.say(f"quanto custa o {product}?")
            assert asked(talk) is None

    def test_a_refusal_with_a_question_gets_its_answer(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o plano profissional?")
        text = talk.say("prefiro não dizer, mas tem desconto?").text
        assert text.startswith("Sem problema.")
        assert "5% de desconto" in text
        talk.say("quanto custa o essencial?")
        assert asked(talk) is None

    def test_why_is_it_asked_is_answered_and_the_question_stands(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o plano profissional?")
        assert "preparar a melhor opção" in talk.say("por que você quer saber?").text
        assert talk.say("Joana").text.startswith("Prazer, Joana!")


class TestLearning:
    def test_a_name_is_acknowledged_and_the_word_is_the_customer_s_again(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quanto custa o plano profissional?")
        draft = talk.say("Joana Lima")
        assert draft.text == "Prazer, Joana! O que mais você quer saber?"
        assert (draft.intent.name, draft.agent) == ("provide_details", "sales")
        assert draft.lead is not None
        assert draft.lead.fields == {"name": "Joana Lima"}

    def test_a_name_with_a_question_gets_both(self, visit_sample: Start) -> None:
        text = visit_sample().say("oi, sou a Joana. quanto custa o essencial?").text
        assert text.startswith("Prazer, Joana!")
        assert "89,90" in text

    def test_who_only_says_hello_by_name_is_greeted_by_name(self, visit_sample: Start) -> None:
        assert visit_sample().say("oi, sou a Joana").text.startswith("Bom dia, Joana!")

    @pytest.mark.parametrize("more", ["vou processar vocês", "e o sistema está fora do ar", "fale da maquininha"])
    def test_who_says_more_than_hello_and_their_name_is_heard(self, visit_sample: Start, more: str) -> None:
        assert not visit_sample().say(f"oi, sou a Joana, {more}").text.startswith("Bom dia, Joana! ")

    def test_a_correction_replaces_the_value_and_is_confirmed(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("meu email é joana@loja.example")
        draft = talk.say("não, meu e-mail é joana@outra.example")
        assert "corrigi para joana@outra.example" in draft.text
        assert fields(talk) == {"email": "joana@outra.example"}
        assert draft.lead is not None
        assert draft.lead.fields == {"email": "joana@outra.example"}

    def test_score_is_that_of_the_pack_s_rules(self, visit_sample: Start) -> None:
        talk = visit_sample()
        draft = talk.say("sou a Joana, meu email é joana@loja.example e meu whats é 11 98888-7777")
        rules = talk.assistant.pack.qualification
        assert draft.lead is not None
        assert rules is not None
        counted = score(draft.lead.fields, rules, "pt-BR")
        assert (draft.lead.score, draft.lead.reasons) == (counted.points, counted.reasons)
        assert draft.lead.score == 30

    def test_recorded_once_and_again_only_for_what_is_new(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("meu email é joana@loja.example")
        talk.state["lead"] |= {"id": "1", "score": 15, "status": "new"}
        assert talk.say("quanto custa o essencial?").lead is None
        update = talk.say("meu whats é 11 98888-7777").lead
        assert update is not None
        assert update.learned == {"phone"}
        assert set(update.fields) == {"email", "phone"}
        assert talk.state["lead"]["id"] == "1"

    def test_who_asks_for_support_is_no_lead_until_they_ask_to_buy(self, visit_sample: Start) -> None:
        talk = visit_sample()
        assert talk.say_all(["minha nota foi rejeitada", "sou a Ana, meu email é ana@loja.example"]).lead is None
        update = talk.say("quanto custa o plano profissional?").lead
        assert update is not None
        assert update.fields == {"name": "Ana", "email": "ana@loja.example"}
        assert update.learned == {"name", "email"}

    def test_a_need_that_nothing_answers_is_offered_a_person(self, visit_sample: Start) -> None:
        draft = visit_sample().say("preciso de consultoria tributária internacional")
        assert draft.state["awaiting"] == "handoff_offer"

    def test_who_wants_their_data_deleted_leaves_none(self, visit_sample: Start) -> None:
        talk = visit_sample()
        draft = talk.say("quero apagar os meus dados pessoais, meu email é ana@loja.example")
        assert draft.intent.name == "privacy_request"
        assert draft.lead is None
        assert fields(talk) == {}

    def test_a_pack_without_a_form_asks_and_keeps_nothing(self, visit_clinic: Start) -> None:
        talk = visit_clinic()
        drafts = [
            talk.say(said)
            for said in ("quanto custa a limpeza?", "sou a Joana, joana@loja.example", "e o clareamento?")
        ]
        assert [draft.lead for draft in drafts] == [None, None, None]
        assert not {"lead", "asked", "lead_talk"} & set(talk.state)


class TestBuying:
    def test_required_fields_are_asked_one_by_one_and_then_a_person_is_offered(self, visit_sample: Start) -> None:
        talk = visit_sample()
        first = talk.say("quero contratar o plano profissional")
        assert "189,90" in first.text
        order = [asked(talk)]
        for said in ("Joana Lima", "joana@loja.example", "é a Loja Sol"):
            talk.say(said)
            order.append(asked(talk))
        assert order == ["name", "email", "company", "need"]
        last = talk.say("controlar o estoque")
        assert "nossa equipe" in last.text
        assert talk.state["awaiting"] == "handoff_offer"
        assert talk.say("sim").handoff == "asked_for_human"

    def test_what_somebody_does_not_have_is_skipped(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["quero contratar", "Joana Lima", "joana@loja.example"])
        assert asked(talk) == "company"
        assert "seguimos sem isso" in talk.say("não tenho empresa").text
        assert asked(talk) == "need"

    def test_no_field_is_asked_for_more_than_twice(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quero contratar o plano profissional")
        names = [asked(talk)]
        for _ in range(12):
            for said in ("quanto custa o essencial?", "e o empresarial?"):
                talk.say(said)
                names.append(asked(talk))
        assert max(names.count(name) for name in ("name", "email", "company", "need")) == 2

    def test_who_refuses_is_offered_a_person_at_once(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("quero contratar o plano profissional")
        assert talk.say("prefiro não informar").state["awaiting"] == "handoff_offer"
        assert "Posso chamar alguém" in talk.say("quero contratar o plano profissional").text

    def test_who_is_known_is_offered_a_person_at_once(self, visit_sample: Start) -> None:
        known = {"name": "Joana", "email": "joana@loja.example", "company": "Sol", "need": "caixa"}
        talk = visit_sample(state={"lead": {"fields": known}})
        talk.say("quero contratar o plano profissional")
        assert (asked(talk), talk.state["awaiting"]) == (None, "handoff_offer")

    def test_where_nobody_takes_over_the_data_is_left_with_the_team(self, visit_form: Callable[..., Talk]) -> None:
        no_handoff = Policies.model_validate({"handoff": {"on_request": False}})
        talk = visit_form(no_handoff)
        last = talk.say_all(["quero contratar a limpeza", *ANSWERS])
        assert last.text.endswith("Deixei tudo com a nossa equipe, que dá sequência com você.")
        assert "awaiting" not in talk.state


ANSWERS = ["Joana Lima", "529.982.247-25", "dia 27/11", "dois", "até 500 reais", "foi a vizinha"]


class TestFieldsOfAnyPack:
    def test_each_type_is_read_from_the_answer_to_its_question(self, visit_form: Callable[..., Talk]) -> None:
        talk = visit_form()
        talk.say_all(["quero contratar a limpeza", *ANSWERS])
        assert fields(talk) == {
            "nome": "Joana Lima",
            "cpf": "52998224725",
            "quando": "2026-11-27",
            "filhos": 2,
            "valor": {"min": None, "max": 500, "currency": "BRL"},
            "indicacao": "foi a vizinha",
        }

    def test_choices_are_buttons_and_any_spelling_of_one_counts(self, visit_form: Callable[..., Talk]) -> None:
        talk = visit_form()
        draft = talk.say("quanto custa a limpeza?")
        assert (asked(talk), draft.quick_replies) == ("convenio", ("OdontoBom", "Dente Feliz", "Particular"))
        talk.say("tenho o DENTE FELIZ")
        assert fields(talk) == {"convenio": "Dente Feliz"}

    def test_a_document_that_fails_its_check_digits_is_asked_for_again(self, visit_form: Callable[..., Talk]) -> None:
        talk = visit_form()
        talk.say_all(["quero contratar a limpeza", "Joana Lima"])
        assert "não confere" in talk.say("529.982.247-26").text
        assert (asked(talk), fields(talk)) == ("cpf", {"nome": "Joana Lima"})
        assert "seguimos sem isso" in talk.say("529.982.247-27").text
        assert asked(talk) == "quando"

    def test_who_has_no_such_thing_is_not_asked_for_it_again(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["quero contratar", "Joana Lima"])
        assert "seguimos sem isso" in talk.say("não tenho e-mail").text
        assert asked(talk) == "company"

    def test_an_answer_that_cannot_be_read_is_asked_for_once_more(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["quero contratar", "Joana Lima"])
        assert talk.say("joana@gmail").text.startswith("Não consegui entender.")
        assert asked(talk) == "email"
        talk.say("joana@gmail.com")
        assert (asked(talk), fields(talk)["email"]) == ("company", "joana@gmail.com")

    def test_a_complaint_is_no_answer_to_a_question(self, visit_form: Callable[..., Talk]) -> None:
        talk = visit_form()
        talk.say_all(["quero contratar a limpeza", *ANSWERS[:-1]])
        assert asked(talk) == "indicacao"
        draft = talk.say("isso é um absurdo, péssimo atendimento, estou muito decepcionado")
        assert draft.intent.name == "complaint"
        assert "indicacao" not in fields(talk)


def test_safe_reply_forgets_nothing_of_the_lead(sample_assistant: Assistant) -> None:
    talk = Talk(sample_assistant)
    talk.say_all(["meu email é joana@loja.example", "quanto custa o essencial?"])
    state = sample_assistant.safe_reply(TurnInput("x", "pt-BR", talk.now, state=talk.state)).state
    assert state["lead"] == talk.state["lead"]
    assert state["lead_talk"] == talk.state["lead_talk"]


SAYINGS = st.one_of(
    st.text(max_size=60),
    st.sampled_from([
        "quero contratar o plano profissional", "Joana Lima", "joana@x.com", "não sei", "prefiro não dizer", "sim",
        "quanto custa o essencial?", "11 98888-7777", "uns 500", "por que quer saber?", "para de perguntar",
        "na verdade meu email é b@x.com", "quero reclamar", "estoque", "12", "semana que vem", "oi", "tchau", "não",
    ]),
)  # fmt: skip


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(SAYINGS, max_size=12))
def test_in_any_talk_no_field_is_asked_for_thrice_nor_when_it_is_known(
    sample_assistant: Assistant, said: list[str]
) -> None:
    talk = Talk(sample_assistant)
    replies: list[str] = []
    for text in said:
        draft = talk.say(text or "a")
        replies.append(draft.text)
        if name := asked(talk):
            assert name not in fields(talk)
        assert draft.lead is None or 0 <= draft.lead.score <= 100
    for item in sample_assistant.pack.qualification.fields:
        question = sample_assistant.pack.localize(item.question, talk.locale)[1:]  # the first letter may be small
        assert sum(question in reply for reply in replies) <= 2


class TestHowToReach:
    """Who has booked and cannot be told of a change is asked how to be reached first."""

    def test_is_asked_behind_the_booking(self, visit_sample: Start) -> None:
        draft = visit_sample().say("quero marcar uma demonstração amanhã 10h")
        assert draft.booking
        assert draft.state["asked"] == "phone"
        assert "Para confirmarmos o horário" in draft.text

    def test_is_not_asked_of_who_has_told_it(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say("meu email é ana@loja.example")
        assert "Para confirmarmos" not in talk.say("quero marcar uma demonstração amanhã 10h").text

    def test_is_not_asked_where_the_caller_told_it(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.state["contact"] = {"phone": "+5511988771234"}
        assert "Para confirmarmos" not in talk.say("quero marcar uma demonstração amanhã 10h").text

    def test_is_not_asked_of_who_wants_no_questions(self, visit_sample: Start) -> None:
        talk = visit_sample()
        talk.say_all(["quanto custa o essencial?", "não vou passar meus dados"])
        assert "Para confirmarmos" not in talk.say("quero marcar uma demonstração amanhã 10h").text
