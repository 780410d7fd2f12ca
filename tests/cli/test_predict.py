"""`agente predict`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from agente.evaluation.tasks import Task
from tests.cli.test_commands import run
from tests.support.server import ROOT, SAMPLE_PACK, Server, clean_environment

LINES = """\
{"id": 1, "text": "quanto custa o plano profissional?"}
{"id": 2, "text"

{"id": 3, "messages": [{"role": "agent", "text": "Como você se chama?"}, {"role": "customer", "text": "Joana"}]}
"""


class TestPredict:
    def test_each_line_has_its_answer_in_order_and_a_bad_one_is_1(self, server: Server) -> None:
        told = run("predict", "--task", "intent", stdin=LINES, STATE_DIR=str(server.state_dir), PACK=str(SAMPLE_PACK))
        first, bad, last = map(json.loads, told.stdout.splitlines())
        assert (first["id"], first["intent"]) == (1, "pricing")
        assert 0 < first["confidence"] <= 1
        assert bad["line"] == 2
        assert (last["id"], last["intent"]) == (3, "provide_details")
        assert told.returncode == 1

    def test_what_needs_no_pack_works_without_one(self, tmp_path: Path) -> None:
        line = '{"text": "sou a Joana, joana@padaria.example"}\n'
        told = run("predict", "--task", "details", stdin=line, STATE_DIR=str(tmp_path), PACK=str(tmp_path / "nada"))
        assert json.loads(told.stdout)["fields"] == {"name": "Joana", "email": "joana@padaria.example"}
        assert told.returncode == 0

    def test_a_pack_that_cannot_be_used_is_3(self, tmp_path: Path) -> None:
        told = run("predict", "--task", "intent", "--pack", str(tmp_path / "nada"), STATE_DIR=str(tmp_path))
        assert (told.returncode, "agente init" in told.stderr) == (3, True)

    @pytest.mark.parametrize("task", list(Task))
    def test_nothing_in_is_nothing_out(self, server: Server, task: Task) -> None:
        told = run("predict", "--task", task, STATE_DIR=str(server.state_dir))
        assert (told.returncode, told.stdout) == (0, "")

    def test_an_answer_does_not_wait_for_the_next_line(self, tmp_path: Path) -> None:
        with subprocess.Popen(
            [sys.executable, "-m", "agente", "predict", "--task", "details"],
            cwd=ROOT,
            env=clean_environment() | {"STATE_DIR": str(tmp_path)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as process:
            assert process.stdin
            assert process.stdout
            for number in (1, 2):
                process.stdin.write(b'{"id": %d, "text": "oi"}\n' % number)
                process.stdin.flush()
                assert json.loads(process.stdout.readline())["id"] == number
            process.stdin.close()
            assert process.wait(30) == 0
