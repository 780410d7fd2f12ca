import json

import pytest

from bench.readme import END, RESULTS, ROOT, START, TEMPLATES, figures, put


class TestPut:
    def test_replaces_only_what_stands_between_the_marks(self):
        assert put(f"a\n{START}\nold\n{END}\nb", "new") == f"a\n{START}\nnew\n{END}\nb"


class TestFigures:
    @pytest.mark.parametrize("readme", TEMPLATES)
    def test_a_readme_says_what_was_measured(self, readme):
        text = (ROOT / readme).read_text(encoding="utf-8")
        measured = json.loads(RESULTS.read_text(encoding="utf-8"))
        assert put(text, figures(measured, readme)) == text, "run: python -m bench.readme"

    def test_portuguese_has_decimal_commas_but_not_in_versions(self):
        text = figures(json.loads(RESULTS.read_text(encoding="utf-8")), "README.pt-BR.md")
        machine = text[text.index("Python ") :]
        assert machine.count(".") >= 2
        assert "." not in text[text.index("uma chamada ao modelo") : text.index("MB")]
