"""How is a log line written? One JSON object a line on standard output, or plain text on a terminal.

Events are constant, data are keywords; message texts and personal data are never logged.
"""

import io
import logging
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO, Protocol

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


class Output(Protocol):
    """Where lines go."""

    def write(self, data: bytes, /) -> object: ...
    def flush(self) -> None: ...


def configure_logs(level: str, log_format: str, log_file: Path | None = None) -> None:
    """`log_format`: json, text, or auto (text on a terminal). `log_file` gets the same lines as standard output.

    Raises `OSError` for a file that cannot be written.
    """
    as_text = log_format == "text" or (log_format == "auto" and log_file is None and sys.stdout.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _upper_level,
        *([] if as_text else [structlog.processors.format_exc_info]),
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(colors=log_file is None, exception_formatter=structlog.dev.plain_traceback)
        if as_text
        else _as_json
    )
    output: Output = _Unfailing(Copied(sys.stdout.buffer, log_file) if log_file else sys.stdout.buffer)
    factory: Any = (
        structlog.PrintLoggerFactory(_Text(output))  # type: ignore[arg-type]
        if as_text
        else structlog.BytesLoggerFactory(output)  # type: ignore[arg-type]
    )
    number = logging.getLevelNamesMapping()[level]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )
    _route_standard_logging(number, shared, renderer, output, as_text)


def _as_json(_logger: WrappedLogger, _method: str, event: EventDict) -> bytes:
    """One object a line. What is counted by `sort | uniq -c` stands in a short line of its own before it: the same
    error, or the same kind of browser, is then the same line (runbook 7.1 and 10.1)."""
    line = orjson.dumps(event, default=str)
    if event["level"] in ("ERROR", "CRITICAL"):
        return orjson.dumps({"level": "ERROR", "summary": event["event"]}) + b"\n" + line
    if agent := event.get("user_agent"):
        return orjson.dumps({"User-Agent": agent}) + b"\n" + line
    return line


class _Text:
    """What the standard library writes to; closes nothing, as `TextIOWrapper` would."""

    def __init__(self, output: Output) -> None:
        self._output = output

    def write(self, text: str) -> None:
        self._output.write(text.encode())

    def flush(self) -> None:
        self._output.flush()


class Copied:
    """Writes to `first` and to a file that logrotate may move away: the next line begins the new one."""

    def __init__(self, first: BinaryIO, path: Path) -> None:
        self._first = first
        self._path = path
        self._file = self._open()

    def write(self, data: bytes) -> None:
        self._first.write(data)
        if not self._is_current():
            self._file.close()
            self._file = self._open()
        self._file.write(data)

    def flush(self) -> None:
        self._first.flush()

    def _open(self) -> io.FileIO:
        """Appended without a buffer, so that lines of several processes come whole."""
        return io.FileIO(self._path, "ab")

    def _is_current(self) -> bool:
        try:
            now = self._path.stat()
        except FileNotFoundError:
            return False
        ours = os.fstat(self._file.fileno())
        return (now.st_dev, now.st_ino) == (ours.st_dev, ours.st_ino)


class _Unfailing:
    """A stream that loses a line rather than fail whoever writes it, such as on a full disk."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    def write(self, line: Any) -> None:
        with suppress(OSError):
            self._stream.write(line)

    def flush(self) -> None:
        with suppress(OSError):
            self._stream.flush()


def _upper_level(_logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    event["level"] = "ERROR" if method == "exception" else method.upper()
    return event


def _route_standard_logging(
    level: int, shared: Sequence[Processor], renderer: Processor, output: Output, as_text: bool
) -> None:
    """Libraries that log the standard way (Uvicorn, Alembic) come out in the same form."""
    render: Processor = renderer if as_text else lambda *args: renderer(*args).decode()  # type: ignore[union-attr]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=list(shared),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )
    handler = logging.StreamHandler(_Text(output))
    handler.setFormatter(formatter)
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
