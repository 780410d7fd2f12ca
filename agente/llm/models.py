"""Which model is asked, at which vendor, when a setting names one?

A name is good at every provider: the other vendor's is exchanged for one of the same size, and names that were retired
for their successor. So `LLM_PROVIDER=anthropic` alone works while `DEFAULT_MODEL` still names a model of OpenAI's.
"""

import re
from collections.abc import Mapping
from typing import Literal

from agente.llm.messages import Tier

Vendor = Literal["openai", "anthropic"]
VENDORS: tuple[Vendor, ...] = ("openai", "anthropic")

# Chosen for speed and price. In USD per million tokens in and out: 0.10 and 0.50 for the simple models, 1 and 5 for
# OpenAI's default, 2 and 10 for Anthropic's (price tables of genai-prices 0.2.3, November 2026).
CURRENT: Mapping[Vendor, Mapping[Tier, str]] = {
    "openai": {"default": "gpt-6.1-terra", "simple": "gpt-6-luna"},
    "anthropic": {"default": "claude-sonnet-5-5", "simple": "claude-haiku-5-5"},
}

# The runbook's own defaults; OpenAI retired them on 2026-10-23.
RETIRED: Mapping[str, str] = {
    "gpt-4": CURRENT["openai"]["default"],
    "gpt-4-turbo": CURRENT["openai"]["default"],
    "gpt-3.5-turbo": CURRENT["openai"]["simple"],
}

OPENAI_NAMES = re.compile(r"(ft:)?(gpt-|chatgpt-|o\d|codex-)")
ANTHROPIC_NAMES = re.compile(r"claude-")
SMALL = re.compile(r"luna|nano|mini|haiku|gpt-3\.5")


def vendor_of(name: str) -> Vendor | None:
    """Whose model this is, by its name; None for a name that is neither's."""
    if OPENAI_NAMES.match(name):
        return "openai"
    return "anthropic" if ANTHROPIC_NAMES.match(name) else None


def model_at(vendor: Vendor, tier: Tier, named: str | None, *, own_server: bool = False) -> str:
    """The model to ask for at this vendor, where the settings name `named` for this tier.

    `own_server`: OPENAI_BASE_URL points to a server of the operator's, whose names only the operator knows; they pass
    unchanged.
    """
    if not named:
        return CURRENT[vendor][tier]
    if own_server:
        return named
    if vendor_of(named) in (vendor, None):
        return RETIRED.get(named, named)
    return CURRENT[vendor]["simple" if SMALL.search(named) else "default"]
