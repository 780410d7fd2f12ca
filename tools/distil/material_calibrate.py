"""How likely does a passage answer? `python -m tools.distil.material_calibrate` prints the weights of what tells it.

From the companies that were left out of all lessons and the questions of `tests/knowledge` that are no yardstick; they
go into `agente/knowledge/search.py`.
"""

import json
from collections.abc import Iterator
from pathlib import Path

import yaml
from sklearn.linear_model import LogisticRegression

from agente.knowledge.search import Evidence, PassageSearch
from agente.packs.loader import load_pack
from agente.packs.pack import Passage
from tools.distil.material import Company, companies, is_left_out

ROOT = Path(__file__).parents[2]
PACKS = {"tamarindo": "packs/tamarindo", "sorriso-claro": "tests/evaluation/packs/sorriso-claro"}
Told = tuple[Evidence, bool]  # of the nearest passage, and whether it answers


def of_company(company: Company) -> Iterator[Told]:
    passages = [
        Passage(str(place), f"{one.title} > {one.heading}", one.text) for place, one in enumerate(company.passages)
    ]
    search = PassageSearch(passages)
    for question, answer in company.questions:
        for passage, evidence in search.evidence(question, "pt-BR")[:1]:
            yield evidence, passage.document == str(answer)


def of_reworded() -> Iterator[Told]:
    packs = {name: load_pack(ROOT / path) for name, path in PACKS.items()}
    searches = {name: PassageSearch(pack.passages, pack.default_locale) for name, pack in packs.items()}
    for line in (ROOT / "tests/knowledge/reworded.jsonl").read_text("utf-8").splitlines():
        row = json.loads(line)
        wanted = {(place["document"], place["heading"]) for place in row["expect"]}
        for passage, evidence in searches[row["pack"]].evidence(row["text"], row["locale"])[:1]:
            yield evidence, (Path(passage.document).name, passage.title) in wanted


def of_plain() -> Iterator[Told]:
    pack = load_pack(ROOT / PACKS["tamarindo"])
    search = PassageSearch(pack.passages, pack.default_locale)
    asked = yaml.safe_load((ROOT / "tests/knowledge/questions.yaml").read_text("utf-8"))
    wanted = {**asked["answerable"], **dict.fromkeys(asked["unanswerable"])}
    for question, heading in wanted.items():
        for passage, evidence in search.evidence(question, "pt-BR")[:1]:
            yield evidence, passage.title == heading


def main() -> None:
    left_out = [company for company in companies() if is_left_out(company)]
    told = [*(one for company in left_out for one in of_company(company)), *of_reworded(), *of_plain()]
    fitted = LogisticRegression(C=10).fit([list(evidence) for evidence, _ in told], [answers for _, answers in told])
    print(
        dict(zip(Evidence._fields, fitted.coef_[0].round(2).tolist(), strict=True)), fitted.intercept_.round(2).tolist()
    )


if __name__ == "__main__":
    main()
