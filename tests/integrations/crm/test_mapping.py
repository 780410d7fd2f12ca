"""Our values go into the CRM's properties as the pack says."""

import pytest

from agente.integrations.crm.mapping import properties
from agente.integrations.crm.record import Record, values_of
from agente.packs.models import CRM_VALUES

VALUES = {"company": "Padaria Sol", "name": "Ana"}


class TestProperties:
    def test_the_first_known_value_fills_a_text(self) -> None:
        mapping = {"title": "=Loja: {phone|company}, {name}", "email": "email", "name": "name"}
        assert properties(mapping, Record("1", VALUES, "")) == {"title": "Loja: Padaria Sol, Ana", "name": "Ana"}

    @pytest.mark.parametrize("said", ["{company}", "{", "}{", "{name|company}"])
    def test_what_a_customer_says_is_no_template(self, said: str) -> None:
        assert properties({"title": "=Loja: {company}"}, Record("1", {"company": said}, "")) == {
            "title": f"Loja: {said}"
        }


def test_a_mapping_may_name_all_that_a_record_has() -> None:
    lead = dict.fromkeys((*CRM_VALUES, "name"), "x") | {"id": "1", "name": "Ana Souza", "reasons": ["y"]}
    assert values_of(lead).keys() | {"conversation_url"} == set(CRM_VALUES)
