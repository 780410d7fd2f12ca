"""Where does a sentence end? A stream of text is released sentence by sentence, each checked before it is seen."""

import re

# What ends a sentence, with its trailing whitespace. What follows must have arrived, since it may change the answer.
_END = re.compile(r"(?:[.!?…]+[\"'”’»)\]*_]*[^\S\n]+|\n\s*)(?=\S)")
_ABBREVIATION = re.compile(
    r"(?:^|[\s(\"“])(?:dra?s?|sra?s?|srta|profa?|eng|arq|adv|exm[oa]|av|r|al|tel|cel|ramal|n|nº|núm|num|no|p|pág|págs|"
    r"art|obs|ref|ex|ej|aprox|máx|mín|ltda|cia|inc|ltd|corp|mr|mrs|ms|st|jr|vs|etc|e\.g|i\.e|p\.\s?ex|p\.\s?ej|a\.m|p\.m|"
    r"uds?|dpto|depto|conj|cj|apto?|bl|sl|c/u|s\.a|[^\W\d_])\.$",
    re.IGNORECASE,
)
_LONGEST_ABBREVIATION = 12  # characters, with what stands before it
_LIST_NUMBER = re.compile(r"(?:^|\n)\s*\d{1,3}\.$")


class SentenceReader:
    """Cuts what arrives piece by piece into sentences and lines, each with the whitespace that follows it.

    Joined, they are the text again, however it was cut into pieces.
    """

    def __init__(self) -> None:
        self._text = ""

    def feed(self, delta: str) -> list[str]:
        """The sentences that are complete now."""
        self._text += delta
        found, start = [], 0
        for match in _END.finditer(self._text):
            if self._ends(start, match):
                found.append(self._text[start : match.end()])
                start = match.end()
        self._text = self._text[start:]
        return found

    def rest(self) -> str:
        """What is left when nothing more arrives; empty when the text was empty."""
        left, self._text = self._text, ""
        return left

    def _ends(self, start: int, end: re.Match[str]) -> bool:
        if "\n" in end[0] or not end[0].startswith(".") or end[0].startswith(".."):
            return True
        before = self._text[start : end.start() + 1]
        following = self._text[end.end()]
        if following.islower() or _ABBREVIATION.search(before, max(0, len(before) - _LONGEST_ABBREVIATION)):
            return False
        return _LIST_NUMBER.search(before) is None


def sentences(text: str) -> list[str]:
    """All sentences and lines of a whole text; joined they are the text."""
    reader = SentenceReader()
    found = reader.feed(text)
    return [*found, left] if (left := reader.rest()) else found
