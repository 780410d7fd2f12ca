"""`agente serve`: one process that serves the chat page and the API."""

import errno
import shutil
import signal
import socket
import sys
from pathlib import Path

import typer
import uvicorn

from agente.api.app import announce, create_app
from agente.api.parts import Parts
from agente.cli.common import fail, parts_or_fail, settings_or_fail
from agente.cli.process import AlreadyServing, pid_file
from agente.cli.terms import Exit, say
from agente.observability.logs import configure_logs
from agente.settings import Settings

BACKLOG = 2048
STOP_WITHIN_S = 10  # what is under way may finish; then the process goes


class Server(uvicorn.Server):
    """Says where it serves once it does, and lets event streams end when it stops."""

    def __init__(self, config: uvicorn.Config, parts: Parts) -> None:
        super().__init__(config)
        self._parts = parts

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started and sockets:
            host, port = sockets[0].getsockname()[:2]
            shown = f"[{host}]" if ":" in host else host
            typer.echo(_welcome(self._parts, f"http://{shown}:{port}"), err=True)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._parts.live.close()
        await super().shutdown(sockets)


def _welcome(parts: Parts, url: str) -> str:
    pack = parts.served.pack
    return say(
        "serving",
        business=pack.business.name,
        pack=pack.name,
        version=pack.version,
        url=url,
        agente=_command(),
        state=parts.settings.state_dir,
    )


def _command() -> str:
    """How this program can be called again: `agente` where it is on the path, else as it was called."""
    called = Path(sys.argv[0])
    if shutil.which("agente") or called.name != "agente":
        return "agente"
    return str(called.relative_to(Path.cwd())) if called.is_relative_to(Path.cwd()) else str(called)


def run(*, host: str | None, port: int | None, pack: Path | None) -> None:
    settings = settings_or_fail(host=host, port=port, pack=pack)
    configure_logs(settings.log_level, settings.log_format)
    listener = _listen(settings)
    try:
        with pid_file(settings.state_dir):
            _serve(settings, listener)
    except AlreadyServing:
        fail(say("already_serving", state=settings.state_dir))
    except OSError as error:
        fail(say("state_unusable", state=settings.state_dir, reason=error.strerror), Exit.DEPENDENCY_DOWN)


def _listen(settings: Settings) -> socket.socket:
    """The listening socket, taken before anything slow so that a port in use is said at once."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((settings.host, settings.port))
        listener.listen(BACKLOG)
    except OSError as error:
        if error.errno != errno.EADDRINUSE:
            fail(f"{settings.host}:{settings.port}: {error.strerror}", Exit.INVALID)
        fail(say("port_in_use", port=settings.port, other=settings.port + 1))
    return listener


def _serve(settings: Settings, listener: socket.socket) -> None:
    # A reload asked for before the pack is loaded needs nothing; without this it would end the process.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    parts = parts_or_fail(settings)
    announce(parts)
    config = uvicorn.Config(
        create_app(parts),
        loop="uvloop",
        http="httptools",
        ws="none",
        lifespan="on",
        access_log=False,
        log_config=None,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )
    # Uvicorn stops gracefully and then raises the signal again: having been asked to stop is no failure.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: None)
    Server(config, parts).run(sockets=[listener])
