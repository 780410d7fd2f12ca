"""Lists messages of the intent corpus that say the same in nearly the same words; --drop removes the later ones.

A pair counts when its character n-grams (2 to 4 within words, accents and numbers folded) have a cosine of at least
0.85: "esqueci a senha" and "esqueci minha senha" do, "quanto custa?" and "quanto fica?" do not. A message that is near
one of the held-out messages is listed too, for those files would then measure memory.
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import yaml
from scipy.sparse import csr_matrix
from sklearn.feature_extraction.text import TfidfVectorizer

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from agente.intents.examples import CORPUS, Example, flatten, load_corpus  # noqa: E402
from agente.kit.text_features import normalize, tokens, within  # noqa: E402

HELD_OUT = sorted((ROOT / "tests" / "intents").glob("heldout*.yaml"))
NEAR = 0.85
ROWS_AT_ONCE = 1000  # bounds the memory of the comparison


def grams(text: str) -> list[str]:
    return [gram for token in tokens(text) for gram in within(token)]


def near_pairs(texts: list[str]) -> Iterator[tuple[int, int]]:
    """(earlier, later) positions of near-duplicates."""
    vectors: csr_matrix = TfidfVectorizer(analyzer=grams).fit_transform(texts)
    for start in range(0, len(texts), ROWS_AT_ONCE):
        similar = (vectors[start : start + ROWS_AT_ONCE] @ vectors.T).tocoo()
        later, earlier = similar.row + start, similar.col
        for position in np.flatnonzero((similar.data >= NEAR) & (earlier < later)):
            yield int(earlier[position]), int(later[position])


def repeated(examples: list[Example], held_out: list[Example]) -> dict[int, Example]:
    """Positions of corpus examples to leave out, each with the one that it repeats."""
    both = [*held_out, *examples]
    exact: dict[str, int] = {}
    found: dict[int, Example] = {}
    for position, example in enumerate(both):
        first = exact.setdefault(normalize(example.text), position)
        if first != position:
            found[position] = both[first]
    for earlier, later in near_pairs([example.text for example in both]):
        if earlier not in found:
            found.setdefault(later, both[earlier])
    return {position - len(held_out): other for position, other in found.items() if position >= len(held_out)}


def drop(examples: list[Example], out: dict[int, Example]) -> None:
    kept: dict[str, dict[str, list[str]]] = {}
    for position, (intent, locale, text) in enumerate(examples):
        if position not in out:
            kept.setdefault(intent, {}).setdefault(locale, []).append(text)
    for intent, by_locale in kept.items():
        written = yaml.safe_dump(by_locale, allow_unicode=True, width=1000, sort_keys=False)
        (CORPUS / f"{intent}.yaml").write_text(written, "utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--drop", action="store_true")
    asked = parser.parse_args()
    examples = list(flatten(load_corpus()))
    held_out = [example for path in HELD_OUT for example in flatten(yaml.safe_load(path.read_text("utf-8")))]
    out = repeated(examples, held_out)
    for position, other in sorted(out.items()):
        print(f"{examples[position].intent} {examples[position].text!r} ~ {other.intent} {other.text!r}")
    print(f"{len(out)} of {len(examples)} repeat another")
    if asked.drop:
        drop(examples, out)


if __name__ == "__main__":
    main()
