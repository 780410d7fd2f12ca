"""Does a customer with a goal get what they came for? Each scenario is played to its end and judged by its outcome."""

import asyncio
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from agente.agents.assistant import Assistant
from agente.evaluation.actors import Customer, Judge, Line
from agente.evaluation.conversations import rehearse
from agente.evaluation.expectations import Check, check_success
from agente.evaluation.model_turns import ModelTurns
from agente.evaluation.rehearsal import Answer
from agente.evaluation.turn import TurnResult
from agente.llm.errors import NoProvider
from agente.llm.messages import Attempt
from agente.llm.ports import Model
from agente.packs.models import Scenario
from agente.packs.pack import ScenarioCase

# Who ended the talk: the customer, a handoff, the limit of turns; or nobody could play the customer or judge.
Ending = Literal["customer", "handoff", "turns", "nobody"]


@dataclass(frozen=True, slots=True)
class ScenarioResult:
    case: ScenarioCase
    run: int  # from 1: a scenario may be played several times
    turns: tuple[TurnResult, ...]
    checks: tuple[Check, ...]
    ended: Ending
    customer_calls: tuple[Attempt, ...]
    judge_calls: tuple[Attempt, ...]

    @property
    def passed(self) -> bool:
        return self.ended != "nobody" and all(made.holds for made in self.checks)


def select(cases: Iterable[ScenarioCase], wanted: str | None) -> list[ScenarioCase]:
    """The cases of which the name or the file contains `wanted`, in any capitals; all without one."""
    piece = (wanted or "").casefold()
    return [case for case in cases if piece in case.scenario.name.casefold() or piece in case.file.casefold()]


class Stage:
    """Where scenarios are played: the agent on one side, models as the customer and the judge on the other."""

    def __init__(self, assistant: Assistant, cast: Model, runner: asyncio.Runner, model: ModelTurns | None) -> None:
        """`model` answers with the agent, as in `Rehearsal`; `cast` plays the customers and judges."""
        self._assistant = assistant
        self._cast = cast
        self._runner = runner
        self._model = model

    def play_all(self, cases: Iterable[ScenarioCase], repeat: int = 1) -> Iterator[ScenarioResult]:
        """Every scenario `repeat` times; what was cached in one round is not used in the next."""
        cases = list(cases)
        for run in range(1, repeat + 1):
            if self._model is not None:
                self._model.forget()
            for case in cases:
                yield self._play(case, run)

    def _play(self, case: ScenarioCase, run: int) -> ScenarioResult:
        scenario, pack = case.scenario, self._assistant.pack
        locale = scenario.locale or pack.default_locale
        customer = Customer(self._cast, scenario, pack.business.name, locale, self._runner)
        judge = Judge(self._cast, pack.business.name, self._runner)
        answers, turns, ended = self._talk(scenario, customer)
        judged: list[Check] = []
        try:
            judged = [judge.check(question, turns) for question in scenario.success.judged]
        except NoProvider:
            ended = "nobody"
        return ScenarioResult(
            case,
            run,
            tuple(turns),
            tuple(check_success(answers, scenario.success, pack.qualification, judged)),
            ended,
            tuple(customer.ledger.attempts),
            tuple(judge.ledger.attempts),
        )

    def _talk(self, scenario: Scenario, customer: Customer) -> tuple[list[Answer], list[TurnResult], Ending]:
        rehearsal = rehearse(self._assistant, scenario.at, scenario.locale, self._model)
        answers: list[Answer] = []
        turns: list[TurnResult] = []
        line = Line(scenario.opening)
        while True:
            answers.append(rehearsal.say(line.text))
            turns.append(TurnResult.of(line.text, answers[-1]))
            if rehearsal.waits_for_person:
                return answers, turns, "handoff"
            if line.is_last:
                return answers, turns, "customer"
            if len(turns) == scenario.max_turns:
                return answers, turns, "turns"
            try:
                line = customer.next_line(turns)
            except NoProvider:
                return answers, turns, "nobody"
            if not line.text:
                return answers, turns, "customer"
