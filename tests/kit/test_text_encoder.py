"""The encoder reads whatever was written, and is loaded once for all who read with it."""

import numpy as np

from agente.kit.text_encoder import shipped_encoder


def test_half_a_character_is_read_as_an_unknown_word() -> None:
    assert np.isfinite(shipped_encoder().features(["^", "\ud800", "$"])).all()


def test_all_readers_share_it() -> None:
    assert shipped_encoder() is shipped_encoder()


def test_its_features_lead_to_its_labels() -> None:
    assert len(shipped_encoder().logits(["^", "quanto", "custa", "?"])) == 16
