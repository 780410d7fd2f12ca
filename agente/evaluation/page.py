"""A report as one HTML file that needs nothing else: no network, no script of others, light and dark."""

from functools import partial
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from agente.evaluation.comparison import METRICS
from agente.evaluation.report import Report
from agente.evaluation.wording import figure, sentence
from agente.i18n.texts import texts
from agente.packs.models import Locale

_TEMPLATES = Environment(
    loader=FileSystemLoader(Path(__file__).parent / "templates"),
    undefined=StrictUndefined,
    autoescape=True,
    trim_blocks=True,
    lstrip_blocks=True,
)


def render_page(report: Report, locale: Locale) -> str:
    return _TEMPLATES.get_template("report.html.j2").render(
        report=report,
        locale=locale,
        words=texts("report", locale),
        metrics=[(metric, metric.of(report)) for metric in METRICS],
        figure=partial(figure, locale=locale),
        sentence=partial(sentence, locale=locale),
    )
