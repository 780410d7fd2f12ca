"""`agente`: every command's name, options and help. The work is done in the modules beside this one."""

from pathlib import Path
from typing import Annotated

import typer

from agente.cli.terms import say
from agente.evaluation.tasks import Task

app = typer.Typer(help=say("app"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
keys = typer.Typer(help=say("keys"), no_args_is_help=True)
app.add_typer(keys, name="keys")

PackOption = Annotated[Path | None, typer.Option("--pack", help=say("opt_pack"), show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help=say("opt_json"))]


@app.command(help=say("serve"))
def serve(
    host: Annotated[str | None, typer.Option(help=say("opt_host"), show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help=say("opt_port"), min=0, max=65535, show_default=False)] = None,
    pack: PackOption = None,
) -> None:
    from agente.cli.serve import run

    run(host=host, port=port, pack=pack)


@app.command(help=say("chat"))
def chat(
    pack: PackOption = None,
    as_json: JsonOption = False,
    locale: Annotated[str | None, typer.Option(help=say("opt_locale"), show_default=False)] = None,
) -> None:
    from agente.cli.chat import run

    run(pack=pack, as_json=as_json, locale=locale)


@app.command(help=say("init"))
def init(directory: Annotated[Path, typer.Argument(help=say("arg_directory"))]) -> None:
    from agente.cli.packs import create

    create(directory)


@app.command(help=say("check"))
def check(
    pack: Annotated[Path | None, typer.Argument(help=say("opt_pack"), show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    from agente.cli.packs import check_pack_folder

    check_pack_folder(pack, as_json)


@app.command("eval", help=say("eval"))
def evaluate(
    pack: Annotated[Path | None, typer.Argument(help=say("opt_pack"), show_default=False)] = None,
    only: Annotated[str | None, typer.Option(help=say("opt_only"), show_default=False)] = None,
    model: Annotated[bool, typer.Option("--model", help=say("opt_model"))] = False,
    scenarios: Annotated[bool, typer.Option("--scenarios", help=say("opt_scenarios"))] = False,
    model_customer: Annotated[str | None, typer.Option(help=say("opt_model_customer"), show_default=False)] = None,
    repeat: Annotated[int, typer.Option(help=say("opt_repeat"), min=1, max=100)] = 1,
    report: Annotated[Path | None, typer.Option(help=say("opt_report"), show_default=False)] = None,
    html: Annotated[Path | None, typer.Option(help=say("opt_html"), show_default=False)] = None,
    compare: Annotated[tuple[Path, Path] | None, typer.Option(help=say("opt_compare"), show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    if compare:
        from agente.cli.eval_reports import run_comparison

        run_comparison(*compare, as_json=as_json)
    from agente.cli.evals import Wanted, run, run_scenarios

    wanted = Wanted(pack, only, model, model_customer, repeat, report, html, as_json)
    if scenarios:
        run_scenarios(wanted)
    run(wanted)


@app.command(help=say("predict"))
def predict(
    task: Annotated[Task, typer.Option(help=say("opt_task"))],
    pack: PackOption = None,
) -> None:
    from agente.cli.predict import run

    run(task, pack)


@app.command(help=say("costs"))
def costs(
    # At most `agente.llm.service.MAX_DAYS`, which would take too long to import for `--help`.
    days: Annotated[int, typer.Option(help=say("opt_days"), min=1, max=92)] = 7,
    by_conversation: Annotated[bool, typer.Option("--conversations", help=say("opt_conversations"))] = False,
    pack: PackOption = None,
    as_json: JsonOption = False,
) -> None:
    from agente.cli.costs import run

    run(days, by_conversation, pack, as_json)


@app.command(help=say("reload"))
def reload() -> None:
    from agente.cli.reload import run

    run()


@app.command(help=say("migrate"))
def migrate() -> None:
    from agente.cli.database import migrate as run

    run()


@app.command(help=say("retention"))
def retention(
    apply: Annotated[bool, typer.Option("--apply/--dry-run", help=say("opt_apply"))] = False,
    pack: PackOption = None,
    as_json: JsonOption = False,
) -> None:
    from agente.cli.retention import run

    run(apply, pack, as_json)


@app.command(help=say("version"))
def version() -> None:
    from agente import __version__

    typer.echo(__version__)


@keys.command("create", help=say("keys_create"))
def keys_create(name: Annotated[str, typer.Option(help=say("opt_name"))], as_json: JsonOption = False) -> None:
    from agente.cli.keys import create

    create(name, as_json)


@keys.command("list", help=say("keys_list"))
def keys_list(as_json: JsonOption = False) -> None:
    from agente.cli.keys import show

    show(as_json)


@keys.command("revoke", help=say("keys_revoke"))
def keys_revoke(prefix: Annotated[str, typer.Argument(help=say("arg_prefix"))]) -> None:
    from agente.cli.keys import revoke

    revoke(prefix)


@keys.command("secret", help=say("keys_secret"))
def keys_secret() -> None:
    import secrets

    typer.echo(secrets.token_urlsafe(48))


def main() -> None:
    app()
