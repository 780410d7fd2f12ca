"""`agente costs`."""

import json
from pathlib import Path

import pytest

from agente.kit.ids import new_id
from agente.llm import service
from agente.llm.messages import Attempt, Usage
from agente.migrations import schema
from agente.storage.database import Database
from tests.cli.test_commands import run

ANSWERED = Attempt("openai", "large", "ok", 900.0, Usage(1_234_567, 50, 800), 1.25)
UNPRICED = Attempt("openai", "homemade", "ok", 90.0, Usage(10, 2))


@pytest.fixture
def state(tmp_path: Path) -> Path:
    """A state folder with two conversations' calls of today."""
    database = Database(f"sqlite:///{tmp_path}/agente.db")
    database.transact(schema.upgrade)
    for attempts in ([ANSWERED, ANSWERED], [ANSWERED, UNPRICED]):
        database.transact(service.record_calls, conversation_id=new_id(), message_id=new_id(), attempts=attempts)
    database.close()
    return tmp_path


class TestCosts:
    def test_a_table_of_days_and_models_with_sum_average_and_limit(self, state: Path) -> None:
        shown = run("costs", STATE_DIR=str(state), COST_DAILY_BUDGET_USD="400", COLUMNS="120")
        assert shown.returncode == 0, shown.stderr
        assert all(text in shown.stdout for text in ("large", "homemade", "3.703.701", "3,7500"))
        assert "Média por conversa com modelo: US$ 1,8750 (2 conversa(s))." in shown.stdout
        assert "1 chamada(s) de modelos sem preço conhecido" in shown.stdout
        assert "US$ 400,00." in shown.stdout

    def test_a_program_reads_a_line_a_day_and_model_and_the_total_last(self, state: Path) -> None:
        shown = run("costs", "--days", "1", "--json", STATE_DIR=str(state))
        first, second, last = map(json.loads, shown.stdout.splitlines())
        assert (first["model"], first["calls"], first["cost_usd"]) == ("large", 3, 3.75)
        assert (second["model"], second["unpriced"]) == ("homemade", 1)
        assert (last["total"]["calls"], last["total"]["cost_usd"], last["total"]["conversations"]) == (4, 3.75, 2)

    def test_conversations_dearest_first(self, state: Path) -> None:
        shown = run("costs", "--conversations", "--json", STATE_DIR=str(state))
        assert [json.loads(line)["cost_usd"] for line in shown.stdout.splitlines()] == [2.5, 1.25]

    @pytest.mark.parametrize("arguments", [(), ("--conversations",)])
    def test_without_calls_it_says_so(self, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        shown = run("costs", *arguments, STATE_DIR=str(tmp_path))
        assert (shown.returncode, "Nenhuma chamada" in shown.stdout) == (0, True)

    def test_it_speaks_english(self, state: Path) -> None:
        shown = run("costs", STATE_DIR=str(state), AGENTE_LANG="en", COLUMNS="120")
        assert "3,703,701" in shown.stdout
        assert "Average per conversation with a model: US$ 1.8750" in shown.stdout
