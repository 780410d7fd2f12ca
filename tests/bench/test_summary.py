import math

import pytest

from bench.summary import Level, percentile, times_the_floor


class TestPercentile:
    @pytest.mark.parametrize(("percent", "value"), [(50, 5), (95, 10), (99, 10), (100, 10), (10, 1), (11, 2)])
    def test_is_the_nearest_rank(self, percent, value):
        assert percentile(range(1, 11), percent) == value

    def test_of_one_value_is_that_value(self):
        assert percentile([7.5], 99) == 7.5

    def test_of_nothing_is_not_a_number(self):
        assert math.isnan(percentile([], 50))


def level(conversations: int, cpu_ms: float, p50_ms: float, turns_per_s: float) -> Level:
    return Level(
        conversations=conversations,
        turns=100,
        errors=0,
        error_kinds={},
        turns_per_s=turns_per_s,
        p50_ms=p50_ms,
        p95_ms=p50_ms,
        p99_ms=p50_ms,
        cpu_ms_per_turn=cpu_ms,
        load_cpu_percent=20,
    )


class TestTimesTheFloor:
    def test_divides_each_figure_by_the_floors(self):
        product, floor = [level(32, 1.5, 6.0, 500)], [level(32, 0.5, 4.0, 1000)]
        expected = {"conversations": 32, "cpu_ms_per_turn": 3.0, "p50_ms": 1.5, "turns_per_s": 0.5}
        assert times_the_floor(product, floor) == [expected]

    def test_refuses_runs_with_other_levels(self):
        with pytest.raises(ValueError, match="shorter"):
            times_the_floor([level(1, 1, 1, 1)], [])
