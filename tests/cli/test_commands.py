"""The other commands: keys, init, check, chat, reload, migrate."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import StartServer
from tests.support.server import API_KEY, ROOT, SAMPLE_PACK, Server, clean_environment


def run(*arguments: str, cwd: Path = ROOT, stdin: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "agente", *arguments],
        cwd=cwd,
        env=clean_environment() | {"PYTHONPATH": str(ROOT), "AGENTE_LANG": "pt-BR"} | environment,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


class TestHelp:
    @pytest.mark.parametrize(("language", "word"), [("pt-BR", "Inicia"), ("en", "Starts"), ("es", "Inicia")])
    def test_it_speaks_the_user_s_language(self, language: str, word: str) -> None:
        shown = run("--help", AGENTE_LANG=language)
        assert shown.returncode == 0
        assert word in shown.stdout

    def test_a_wrong_command_is_2(self) -> None:
        assert run("servir").returncode == 2


class TestKeys:
    def test_a_key_is_shown_once_and_kept_hashed(self, tmp_path: Path) -> None:
        created = run("keys", "create", "--name", "site", STATE_DIR=str(tmp_path))
        key = created.stdout.strip()
        assert key.startswith("agk_")
        listed = run("keys", "list", "--json", STATE_DIR=str(tmp_path))
        assert json.loads(listed.stdout)["prefix"] == key[:12]
        assert key not in listed.stdout
        assert key.encode() not in (tmp_path / "agente.db").read_bytes()

    def test_revoking_what_is_not_there_fails_with_a_remedy(self, tmp_path: Path) -> None:
        gone = run("keys", "revoke", "agk_nada", STATE_DIR=str(tmp_path))
        assert gone.returncode == 1
        assert "agente keys list" in gone.stderr

    def test_secret_is_long_enough_for_production(self) -> None:
        assert len(run("keys", "secret").stdout.strip()) >= 32


class TestPack:
    def test_the_sample_is_clean(self) -> None:
        checked = run("check", str(SAMPLE_PACK))
        assert (checked.returncode, "Tudo certo" in checked.stdout) == (0, True), checked.stdout

    def test_a_mistake_has_file_line_and_remedy_and_exit_1(self, tmp_path: Path) -> None:
        assert run("init", str(tmp_path / "loja")).returncode == 0
        catalog = tmp_path / "loja" / "catalog.yaml"
        lines = catalog.read_text().splitlines()
        number = next(index for index, line in enumerate(lines) if "amount:" in line)
        lines[number] = lines[number].split("amount:")[0] + "amount: R$ 1.200"
        catalog.write_text("\n".join(lines))
        checked = run("check", str(tmp_path / "loja"))
        assert checked.returncode == 1
        assert f"catalog.yaml:{number + 1}:" in checked.stdout
        assert "faça:" in checked.stdout
        found = run("check", str(tmp_path / "loja"), "--json").stdout.splitlines()
        assert json.loads(found[0])["line"] == number + 1

    def test_init_refuses_a_folder_with_files(self, tmp_path: Path) -> None:
        (tmp_path / "x").write_text("")
        refused = run("init", str(tmp_path))
        assert (refused.returncode, "não está vazia" in refused.stderr) == (1, True)


class TestChat:
    def test_json_answers_a_line_a_question(self, server: Server) -> None:
        said = run(
            "chat",
            "--json",
            stdin="oi\nquanto custa o plano profissional?\n",
            STATE_DIR=str(server.state_dir),
            PACK=str(SAMPLE_PACK),
        )
        replies = [json.loads(line) for line in said.stdout.splitlines()]
        assert [reply["role"] for reply in replies] == ["agent", "agent"]
        assert "R$" in replies[1]["text"]

    def test_a_person_reads_the_reply_and_its_source(self, server: Server) -> None:
        said = run("chat", stdin="quanto custa o plano profissional?\n/sair\n", STATE_DIR=str(server.state_dir))
        assert said.returncode == 0
        assert "catalog.yaml" in said.stdout

    def test_a_language_that_the_business_does_not_speak_is_3(self, server: Server) -> None:
        assert run("chat", "--locale", "fr", STATE_DIR=str(server.state_dir)).returncode == 3


class TestReload:
    def test_a_changed_price_is_told_without_a_restart(self, start_server: StartServer, tmp_path: Path) -> None:
        pack = tmp_path / "loja"
        shutil.copytree(SAMPLE_PACK, pack)
        server = start_server(pack)
        before = ask(server, "qual o telefone de vocês?")
        business = (pack / "business.yaml").read_text()
        old = next(line for line in business.splitlines() if line.startswith("phone:"))
        (pack / "business.yaml").write_text(business.replace(old, 'phone: "(11) 4000-0099"'))
        reloaded = server.command("reload")
        assert reloaded.returncode == 0, reloaded.stderr
        after = ask(server, "qual o telefone de vocês?")
        assert "4000-0099" not in before["text"]
        assert "4000-0099" in after["text"]
        assert before["pack_version"] != after["pack_version"]

    def test_a_broken_pack_leaves_the_old_one_serving_and_says_why(
        self, start_server: StartServer, tmp_path: Path
    ) -> None:
        pack = tmp_path / "loja"
        shutil.copytree(SAMPLE_PACK, pack)
        server = start_server(pack)
        (pack / "business.yaml").write_text("name: Quebrada\n")
        refused = server.command("reload")
        assert refused.returncode == 3
        assert "business.yaml:1" in refused.stderr
        assert "pack reload refused" in server.log
        assert ask(server, "quanto custa o plano profissional?")["citations"]

    def test_without_a_server_it_says_how_to_start_one(self, tmp_path: Path) -> None:
        alone = run("reload", STATE_DIR=str(tmp_path))
        assert (alone.returncode, "agente serve" in alone.stderr) == (1, True)


class TestMigrate:
    def test_twice_changes_nothing(self, tmp_path: Path) -> None:
        assert "atualizado" in run("migrate", STATE_DIR=str(tmp_path)).stdout
        assert "já está" in run("migrate", STATE_DIR=str(tmp_path)).stdout


class TestOwnBusiness:
    def test_a_new_pack_answers_at_once(self, start_server: StartServer, tmp_path: Path) -> None:
        pack = tmp_path / "minha"
        assert run("init", str(pack)).returncode == 0
        assert run("check", str(pack)).returncode == 0
        reply = ask(start_server(pack), "quais produtos vocês têm?")
        assert reply["citations"][0]["document"] == "catalog.yaml"


def ask(server: Server, text: str) -> dict[str, object]:
    with server.client(Authorization=f"Bearer {API_KEY}") as client:
        conversation = client.post("/v1/conversations", json={}).json()["id"]
        reply: dict[str, object] = client.post(f"/v1/conversations/{conversation}/messages", json={"text": text}).json()
        return reply
