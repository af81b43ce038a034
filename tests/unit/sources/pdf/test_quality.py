from __future__ import annotations

from typing import Any

import pytest

from pipeline.errors import UnreadableSource
from pipeline.sources.pdf.lines import PageLines
from pipeline.sources.pdf.oracle import Judged
from pipeline.sources.pdf.quality import judge_text
from tests.unit.sources.pdf.lines import line, page

SOUND = "A whole line of ordinary text that fills the page with words."


class Opened:
    """Stands for a file that opened without repair; its pages are never looked at."""

    is_repaired = False


def judged(*pages: PageLines) -> Judged:
    return Judged(pages, (), (), ())


def unreliable(*texts: str) -> tuple[int, ...]:
    lines = [line(text, y0=100 + 12 * number) for number, text in enumerate((SOUND, SOUND, *texts))]
    opened: Any = Opened()
    return judge_text(opened, judged(page(*lines)), "paper.pdf").unreliable


@pytest.mark.parametrize(
    "texts",
    [
        ("The groups differed (P 5 0.01) in the first and", "also in the second (n 5 42) of the tests."),
        ("The mean was 5.2 \ufffd 1.1 in this group.",),
        ("The mean was 5.2 \ue103 1.1 in this group.",),
    ],
)
def test_judge_when_a_font_lies_about_signs_then_no_number_of_the_page_is_trusted(texts: tuple[str, ...]) -> None:
    assert unreliable(*texts) == (1,)


@pytest.mark.parametrize(
    "text", ["The p value was 0.01 in all 5 groups of 12.", "SD 5 and CI 5 were given once.", SOUND]
)
def test_judge_when_text_is_sound_then_it_is_trusted(text: str) -> None:
    assert unreliable(text) == ()


def test_judge_when_a_quarter_of_the_characters_is_unknown_then_the_file_is_refused() -> None:
    opened: Any = Opened()
    garbled = page(*(line("\ufffd\ufffd\ufffd\ufffd\ufffd and words", y0=100 + 12 * number) for number in range(9)))
    with pytest.raises(UnreadableSource) as caught:
        judge_text(opened, judged(garbled), "paper.pdf")
    assert caught.value.reason == "garbled"


def test_judge_when_words_run_together_then_the_file_is_refused() -> None:
    opened: Any = Opened()
    glued = page(*(line("thetextofthispagerunstogetherwithoutanyspace", y0=100 + 12 * number) for number in range(40)))
    with pytest.raises(UnreadableSource) as caught:
        judge_text(opened, judged(glued), "paper.pdf")
    assert caught.value.reason == "garbled"
