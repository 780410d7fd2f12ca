import pytest

from agente.kit.documents import is_card, is_cnpj, is_cpf


@pytest.mark.parametrize("digits", ["52998224725", "12345678909", "01000000028"])
def test_cpf_with_its_check_digits_is_one(digits: str) -> None:
    assert is_cpf(digits)


@pytest.mark.parametrize(
    "digits", ["52998224724", "11111111111", "5299822472", "529.982.247-25", "", "٥٢٩٩٨٢٢٤٧٢٥", "00000000000"]
)
def test_anything_else_is_no_cpf(digits: str) -> None:
    assert not is_cpf(digits)


@pytest.mark.parametrize("chars", ["11222333000181", "12ABC34501DE35", "B7K29M4F000144"])
def test_cnpj_of_digits_or_with_letters_is_one(chars: str) -> None:
    assert is_cnpj(chars)


@pytest.mark.parametrize(
    "chars", ["11222333000180", "12ABC34501DE34", "12abc34501de35", "12ABC34501DEE5", "0" * 14, ""]
)
def test_anything_else_is_no_cnpj(chars: str) -> None:
    assert not is_cnpj(chars)


@pytest.mark.parametrize(
    "digits", ["4111111111111111", "5555555555554444", "378282246310005", "30569309025904", "6362970000457013"]
)
def test_card_of_an_issuer_with_its_luhn_digit_is_one(digits: str) -> None:
    assert is_card(digits)


@pytest.mark.parametrize("digits", ["4111111111111112", "7891234567895", "1111111111111117", "411111111111", "", "abc"])
def test_anything_else_is_no_card(digits: str) -> None:
    assert not is_card(digits)
