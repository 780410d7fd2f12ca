"""The router's yardstick, on classifications whose figures can be counted by hand."""

from pathlib import Path

import pytest

from agente.evaluation.intents import Judged, classify_all, read_examples, tables
from agente.intents.examples import Example
from agente.intents.router import Classification, Router
from agente.packs.models import IntentName


def judged(meant: IntentName, found: IntentName, confidence: float = 0.95) -> Judged:
    return Judged(Example(meant, "pt-BR", "x"), Classification(found, confidence, "pt-BR", 0.9, ((found, confidence),)))


OUTCOMES = [
    judged("pricing", "pricing"),
    judged("pricing", "billing", 0.45),
    judged("pricing", "billing", 0.41),
    judged("billing", "billing"),
]


class TestTables:
    def test_accuracy_counts_each_locale_and_all(self) -> None:
        by_locale = tables(OUTCOMES)[0]
        assert by_locale.row("all") == ("all", 4, 0.5, 1.0)
        assert [row[0] for row in by_locale.rows] == ["pt-BR", "all"]

    def test_precision_and_recall_of_each_intent(self) -> None:
        by_intent = tables(OUTCOMES)[1]
        assert by_intent.row("pricing")[1:4] == (3, 1.0, 1 / 3)
        assert by_intent.row("billing")[1:4] == (1, 1 / 3, 1.0)

    def test_confusions_are_told_the_most_frequent_first(self) -> None:
        assert tables([*OUTCOMES, judged("billing", "pricing")])[2].rows == [
            ("pricing -> billing", 2),
            ("billing -> pricing", 1),
        ]

    def test_calibration_sets_what_is_said_beside_what_is_right(self) -> None:
        calibration = tables(OUTCOMES)[3]
        assert calibration.row("0.4-0.5")[1:] == (2, pytest.approx(0.43), 0.0)
        assert calibration.row("0.9-1.0")[1:] == (2, 0.95, 1.0)
        assert "0.240" in calibration.title

    def test_certainty_has_a_place_too(self) -> None:
        assert tables([judged("pricing", "pricing", 1.0)])[3].row("0.9-1.0")[1] == 1


class TestClassifyAll:
    def test_every_message_of_the_file_is_classified(self, tmp_path: Path) -> None:
        class Priced(Router):
            def __init__(self) -> None: ...

            def classify(self, text: str, question: str | None = None) -> Classification:
                return Classification("pricing", 0.9, "pt-BR", 0.9, (("pricing", 0.9),))

        (tmp_path / "set.yaml").write_text("pricing: {pt-BR: [quanto custa, qual o valor]}\nbilling: {en: [my bill]}\n")
        found, ms = classify_all(Priced(), read_examples(tmp_path / "set.yaml"))
        assert [one.right for one in found] == [True, True, False]
        assert ms >= 0
