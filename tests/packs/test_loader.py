from datetime import date, time
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from agente.packs.errors import PackInvalid
from agente.packs.hours import Interval
from agente.packs.loader import check_pack, load_pack, read_pack
from agente.packs.models import FILES
from tests.packs.test_mistakes import BUSINESS, write_pack


class TestLoadPack:
    def test_everything_that_was_written_is_in_the_pack(self, tmp_path: Path) -> None:
        hours = "hours:\n  monday: [08:00-12:00, 13:30-18:00]\n"
        write_pack(
            tmp_path,
            **{
                "business.yaml": BUSINESS + hours + "holidays:\n  - {date: 12-25, name: Natal}\n",
                "knowledge/entrega.md": "# Entrega\n## Prazo\nAté 5 dias.\n",
                "responses.yaml": "goodbye:\n  pt-BR: [Tchau!]\n",
                "intents.yaml": "pricing:\n  pt-BR: [quanto sai]\n",
                "agents.yaml": "sales:\n  instructions: Seja breve.\n",
                "policies.yaml": "forbidden_topics: [política]\n",
                "tools.yaml": "http: [{name: pedidos, description: x, url: 'https://a.br/p'}]\n",
                "qualification.yaml": "fields: [{name: email, type: email, question: Qual?}]\n",
                "evals/a.yaml": "conversations: [{name: a, turns: [{customer: oi}]}]\n",
            },
        )
        pack = load_pack(tmp_path)

        assert pack.name == tmp_path.name
        assert pack.business.name == "Loja"
        assert pack.hours is not None
        assert pack.hours.weekly(0)[1] == Interval(time(13, 30), time(18))
        assert pack.hours.on(date(2026, 12, 25)) == ()
        assert pack.products[0].prices[0].amount == Decimal("99.90")
        assert [(passage.heading, passage.text) for passage in pack.passages] == [("Entrega > Prazo", "Até 5 dias.")]
        assert pack.responses["goodbye"]["pt-BR"] == ["Tchau!"]
        assert pack.intent_examples["pricing"]["pt-BR"] == ["quanto sai"]
        assert pack.specialists["sales"].instructions == "Seja breve."
        assert pack.policies.forbidden_topics == ["política"]
        assert pack.tools.http[0].name == "pedidos"
        assert pack.qualification is not None
        [case] = pack.evals
        assert case.conversation.turns[0].customer == "oi"
        assert (case.file, case.lines) == ("evals/a.yaml", (1,))

    def test_scenarios_have_a_folder_of_their_own(self, tmp_path: Path) -> None:
        scenario = "{name: a, persona: x, goal: x, opening: oi, success: {handoff: true}}"
        files = {"business.yaml": BUSINESS, "evals/scenarios/a.yaml": f"scenarios: [{scenario}]\n"}
        write_pack(tmp_path, **files)

        pack = load_pack(tmp_path)

        assert [(case.scenario.name, case.file) for case in pack.scenarios] == [("a", "evals/scenarios/a.yaml")]
        assert pack.evals == ()

    def test_each_turn_of_a_conversation_test_has_its_line(self, tmp_path: Path) -> None:
        turns = ["      - customer: oi", "        expect: {}", "      - expect: {}", "        customer: tchau"]
        talk = "\n".join(["conversations:", "  - name: a", "    turns:", *turns])
        write_pack(tmp_path, **{"business.yaml": "name: Loja\ndescription: x\n", "evals/a.yaml": talk})

        [case] = load_pack(tmp_path).evals

        assert case.lines == (4, 7)

    def test_business_alone_is_a_pack(self, tmp_path: Path) -> None:
        (tmp_path / "business.yaml").write_text("name: Loja\ndescription: x\n")

        assert load_pack(tmp_path).products == ()

    def test_broken_pack_raises_with_the_findings(self, tmp_path: Path) -> None:
        write_pack(tmp_path, **{"catalog.yaml": "products: 3\n", "policies.yaml": "handof: {}\n"})

        with pytest.raises(PackInvalid) as raised:
            load_pack(tmp_path)
        assert [finding.id for finding in raised.value.findings] == ["CAT05", "POL02"]

    def test_warnings_do_not_stop_it(self, tmp_path: Path) -> None:
        write_pack(tmp_path, **{"knowledge/vazio.md": ""})

        pack, findings = read_pack(tmp_path)
        assert pack is not None
        assert [finding.severity for finding in findings] == ["warning"]


