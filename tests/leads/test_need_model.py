from agente.kit.text_model import read_arrays
from agente.leads import corpus_files
from agente.leads.need_model import MODEL, is_likely

LARGEST = 400_000  # bytes


def test_shipped_model_is_of_this_corpus_and_code() -> None:
    """When it fails: `python -m agente.leads.train`."""
    assert str(read_arrays(MODEL.read_bytes())["fingerprint"]) == corpus_files.fingerprint()


def test_shipped_model_is_small() -> None:
    assert MODEL.stat().st_size <= LARGEST


def test_a_trouble_of_theirs_is_likelier_a_need_than_a_trouble_with_us() -> None:
    assert is_likely("a gente perde venda porque ninguém responde à noite", 0)
    assert not is_likely("a fatura de vocês veio errada", 0)


def test_no_line_stands_twice_in_the_corpus() -> None:
    lines = [*corpus_files.load("need"), *corpus_files.load("none")]
    assert len(lines) == len(set(lines))
