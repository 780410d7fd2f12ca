"""`agente`: every command's name, options and help. The work is done in the modules beside this one."""

from pathlib import Path
from typing import Annotated

import typer

from agente.cli.terms import say
from agente.evaluation.tasks import Task

app = typer.Typer(help=say("app"), no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
keys = typer.Typer(help=say("keys"), no_args_is_help=True)
app.add_typer(keys, name="keys")
maintenance = typer.Typer(help=say("maintenance"), no_args_is_help=True)
app.add_typer(maintenance, name="maintenance")
live_settings = typer.Typer(help=say("settings"), no_args_is_help=True)
app.add_typer(live_settings, name="settings")
mail = typer.Typer(help=say("mail"), no_args_is_help=True)
app.add_typer(mail, name="mail")
crm = typer.Typer(help=say("crm"), no_args_is_help=True)
app.add_typer(crm, name="crm")
outbox = typer.Typer(help=say("outbox"), no_args_is_help=True)
app.add_typer(outbox, name="outbox")
calendar = typer.Typer(help=say("calendar"), no_args_is_help=True)
app.add_typer(calendar, name="calendar")
ops = typer.Typer(help=say("ops"), no_args_is_help=True)
app.add_typer(ops, name="ops")

PackOption = Annotated[Path | None, typer.Option("--pack", help=say("opt_pack"), show_default=False)]
JsonOption = Annotated[bool, typer.Option("--json", help=say("opt_json"))]


@app.command(help=say("serve"))
def serve(
    host: Annotated[str | None, typer.Option(help=say("opt_host"), show_default=False)] = None,
    port: Annotated[int | None, typer.Option(help=say("opt_port"), min=0, max=65535, show_default=False)] = None,
    pack: PackOption = None,
    workers: Annotated[int, typer.Option(help=say("opt_workers"), min=1, max=64)] = 1,
) -> None:
    if workers > 1:
        from agente.cli import workers as several

        several.run(workers, host=host, port=port, pack=pack)
        return
    from agente.kit.memory import begin_start

    begin_start()
    from agente.cli.serve import run

    run(host=host, port=port, pack=pack)


@app.command(help=say("worker"))
def worker(pack: PackOption = None) -> None:
    from agente.cli.worker import run

    run(pack)


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


@app.command(help=say("review"))
def review(
    most: Annotated[int, typer.Option("--most", help=say("opt_most"), min=1, max=500)] = 20,
    show_summary: Annotated[bool, typer.Option("--summary", help=say("opt_summary"))] = False,
    export: Annotated[Path | None, typer.Option(help=say("opt_export"), show_default=False)] = None,
    days: Annotated[int, typer.Option(help=say("opt_review_days"), min=1, max=365)] = 30,
    as_json: JsonOption = False,
) -> None:
    from agente.cli import review as reviewing

    if show_summary:
        reviewing.summary(as_json)
    elif export:
        reviewing.export(export, days)
    else:
        reviewing.run(most)


@app.command(help=say("reload"))
def reload() -> None:
    from agente.cli.reload import run

    run()


@app.command(help=say("migrate"))
def migrate() -> None:
    from agente.cli.database import migrate as run

    run()


@app.command("migrate-data", help=say("migrate_data"))
def migrate_data(
    source: Annotated[str | None, typer.Option("--from", help=say("opt_from"), show_default=False)] = None,
    target: Annotated[str | None, typer.Option("--to", help=say("opt_to"), show_default=False)] = None,
    as_json: JsonOption = False,
) -> None:
    from agente.cli.moving import run

    run(source, target, as_json)


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


MinutesOption = Annotated[int | None, typer.Option(help=say("opt_minutes"), min=1, max=10_080, show_default=False)]


@maintenance.command("on", help=say("maintenance_on"))
def maintenance_on(minutes: MinutesOption = None) -> None:
    from agente.cli.maintenance import switch

    switch("on", minutes)


@maintenance.command("partial", help=say("maintenance_partial"))
def maintenance_partial(minutes: MinutesOption = None) -> None:
    from agente.cli.maintenance import switch

    switch("partial", minutes)


@maintenance.command("off", help=say("maintenance_off"))
def maintenance_off() -> None:
    from agente.cli.maintenance import switch

    switch("off", None)


@maintenance.command("status", help=say("maintenance_status"))
def maintenance_status(as_json: JsonOption = False) -> None:
    from agente.cli.maintenance import status

    status(as_json)


@live_settings.command("list", help=say("settings_list"))
def settings_list(as_json: JsonOption = False) -> None:
    from agente.cli.maintenance import show_settings

    show_settings(as_json)


@live_settings.command("set", help=say("settings_set"))
def settings_set(
    name: Annotated[str, typer.Argument(help=say("arg_setting"))],
    value: Annotated[str, typer.Argument(help=say("arg_value"))],
) -> None:
    from agente.cli.maintenance import change_setting

    change_setting(name, value)


@live_settings.command("unset", help=say("settings_unset"))
def settings_unset(name: Annotated[str, typer.Argument(help=say("arg_setting"))]) -> None:
    from agente.cli.maintenance import undo_setting

    undo_setting(name)


DestinationOption = Annotated[str | None, typer.Option("--destination", help=say("opt_destination"))]
StatusOption = Annotated[str | None, typer.Option("--status", help=say("opt_status"))]
EventOption = Annotated[str | None, typer.Option("--event", help=say("opt_event"))]
SubjectOption = Annotated[str | None, typer.Option("--subject", help=say("opt_subject"))]
DeliveryId = Annotated[str, typer.Argument(help=say("arg_delivery"))]


@mail.command("test", help=say("mail_test"))
def mail_test(to: Annotated[str | None, typer.Option(help=say("opt_mail_to"), show_default=False)] = None) -> None:
    from agente.cli.mail import test

    test(to)


@mail.command("preview", help=say("mail_preview"))
def mail_preview(
    name: Annotated[str | None, typer.Argument(help=say("arg_mail"), show_default=False)] = None,
    locale: Annotated[str | None, typer.Option(help=say("opt_locale"), show_default=False)] = None,
    html: Annotated[Path | None, typer.Option(help=say("opt_mail_html"), show_default=False)] = None,
    pack: PackOption = None,
) -> None:
    from agente.cli.mail import preview

    preview(name, locale, html, pack)


@crm.command("test", help=say("crm_test"))
def crm_test() -> None:
    from agente.cli.crm import test

    test()


@calendar.command("test", help=say("calendar_test"))
def calendar_test() -> None:
    from agente.cli.calendar import test

    test()


@crm.command("reconcile", help=say("crm_reconcile"))
def crm_reconcile(
    repair: Annotated[bool, typer.Option("--repair", help=say("opt_repair"))] = False,
    as_json: JsonOption = False,
) -> None:
    from agente.cli.crm import reconcile

    reconcile(repair, as_json)


@outbox.command("list", help=say("outbox_list"))
def outbox_list(
    destination: DestinationOption = None,
    status: StatusOption = None,
    event: EventOption = None,
    subject: SubjectOption = None,
    limit: Annotated[int, typer.Option(help=say("opt_limit"), min=1, max=10_000)] = 50,
    as_json: JsonOption = False,
) -> None:
    from agente.cli.outbox import show_list

    show_list({"destination": destination, "status": status, "event": event, "subject": subject}, limit, as_json)


@outbox.command("show", help=say("outbox_show"))
def outbox_show(delivery_id: DeliveryId, as_json: JsonOption = False) -> None:
    from agente.cli.outbox import show

    show(delivery_id, as_json)


@outbox.command("retry", help=say("outbox_retry"))
def outbox_retry(
    delivery_id: Annotated[str | None, typer.Argument(help=say("arg_delivery"), show_default=False)] = None,
    destination: DestinationOption = None,
    status: StatusOption = None,
) -> None:
    from agente.cli.outbox import retry

    retry({"id": delivery_id, "destination": destination, "status": status})


@outbox.command("drop", help=say("outbox_drop"))
def outbox_drop(
    delivery_id: DeliveryId,
    reason: Annotated[str, typer.Option(help=say("opt_reason"))],
) -> None:
    from agente.cli.outbox import drop

    drop(delivery_id, reason)


ReplicasOption = Annotated[int, typer.Option(help=say("opt_replicas"), min=1, max=10_000)]
UrlOption = Annotated[str | None, typer.Option("--url", help=say("opt_url"), show_default=False)]


@app.command(help=say("doctor"))
def doctor(url: UrlOption = None, replicas: ReplicasOption = 1, as_json: JsonOption = False) -> None:
    from agente.cli.doctor import run

    run(url, replicas, as_json)


@ops.command("preflight", help=say("ops_preflight"))
def ops_preflight(replicas: ReplicasOption = 1, as_json: JsonOption = False) -> None:
    from agente.cli.doctor import preflight

    preflight(replicas, as_json)


@ops.command("daily", help=say("ops_daily"))
def ops_daily(
    url: UrlOption = None,
    prometheus: Annotated[str | None, typer.Option(help=say("opt_prometheus"), show_default=False)] = None,
    backups: Annotated[Path, typer.Option(help=say("opt_backups"))] = Path("/backups"),
    as_json: JsonOption = False,
) -> None:
    from agente.cli.doctor import daily

    daily(url, prometheus, backups, as_json)


@ops.command("servers", help=say("ops_servers"))
def ops_servers() -> None:
    from agente.cli.servers import run

    run()


def main() -> None:
    app()
