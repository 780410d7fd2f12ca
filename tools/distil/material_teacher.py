"""Fine-tunes E5 to find what answers a question: `python -m tools.distil.material_teacher FOLDER`.

Reads the search's corpus and writes `material-teacher.pt`. With sixty-two companies the first of four epochs was not
over after ten minutes of processor time.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from tools.distil.e5 import E5
from tools.distil.material import Company, Material, Tally, companies, is_left_out, whole
from tools.distil.noise import noisy
from tools.distil.teacher import Descent

EPOCHS = 4
COMPANIES = 2  # read together: each passage of the one is none of the other's answers
QUESTIONS = 48  # of each, at once
RATE = 1e-4
SHARPNESS = 25.0  # of the cosines, to begin with
SHARPNESS_RATE = 0.1
CLEAN = 0.5  # of the questions are read as they were written
SMOOTHING = 0.05
Part = list[tuple[Company, list[int]]]  # some companies, with the places of some of their questions


class Teacher(nn.Module):
    """Both sides are read by one encoder; `out` tells how near a passage must be to answer a question."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = E5()
        self.out = nn.Linear(self.encoder.size, 1)
        self.sharpness = nn.Parameter(torch.tensor(SHARPNESS))
        nn.init.zeros_(self.out.weight)
        nn.init.constant_(self.out.bias, 0.8)

    def questions(self, texts: Sequence[str]) -> Tensor:
        return self.read([f"query: {text}" for text in texts])

    def passages(self, passages: Sequence[Material]) -> Tensor:
        return self.read([f"passage: {whole(one)}" for one in passages])

    def forward(self, asked: Tensor, told: Tensor) -> Tensor:
        """How likely each passage answers each question, as logits; the last column is that none does."""
        return self.sharpness * torch.cat([asked @ told.T, self.out(asked)], 1)

    def read(self, texts: Sequence[str]) -> Tensor:
        with torch.autocast("cpu", torch.bfloat16):
            states = self.encoder(texts)
        return functional.normalize(states.float(), dim=1)


def parts(found: Sequence[Company], chance: random.Random) -> Iterator[Part]:
    """In the end all questions were read once."""
    left = {one.name: chance.sample(range(len(one.questions)), len(one.questions)) for one in found}
    while waiting := [company for company in found if left[company.name]]:
        chosen = chance.sample(waiting, min(COMPANIES, len(waiting)))
        yield [(one, [left[one.name].pop() for _ in range(min(QUESTIONS, len(left[one.name])))]) for one in chosen]


def loss_of(teacher: Teacher, part: Part, chance: random.Random) -> Tensor:
    asked: list[str] = []
    wanted: list[int] = []
    passages: list[Material] = []
    none = sum(len(company.passages) for company, _ in part)
    for company, chosen in part:
        for text, answer in (company.questions[place] for place in chosen):
            asked.append(text if chance.random() < CLEAN else noisy(text, "pt-BR", chance))
            wanted.append(none if answer is None else len(passages) + answer)
        passages += company.passages
    logits = teacher(teacher.questions(asked), teacher.passages(passages))
    return functional.cross_entropy(logits, torch.tensor(wanted), label_smoothing=SMOOTHING)


def train(learnt: Sequence[Company], unseen: Sequence[Company]) -> Teacher:
    torch.manual_seed(0)
    chance = random.Random(0)
    teacher = Teacher().train()
    steps = EPOCHS * sum(1 for _ in parts(learnt, chance))
    descent = Descent(teacher, RATE, 1)
    descent.optimiser.add_param_group({"params": [teacher.sharpness], "lr": SHARPNESS_RATE})
    # The number of parts differs a little from one epoch to the next.
    descent.schedule = torch.optim.lr_scheduler.OneCycleLR(
        descent.optimiser, [RATE, 10 * RATE, SHARPNESS_RATE], total_steps=steps + steps // 4 + 50, pct_start=0.08
    )
    started = time.time()
    for epoch in range(EPOCHS):
        for part in parts(learnt, chance):
            descent.step(loss_of(teacher, part, chance))
        told = measured(teacher.eval(), unseen)
        print(f"epoch {epoch + 1} of {EPOCHS}, {time.time() - started:.0f} s; {told}", flush=True)
        teacher.train()
    return teacher.eval()


@torch.no_grad()
def measured(teacher: Teacher, unseen: Sequence[Company]) -> Tally:
    tally = Tally()
    for company in unseen:
        found = teacher(teacher.questions([text for text, _ in company.questions]), teacher.passages(company.passages))
        for logits, (_, answer) in zip(found, company.questions, strict=True):
            nearest = logits[:-1].topk(3)
            tally.add(nearest.indices.tolist(), says_none=bool(logits[-1] > nearest.values[0]), answer=answer)
    return tally


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    found = companies()
    unseen = [company for company in found if is_left_out(company)]
    print("as it is:", measured(Teacher().eval(), unseen), flush=True)
    teacher = train([company for company in found if not is_left_out(company)], unseen)
    torch.save(teacher.state_dict(), folder / "material-teacher.pt")


if __name__ == "__main__":
    main()
