"""What does each part of "essencial + usuários + módulo nota" name? There a few words of a name are enough."""

import re
from collections.abc import Collection, Iterator, Sequence

from agente.agents.tools.catalog import Catalog, Mention
from agente.knowledge.analysis import words
from agente.packs.models import Product

PLUS = re.compile(r"(?<=\w) ?\+ ?(?=\w)")
_END = re.compile(r"[,.;:?!\n]")


def with_added_names(
    catalog: Catalog, text: str, text_words: Sequence[str], named: list[Mention], recent: Sequence[Product] = ()
) -> list[Mention]:
    """Those that are named, and the ones that the other parts of what is joined by a plus can only mean.

    With none that is named, "2 lojas + 3 caixas" may be what the customer has. Of several modules, "+ módulo" means the
    one among the `recent`, which were talked about last.
    """
    if not named:
        return named
    parts = _parts(text, len(text_words), named)
    found = [mention for part in parts if (mention := _meant(catalog, text_words, part, recent))]
    return sorted([*named, *found], key=lambda mention: mention.start)


def unknown_parts(text: str, spoken: Sequence[str], saying: Collection[str]) -> list[str]:
    """What is joined by a plus and names nothing that is sold, by its words that say something.

    `spoken` are the words with "_" for those that name something.
    """
    named = [Mention((), place, place + 1) for place, word in enumerate(spoken) if word == "_"]
    parts = ([spoken[place] for place in part if spoken[place] in saying] for part in _parts(text, len(spoken), named))
    return [" ".join(part) for part in parts if part]


def _parts(text: str, most: int, named: Sequence[Mention]) -> Iterator[range]:
    """The places of the words between two pluses, or a plus and a mark, where nothing is named."""
    start = 0
    segments = PLUS.split(text)
    for place, segment in enumerate(segments if len(segments) > 1 else []):
        pieces = _END.split(segment)
        counts = [len(list(words(piece))) for piece in pieces]
        # Before the first plus the name stands last.
        skipped = sum(counts[:-1]) if place == 0 else 0
        length = counts[-1] if place == 0 else counts[0]
        part = range(min(start + skipped, most), min(start + skipped + length, most))
        if not any(mention.start < part.stop and part.start < mention.end for mention in named):
            yield part
        start += sum(counts)


def _meant(catalog: Catalog, text_words: Sequence[str], part: range, recent: Sequence[Product]) -> Mention | None:
    """The one product whose name has the first words of the part in it, as many of them as any product's has."""
    start = next((place for place in part if not _is_counting(catalog, text_words[place])), part.stop)
    for end in range(part.stop, start, -1):
        if product := catalog.named_by(text_words[start:end]):
            return Mention((product,), start, end)
    called = [product for product in recent if start in part and catalog.calls_it(product, text_words[start])]
    return Mention((called[0],), start, start + 1) if len(called) == 1 else None


def _is_counting(catalog: Catalog, word: str) -> bool:
    return word.isdecimal() or catalog.is_function_word(word)
