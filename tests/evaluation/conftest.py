from tests.agents.conftest import sample_assistant

__all__ = ["sample_assistant"]
