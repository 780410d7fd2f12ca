"""Is a server running with this state folder? A locked pid file tells, and a stale one never points at a stranger."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "agente.pid"


class AlreadyServing(Exception):
    """Another server holds this state folder."""


@contextmanager
def pid_file(state_dir: Path) -> Iterator[None]:
    """Holds the folder's pid file for as long as the server runs. Raises `AlreadyServing` when another one does."""
    state_dir.mkdir(parents=True, exist_ok=True)
    with (state_dir / NAME).open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise AlreadyServing from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def running_pid(state_dir: Path) -> int | None:
    """The process id of the server that holds this folder; None when there is none."""
    try:
        file = (state_dir / NAME).open("r+")
    except OSError:
        return None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return int(file.read() or 0) or None
        return None
