"""How does a new pack begin? As a copy of a small one that is valid and answers at once."""

import json
from pathlib import Path

from agente.packs.errors import FolderNotEmpty
from agente.packs.models import Locale

TEMPLATES = Path(__file__).parent / "template"
# The templates are packs themselves; the name of their business is replaced wherever it stands.
TEMPLATE_NAMES: dict[Locale, str] = {"pt-BR": "Minha Loja", "en": "My Shop", "es": "Mi Tienda"}


def create_pack(directory: Path, name: str | None, lang: Locale) -> list[Path]:
    """Writes a new pack, in that language, and returns its files.

    `name` is the business's; without one it is made from the folder's ("minha-loja": Minha Loja).
    Raises `FolderNotEmpty` when there is something in `directory` already, and `OSError` when it cannot be written.
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise FolderNotEmpty(directory)
    name = " ".join((name or directory.resolve().name.replace("-", " ").replace("_", " ").title()).split())
    written = []
    for template in sorted((TEMPLATES / lang).rglob("*")):
        if template.is_file():
            path = directory / template.relative_to(TEMPLATES / lang)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(_with_name(template.read_text("utf-8"), name, lang), encoding="utf-8")
            written.append(path)
    return written


def _with_name(text: str, name: str, lang: Locale) -> str:
    """Quoted in YAML, where a name may hold signs that mean something there; plain in the README."""
    template_name = TEMPLATE_NAMES[lang]
    quoted = json.dumps(name, ensure_ascii=False)
    return text.replace(f'"{template_name}"', quoted).replace(template_name, name)
