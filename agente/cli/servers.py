"""`agente ops servers`: a PostgreSQL and a Redis of this installation's own, and the product on them."""

import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import typer

import agente
from agente.cli import moving
from agente.cli.common import fail, settings_or_fail
from agente.cli.process import AlreadyServing, pid_file, running_pid
from agente.cli.terms import Exit, say

INIT = Path(agente.__file__).parents[1] / "deploy" / "postgres" / "init.sql"
ROLE, DATABASE = "agente_user", "agente_ia"  # as `init.sql` names them
PROGRAMS = Path("/usr/lib/postgresql")  # where Debian keeps each version's, off the path
START_WITHIN_S = 30
SAID_LAST = 2000  # characters of a log that are shown when its program does not start


@dataclass(frozen=True, slots=True)
class Servers:
    folder: Path
    postgresql_port: int
    redis_port: int
    password: str  # of both; other users of the machine reach the ports, too

    @property
    def data(self) -> Path:
        return self.folder / "postgresql" / "data"

    @property
    def moved(self) -> Path:
        """Exists once PostgreSQL is set up and has what SQLite had; until then it is made anew."""
        return self.folder / "moved"

    @property
    def environment(self) -> dict[str, str]:
        """What makes the product use them."""
        return {
            "DATABASE_URL": f"postgresql://{ROLE}:{self.password}@127.0.0.1:{self.postgresql_port}/{DATABASE}",
            "DATABASE_NAME": DATABASE,
            "REDIS_URL": f"redis://:{self.password}@127.0.0.1:{self.redis_port}/0",
        }


def run() -> None:
    """Serves until SIGINT or SIGTERM; the command ends as `agente serve` did."""
    _check_installed()
    state_dir = settings_or_fail().state_dir
    if running_pid(state_dir):
        fail(say("already_serving", state=state_dir))
    folder = (state_dir / "servers").resolve()
    _on_signals(signal.default_int_handler)  # until it serves, each of them leaves by way of `finally`
    try:
        with pid_file(folder):
            code = _serve_with(Servers(folder, _free_port(), _free_port(), _password(folder)))
    except AlreadyServing:
        fail(say("servers_busy", folder=folder))
    raise typer.Exit(code)


def _serve_with(servers: Servers) -> int:
    with _postgresql(servers), _redis(servers):
        source = settings_or_fail()
        os.environ.update(servers.environment)
        if not servers.moved.exists():
            _move(source.state_dir)
            servers.moved.touch()
        typer.echo(
            say("servers_ready", postgresql=servers.postgresql_port, redis=servers.redis_port, folder=servers.folder),
            err=True,
        )
        return _serve()


def _move(state_dir: Path) -> None:
    file = state_dir / "agente.db"
    if file.exists():
        moving.run(f"{moving.SQLITE}{file}", None, as_json=False)


def _serve() -> int:
    """Its own session: a Ctrl+C reaches it through us, once, and the servers below it outlive it."""
    child = subprocess.Popen([sys.executable, "-m", "agente", "serve"], start_new_session=True)

    def pass_on(number: int, _frame: FrameType | None) -> None:
        child.send_signal(number)

    try:
        _on_signals(pass_on)
        return child.wait()
    finally:
        _on_signals(signal.SIG_IGN)  # what is left is to stop the others
        child.terminate()  # only where a signal came before it could be passed on
        child.wait()


def _on_signals(handler: Callable[[int, FrameType | None], None] | signal.Handlers) -> None:
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, handler)


@contextmanager
def _postgresql(servers: Servers) -> Iterator[None]:
    home = servers.data.parent
    if not servers.moved.exists():
        _make_cluster(servers)
    options = f"-p {servers.postgresql_port} -c listen_addresses=127.0.0.1 -c unix_socket_directories="
    options += " -c shared_preload_libraries=pg_stat_statements"
    # `restart` also takes over one that a killed command left behind, on another port.
    start = ("-w", "-t", str(START_WITHIN_S), "-l", str(home / "log"), "-o", options, "restart")
    try:
        _postgresql_program(servers, "pg_ctl", *start)
        if not servers.moved.exists():
            _set_up(servers)
        yield
    finally:
        _postgresql_program(servers, "pg_ctl", "-w", "-m", "fast", "stop")


