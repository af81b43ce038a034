"""Limits of their own work that the authors state."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.domain.document import Role, Span, Zone
from pipeline.reading.passages import Passage, View
from pipeline.text.regex import regex

__all__ = ["read_limitations"]

_OPENS = regex(
    r"\blimitations? (?:of|in|to|with) (?:this|our|the (?:present|current|study|trial)|these)\b|^\W*limitations?\b"
    r"|\b(?:several|some|main|major|important|potential|possible|another|further|first|second|key|other|certain|an?"
    r"|one|following|inherent|number of) (?:\w+ )?limitations?\b"
    r"|\blimitations? (?:is|are|include|was|were|should|must|need)\b"
    r"|\b(?:weakness(?:es)?|shortcomings?|drawbacks?) (?:of|in) (?:this|our|the (?:present|current))"
    r"|\b(?:our|this|the present|the current|these) (?:study|trial|review|analysis|work|sample|results?"
    r"|findings|data|cohort|survey)\b[^.]{0,60}\b(?:limited|limits|limitations?|caution|preliminary|underpowered"
    r"|could not|cannot|can not|lacked|lacks|did not (?:include|measure|assess|control|adjust)"
    r"|not (?:be )?(?:generali[sz]\w+|adjusted|blinded|powered|validated))",
    re.IGNORECASE,
)
_SIGNAL = regex(
    r"\binterpreted (?:with (?:\w+ )?caution|cautiously)\b|\bsmall (?:sample|number|numbers|cohort"
    r"|group)s?\b|\bsample size\b[^.]{0,30}\b(?:small|limited|modest|low)|\bunder-?powered\b|\black(?:ed|s"
    r"|ing)? (?:of )?(?:\w+ ){0,2}(?:statistical )?(?:power|control|controls|blinding|replication)\b"
    r"|\bhypothesis-generating\b|\bcannot (?:be )?(?:generali[sz]ed|exclude|rule out|infer|determine"
    r"|establish|draw|conclude)\b|\b(?:recall|selection|information|response|reporting) bias\b"
    r"|\bconvenience sample|\bself-select\w*"
    r"|\bcross-sectional (?:nature|design)\b[^.]{0,60}\b(?:preclud\w*|prevent\w*|cannot|not|limit\w*)"
    r"|\bsingle[ -]cent(?:re|er)\b|\bnot (?:corrected|adjusted) for\b|\bno (?:\w+ ){0,2}(?:control"
    r"|comparison|sham|placebo) group\b|\b(?:lost to follow-?up|missing data)\b[^.]{0,60}\b(?:bias|limit)"
    r"|\b(?:limit\w*|not|reduc\w*|restrict\w*|affect\w*)\b[^.]{0,40}\bgenerali[sz]\w+"
    r"|\bgenerali[sz]\w+[^.]{0,40}\b(?:limit\w*|restrict\w*|uncertain|reduced)\b|\b(?:needs?|require[sd]?"
    r"|remains?) (?:to be )?(?:replicat\w*|confirm\w*)\b"
    r"|\bconfounding\b|\bbatch effects?\b",
    re.IGNORECASE,
)
_OTHERS = regex(
    r"\b(?:previous|earlier|prior|other|most|many|these|those|existing) (?:studies|trials|work"
    r"|reports)\b[^.]{0,60}\b(?:limit|small|bias|lack)|\bet al\b",
    re.IGNORECASE,
)
_GOES_ON = regex(
    r"^(?:first|second|third|fourth|fifth|finally|last|also|another|further|furthermore|moreover"
    r"|additionally|in addition|thus|therefore|it is also|we (?:also )?(?:did not|could not|were unable"
    r"|cannot|lack|had no|relied|only)|the (?:small|lack|absence|study|sample|use))",
    re.IGNORECASE,
)
_PLACES = frozenset({Role.DISCUSSION, Role.CONCLUSIONS, Role.SUMMARY, Role.RESULTS, Role.OTHER, Role.METHODS})
_LONGEST_RUN = 8


def read_limitations(paper: View) -> tuple[Span, ...]:
    """The sentences in which the authors name limits of their own work, in reading order, at most sixteen.

    A section headed "Limitations" counts whole. Elsewhere a sentence that opens the subject counts with those that go
    on with it, and so does a sentence with a plain signal in the discussion; limits of other people's studies do not.
    """
    titled = [
        passage
        for passage in paper.running
        if passage.role is Role.LIMITATIONS or "limitation" in passage.heading.lower()
    ]
    found = titled or list(_told(paper))
    return tuple(dict.fromkeys(passage.span for passage in found))[:16]


def _told(paper: View) -> Iterable[Passage]:
    open_section, run = "", 0
    for passage in paper.running:
        if passage.role not in _PLACES or passage.zone is Zone.CAPTION:
            continue
        if _OPENS.search(passage.text) and not _OTHERS.search(passage.text):
            open_section, run = passage.section, 0
            yield passage
        elif open_section == passage.section and run < _LONGEST_RUN and _GOES_ON.match(passage.text):
            run += 1
            yield passage
        else:
            open_section = ""
            in_place = passage.role in {Role.DISCUSSION, Role.CONCLUSIONS} or (
                passage.role is Role.SUMMARY and paper.document.level.value == "abstract"
            )
            if in_place and _SIGNAL.search(passage.text) and not _OTHERS.search(passage.text):
                yield passage
