"""What a vendor does not need to see: documents and cards leave as `[CPF_1]` and come back as they were."""

import re
from collections.abc import Collection
from typing import Any

from agente.guardrails.personal_data import PersonalDataType, find_personal_data

DOCUMENTS: frozenset[PersonalDataType] = frozenset({"CPF", "CNPJ", "RG", "CREDIT_CARD"})
_LITERAL = "TEXT"  # stands for what somebody wrote in the shape of a placeholder

# As we write it, and as models rewrite it: `[cpf_1]`, `[CPF 1]`, `CPF_1`, `[CPF\_1]`.
_NAMES = f"CPF|CNPJ|EMAIL|PHONE|CREDIT_CARD|PIX_KEY|CEP|RG|{_LITERAL}"
_PLACEHOLDER = re.compile(
    rf"\[\s?({_NAMES.replace('_', '[ _-]')})(?:[ -]|\\?_)([0-9]{{1,3}})\s?\]|\b({_NAMES})\\?_([0-9]{{1,3}})\b",
    re.IGNORECASE | re.ASCII,
)
_MARKS = re.compile(r"[\W_]+")


class Masking:
    """One conversation's placeholders. The same value has the same one, in the order in which values were met.

    Mask the history from its beginning, then the message, then what tools return; unmask the reply and the arguments
    of tools. What somebody wrote in the shape of a placeholder is masked too, so that it never names another's data.
    """

    def __init__(self, types: Collection[PersonalDataType] = DOCUMENTS) -> None:
        self._types = frozenset(types)
        self._placeholders: dict[tuple[str, str], str] = {}
        self._values: dict[str, str] = {}

    def mask(self, text: str) -> str:
        personal = [(s.start, s.end, str(s.type)) for s in find_personal_data(text) if s.type in self._types]
        written = _PLACEHOLDER.finditer(text) if "[" in text or "_" in text else ()
        literal = [(match.start(), match.end(), _LITERAL) for match in written]
        if not personal and not literal:
            return text
        pieces, last = [], 0
        for start, end, kind in sorted(personal + literal):
            if start >= last:
                pieces += [text[last:start], self._placeholder(kind, text[start:end])]
                last = end
        return "".join([*pieces, text[last:]])

    def unmask(self, text: str) -> str:
        """Placeholders that were never given out stay as they are."""
        if not self._values:
            return text
        return _PLACEHOLDER.sub(lambda match: self._values.get(_plain(match), match[0]), text)

    def unmask_arguments(self, arguments: Any) -> Any:
        """JSON values with every text in them unmasked."""
        if isinstance(arguments, str):
            return self.unmask(arguments)
        if isinstance(arguments, dict):
            return {name: self.unmask_arguments(value) for name, value in arguments.items()}
        if isinstance(arguments, list | tuple):
            return [self.unmask_arguments(value) for value in arguments]
        return arguments

    def _placeholder(self, kind: str, written: str) -> str:
        value = written if kind == _LITERAL else _MARKS.sub("", written).upper()
        if (kind, value) not in self._placeholders:
            count = 1 + sum(other == kind for other, _ in self._placeholders)
            self._placeholders[kind, value] = f"[{kind}_{count}]"
            self._values[f"{kind}_{count}"] = written
        return self._placeholders[kind, value]


def _plain(match: re.Match[str]) -> str:
    """`CREDIT_CARD_1` of any of the ways to write it."""
    name, number = (match[1], match[2]) if match[1] else (match[3], match[4])
    return f"{re.sub('[ -]', '_', name).upper()}_{int(number)}"
