from pathlib import Path

import numpy as np
import pytest

from agente.kit.text_model import read_arrays
from agente.leads import corpus_files
from agente.leads.span_features import FIELDS, LABELS
from agente.leads.span_network import SpanNetwork
from agente.leads.spans import MODEL, NETWORK, Tagger, shipped
from agente.leads.train_spans import fit, samples, unmarked
from agente.leads.wording import read

LARGEST = 2_000_000  # bytes


def found(text: str, asked: str | None = None) -> dict[str, str]:
    message = read(text)
    return {span.field: text[span.start : span.end] for span in shipped().read(message, asked, later=False).spans}


def test_shipped_tagger_is_of_this_corpus_and_code() -> None:
    """When it fails: `python -m agente.leads.train`."""
    assert str(read_arrays(MODEL.read_bytes())["fingerprint"]) == corpus_files.spans_fingerprint()


def test_shipped_network_was_taught_what_it_is_told_today() -> None:
    """When it fails: `tools/distil/README.md`."""
    assert str(read_arrays(NETWORK.read_bytes())["fingerprint"]) == corpus_files.network_fingerprint()


def test_no_address_is_shipped() -> None:
    assert b"@" not in read_arrays(NETWORK.read_bytes())["words"].tobytes()


@pytest.mark.parametrize("path", [MODEL, NETWORK])
def test_what_is_shipped_is_small(path: Path) -> None:
    assert path.stat().st_size <= LARGEST


def test_network_gives_each_word_a_likelihood_of_each_label() -> None:
    words = ["sou", "a", "Bia", ",", "da", "Lux", "\n", "11", "99999-0000", "\ud800"]
    likely = np.exp(SpanNetwork(read_arrays(NETWORK.read_bytes())).log_likelihoods(words, "name", later=True))
    assert likely.shape == (len(words), len(LABELS))
    assert np.allclose(likely.sum(axis=1), 1, atol=1e-4)


def test_network_hears_what_the_rest_of_the_tagger_does_not() -> None:
    text = "Fala, aqui é o Tonho da borracharia Pé na Estrada, tem compressor silencioso?"
    assert found(text) == {"name": "Tonho", "company": "borracharia Pé na Estrada", "need": "compressor silencioso"}


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
    arrays = fit(samples(lines * 20))
    message = read("sou a Lia de lá")
    spans = Tagger({name: np.asarray(array) for name, array in arrays.items()}).read(message, None, later=False).spans
    assert [(span.field, message.text[span.start : span.end]) for span in spans] == [("name", "Lia")]
