"""Are the keys good and do the models exist? Asked once, in the background, when the server starts.

So a wrong setting is said in the log at once, by its name, and not by the first customer's turn.
"""

import asyncio
from collections.abc import Mapping, Sequence

import structlog

from agente.llm.build import SETTING_OF_TIER
from agente.llm.chain import Chain
from agente.llm.errors import LLMError, Passing, QuotaExhausted, TimedOut, Unauthorized
from agente.llm.route import Route

log = structlog.get_logger()

WITHIN_S = 5.0
SETTING_OF_KEY = {"openai": "OPENAI_API_KEY", "anthropic": "ANTHROPIC_API_KEY"}


async def probe(chain: Chain) -> None:
    """Asks every provider for its list of models; what is wrong is logged, and counted by the breakers."""
    by_provider: dict[str, dict[str, Route]] = {}
    for tier, routes in chain.routes.items():
        for route in routes:
            by_provider.setdefault(route.provider.name, {})[SETTING_OF_TIER[tier]] = route
    await asyncio.gather(*(_probe_one(name, routes) for name, routes in by_provider.items()))


async def _probe_one(provider: str, routes: Mapping[str, Route]) -> None:
    try:
        listed = await _list(next(iter(routes.values())))
    except (Unauthorized, QuotaExhausted, Passing) as error:
        log.warning("LLM provider not usable", provider=provider, setting=SETTING_OF_KEY[provider], kind=error.kind)
        for route in set(routes.values()):
            route.breaker.failed(error)
            route.last_error = error.kind
        return
    except LLMError:
        return  # a server without a list of models may well answer
    for setting, route in routes.items():
        if not _has(listed, route.model):
            log.warning("LLM model not listed", provider=provider, setting=setting, model=route.model)


async def _list(route: Route) -> Sequence[str]:
    try:
        async with asyncio.timeout(WITHIN_S):
            return await route.provider.models()
    except TimeoutError:
        raise TimedOut(f"no list of models within {WITHIN_S} s", provider=route.provider.name) from None


def _has(listed: Sequence[str], model: str) -> bool:
    """Gemini writes models/NAME, Ollama NAME:TAG."""
    return any(name == model or name.endswith(f"/{model}") or name.startswith(f"{model}:") for name in listed)
