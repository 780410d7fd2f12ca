"""The conversations of `dialogues.yaml`, as `judge` takes them."""

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
