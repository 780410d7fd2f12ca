import pytest

from agente.intents.router import Router


@pytest.fixture(scope="package")
def router() -> Router:
    """For a pack without examples of its own."""
    return Router({})
