import numpy as np
import pytest

from agente.kit.text_model import read_arrays
from agente.leads import corpus_files
from agente.leads.span_features import FIELDS
from agente.leads.spans import MODEL, Tagger, shipped
from agente.leads.train_spans import fit, samples, unmarked
from agente.leads.wording import read

LARGEST = 1_500_000  # bytes


def found(text: str, asked: str | None = None) -> dict[str, str]:
    message = read(text)
    return {span.field: text[span.start : span.end] for span in shipped().read(message, asked, later=False).spans}


def test_shipped_tagger_is_of_this_corpus_and_code() -> None:
    """When it fails: `python -m agente.leads.train`."""
    assert str(read_arrays(MODEL.read_bytes())["fingerprint"]) == corpus_files.spans_fingerprint()


def test_shipped_tagger_is_small() -> None:
    assert MODEL.stat().st_size <= LARGEST


def test_a_company_that_stands_apart_is_found() -> None:
    assert found("temos um brechó, o Ponto Chique, e queremos um site")["company"] == "Ponto Chique"


def test_nothing_is_found_in_nothing() -> None:
    assert found("") == found("oi") == found("\n\n") == {}


def test_what_stands_behind_the_longest_message_is_left_to_the_rules() -> None:
    message = read("bom dia " * 200 + "sou a Bia")
    reading = shipped().read(message, None, later=False)
    assert reading.likelihood("name", len(message.text) - 3, len(message.text)) == 1.0


def test_a_name_that_is_introduced_is_not_held_impossible() -> None:
    message = read("oi, sou a Joana")
    assert shipped().read(message, None, later=False).likelihood("name", 10, 15) > 0.05


def test_marks_give_the_text_and_its_places() -> None:
    assert unmarked("sou a {name:Bia} da {company:Lux}!") == (
        "sou a Bia da Lux!",
        [(6, 9, "name"), (13, 16, "company")],
    )


@pytest.mark.parametrize("line", corpus_files.SPANS.read_text("utf-8").splitlines()[::50])
def test_corpus_marks_only_our_fields(line: str) -> None:
    (sample, *_) = samples([line])
    assert len(sample.labels) == len(sample.tokens)
    assert max(sample.labels) <= 2 * len(FIELDS)


def test_a_tagger_learns_what_its_corpus_shows() -> None:
    lines = [
        f'{{"text": "sou a {{name:{name}}} de {place}"}}' for name in ("Bia", "Lia") for place in ("longe", "perto")
    ]
    arrays = fit(samples(lines * 5))
    message = read("sou a Lia de lá")
    spans = Tagger({name: np.asarray(array) for name, array in arrays.items()}).read(message, None, later=False).spans
    assert [(span.field, message.text[span.start : span.end]) for span in spans] == [("name", "Lia")]
