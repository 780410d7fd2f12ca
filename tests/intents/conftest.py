from pathlib import Path

import pytest

from agente.intents.router import Router


@pytest.fixture(scope="package")
def cache_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("router")


@pytest.fixture(scope="package")
def router(cache_dir: Path) -> Router:
    """Trained once, on the open corpus alone."""
    return Router.prepare({}, cache_dir)
