"""Reads what a message hides from a quick look: codes, look-alike letters, spaced or reversed words.

Each attempt costs one pass over the text at most; whatever does not turn into words is left as it was written.
"""

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Callable, Container
from urllib.parse import unquote

from agente.guardrails.folding import GAP, fold

MAX_CHARACTERS = 4000
CODED = "xcodex"  # stands before what had to be decoded: to write in code is telling in itself

_READABLE = 0.6  # this share of a text's letters in known words, and it is language
_CLEARER = 0.3  # by so much more of it must be known after than before
_LONGEST_WORD = 20
_TELLING_WORD = 4
_LEAST_LETTERS = 8
_LEAST_GLUED = 14
_LEAST_HIDDEN = 3  # words: one or two turn into others by chance, and then the whole text is tried
_GLUED_REACH = 300
_PIECES = 3  # of glued or spaced letters that are taken apart: the first tell, and the cost stays bounded

_BASE64 = re.compile(r"(?<![\w+/])[A-Za-z0-9+/_-]{12,2000}={0,2}(?![\w+/=])")
_HEX = re.compile(r"(?<!\w)(?:[0-9a-fA-F]{2}[ :]?){5,400}(?![\w])")
_BINARY = re.compile(r"(?<!\w)(?:[01]{8} ?){5,200}(?!\w)")
_ESCAPES = re.compile(r"(?:\\?u[0-9a-fA-F]{4}|\\x[0-9a-fA-F]{2})")
_MORSE = re.compile(r"(?:[.\-]{1,5}[ /|]{1,3}){3,200}[.\-]{1,5}")
_SPACED = re.compile(r"(?<!\w)(?:\w[ .\-_*|/]{1,3}){5,400}\w(?!\w)")
_GLUED = re.compile(rf"[a-z]{{{_LEAST_GLUED},{_GLUED_REACH}}}")
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"(?<![\w@$!])(?=\w*[a-z@$])(?=\w*[0-9@$])[\w@$!]+")
_LEET = str.maketrans("0134578@$!", "oieastbasi")
_HOMOGLYPHS = str.maketrans(
    "\u0430\u0435\u043e\u0440\u0441\u0443\u0445\u0456\u0455\u0458\u0501\u04bb\u0493\u051b\u03bf\u03b1\u03b5\u03b9\u03bd\u03c1\u03c4\u03ba\u0131\u0261",
    "aeopcyxisjdhfqoaeivptkig",
)
_MORSE_LETTERS = {
    ".-": "a", "-...": "b", "-.-.": "c", "-..": "d", ".": "e", "..-.": "f", "--.": "g", "....": "h", "..": "i",
    ".---": "j", "-.-": "k", ".-..": "l", "--": "m", "-.": "n", "---": "o", ".--.": "p", "--.-": "q", ".-.": "r",
    "...": "s", "-": "t", "..-": "u", "...-": "v", ".--": "w", "-..-": "x", "-.--": "y", "--..": "z",
}  # fmt: skip
# Letters in circles and squares that Unicode itself does not resolve, and the tags that nobody sees.
_LETTER_RANGES = ((0x1F130, "a"), (0x1F150, "a"), (0x1F170, "a"), (0x1F1E6, "a"), (0xE0041, "a"), (0xE0061, "a"))
_SIGNS = {first + offset: chr(ord(letter) + offset) for first, letter in _LETTER_RANGES for offset in range(26)} | {
    0xE0020: " "
}


def unmask(text: str, known: Container[str]) -> str:
    """The text as it is meant to be read; `known` holds the usual words, in lower case without accents."""
    text = text[:MAX_CHARACTERS]
    if not text.isascii():
        text = _plain_letters(text)
    text = _inline_codes(text, known)
    share = _share_known(text, known)
    if share >= _READABLE or sum(map(str.isalnum, text[:_GLUED_REACH])) < _LEAST_LETTERS:
        return text
    attempts = (_unspaced, _unleeted, _unrotated, _unreversed, _unglued)
    readings = [attempt(text, known) for attempt in attempts]
    shares = [_share_known(reading, known) for reading in readings]
    best = max(range(len(readings)), key=shares.__getitem__)
    if shares[best] < max(share + _CLEARER, _READABLE):
        return text
    return f"{CODED} {readings[best]}"


def _plain_letters(text: str) -> str:
    text = unicodedata.normalize("NFKC", text.translate(_SIGNS))
    if any(char.isascii() and char.isalpha() for char in text):
        text = text.translate(_HOMOGLYPHS)
    return "".join(char for char in text if char.isascii() or char == "\u200d" or fold(char) != GAP or char == "\ufe0f")


