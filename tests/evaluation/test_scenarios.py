"""A customer whom a model plays gets what they came for, or the report says what is missing."""

import asyncio
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC
from typing import Any

import pytest

from agente.agents.assistant import Assistant
from agente.agents.model.answering import Answering
from agente.agents.turn import Draft, Intent
from agente.evaluation.model_turns import ModelTurns
from agente.evaluation.report import Report, report_scenarios
from agente.evaluation.scenarios import ScenarioResult, Stage, select
from agente.llm.budget import DailyBudget
from agente.llm.messages import ChatMessage, ChatRequest
from agente.packs.loader import load_pack
from agente.packs.models import Scenario
from agente.packs.pack import ScenarioCase
from agente.settings import Settings
from tests.agents.conftest import SAMPLE
from tests.agents.model.scripted import Line, ScriptedModel, call
from tests.evaluation.cast import Cast

LEAD = "sou a Joana Prates da Padaria Pão Quente, joana@paoquente.example, 11 98765-4321, preciso do estoque esse mês"
OPEN = "o sistema funciona num tablet antigo da minha loja?"  # the local engine leaves it to a model
KNOWN = "o caixa funciona sem internet?"  # answered from the company's material, the same to all
GOOD = "Sim! Se a internet cair, o PDV continua vendendo por até 24 horas."
INVENTED = "Funciona sim, por apenas R$ 77,00 por mês."


def case(opening: str = "qto custa o profissional?", **details: Any) -> ScenarioCase:
    scenario = {
        "name": "compra", "persona": "Joana, com pressa", "goal": "saber o preço", "opening": opening,
        "success": {"says": ["189,90"]}, **details,
    }  # fmt: skip
    return ScenarioCase(Scenario.model_validate(scenario), "evals/scenarios/a.yaml")


Play = Callable[..., list[ScenarioResult]]


@pytest.fixture
def play(sample_assistant: Assistant) -> Iterator[Play]:
    with asyncio.Runner() as runner:

        def start(
            scenario: ScenarioCase, cast: Cast, *agent: Line, with_model: bool = False, repeat: int = 1
        ) -> list[ScenarioResult]:
            settings = Settings(_env_file=None)  # type: ignore[call-arg]
            budget = DailyBudget(None, UTC)  # type: ignore[arg-type]
            model = ModelTurns(sample_assistant, ScriptedModel(list(agent)), budget, settings, runner)
            stage = Stage(sample_assistant, cast, runner, model if agent or with_model else None)
            return list(stage.play_all([scenario], repeat))

        yield start


def report(assistant: Assistant, results: Sequence[ScenarioResult]) -> Report:
    return report_scenarios(assistant.pack, results)


class TestOutcome:
    def test_who_told_all_that_is_asked_is_a_qualified_lead(self, play: Play) -> None:
        wanted = {"lead": "qualified", "says": ["189,90"], "fields": {"email": "joana@paoquente.example"}}
        [result] = play(case(success=wanted), Cast(says=[LEAD]))
        assert (result.passed, result.ended, len(result.turns)) == (True, "customer", 2)

    def test_what_is_missing_at_the_end_is_named(self, play: Play) -> None:
        [result] = play(case(success={"lead": "qualified", "booking": "booked", "says": ["189,90"]}), Cast())
        assert [(made.name, made.got) for made in result.checks if not made.holds] == [
            ("lead", "none"),
            ("booking", "none"),
        ]

    def test_a_meeting_that_was_booked_and_cancelled_again_is_cancelled(self, play: Play) -> None:
        talk = case("quero marcar uma demonstração", success={"booking": "cancelled"})
        [result] = play(talk, Cast(says=["o segundo", "pode desmarcar a demonstração", "sim"]))
        assert result.passed, result.checks

    def test_words_that_no_reply_may_have_are_looked_for_in_all(self, play: Play) -> None:
        [result] = play(case(success={"says_not": ["189,90"]}), Cast(says=["e o essencial?"]))
        assert not result.passed

    @pytest.mark.parametrize("finds", [True, False])
    def test_a_judge_has_the_last_word(self, play: Play, finds: bool) -> None:
        [result] = play(case(success={"judged": ["O cliente soube o preço?"]}), Cast(finds=finds))
        assert (result.passed, result.checks[0].got) == (finds, "está escrito")


