"""One monitored installation for all; what the drills measured goes to the document with WRITE=1."""

import os
from collections.abc import Iterator

import pytest

from tests.ops.figures import Figure, write
from tests.ops.monitored import Monitored


@pytest.fixture(scope="session")
def monitored() -> Iterator[Monitored]:
    running = Monitored.start()
    try:
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="session")
def figures() -> Iterator[list[Figure]]:
    measured: list[Figure] = []
    yield measured
    if os.environ.get("WRITE"):
        write(measured)
