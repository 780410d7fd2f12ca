"""Which providers and models the settings lead to, and what is said of settings that lead nowhere."""

import pytest

from agente.llm.build import build_chain
from agente.llm.chain import Chain
from agente.llm.models import model_at
from agente.settings import InvalidSettings, Settings, read_settings
from tests.cli.test_serve import refused
from tests.support.server import Server

OPENAI = {"llm_provider": "openai", "openai_api_key": "k"}
ANTHROPIC = {"llm_provider": "anthropic", "anthropic_api_key": "k"}


def chain_of(**values: object) -> Chain | None:
    return build_chain(Settings(_env_file=None, **values))  # type: ignore[arg-type, call-arg]


def asked_in_order(**values: object) -> list[tuple[str, str, str]]:
    """Tier, provider and model, as they would be asked."""
    chain = chain_of(**values)
    assert chain
    return [(tier, route.provider.name, route.model) for tier, routes in chain.routes.items() for route in routes]


class TestOrder:
    def test_nothing_set_asks_nobody(self) -> None:
        assert chain_of() is None

    def test_a_key_alone_asks_nobody(self) -> None:
        assert chain_of(openai_api_key="k") is None

    def test_fallback_mode_asks_nobody(self) -> None:
        assert chain_of(**OPENAI, fallback_mode=True) is None

    def test_one_key_asks_one_provider(self) -> None:
        assert asked_in_order(**OPENAI) == [
            ("default", "openai", "gpt-6.1-terra"),
            ("simple", "openai", "gpt-6-luna"),
        ]

    def test_other_provider_is_second_where_it_has_a_key(self) -> None:
        assert asked_in_order(**OPENAI, anthropic_api_key="k")[:2] == [
            ("default", "openai", "gpt-6.1-terra"),
            ("default", "anthropic", "claude-sonnet-5-5"),
        ]

    def test_llm_provider_alone_changes_the_order(self) -> None:
        keys = {"openai_api_key": "k", "anthropic_api_key": "k", "default_model": "gpt-6-sol"}
        assert asked_in_order(llm_provider="anthropic", **keys)[:2] == [
            ("default", "anthropic", "claude-sonnet-5-5"),
            ("default", "openai", "gpt-6-sol"),
        ]


class TestModels:
    @pytest.mark.parametrize(
        ("vendor", "named", "asked"),
        [
            ("openai", "gpt-4", "gpt-6.1-terra"),
            ("openai", "gpt-4-turbo", "gpt-6.1-terra"),
            ("openai", "gpt-3.5-turbo", "gpt-6-luna"),
            ("openai", "gpt-4o", "gpt-4o"),
            ("openai", "claude-haiku-5-5", "gpt-6-luna"),
            ("openai", "claude-opus-5-5", "gpt-6.1-terra"),
            ("anthropic", "gpt-4", "claude-sonnet-5-5"),
            ("anthropic", "gpt-3.5-turbo", "claude-haiku-5-5"),
            ("anthropic", "gpt-5.4-nano", "claude-haiku-5-5"),
            ("anthropic", "claude-opus-5-5", "claude-opus-5-5"),
        ],
    )
    def test_a_name_is_good_at_either_vendor(self, vendor: str, named: str, asked: str) -> None:
        assert model_at(vendor, "default", named) == asked  # type: ignore[arg-type]

    @pytest.mark.parametrize("named", ["llama3.2:3b", "gpt-3.5-turbo", "claude-opus-5-5"])
    def test_own_server_is_asked_for_the_name_as_it_is(self, named: str) -> None:
        values = {"llm_provider": "openai", "openai_base_url": "http://127.0.0.1:11434/v1", "default_model": named}
        assert asked_in_order(**values) == [("default", "openai", named), ("simple", "openai", named)]


class TestMistakes:
    @pytest.mark.parametrize("provider", ["openai", "anthropic"])
    def test_missing_key_is_named(self, provider: str) -> None:
        with pytest.raises(InvalidSettings, match=f"{provider.upper()}_API_KEY"):
            read_settings(llm_provider=provider, _env_file=None)

    def test_own_server_needs_no_key(self) -> None:
        assert asked_in_order(llm_provider="openai", openai_base_url="http://127.0.0.1:11434/v1")

    @pytest.mark.parametrize("setting", ["default_model", "simple_query_model"])
    def test_model_that_no_vendor_has_is_named(self, setting: str) -> None:
        with pytest.raises(InvalidSettings, match=f"{setting.upper()}: .*gtp-6"):
            chain_of(**OPENAI, **{setting: "gtp-6"})

    def test_address_without_a_scheme_is_named(self) -> None:
        with pytest.raises(InvalidSettings, match=r"OPENAI_BASE_URL: .*http://"):
            read_settings(llm_provider="openai", openai_base_url="localhost:11434", _env_file=None)

    def test_server_ends_with_the_setting_and_no_traceback(self, tmp_path_factory: pytest.TempPathFactory) -> None:
        wrong = {"LLM_PROVIDER": "openai", "OPENAI_API_KEY": "segredo", "DEFAULT_MODEL": "gtp-6"}
        code, said = refused(Server(tmp_path_factory.mktemp("wrong"), environment=wrong))
        assert code == 3
        assert "DEFAULT_MODEL" in said
        assert "segredo" not in said
        assert "Traceback" not in said
