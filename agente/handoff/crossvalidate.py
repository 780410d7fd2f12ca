"""How well does the judgement's model tell the moods of messages that it has not seen?

`python -m agente.handoff.crossvalidate`: four folds over the corpus; takes a minute.
"""

import sys

from sklearn.metrics import classification_report
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from agente.handoff.corpus_files import load
from agente.handoff.train import blocks, features
from agente.kit.text_training import linear_model

FOLDS = 4


def main() -> None:
    labels, texts = zip(*load(), strict=True)
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=0)
    found = cross_val_predict(linear_model(), features(*blocks(texts)), list(labels), cv=folds)
    moods = [[label.partition(".")[0] for label in side] for side in (labels, found)]
    sys.stdout.write(classification_report(*moods, digits=3))


if __name__ == "__main__":
    main()
