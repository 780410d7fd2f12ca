"""The metrics of a replica, as somebody reads them who has no Prometheus at hand."""

from collections.abc import Iterable
from dataclasses import dataclass

from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.samples import Sample

from agente.ops.http import fetch


@dataclass(frozen=True, slots=True)
class Figures:
    samples: list[Sample]

    def sum(self, name: str) -> float:
        """Over all labels; 0 where there is none."""
        return sum(sample.value for sample in self.of(name))

    def of(self, name: str) -> Iterable[Sample]:
        return (sample for sample in self.samples if sample.name == name)

    def quantile(self, histogram: str, share: float) -> float | None:
        """The upper bound of the bucket that `share` of the observations lie below; None without any."""
        counts: dict[float, float] = {}
        for sample in self.of(f"{histogram}_bucket"):
            bound = float(sample.labels["le"])
            counts[bound] = counts.get(bound, 0.0) + sample.value
        total = max(counts.values(), default=0.0)
        return next((bound for bound in sorted(counts) if counts[bound] >= share * total), None) if total else None


def read_figures(url: str, token: str | None) -> Figures | None:
    """None where they are not shown to us."""
    try:
        answer = fetch(f"{url}/metrics", token)
        if answer.status != 200:
            return None
        families = text_string_to_metric_families(answer.body.decode())
        return Figures([sample for family in families for sample in family.samples])
    except (OSError, ValueError):
        return None
