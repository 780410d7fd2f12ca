"""One form for each way of writing who somebody is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from agente.contacts.identities import (
    bsuid_form,
    document_form,
    email_form,
    identities_of,
    phone_form,
    whatsapp_form,
)

# The area codes that exist; ANATEL gave them all the ninth digit between 2012 and 2016.
AREAS = [
    *range(11, 20), 21, 22, 24, 27, 28, *range(31, 36), 37, 38, *range(41, 50), 51, 53, 54, 55, *range(61, 70),
    71, 73, 74, 75, 77, 79, *range(81, 90), *range(91, 100),
]  # fmt: skip
areas = st.sampled_from(AREAS)
four = st.integers(0, 9999).map("{:04}".format)


class TestPhone:
    @given(areas, st.sampled_from("6789"), st.integers(0, 999).map("{:03}".format), four)
    def test_a_mobile_is_one_with_and_without_its_ninth_digit(
        self, area: int, first: str, more: str, last: str
    ) -> None:
        today = f"+55{area}9{first}{more}{last}"
        written = [
            f"({area}) {first}{more}-{last}",
            f"0{area} 9{first}{more} {last}",
            f"+55 {area} {first}{more}{last}",
        ]
        assert {phone_form(text) for text in written} == {today}
        assert phone_form(today) == today

    @given(areas, st.sampled_from("2345"), st.integers(0, 999).map("{:03}".format), four)
    def test_a_landline_gets_no_digit(self, area: int, first: str, more: str, last: str) -> None:
        assert phone_form(f"({area}) {first}{more}-{last}") == f"+55{area}{first}{more}{last}"

    @pytest.mark.parametrize("text", ["+1 202 555 0143", "+351 912 345 678", "+54 9 11 2345-6789"])
    def test_numbers_of_other_countries_stay_as_they_are(self, text: str) -> None:
        assert phone_form(text) == "+" + "".join(filter(str.isdigit, text))

    @pytest.mark.parametrize("text", ["", "12", "telefone", "11" * 12])
    def test_what_is_no_number_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="phone"):
            phone_form(text)


class TestWhatsapp:
    def test_an_old_account_s_id_is_its_phone_of_today(self) -> None:
        assert whatsapp_form("553188887777") == whatsapp_form("5531988887777") == "+5531988887777"

    def test_a_bsuid_is_no_phone(self) -> None:
        with pytest.raises(ValueError, match="WhatsApp"):
            whatsapp_form("BR.1502576394655843")

    @pytest.mark.parametrize("text", ["BR.1502576394655843", "US.ENT.11815799212886844830"])
    def test_a_bsuid_is_kept_exactly(self, text: str) -> None:
        assert bsuid_form(text) == text

    @pytest.mark.parametrize("text", ["1502576394655843", "br.1", "BR.", "BR." + "1" * 129, "@ana"])
    def test_a_user_name_or_anything_else_is_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match="business-scoped"):
            bsuid_form(text)


class TestEmail:
    @given(st.emails())
    def test_capitals_do_not_tell_people_apart(self, email: str) -> None:
        assert email_form(email.upper()) == email_form(email.lower()) == email_form(email_form(email))


class TestDocument:
    @pytest.mark.parametrize(
        ("text", "form"),
        [
            ("529.982.247-25", "52998224725"),
            ("11.222.333/0001-81", "11222333000181"),
            ("12.abc.345/01de-35", "12ABC34501DE35"),
        ],
    )
    def test_punctuation_and_small_letters_are_how_people_write(self, text: str, form: str) -> None:
        assert document_form(text) == form

    @given(st.integers(0, 10**9 - 1).map("{:09}".format), st.integers(0, 99).map("{:02}".format))
    def test_of_a_hundred_check_digits_one_is_right(self, base: str, check: str) -> None:
        right = [f"{base}{pair:02}" for pair in range(100) if _is_document(f"{base}{pair:02}")]
        assert len(right) <= 1
        assert _is_document(base + check) == (base + check in right)


class TestIdentitiesOf:
    def test_who_writes_by_whatsapp_has_its_phone_too(self) -> None:
        assert identities_of({"whatsapp": "553188887777"}) == [
            ("whatsapp", "+5531988887777"),
            ("phone", "+5531988887777"),
        ]

    def test_the_strongest_comes_first_and_what_is_wrong_is_left_out(self) -> None:
        told = {"email": "ANA@Example.com", "user_id": "u1", "document": "111.111.111-11", "name": "Ana"}
        assert identities_of(told) == [("user_id", "u1"), ("email", "ana@example.com")]


def _is_document(text: str) -> bool:
    try:
        return document_form(text) == text
    except ValueError:
        return False
