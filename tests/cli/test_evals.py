"""`agente eval`."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.support.server import SAMPLE_PACK, Server

TALK = """\
conversations:
  - name: preço
    turns:
      - customer: Quanto custa o Kit Presente?
        expect: {says: ["129,90"]}
      - customer: oi
        expect: {intent: pricing, says_not: ["loja"]}
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    assert run("init", str(tmp_path / "loja")).returncode == 0
    (tmp_path / "loja" / "evals" / "primeiras.yaml").write_text(TALK)
    return tmp_path / "loja"


class TestEval:
    def test_what_failed_is_shown_with_file_line_and_what_was_expected(self, server: Server, shop: Path) -> None:
        shown = run("eval", str(shop), STATE_DIR=str(server.state_dir))
        assert shown.returncode == 1, shown.stderr
        assert "1 de 2" in shown.stdout
        assert "evals/primeiras.yaml:6" in shown.stdout
        assert "esperado pricing, veio greeting" in shown.stdout
        assert "primeiras.yaml:4" not in shown.stdout

    def test_a_program_reads_a_line_a_turn_and_the_summary_last(self, server: Server, shop: Path) -> None:
        shown = run("eval", str(shop), "--json", STATE_DIR=str(server.state_dir))
        first, second, last = map(json.loads, shown.stdout.splitlines())
        assert (first["passed"], second["passed"], second["line"]) == (True, False, 6)
        assert second["failures"][0] == {"kind": "intent", "name": "intent", "expected": "pricing", "got": "greeting"}
        assert last["summary"]["turns"] == {"right": 1, "total": 2}
        assert shown.returncode == 1

    def test_only_those_with_a_name_run_and_passing_is_0(self, server: Server) -> None:
        shown = run("eval", str(SAMPLE_PACK), "--only", "Cumprimento curto", STATE_DIR=str(server.state_dir))
        assert (shown.returncode, "1 de 1" in shown.stdout) == (0, True), shown.stdout

    def test_a_name_that_no_conversation_has_is_1(self, server: Server) -> None:
        shown = run("eval", str(SAMPLE_PACK), "--only", "xyz", STATE_DIR=str(server.state_dir))
        assert (shown.returncode, "'xyz'" in shown.stderr) == (1, True)

    def test_a_pack_without_conversations_says_where_to_write_them(self, server: Server, shop: Path) -> None:
        (shop / "evals" / "primeiras.yaml").unlink()
        shown = run("eval", str(shop), STATE_DIR=str(server.state_dir))
        assert (shown.returncode, "evals/" in shown.stderr) == (0, True)

    def test_a_broken_pack_is_3(self, shop: Path, tmp_path: Path) -> None:
        (shop / "business.yaml").write_text("nome: Loja\n")
        assert run("eval", str(shop), STATE_DIR=str(tmp_path)).returncode == 3
