"""The conversations beside this module, as `judge` takes them."""

import json
from pathlib import Path
from typing import NamedTuple

import yaml

from agente.handoff.phrases import Message

ROLES = {">": "customer", "<": "agent"}


class Dialogue(NamedTuple):
    messages: list[Message]
    reason: str


def dialogues(split: str) -> list[Dialogue]:
    found = yaml.safe_load(Path(__file__).with_name("dialogues.yaml").read_text("utf-8"))[split]
    return [Dialogue([(ROLES[line[0]], line[2:]) for line in one["talk"]], one["reason"]) for one in found]


def written_apart(name: str) -> list[Dialogue]:
    """Those of a file in the format of `agente predict`."""
    cases = map(json.loads, Path(__file__).with_name(f"{name}.jsonl").read_text("utf-8").splitlines())
    return [Dialogue([(one["role"], one["text"]) for one in case["messages"]], case["reason"]) for case in cases]
