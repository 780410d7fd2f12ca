"""A turn meets every fault of a model, over HTTP, with one provider and with two; `fault_table` writes the document."""

import re
from collections.abc import Iterator

import pytest

from tests.llm.fault_cases import FACTS, FAULTS, FIRST_SENTENCE, TURN_WITHIN_S, Seen
from tests.llm.fault_table import DOCUMENT, TITLES, Providers, rows, scene, without_times

OF_AN_ERROR = re.compile(
    r"\berror|\berro\b|exce[pç]|http|\b[45]\d\d\b|timeout|provider|provedor|openai|anthropic|null", re.I
)
WHOLE_SENTENCE = re.compile(r"[.!?]\Z")
OUR_SITE = "https://www.tamarindo.example/carreiras"


@pytest.fixture(scope="module", params=list(TITLES))
def providers(request: pytest.FixtureRequest) -> Providers:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture(scope="module")
def seen(providers: Providers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Seen]]:
    """What each fault came to, with JSON and then with SSE."""
    with scene(providers, tmp_path_factory.mktemp("faults") / "var") as playing:
        yield list(playing.play())


class TestFaults:
    def test_customer_gets_a_useful_answer(self, seen: list[Seen]) -> None:
        assert len(seen) == 2 * len(FAULTS)
        for turn in seen:
            assert FACTS[turn.fault.question] in turn.text, turn.fault.title

    def test_customer_never_sees_an_error_or_half_a_sentence(self, seen: list[Seen]) -> None:
        for turn in seen:
            told = f"{turn.text}\n{turn.deltas}".replace(OUR_SITE, "")
            assert not OF_AN_ERROR.search(told), turn.fault.title
            assert WHOLE_SENTENCE.search(turn.text), turn.fault.title
            assert WHOLE_SENTENCE.search(turn.deltas or "."), turn.fault.title

    def test_what_was_shown_begins_the_final_text(self, seen: list[Seen]) -> None:
        for turn in seen:
            assert turn.client == "json" or turn.deltas == turn.text, turn.fault.title

    def test_what_was_shown_before_the_cut_is_no_whole_answer_and_a_person_is_offered(self, seen: list[Seen]) -> None:
        cut = [turn for turn in seen if "no meio" in turn.fault.title and turn.client == "sse"]
        assert len(cut) == 2
        for turn in cut:
            assert turn.text.startswith(FIRST_SENTENCE)
            assert turn.text.endswith("?")
            assert turn.reply["quick_replies"]

    def test_second_provider_answers_for_the_first(self, providers: Providers, seen: list[Seen]) -> None:
        local = {turn.fault.title for turn in seen if turn.reply["source"] == "local"}
        assert providers == "one" or local == {"Ferramentas sem fim"}

    def test_nobody_waits_long(self, seen: list[Seen]) -> None:
        assert max(turn.seconds for turn in seen) < TURN_WITHIN_S

    def test_no_error_of_ours_is_logged(self, seen: list[Seen]) -> None:
        phrases = {phrase for turn in seen for phrase in turn.logged}
        assert phrases <= {"LLM latency", "LLM API rate limit", "Timeout waiting for response", "LLM call failed"}

    def test_document_tells_what_was_seen(self, providers: Providers, seen: list[Seen]) -> None:
        """Not as it was? `python -m tests.llm.fault_table` writes it anew; look at what changed."""
        told = without_times(DOCUMENT.read_text(encoding="utf-8"))
        table = told[told.index(TITLES[providers]) :]
        assert without_times(rows(seen)).splitlines() == table[table.index("|") :].split("\n\n")[0].splitlines()[2:]
