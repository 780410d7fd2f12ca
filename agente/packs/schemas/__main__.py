"""`python -m agente.packs.schemas`: writes the schemas anew after a change of the models."""

from agente.packs.schemas import FOLDER, schema_texts

for file_name, text in schema_texts().items():
    (FOLDER / file_name).write_text(text, encoding="utf-8")
