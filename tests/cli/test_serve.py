"""`agente serve` and what can be wrong when it starts."""

import os
import socket
import stat
from pathlib import Path
from typing import cast

import pytest
import typer
import uvicorn
import uvloop

from agente.api.parts import Parts
from agente.cli.listening import listen
from agente.cli.serve import Server as Process
from agente.settings import Settings
from tests.support.server import Server


def refused(server: Server) -> tuple[int, str]:
    """Starts a server that must not start; its exit code and what it said."""
    code = server.spawn().wait(30)
    return code, server.log


@pytest.fixture
def unstarted(tmp_path: Path) -> Server:
    (tmp_path / "var").mkdir()
    return Server(tmp_path / "var")


def takes_connections(listener: socket.socket) -> bool:
    with socket.socket() as coming:
        return coming.connect_ex(listener.getsockname()) == 0


class TestListen:
    """What happens to those who come while the server starts?"""

    @pytest.mark.parametrize(
        ("database", "waits"), [(None, True), ("postgresql://agente@db.example/agente", False)], ids=["alone", "shared"]
    )
    def test_they_wait_where_nobody_else_can_answer(self, database: str | None, waits: bool) -> None:
        settings = Settings(_env_file=None, host="127.0.0.1", port=0, database_url=database)  # type: ignore[call-arg]
        with listen(settings) as listener:
            assert takes_connections(listener) is waits
            listener.listen()
            assert takes_connections(listener)

    def test_a_port_in_use_is_known_before_the_start_on_a_shared_database_too(self) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            shared = {"database_url": "postgresql://agente@db.example/agente", "port": taken.getsockname()[1]}
            with pytest.raises(typer.Exit):
                listen(Settings(_env_file=None, host="127.0.0.1", **shared))  # type: ignore[call-arg]

    def test_of_two_that_start_at_the_same_moment_the_later_says_that_the_port_is_taken(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        shared = {"host": "127.0.0.1", "port": 0, "database_url": "postgresql://agente@db.example/agente"}
        config = uvicorn.Config(lambda *_: None, lifespan="off", log_config=None)
        config.load()
        with listen(Settings(_env_file=None, **shared)) as later, socket.socket() as sooner:  # type: ignore[arg-type, call-arg]
            sooner.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            sooner.bind(later.getsockname())
            sooner.listen()
            server = Process(config, cast(Parts, None), greets=False)
            server.lifespan = config.lifespan_class(config)
            with pytest.raises(typer.Exit):
                uvloop.run(server.startup([later]))
            assert str(sooner.getsockname()[1]) in capsys.readouterr().err


class TestStart:
    def test_it_says_where_to_go(self, server: Server) -> None:
        assert f"{server.url}/docs" in server.log
        assert "agente keys create" in server.log

    def test_a_port_in_use_is_said_with_another_one(self, unstarted: Server) -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            unstarted.port = taken.getsockname()[1]
            code, said = refused(unstarted)
        assert code == 1
        assert f"--port {unstarted.port + 1}" in said
        assert "Traceback" not in said

    def test_a_second_server_on_the_same_state_is_refused(self, server: Server) -> None:
        code, said = refused(Server(server.state_dir / ".", pack=server.pack, environment={"LOG_LEVEL": "ERROR"}))
        assert code == 1
        assert "STATE_DIR" in said

    def test_a_missing_pack_is_said_with_how_to_make_one(self, unstarted: Server, tmp_path: Path) -> None:
        unstarted.pack = tmp_path / "nada"
        code, said = refused(unstarted)
        assert code == 3
        assert "agente init" in said
        assert "Traceback" not in said

    def test_a_broken_pack_is_said_with_file_and_line(self, unstarted: Server, tmp_path: Path) -> None:
        pack = tmp_path / "quebrada"
        pack.mkdir()
        (pack / "business.yaml").write_text("name: Loja\ndescription: Uma loja\nphonee: 1\n")
        unstarted.pack = pack
        code, said = refused(unstarted)
        assert code == 3
        assert "business.yaml:3" in said
        assert "phone" in said
        assert "Traceback" not in said

    @pytest.mark.parametrize(
        ("name", "value", "words"),
        [
            ("PORT", "oitomil", "PORT"),
            ("RATE_LIMIT_PER_MINUTE", "0", "RATE_LIMIT_PER_MINUTE"),
            ("LOG_LEVEL", "LOUD", "LOG_LEVEL"),
            ("DATABASE_URL", "mysql://root:segredo@db/x", "sqlite:///"),
        ],
    )
    def test_a_wrong_setting_is_named(self, unstarted: Server, name: str, value: str, words: str) -> None:
        unstarted.environment[name] = value
        code, said = refused(unstarted)
        assert code == 3
        assert words in said
        assert "segredo" not in said
        assert "Traceback" not in said

    def test_production_refuses_a_short_secret(self, unstarted: Server) -> None:
        unstarted.environment |= {"ENVIRONMENT": "production", "SECRET_KEY": "curta"}
        code, said = refused(unstarted)
        assert code == 3
        assert "agente keys secret" in said
        assert "curta" not in said

    def test_a_database_that_is_none_is_said(self, unstarted: Server, tmp_path: Path) -> None:
        (tmp_path / "var" / "agente.db").write_bytes(b"not a database at all, but long enough to be one " * 100)
        code, said = refused(unstarted)
        assert code == 5
        assert "Traceback" not in said

    def test_state_that_cannot_be_made_is_said(self, unstarted: Server, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("")
        unstarted.environment["DATABASE_URL"] = f"sqlite:///{tmp_path}/file/agente.db"
        code, said = refused(unstarted)
        assert code == 5
        assert "Traceback" not in said


class TestSecretKey:
    def test_it_is_made_once_for_the_owner_s_eyes_only(self, server: Server) -> None:
        path = server.state_dir / "secret.key"
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        assert len(path.read_text()) >= 32
        assert os.access(path, os.R_OK)
