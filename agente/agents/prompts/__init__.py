"""The instructions of each specialist for a language model: one template a specialist, made of shared pieces.

The words here are true of the product; what is true of one business comes from its pack.
"""

from datetime import datetime
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agente.agents.specialists.spec import Specialist
from agente.i18n import formats
from agente.packs.models import Locale
from agente.packs.pack import Pack

# What a template may use; `prompt_variables` fills exactly these.
VARIABLES = frozenset(
    {"business", "description", "now", "language", "tone", "tools", "instructions", "forbidden_promises"}
)

_LANGUAGES: dict[Locale, str] = {"pt-BR": "Brazilian Portuguese", "en": "English", "es": "Spanish"}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    autoescape=False,  # noqa: S701 - plain text for a model, not HTML
)


def prompt_variables(specialist: Specialist, pack: Pack, locale: Locale, now: datetime) -> dict[str, object]:
    """`now` is aware and in the pack's time zone."""
    override = pack.specialists.get(specialist.name)
    instructions = override.instructions if override else None
    return {
        "business": pack.business.name,
        "description": pack.localize(pack.business.description, locale),
        "now": f"{formats.weekday(now.weekday(), 'en')}, {now:%Y-%m-%d %H:%M}",
        "language": _LANGUAGES[locale],
        "tone": pack.localize(pack.business.tone, locale) if pack.business.tone else "",
        "tools": specialist.tools,
        "instructions": pack.localize(instructions, locale) if instructions else "",
        "forbidden_promises": pack.policies.forbidden_promises,
    }


def render_prompt(specialist: Specialist, pack: Pack, locale: Locale, now: datetime) -> str:
    template = _TEMPLATES.get_template(f"{specialist.name}.md.j2")
    return template.render(prompt_variables(specialist, pack, locale, now)).strip()
