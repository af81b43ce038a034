"""Where sentences begin and end.

Own rules, because no maintained library is better on the text of papers and none keeps offsets at this speed. They
split too little rather than too much: a missed border costs a longer quote, a false one breaks it.
One pass over the text; the work at each possible border is bounded, so the time is linear.
"""

from __future__ import annotations

import re

from pipeline.domain.document import Span
from pipeline.text.regex import regex

__all__ = ["split"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Never the last word of a sentence.
_NEVER = _words(
    """
    fig figs tab tabs eq eqs eqn eqns ref refs nos vs cf e.g i.e eg ie approx ca viz resp dr drs prof mr mrs ms mx
    st v ver vers vol vols pp pt suppl supp sec sect ch chap app ed eds trans dept univ assoc incl excl subsp ssp
    var cv gen figura abb nr bzw ggf evtl vgl bd z.b d.h u.a p.ex
    """
)
# The last word of a sentence only if the next word is one that opens sentences.
_SOMETIMES = _words(
    """
    al etc inc ltd co corp llc gmbh jr sr sp spp ph.d m.d a.m p.m i.v s.c i.m p.o b.i.d t.i.d q.d s.d s.e s.e.m jan
    feb mar apr jun jul aug sept oct nov dec avg max min temp est mt clin med biol res sci int am eur proc natl acad
    chem physiol psychol rev lett rep ann arch usw
    """
)
# Abbreviations only before a number.
_BEFORE_NUMBER = _words(
    """
    no p art item para lot cat
    """
)

_OPENERS = _words(
    """
    The This These Those That There Then Thus Therefore However In It Its We Our They Their He She His Her A An
    After Although Among And As At Because Before Both But By Despite During Each Finally For From Further
    Furthermore Here Hence If Indeed Interestingly Moreover Most Nevertheless No None Nonetheless Notably Of On One
    Only Other Overall Participants Patients Several Similarly Since Some Such To Two Three Under Unlike Until Upon
    Using When Where Whereas Whether While With Within Without Yet What Which Who Why Additionally Also All Any
    Another Conversely Consequently Even Given How Importantly Instead Likewise Many Meanwhile Not Neither Nor So
    Subsequently Taken Together Through Based Compared Currently Data Recently Results Previous Previously Again
    Blood Samples
    """
)
# "vitamin D." may end a sentence; "hepatitis C." too.
_LETTERED = _words(
    """
    vitamin vitamins hepatitis type types group groups grade class panel panels influenza protein cohort arm phase
    stage level category part coenzyme immunoglobulin factor plan option site
    """
)
_NUMBERED = regex(
    r"(?:(?:Supplementa(?:ry|l)|Supporting|Additional|Extended Data|Online|Web|Appendix)\s+)?"
    r"(?:Table|Figure|Fig\.?|Box|Scheme|Appendix|Panel|Plate|Chart|Additional file|File|Video|Movie|Section|Chapter"
    r"|TABLE|FIGURE|FIG\.?|BOX|Tab\.?|Tabelle|Abbildung)\s+S?[0-9IVX]+(?:\.\d+)*[A-Za-z]?"
)
_LIST_MARK = regex(r"[(\[]?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z]|[ivx]{1,4})\)?")
_INITIALS = regex(r"(?:[^\W\d_]\.[-‐‑ ]?)*[^\W\d_]")
_LABEL = regex(
    r"(?:Backgrounds?|Introduction|Context|Rationale|Aims?|Objectives?|Purpose|Importance|Design|Setting|Participants"
    r"|Patients|Interventions?|Exposures?|Measurements?|Outcomes?|Main|Methods?|Materials?|Results?|Findings|Conclusions?"
    r"|Discussion|Interpretation|Limitations?|Funding|Trial|Registration|Significance|Keywords"
    r"|BACKGROUND|INTRODUCTION|OBJECTIVES?|AIMS?|METHODS?|DESIGN|SETTING|RESULTS?|FINDINGS|CONCLUSIONS?|DISCUSSION"
    r"|PURPOSE|KEYWORDS)\b[^.:]{0,40}:"
)

_MARK = regex(r"[.!?…]++|[。！？]++|[()\[\]]|\n[^\S\n]*+\n\s*+")
# What may stand between the end mark and the next sentence: closing quotes and brackets, a citation mark, white space.
_CLOSERS = regex(r"[)\]}”\"’'»]*+")
_CITATION = regex(
    r"\s?\[\d{1,3}(?:\s?[,;–—-]\s?\d{1,3}){0,20}\](?:\s?[,–-]\s?\[\d{1,3}\]){0,20}(?=\s|\Z)"
    r"|\s?[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾][⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽⁾,–]{0,30}(?:\s[⁰¹²³⁴⁵⁶⁷⁸⁹⁻][⁰¹²³⁴⁵⁶⁷⁸⁹⁻,–]{0,30}){0,10}(?=\s|\Z)"
    r"|\s?\d{1,3}(?:\s?[,–—-]\s?\d{1,3}){0,20}(?=\s+[A-Z][a-z]*\b)"
)
_GAP = regex(r"\s++")
_FIRST_WORD = regex(r"[(\[“\"‘'«¿¡]*+([^\s]{1,40})")
_WORD = regex(r"[^\W\d_]+")
_LOOK_BACK = 48
_LOOK_AHEAD = 250


def split(text: str) -> tuple[Span, ...]:
    """The sentences of `text` as spans without surrounding white space; together they hold every other character.

    A blank line always ends a sentence. A citation mark after the full stop belongs to the sentence before it.
    """
    spans: list[Span] = []
    start = _after_gap(text, 0)
    depth = 0
    for mark in _MARK.finditer(text):
        found = mark.group()
        if mark.start() < start:
            continue
        if found in "([":
            depth += 1
            continue
        if found in ")]":
            depth = max(0, depth - 1)
            continue
        if found[0] == "\n":
            border, following = mark.start(), mark.end()
        else:
            tail = _tail(text, start, mark)
            if tail is None:
                continue
            border, following = tail
            if depth and _closes(text, border):
                continue
        _keep(spans, text, start, border)
        start, depth = following, 0
    _keep(spans, text, start, len(text))
    return tuple(spans)


def _after_gap(text: str, position: int) -> int:
    gap = _GAP.match(text, position)
    return gap.end() if gap else position


def _keep(spans: list[Span], text: str, start: int, end: int) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append(Span(start, end))


def _closes(text: str, position: int) -> bool:
    """Whether a bracket that is open at `position` closes soon after it."""
    ahead = text[position : position + _LOOK_AHEAD]
    closing = min((at for at in (ahead.find(")"), ahead.find("]")) if at >= 0), default=-1)
    opening = min((at for at in (ahead.find("("), ahead.find("[")) if at >= 0), default=_LOOK_AHEAD)
    return 0 <= closing < opening


def _tail(text: str, start: int, mark: re.Match[str]) -> tuple[int, int] | None:
    """Where the sentence that this mark may end does end, and where the next begins; None where it goes on."""
    if mark.group()[0] in "。！？":
        border = _end_of(_CLOSERS, text, mark.end())
        return border, _after_gap(text, border)
    border = _end_of(_CLOSERS, text, mark.end())
    before = text[max(start, mark.start() - _LOOK_BACK) : mark.start()]
    word = before.split()[-1].lstrip("([“\"‘'«{") if before.split() else ""
    cited = _CITATION.match(text, border)
    if cited and _takes_citation(word, cited.group()):
        border = cited.end()
    gap = _GAP.match(text, border)
    if gap is None:
        return None
    if _goes_on(text, start, mark, word, gap.end(), before):
        return None
    return border, gap.end()


def _end_of(pattern: re.Pattern[str], text: str, position: int) -> int:
    found = pattern.match(text, position)
    return found.end() if found else position


def _takes_citation(word: str, mark: str) -> bool:
    """Whether digits right after the full stop can be a citation mark: after a word, never after a number."""
    if mark.lstrip()[0] in "[⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁽":
        return True
    lowered = word.lower()
    return (
        len(word) > 1
        and (word[-1].isalpha() or word[-1] in ')]”"%')
        and lowered not in _NEVER
        and lowered not in _BEFORE_NUMBER
    )


def _goes_on(text: str, start: int, mark: re.Match[str], word: str, following: int, before: str) -> bool:
    """Whether the sentence goes on after this mark, although white space follows it."""
    opening = _FIRST_WORD.match(text, following)
    if opening is None:
        return False
    token = opening.group(1)
    next_word = _leading_word(token)
    opens = next_word in _OPENERS or _LABEL.match(text, opening.start(1)) is not None
    if not _can_open(token, word):
        return True
    if "…" in mark.group() or ".." in mark.group():
        return True
    if mark.group() != "." or text[mark.end()] in ")]}”\"’'»":
        return False
    lowered = word.lower()
    if lowered in _NEVER:
        return True
    if lowered in _BEFORE_NUMBER:
        return token[0].isdigit()
    if lowered in _SOMETIMES:
        return not opens
    return _is_mark_of_something(text, start, mark.start(), word, before, opens=opens, next_word=next_word)


def _is_mark_of_something(
    text: str, start: int, end: int, word: str, before: str, *, opens: bool, next_word: str
) -> bool:
    """Whether the full stop belongs to a list mark, a table's label or a person's initials."""
    if end - start <= len(word) + 1 and _LIST_MARK.fullmatch(word):
        return True
    if end - start <= _LOOK_BACK and _NUMBERED.fullmatch(text, start, end):
        return True
    if _INITIALS.fullmatch(word) and "°" not in word:
        words = before.split()
        previous = words[-2].lower() if len(words) > 1 else ""
        if "." not in word and (previous in _LETTERED or previous[:1].isdigit()):
            return False
        return not (opens and next_word != "A")
    return False


def _leading_word(token: str) -> str:
    found = _WORD.match(token)
    return found.group() if found else ""


def _can_open(token: str, word: str) -> bool:
    """Whether `token` can be the first word of a sentence after one that ended with `word`."""
    first = token[0]
    if first.isupper() or first.istitle() or (first.isalpha() and not first.islower()):
        return True
    plain = len(word) > 3 and word[-1].isalpha() and word.islower()
    if first.isdigit():
        # "... in the study. 45 patients" but not "approx. 45 patients" or "0. 45"
        return plain or word.endswith((")", "]"))
    if first.islower():
        # "mRNA", "pH", "eGFR", "p53" and Greek letters open sentences; other small letters do not
        odd = any(c.isupper() or c.isdigit() for c in token[1:]) or "α" <= first <= "ω"
        return odd and plain
    return False
