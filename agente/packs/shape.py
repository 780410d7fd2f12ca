"""Does one file have the shape of its model? Pydantic's errors, said in an owner's words: one finding a place."""

import difflib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar, get_args
from zoneinfo import available_timezones

from babel.core import get_global
from pydantic import BaseModel, RootModel, ValidationError
from pydantic_core import ErrorDetails

from agente.packs.findings import Finding, shorten
from agente.packs.source import THOUSANDS, Location, Source

# What owners write in their own language, and the key that the format has for it.
SYNONYMS = {
    "nome": "name", "nombre": "name", "descricao": "description", "descripcion": "description", "preco": "prices",
    "precos": "prices", "precio": "prices", "precios": "prices", "valor": "amount", "moeda": "currency",
    "moneda": "currency", "horario": "hours", "horarios": "hours", "feriados": "holidays", "feriado": "holidays",
    "festivos": "holidays", "endereco": "address", "direccion": "address", "telefone": "phone", "telefono": "phone",
    "rua": "street", "calle": "street", "bairro": "district", "cidade": "city", "ciudad": "city", "estado": "state",
    "cep": "postal_code", "idiomas": "locales", "tom": "tone", "tono": "tone", "produtos": "products",
    "productos": "products", "resumo": "summary", "resumen": "summary", "apelidos": "aliases", "tipo": "kind",
    "categoria": "category", "atributos": "attributes", "disponivel": "available", "disponible": "available",
    "periodo": "period", "unidade": "unit", "unidad": "unit", "a_partir_de": "starting_at", "campos": "fields",
    "regras": "rules", "reglas": "rules", "campo": "field", "pontos": "points", "puntos": "points",
    "pergunta": "question", "pregunta": "question", "obrigatorio": "required", "opcoes": "choices",
    "opciones": "choices", "motivo": "reason", "limite": "threshold", "conversas": "conversations",
    "turnos": "turns", "cliente": "customer", "espera": "expect", "diz": "says", "titulo": "title",
    "segunda": "monday", "terca": "tuesday", "quarta": "wednesday", "quinta": "thursday", "sexta": "friday",
    "sabado": "saturday", "domingo": "sunday", "lunes": "monday", "martes": "tuesday", "miercoles": "wednesday",
    "jueves": "thursday", "viernes": "friday", "pt": "pt-BR", "pt-br": "pt-BR", "pt_br": "pt-BR", "en-us": "en",
    "es-es": "es", "e-mail": "email", "price": "prices", "hour": "hours",
}  # fmt: skip

_PATTERNS = {
    "date": "bad_date", "id": "bad_id", "currency": "bad_currency", "at": "bad_moment", "name": "bad_identifier",
    "auth_secret": "bad_secret_name", "env_secrets": "bad_secret_name",
}  # fmt: skip
_VALUES = {"timezone": "bad_timezone", "email": "bad_email"}
_INTERVAL = re.compile(r"(\d{1,2})[:h]?(\d{2})?h?\s*(?:-|–|—|às|as|a|até|to)\s*(\d{1,2})[:h]?(\d{2})?h?", re.IGNORECASE)

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Problem:
    """One of pydantic's errors, placed in the file."""

    source: Source
    model: type[BaseModel]
    error: ErrorDetails
    location: Location
    currency: str
    currency_place: str

    @property
    def kind(self) -> str:
        return self.error["type"]

    @property
    def name(self) -> str:
        """The key that the place belongs to, also from inside its list."""
        return next((step for step in reversed(self.location) if isinstance(step, str)), self.source.file)

    @property
    def value(self) -> str:
        """The value as it was written."""
        return self.source.raw.get(self.location, shorten(self.error["input"]))

    def finding(self, key: str, *, on_key: bool = False, **params: object) -> Finding:
        return self.source.finding(key, self.location, on_key=on_key, name=self.name, value=self.value, **params)


def check_shape(
    source: Source, model: type[Model], currency: str, currency_place: str
) -> tuple[Model | None, list[Finding]]:
    """The file as its model, or one finding for each place that is wrong."""
    try:
        return model.model_validate(source.data), []
    except ValidationError as invalid:
        problems: dict[Location, Problem] = {}
        for error in invalid.errors(include_url=False):
            location = _location(source.data, error["loc"])
            place = (*location, error["loc"][-1]) if error["type"] == "missing" else location
            problems.setdefault(place, Problem(source, model, error, location, currency, currency_place))
        echoes = _echoes(problems)
        return None, [_translate(problem) for place, problem in problems.items() if place not in echoes]


