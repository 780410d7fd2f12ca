"""Does a text show what is behind the agent: its prompt, its tools' names, a secret, or code in place of words?"""

import base64
import binascii
import codecs
import re
from collections.abc import Iterable, Iterator

from agente.guardrails.folding import fold
from agente.guardrails.sentences import sentences

_WORD = re.compile(r"[^\W_]+")
_MARKERS = re.compile(
    r"</?\s?(?:material|customer|tool_\w+|instructions?|system)\b|<\|[^<>\n]{1,40}\|>|\[/?inst\]|<<sys>>"
    r"|you are the virtual assistant of"
    r"|\b(?:my|the) (?:system prompt|instructions) (?:is|are|says?|reads?|states?|tells? me)\b"
    r"|\bmeu prompt (?:\w+ ){0,3}(?:e|diz)\b|\bminhas instrucoes (?:\w+ ){0,3}(?:sao|dizem|mandam)\b"
    r"|\bmis instrucciones (?:\w+ ){0,3}(?:son|dicen)\b|\bmi prompt (?:\w+ ){0,3}(?:es|dice)\b"
)
_MARKER_SIGNS = ("<", "[", "|>", "virtual assistant", "prompt", "instruc")
_ROLE = re.compile(r"^\s*(?:system|assistant|developer|user|human)\s*:", re.MULTILINE)
_SNAKE = re.compile(r"(?<![\w@/.:\[-])[a-z][a-z0-9]*(?:_[a-z0-9]+)+(?![\w@/-])")
_SPELLED = re.compile(r"(?<!\w)(?:[^\W\d_][ .\-_*|/]{1,3}){11,}[^\W\d_](?!\w)")
_CODED = re.compile(
    r"(?<![\w+/])(?=[A-Za-z0-9+/_-]*[a-z])(?=[A-Za-z0-9+/_-]*[A-Z0-9])[A-Za-z0-9+/_-]{20,}={0,2}(?![\w+/=])"
)
_HEX = re.compile(r"(?<!\w)(?=[0-9A-Fa-f \n]*[A-Fa-f])(?:[0-9a-fA-F]{2} ?){12,}(?!\w)")
_SECRET = re.compile(
    r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{12,}|\bAKIA[0-9A-Z]{12,}|\bgh[pousr]_[A-Za-z0-9]{20,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[0-9A-Za-z_-]{20,}|\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]+|\bSG\.[\w-]{16,}"
    r"|\bBearer [A-Za-z0-9._~+/-]{16,}|-----BEGIN|\b(?:postgres(?:ql)?|mysql|redis|amqp|sqlite)://\S*"
    r"|\b[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*_(?:KEY|SECRET|TOKEN|PASSWORD|PASSWD|DSN|CREDENTIALS|URL)\b"
)
_LONG = re.compile(r"[^\s.,;:!?]{13}")
_MARKUP_SIGNS = ("<", "[", "{", "`", "script:", "data:")
_COMMONEST = "de que o a e para com no the is you to and of el la los en por un una um uma"
_COMMON = frozenset(_COMMONEST.split())
_RANDOM = re.compile(r"(?<![\w/.-])(?=[\w-]*[a-z])(?=[\w-]*[A-Z])(?=[\w-]*\d)[A-Za-z0-9_-]{28,}(?![\w/-])")
_MARKUP = re.compile(
    r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<(?:script|style|iframe|img|svg|object)\b|<!--|!\[[^\]]*\]\s?\(|!\[[^\]]*\]\["
    r"|\b(?:javascript|vbscript):|\bdata:[a-z]+/|```|\{\s*\"|\{\{|\{%|\{[a-z_]{2,}\}"
    r"|\[(?:seu|sua|nome|data|valor|inserir|insira|your|insert|name|tu|su|nombre|insertar)\b[^\]\n]{0,40}\](?!\()"
    r"|\[(?:cpf|cnpj|rg|credit_card|text|email|phone|cep|pix_key)_\d+\]",
    re.IGNORECASE,
)


class HiddenTexts:
    """What was written for a model alone, prepared once: so many words of a sentence in a row give it away."""

    def __init__(self, texts: Iterable[str], public: Iterable[str], run: int) -> None:
        self._length = run
        self._runs = self._in_sentences(texts) - self._in_sentences(public)
        self._words = frozenset(word for run in self._runs for word in run)

    def shown(self, folded: str, words: list[str]) -> str | None:
        """The words of a folded text that give it away; one in rot13 or backwards, with no usual word, is read too.

        `words` are all of the text's, see `words_of`.
        """
        if found := self._first(words):
            return found
        if not self._runs or not _COMMON.isdisjoint(words):
            return None
        return self._first(_WORD.findall(codecs.encode(folded, "rot13"))) or self._first(_WORD.findall(folded[::-1]))

    def _first(self, words: list[str]) -> str | None:
        if len(self._words.intersection(words)) < self._length // 2:
            return None
        return next((" ".join(run) for run in self._all(words) if run in self._runs), None)

    def _in_sentences(self, texts: Iterable[str]) -> set[tuple[str, ...]]:
        return {run for text in texts for sentence in sentences(text) for run in self._all(words_of(fold(sentence)))}

    def _all(self, words: list[str]) -> Iterator[tuple[str, ...]]:
        return (tuple(words[start : start + self._length]) for start in range(len(words) - self._length + 1))


def words_of(folded: str) -> list[str]:
    return _WORD.findall(folded)


def leaks(text: str, folded: str) -> Iterator[str]:
    """What looks like a part of a prompt, or like a text in code: no customer is served by one."""
    if any(sign in folded for sign in _MARKER_SIGNS):
        yield from (match[0] for match in _MARKERS.finditer(folded))
    if "_" in text:
        yield from (match[0] for match in _SNAKE.finditer(text))
    if ":" in folded:
        yield from (match[0].strip() for match in _ROLE.finditer(folded))
    yield from (match[0].strip() for match in _SPELLED.finditer(folded))
    if _LONG.search(text):
        yield from (match[0] for match in _CODED.finditer(text) if _is_coded_text(match[0]))
    yield from (match[0] for match in _HEX.finditer(text) if _is_text(bytes.fromhex(match[0])))


def secrets(text: str) -> Iterator[str]:
    if "_" in text or "://" in text or "-----" in text or _LONG.search(text):
        yield from (match[0] for pattern in (_SECRET, _RANDOM) for match in pattern.finditer(text))


def markup(text: str) -> Iterator[str]:
    """HTML, pictures, code and what a template left unfilled."""
    if any(sign in text for sign in _MARKUP_SIGNS):
        yield from (match[0] for match in _MARKUP.finditer(text))


def _is_coded_text(code: str) -> bool:
    try:
        plain = code.rstrip("=").replace("-", "+").replace("_", "/")
        return _is_text(base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True))
    except (binascii.Error, ValueError):
        return False


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return sum(char.isalpha() or char.isspace() for char in text) > 0.8 * len(text)
