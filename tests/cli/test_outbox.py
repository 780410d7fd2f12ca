"""`agente outbox` and the script that empties the CRM's queue, as an operator calls them."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from agente.cli import outbox as commands
from agente.kit.clock import utc_now
from agente.kit.ids import new_id
from agente.migrations.schema import upgrade
from agente.outbox import service as outbox
from agente.outbox.errors import TryLater
from agente.storage.database import Database
from agente.worker import destinations
from tests.cli.test_commands import run
from tests.support.scripted import Scripted


class Desk:
    """An installation's outbox, and an operator's terminal."""

    def __init__(self, state: Path) -> None:
        self.state = state
        self.database = Database(f"sqlite:///{state}/agente.db")
        self.database.transact(upgrade)

    def happen(self, count: int = 1, to: str = "crm") -> list[str]:
        for _ in range(count):
            self.database.transact(outbox.enqueue, "lead.qualified", new_id(), {"name": "Joana"}, key=new_id())
        self.database.transact(outbox.share_out, [Scripted(to)], utc_now())
        return [row.id for row in self.rows("SELECT id FROM outbox WHERE destination = :to", to=to)]

    def rows(self, query: str, **values: str) -> list[Any]:
        return self.database.transact(lambda connection: list(connection.execute(text(query), values)))

    def command(self, *arguments: str, **environment: str) -> Any:
        return run("outbox", *arguments, STATE_DIR=str(self.state), **environment)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    made = Desk(tmp_path)
    yield made
    made.database.close()


class TestList:
    def test_rows_can_be_filtered_and_read_by_programs(self, desk: Desk) -> None:
        (wanted,) = desk.happen(to="crm")
        desk.happen(to="mail")
        listed = desk.command("list", "--destination", "crm", "--status", "pending", "--json")
        (told,) = map(json.loads, listed.stdout.splitlines())
        assert (told["id"], told["event"], told["status"]) == (wanted, "lead.qualified", "pending")
        assert "Joana" not in listed.stdout

    def test_says_that_integrations_are_off(self, desk: Desk) -> None:
        assert "ENABLE_INTEGRATIONS=false" in desk.command("list", ENABLE_INTEGRATIONS="false").stderr

    def test_a_table_for_people(self, desk: Desk) -> None:
        desk.happen()
        assert "espera" in desk.command("list", COLUMNS="200").stdout


class TestShow:
    def test_tells_what_it_carries(self, desk: Desk) -> None:
        (delivery,) = desk.happen()
        assert json.loads(desk.command("show", delivery, "--json").stdout)["payload"] == {"name": "Joana"}

    def test_an_unknown_one_fails(self, desk: Desk) -> None:
        shown = desk.command("show", "nada")
        assert (shown.returncode, "nada" in shown.stderr) == (1, True)


class TestRetryAndDrop:
    def test_a_dead_one_leaves_again_and_it_is_known_who_wanted_it(self, desk: Desk) -> None:
        (delivery,) = desk.happen()
        desk.rows("UPDATE outbox SET status = 'dead' WHERE destination = 'crm' RETURNING id")
        assert desk.command("retry", "--status", "dead").returncode == 0
        assert [tuple(row) for row in desk.rows("SELECT status FROM outbox WHERE destination = 'crm'")] == [
            ("pending",)
        ]
        (noted,) = desk.rows("SELECT client, action, subject FROM audit_log")
        assert noted.client.startswith("cli")
        assert (noted.action, noted.subject) == ("delivery.retried", delivery)

    def test_retry_of_everything_has_to_be_asked_for(self, desk: Desk) -> None:
        assert desk.command("retry").returncode == 3

    def test_a_dropped_one_stays_in_the_list_with_the_reason_and_cannot_be_dropped_again(self, desk: Desk) -> None:
        (delivery,) = desk.happen()
        assert desk.command("drop", delivery, "--reason", "lead de teste").returncode == 0
        (row,) = desk.rows("SELECT status, last_reason FROM outbox WHERE destination = 'crm'")
        assert tuple(row) == ("dropped", "lead de teste")
        assert desk.command("drop", delivery, "--reason", "de novo").returncode == 1
        assert [row.action for row in desk.rows("SELECT action FROM audit_log")] == ["delivery.dropped"]


class TestProcessRetryQueue:
    @pytest.fixture
    def crm(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Scripted:
        made = Scripted()
        monkeypatch.setattr(destinations, "BUILDERS", (lambda *_: made,))
        monkeypatch.setenv("STATE_DIR", str(desk.state))
        monkeypatch.setenv("AGENTE_LANG", "pt-BR")
        return made

    def test_what_waits_is_sent_now_and_counted(
        self, desk: Desk, crm: Scripted, capsys: pytest.CaptureFixture[str]
    ) -> None:
        desk.happen(20)
        desk.rows("UPDATE outbox SET next_attempt_at = '2999-01-01' WHERE destination = 'crm' RETURNING id")
        commands.process_retry_queue()
        assert "CRM: 20 entrega(s) sincronizada(s), 0 ainda na fila." in capsys.readouterr().out
        assert len(crm.stored) == 20

    def test_an_empty_queue_and_a_crm_that_is_away_are_no_failure(
        self, desk: Desk, crm: Scripted, capsys: pytest.CaptureFixture[str]
    ) -> None:
        commands.process_retry_queue()
        assert "CRM: 0 entrega(s)" in capsys.readouterr().out
        desk.happen(2)
        crm.fail = lambda _: TryLater("503")
        commands.process_retry_queue()
        assert "2 ainda na fila" in capsys.readouterr().out

    def test_switched_off_nothing_leaves(self, desk: Desk, crm: Scripted, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("ENABLE_INTEGRATIONS", "false")
        desk.happen()
        commands.process_retry_queue()
        assert crm.tried == []