def _echoes(problems: Mapping[Location, Problem]) -> set[Location]:
    """The places of problems that another one is the cause of.

    A union complains of the whole value for the members that it is not: the fault inside says more. And a key that
    was misspelt is missing under its right name too.
    """
    outer = {place[:depth] for place in problems for depth in range(len(place))}
    echoes = {place for place, problem in problems.items() if problem.kind.endswith("_type") and place in outer}
    for place, problem in problems.items():
        if problem.kind == "extra_forbidden":
            echoes.add((*place[:-1], nearest(str(place[-1]), _known_keys(problem))))
    return echoes


def _location(data: object, steps: tuple[int | str, ...]) -> Location:
    """Pydantic's path without the names of union members that it passes through."""
    found: list[int | str] = []
    for step in steps:
        inside = range(len(data)) if isinstance(data, list) else data if isinstance(data, dict) else ()
        if step in inside:
            data = data[step]  # type: ignore[index]
            found.append(step)
    return tuple(found)


def _translate(problem: Problem) -> Finding:
    for kinds, translate in _TRANSLATIONS.items():
        if problem.kind in kinds:
            return translate(problem)
    return problem.finding("bad_value", problem=problem.error["msg"])


def _unknown_key(problem: Problem) -> Finding:
    return unknown_name(problem.source, problem.location, _known_keys(problem))


def _known_keys(problem: Problem) -> list[str]:
    fields = _model_at(problem.model, problem.location[:-1])
    return list(fields.model_fields) if fields else []


def unknown_name(source: Source, location: Location, known: list[str]) -> Finding:
    """A key that the format does not have, with the nearest one that it has."""
    name = str(location[-1])
    near = nearest(name, known)
    key = "unknown_key_near" if near else "unknown_key"
    return source.finding(key, location, on_key=True, name=name, near=near, known=", ".join(known))


def nearest(name: str, known: list[str]) -> str:
    """The known name that `name` most probably means; "" when none is near."""
    plain = plain_text(name)
    synonym = SYNONYMS.get(plain)
    if synonym in known:
        return str(synonym)
    folded = {plain_text(candidate): candidate for candidate in known}
    close = difflib.get_close_matches(plain, folded, 1, cutoff=0.6)
    return folded[close[0]] if close else ""


def plain_text(text: str) -> str:
    """Lower case without accents: how names are compared."""
    folded = text.casefold()
    if folded.isascii():
        return folded
    decomposed = unicodedata.normalize("NFKD", folded)
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _missing_key(problem: Problem) -> Finding:
    name = str(problem.error["loc"][-1])
    empty = (*problem.location, name)
    if empty in problem.source.keys:
        return problem.source.finding("empty_key", empty, on_key=True, name=name)
    return problem.source.finding("missing_key", problem.location, name=name)


def _wants_text(problem: Problem) -> Finding:
    single = not isinstance(problem.error["input"], list | dict)
    return problem.finding("wants_quotes" if single else "wants_text")


def _wants_list(problem: Problem) -> Finding:
    if "hours" in problem.location:
        return problem.finding("wants_intervals", suggestion=_suggest_interval(problem.value))
    return problem.finding("wants_list")


def _wants_mapping(problem: Problem) -> Finding:
    fields = _model_at(problem.model, problem.location)
    known = ", ".join(fields.model_fields) if fields and not issubclass(fields, RootModel) else "pt-BR, en, es"
    if not problem.location:
        return problem.finding("wants_keys", file=problem.source.file, known=known)
    return problem.finding("wants_mapping", known=known)


def _wants_number(problem: Problem) -> Finding:
    if "percent" in problem.name:
        return problem.finding("bad_percent", suggestion=_suggest_number(problem.value, places=0))
    if problem.kind.startswith("decimal"):
        return _bad_price(problem)
    return problem.finding("wants_number")


def _bad_price(problem: Problem) -> Finding:
    suggestion = _suggest_number(problem.value, places=2)
    where = problem.currency_place
    return problem.finding("bad_price", suggestion=suggestion, currency=problem.currency, where=where)


def _suggest_number(text: str, places: int) -> str:
    digits = re.sub(r"[^\d.,]", "", text).strip(".,")
    if "," in digits:
        digits = digits.replace(".", "").replace(",", ".")
    elif THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    try:
        return f"{float(digits):.{places}f}"
    except ValueError:
        return f"{1200 if places else 10:.{places}f}"


def _bad_choice(problem: Problem) -> Finding:
    expected = re.findall(r"'([^']*)'", problem.error.get("ctx", {}).get("expected", ""))
    if problem.error["loc"][-1] == "[key]":
        return unknown_name(problem.source, problem.location, expected)
    near = nearest(problem.value, expected)
    key = "bad_choice_near" if near else "bad_choice"
    return problem.finding(key, near=near, known=", ".join(expected))


