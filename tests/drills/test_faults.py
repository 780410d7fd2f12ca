"""Each fault of the table, at a small size: `python -m tests.drills.run` plays them at full size."""

from pathlib import Path

import pytest

from tests.drills.run import DOCUMENT, FAULTS, Fault
from tests.drills.scene import SMALL


@pytest.mark.slow
@pytest.mark.parametrize("fault", FAULTS.values(), ids=lambda fault: fault.__name__)
async def test_what_must_hold_holds(fault: Fault, tmp_path: Path) -> None:
    assert await fault(tmp_path, SMALL)


@pytest.mark.parametrize("title", FAULTS)
def test_the_document_has_its_row(title: str) -> None:
    assert f"\n| {title} | " in DOCUMENT.read_text(encoding="utf-8")
