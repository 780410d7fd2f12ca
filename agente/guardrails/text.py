"""What of a received text is meant to be read? Invisible and controlling characters are not."""

import re
import unicodedata

# Control characters but newline and tab; lone surrogates; zero-width and direction-changing characters, which can hide
# words from a reader. The zero-width joiner stays inside emoji sequences only, where it changes what is seen.
_UNREADABLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u00ad\u034f\u061c\u180e\u200b\u200c\u200e\u200f"
    "\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_EMOJI = "\u00a9\u00ae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff"
_LOOSE_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
_BLANK_LINES = re.compile(r"\n(?:[ \t]*\n){3,}")


def clean(text: str) -> str:
    """The text in NFC without what cannot be seen, its ends trimmed, with at most two blank lines in a row.

    Empty when nothing readable was sent. Idempotent.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    text = unicodedata.normalize("NFC", _LOOSE_JOINER.sub("", _UNREADABLE.sub("", text)))
    return _BLANK_LINES.sub("\n\n\n", text).strip()
