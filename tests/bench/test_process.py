import os
import time

import pytest

from bench.process import cpu_seconds, memory_mb, parse_clock


class TestParseClock:
    @pytest.mark.parametrize(
        ("text", "seconds"),
        [("0:01.50", 1.5), ("  3:04.56\n", 184.56), ("02:03:04", 7384), ("1-02:03:04", 93784)],
    )
    def test_reads_what_ps_writes(self, text, seconds):
        assert parse_clock(text) == pytest.approx(seconds)


class TestOwnProcess:
    def test_processor_time_grows_with_work(self):
        before = cpu_seconds(os.getpid())
        until = time.process_time() + 0.05
        while time.process_time() < until:
            pass
        assert cpu_seconds(os.getpid()) > before

    def test_memory_never_exceeds_its_peak(self):
        now, peak = memory_mb(os.getpid())
        assert now > 1
        assert peak is None or peak >= now
