import string
from pathlib import Path

import pytest

from agente.packs.findings import LABELS, Finding, catalogue, render_findings
from agente.packs.loader import check_pack
from tests.packs.test_mistakes import BUSINESS, CATALOG, MISTAKES, write_pack


class TestRenderFindings:
    def test_shows_place_cause_and_remedy(self, tmp_path: Path) -> None:
        write_pack(tmp_path, **{"catalog.yaml": CATALOG.replace("99.90", "R$ 1.200")})

        assert render_findings(check_pack(tmp_path), "pt-BR", Path("packs/minha-loja")) == (
            'packs/minha-loja/catalog.yaml:6:17  erro CAT03  "R$ 1.200" não é um preço\n'
            "    5 |     prices:\n"
            "    6 |       - amount: R$ 1.200\n"
            "      |                 ^^^^^^^^\n"
            "  faça: escreva 1200.00 (a moeda é BRL, de business.yaml:4)"
        )

    def test_speaks_three_languages(self, tmp_path: Path) -> None:
        findings = check_pack(write_pack(tmp_path, **{"business.yaml": BUSINESS + "timezon: x\n"}))

        assert "do this: replace `timezon` by `timezone`" in render_findings(findings, "en", "x")
        assert "haga: cambie `timezon` por `timezone`" in render_findings(findings, "es", "x")

    def test_a_whole_file_has_no_line(self, tmp_path: Path) -> None:
        findings = check_pack(tmp_path)

        assert render_findings(findings, "pt-BR", "loja").startswith("loja/business.yaml  erro PCK04  falta")

    def test_a_missing_folder_is_named(self, tmp_path: Path) -> None:
        text = render_findings(check_pack(tmp_path / "nada"), "en", tmp_path / "nada")

        assert text.startswith(f"{tmp_path}/nada  error PCK01")

    def test_stops_at_twenty_with_errors_first(self, tmp_path: Path) -> None:
        keys = "".join(f"zz{number:02}: 1\n" for number in range(33))
        findings = check_pack(write_pack(tmp_path, **{"business.yaml": BUSINESS + keys, "a.yaml": ""}))
        text = render_findings(findings, "pt-BR", "x")

        assert text.count("BUS02") == 20
        assert text.endswith("e mais 14")
        assert "aviso" not in text

    def test_long_lines_are_cut_around_the_mark(self, tmp_path: Path) -> None:
        line = "tone: {pt-BR: " + "a" * 300 + ", fr: b}\n"
        text = render_findings(check_pack(write_pack(tmp_path, **{"business.yaml": BUSINESS + line})), "en", "x")
        shown, marks = next(
            pair for pair in zip(text.split("\n"), text.split("\n")[1:], strict=False) if "^" in pair[1]
        )

        assert len(shown) < 130
        assert shown[marks.index("^") : marks.rindex("^") + 1] == "fr"

    def test_what_could_move_the_cursor_is_not_printed(self) -> None:
        finding = Finding("a.yaml", "yaml_character", {}, 1, 1, 1, ((1, "\x1b[2J\x07oi"),))

        assert "\x1b" not in render_findings([finding], "en", "x")

    @pytest.mark.parametrize(
        "tool",
        [
            "http:\n  - name: pedidos\n    description: x\n    url: https://a.br\n    auth_secret: sk-123\n",
            "http:\n  - name: pedidos\n    description: x\n    url: https://eu:sk-123@a.br\n",
            "mcp:\n  - name: loja\n    command: a\n    env_secrets: [sk-123]\n",
        ],
    )
    def test_a_pasted_secret_is_not_shown(self, tmp_path: Path, tool: str) -> None:
        findings = check_pack(write_pack(tmp_path, **{"tools.yaml": tool}))

        assert "sk-123" not in render_findings(findings, "pt-BR", "x") + str(findings[0].to_dict())


def test_to_dict_has_the_fields_of_the_text(tmp_path: Path) -> None:
    findings = check_pack(write_pack(tmp_path, **{"business.yaml": "nome: Loja\ndescription: x\n"}))

    assert [finding.to_dict() for finding in findings] == [
        {
            "file": "business.yaml",
            "line": 1,
            "column": 1,
            "severity": "error",
            "id": "BUS02",
            "message": "`nome`: quis dizer `name`?",
            "remedy": "troque `nome` por `name`, ou apague a linha",
            "snippet": [{"line": 1, "text": "nome: Loja"}],
        }
    ]


class TestCatalogue:
    def test_every_entry_has_the_same_fields_in_three_languages(self) -> None:
        for key, entry in catalogue().items():
            used = []
            for lang in LABELS:
                text = entry[lang]["message"] + entry[lang]["remedy"]
                used.append({name for _, name, _, _ in string.Formatter().parse(text) if name})
            assert used[0] == used[1] == used[2], key

    def test_reference_lists_every_id(self) -> None:
        reference = (Path(__file__).parents[2] / "docs/referencia/pacote.md").read_text("utf-8")
        folder = {f"PCK{entry['number']:02}" for entry in catalogue().values() if entry.get("prefix")}
        general = {f"| {entry['number']:02} |" for entry in catalogue().values() if entry["number"] <= 10}
        particular = {mistake[2] for mistake in MISTAKES if mistake[2][3:] > "10"}

        assert [name for name in sorted(folder | general | particular) if name not in reference] == []

    def test_every_particular_number_has_a_seeded_mistake(self) -> None:
        seeded = {finding[2][3:] for finding in MISTAKES}

        assert {f"{entry['number']:02}" for entry in catalogue().values()} <= seeded
