"""`agente doctor` and `agente ops`, as an operator calls them."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from agente.cli.terms import LOCALES
from tests.cli.test_commands import run
from tests.ops.test_checks import silent_port
from tests.support.server import ROOT, Server, free_port

CATALOGUES = ROOT / "agente" / "i18n" / "cli"


@pytest.fixture
def installation(sqlite_server: Server) -> Server:
    return sqlite_server


def lines(output: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in output.splitlines()]


class TestDoctor:
    def test_a_running_installation_is_not_broken(self, installation: Server) -> None:
        ran = installation.command("doctor", "--url", installation.url, "--json")

        *findings, closing = lines(ran.stdout)
        found = {finding["code"] for finding in findings}
        assert {"api_healthy", "settings_ok", "pack_ok", "database_ok", "schema_ok", "outbox_ok"} <= found
        assert closing["verdict"] != "broken"
        assert ran.returncode == {"well": 0, "warnings": 1}[closing["verdict"]]

    def test_maintenance_is_a_warning_with_its_way_back(self, installation: Server) -> None:
        installation.command("maintenance", "on")
        try:
            ran = installation.command("doctor", "--url", installation.url)
        finally:
            installation.command("maintenance", "off")

        assert ran.returncode == 1
        assert "agente maintenance off" in ran.stdout

    def test_everything_away_is_told_within_five_seconds(self, tmp_path: Path) -> None:
        with silent_port() as port:
            ran = run(
                "doctor",
                "--url",
                f"http://127.0.0.1:{port}",
                "--json",
                STATE_DIR=str(tmp_path),
                DATABASE_URL=f"postgresql://a:s3gredo@127.0.0.1:{port}/b",
                REDIS_URL=f"redis://127.0.0.1:{port}",
                LLM_PROVIDER="openai",
                OPENAI_BASE_URL=f"http://127.0.0.1:{port}/v1",
            )

        *findings, closing = lines(ran.stdout)
        assert ran.returncode == 2
        assert [one["code"] for one in findings if one["level"] == "fail"] == ["api_away", "database_away"]
        assert [one["code"] for one in findings if one["level"] == "warn"] == ["redis_away", "models_away"]
        assert closing["first"]["code"] == "api_away"
        assert "s3gredo" not in ran.stdout + ran.stderr
        assert closing["took_s"] < 5

    def test_a_wrong_setting_is_told_first(self, tmp_path: Path) -> None:
        ran = run("doctor", STATE_DIR=str(tmp_path), ENVIRONMENT="production", AGENTE_LANG="pt-BR")

        assert ran.returncode == 2
        assert "SECRET_KEY" in ran.stdout


class TestPreflight:
    def test_a_new_installation_may_start(self, tmp_path: Path) -> None:
        ran = run("ops", "preflight", STATE_DIR=str(tmp_path), AGENTE_LANG="pt-BR")

        assert ran.returncode == 0, ran.stdout
        assert not (tmp_path / "agente.db").exists()

    def test_a_database_that_is_away_may_not(self, tmp_path: Path) -> None:
        url = f"postgresql://127.0.0.1:{free_port()}/agente_ia"

        assert run("ops", "preflight", STATE_DIR=str(tmp_path), DATABASE_URL=url).returncode == 2

    def test_a_pack_with_mistakes_may_not(self, tmp_path: Path) -> None:
        ran = run("ops", "preflight", STATE_DIR=str(tmp_path), PACK=str(tmp_path))

        assert ran.returncode == 2
        assert f"agente check {tmp_path}" in ran.stdout


class TestDaily:
    def test_the_figures_of_a_running_installation_are_told(self, installation: Server) -> None:
        ran = installation.command("ops", "daily", "--url", installation.url, "--json")

        found = {finding.get("code") for finding in lines(ran.stdout)}
        assert ran.returncode == 0
        assert {"api_healthy", "errors_ok", "costs_ok", "cache_unused", "outbox_waiting"} <= found

    def test_a_prometheus_that_is_away_is_only_a_warning(self, installation: Server) -> None:
        prometheus = f"http://127.0.0.1:{free_port()}"

        ran = installation.command("ops", "daily", "--url", installation.url, "--prometheus", prometheus, "--json")

        assert ran.returncode == 0
        assert "prometheus_away" in ran.stdout


def test_every_finding_has_its_words_in_every_language() -> None:
    """A finding of a warning or a failure tells its likely cause too."""
    source = "\n".join(path.read_text() for path in (ROOT / "agente" / "ops").glob("*.py"))
    ok = set(re.findall(r'"(?:ok|off)", "(\w+_\w+)"', source))
    troubled = set(re.findall(r'"(?:warn|fail)", "(\w+_\w+)"', source))
    for locale in LOCALES:
        texts = yaml.safe_load((CATALOGUES / f"{locale}.yaml").read_text("utf-8"))
        assert {f"found_{code}" for code in ok | troubled} <= texts.keys()
        assert {f"cause_{code}" for code in troubled} <= texts.keys()
