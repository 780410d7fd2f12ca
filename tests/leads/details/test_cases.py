"""The hard cases beside this module: every one must come out as written there."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from agente.evaluation.lines import details_tables, predict_all
from agente.evaluation.predictions import predictor
from agente.evaluation.tasks import Task
from agente.leads.details import Details, details_in, details_of
from tests.leads.details.scoring import Tally

BESIDE = Path(__file__).parent
# Held to a share, not case by case: some of it can be judged either way.
LEAST_F1 = {
    "addresses": 0.92, "conversations": 0.92, "fresh": 0.95, "mixed": 0.95, "moments": 0.92, "passing": 0.92,
    "people": 0.92, "plain": 0.93, "put_right": 0.92, "sideways": 0.88, "small": 0.92, "speech": 0.93, "spoken": 0.92,
    "varied": 0.95,
}  # fmt: skip
MEASURED = [BESIDE / f"{name}.yaml" for name in LEAST_F1]
CASES = [
    (f"{path.stem}-{number}", case)
    for path in sorted(set(BESIDE.glob("*.yaml")) - set(MEASURED))
    for number, case in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")), 1)
]


# One writer each, as they wrote them before the tagger learnt from them: the first three gave 0.88, 0.85 and 0.82 then,
# the others 0.65 to 0.84 with the tagger of that time. Of the last four only totals are looked at, and nothing is
# learnt: 0.92, 0.88, 0.89 and 0.85.
WRITERS = {
    "writer_1": 0.93, "writer_2": 0.91, "writer_3": 0.92, "writer_4": 0.89, "writer_5": 0.90, "writer_6": 0.84,
    "writer_7": 0.92, "writer_8": 0.89, "writer_9": 0.91, "writer_10": 0.86, "writer_11": 0.86, "writer_12": 0.92,
    "writer_13": 0.90, "writer_14": 0.92, "writer_15": 0.88, "writer_16": 0.90, "writer_18": 0.86, "writer_19": 0.89,
    "writer_20": 0.91, "writer_21": 0.91, "writer_22": 0.86, "writer_23": 0.87, "writer_24": 0.87, "writer_25": 0.80,
    "heldout": 0.90, "heldout_apart": 0.87, "heldout_fresh": 0.88, "heldout_south": 0.84,
}  # fmt: skip


def found_in(case: dict[str, Any]) -> dict[str, Any]:
    if turns := case.get("turns"):
        return details_of([(role, text) for role, text in turns]).to_json()
    known = Details.from_json(case.get("known", {}))
    return details_in(case["text"], asked=case.get("asked"), known=known).to_json()


def wanted_in(case: dict[str, Any]) -> dict[str, Any]:
    wanted = dict(case["want"])
    if budget := wanted.get("budget"):
        wanted["budget"] = dict(zip(("min", "max", "currency"), budget, strict=True))
    return wanted


@pytest.mark.parametrize("case", [case for _, case in CASES], ids=[name for name, _ in CASES])
def test_case_comes_out_as_written(case: dict[str, Any]) -> None:
    found, wanted = found_in(case), wanted_in(case)
    assert Tally().add(found, wanted) == [], f"{case.get('text') or case['turns']}\nfound  {found}\nwanted {wanted}"


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 250


@pytest.mark.parametrize("path", MEASURED, ids=[path.stem for path in MEASURED])
def test_measured_cases_come_out_right_often_enough_and_nothing_comes_from_nothing(path: Path) -> None:
    tally, invented = Tally(), []
    for case in yaml.safe_load(path.read_text(encoding="utf-8")):
        found, wanted = found_in(case), wanted_in(case)
        tally.add(found, wanted)
        if found and not wanted:
            invented.append((case, found))
    assert (tally.f1() >= LEAST_F1[path.stem], invented) == (True, [])


@pytest.mark.parametrize("name", WRITERS)
def test_conversations_of_writers_come_out_right_often_enough(name: str) -> None:
    lines = (BESIDE / f"{name}.jsonl").read_bytes().split(b"\n")
    pairs, _ = predict_all(lines, predictor(Task.DETAILS, None))
    everything = details_tables(pairs)[0].rows[-1]
    assert float(everything[-1]) >= WRITERS[name]
