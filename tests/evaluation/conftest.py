from tests.agents.conftest import router_cache, sample_assistant

__all__ = ["router_cache", "sample_assistant"]
