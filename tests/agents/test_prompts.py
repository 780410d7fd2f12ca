from pathlib import Path

import pytest
from jinja2 import Environment, meta

from agente.agents import prompts
from agente.agents.specialists.registry import SPECIALISTS, Registry
from agente.agents.specialists.spec import Specialist
from agente.packs.models import AgentOverride
from tests.agents.conftest import TUESDAY, clinic

TEMPLATES = sorted(Path(prompts.__file__).parent.rglob("*.md.j2"))


@pytest.mark.parametrize("path", TEMPLATES, ids=[path.stem for path in TEMPLATES])
def test_template_uses_only_declared_variables(path: Path) -> None:
    used = meta.find_undeclared_variables(Environment(autoescape=True).parse(path.read_text("utf-8")))
    assert used <= prompts.VARIABLES | prompts.TURN_VARIABLES | prompts.ROUTE_VARIABLES


@pytest.mark.parametrize("specialist", SPECIALISTS, ids=[specialist.name for specialist in SPECIALISTS])
def test_every_specialist_has_a_prompt_that_renders(specialist: Specialist) -> None:
    text = prompts.render_prompt(specialist, clinic(), "es")
    assert "Sorriso Claro" in text
    assert "Clínica dental en el centro de Recife." in text
    assert "Answer in Spanish." in text
    assert "{" not in text


def test_pack_instructions_and_forbidden_promises_are_in_the_prompt() -> None:
    pack = clinic()
    object.__setattr__(
        pack, "specialists", {"sales": AgentOverride(instructions="Fale do check-up.", tools=["find_products"])}
    )
    object.__setattr__(pack.policies, "forbidden_promises", ["sem dor"])
    text = prompts.render_prompt(Registry(pack.specialists)["sales"], pack, "pt-BR")
    assert "Fale do check-up." in text
    assert "Never say or suggest: sem dor" in text


def test_variables_are_exactly_the_declared_ones() -> None:
    assert prompts.prompt_variables(SPECIALISTS[0], clinic(), "pt-BR").keys() == prompts.VARIABLES


def test_turn_tells_time_customer_material_and_objection() -> None:
    material = [prompts.Material("Prazos", "Entregamos em 2 dias.")]
    text = prompts.render_turn("e o frete?", TUESDAY, known="name: Ana", summary="", material=material, objection="")
    assert "Tuesday, 2026-11-24 10:00" in text
    assert "name: Ana" in text
    assert "<material>\n[Prazos]\nEntregamos em 2 dias.\n</material>" in text
    assert text.endswith("<customer>\ne o frete?\n</customer>")
    assert "withheld" not in text


def test_prompt_of_a_specialist_changes_with_nothing_but_pack_and_language() -> None:
    """Vendors' prompt caches hit on what is the same from the beginning."""
    assert "2026" not in prompts.render_prompt(SPECIALISTS[0], clinic(), "pt-BR")
