"""What the process uses is measured, and with profiling the log says where memory grows."""

import re
import time

from tests.conftest import StartServer
from tests.support.server import Server


def metric(server: Server, name: str) -> float:
    with server.client() as calling:
        found = re.search(rf"^{name} (\S+)$", calling.get("/metrics").text, re.M)
    assert found, name
    return float(found[1])


def test_memory_and_its_limit_are_in_the_metrics(start_server: StartServer) -> None:
    server = start_server(MEMORY_LIMIT_MB="900")
    assert 50e6 < metric(server, "agent_memory_bytes") < 900e6
    assert metric(server, "agent_memory_limit_bytes") == 900e6
    assert metric(server, "agent_cpu_seconds_total") > 0


def test_profiling_names_places_and_keeps_a_snapshot(start_server: StartServer) -> None:
    server = start_server(MEMORY_PROFILING="true")
    give_up = time.monotonic() + 20
    while "memory growth" not in server.log:
        assert time.monotonic() < give_up
        time.sleep(0.2)
    assert re.search(r"\.py:\d+ \+\d+ KiB", server.log)
    assert list(server.state_dir.glob("memory-*.snapshot"))
