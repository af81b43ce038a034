from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.text.sentences import split
from tests.unit.text.sentence_cases import FIRST, LATER


@pytest.mark.parametrize("sentences", FIRST + LATER, ids=lambda case: case[0][:40])
def test_split_on_frozen_case_then_every_border_is_right(sentences: tuple[str, ...]) -> None:
    text = " ".join(sentences)
    assert tuple(text[span.start : span.end] for span in split(text)) == sentences


_PIECES = st.sampled_from(
    ["The", "a", "p", "=", "0.03", ".", "!", "?", "…", "...", "(", ")", "[", "]", "12", " ", "\n", "\n\n", "et al.",
     "Fig.", "J.-P.", "é", "°C", "“", "”", "。", "\u00a0", "\u00ad", "Results:", "10²"]
)  # fmt: skip


@given(st.one_of(st.text(max_size=80), st.lists(_PIECES, max_size=40).map("".join)))
def test_split_on_any_text_then_spans_cover_all_ink_in_order(text: str) -> None:
    spans = split(text)
    covered = "".join(text[span.start : span.end] for span in spans)
    assert "".join(covered.split()) == "".join(text.split())
    assert all(first.end <= second.start for first, second in pairwise(spans))
    for span in spans:
        piece = text[span.start : span.end]
        assert piece == piece.strip() != ""


@pytest.mark.parametrize(
    "text",
    [
        "We saw no effect (p = 0.03). The trial ended early, as Smith et al. had said in Fig. 2. " * 1150,
        "." * 100_000,
        ". " * 50_000,
        "(" * 50_000 + ". A" * 17_000,
        "." + " " * 99_990,
        "A.B." * 25_000,
        ".)" * 50_000,
    ],
    ids=["prose", "dots", "dots apart", "open brackets", "blanks", "initials", "closers"],
)
def test_split_on_a_long_text_then_time_is_linear(text: str) -> None:
    split(text[:1000])
    best = min(_seconds(text) for _ in range(3))
    assert best < 0.6, "100,000 characters of prose take about 25 ms; a quadratic path takes seconds"


def _seconds(text: str) -> float:
    begin = time.process_time()
    split(text)
    return time.process_time() - begin
