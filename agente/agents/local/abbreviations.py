"""What is typed in a hurry, and what is written in two words, as the readers look for it."""

from collections.abc import Iterable
from typing import Final

ABBREVIATIONS: Final = {
    "q": "que", "vc": "voce", "vcs": "voces", "ce": "voce", "hj": "hoje", "qto": "quanto",
    "qnto": "quanto", "qnt": "quanto", "qts": "quantos", "qtos": "quantos", "qtas": "quantas",
    "hrs": "horas", "hs": "horas", "p": "para", "tb": "tambem", "tbm": "tambem", "pq": "porque", "msm": "mesmo",
    "oq": "que", "u": "you", "xq": "porque", "mto": "muito", "mta": "muita", "mtos": "muitos", "mtas": "muitas",
    "qdo": "quando", "qnd": "quando", "qndo": "quando", "qd": "quando", "dps": "depois", "qlqr": "qualquer",
    "tds": "todos",
}  # fmt: skip
_X_RAY: Final = frozenset({("raio", "x"), ("raios", "x")})


def written_out(text_words: Iterable[str]) -> list[str]:
    """Folded words without abbreviations; the "x" of "raio x" sets nothing against anything."""
    found = [ABBREVIATIONS.get(word, word) for word in text_words]
    return [
        word if (before, word) not in _X_RAY else "radiografia"
        for before, word, after in zip(["", *found], found, [*found[1:], ""], strict=False)
        if (word, after) not in _X_RAY
    ]
