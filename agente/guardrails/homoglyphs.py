"""Letters of other alphabets that pass for Latin ones, read as what they pass for."""

import re
import unicodedata

_CYRILLIC = (
    "АВЕКМНОРСТУХЅІЈԚԜҮавеокмнорстухѕіјԛԝһԁѵ",
    "ABEKMHOPCTYXSIJQWYabeokmhopctyxsijqwhdv",
)
_GREEK = ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαβεικνορτυχ", "ABEZHIKMNOPTYXabeiknoptux")
_SMALL = ("ıɑɡʟꜱᴀᴄᴅᴇᴏᴘᴛᴜ", "iagLSACDEOPTU")
_LOOKALIKES = {ord(one): other for pair in (_CYRILLIC, _GREEK, _SMALL) for one, other in zip(*pair, strict=True)}
_WORD = re.compile(r"[^\W\d_]+")


def plain_letters(text: str) -> str:
    """For judging a text, never for showing it: compatibility forms (𝐢𝐠𝐧𝐨𝐫𝐞) and look-alikes become Latin.

    A word wholly in another alphabet is left alone when the text has no Latin letter.
    """
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    if not any(char.isascii() and char.isalpha() for char in text):
        return text
    return _WORD.sub(lambda match: match[0].translate(_LOOKALIKES), text)
