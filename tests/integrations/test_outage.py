"""The CRM is away while leads are qualified and processes die; afterwards it has each lead once, as it is now."""

import pytest

from tests.integrations.outage import SMALL, Outcome, play

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return play(SMALL)


def test_every_qualified_lead_is_there_once_in_its_last_state(outcome: Outcome) -> None:
    assert outcome.qualified == SMALL.customers
    assert outcome.arrived == outcome.deals == outcome.notes == outcome.qualified
    assert outcome.outdated == 0


def test_every_customer_was_answered(outcome: Outcome) -> None:
    assert (outcome.failed, outcome.kills > 0) == (0, True)


def test_the_queue_was_drained_within_five_minutes(outcome: Outcome) -> None:
    assert outcome.drained_s < 300


@pytest.mark.parametrize(
    "phrase",
    [
        "CRM API failed",
        "CRM fallback active: CRM unavailable, queuing for retry",
        "CRM request",
        "CRM lead sincronizado (synced)",
    ],
)
def test_the_log_says_so_in_the_runbook_s_words(outcome: Outcome, phrase: str) -> None:
    assert phrase in outcome.logs