class TestEnding:
    def test_a_goodbye_is_still_answered(self, play: Play) -> None:
        [result] = play(case(), Cast(says=["e o essencial?"], goodbye="valeu, obrigada!"))
        assert [turn.customer for turn in result.turns][1:] == ["e o essencial?", "valeu, obrigada!"]
        assert (result.ended, result.turns[-1].intent) == ("customer", "goodbye")

    def test_a_handoff_ends_the_talk(self, play: Play) -> None:
        talk = case("quero falar com uma pessoa agora", success={"handoff": True})
        [result] = play(talk, Cast(says=["alô?", "alguém?"]))
        assert (result.passed, result.ended, len(result.turns)) == (True, "handoff", 1)

    def test_a_customer_who_never_ends_is_stopped(self, play: Play) -> None:
        [result] = play(case(max_turns=3), Cast(says=[f"e se forem {n} usuários?" for n in range(2, 20)]))
        assert (result.ended, len(result.turns)) == ("turns", 3)

    def test_without_anybody_to_play_the_customer_nothing_has_passed(self, play: Play) -> None:
        [result] = play(case(), Cast(is_away=True))
        assert (result.passed, result.ended) == (False, "nobody")


class TestCustomer:
    def test_knows_their_part_and_has_the_sides_right(self, play: Play) -> None:
        cast = Cast(says=["e o essencial?"])
        play(case(), cast)
        system, opening, first, reply = cast.requests[0].messages
        assert "Joana, com pressa" in system.text
        assert "saber o preço" in system.text
        assert (opening.role, first) == ("user", ChatMessage("assistant", "qto custa o profissional?"))
        assert (reply.role, "189,90" in reply.text) == ("user", True)

    def test_a_model_that_knows_no_json_still_plays(self, play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("agente.evaluation.actors._object", lambda text: None)
        [result] = play(case(max_turns=2), Cast(says=["e o essencial?"]))
        assert len(result.turns) == 2


class TestWithModel:
    def test_what_it_invents_is_withheld_and_counted_and_its_cost_kept_apart(
        self, play: Play, sample_assistant: Assistant
    ) -> None:
        results = play(case(OPEN, success={"says_not": ["77,00"]}), Cast(), INVENTED, INVENTED, INVENTED)
        figures = report(sample_assistant, results).figures
        assert results[0].passed, results[0]
        assert (figures.withheld, figures.grounding_errors, figures.local_turns) == (2, 0, 1)
        assert figures.agent_cost_usd > 0
        assert (figures.customer_cost_usd, figures.judge_cost_usd) == (0.001, 0)

    def test_its_own_words_are_counted_as_its_own(self, play: Play, sample_assistant: Assistant) -> None:
        results = play(
            case(OPEN, success={"says": ["qualquer navegador"]}), Cast(), *["Sim, em qualquer navegador."] * 2
        )
        told = report(sample_assistant, results)
        assert (told.passed, told.figures.llm_turns, told.models) == (1, 1, ["openai/scripted"])

    def test_what_slips_through_the_guards_is_found_and_fails_the_scenario(
        self, play: Play, sample_assistant: Assistant, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async def careless(*_: object) -> Draft:
            return Draft(INVENTED, "pt-BR", Intent("pricing", 0.9), "sales", source="llm")

        monkeypatch.setattr(Answering, "answer", careless)
        results = play(case(OPEN, success={"handoff": False}), Cast(), with_model=True)
        told = report(sample_assistant, results)
        assert (told.passed, told.figures.grounding_errors, told.figures.policy_breaches) == (0, 1, 0)
        assert results[0].checks[-1].got == "amount: r$ 77,00"

    def test_what_only_a_tool_could_know_is_no_invention(self, play: Play, sample_assistant: Assistant) -> None:
        def tell_total(request: ChatRequest) -> str:
            [total] = re.findall(r"R\$ 1\.\d{3},\d\d", request.messages[-1].text)[:1]
            return f"Sete ficam em {total}."

        asks = [call("quote_price", product="profissional", quantity=7)]
        results = play(case(KNOWN, success={"says": ["Sete ficam em R$ 1."]}), Cast(), asks, tell_total)
        figures = report(sample_assistant, results).figures
        assert (results[0].passed, figures.llm_turns, figures.grounding_errors) == (True, 1, 0)

    def test_an_answer_of_one_round_is_not_given_again_in_the_next(self, play: Play) -> None:
        talk = case(KNOWN, success={"says": ["24 horas"]})
        results = play(talk, Cast(), *[GOOD] * 2, repeat=2)
        assert [(result.run, result.turns[0].source) for result in results] == [(1, "llm"), (2, "llm")]
        assert all(result.passed for result in results)


class TestSelect:
    def test_by_name_or_file(self) -> None:
        assert [len(select([case()], wanted)) for wanted in (None, "COMPRA", "a.yaml", "x")] == [1, 1, 1, 0]


def test_the_sample_business_has_five() -> None:
    assert len(load_pack(SAMPLE).scenarios) == 5
