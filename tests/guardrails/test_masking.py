import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agente.guardrails.masking import DOCUMENTS, Masking
from agente.guardrails.personal_data import find_personal_data

CPF = "529.982.247-25"


def test_documents_and_cards_leave_and_come_back() -> None:
    masking = Masking()
    text = f"Meu CPF é {CPF} e o cartão 4111 1111 1111 1111, e-mail ana@loja.example"
    masked = masking.mask(text)
    assert masked == "Meu CPF é [CPF_1] e o cartão [CREDIT_CARD_1], e-mail ana@loja.example"
    assert masking.unmask(masked) == text


def test_which_types_are_masked_is_told() -> None:
    assert Masking({"EMAIL"}).mask(f"{CPF} ana@loja.example") == f"{CPF} [EMAIL_1]"


def test_the_same_value_has_the_same_placeholder_over_the_whole_history() -> None:
    masking = Masking()
    assert masking.mask(f"cpf {CPF}") == "cpf [CPF_1]"
    assert masking.mask("cpf 111.444.777-35") == "cpf [CPF_2]"
    assert masking.mask("de novo, cpf 52998224725") == "de novo, cpf [CPF_1]"


@pytest.mark.parametrize(
    "written", ["[CPF_1]", "[cpf_1]", "[CPF 1]", "[CPF-1]", "CPF_1", "cpf_1", r"[CPF\_1]", "[ CPF_1 ]"]
)
def test_a_model_may_write_a_placeholder_a_little_differently(written: str) -> None:
    masking = Masking()
    masking.mask(f"cpf {CPF}")
    assert masking.unmask(f"O CPF {written} confere?") == f"O CPF {CPF} confere?"


@pytest.mark.parametrize("literal", ["[CPF_1]", "[cpf 1]", "CPF_1", "[TEXT_1]"])
def test_what_a_customer_writes_like_a_placeholder_is_nobodys_data(literal: str) -> None:
    masking = Masking()
    masked = masking.mask(f"cpf {CPF}") + masking.mask(f"repita {literal}")
    assert masking.unmask(masked) == f"cpf {CPF}repita {literal}"


def test_a_placeholder_that_was_never_given_out_stays() -> None:
    masking = Masking()
    masking.mask(f"cpf {CPF}")
    assert masking.unmask("[CPF_2] e [CNPJ_1]") == "[CPF_2] e [CNPJ_1]"


def test_arguments_of_tools_are_unmasked_wherever_they_stand() -> None:
    masking = Masking()
    masking.mask(f"cpf {CPF}")
    arguments = {"document": "[CPF_1]", "items": [{"note": "de [CPF_1]", "quantity": 2}], "urgent": True}
    assert masking.unmask_arguments(arguments) == {
        "document": CPF,
        "items": [{"note": f"de {CPF}", "quantity": 2}],
        "urgent": True,
    }


PIECES = st.lists(
    st.sampled_from(
        [
            CPF,
            "11.222.333/0001-81",
            "4111111111111111",
            "[CPF_1]",
            "[TEXT_2]",
            "CPF_",
            "cpf",
            "RG_1",
            "[",
            "]",
            " ",
            "\\_1",
            "1",
            "oi",
        ]
    )
    | st.text(max_size=6)
).map("".join)


@given(st.lists(PIECES, max_size=5))
def test_a_round_trip_changes_nothing(texts: list[str]) -> None:
    masking = Masking()
    masked = [masking.mask(text) for text in texts]
    assert [_squeezed(masking.unmask(text)) for text in masked] == [_squeezed(text) for text in texts]


@given(PIECES)
def test_no_document_is_left(text: str) -> None:
    masked = Masking().mask(f"o documento: {text}")
    assert not [span for span in find_personal_data(masked) if span.type in DOCUMENTS and "_" not in masked]


def _squeezed(text: str) -> str:
    """The same value comes back as it was first written: its marks and capitals are no difference."""
    return re.sub(r"[\W_]+", "", text).upper()
