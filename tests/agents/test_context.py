"""Dialogues in which a message means something only after what was said before."""
# ruff: noqa: E501 - a case reads best on one line

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agente.agents.assistant import Assistant
from agente.agents.local.references import MOST
from tests.agents.conftest import TUESDAY, Start, Talk
from tests.agents.test_assistant import Case

SAMPLE = {
    "a choice by its place in the list": [
        Case(["quais planos vocês têm?", "o segundo"], ["Plano Profissional:"], ["Plano Essencial:"]),
        Case(["quais planos vocês têm?", "o último"], ["Plano Franquias"]),
        Case(["quais planos vocês têm?", "2"], ["Plano Profissional:"]),
        Case(["quais planos vocês têm?", "opção 3"], ["Plano Empresarial:"]),
        Case(["quais planos vocês têm?", "o segundo", "e o primeiro?"], ["Plano Essencial"]),
        Case(["quais planos vocês têm?", "quero o segundo"], ["Plano Profissional", "Posso chamar"], intent="purchase_interest"),
        Case(["quais planos vocês têm?", "os dois primeiros, qual a diferença?"], ["Plano Essencial e Plano Profissional"], ["Empresarial"]),
        Case(["what are your plans?", "the second one"], ["Plano Profissional:"], locale="en"),
        Case(["¿qué planes tienen?", "el segundo"], ["Plano Profissional:"], locale="es"),
        Case(["quais planos vocês têm?", "quero", "o 2"], ["Plano Profissional: R$ 189,90"], ["Essencial"], intent="purchase_interest"),
        Case(["quais planos vocês têm?", "segunda via do boleto"], says_not=["Plano Profissional"]),
    ],
    "the other one": [
        Case(["essencial ou profissional?", "qual é o mais barato?", "e o outro?"], ["Plano Profissional:", "R$ 189,90"]),
        Case(["quais planos vocês têm?", "o primeiro", "não, o outro"], ["Sobre qual deles", "Plano Profissional"], ["Plano Essencial"]),
    ],
    "pronouns": [
        Case(["me fala do profissional", "ele tem API?"], ["Não, Plano Profissional"]),
        Case(["me fala do profissional", "e esse tem nota fiscal de serviço?"], ["Sim, Plano Profissional"], ["Módulo"]),
        Case(["me fala do profissional", "e tem nota fiscal de serviço?"], ["Sim, Plano Profissional"]),
        Case(["quanto custam os planos?", "qual a diferença entre eles?"], ["Comparando Plano Essencial, Plano Profissional"]),
        Case(["quanto custam os planos?", "o mais barato deles"], ["Plano Essencial: R$ 89,90"]),
        Case(["o que vem no profissional?", "vocês abrem sábado?", "ele tem API?"], says_not=["Sim"]),
    ],
    "what follows on": [
        Case(["quais planos?", "o segundo", "e o anual?"], ["R$ 1.899,00"], ["189,90"]),
        Case(["quanto custam os planos?", "e o anual?"], ["Plano Essencial: R$ 899,00 por ano", "R$ 3.999,00"], ["89,90 por mês"]),
        Case(["o profissional tem API?", "e o empresarial?"], ["Sim, Plano Empresarial tem acesso à API"]),
        Case(["quanto custa o leitor?", "e a garantia?", "e o sem fio?"], ["Leitor Sem Fio — Garantia: 12 meses"]),
        Case(["qual a garantia da impressora e da gaveta?"], ["Impressora Térmica — Garantia", "Gaveta de Dinheiro — Garantia"]),
        Case(["quanto custa o profissional?", "e pra 20 pessoas?"], ["Usuários incluídos: 5", "Plano Profissional + 15 × Usuário Adicional: R$ 458,55"], ["3.418"]),
        Case(["qual plano serve pra 10 usuários?"], ["Plano Empresarial"], ["Plano Essencial: R$"]),
        Case(["qual plano serve pra 10 usuários?", "e pra 4?"], ["Plano Profissional", "Plano Empresarial"], ["Plano Essencial: R$"]),
        Case(["qual o horário?", "e no sábado?"], ["Sábado (28 de novembro) abrimos"], intent="business_info"),
        Case(["vocês abrem sexta?", "e domingo?", "e o endereço?"], ["Rua dos Tamarindos"]),
        Case(["vao abrir dia 31?"], ["31 de dezembro", "das 8h às 12h"]),
    ],
    "wishes": [
        Case(["me fala do profissional", "quero"], ["Plano Profissional", "Posso chamar"], intent="purchase_interest", awaiting="handoff_offer"),
        Case(["me fala do profissional", "pode ser"], ["Posso chamar"], intent="purchase_interest"),
        Case(["me fala do profissional", "quero o anual"], ["R$ 1.899,00"], ["189,90"], intent="purchase_interest"),
        Case(["me fala do profissional", "quero esse", "sim"], ["hamei"], intent="human_handoff"),
        Case(["how much is the professional plan?", "i'll take it"], ["R$189.90"], intent="purchase_interest", locale="en"),
        Case(["me fala do profissional", "fechado, quero o anual"], ["R$ 1.899,00"], ["sábado"], intent="purchase_interest"),
        Case(["quais planos?", "quero"], ["Qual deles você quer contratar?"], awaiting="which_to_buy"),
        Case(["me fala do profissional", "ok"], says_not=["Posso chamar", "Não encontrei"]),
        Case(["qual a garantia do leitor?", "quero o mais barato"], ["Leitor de Código de Barras", "Posso chamar"]),
    ],
    "leaving a subject and coming back": [
        Case(["me fala do profissional", "vocês abrem sábado?", "voltando ao plano, quanto custa por ano?"], ["Plano Profissional: R$ 1.899,00"]),
        Case(["me fala do profissional", "quanto custa a impressora?", "voltando ao plano, tem API?"], ["Não, Plano Profissional"]),
    ],
    "comparing and advising": [
        Case(["me compara os três planos"], ["Comparando Plano Essencial, Plano Profissional e Plano Empresarial"], ["Franquias"], intent="product_question"),
        Case(["quais planos?", "e a diferença?"], ["Comparando"]),
        Case(["quais planos?", "qual você recomenda?"], ["Para quem está começando", "Qual combina mais"]),
        Case(["quanto custa o profissional?", "tá caro"], ["Plano Essencial: R$ 89,90", "Quer que eu chame"], awaiting="handoff_offer"),
    ],
    "several questions at once": [
        Case(["quanto custa o plano pro e como cancelo minha assinatura?"], ["R$ 189,90", "Assinatura > Cancelar"], intent="pricing"),
        Case(["qual o preço do Profissional, e ele emite nota de serviço?"], ["R$ 189,90", "Sim, Plano Profissional"]),
        Case(["quanto custa o essencial? quanto custa o profissional? tem desconto?"], ["R$ 89,90", "R$ 189,90", "a partir de 3 assinaturas: 5%"]),
        Case(["vocês abrem sábado? e aceitam pix?"], ["das 9h às 13h", "Pix"]),
        Case(["qual o telefone e o endereço?"], ["(11) 4000-0000", "Rua dos Tamarindos"]),
        Case(["qual o horário e o endereço de vocês?"], ["das 8h às 12h", "Rua dos Tamarindos"]),
        Case(["quanto custa o Profissional e vocês vendem passagem aérea?"], ["R$ 189,90", "prefiro não inventar"], awaiting="handoff_offer"),
        Case(["do you have a free trial and how much is the essential plan?"], ["14 days", "R$89.90"], locale="en"),
        Case(["¿cuánto cuesta el plan profesional y qué horario tienen?"], ["R$ 189,90", "de 8:00 a 12:00"], locale="es"),
        Case(["qual a diferença entre o essencial e o profissional?"], ["Comparando Plano Essencial e Plano Profissional"]),
        Case(["vocês fazem a migração dos meus dados e quanto tempo leva isso?"], ["5 dias úteis"], ["conserto"]),
        Case(["oi, tudo bem? quanto custa o essencial?"], ["R$ 89,90"], ["assistente virtual"]),
        Case(["oi, tenho uma loja de roupas no interior e o meu sistema vive travando, queria saber se dá pra importar meus produtos do excel"], ["planilha"]),
        Case(["ok, entendi. e tem fidelidade?"], ["Não há fidelidade"]),
        Case(["Gostaria de saber se o plano Essencial emite nota de serviço, porque sou prestadora e preciso muito disso"], ["Não, Plano Essencial"]),
    ],
    "what it is not about": [
        Case(["tem estacionamento?"], says_not=["carreiras"], awaiting="handoff_offer"),
        Case(["oi, sou a Paula"], says_not=["São Paulo"]),
        Case(["tem vaga de emprego?"], ["carreiras"]),
        Case(["quanto custa o pro?", "só isso?"], says_not=["Obrigado"]),
    ],
}  # fmt: skip

