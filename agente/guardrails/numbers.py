"""Which of a person's numbers is this run of digits?"""

import re

from agente.guardrails.number_context import Context, Cue
from agente.kit.documents import is_card, is_cnpj, is_cpf

# Area codes in use, by their first digit; no Brazilian number has another one.
_AREA_CODES = frozenset(
    f"{first}{second}"
    for first, seconds in {
        "1": "123456789",
        "2": "12478",
        "3": "1234578",
        "4": "123456789",
        "5": "1345",
        "6": "123456789",
        "7": "134579",
        "8": "123456789",
        "9": "123456789",
    }.items()
    for second in seconds
)
_DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d\d(?: .*)?|(?:19|20)\d\d[/.\-]\d{1,2}[/.\-]\d{1,2}(?: .*)?")
_YEARS = re.compile(r"(?:19|20)\d\d ?[-/a] ?(?:19|20)\d\d")
_CPF_SHAPE = re.compile(r"\d{3}\.\d{3}\.\d{3} ?[-./] ?\d\d")
_CNPJ_SHAPE = re.compile(r"\d{2}\.\d{3}\.\d{3} ?[/\\] ?\d{4} ?- ?\d\d")
_CEP_SHAPE = re.compile(r"\d{5} ?- ?\d{3}|\d{2}\.\d{3}-\d{3}")
_RG_SHAPE = re.compile(r"\d{1,2}\.\d{3}\.\d{3}-\d")
_LANDLINE_SHAPE = re.compile(r"(?:\+?55 ?)?\(?0?\d\d\)?[ .\-]{0,2}\d{4}[ .\-]{1,3}\d{4}|(?:\+?55 ?)?\(0?\d\d\) ?\d{8}")
_LOCAL_MOBILE_SHAPE = re.compile(r"9[ .]?\d{4}-\d{4}")
_FULL_PHONE_SHAPE = re.compile(r"(?:\+?55 ?)?\(0?[1-9]\d\) ?9? ?[2-9]\d{3}-\d{4}")
_FOUR_PARTS = re.compile(r"\d{1,3}(?:\.\d{1,3}){3}")
_SERVICE = re.compile(r"0[3589]00|[34]00[1-9]\d{4}$")

_LENGTHS = {Cue.CPF: range(9, 13), Cue.CNPJ: range(13, 16), Cue.RG: range(5, 12), Cue.CEP: range(8, 9)}


def kind_of_number(written: str, digits: str, context: Context) -> str | None:
    """The type of the number `written`, whose ASCII digits are `digits`; None when it is nobody's."""
    if context.counted or _DATE.fullmatch(written) or _YEARS.fullmatch(written):
        return None
    for cue in reversed(context.cues):
        if cue is Cue.PHONE and _is_mobile(digits[2:] if len(digits) == 13 else digits) and not is_cpf(digits):
            return "PHONE"
        if len(digits) in _LENGTHS.get(cue, ()) and not _is_better_as_another(cue, digits):
            return cue.name
    if _FULL_PHONE_SHAPE.fullmatch(written):
        return "PHONE"
    shaped = (_CPF_SHAPE.fullmatch(written) or _CNPJ_SHAPE.fullmatch(written)) is not None
    if context.other and not shaped:
        return None
    if is_cpf(digits) and not (context.says(Cue.PHONE) and _is_mobile(digits)):
        return "CPF"
    if is_cnpj(digits):
        return "CNPJ"
    if is_card(digits) and (len(digits) > 13 or context.says(Cue.CARD)):
        return "CREDIT_CARD"
    if context.other:
        return None
    if shaped:
        return "CPF" if len(digits) == 11 else "CNPJ"
    return _by_shape(written, digits, context)


def _is_better_as_another(cue: Cue, digits: str) -> bool:
    """ "RG e CPF: ..." names both before the two numbers."""
    return cue is Cue.RG and (is_cpf(digits) or len(digits) == 11)


def _by_shape(written: str, digits: str, context: Context) -> str | None:
    if _CEP_SHAPE.fullmatch(written):
        return "CEP"
    if _RG_SHAPE.fullmatch(written):
        return "RG"
    if _is_phone(written, digits, context.says(Cue.PHONE), context.says(Cue.PIX)):
        return "PHONE"
    if context.says(Cue.PIX) and len(digits) == 11:
        return "CPF"
    return None


def _is_phone(written: str, digits: str, said: bool, key: bool) -> bool:
    if written.startswith("+") and not digits.startswith("55"):
        return 8 <= len(digits) <= 15
    if _FOUR_PARTS.fullmatch(written) or _SERVICE.match(digits):
        return False
    if len(digits) in (12, 13) and digits.startswith("55"):
        digits = digits[2:]
    if len(digits) in (11, 12) and digits.startswith("0"):
        digits = digits[1:]
    if _is_mobile(digits):
        return True
    if len(digits) == 10 and digits[:2] in _AREA_CODES and digits[2] in "2345":
        return said or key or _LANDLINE_SHAPE.fullmatch(written) is not None
    if _LOCAL_MOBILE_SHAPE.fullmatch(written):
        return True
    return said and 8 <= len(digits) <= 13


def _is_mobile(digits: str) -> bool:
    return len(digits) == 11 and digits[:2] in _AREA_CODES and digits[2] == "9"
