from hypothesis import given
from hypothesis import strategies as st

from agente.kit.vocabulary import Vocabulary

WORDS = st.lists(st.text(st.characters(exclude_characters="\n", exclude_categories=("Cs",)), min_size=1), unique=True)


@given(WORDS.filter(bool))
def test_each_word_is_at_its_place(words: list[str]) -> None:
    vocabulary = Vocabulary("\n".join(words).encode())
    assert len(vocabulary) == len(words)
    assert [vocabulary.get(word) for word in words] == list(range(len(words)))


def test_known_words_are_found_in_order_and_as_often_as_they_occur() -> None:
    vocabulary = Vocabulary("preço\nplano\nloja".encode())
    assert vocabulary.find(["loja", "nada", "preço", "loja"]).tolist() == [2, 0, 2]
    assert vocabulary.find([]).tolist() == []
    assert vocabulary.get("nada") is None
