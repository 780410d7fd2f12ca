import math

import pytest

from bench.summary import Level, median_of, percentile, times_the_floor


class TestPercentile:
    @pytest.mark.parametrize(("percent", "value"), [(50, 5), (95, 10), (99, 10), (100, 10), (10, 1), (11, 2)])
    def test_is_the_nearest_rank(self, percent, value):
        assert percentile(range(1, 11), percent) == value

    def test_of_one_value_is_that_value(self):
        assert percentile([7.5], 99) == 7.5

    def test_of_nothing_is_not_a_number(self):
        assert math.isnan(percentile([], 50))


def level(cpu_ms: float, p50_ms: float, turns_per_s: float, errors: int = 0) -> Level:
    return Level(
        conversations=32,
        turns=100,
        errors=errors,
        error_kinds={"503": errors} if errors else {},
        sources={"llm": 100},
        turns_per_s=turns_per_s,
        p50_ms=p50_ms,
        p95_ms=p50_ms,
        p99_ms=p50_ms,
        cpu_ms_per_turn=cpu_ms,
        load_cpu_percent=20,
    )


class TestMedianOf:
    def test_takes_each_figure_by_itself_and_adds_the_counts(self):
        middle = median_of([level(1.0, 9.0, 300), level(2.0, 5.0, 900, errors=2), level(7.0, 7.0, 500)])
        assert (middle["cpu_ms_per_turn"], middle["p50_ms"], middle["turns_per_s"]) == (2.0, 7.0, 500)
        assert (middle["turns"], middle["errors"], middle["error_kinds"]) == (300, 2, {"503": 2})
        assert middle["sources"] == {"llm": 300}


class TestTimesTheFloor:
    def test_divides_each_figure_by_the_floors(self):
        expected = {"cpu_ms_per_turn": 3.0, "p50_ms": 1.5, "p95_ms": 1.5, "turns_per_s": 0.5}
        assert times_the_floor(level(1.5, 6.0, 500), level(0.5, 4.0, 1000)) == expected
