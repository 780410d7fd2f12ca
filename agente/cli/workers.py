"""`agente serve --workers N`: processes that share one listening socket, and one that looks after them.

Nothing that counts may be imported before `PROMETHEUS_MULTIPROC_DIR` is set: from then on each process keeps its counts
in a file, and whichever is asked for the metrics adds up all of them.
"""

import os
import signal
import socket
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agente.settings import Settings


def run(workers: int, *, host: str | None, port: int | None, pack: Path | None) -> None:
    with tempfile.TemporaryDirectory(prefix="agente-metrics-") as counts:
        os.environ["PROMETHEUS_MULTIPROC_DIR"] = counts
        from agente.cli.common import fail, set_up_logs, settings_or_fail
        from agente.cli.listening import listen
        from agente.cli.serve import held_state, serve_on
        from agente.cli.terms import Exit, say
        from agente.storage.postgresql import SCHEMES

        settings: Settings = settings_or_fail(host=host, port=port, pack=pack)
        if settings.redis_url is None or not settings.resolved_database_url.startswith(SCHEMES):
            fail(say("workers_need_servers"), Exit.INVALID)
        set_up_logs(settings)
        listener = listen(settings)

        def serve(number: int) -> None:
            serve_on(settings, listener, greets=number == 0)

        with held_state(settings):
            code = Workers(workers, serve, listener).watch()
    sys.exit(code)


class Workers:
    """Starts the processes, hands signals on to them, and replaces one that was killed.

    One that gives up by itself would do so again: then all stop, with its exit code.
    """

    def __init__(self, number: int, serve: Callable[[int], None], listener: socket.socket) -> None:
        self._serve = serve
        self._listener = listener
        self._running: dict[int, int] = {}  # the number of each worker, by process id
        self._stopping = False
        for stop in (signal.SIGTERM, signal.SIGINT):
            signal.signal(stop, self._stop)
        signal.signal(signal.SIGHUP, self._hand_on)
        for worker in range(number):
            self._start(worker)

    def watch(self) -> int:
        """Returns when no worker is left: 0, or the exit code of the first that gave up."""
        from prometheus_client.multiprocess import mark_process_dead

        code = 0
        while self._running:
            pid, status = os.wait()
            worker = self._running.pop(pid)
            mark_process_dead(pid)  # type: ignore[no-untyped-call]
            ended = os.waitstatus_to_exitcode(status)
            if self._stopping:
                code = code or max(ended, 0)
            elif ended < 0:
                self._start(worker)
            else:
                code = ended
                self._stop(signal.SIGTERM, None)
        return code

    def _start(self, worker: int) -> None:
        pid = os.fork()
        if pid:
            self._running[pid] = worker
            return
        code = 1
        try:
            for handed_on in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(handed_on, signal.SIG_DFL)
            self._serve(worker)
            code = 0
        except BaseException as error:  # whatever it is ends this process, and never the code around the fork
            code = getattr(error, "exit_code", 1)
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)

    def _stop(self, number: int, _frame: FrameType | None) -> None:
        """A terminal sends its interrupt to all of them by itself."""
        self._stopping = True
        self._listener.close()
        if number == signal.SIGTERM:
            self._hand_on(number, None)

    def _hand_on(self, number: int, _frame: FrameType | None) -> None:
        for pid in self._running:
            os.kill(pid, number)
