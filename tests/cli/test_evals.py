"""`agente eval`."""

import json
from pathlib import Path

import pytest

from tests.cli.test_commands import run
from tests.evaluation.reports import report, turn
from tests.support.server import SAMPLE_PACK, Server
from tests.support.vendors import Vendors, say

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


@pytest.fixture
def with_model(server: Server, vendors: Vendors) -> dict[str, str]:
    return {**vendors.environment, "LLM_PROVIDER": "openai", "STATE_DIR": str(server.state_dir)}


class TestModel:
    def test_the_model_s_part_is_shown_beside_the_tests(
        self, with_model: dict[str, str], shop: Path, vendors: Vendors, tmp_path: Path
    ) -> None:
        talk = "conversations:\n  - name: a\n    turns:\n      - customer: vocês embrulham pra viagem de avião?\n"
        (shop / "evals" / "primeiras.yaml").write_text(talk)
        shown = run("eval", str(shop), "--model", "--report", str(tmp_path / "a.json"), **with_model)
        assert shown.returncode == 0, shown.stderr
        assert "Custo do agente por conversa" in shown.stdout
        told = json.loads((tmp_path / "a.json").read_text())
        assert told["figures"]["calls"] == len(vendors.requests) > 0

    def test_without_the_option_no_model_is_asked(
        self, with_model: dict[str, str], shop: Path, vendors: Vendors
    ) -> None:
        run("eval", str(shop), **with_model)
        assert vendors.requests == []

    @pytest.mark.parametrize("option", ["--model", "--scenarios"])
    def test_without_a_model_to_ask_it_says_what_to_set(self, server: Server, option: str) -> None:
        shown = run("eval", str(SAMPLE_PACK), option, STATE_DIR=str(server.state_dir))
        assert (shown.returncode, "LLM_PROVIDER" in shown.stderr) == (3, True)


class TestScenarios:
    def test_a_customer_is_played_and_the_reports_are_written(
        self, with_model: dict[str, str], vendors: Vendors, tmp_path: Path
    ) -> None:
        vendors.script("openai", say('{"message": "", "done": true}'))
        files = ("--report", str(tmp_path / "a.json"), "--html", str(tmp_path / "a.html"))
        only = ("--only", "dona de loja", "--model-customer", "gpt-6-luna")
        shown = run("eval", str(SAMPLE_PACK), "--scenarios", *only, *files, **with_model)
        assert shown.returncode == 1, shown.stderr
        assert "falhou, o cliente encerrou" in shown.stdout
        told = json.loads((tmp_path / "a.json").read_text())
        assert told["cast"] == ["openai/gpt-6-luna"]
        assert "Clientes simulados" in (tmp_path / "a.html").read_text()

    def test_a_program_reads_the_report_alone(self, with_model: dict[str, str], vendors: Vendors) -> None:
        only = ("--only", "irritado", "--json")
        shown = run("eval", str(SAMPLE_PACK), "--scenarios", *only, **with_model)
        told = json.loads(shown.stdout)
        assert (shown.returncode, told["passed"], told["conversations"][0]["ended"]) == (0, 1, "handoff")

    def test_a_pack_without_scenarios_says_where_to_write_them(self, with_model: dict[str, str], shop: Path) -> None:
        shown = run("eval", str(shop), "--scenarios", **with_model)
        assert (shown.returncode, "evals/scenarios/" in shown.stderr) == (0, True)


class TestCompare:
    @pytest.fixture
    def reports(self, tmp_path: Path) -> tuple[str, str]:
        files = tmp_path / "antes.json", tmp_path / "depois.json"
        for file, holds in zip(files, (True, False), strict=True):
            file.write_text(report({"preço": turn(holds=holds)}).model_dump_json())
        return str(files[0]), str(files[1])

    def test_what_got_worse_is_told_and_is_1(self, reports: tuple[str, str]) -> None:
        shown = run("eval", "--compare", *reports)
        assert shown.returncode == 1, shown.stderr
        assert "passou a falhar: evals/a.yaml: preço" in shown.stdout
        told = json.loads(run("eval", "--compare", *reports, "--json").stdout)
        assert (told["worse"], told["conversations"][0]["change"]) == (True, "newly_failing")

    def test_nothing_worse_is_0_and_no_report_is_3(self, reports: tuple[str, str]) -> None:
        assert run("eval", "--compare", *reversed(reports)).returncode == 0
        assert run("eval", "--compare", reports[0], str(SAMPLE_PACK / "business.yaml")).returncode == 3