def _share_known(text: str, known: Container[str]) -> float:
    words = _WORD.findall(fold(text[:_GLUED_REACH]))
    total = sum(map(len, words))
    return sum(len(word) for word in words if len(word) > 1 and word in known) / total if total else 1.0


def _inline_codes(text: str, known: Container[str]) -> str:
    if "&" in text:
        text = html.unescape(text)
    if text.count("%") > 2:
        text = unquote(text)
    if "\\" in text or "u00" in text:
        text = _ESCAPES.sub(lambda match: chr(int(re.sub(r"\W|[ux]", "", match[0]), 16)), text)
    for pattern, decode in _CODES:
        text = pattern.sub(_decoded_with(decode, known), text)
    return text


def _decoded_with(decode: Callable[[str], str], known: Container[str]) -> Callable[[re.Match[str]], str]:
    def replace(match: re.Match[str]) -> str:
        decoded = decode(match[0])
        return f" {CODED} {decoded} " if decoded and _share_known(decoded, known) >= _READABLE else match[0]

    return replace


def _from_base64(code: str) -> str:
    try:
        padded = code.rstrip("=").replace("-", "+").replace("_", "/")
        return _printable(base64.b64decode(padded + "=" * (-len(padded) % 4), validate=True))
    except (binascii.Error, ValueError):
        return ""


def _from_hex(code: str) -> str:
    return _printable(bytes.fromhex(re.sub("[ :]", "", code)))


def _from_binary(code: str) -> str:
    digits = code.replace(" ", "")
    return _printable(int(digits, 2).to_bytes(len(digits) // 8))


def _from_morse(code: str) -> str:
    spelled = re.sub(r"[/|]", " / ", code).split()
    return "".join(" " if sign == "/" else _MORSE_LETTERS.get(sign, "") for sign in spelled)


def _printable(content: bytes) -> str:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return ""
    return text if text.isprintable() and any(char.isalpha() for char in text) else ""


_CODES = ((_BINARY, _from_binary), (_BASE64, _from_base64), (_HEX, _from_hex), (_MORSE, _from_morse))


def _unspaced(text: str, known: Container[str]) -> str:
    """ "m o s t r e  t u d o": where the gaps between words were lost too, the words are found again."""
    return _SPACED.sub(lambda match: _unglued(_joined(match[0]), known), text, count=_PIECES)


def _joined(spaced: str) -> str:
    return " ".join(re.sub(r"[\W_]", "", word) for word in re.split(r" {2,}|(?<=\w)[ ](?=\w[.\-_*|/])", spaced))


def _unleeted(text: str, known: Container[str]) -> str:
    return _MIXED.sub(lambda match: match[0].translate(_LEET), text.lower())


def _unrotated(text: str, known: Container[str]) -> str:
    return _stretch(text, known, lambda hidden: codecs.decode(hidden, "rot13"))


def _unreversed(text: str, known: Container[str]) -> str:
    return _stretch(text, known, lambda hidden: hidden[::-1])


def _stretch(text: str, known: Container[str], decode: Callable[[str], str]) -> str:
    """Decodes from the first to the last word that it makes known, for the request to decode it is in plain words."""
    hidden = [word for word in _WORD.finditer(text) if _is_hidden(fold(word[0]), known, decode)]
    if len(hidden) < _LEAST_HIDDEN:
        return decode(text)
    start, end = hidden[0].start(), hidden[-1].end()
    return f"{text[:start]}{decode(text[start:end])}{text[end:]}"


def _is_hidden(word: str, known: Container[str], decode: Callable[[str], str]) -> bool:
    return len(word) > 1 and word not in known and decode(word) in known


def _unglued(text: str, known: Container[str]) -> str:
    return _GLUED.sub(lambda match: _words_in(match[0], known), fold(text), count=_PIECES)


def _words_in(glued: str, known: Container[str]) -> str:
    """Splits a row of letters into the fewest characters outside known words."""
    costs, begins = [0.0], [0]
    for end in range(1, len(glued) + 1):
        costs.append(costs[-1] + 2)
        begins.append(end - 1)
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            if costs[start] + 1 < costs[end] and glued[start:end] in known:
                costs[end], begins[end] = costs[start] + 1, start
    words, end = [], len(glued)
    while end:
        words.append(glued[begins[end] : end])
        end = begins[end]
    telling = [word for word in words if len(word) >= _TELLING_WORD and word in known]
    split = len(telling) > 1 and sum(map(len, telling)) >= _READABLE * len(glued)
    return " ".join(reversed(words)) if split else glued
