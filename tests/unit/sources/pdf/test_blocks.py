from __future__ import annotations

from pipeline.domain.document import Role, Zone
from pipeline.sources.assembly import Heading, Paragraph
from pipeline.sources.pdf.blocks import blocks_of
from pipeline.sources.pdf.flow import Part, Parts
from pipeline.sources.pdf.lines import Line
from pipeline.sources.pdf.paragraphs import Vocabulary
from tests.unit.sources.pdf.lines import line

NOTHING = Vocabulary(frozenset(), frozenset())


def roles(parts: Parts) -> list[tuple[str, str, Role | None]]:
    """Kind, beginning and role of each block."""
    blocks = blocks_of((), parts, (), (), NOTHING)
    return [
        (type(block).__name__, block.text[:12], block.role)
        for block in blocks
        if isinstance(block, Heading | Paragraph)
    ]


def body(role: Role, *paragraphs: Line) -> Parts:
    return Parts(
        body=[Part(role, Zone.BODY, 1, (line(role.value.title()),), [[paragraph] for paragraph in paragraphs])]
    )


def test_body_when_a_note_names_its_payer_then_it_is_a_section_of_its_own() -> None:
    parts = body(Role.CONCLUSIONS, line("It ends here."), line("Funding: The Invented Council paid."))
    assert roles(parts)[2:] == [("Heading", "Funding:", Role.FUNDING), ("Paragraph", "The Invented", None)]


def test_body_when_a_heading_is_run_into_the_methods_then_participants_are_found_and_left_again() -> None:
    parts = body(
        Role.METHODS,
        line("Participants. Adults were asked by letter.", lead=13),
        line("Sleep recording. A sensor was worn at night.", lead=16),
    )
    assert [role for kind, _, role in roles(parts) if kind == "Heading"] == [
        Role.METHODS,
        Role.PARTICIPANTS,
        Role.METHODS,
    ]


def test_abstract_when_its_parts_are_named_in_the_text_then_each_has_its_role() -> None:
    text = "Background: Effort may harm. Methods: We asked 118 subjects. Results: It did. Conclusions: Rest helps."
    parts = Parts(abstract=[Part(Role.SUMMARY, Zone.ABSTRACT, 1, (line("Abstract"),), [[line(text)]])])
    assert [role for kind, _, role in roles(parts) if kind == "Heading"] == [
        Role.SUMMARY,
        Role.INTRODUCTION,
        Role.METHODS,
        Role.RESULTS,
        Role.CONCLUSIONS,
    ]
