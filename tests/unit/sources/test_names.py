"""The first author is part of a paper's identity, however a record writes the name."""

from __future__ import annotations

import pytest

from pipeline.domain.paper import Author
from pipeline.sources.names import author_of, authors_in


@pytest.mark.parametrize(
    ("name", "author"),
    [
        ("Doe, Jane M.", Author(family="Doe", given="Jane M.")),
        ("Doe JM", Author(family="Doe", given="JM")),
        ("Maitland-van der Zee AH", Author(family="Maitland-van der Zee", given="AH")),
        ("Jane Doe", Author(family="Doe", given="Jane")),
        ("Jan van der Berg", Author(family="van der Berg", given="Jan")),
        ("Øystein Ærø", Author(family="Ærø", given="Øystein")),
        ("Doe J(1)(2)", Author(family="Doe", given="J")),
        ("The Rest Study Group", Author(collective="The Rest Study Group")),
        ("Doe", Author(family="Doe")),
        ("", Author()),
    ],
)
def test_a_name_when_read_then_family_and_given_are_told_apart(name: str, author: Author) -> None:
    assert author_of(name) == author


@pytest.mark.parametrize(
    ("line", "families"),
    [
        ("Doe J, Roe KL, Poe M", ["Doe", "Roe", "Poe"]),
        ("Jane Doe, Kim Roe and May Poe", ["Doe", "Roe", "Poe"]),
        ("Doe, J. and Roe, K.", ["Doe", "Roe"]),
        ("Doe, Jane; Roe, Kim", ["Doe", "Roe"]),
        ("Doe J, Roe K; the Rest Group", ["Doe", "Roe", ""]),
        ("Doe J, et al.", ["Doe"]),
        ("", []),
    ],
)
def test_a_line_of_names_when_read_then_each_author_is_there(line: str, families: list[str]) -> None:
    assert [author.family for author in authors_in(line)] == families
