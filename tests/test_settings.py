from pathlib import Path

import pytest

from agente.settings import InvalidSettings, environment, read_settings


class TestEnvironment:
    def test_secret_may_stand_in_the_env_file_and_the_process_comes_first(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SHOP_TOKEN", "of-the-process")
        (tmp_path / ".env").write_text("SHOP_TOKEN=of-the-file\nERP_TOKEN=only-in-the-file\n")

        known = environment()

        assert (known["SHOP_TOKEN"], known["ERP_TOKEN"]) == ("of-the-process", "only-in-the-file")

    def test_without_a_file_there_is_the_process(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        monkeypatch.setenv("SHOP_TOKEN", "x")

        assert environment()["SHOP_TOKEN"] == "x"


class TestRedisUrl:
    def test_empty_is_unset(self) -> None:
        empty = read_settings(redis_url="", smtp_url="", rate_limit_per_minute="", calendar_provider="")
        assert (empty.redis_url, empty.smtp_url, empty.calendar_provider) == (None, None, "builtin")
        assert empty.rate_limit_per_minute == read_settings().rate_limit_per_minute
        assert read_settings(trusted_proxies="").trusted_networks == []

    def test_other_addresses_are_refused_without_repeating_them(self) -> None:
        with pytest.raises(InvalidSettings) as refused:
            read_settings(redis_url="http://user:hidden@host")
        assert refused.value.problems == [
            "REDIS_URL: expected redis://host:port/database, for example redis://localhost:6379/0"
        ]


class TestSendGridWebhookKey:
    @pytest.mark.parametrize("key", ["abc", "-----BEGIN PUBLIC KEY-----", "AAAA"])
    def test_what_is_no_public_key_is_refused_at_start(self, key: str) -> None:
        with pytest.raises(InvalidSettings, match="SENDGRID_WEBHOOK_KEY: expected the verification key"):
            read_settings(sendgrid_webhook_key=key)


class TestSecretsFolder:
    def test_a_file_named_like_a_setting_is_its_value(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        (tmp_path / "notify_webhook_secret").write_text("from the file\n")
        monkeypatch.setenv("SECRETS_DIR", str(tmp_path))
        found = read_settings().notify_webhook_secret
        assert found
        assert (found.get_secret_value(), "from the file" in repr(found)) == ("from the file", False)

    def test_a_folder_that_is_not_there_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("SECRETS_DIR", str(tmp_path / "nada"))
        with pytest.raises(InvalidSettings, match="SECRETS_DIR"):
            read_settings()
