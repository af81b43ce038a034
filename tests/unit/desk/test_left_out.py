"""What a draft leaves out, ranked, on an invented paper with a table."""

from __future__ import annotations

from pipeline.desk.left_out import left_out
from pipeline.domain.document import Role
from pipeline.profiles.loading import load_profile
from pipeline.reading.facts import read_facts
from pipeline.sources.assembly import Heading, Paragraph
from pipeline.text.align import Index
from tests.unit.checks.making import draft, statement
from tests.unit.reading.passages import document
from tests.unit.reading.tables import table

_TESTED = "Fatigue was lower with zelomab than with placebo (4.1 versus 5.2, P < 0.001)."
_PAPER = document(
    Heading("Methods", Role.METHODS),
    Paragraph("In this trial 60 adults were randomly assigned to zelomab or placebo for eight weeks."),
    Heading("Results", Role.RESULTS),
    Paragraph(_TESTED),
    table(
        ("Outcome", "Zelomab (n = 30)", "Placebo (n = 30)", "P value"),
        ("Grip (kg)", "21.9 (4.7)", "22.1 (4.9)", "0.84"),
        ("Pain score", "2.1 (0.9)", "3.2 (1.0)", "0.003"),
    ),
)


def _offered(*quotes: str) -> list[tuple[str, str]]:
    told = draft(*(statement("Something was found.", quote) for quote in quotes))
    facts = read_facts(_PAPER, load_profile())
    return [(one.text.split("\t")[0], one.why) for one in left_out(told, _PAPER, facts, Index(_PAPER.text))]


def test_a_sentence_comes_first_then_rows_beyond_chance_then_the_others_each_with_what_it_tells() -> None:
    assert _offered() == [
        (_TESTED, "a result"),
        ("Pain score", "a row of a table: lower against Placebo (n = 30), p = 0.003"),
        ("Grip (kg)", "a row of a table: no difference beyond chance against Placebo (n = 30), p = 0.84"),
    ]


def test_a_row_that_a_statement_rests_on_is_not_offered() -> None:
    assert [text for text, _ in _offered("Pain score 2.1 (0.9) 3.2 (1.0) 0.003")] == [_TESTED, "Grip (kg)"]
