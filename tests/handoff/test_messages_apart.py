"""Single messages of two writers who saw nothing of this project: the judgement has learnt none of them.

Calm replies to what did not help are among them too; those take a conversation to tell, and are not held to here.
"""

import json
from collections import Counter
from pathlib import Path

import pytest

from agente.handoff.judgement import judge

MESSAGES = [json.loads(line) for line in (Path(__file__).parent / "messages_apart.jsonl").read_bytes().splitlines()]


def reasons(mood: str) -> Counter[str]:
    return Counter(judge([("customer", line["text"])]).reason for line in MESSAGES if line["mood"] == mood)


@pytest.mark.parametrize(("mood", "least"), [("sensitive", 0.58), ("asked_for_human", 0.92), ("frustration", 0.68)])
def test_most_are_known_for_what_they_are(mood: str, least: float) -> None:
    """Measured 0.59, 0.94 and 0.71: most of what is grave is told without a grave word."""
    found = reasons(mood)
    assert found[mood] / found.total() >= least


def test_few_calm_messages_that_look_grave_are_handed_over() -> None:
    """Measured 7 % of 199; the judgement before the network was taught by a large encoder handed over 10 %."""
    found = reasons("none")
    assert 1 - found["none"] / found.total() <= 0.085
