"""What a language model is told: one template a specialist, made of shared pieces, one for the turn, one for
routing, one for the summary of what came before.

The words here are true of the product; what is true of one business comes from its pack. A specialist's prompt changes
with nothing but the pack and the language, so that vendors' prompt caches hit; what changes comes in the turn's.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agente.agents.specialists.spec import Specialist
from agente.i18n import formats
from agente.packs.models import Locale
from agente.packs.pack import Pack

# What a specialist's template may use; `prompt_variables` fills exactly these.
VARIABLES = frozenset({"business", "description", "language", "tone", "instructions", "forbidden_promises"})
TURN_VARIABLES = frozenset({"now", "known", "summary", "material", "objection", "message"})
ROUTE_VARIABLES = frozenset({"business", "intents"})

LANGUAGES: dict[Locale, str] = {"pt-BR": "Brazilian Portuguese", "en": "English", "es": "Spanish"}
_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent),
    undefined=StrictUndefined,
    auto_reload=False,  # else each rendering asks the disk whether a template has changed
    autoescape=False,  # noqa: S701 - plain text for a model, not HTML
)


@dataclass(frozen=True, slots=True)
class Material:
    """A piece of the company's own words."""

    title: str
    text: str


def prompt_variables(specialist: Specialist, pack: Pack, locale: Locale) -> dict[str, object]:
    override = pack.specialists.get(specialist.name)
    instructions = override.instructions if override else None
    return {
        "business": pack.business.name,
        "description": pack.localize(pack.business.description, locale),
        "language": LANGUAGES[locale],
        "tone": pack.localize(pack.business.tone, locale) if pack.business.tone else "",
        "instructions": pack.localize(instructions, locale) if instructions else "",
        "forbidden_promises": pack.policies.forbidden_promises,
    }


def render_prompt(specialist: Specialist, pack: Pack, locale: Locale) -> str:
    template = _template(f"{specialist.name}.md.j2")
    return template.render(prompt_variables(specialist, pack, locale)).strip()


def render_turn(
    message: str, now: datetime, *, known: str, summary: str, material: Sequence[Material], objection: str
) -> str:
    """What is new in this turn; `now` is aware and in the pack's time zone, `objection` says what a guard withheld."""
    return _template("turn.md.j2").render(
        now=f"{formats.weekday(now.weekday(), 'en')}, {now:%Y-%m-%d %H:%M}",
        known=known,
        summary=summary,
        material=material,
        objection=objection,
        message=message,
    )


def render_route(pack: Pack, intents: Sequence[tuple[str, str]]) -> str:
    return _template("route.md.j2").render(business=pack.business.name, intents=intents).strip()


def render_summary(pack: Pack) -> str:
    return _template("summary.md.j2").render(business=pack.business.name).strip()


_template = lru_cache(_TEMPLATES.get_template)
