"""What is told of production's rounds."""

from bench.production import EMBEDDED, Run, told
from bench.summary import Level


def run(turns_per_s: float, cpu_ms: float) -> Run:
    level = Level(
        conversations=32,
        turns=100,
        errors=0,
        error_kinds={},
        sources={"local": 100},
        turns_per_s=turns_per_s,
        p50_ms=1.0,
        p95_ms=1.0,
        p99_ms=1.0,
        cpu_ms_per_turn=cpu_ms,
        load_cpu_percent=1.0,
    )
    return Run(level=level, beside_ms_per_turn=cpu_ms / 10)


class TestTold:
    def test_each_round_is_compared_by_itself_and_the_median_counts(self) -> None:
        # The machine was half as fast in the last round, for all of them.
        runs = {
            EMBEDDED: [run(300, 2.0), run(300, 2.0), run(150, 4.0)],
            "one": [run(200, 3.0), run(200, 3.0), run(100, 6.0)],
            "two": [run(380, 3.2), run(360, 3.2), run(180, 6.4)],
        }
        production = told(runs)
        assert production["cpu_times_embedded"] == {"one": 1.5, "two": 1.6}
        assert production["turns_of_two_to_one"] == 1.8
        assert production["beside_ms_per_turn"] == {"one": 0.3, "two": 0.32}
        assert production["one"]["turns_per_s"] == 200
