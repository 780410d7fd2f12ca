"""Teaches the shipped network what came into the corpus later: `python -m tools.distil.material_refine FOLDER`.

It begins with `agente/knowledge/meaning_network.npz`, learns to find the answers of every company, and writes
`meaning_network.npz` into the folder: weights between what they were and what they became, so that most of what the
teacher once told is kept. Some ten minutes of two cores; the teacher is not needed.
"""

import argparse
from collections.abc import Sequence
from functools import partial
from pathlib import Path

import numpy as np
import torch

from agente.kit.text_encoder import shipped_encoder
from agente.kit.text_model import Arrays, read_arrays, write_arrays
from agente.knowledge.meaning import SHIPPED
from tools.distil.material import Company, companies, is_left_out, pieces
from tools.distil.material_student import Lessons, Pace, Reader, Student, arrays, measured, taught
from tools.distil.student import as_bytes

PACE = Pace(steps=1000, rate=5e-4, measured_each=100)
NEW = 0.28  # of the weights; more finds more, and changes more of what is found well today
NEW_WORDS = 0.3  # of the numbers that chance gives to a word without any
SAME = ("middle", "bias", "weigh", "weigh_bias", "out", "out_bias", "none", "none_bias", "filters")


def own_numbers(network: Arrays) -> dict[str, np.ndarray]:
    numbers = network["own"] * network["own_scale"].astype(np.float32)
    return dict(zip(network["words"].tobytes().decode().split("\n"), numbers, strict=True))


def begun(network: Arrays, reader: Reader, found: Sequence[Company]) -> Student:
    """The network as it is, and numbers for words that the corpus has often enough by now."""
    known = own_numbers(network)
    rows = [[reader.place(word) for word in known]] * 3
    for company in found:
        rows += [reader.read(text, 1) for text, _ in company.questions]
        rows += [reader.read(piece, 0) for one in company.passages for piece in pieces(one)]
    reader.learn(rows)
    student = Student(reader)
    with torch.no_grad():
        student.own.weight.mul_(NEW_WORDS)
        for word, numbers in known.items():
            student.own.weight[int(reader.known[reader.place(word)])] = torch.from_numpy(numbers)
        _set_weights(student, {name: torch.from_numpy(network[name].astype(np.float32)) for name in SAME})
    return student


def _set_weights(student: Student, told: dict[str, torch.Tensor]) -> None:
    """The centre of the encoder's vectors, which was folded into `middle`, is worked out again."""
    size, width = shipped_encoder().size, len(told["bias"])
    student.centre.copy_(torch.linalg.lstsq(-told["filters"][:size].T, told["middle"][:, None]).solution[:, 0])
    student.spread.fill_(1.0)
    student.filters.weight.copy_(told["filters"].reshape(-1, 3, width).permute(2, 0, 1))
    student.filters.bias.copy_(told["bias"])
    student.weigh.weight.copy_(told["weigh"].T)
    student.weigh.bias.copy_(told["weigh_bias"])
    student.out.weight.copy_(told["out"].T)
    student.out.bias.copy_(told["out_bias"])
    student.none.weight.copy_(told["none"][None])
    student.none.bias.fill_(float(told["none_bias"]))


def refined(student: Student, lessons: Lessons, unseen: Sequence[Company]) -> Student:
    measure = partial(measured, student, lessons.reader, unseen)
    print("as it is:", measure(), flush=True)
    return taught(student, lessons.loss_of, measure, PACE)


def between(before: Arrays, after: Arrays) -> dict[str, np.ndarray]:
    """The weights at `NEW` of the way; a word that is new has its new numbers."""
    old = own_numbers(before)
    own = np.array([NEW * new + (1 - NEW) * old.get(word, new) for word, new in own_numbers(after).items()])
    mixed = {name: NEW * after[name].astype(np.float32) + (1 - NEW) * before[name].astype(np.float32) for name in SAME}
    numbers, scale = as_bytes(torch.from_numpy(own))
    same_type = {name: value.astype(after[name].dtype) for name, value in mixed.items()}
    return {**after, **same_type, "own": numbers, "own_scale": scale}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    torch.manual_seed(0)
    found = companies()
    learnt = [company for company in found if not is_left_out(company)]
    unseen = [company for company in found if is_left_out(company)]
    before, reader = read_arrays(SHIPPED.read_bytes()), Reader()
    student = begun(before, reader, learnt)
    after = arrays(refined(student, Lessons(reader, learnt), unseen), reader)
    (folder / "meaning_network.npz").write_bytes(write_arrays(between(before, after)))


if __name__ == "__main__":
    main()
