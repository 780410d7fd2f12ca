"""Which words the student knows from the start, and which of them are near to each other in meaning."""

import re
from collections.abc import Sequence

import torch
from torch import Tensor
from torch.nn import functional
from wordfreq import top_n_list

from agente.kit.text_features import tokens
from tools.distil.e5 import E5
from tools.distil.mixtures import Neighbours

FREQUENT = 20_000  # of each language
NEIGHBOURS = 8
NEAR = 0.55  # the least cosine, of centred vectors
_WORD = re.compile(r"[^\W\d_]+")


def frequent_words(most: int) -> list[str]:
    """The most frequent words of each language, those that they share once."""
    words = {word for language in ("pt", "en", "es") for word in top_n_list(language, most)}
    return sorted(word for word in words if _WORD.fullmatch(word))


def corpus_words(texts: Sequence[str]) -> list[str]:
    return sorted({word for text in texts for word in _WORD.findall(text.lower())})


@torch.no_grad()
def represent(encoder: E5, words: Sequence[str], batch: int = 256) -> Tensor:
    """What the encoder makes of each word by itself."""
    with torch.autocast("cpu", torch.bfloat16):
        return torch.cat([encoder(words[start : start + batch]) for start in range(0, len(words), batch)])


def neighbours(words: Sequence[str], vectors: Tensor, wanted: set[str]) -> Neighbours:
    """For each of the wanted words those nearest to it, itself left out."""
    unit = functional.normalize(vectors - vectors.mean(0))
    found: dict[str, list[str]] = {}
    for start in range(0, len(words), 1000):
        places = [place for place in range(start, min(start + 1000, len(words))) if words[place] in wanted]
        if not places:
            continue
        near = (unit[places] @ unit.T).topk(NEIGHBOURS + 1)
        for place, scores, others in zip(places, near.values.tolist(), near.indices.tolist(), strict=True):
            pairs = zip(scores, others, strict=True)
            if kept := [words[other] for score, other in pairs if other != place and score >= NEAR]:
                found[words[place]] = kept
    return found


def vocabulary(own: Sequence[str], most: int) -> dict[str, str]:
    """The words that the student knows, as the router spells them: the corpus's own, then the frequent ones.

    Each with the accented word that the teacher reads for it.
    """
    found: dict[str, str] = {}
    ranked = zip(*(top_n_list(language, FREQUENT) for language in ("pt", "en", "es")), strict=False)
    for word in [*own, *(word for rank in ranked for word in rank)]:
        read = tokens(word)[1:]
        if len(read) == 1 and len(found) < most:
            found.setdefault(read[0], word)
    return found
