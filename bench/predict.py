"""How many lines a second does `agente predict` answer? `python -m bench.predict`; exits with 1 below the goal."""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import islice, zip_longest

from agente.evaluation.tasks import Task
from agente.intents.examples import Example, flatten, load_corpus
from bench.readme import ROOT

LINES = 1000
GOAL_LINES_PER_SECOND = 200
TURNS = 4  # messages of a conversation


def conversations() -> Iterator[str]:
    """Lines made of the open corpus, one message of each intent after the other."""
    by_intent = [list(flatten({intent: texts})) for intent, texts in load_corpus().items()]
    mixed = [example for group in zip_longest(*by_intent) for example in group if isinstance(example, Example)]
    for number in range(LINES):
        texts = [mixed[(number + turn) % len(mixed)].text for turn in range(TURNS)]
        roles = islice(["agent", "customer"] * TURNS, TURNS)
        messages = [{"role": role, "text": text} for role, text in zip(roles, texts, strict=True)]
        yield json.dumps({"id": number, "messages": messages})


def seconds(task: Task, lines: str, state_dir: str) -> float:
    """The wall-clock time of the whole command, its start included."""
    command = [sys.executable, "-m", "agente", "predict", "--task", task]
    started = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env={"STATE_DIR": state_dir, "PYTHONPATH": str(ROOT)},
        input=lines,
        capture_output=True,
        text=True,
        check=True,
    )
    ids = [json.loads(line)["id"] for line in done.stdout.splitlines()]
    assert ids == list(range(LINES)), "the answers are not in the order of the lines"
    return time.perf_counter() - started


def main() -> None:
    lines = "\n".join(conversations())
    slow = []
    with tempfile.TemporaryDirectory() as state_dir:
        for task in Task:
            rate = LINES / seconds(task, lines, state_dir)
            print(f"{task:<14} {rate:6.0f} lines/s, the start included (goal {GOAL_LINES_PER_SECOND})")
            slow += [task] if rate < GOAL_LINES_PER_SECOND else []
    sys.exit(f"Too slow: {', '.join(slow)}" if slow else None)


if __name__ == "__main__":
    main()
