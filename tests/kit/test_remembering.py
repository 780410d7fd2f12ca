"""What is remembered of a text, and of which texts nothing is."""

import pytest

from agente.kit.remembering import LONGEST, remembered


class Counted:
    """Says how long a text is, and counts how often it had to look."""

    def __init__(self) -> None:
        self.looks = 0

    def __call__(self, text: str) -> int:
        self.looks += 1
        return len(text)


def test_short_text_is_worked_out_once() -> None:
    work = Counted()
    length = remembered(work)
    assert [length("bom dia"), length("bom dia"), length("boa tarde")] == [7, 7, 9]
    assert work.looks == 2


@pytest.mark.parametrize("text", ["meu cpf é 529.982.247-25", "ana@loja.example", "x" * (LONGEST + 1)])
def test_nothing_is_kept_of_a_long_text_nor_of_one_that_tells_of_a_person(text: str) -> None:
    work = Counted()
    length = remembered(work)
    assert length(text) == length(text) == len(text)
    assert work.looks == 2


def test_what_else_the_work_is_told_is_remembered_with_the_text() -> None:
    work = remembered(lambda text, suffix: text + suffix)
    assert [work("a", "1"), work("a", "2"), work("a", "1")] == ["a1", "a2", "a1"]
