"""Language models: are the keys taken, do the providers answer? Asked for their list of models, which costs nothing."""

import asyncio

from agente.llm.build import build_chain
from agente.llm.chain import Chain
from agente.llm.errors import LLMError, QuotaExhausted, Unauthorized
from agente.llm.provider import Provider
from agente.ops.findings import Finding
from agente.settings import InvalidSettings, Settings

WITHIN_S = 3.0


def check(settings: Settings) -> list[Finding]:
    """A provider that is away is a warning: another one, or the local engine, answers."""
    try:
        chain = build_chain(settings)
    except InvalidSettings as error:
        return [Finding("models", "fail", "settings_bad", {"reason": error.problems[0]}, "env | grep MODEL")]
    if chain is None:
        return [Finding("models", "off", "models_fallback" if settings.fallback_mode else "models_off")]
    return asyncio.run(_ask_all(chain))


async def _ask_all(chain: Chain) -> list[Finding]:
    providers = {route.provider.name: route.provider for routes in chain.routes.values() for route in routes}
    try:
        return list(await asyncio.gather(*map(_ask, providers.values())))
    finally:
        await chain.close()


async def _ask(provider: Provider) -> Finding:
    setting = f"{provider.name.upper()}_API_KEY"
    values = {"provider": provider.name, "setting": setting}
    try:
        async with asyncio.timeout(WITHIN_S):
            await provider.models()
    except (Unauthorized, QuotaExhausted) as error:
        return Finding("models", "warn", "models_refused", values | {"reason": error.kind}, f"env | grep -c {setting}")
    except (LLMError, TimeoutError) as error:
        reason = error.kind if isinstance(error, LLMError) else "timeout"
        return Finding(
            "models", "warn", "models_away", values | {"reason": reason}, f"curl https://status.{provider.name}.com"
        )
    return Finding("models", "ok", "models_ok", values)