CLINIC = [
    Case(["quais serviços vocês fazem?", "o segundo", "quanto custa?"], ["R$ 1.250,50"], ["R$ 180,00"]),
    Case(["quais serviços vocês fazem?", "o segundo", "e a duração?"], ["90 minutos"], ["40 minutos"]),
    Case(["limpeza ou clareamento?", "o primeiro", "e o outro?"], ["Clareamento dental"]),
    Case(
        ["quanto custa a limpeza e o clareamento?", "qual a diferença entre eles?"],
        ["Comparando Limpeza dental e Clareamento dental"],
    ),
    Case(["quanto custa a limpeza? e aceita convênio? e parcela?"], ["R$ 180,00", "OdontoBom", "6 vezes"]),
    Case(["quanto custa o clareamento?", "achei caro"], ["Entendo", "Quer que eu chame"], ["Lente"]),
    Case(["quanto custa a lente?", "e 6?", "não, o clareamento"], ["R$ 1.250,50"], ["4.860"]),
    Case(["abrem sexta?", "e no natal?"], ["Natal", "fechados"]),
    Case(["hola, ¿cuánto cuesta la limpeza dental?", "la quiero"], ["R$ 180,00"], locale="es"),
    Case(["a limpeza tem anestesia?", "e o clareamento?"], ["Clareamento dental"]),
]


