from agente.packs.models import FILES
from agente.packs.schemas import FOLDER, schema_texts


def test_schemas_are_current() -> None:
    written = {path.name: path.read_text("utf-8") for path in FOLDER.glob("*.json")}

    assert written == schema_texts(), "run: python -m agente.packs.schemas"


def test_every_file_of_a_pack_has_one() -> None:
    assert {name.replace(".yaml", ".schema.json") for name in FILES} < set(schema_texts())
