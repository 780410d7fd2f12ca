from pathlib import Path

import pytest

from agente.packs.errors import FolderNotEmpty
from agente.packs.loader import check_pack, load_pack
from agente.packs.models import Locale
from agente.packs.scaffold import create_pack


@pytest.mark.parametrize("lang", ["pt-BR", "en", "es"])
class TestCreatePack:
    def test_new_pack_has_no_findings(self, tmp_path: Path, lang: Locale) -> None:
        files = create_pack(tmp_path / "loja", "Loja", lang)

        assert check_pack(tmp_path / "loja") == []
        assert {path for path in (tmp_path / "loja").rglob("*") if path.is_file()} == set(files)
        pack = load_pack(tmp_path / "loja")
        assert pack.default_locale == lang
        assert len(pack.products) == 3
        assert len({passage.document for passage in pack.passages}) == 2
        assert pack.evals
        assert pack.responses
        assert pack.qualification

    @pytest.mark.parametrize("name", ['Bar "do" Zé: & Cia', "#1 Café", "\\n {business}"])
    def test_name_may_hold_any_sign(self, tmp_path: Path, lang: Locale, name: str) -> None:
        create_pack(tmp_path / "loja", name, lang)

        assert load_pack(tmp_path / "loja").business.name == name


def test_name_comes_from_the_folder(tmp_path: Path) -> None:
    create_pack(tmp_path / "padaria-do-ze", None, "pt-BR")

    assert load_pack(tmp_path / "padaria-do-ze").business.name == "Padaria Do Ze"
    assert "Padaria Do Ze" in (tmp_path / "padaria-do-ze" / "README.md").read_text()


def test_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notas.txt").write_text("minhas notas")

    with pytest.raises(FolderNotEmpty):
        create_pack(tmp_path, None, "pt-BR")
    assert [path.name for path in tmp_path.iterdir()] == ["notas.txt"]


def test_empty_folder_is_filled(tmp_path: Path) -> None:
    assert create_pack(tmp_path, None, "pt-BR")