@pytest.mark.parametrize(
    "case", [case for cases in SAMPLE.values() for case in cases], ids=lambda case: " | ".join(case.said)
)
def test_sample(visit_sample: Start, case: Case) -> None:
    case.check(visit_sample(now=case.now))


@pytest.mark.parametrize("case", CLINIC, ids=lambda case: " | ".join(case.said))
def test_clinic(visit_clinic: Start, case: Case) -> None:
    case.check(visit_clinic(now=case.now))


class TestCorrection:
    @pytest.mark.parametrize("no", ["não foi isso que perguntei", "você não entendeu", "nada a ver", "errado"])
    def test_gets_an_apology_and_another_answer(self, visit_sample: Start, no: str) -> None:
        talk = visit_sample()
        first = talk.say("como cancelo?")
        second = talk.say(no)
        assert second.text.startswith(("Desculpe", "Perdão"))
        assert first.text not in second.text
        assert second.state["misses"] == 1

    def test_what_is_restated_is_answered(self, visit_sample: Start) -> None:
        draft = visit_sample().say_all(["vocês entregam?", "não foi isso que perguntei, quero saber se abrem sábado"])
        assert "das 9h às 13h" in draft.text

    def test_with_nothing_else_to_answer_asks_one_question(self, visit_sample: Start) -> None:
        draft = visit_sample().say_all(["boa tarde", "você não entendeu"])
        assert draft.text.count("?") == 1
        assert draft.quick_replies

    def test_again_calls_a_person(self, visit_sample: Start) -> None:
        draft = visit_sample().say_all(["como cancelo?", "não foi isso que perguntei", "errado"])
        assert draft.handoff == "repeated_failure"

    @pytest.mark.parametrize(
        ("asked", "no", "sorry"),
        [("how do I cancel?", "that's not what I asked", ("Sorry", "My")), ("¿cómo cancelo?", "no me entendiste", ("Disculpe", "Perdón"))],
    )  # fmt: skip
    def test_in_the_customers_language(self, visit_sample: Start, asked: str, no: str, sorry: tuple[str, ...]) -> None:
        assert visit_sample().say_all([asked, no]).text.startswith(sorry)

    def test_first_message_is_no_correction(self, visit_sample: Start) -> None:
        assert not visit_sample().say("errado").text.startswith(("Desculpe, ent", "Perdão"))


class TestRepetition:
    @pytest.mark.parametrize(
        "asked",
        [
            "quanto custa o essencial?",
            "qual o horário?",
            "você é um robô?",
            "tchau",
            "oi",
            "xyzt abcd",
            "em que cidade nasceu o papa?",
        ],
    )
    def test_never_the_same_words_twice_in_a_row(self, visit_sample: Start, asked: str) -> None:
        talk = visit_sample()
        texts = [talk.say(asked).text for _ in range(4)]
        assert all(first != second for first, second in pairwise(texts))

    def test_third_time_offers_a_person(self, visit_sample: Start) -> None:
        draft = visit_sample().say_all(["quanto custa o essencial?"] * 3)
        assert draft.state["awaiting"] == "handoff_offer"


SAYINGS = [
    "quais planos?", "o segundo", "e o anual?", "ele tem API?", "o outro", "quero", "sim", "não", "2", "e 10?", "os dois", "voltando ao plano",
    "errado", "qual a diferença?", "e no sábado?", "tá caro", "qual recomenda?", "e pra 8 pessoas?", "quanto custa e como cancelo?", "🙂",
]  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(messages=st.lists(st.sampled_from(SAYINGS), min_size=1, max_size=7))
def test_any_dialogue_leads_on_and_leaves_a_small_state(sample_assistant: Assistant, messages: list[str]) -> None:
    talk = Talk(sample_assistant, now=TUESDAY)
    last = ""
    for message in messages:
        draft = talk.say(message)
        assert draft.text not in ("", last) or draft.handoff
        last = draft.text
        assert json.loads(json.dumps(dict(draft.state))) == dict(draft.state)
        assert all(len(draft.state.get(name, [])) <= MOST for name in ("products", "options", "recent"))
