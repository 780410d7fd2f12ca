import re
from pathlib import Path

import pytest

import agente.agents.local
import agente.channels.openai
import agente.scheduling
from agente.i18n import catalogue
from agente.packs.models import INTENTS


def test_every_intent_has_a_reply_that_a_pack_may_replace() -> None:
    assert catalogue.REPLIES["pt-BR"].keys() >= set(INTENTS)


def test_every_key_is_said_somewhere() -> None:
    folders = [
        Path(part.__file__).parent
        for part in (agente.agents, agente.agents.local, agente.scheduling, agente.channels.openai)
    ]
    code = "".join(path.read_text("utf-8") for folder in folders for path in folder.glob("*.py"))
    composed = (
        r"price_(hour|day|week|month|year|once)|contact_\w+|phone|whatsapp|email|site|hours_(closed_)?(holiday_)?on"
    )
    said = set(re.findall(r"""["'](\w+)["']""", code)) | set(INTENTS)
    assert {key for key in catalogue.REPLIES["pt-BR"] if key not in said and not re.fullmatch(composed, key)} == set()


def test_missing_key_in_one_locale_is_refused() -> None:
    with pytest.raises(catalogue.CatalogueError, match="bye"):
        catalogue.check({"pt-BR": {"hi": ("Oi",), "bye": ("Tchau",)}, "en": {"hi": ("Hi",)}})


def test_different_placeholders_are_refused() -> None:
    with pytest.raises(catalogue.CatalogueError, match="hi"):
        catalogue.check({"pt-BR": {"hi": ("Oi, {name}",)}, "en": {"hi": ("Hi",)}})


def test_fill_replaces_names_and_leaves_other_braces() -> None:
    assert catalogue.fill("{a} {B} {{c}} {}", {"a": "1", "c": "2"}) == "1 {B} {2} {}"
    with pytest.raises(KeyError):
        catalogue.fill("{a}", {})
