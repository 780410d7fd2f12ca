"""Are these the digits of a real document or card? Check digits only: whether it was issued, nobody here can tell.

The rules: CPF and CNPJ as in the annexes of the Receita Federal's normative instructions (IN RFB 2.119/2022, with the
letters that IN RFB 2.229/2024 brought into CNPJs issued from July 2026 on), cards as in ISO/IEC 7812.
A few lines each, so no package is taken in for them.
"""

import re

_CPF = re.compile(r"(?!(\d)\1{10})\d{11}", re.ASCII)
_CNPJ = re.compile(r"(?!0{14})[0-9A-Z]{12}\d{2}", re.ASCII)
_DIGITS = re.compile(r"\d+", re.ASCII)

# The first digits of an issuer's cards and how long its numbers are: Visa, Mastercard (and Elo, Aura, Maestro), the
# newer Mastercards, American Express, Diners, JCB, Hipercard, and those of Elo, Discover, UnionPay and Hipercard in 6.
_CARDS = (
    (re.compile(r"4"), {13, 16, 19}),
    (re.compile(r"5"), {16}),
    (re.compile(r"2(?:22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)"), {16}),
    (re.compile(r"3[47]"), {15}),
    (re.compile(r"30[0-5]|3[689]"), {14, 16}),
    (re.compile(r"35"), {16}),
    (re.compile(r"3841"), {16, 19}),
    (re.compile(r"6"), {16, 17, 18, 19}),
)


def is_cpf(digits: str) -> bool:
    """Eleven ASCII digits with the right check digits; the same digit eleven times is none."""
    if not _CPF.fullmatch(digits):
        return False
    return all(_check(digits[:length], range(length + 1, 1, -1)) == digits[length] for length in (9, 10))


def is_cnpj(chars: str) -> bool:
    """Fourteen ASCII digits and capitals, the last two of them the right check digits."""
    if not _CNPJ.fullmatch(chars):
        return False
    weights = (6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2)
    return all(_check(chars[:length], weights[13 - length :]) == chars[length] for length in (12, 13))


def is_card(digits: str) -> bool:
    """A length and beginning that some issuer uses, and the right Luhn digit."""
    if not _DIGITS.fullmatch(digits):
        return False
    plausible = any(len(digits) in lengths and issuer.match(digits) for issuer, lengths in _CARDS)
    return plausible and _luhn(digits) % 10 == 0


def _check(chars: str, weights: "range | tuple[int, ...]") -> str:
    """The digit by modulus 11; a letter counts as its ASCII code less that of zero."""
    remainder = sum((ord(char) - ord("0")) * weight for char, weight in zip(chars, weights, strict=True)) % 11
    return "0" if remainder < 2 else str(11 - remainder)


def _luhn(digits: str) -> int:
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return sum(int(digit) for digit in digits[-1::-2]) + sum(doubled)
