from agente.handoff import corpus_files
from agente.handoff.moods import MODEL, MOODS, NETWORK, shipped
from agente.kit.text_model import read_arrays

LARGEST = 2_000_000  # bytes


def test_shipped_model_is_of_this_corpus_and_code() -> None:
    """When it fails: `python -m agente.handoff.train`."""
    assert str(read_arrays(MODEL.read_bytes())["fingerprint"]) == corpus_files.fingerprint()


def test_shipped_network_reads_what_it_was_taught_to_read() -> None:
    """When it fails: `tools/distil`, the handoff's part."""
    assert str(read_arrays(NETWORK.read_bytes())["fingerprint"]) == corpus_files.network_fingerprint()


def test_shipped_models_are_small() -> None:
    assert MODEL.stat().st_size <= LARGEST
    assert NETWORK.stat().st_size <= LARGEST / 5


def test_moods_are_probabilities() -> None:
    moods = shipped().moods("quero falar com alguém")
    assert set(moods) == set(MOODS)
    assert abs(sum(moods.values()) - 1) < 1e-3


def test_no_line_stands_twice_in_the_corpus() -> None:
    lines = [line for _, line in corpus_files.load()]
    assert len(lines) == len(set(lines))
