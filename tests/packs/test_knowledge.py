from hypothesis import given
from hypothesis import strategies as st

from agente.packs.knowledge import MAX_CHARACTERS, front_matter, passages, split
from agente.packs.models import FrontMatter


def found(markdown: str, front: FrontMatter | None = None) -> list[tuple[str, str]]:
    pieces = passages("knowledge/trocas-e-prazos.md", markdown, front or FrontMatter())
    return [(passage.heading, passage.text) for passage in pieces]


class TestPassages:
    def test_heading_path_follows_the_levels(self) -> None:
        markdown = "# A\num\n## B\ndois\n### C\ntrês\n## D ##\nquatro\n# E\ncinco\n"

        assert found(markdown) == [
            ("A", "um"),
            ("A > B", "dois"),
            ("A > B > C", "três"),
            ("A > D", "quatro"),
            ("E", "cinco"),
        ]

    def test_headings_without_text_are_skipped(self) -> None:
        assert found("# A\n\n## B\n \n## C\ntexto\n") == [("A > C", "texto")]

    def test_text_before_any_heading_is_under_the_file_name(self) -> None:
        assert found("texto\n# A\noutro\n") == [("Trocas e prazos", "texto"), ("A", "outro")]

    def test_signs_in_code_are_not_headings(self) -> None:
        markdown = "# A\n````sh\n# comentário\n```\n# ainda código\n````\nfim\n#hashtag\n"

        assert found(markdown) == [("A", "````sh\n# comentário\n```\n# ainda código\n````\nfim\n#hashtag")]

    def test_code_that_is_never_closed_is_kept(self) -> None:
        assert found("# A\n```\n# b\nfim") == [("A", "```\n# b\nfim")]

    def test_title_stands_before_the_headings(self) -> None:
        front = FrontMatter(title="Entrega", locale="en", url="https://exemplo.com.br/entrega")
        passage = passages("knowledge/a.md", "texto\n## B\noutro\n", front)[1]

        assert (passage.heading, passage.locale, passage.url) == ("Entrega > B", "en", "https://exemplo.com.br/entrega")
        assert found("# Entrega\ntexto\n", front) == [("Entrega", "texto")]

    def test_long_text_is_cut_at_paragraphs(self) -> None:
        paragraphs = [letter * 500 for letter in "abcd"]
        pieces = found("# A\n" + "\n\n".join(paragraphs))

        assert [text for _, text in pieces] == ["\n\n".join(paragraphs[:2]), "\n\n".join(paragraphs[2:])]
        assert {heading for heading, _ in pieces} == {"A"}


class TestSplit:
    def test_long_paragraph_is_cut_at_lines_and_sentences(self) -> None:
        assert split("- um\n- dois\n- três", limit=11) == ["- um\n- dois", "- três"]
        assert split("Um dois. Três quatro.", limit=14) == ["Um dois.", "Três quatro."]

    @given(st.text(alphabet="ab. \n#`", max_size=400))
    def test_nothing_is_lost_or_too_long(self, text: str) -> None:
        pieces = split(text, limit=20)

        assert all(0 < len(piece) <= 20 for piece in pieces)
        assert "".join("".join(pieces).split()) == "".join(text.split())

    def test_limit_is_short_enough_for_an_answer(self) -> None:
        assert all(len(text) <= MAX_CHARACTERS for _, text in found("# A\n" + "palavra " * 2000))


def test_front_matter_keeps_line_numbers() -> None:
    front, markdown = front_matter("---\ntitle: A\n---\n# B\ntexto")

    assert front.split("\n")[1] == "title: A"
    assert markdown.split("\n")[3] == "# B"
