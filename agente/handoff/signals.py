"""From a message to what the judgement's model weighs beside its words. For training and for serving.

The text model folds case and skips emoji: here capitals, faces and rows of marks become words. And it knows only words
that it has seen: the groups of `agente.handoff.lexicon` stand in for the others.
"""

import re
from itertools import combinations

from agente.handoff.lexicon import groups_of
from agente.kit.text_features import MAX_CHARACTERS, tokens

MIN_CAPITALS = 4  # fewer letters are an abbreviation or a name
SHOUTED = 0.7  # the share of capital letters from which on a message is shouted

_FACES = {
    "xangryx": re.compile("[😠😡🤬👿💢😤🖕]"),
    "xmockx": re.compile("[🤡👏🙄💩]"),
    "xsadx": re.compile("[😢😭😞😔💔]"),
    "xjoyx": re.compile("[😂🤣😅😄😊😍🥰❤🙏👍😉]"),
}
_MANY_MARKS = re.compile(r"[!?]{3}")


def shouts(text: str) -> bool:
    letters = [character for character in text[:MAX_CHARACTERS] if character.isalpha()]
    return len(letters) >= MIN_CAPITALS and sum(map(str.isupper, letters)) >= SHOUTED * len(letters)


def marked(text: str) -> str:
    """The text with a word in front for each thing that it shows beside its words."""
    text = text[:MAX_CHARACTERS]
    marks = [word for word, faces in _FACES.items() if faces.search(text)]
    if shouts(text):
        marks.append("xshoutx")
    if _MANY_MARKS.search(text):
        marks.append("xmarksx")
    return " ".join((*marks, text)) if marks else text


def groups_in(text: str) -> list[str]:
    """The groups of the message's words, and each two of them that occur together: harm, and to whom."""
    found = sorted({group for word in tokens(text) for group in groups_of(word)})
    return found + [f"{first} {second}" for first, second in combinations(found, 2)]
