"""Check digits: of a CPF, of a CNPJ (also the alphanumeric one) and of a payment card."""

import re

_CPF = re.compile(r"[0-9]{11}")
_CNPJ = re.compile(r"[0-9A-Z]{12}[0-9]{2}")
_CARD = re.compile(r"[0-9]{12,19}")
_CNPJ_WEIGHTS = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)


def is_cpf(digits: str) -> bool:
    """Whether these eleven digits, without punctuation, are a CPF. One digit repeated is none."""
    if not _CPF.fullmatch(digits) or len(set(digits)) == 1:
        return False
    return all(_cpf_digit(digits[:length]) == digits[length] for length in (9, 10))


def is_cnpj(chars: str) -> bool:
    """Whether these fourteen characters, capitals and without punctuation, are a CNPJ."""
    if not _CNPJ.fullmatch(chars) or len(set(chars)) == 1:
        return False
    return all(_cnpj_digit(chars[:length]) == chars[length] for length in (12, 13))


def is_card(digits: str) -> bool:
    """Whether these 12 to 19 digits, without punctuation, pass the Luhn check. One digit repeated does not."""
    if not _CARD.fullmatch(digits) or len(set(digits)) == 1:
        return False
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(doubled) + sum(int(digit) for digit in digits[::-2])) % 10 == 0


def _cpf_digit(body: str) -> str:
    total = sum(int(digit) * weight for digit, weight in zip(body, range(len(body) + 1, 1, -1), strict=True))
    return str(total * 10 % 11 % 10)


def _cnpj_digit(body: str) -> str:
    # A letter counts as its ASCII code less 48, as the tax office defines it.
    weights = _CNPJ_WEIGHTS[-len(body) :]
    remainder = sum((ord(char) - 48) * weight for char, weight in zip(body, weights, strict=True)) % 11
    return "0" if remainder < 2 else str(11 - remainder)
