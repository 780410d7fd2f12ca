"""Which providers are there, by the settings, and in which order are they asked?"""

from collections.abc import Mapping, Sequence

from pydantic import SecretStr

from agente.llm import anthropic, openai
from agente.llm.breaker import Breaker
from agente.llm.chain import Chain
from agente.llm.costs import Prices
from agente.llm.http import Connections
from agente.llm.messages import NO_USAGE, Tier
from agente.llm.models import CURRENT, Vendor, model_at, vendor_of
from agente.llm.provider import Provider
from agente.llm.route import Route
from agente.settings import InvalidSettings, Settings

SETTING_OF_TIER: Mapping[Tier, str] = {"default": "DEFAULT_MODEL", "simple": "SIMPLE_QUERY_MODEL"}


def build_chain(settings: Settings) -> Chain | None:
    """The chain of providers; None where the local engine answers alone.

    Raises `InvalidSettings` for a model that no vendor has.
    """
    if settings.llm_provider == "local" or settings.fallback_mode:
        return None
    _check_models(settings)
    connections = Connections()
    providers = _providers(settings, connections)
    known: dict[tuple[str, str], Route] = {}
    routes = {tier: _routes(settings, providers, tier, known) for tier in SETTING_OF_TIER}
    prices = Prices(settings.llm_prices)
    for route in known.values():
        prices.cost_usd(route.provider.name, route.model, NO_USAGE)  # reads the tables now, not in the first turn
    return Chain(routes, connections, prices, settings.llm_timeout)


def _providers(settings: Settings, connections: Connections) -> Sequence[Provider]:
    """Those that have a key, or a server of their own; the preferred one first."""
    found: dict[str, Provider] = {}
    if settings.openai_api_key or settings.openai_base_url:
        url = settings.openai_base_url or openai.OFFICIAL_URL
        found["openai"] = openai.OpenAI(connections, url, _secret(settings.openai_api_key))
    if settings.anthropic_api_key or settings.anthropic_base_url:
        url = settings.anthropic_base_url or anthropic.OFFICIAL_URL
        found["anthropic"] = anthropic.Anthropic(connections, url, _secret(settings.anthropic_api_key))
    return sorted(found.values(), key=lambda provider: provider.name != settings.llm_provider)


def _routes(
    settings: Settings, providers: Sequence[Provider], tier: Tier, known: dict[tuple[str, str], Route]
) -> Sequence[Route]:
    """One for each provider. Tiers that use the same model share it."""
    routes = []
    for provider in providers:
        own_server = provider.name == "openai" and settings.openai_base_url is not None
        model = model_at(provider.name, tier, _named(settings, tier), own_server=own_server)
        routes.append(known.setdefault((provider.name, model), Route(provider, model, Breaker())))
    return routes


def _named(settings: Settings, tier: Tier) -> str | None:
    """The model that the settings name. A server of the operator's own may have one only, which then does both."""
    if tier == "default":
        return settings.default_model
    only_one = settings.default_model if settings.openai_base_url else None
    return settings.simple_query_model or only_one


def _check_models(settings: Settings) -> None:
    """A vendor's own servers have none but the vendors' names; what other servers have is found out by asking."""
    if settings.openai_base_url or settings.anthropic_base_url:
        return
    vendor: Vendor = "anthropic" if settings.llm_provider == "anthropic" else "openai"
    problems = [
        f"{SETTING_OF_TIER[tier]}: no vendor has a model {named!r}; try {CURRENT[vendor][tier]}. "
        "For a server of your own set OPENAI_BASE_URL."
        for tier in SETTING_OF_TIER
        if (named := _named(settings, tier)) and vendor_of(named) is None
    ]
    if problems:
        raise InvalidSettings(problems)


def _secret(key: SecretStr | None) -> str:
    return key.get_secret_value() if key else ""
