"""Numbers that are dictated: "cinco dois nove, nove oito dois, ..."."""

import re
from collections.abc import Iterator

_WORDS = {
    word: digits
    for digits, words in {
        "0": "zero cero oh",
        "1": "um uma uno one",
        "2": "dois duas dos two",
        "3": "tres three",
        "4": "quatro cuatro four",
        "5": "cinco five",
        "6": "seis meia six",
        "7": "sete siete seven",
        "8": "oito ocho eight",
        "9": "nove nueve nine",
        "10": "dez diez ten",
        "11": "onze once eleven",
        "12": "doze doce twelve",
        "13": "treze trece",
        "14": "quatorze catorze catorce",
        "15": "quinze quince",
        "16": "dezesseis dieciseis",
        "17": "dezessete diecisiete",
        "18": "dezoito dieciocho",
        "19": "dezenove diecinueve",
    }.items()
    for word in words.split()
}
_LEAST_WORDS = 7
_WORD = rf"(?:\b(?:{'|'.join(sorted(_WORDS, key=len, reverse=True))})\b|\d)"
_JOIN = r"(?:[ ,.\-\u200b]{1,3}|[ ,]{1,3}(?:ponto|traco|e|punto|dash|hifen|guion|barra)[ ,]{1,3})"
_DICTATED = re.compile(rf"{_WORD}(?:{_JOIN}{_WORD}){{{_LEAST_WORDS - 1},30}}")
_ITEM = re.compile(_WORD)
_LETTERS = re.compile(r"[a-z]+")


def find_spelled_digits(text: str) -> Iterator[tuple[int, int, str]]:
    """Start, end and digits of each dictated number of a folded text."""
    if len([word for word in _LETTERS.findall(text) if word in _WORDS]) < _LEAST_WORDS // 2:
        return
    for match in _DICTATED.finditer(text):
        items = _ITEM.findall(match[0])
        if sum(not item.isdigit() for item in items) >= len(items) // 2:
            yield match.start(), match.end(), "".join(_WORDS.get(item, item) for item in items)
