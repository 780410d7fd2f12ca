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
    "tds": "todos", "n": "nao",
}  # fmt: skip


def written_out(text_words: Iterable[str]) -> list[str]:
    """Folded words without abbreviations; the "x" of "raio x" sets nothing against anything."""
    return x_rays_in_one([ABBREVIATIONS.get(word, word) for word in text_words])
