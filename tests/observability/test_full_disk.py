"""A log that cannot be written stops nobody."""

import errno
import io
import sys

import pytest
import structlog

from agente.observability.logs import configure_logs


class FullDisk(io.StringIO):
    @property
    def buffer(self) -> "FullDisk":
        return self

    def write(self, _line: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize("log_format", ["json", "text"])
def test_a_line_that_finds_no_space_is_lost_and_the_work_goes_on(
    log_format: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdout", FullDisk())
    configure_logs("INFO", log_format)
    structlog.get_logger().error("Database connection failed", reason="no space")
