"""JSON Schemas of the files of a pack, for editors that check YAML; made by `python -m agente.packs.schemas`."""

import json
from pathlib import Path

from pydantic import BaseModel

from agente.packs.models import FILES, Evals, FrontMatter, Scenarios

FOLDER = Path(__file__).parent
MODELS: dict[str, type[BaseModel]] = {
    **{name.removesuffix(".yaml"): model for name, model in FILES.items()},
    "evals": Evals,
    "scenarios": Scenarios,
    "knowledge-front-matter": FrontMatter,
}


def schema_texts() -> dict[str, str]:
    """The text of each schema by file name."""
    texts = {}
    for name, model in MODELS.items():
        schema = {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()}
        texts[f"{name}.schema.json"] = json.dumps(schema, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    return texts
