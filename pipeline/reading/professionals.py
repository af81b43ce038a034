"""Whether a study's people are those who care for or teach the ill, and nobody who is ill."""

from __future__ import annotations

import re

from pipeline.reading.counts import counts_in
from pipeline.reading.design_evidence import in_short
from pipeline.reading.passages import View
from pipeline.text.regex import regex

__all__ = ["only_professionals"]

_PROFESSION = regex(
    r"\b(?:physicians?|doctors?|nurses?|clinicians?|(?:general )?practitioners?|GPs?|therapists?|psychologists?"
    r"|professionals|midwives|teachers?|employers?|pharmacists?|dentists?|medical students)\b",
    re.IGNORECASE,
)
_ILL = regex(
    r"\b(?:patients?|cases?|sufferers?|donors?|(?:people|persons?|adults?|women|men|children|adolescents|individuals"
    r"|those|participants|respondents) (?:with|who (?:had|have)))\b",
    re.IGNORECASE,
)
_ANSWERED = regex(
    r"\b(?:answered|replied|responded|returned|completed|took part|participated|(?:were|was|we) (?:interviewed"
    r"|surveyed|asked)"
    r"|interviews? (?:with|of)|survey(?:ed)? (?:of|among)?|questionnaires?)\b",
    re.IGNORECASE,
)


def only_professionals(paper: View) -> bool:
    """Whether everybody counted belongs to a profession, somebody answered, and no ill person is counted."""
    found = False
    for passage in in_short(paper):
        for count in counts_in(passage):
            words = f"{count.label} {count.tail}"
            if _ILL.search(words):
                return False
            found = found or bool(_PROFESSION.search(words) and _ANSWERED.search(passage.text))
    return found
