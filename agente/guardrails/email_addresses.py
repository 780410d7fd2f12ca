"""E-mail addresses, also as they are said: "joao ponto silva arroba gmail ponto com"."""

import re
from collections.abc import Iterator

_PROVIDER = (
    "gmail|googlemail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|uol|bol|ig|terra|globo|globomail"
    "|proton|protonmail|zoho|gmx"
)
_TLD = (
    r"com|net|org|edu|gov|mil|br|pt|es|ar|cl|co|mx|uk|us|io|app|dev|info|biz|me|online|site|store|shop|tech|adv|med|eng"
)
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|pdf|js|css|ts|zip|mp[34]|docx?|xlsx?)$")

# Where an address may have its middle: the sign itself, or the word for it, perhaps in brackets.
_SIGN = re.compile(r"[ ]{0,2}@[ ]{0,2}|\s{0,2}[\[({<]?\s?\b(?:arroba|aroba|arrouba|at)\b\s?[\])}>]?\s{0,2}")
_DOT = (
    r"(?:\u200b?\.\u200b?|\s?[\[({]\s?(?:dot|ponto|punto|\.)\s?[\])}]\s?|\s(?:ponto|dot|punto)\s|\s\.\s?"
    r"|\.\s(?=com\b|br\b))"
)
_NAME = r"[a-z0-9\u00df-\u024f_%+\-\u200b]{1,64}"
# Words between the parts of a name, "joao ponto silva", written backwards.
_JOINING = "ponto|dot|punto|underline|underscore|anderline|sublinhado|traco|hifen|menos|guion|guion bajo|dash"[::-1]
_SPELLED = r"(?:(?<=\s[a-z0-9])|(?<=^[a-z0-9]))[ -](?=[a-z0-9](?![a-z0-9]))"  # "j o a o"
_JOIN = rf"(?:\.|\s(?:{_JOINING})\s|\s\.\s|{_SPELLED})"
# Read from its end to its beginning, so that one match at the sign finds it.
_LOCAL_REVERSED = re.compile(rf"\.?{_NAME}(?:{_JOIN}{_NAME}){{0,20}}")
_DOMAIN = re.compile(rf"(?:{_NAME}(?:\stra[cç]o\s{_NAME})?{_DOT}){{1,5}}[a-z]{{2,24}}(?![a-z0-9])")
_BARE_PROVIDER = re.compile(rf"(?:{_PROVIDER})\b")
_KNOWN_END = re.compile(rf"(?:{_TLD})$")
_LOCAL_REACH = 100
_DOMAIN_REACH = 120


def find_email_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of each address in a folded text."""
    last = 0
    for sign in _SIGN.finditer(text):
        if sign.start() < last:
            continue
        said = "@" not in sign[0]
        loose = said or sign[0] != "@"
        if span := _address(text, sign.start(), sign.end(), last, loose=loose, said=said):
            yield span
            last = span[1]


def _address(text: str, left: int, right: int, after: int, *, loose: bool, said: bool) -> tuple[int, int] | None:
    local = _LOCAL_REVERSED.match(text[max(after, left - _LOCAL_REACH) : left][::-1])
    if local is None:
        return None
    following = text[right : right + _DOMAIN_REACH]
    domain = _DOMAIN.match(following)
    written = domain[0] if domain else ""
    if domain is None or (loose and not _KNOWN_END.search(written)):
        domain = _BARE_PROVIDER.match(following)
        if domain is None or (loose and said and text[left:right].strip() == "at"):
            return None
    elif _FILE.search(written) or (local[0] == "tig" and following[domain.end() :].startswith(":")):
        return None
    return left - len(local[0]), right + domain.end()
