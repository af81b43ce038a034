"""The invented paper that the prompts show as a worked example: its coined names, and what its entry says.

A draft that holds any of it was told by the prompt and not by the paper. A test compares these words with every prompt
that is shipped, so that a new example cannot be forgotten here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from pipeline.text.regex import regex

__all__ = ["COINED", "shared_run"]

COINED = regex(r"\bquorinase\w*", re.IGNORECASE)
"""Names that no paper can hold, because they were made up."""

_RUN = 8
_WORD = regex(r"\w+(?:[.,]\d+)*")
_TOLD = """
We measured plasma quorinase in adults with ME/CFS and in healthy volunteers.
Quorinase was lower in patients than in volunteers (median 3.4 versus 5.9 U/L; p=0.02).
Between May and July, 23 patients who met the 2003 Canadian Consensus Criteria and 17 volunteers gave one blood sample.
Quorinase was not associated with the duration of illness (p=0.61).
One volunteer fainted after the blood was taken.
Lower quorinase may reflect reduced activity rather than the illness itself.
Activity was not recorded, which is a limitation of our study.
Longitudinal studies should examine whether quorinase changes over time.
This study measured quorinase, a protein in the blood, once in 23 people with ME/CFS and 17 healthy volunteers.
The level was lower in people with ME/CFS than in the volunteers.
The authors say that lower activity, rather than the illness, may explain the difference.
The study asked whether quorinase in the blood differs between people with ME/CFS and healthy volunteers.
Half of the people with ME/CFS had a quorinase level below 3.4 U/L, against 5.9 U/L in volunteers (p=0.02).
No clear link was seen between the quorinase level and how long people had been ill (p=0.61).
The authors say that lower quorinase may reflect lower activity and not the illness itself.
Does the quorinase level of the same person change over time?
One blood sample from each person does not show whether the lower level came before the illness or after it.
The study does not show that quorinase could tell ME/CFS from other illnesses, as only healthy people were compared.
All patients met one published definition of the illness.
Activity was not recorded, although it may explain the difference.
The paper does not say whether patients and volunteers were of similar age.
"""


@cache
def _runs() -> frozenset[tuple[str, ...]]:
    return frozenset(run for line in _TOLD.strip().splitlines() for run, _, _ in _runs_of(line))


def shared_run(text: str) -> tuple[int, int] | None:
    """Where `text` first says eight words in a row that the example says; None where it does not."""
    return next(((start, end) for run, start, end in _runs_of(text) if run in _runs()), None)


def _runs_of(text: str) -> Iterator[tuple[tuple[str, ...], int, int]]:
    found = list(_WORD.finditer(text))
    words = [word.group().lower() for word in found]
    for at in range(len(words) - _RUN + 1):
        yield tuple(words[at : at + _RUN]), found[at].start(), found[at + _RUN - 1].end()
