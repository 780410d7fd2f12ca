"""`agente init` and `agente check`."""

from pathlib import Path

import typer

from agente.cli.common import fail, settings_or_fail
from agente.cli.terms import Exit, language, say
from agente.kit.serialization import dumps
from agente.packs.errors import FolderNotEmpty
from agente.packs.findings import Finding, render_findings
from agente.packs.loader import check_pack
from agente.packs.scaffold import create_pack


def create(directory: Path) -> None:
    try:
        files = create_pack(directory, None, language())
    except FolderNotEmpty:
        fail(say("directory_not_empty", directory=directory))
    typer.echo(say("created", directory=directory))
    for file in files:
        typer.echo(f"  {file}")
    typer.echo(say("created_next", directory=directory))


def check_pack_folder(pack: Path | None, as_json: bool) -> None:
    """Prints every finding; the exit code is 1 when one of them is an error."""
    path = pack or settings_or_fail().pack
    findings = check_pack(path)
    errors = sum(finding.severity == "error" for finding in findings)
    if as_json:
        for finding in findings:
            typer.echo(dumps(finding.to_dict(language())))
    else:
        _print(findings, errors, path)
    raise typer.Exit(Exit.FAILED if errors else Exit.OK)


def _print(findings: list[Finding], errors: int, path: Path) -> None:
    if findings:
        typer.echo(render_findings(findings, language(), path))
        typer.echo("")
    if errors:
        typer.echo(say("check_failed", errors=errors, warnings=len(findings) - errors))
        return
    if findings:
        typer.echo(say("check_warnings", count=len(findings)))
    typer.echo(say("check_ok", pack=path))
