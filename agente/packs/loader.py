"""How is a pack loaded? One way for `agente check`, the start and a reload: everything is read, then judged."""

from collections.abc import Iterator
from pathlib import Path

from pydantic import BaseModel

from agente.packs import crmcheck, crosscheck, files, knowledge, mailcheck, shape, toolcheck
from agente.packs.errors import PackInvalid
from agente.packs.findings import Finding
from agente.packs.hours import BusinessHours
from agente.packs.models import (
    FILES,
    Agents,
    Business,
    Catalog,
    CrmMapping,
    Evals,
    FrontMatter,
    Intents,
    MailRules,
    Policies,
    Qualification,
    Responses,
    Scenarios,
    Tools,
)
from agente.packs.pack import EvalCase, Pack, ScenarioCase
from agente.packs.parts import Document, Parts
from agente.packs.source import read_yaml

SCENARIOS = "evals/scenarios/"


def load_pack(path: Path) -> Pack:
    """The pack in that folder. Raises `PackInvalid` with every finding when it has errors; warnings do not stop it."""
    pack, findings = read_pack(path)
    if pack is None:
        raise PackInvalid(path, findings)
    return pack


def check_pack(path: Path) -> list[Finding]:
    """Everything that should be mended, in the order of the files."""
    return read_pack(path)[1]


def read_pack(path: Path) -> tuple[Pack | None, list[Finding]]:
    """The pack, or None when there are errors, and all findings. Never raises for what the folder holds."""
    texts, version, findings = files.read_files(path)
    parts = Parts(texts)
    for name in sorted(texts, key=lambda name: (name != "business.yaml", name)):
        if name.startswith("knowledge/"):
            findings += _read_document(parts, name, texts[name])
        else:
            findings += _read_yaml_file(parts, name, texts[name])
    for checks in (crosscheck, toolcheck, crmcheck, mailcheck):
        findings += checks.check(parts)
    findings.sort(key=lambda finding: (finding.file, finding.line, finding.column))
    if any(finding.severity == "error" for finding in findings):
        return None, findings
    return _assemble(path.resolve(), version, parts), findings


def _read_yaml_file(parts: Parts, name: str, text: str) -> list[Finding]:
    source, findings = read_yaml(name, text)
    parts.sources[name] = source
    if findings:
        return findings
    if source.data is None:
        if name != "business.yaml":
            return []  # empty, or only comments: the same as no file
        return [source.finding("wants_keys", (), file=name, known=", ".join(Business.model_fields))]
    model, findings = shape.check_shape(source, _model_of(name), *_currency(parts))
    if model is not None:
        parts.models[name] = model
    return findings


def _model_of(name: str) -> type[BaseModel]:
    return FILES.get(name) or (Scenarios if name.startswith(SCENARIOS) else Evals)


def _currency(parts: Parts) -> tuple[str, str]:
    """The business's currency and where it is written, for what is said of a wrong price."""
    business = parts.get(Business)
    source = parts.sources.get("business.yaml")
    if business is None or source is None or ("currency",) not in source.keys:
        return "BRL", "business.yaml"
    return business.currency, f"business.yaml:{source.line_of(('currency',))}"


def _read_document(parts: Parts, name: str, text: str) -> list[Finding]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front_text, markdown = knowledge.front_matter(text)
    source, findings = read_yaml(name, front_text)
    source.lines = text.split("\n")
    if source.lines[0].rstrip() == "---" and not front_text:
        return [source.finding("open_front_matter", ())]
    if findings:
        return findings
    if source.data is None:
        source.data = {}
    front, findings = shape.check_shape(source, FrontMatter, *_currency(parts))
    if front is not None:
        parts.documents[name] = Document(source, front, knowledge.passages(name, markdown, front))
    return findings


def _assemble(path: Path, version: str, parts: Parts) -> Pack:
    business = parts.get(Business)
    assert business is not None  # noqa: S101 - without one there was an error
    catalog, responses, intents, agents = (
        parts.get(Catalog),
        parts.get(Responses),
        parts.get(Intents),
        parts.get(Agents),
    )
    return Pack(
        path=path,
        version=version,
        business=business,
        hours=BusinessHours(business.hours, business.holidays, business.timezone) if business.hours else None,
        products=tuple(catalog.products) if catalog else (),
        attribute_names=catalog.attribute_names if catalog else {},
        passages=tuple(passage for document in parts.documents.values() for passage in document.passages),
        qualification=parts.get(Qualification),
        responses=responses.root if responses else {},
        intent_examples=intents.root if intents else {},
        specialists=agents.root if agents else {},
        policies=parts.get(Policies) or Policies(),
        tools=parts.get(Tools) or Tools(),
        crm=parts.get(CrmMapping) or CrmMapping(),
        mail=parts.get(MailRules) or MailRules(),
        evals=tuple(_eval_cases(parts)),
        scenarios=tuple(
            ScenarioCase(scenario, source.file) for source, file in parts.scenarios() for scenario in file.scenarios
        ),
    )


def _eval_cases(parts: Parts) -> Iterator[EvalCase]:
    for source, evals in parts.evals():
        for index, talk in enumerate(evals.conversations):
            places = (("conversations", index, "turns", turn, "customer") for turn in range(len(talk.turns)))
            yield EvalCase(talk, source.file, tuple(source.line_of(place) for place in places))