def _bad_form(problem: Problem) -> Finding:
    if "hours" in problem.location:
        return problem.finding("bad_interval", suggestion=_suggest_interval(problem.value))
    suggestion = re.sub(r"[^a-z0-9]+", "-", plain_text(problem.value)).strip("-") or "plano-pro"
    key = _PATTERNS.get(problem.name, "bad_value")
    if key == "bad_identifier":
        suggestion = suggestion.replace("-", "_").lstrip("0123456789_") or "nome_da_ferramenta"
    if key == "bad_currency":
        return bad_currency(problem.source, problem.location, problem.value)
    finding = problem.finding(key, suggestion=suggestion, problem=problem.error["msg"])
    # What stands there may be the secret itself.
    return replace(finding, snippet=()) if key == "bad_secret_name" else finding


def bad_currency(source: Source, location: Location, value: str) -> Finding:
    near = {"R$": "BRL", "REAL": "BRL", "REAIS": "BRL", "US$": "USD", "$": "USD", "€": "EUR", "EURO": "EUR"}
    suggestion = near.get(value.upper()) or next(iter(difflib.get_close_matches(value.upper(), currencies(), 1)), "BRL")
    return source.finding("bad_currency", location, value=value, suggestion=suggestion)


@cache
def currencies() -> frozenset[str]:
    return frozenset(get_global("all_currencies"))


def _suggest_interval(text: str) -> str:
    match = _INTERVAL.search(text)
    if not match or int(match[1]) > 23 or int(match[3]) > 24:
        return "08:00-18:00"
    return f"{int(match[1]):02}:{match[2] or '00'}-{int(match[3]):02}:{match[4] or '00'}"


def _bad_known_value(problem: Problem) -> Finding:
    key = _VALUES.get(problem.name)
    if key is None:
        return _bad_price(problem)
    zones = {plain_text(zone.rsplit("/", 1)[-1]): zone for zone in sorted(available_timezones())}
    last = plain_text(problem.value.rsplit("/", 1)[-1]).replace(" ", "_")
    close = difflib.get_close_matches(last, zones, 1, cutoff=0.6)
    return problem.finding(key, suggestion=zones[close[0]] if close else "America/Sao_Paulo")


def _out_of_limits(problem: Problem) -> Finding:
    bound, limit = next(iter((problem.error.get("ctx") or {"": ""}).items()))
    sign = {"ge": "≥", "gt": ">", "le": "≤", "lt": "<", "max_digits": "≤ 12 dígitos:"}.get(bound, "")
    return problem.finding("out_of_limits", limit=f"{sign} {limit}".strip())


def _too_long(problem: Problem) -> Finding:
    return problem.finding("too_long", limit=problem.error["ctx"]["max_length"], length=len(problem.value))


def _model_at(model: type[BaseModel], location: Location) -> type[BaseModel] | None:
    """The model that describes a place of the file; None where there is none, as inside a text by locale."""
    found: type[BaseModel] | None = model
    for step in location:
        if isinstance(step, int) or found is None:
            continue
        field = found.model_fields.get("root" if issubclass(found, RootModel) else step)
        found = _model_in(field.annotation) if field else None
    return found


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for part in get_args(annotation) if (model := _model_in(part))), None)


_TRANSLATIONS: dict[tuple[str, ...], Callable[[Problem], Finding]] = {
    ("extra_forbidden",): _unknown_key,
    ("missing",): _missing_key,
    ("string_type",): _wants_text,
    ("list_type",): _wants_list,
    ("dict_type", "model_type", "model_attributes_type"): _wants_mapping,
    ("bool_type", "bool_parsing"): lambda problem: problem.finding("wants_bool"),
    ("int_type", "int_parsing", "int_from_float", "decimal_type", "decimal_parsing"): _wants_number,
    ("float_type", "float_parsing"): _wants_number,
    ("decimal_max_places", "finite_number"): _wants_number,
    ("literal_error",): _bad_choice,
    ("string_pattern_mismatch",): _bad_form,
    ("value_error",): _bad_known_value,
    ("string_too_short",): lambda problem: problem.finding("empty_text"),
    ("string_too_long",): _too_long,
    ("too_short",): lambda problem: problem.finding("empty_list"),
    ("greater_than", "greater_than_equal", "less_than", "less_than_equal"): _out_of_limits,
    ("decimal_max_digits", "decimal_whole_digits"): _out_of_limits,
}
