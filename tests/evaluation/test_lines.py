"""The yardsticks of the four text tasks, on predictions whose figures can be counted by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from agente.evaluation.figures import Table, render
from agente.evaluation.jsonl import BadLine
from agente.evaluation.lines import (
    details_tables,
    handoff_tables,
    injection_tables,
    main,
    personal_data_tables,
    predict_all,
)


def span(start: int, end: int, kind: str) -> dict[str, Any]:
    return {"start": start, "end": end, "type": kind}


class TestPredictAll:
    def test_truth_stays_beside_its_prediction(self) -> None:
        lines = [b'{"id": 1, "text": "a", "attack": true}', b"\n", b'{"id": 2, "text": "b", "attack": false}']
        pairs, _ = predict_all(lines, lambda messages: {"said": messages[0][1]})
        assert [(truth["id"], truth["attack"], found["said"]) for truth, found in pairs] == [
            (1, True, "a"),
            (2, False, "b"),
        ]

    def test_a_broken_line_is_refused(self) -> None:
        with pytest.raises(BadLine):
            predict_all([b"{"], lambda messages: {})


class TestDetails:
    def test_a_wrong_value_is_both_wrong_and_missed(self) -> None:
        pairs = [
            ({"fields": {"name": "Ana Lima", "phone": "+5511987654321"}}, {"fields": {"name": "ana lima"}}),
            ({"fields": {"name": "Bia"}}, {"fields": {"name": "Bia Souza", "email": "b@x.br"}}),
        ]
        fields, _ = details_tables(pairs)
        assert fields.row("name")[1:4] == (1, 1, 1)
        assert fields.row("phone")[1:4] == (0, 0, 1)
        assert fields.row("email")[1:4] == (0, 1, 0)
        assert fields.row("all (micro)") == ("all (micro)", 1, 2, 2, 1 / 3, 1 / 3, 1 / 3)

    @pytest.mark.parametrize(
        ("wanted", "found", "right"),
        [
            ({"min": None, "max": 800}, {"min": None, "max": 800.0, "currency": "BRL"}, True),
            ({"min": None, "max": 800}, {"min": 800, "max": 800}, False),
            ({"min": 10, "max": 20}, {"min": 10, "max": 30}, False),
        ],
    )
    def test_both_bounds_of_a_budget_count(self, wanted: Any, found: Any, right: bool) -> None:
        fields, _ = details_tables([({"fields": {"budget": wanted}}, {"fields": {"budget": found}})])
        assert fields.row("budget")[1] == right

    def test_a_need_may_be_told_with_more_or_fewer_words(self) -> None:
        told = ({"fields": {"need": "emitir nota fiscal"}}, {"fields": {"need": "preciso emitir nota fiscal"}})
        fields, _ = details_tables([told, (told[1], told[0])])
        assert fields.row("need")[1:4] == (2, 0, 0)

    def test_validity_of_a_document_counts_only_where_it_is_labelled(self) -> None:
        found = {"fields": {"document": "52998224725", "document_valid": True}}
        fields, _ = details_tables([({"fields": {"document": "52998224725"}}, found)])
        assert fields.row("all (micro)")[1:4] == (1, 0, 0)
        fields, _ = details_tables([({"fields": found["fields"]}, found)])
        assert fields.row("all (micro)")[1:4] == (2, 0, 0)

    def test_inventing_where_nothing_is_told_is_counted(self) -> None:
        pairs = [({"fields": {}}, {"fields": {}}), ({"fields": {}}, {"fields": {"name": "Oi"}})]
        assert details_tables(pairs)[1].row("nothing extracted") == ("nothing extracted", "1 of 2", 0.5)


class TestHandoff:
    def test_whether_and_why_are_scored_apart(self) -> None:
        def told(should: bool, reason: str) -> dict[str, Any]:
            return {"should_handoff": should, "reason": reason}

        pairs = [
            (told(True, "sensitive"), told(True, "sensitive")),
            (told(True, "frustration"), told(True, "sensitive")),
            (told(True, "frustration"), told(False, "none")),
            (told(False, "none"), told(True, "high_value")),
            (told(False, "none"), told(False, "none")),
        ]
        whether, why, named = handoff_tables(pairs)
        assert whether.row("should_handoff")[1:4] == (2, 1, 1)
        assert why.row("sensitive")[1:4] == (1, 1, 0)
        assert why.row("frustration")[1:4] == (0, 0, 2)
        assert named.rows[0][1] == "1 of 2"


class TestInjection:
    def test_stopped_attacks_and_false_alarms(self) -> None:
        outcomes = [(True, True), (True, False), (False, True), (False, False), (False, False)]
        pairs = [({"attack": attack}, {"blocked": blocked}) for attack, blocked in outcomes]
        [table] = injection_tables(pairs)
        assert table.row("attacks stopped")[1:] == ("1 of 2", 0.5)
        assert table.row("false alarms")[1:] == ("1 of 3", 1 / 3)


class TestPersonalData:
    def test_characters_are_counted_and_clean_texts(self) -> None:
        pairs = [
            ({"spans": [span(0, 10, "CPF"), span(20, 24, "CEP")]}, {"spans": [span(2, 12, "CPF")]}),
            ({"spans": []}, {"spans": []}),
            ({"spans": []}, {"spans": [span(0, 3, "RG")]}),
        ]
        covered, clean, spans = personal_data_tables(pairs)
        assert covered.row("CPF")[1] == "8 of 10"
        assert covered.row("all")[1] == "8 of 14"
        assert clean.row("clean texts untouched")[1] == "1 of 2"
        assert clean.row("characters hidden needlessly")[1] == 5
        assert spans.row("spans")[1:4] == (0, 2, 2)


class TestMain:
    def test_a_file_is_scored_and_no_text_of_it_is_shown(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("STATE_DIR", str(tmp_path))
        line = {"text": "meu email é segredo@loja.example", "fields": {"email": "segredo@loja.example"}}
        (tmp_path / "set.jsonl").write_text(json.dumps(line))
        main(["--task", "details", str(tmp_path / "set.jsonl")])
        shown = capsys.readouterr().out
        assert "1 lines" in shown
        assert "segredo" not in shown


class TestRender:
    def test_columns_are_aligned_and_shares_have_three_digits(self) -> None:
        table = Table("Title", ("name", "share"), [("a", 0.5), ("longer", 12)])
        assert render([table]) == "Title\n  name    share\n  a       0.500\n  longer     12\n"
