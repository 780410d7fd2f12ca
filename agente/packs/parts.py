"""What was read of a pack so far: the files that have the right shape, and where their values stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from pydantic import BaseModel

from agente.packs.models import FILES, Evals, FrontMatter, Scenarios
from agente.packs.pack import Passage
from agente.packs.source import Source

Model = TypeVar("Model", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Document:
    source: Source
    front: FrontMatter
    passages: list[Passage]


@dataclass(slots=True)
class Parts:
    texts: Mapping[str, str]  # every file that could be read, of the right shape or not
    sources: dict[str, Source] = field(default_factory=dict)  # every YAML file that was read
    models: dict[str, BaseModel] = field(default_factory=dict)  # those of the right shape
    documents: dict[str, Document] = field(default_factory=dict)

    def get(self, model: type[Model]) -> Model | None:
        """The file of that model; None when there is none, or not one to rely on."""
        return next((found for found in self.models.values() if isinstance(found, model)), None)

    def source(self, model: type[BaseModel]) -> Source:
        """Where the values of that model's file stand; ask only for what `get` gave."""
        return self.sources[next(name for name, kind in FILES.items() if kind is model)]

    def evals(self) -> Iterator[tuple[Source, Evals]]:
        for name, found in self.models.items():
            if isinstance(found, Evals):
                yield self.sources[name], found

    def scenarios(self) -> Iterator[tuple[Source, Scenarios]]:
        for name, found in self.models.items():
            if isinstance(found, Scenarios):
                yield self.sources[name], found
