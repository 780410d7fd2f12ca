"""Check digits, on published examples and on each of them with one digit changed."""

import pytest

from agente.kit.documents import is_card, is_cnpj, is_cpf


class TestIsCpf:
    @pytest.mark.parametrize("digits", ["52998224725", "11144477735"])
    def test_right_check_digits_are_accepted_and_any_other_last_digit_is_not(self, digits: str) -> None:
        assert [last for last in "0123456789" if is_cpf(digits[:-1] + last)] == [digits[-1]]

    @pytest.mark.parametrize(
        "digits", ["", "00000000000", "5299822472", "529982247255", "529.982.247-25", "٥٢٩٩٨٢٢٤٧٢٥"]
    )
    def test_other_shapes_are_none(self, digits: str) -> None:
        assert not is_cpf(digits)


class TestIsCnpj:
    @pytest.mark.parametrize("chars", ["11222333000181", "12ABC34501DE35"])
    def test_right_check_digits_are_accepted_and_any_other_last_digit_is_not(self, chars: str) -> None:
        assert [last for last in "0123456789" if is_cnpj(chars[:-1] + last)] == [chars[-1]]

    @pytest.mark.parametrize("chars", ["", "00000000000000", "12abc34501de35", "12ABC34501DEA5", "1122233300018"])
    def test_other_shapes_are_none(self, chars: str) -> None:
        assert not is_cnpj(chars)


class TestIsCard:
    @pytest.mark.parametrize("digits", ["4111111111111111", "5555555555554444", "378282246310005"])
    def test_right_check_digit_is_accepted_and_any_other_is_not(self, digits: str) -> None:
        assert [last for last in "0123456789" if is_card(digits[:-1] + last)] == [digits[-1]]

    @pytest.mark.parametrize("digits", ["", "0000000000000000", "4111", "4111 1111 1111 1111"])
    def test_other_shapes_are_none(self, digits: str) -> None:
        assert not is_card(digits)
