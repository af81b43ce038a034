"""A paragraph that runs on over a column or page stays whole, whatever the publisher puts in between."""

from __future__ import annotations

import pytest

from pipeline.domain.document import Role
from pipeline.sources.pdf.flow import Parts, parts_of
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.look import Look
from pipeline.sources.pdf.order import Placed
from pipeline.sources.pdf.units import units_of
from tests.unit.sources.pdf.lines import line

LOOK = Look(10, "Body", 1.2)

OPENING = [
    line("Introduction", y0=80, size=12, bold=True, font="Bold"),
    line("Tiredness is common in many illnesses and in healthy people", y0=100, width=400),
    line("too. We measured it in twenty people, and we chose to see this", y0=112, width=400),
]
REST = [
    line("group twice because one day is not like another in their lives.", y0=60, page=2, width=400),
    line("Methods", y0=90, page=2, size=12, bold=True, font="Bold"),
    line("All people were asked in the morning and again in the evening.", y0=110, page=2, width=400),
]


def _parts(*lines: Line) -> Parts:
    pages = sorted({item.page for item in lines})
    units = [
        unit
        for page in pages
        for unit in units_of((Placed(item, 0, 50.0, 450.0) for item in lines if item.page == page), LOOK)
    ]
    return parts_of(units, (), LOOK)


def _read(parts: Parts) -> list[tuple[Role, str]]:
    return [
        (part.role, " ".join(item.text for item in paragraph)) for part in parts.body for paragraph in part.paragraphs
    ]


def _captions(parts: Parts) -> list[str]:
    return [unit.text for unit in parts.captions]


def test_paragraph_when_the_margin_of_the_page_comes_before_its_rest_then_it_stays_whole() -> None:
    margin = [
        line("Competing interests:", y0=200, size=8, bold=True, font="Narrow-Bold"),
        line("The authors have nothing to declare.", y0=210, size=8, font="Narrow"),
    ]
    read = _read(_parts(*OPENING, *margin, *REST))
    assert read[0][0] is Role.INTRODUCTION
    assert read[0][1].endswith("chose to see this group twice because one day is not like another in their lives.")
    assert read[1] == (Role.METHODS, "All people were asked in the morning and again in the evening.")
    assert read[2] == (Role.INTERESTS, "The authors have nothing to declare.")


def test_paragraph_when_the_notes_of_a_table_come_before_its_rest_then_they_are_no_part_of_it() -> None:
    notes = [
        line("*Seven of the twenty people were asked by telephone and not at home.", y0=200, size=8, font="Narrow"),
        line("Values are medians of the two days, if nothing else is said of them.", y0=209, size=8, font="Narrow"),
    ]
    parts = _parts(*OPENING, *notes, *REST)
    assert _read(parts)[0][1].endswith("see this group twice because one day is not like another in their lives.")
    assert [item for unit in parts.footnotes for item in unit.lines] == notes


def test_paragraph_when_a_formula_stands_within_it_then_the_formula_stays() -> None:
    formula = line("tiredness = age + days + (1 | person) + (1 | interviewer)", y0=140, width=400, font="Math")
    text = " ".join(text for _, text in _read(_parts(*OPENING, formula, *REST)))
    assert text.index("chose to see") < text.index("tiredness = age") < text.index("group twice")


def test_paragraph_when_a_section_of_its_own_follows_then_nothing_is_moved() -> None:
    headed = [
        line("Results", y0=140, size=12, bold=True, font="Bold"),
        line("Twelve of twenty people were tired on both days of the study.", y0=160, width=400),
    ]
    roles = [role for role, _ in _read(_parts(*OPENING, *headed, *REST[1:]))]
    assert roles == [Role.INTRODUCTION, Role.RESULTS, Role.METHODS]


def test_caption_when_its_text_is_set_larger_than_its_label_then_both_are_the_caption() -> None:
    figure = [
        line("FIGURE 1", y0=300, size=5.5, bold=True, font="Bold"),
        line(
            "Tiredness in the morning and in the evening, in twenty people.", y0=309, size=7.5, width=300, font="Thin"
        ),
    ]
    parts = _parts(*OPENING, *figure, *REST)
    assert _captions(parts) == ["FIGURE 1 Tiredness in the morning and in the evening, in twenty people."]
    assert not any("in twenty people." in text for _, text in _read(parts))


def test_caption_when_the_page_ends_within_it_then_it_goes_on_at_the_head_of_the_next() -> None:
    foot = line(
        "Fig 1. Tiredness of all people. (A) In the morning, (B) in the", y0=700, size=8, width=400, font="Thin"
    )
    head = line(
        "evening of the same day, with the medians of both groups.", y0=40, page=2, size=8, width=400, font="Thin"
    )
    parts = _parts(*OPENING, foot, *REST, head)
    assert _captions(parts) == [f"{foot.text} {head.text}"]


@pytest.mark.parametrize("text", ["Conceptualization: Anna B. Muster.", "Formal analysis: Anna B. Muster, Max Sample."])
def test_name_and_colon_before_people_when_mostly_bold_then_no_heading(text: str) -> None:
    role = line(text, y0=140, bold=True, font="Bold", lead=text.index(":") + 1)
    headings = [
        " ".join(item.text for item in part.heading) for part in _parts(*OPENING, role, *REST).body if part.heading
    ]
    assert text not in headings