class TestValuesAsWritten:
    """YAML 1.1 would read these as booleans, dates, minutes or octal numbers."""

    @pytest.mark.parametrize("text", ["no", "on", "yes", "off", "2026-12-25", "12:30", "0x1F", "1_000", "~a", "="])
    def test_plain_text_stays_text(self, tmp_path: Path, text: str) -> None:
        write_pack(tmp_path, **{"business.yaml": BUSINESS + f"tone: {text}\n"})

        assert load_pack(tmp_path).business.tone == text

    def test_anchors_and_merges_are_followed(self, tmp_path: Path) -> None:
        weekdays = "hours:\n  monday: &day ['08:00-12:00']\n  tuesday: *day\n"
        prices = "prices: [&p {amount: 5, period: month}, {<<: *p, period: year}]"
        catalog = f"products: [{{id: a, name: A, summary: x, {prices}}}]\n"
        pack = load_pack(write_pack(tmp_path, **{"business.yaml": BUSINESS + weekdays, "catalog.yaml": catalog}))

        assert pack.business.hours is not None
        assert pack.business.hours.tuesday == ["08:00-12:00"]
        assert [(price.amount, price.period) for price in pack.products[0].prices] == [(5, "month"), (5, "year")]

    def test_empty_values_are_left_out(self, tmp_path: Path) -> None:
        write_pack(tmp_path, **{"business.yaml": BUSINESS + "site:\nholidays:\n#  - date: 12-25\n", "catalog.yaml": ""})

        assert load_pack(tmp_path).business.holidays == []

    def test_byte_order_mark_and_windows_line_ends_are_accepted(self, tmp_path: Path) -> None:
        text = b"\xef\xbb\xbf" + BUSINESS.replace("\n", "\r\n").encode()
        markdown = b"---\r\ntitle: Frete\r\n---\r\nGratis.\r\n"
        pack = load_pack(write_pack(tmp_path, **{"business.yaml": text, "knowledge/a.md": markdown}))

        assert [(passage.heading, passage.text) for passage in pack.passages] == [("Frete", "Gratis.")]


class TestVersion:
    def test_same_content_elsewhere_has_the_same_version(self, tmp_path: Path) -> None:
        first, second = (load_pack(write_pack(tmp_path / name)) for name in "ab")

        assert first.version == second.version
        assert len(first.version) == 12

    def test_any_changed_file_changes_it_and_other_files_do_not(self, tmp_path: Path) -> None:
        before = load_pack(write_pack(tmp_path)).version
        (tmp_path / "README.md").write_text("oi")
        (tmp_path / ".business.yaml.swp").write_text("oi")
        assert load_pack(tmp_path).version == before

        write_pack(tmp_path, **{"knowledge/a.md": "# A\ntexto\n"})
        assert load_pack(tmp_path).version != before


