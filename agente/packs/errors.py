"""What goes wrong with packs, for those who call this package."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from agente.packs.findings import Finding


class PackInvalid(Exception):
    """A pack has errors and cannot be served; `findings` name each one, warnings included."""

    def __init__(self, path: Path, findings: Sequence["Finding"]) -> None:
        self.path = path
        self.findings = tuple(findings)
        super().__init__(f"{path}: {', '.join(f'{f.place} {f.id}' for f in self.findings[:3])}")


class FolderNotEmpty(Exception):
    """A new pack would be written over files that are already there."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path} is not empty")
