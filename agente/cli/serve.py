"""`agente serve`: one process that serves the chat page and the API."""

import shutil
import signal
import socket
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

import structlog
import typer
import uvicorn

from agente.api.app import announce, create_app
from agente.api.parts import Parts
from agente.cli.common import fail, parts_or_fail, set_up_logs, settings_or_fail
from agente.cli.listening import BACKLOG, listen, port_in_use
from agente.cli.process import AlreadyServing, pid_file
from agente.cli.terms import Exit, say
from agente.settings import Settings

log = structlog.get_logger()

DRAIN_WITHIN_S = 15  # what is under way may finish, while /health/ready says that nothing more should come
STOP_WITHIN_S = 5  # then connections are closed, and the process goes


class Server(uvicorn.Server):
    """Says where it serves once it does, and lets event streams end when it stops."""

    def __init__(self, config: uvicorn.Config, parts: Parts, *, greets: bool) -> None:
        super().__init__(config)
        self._parts = parts
        self._greets = greets
        self._stop_at = 0.0

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        host, port = sockets[0].getsockname()[:2] if sockets else ("", 0)
        try:
            await super().startup(sockets)
            listens = all(map(_listens, sockets or ()))  # uvloop only closes a socket that cannot
        except OSError:
            listens = False
        if not listens:  # of two that bound the port and were not listening yet, the other was sooner
            await self.lifespan.shutdown()
            port_in_use(port)
        if self.started and sockets and self._greets:
            shown = f"[{host}]" if ":" in host else host
            typer.echo(_welcome(self._parts, f"http://{shown}:{port}"), err=True)

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """The first time it finishes what is under way; the second time it stops as it stands."""
        activity = self._parts.activity
        if activity.draining:
            super().handle_exit(sig, frame)
        else:
            activity.draining = True
            self._stop_at = time.monotonic() + DRAIN_WITHIN_S

    async def on_tick(self, counter: int) -> bool:
        activity = self._parts.activity
        if activity.draining and not self.should_exit:
            self._parts.live.close()
            self.should_exit = activity.idle or time.monotonic() > self._stop_at
            if self.should_exit:
                log.info("drained" if activity.idle else "drain cut short", active_requests=activity.requests)
        return await super().on_tick(counter)


def _listens(bound: socket.socket) -> bool:
    return bool(bound.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN))


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
    set_up_logs(settings)
    listener = listen(settings)
    with held_state(settings):
        serve_on(settings, listener)


@contextmanager
def held_state(settings: Settings) -> Iterator[None]:
    """Ends the command with a message when another server holds the state folder, or it cannot be used."""
    try:
        with pid_file(settings.state_dir):
            yield
    except AlreadyServing:
        fail(say("already_serving", state=settings.state_dir))
    except OSError as error:
        fail(say("state_unusable", state=settings.state_dir, reason=error.strerror), Exit.DEPENDENCY_DOWN)


def serve_on(settings: Settings, listener: socket.socket, *, greets: bool = True) -> None:
    """Serves on the socket until it is asked to stop; the one that `greets` says on the terminal where to go."""
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
        proxy_headers=False,  # `ClientAddress` believes TRUSTED_PROXIES alone
        backlog=BACKLOG,
        timeout_graceful_shutdown=STOP_WITHIN_S,
    )
    # Uvicorn stops gracefully and then raises the signal again: having been asked to stop is no failure.
    for stop in (signal.SIGTERM, signal.SIGINT):
        signal.signal(stop, lambda *_: None)
    Server(config, parts, greets=greets).run(sockets=[listener])
