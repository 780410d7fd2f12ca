import pytest

from agente.packs.loader import load_pack
from agente.packs.pack import Pack
from tests.support.server import SAMPLE_PACK
from tests.support.shop import shop

__all__ = ["shop"]


@pytest.fixture(scope="session")
def pack() -> Pack:
    return load_pack(SAMPLE_PACK)