def _make_cluster(servers: Servers) -> None:
    home = servers.data.parent
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    password = home / "password"  # for the moment, in a file that `initdb` may read
    password.touch(mode=0o600)
    password.write_text(servers.password)
    if _is_root():
        for path in (home, password):
            shutil.chown(path, "postgres")
    _postgresql_program(servers, "initdb", "-U", "postgres", "--auth=scram-sha-256", f"--pwfile={password}", "-EUTF8")
    password.unlink()


def _set_up(servers: Servers) -> None:
    """The roles and databases of `init.sql`; the password goes by standard input, where nobody else sees it."""
    login = {"PGHOST": "127.0.0.1", "PGPORT": str(servers.postgresql_port), "PGUSER": "postgres"}
    environment = os.environ | login | {"PGDATABASE": "postgres", "PGPASSWORD": servers.password}
    statements = f"{INIT.read_text()}\nALTER ROLE {ROLE} PASSWORD '{servers.password}';\n"
    ran = subprocess.run(  # noqa: S603 - PostgreSQL's own
        [str(_folder_of_postgresql(servers) / "psql"), "-q", "-f", "-"],
        env=environment,
        input=statements,
        capture_output=True,
        text=True,
        check=False,
    )
    if ran.returncode:
        fail(say("servers_failed", program="psql", log=INIT, tail=ran.stderr), Exit.DEPENDENCY_DOWN)


def _postgresql_program(servers: Servers, name: str, *arguments: str) -> None:
    command = [str(_folder_of_postgresql(servers) / name), "-D", str(servers.data), *arguments]
    if _is_root():  # PostgreSQL refuses to run as root
        command = ["runuser", "-u", "postgres", "--", *command]
    log = servers.folder / "postgresql.log"
    with log.open("wb") as output:  # a file, as the server keeps it open long after `pg_ctl` has ended
        ran = subprocess.run(  # noqa: S603 - PostgreSQL's own
            command, cwd="/", stdin=subprocess.DEVNULL, stdout=output, stderr=output, check=False
        )
    if ran.returncode and "stop" not in arguments:
        tail = "".join(path.read_text()[-SAID_LAST:] for path in (log, servers.data.parent / "log") if path.exists())
        fail(say("servers_failed", program=name, log=log, tail=tail), Exit.DEPENDENCY_DOWN)


@contextmanager
def _redis(servers: Servers) -> Iterator[None]:
    folder = servers.folder / "redis"
    folder.mkdir(mode=0o700, exist_ok=True)  # what it keeps is what customers said
    log = folder / "log"
    configuration = f"bind 127.0.0.1\nport {servers.redis_port}\nrequirepass {servers.password}\nsave 60 1\n"
    with log.open("ab") as output:
        process = subprocess.Popen(
            ["redis-server", "-"],  # noqa: S607 - `-`: what follows comes by standard input
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
    try:
        if process.stdin:
            with process.stdin as given:
                given.write(configuration.encode())
        if not _listens(servers.redis_port, process):
            fail(say("servers_failed", program="redis-server", log=log, tail=_tail(log)), Exit.DEPENDENCY_DOWN)
        yield
    finally:
        process.terminate()
        process.wait()


def _listens(port: int, process: subprocess.Popen[bytes]) -> bool:
    give_up = time.monotonic() + START_WITHIN_S
    while process.poll() is None and time.monotonic() < give_up:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.02)
        else:
            return True
    return False


def _check_installed() -> None:
    missing = [name for name in ("redis-server",) if not shutil.which(name)]
    if not (list(PROGRAMS.glob("*/bin/initdb")) or shutil.which("initdb")):
        missing.insert(0, "postgresql")
    if missing:
        fail(say("servers_missing", missing=", ".join(missing)), Exit.DEPENDENCY_DOWN)
    if not INIT.is_file():
        fail(say("servers_no_init", file=INIT))


def _folder_of_postgresql(servers: Servers) -> Path:
    """Of the version that made the data, else the newest; one that Debian does not package is on the path."""
    made_by = servers.data / "PG_VERSION"
    wanted = made_by.read_text().strip() if made_by.exists() else "*"
    found = sorted(PROGRAMS.glob(f"{wanted}/bin/initdb"), key=lambda path: int(path.parts[-3]))
    return found[-1].parent if found else Path(shutil.which("initdb") or "initdb").parent


def _password(folder: Path) -> str:
    """Made once, for its owner alone."""
    file = folder / "password"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text(secrets.token_hex(24))
    return file.read_text()


def _tail(log: Path) -> str:
    return log.read_text()[-SAID_LAST:]


def _is_root() -> bool:
    return os.geteuid() == 0


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
