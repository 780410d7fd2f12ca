"""What a report counts, what a comparison finds worse, and what the page shows."""

import json
from pathlib import Path
from typing import Any

import pytest

from agente.evaluation.comparison import METRICS, Comparison, compare
from agente.evaluation.page import render_page
from agente.evaluation.report import UnreadableReport, read_report
from agente.evaluation.wording import difference, figure
from agente.guardrails.output import Breach
from agente.i18n.texts import texts
from agente.llm.messages import Attempt, Usage
from tests.evaluation.reports import CALL, report, turn


class TestReport:
    def test_sources_calls_and_costs_are_counted(self) -> None:
        failed = Attempt("openai", "m", "timeout", 5.0)
        unpriced = Attempt("openai", "own", "ok", 5.0, Usage(1, 1))
        turns = [turn(source="llm", calls=(failed, CALL, unpriced)), turn(source="cache"), turn()]
        figures = report({"a": turns}).figures
        assert (figures.llm_turns, figures.cache_turns, figures.local_turns) == (1, 1, 1)
        assert (figures.calls, figures.failed_calls, figures.unpriced_calls) == (3, 1, 1)
        assert (figures.input_tokens, figures.output_tokens, figures.agent_cost_usd) == (101, 11, 0.002)

    def test_unfounded_facts_and_broken_rules_are_counted_apart(self) -> None:
        out = (Breach("amount", "R$ 5"), Breach("discount", "90%"), Breach("phone", "0800"))
        figures = report({"a": turn(breaches=out, withheld=("url",))}).figures
        assert (figures.grounding_errors, figures.policy_breaches, figures.withheld) == (2, 1, 1)

    def test_a_question_asked_again_is_counted_within_its_conversation(self) -> None:
        asks = turn("Certo. Como você se chama?")
        again = turn("COMO VOCÊ SE CHAMA? E o e-mail?")
        assert report({"a": [asks, again, again], "b": [asks]}).figures.repeated_questions == 3

    def test_a_written_one_is_read_again_as_it_was(self, tmp_path: Path) -> None:
        told = report({"a": turn(calls=(CALL,))})
        (tmp_path / "a.json").write_text(told.model_dump_json())
        assert read_report(tmp_path / "a.json") == told

    @pytest.mark.parametrize("content", ["", "[]", "{}", '{"version": 2}'])
    def test_another_file_is_refused(self, tmp_path: Path, content: str) -> None:
        (tmp_path / "a.json").write_text(content)
        with pytest.raises(UnreadableReport):
            read_report(tmp_path / "a.json")

    def test_its_keys_are_stable(self) -> None:
        told = json.loads(report({"a": turn()}).model_dump_json())
        assert (told["version"], told["kind"], told["passed"]) == (1, "conversations", 1)
        assert {"pack", "pack_version", "models", "cast", "repeat", "figures", "conversations"} < told.keys()
        assert told["conversations"][0]["turns"][0].keys() == {
            "customer", "reply", "intent", "agent", "source", "ms", "calls", "cost_usd", "withheld", "failures", "line",
        }  # fmt: skip


def changed(compared: Comparison) -> dict[str, str]:
    return {change.metric.name: change.verdict for change in compared.metrics if change.verdict != "same"}


class TestCompare:
    def test_the_same_is_not_worse(self) -> None:
        told = report({"a": turn(), "b": turn(holds=False)})
        compared = compare(told, told)
        assert (changed(compared), compared.is_worse) == ({}, False)
        assert [talk.change for talk in compared.conversations] == ["still_passing", "still_failing"]

    def test_one_that_newly_fails_is_worse_whatever_else_passes(self) -> None:
        before = report({"a": turn(), "b": turn(holds=False)})
        compared = compare(before, report({"a": turn(holds=False), "b": turn()}))
        assert [talk.change for talk in compared.conversations] == ["newly_failing", "newly_passing"]
        assert compared.is_worse

    def test_one_that_is_new_or_gone_is_told(self) -> None:
        compared = compare(report({"a": turn(), "b": turn()}), report({"b": turn(), "c": turn()}))
        assert [talk.change for talk in compared.conversations] == ["removed", "still_passing", "added"]
        assert not compared.is_worse

    def test_an_unfounded_fact_is_worse(self) -> None:
        compared = compare(report({"a": turn()}), report({"a": turn(breaches=(Breach("amount", "R$ 5"),))}))
        assert changed(compared) == {"grounding_errors": "worse"}

    @pytest.mark.parametrize(("cost", "verdict"), [(0.0021, None), (0.0023, "worse"), (0.001, "better")])
    def test_costs_differ_by_chance_up_to_a_tenth(self, cost: float, verdict: str | None) -> None:
        dearer = Attempt("openai", "m", "ok", 5.0, Usage(100, 10), cost)
        compared = compare(report({"a": turn(calls=(CALL,))}), report({"a": turn(calls=(dearer,))}))
        assert changed(compared).get("cost_each") == verdict
        assert compared.is_worse == (verdict == "worse")
        assert compared.conversations[0].cost_delta_usd == pytest.approx(cost - 0.002)

    @pytest.mark.parametrize(
        ("before", "after", "worse"), [(5, 90, False), (1000, 1150, False), (1000, 1250, True), (900, 100, False)]
    )
    def test_times_differ_by_chance_up_to_a_fifth_or_a_tenth_of_a_second(
        self, before: float, after: float, worse: bool
    ) -> None:
        assert compare(report({"a": turn(ms=before)}), report({"a": turn(ms=after)})).is_worse == worse


class TestPage:
    @pytest.mark.parametrize("locale", ["pt-BR", "en", "es"])
    def test_it_shows_all_and_needs_nothing_else(self, locale: Any) -> None:
        talks = {"preço": turn("R$ <b>5</b>", holds=False, withheld=("amount",)), "silêncio": turn(None)}
        page = render_page(report(talks), locale)
        assert page.startswith("<!doctype html>")
        assert "R$ &lt;b&gt;5&lt;/b&gt;" in page
        assert texts("report", locale)["some_failed"].format(count=1, total=2) in page
        assert not any(word in page for word in ("http://", "https://", "<script", "@import", "url("))

    def test_every_language_says_the_same_things(self) -> None:
        assert texts("report", "pt-BR").keys() == texts("report", "en").keys() == texts("report", "es").keys()
        assert all(f"metric_{metric.name}" in texts("report", "en") for metric in METRICS)


class TestFigure:
    @pytest.mark.parametrize(
        ("value", "unit", "locale", "written"),
        [
            (2 / 3, "share", "pt-BR", "66,7 %"),
            (0.01234, "usd", "pt-BR", "US$ 0,0123"),
            (1234.5, "ms", "es", "1.234 ms"),
            (3.21, "ms", "en", "3.2 ms"),
            (1234, "count", "en", "1,234"),
        ],
    )
    def test_as_people_write_it(self, value: float, unit: Any, locale: Any, written: str) -> None:
        assert figure(value, unit, locale) == written

    def test_a_difference_has_its_sign(self) -> None:
        assert [difference(value, "count", "en") for value in (2, -2, 0)] == ["+2", "−2", ""]
