"""How is a log line written? One JSON object a line on standard output, or plain text on a terminal.

Events are constant, data are keywords; message texts and personal data are never logged.
"""

import logging
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import IO, Any

import orjson
import structlog
from structlog.typing import EventDict, Processor, WrappedLogger


def configure_logs(level: str, log_format: str) -> None:
    """`log_format`: json, text, or auto (text on a terminal)."""
    as_text = log_format == "text" or (log_format == "auto" and sys.stdout.isatty())
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _upper_level,
        structlog.processors.format_exc_info,
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if as_text
        else structlog.processors.JSONRenderer(serializer=orjson.dumps)
    )
    factory: Any = (
        structlog.PrintLoggerFactory(_Unfailing(sys.stdout))  # type: ignore[arg-type]
        if as_text
        else structlog.BytesLoggerFactory(_Unfailing(sys.stdout.buffer))  # type: ignore[arg-type]
    )
    if as_text:
        shared.remove(structlog.processors.format_exc_info)
    number = logging.getLevelNamesMapping()[level]
    structlog.configure(
        processors=[*shared, renderer],
        wrapper_class=structlog.make_filtering_bound_logger(number),
        logger_factory=factory,
        cache_logger_on_first_use=True,
    )
    _route_standard_logging(number, shared, renderer, as_text)


class _Unfailing:
    """A stream that loses a line rather than fail whoever writes it, such as on a full disk."""

    def __init__(self, stream: IO[Any]) -> None:
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


def _route_standard_logging(level: int, shared: Sequence[Processor], renderer: Processor, as_text: bool) -> None:
    """Libraries that log the standard way (Uvicorn, Alembic) come out in the same form."""
    render: Processor = renderer if as_text else lambda *args: renderer(*args).decode()  # type: ignore[union-attr]
    formatter = structlog.stdlib.ProcessorFormatter(
        foreign_pre_chain=list(shared),
        processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, render],
    )
    handler = logging.StreamHandler(sys.stdout)
    handler.setFormatter(formatter)
    logging.basicConfig(level=max(level, logging.WARNING), handlers=[handler], force=True)
