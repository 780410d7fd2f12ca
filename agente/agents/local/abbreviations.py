"""What is typed in a hurry, and what is written in two words, as the readers look for it."""

from collections.abc import Iterable
from typing import Final

from agente.knowledge.analysis import x_rays_in_one

ABBREVIATIONS: Final = {
    "q": "que", "vc": "voce", "vcs": "voces", "ce": "voce", "hj": "hoje", "qto": "quanto",
    "qnto": "quanto", "qnt": "quanto", "qts": "quantos", "qtos": "quantos", "qtas": "quantas",
    "hrs": "horas", "hs": "horas", "p": "para", "tb": "tambem", "tbm": "tambem", "pq": "porque", "msm": "mesmo",
    "oq": "que", "u": "you", "xq": "porque", "mto": "muito", "mta": "muita", "mtos": "muitos", "mtas": "muitas",
    "qdo": "quando", "qnd": "quando", "qndo": "quando", "qd": "quando", "dps": "depois", "qlqr": "qualquer",
    "tds": "todos",
}  # fmt: skip


def written_out(text_words: Iterable[str]) -> list[str]:
    """Folded words without abbreviations; the "x" of "raio x" sets nothing against anything."""
    return x_rays_in_one([ABBREVIATIONS.get(word, word) for word in _denied(list(text_words))])


def _denied(text_words: list[str]) -> list[str]:
    """ "N quero marcar" says no; "n 5" is a number, and "s/n" that there is none."""
    return ["nao" if word == "n" and _says_no(text_words, place) else word for place, word in enumerate(text_words)]


def _says_no(text_words: list[str], place: int) -> bool:
    before, behind = text_words[max(place - 1, 0) : place], text_words[place + 1 : place + 2]
    return bool(behind) and behind[0].isalpha() and len(behind[0]) > 1 and before not in (["s"], ["o"])
