import pytest

from agente.knowledge.vocabulary import one_edit_apart


class TestOneEditApart:
    @pytest.mark.parametrize(
        ("a", "b"), [("garantia", "garanttia"), ("garantia", "garatia"), ("garantia", "garantai"), ("boleto", "bolete")]
    )
    def test_one_edit(self, a, b):
        assert one_edit_apart(a, b)
        assert one_edit_apart(b, a)

    @pytest.mark.parametrize(("a", "b"), [("garantia", "garantia"), ("garantia", "grantai"), ("casa", "carro")])
    def test_none_or_more(self, a, b):
        assert not one_edit_apart(a, b)