class TestFolder:
    def ids(self, path: Path) -> list[str]:
        return [finding.id for finding in check_pack(path)]

    def test_no_folder(self, tmp_path: Path) -> None:
        assert self.ids(tmp_path / "nada") == ["PCK01"]

    def test_file_instead_of_folder(self, tmp_path: Path) -> None:
        (tmp_path / "a.yaml").write_text("")
        assert self.ids(tmp_path / "a.yaml") == ["PCK02"]

    def test_folder_that_may_not_be_listed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(path: Path) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Path, "iterdir", refuse)  # as root, permissions do not hold
        assert self.ids(write_pack(tmp_path)) == ["PCK03"]

    def test_empty_folder(self, tmp_path: Path) -> None:
        assert self.ids(tmp_path) == ["PCK04"]

    def test_business_under_another_name(self, tmp_path: Path) -> None:
        (tmp_path / "business.yml").write_text(BUSINESS)
        assert self.ids(tmp_path) == ["PCK04"]

    def test_latin_1_names_the_line(self, tmp_path: Path) -> None:
        write_pack(tmp_path, **{"knowledge/a.md": "# A\nPreço: ação\n".encode("latin-1")})

        finding = check_pack(tmp_path)[0]
        assert (finding.id, finding.line, finding.column) == ("PCK05", 2, 4)

    @pytest.mark.parametrize("name", ["business.yaml", "knowledge/a.md"])
    def test_ten_megabytes(self, tmp_path: Path, name: str) -> None:
        assert self.ids(write_pack(tmp_path, **{name: b"# " + b"a" * 10_000_000})) == ["PCK06"]

    def test_folder_with_the_name_of_a_file(self, tmp_path: Path) -> None:
        (write_pack(tmp_path) / "tools.yaml").mkdir()
        assert self.ids(tmp_path) == ["PCK08"]


class TestHostileYaml:
    def test_alias_bomb_is_refused(self, tmp_path: Path) -> None:
        lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
        findings = check_pack(write_pack(tmp_path, **{"catalog.yaml": "\n".join(lines)}))

        assert [finding.id for finding in findings] == ["CAT01"]

    @pytest.mark.parametrize("text", ["[" * 20_000, "{a: " * 20_000, "- " * 20_000, "&a [*a]", "a: &a {<<: *a}"])
    def test_deep_or_circular_yaml_is_refused(self, tmp_path: Path, text: str) -> None:
        findings = check_pack(write_pack(tmp_path, **{"catalog.yaml": text}))

        assert [finding.id for finding in findings] == ["CAT01"]

    def test_chain_of_aliases_deeper_than_python_goes_is_refused(self, tmp_path: Path) -> None:
        lines = ["- &a0 x"] + [f"- &a{n} [*a{n - 1}]" for n in range(1, 3000)]
        findings = check_pack(write_pack(tmp_path, **{"catalog.yaml": "\n".join(lines)}))

        assert [finding.id for finding in findings] == ["CAT01"]


names = st.sampled_from([*FILES, "evals/a.yaml", "evals/scenarios/a.yaml", "knowledge/a.md"])
words = st.text(max_size=8) | st.sampled_from(["pt-BR", "greeting", "name", "products", "R$ 1,00", "1.200", "{x}", "~"])
keys = st.sampled_from(sorted({key for model in FILES.values() for key in model.model_fields})) | words
values = st.recursive(
    words | st.integers() | st.floats() | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4),
    max_leaves=12,
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


class TestAnyContent:
    @quick
    @given(name=names, content=st.binary(max_size=200))
    def test_bytes_never_raise(self, tmp_path: Path, name: str, content: bytes) -> None:
        pack, findings = read_pack(write_pack(tmp_path, **{name: content}))

        assert (pack is None) == any(finding.severity == "error" for finding in findings)
        (tmp_path / name).unlink()

    @quick
    @given(name=names, text=st.text(alphabet="ab:-[]{}&*!|>'\"#%@` \n\t1.,éR$?", max_size=80))
    def test_text_made_of_yaml_signs_never_raises(self, tmp_path: Path, name: str, text: str) -> None:
        for finding in check_pack(write_pack(tmp_path, **{name: text})):
            assert finding.message
        (tmp_path / name).unlink()

    @quick
    @given(name=names, value=st.dictionaries(keys, values, max_size=5))
    def test_any_shape_gives_findings_inside_the_file(self, tmp_path: Path, name: str, value: object) -> None:
        text = yaml.safe_dump(value, allow_unicode=True)
        for finding in check_pack(write_pack(tmp_path, **{name: text})):
            assert finding.line <= len(text.splitlines())
            assert finding.to_dict("es")["remedy"]
        (tmp_path / name).unlink()
