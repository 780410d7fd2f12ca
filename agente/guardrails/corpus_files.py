"""The messages that the injection classifier is trained on, and the mark of what it was trained from."""

import hashlib
from pathlib import Path

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
EVERYDAY = HERE.parent / "intents" / "corpus"  # data of the open intent corpus; any ordinary messages would do
_CODE = ("injection_features.py", "unmasking.py", "folding.py", "injection_meaning.py", "train.py", "train_meaning.py")
_ENCODER = HERE.parent / "intents" / "encoder.npz"


def lines(name: str) -> list[str]:
    return (CORPUS / f"{name}.txt").read_text("utf-8").splitlines()


def fingerprint() -> str:
    """Changes with the attacks, the look-alikes, the code that weighs them and the encoder that reads them."""
    digest = hashlib.sha256()
    for path in [*sorted(CORPUS.glob("*.txt")), *(HERE / name for name in _CODE), _ENCODER]:
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
