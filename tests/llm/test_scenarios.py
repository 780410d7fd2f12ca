"""The sample business's conversations over HTTP with a model of each vendor: what is sent fits, and costs little."""

import pytest

from tests.llm.scenarios import VENDORS, Held, agree, cases, hold, settings, shares
from tests.support.server import Server
from tests.support.vendors import Vendors

EVERY = 3  # of the conversations one in three is held: all of them take a minute
MOST_CALLS = 2


@pytest.fixture(scope="module", params=VENDORS)
def held(
    request: pytest.FixtureRequest, running_vendors: Vendors, tmp_path_factory: pytest.TempPathFactory
) -> list[Held]:
    running_vendors.reset()
    running_vendors.answering = agree
    state = tmp_path_factory.mktemp("scenarios") / "var"
    server = Server(state, environment=settings(running_vendors, request.param)).start()
    try:
        turns = list(hold(server, running_vendors, cases()[::EVERY]))
    finally:
        server.stop()
    assert '"level":"ERROR"' not in server.log.replace(" ", "")
    return turns


class TestScenarios:
    def test_every_request_is_as_the_vendor_describes_it(self, held: list[Held], running_vendors: Vendors) -> None:
        assert len({turn.case.conversation.name for turn in held}) >= 60
        assert len(running_vendors.requests) >= 20
        assert not running_vendors.violations

    def test_every_message_is_answered_unless_a_person_is_awaited(self, held: list[Held]) -> None:
        assert [turn for turn in held if not turn.reply["text"] and turn.reply["source"] != "none"] == []

    def test_nothing_is_said_that_must_not_be(self, held: list[Held]) -> None:
        for turn in held:
            assert not [piece for piece in turn.turn.expect.says_not if piece in (turn.reply["text"] or "")]

    def test_no_turn_takes_more_than_two_calls_and_most_take_none(self, held: list[Held]) -> None:
        assert max(turn.calls for turn in held) <= MOST_CALLS
        assert shares(held)[0] > 50
