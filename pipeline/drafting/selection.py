"""Which of the paper's own sentences carry its findings, conclusions, questions and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Document, Role, Sentence, Zone
from pipeline.drafting import cues

__all__ = ["Chosen", "choose"]

_RESULT_ROLES = {Role.RESULTS}
_CONCLUSION_ROLES = {Role.CONCLUSIONS, Role.DISCUSSION}
_OPENING_ROLES = {Role.INTRODUCTION, Role.OBJECTIVE}

_FEWEST_WORDS, _MOST_WORDS = 6, 60
_MOST_FINDINGS, _MOST_CONCLUSIONS, _MOST_QUESTIONS, _MOST_REASONS, _MOST_STRENGTHS = 6, 4, 3, 2, 3


@dataclass(frozen=True, slots=True)
class Chosen:
    """The sentences chosen for each part of an entry, in the paper's order; the main ones are among them."""

    aim: tuple[Sentence, ...]
    reasons: tuple[Sentence, ...]
    main_finding: tuple[Sentence, ...]
    findings: tuple[Sentence, ...]
    main_conclusion: tuple[Sentence, ...]
    conclusions: tuple[Sentence, ...]
    questions: tuple[Sentence, ...]
    strengths: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    sentence: Sentence
    text: str
    role: Role
    abstract: bool
    place: float  # 0 first sentence of its role, 1 last


def choose(document: Document, roles: Mapping[str, Role], limits: Collection[Sentence] = ()) -> Chosen:
    """The paper's own sentences for each part of an entry.

    Findings come from Results alone, the abstract's first, and always with a null result and a harm where Results state
    one; conclusions from what the authors conclude; never the same sentence in two places. `limits` are sentences that
    the draft tells as limits.
    """
    candidates = _candidates(document, roles)
    findings = _findings(candidates)
    used = {candidate.sentence.id for candidate in findings} | {sentence.id for sentence in limits}

    def pick(wanted: Iterable[_Candidate], score: Callable[[_Candidate], float], most: int) -> list[_Candidate]:
        free = [candidate for candidate in wanted if candidate.sentence.id not in used]
        chosen = _best(free, score, most)
        used.update(candidate.sentence.id for candidate in chosen)
        return chosen

    questions = pick(
        (c for c in candidates if c.role in _CONCLUSION_ROLES | {Role.LIMITATIONS}), _question_score, _MOST_QUESTIONS
    )
    conclusions = pick((c for c in candidates if c.role in _CONCLUSION_ROLES), _conclusion_score, _MOST_CONCLUSIONS)
    aim = pick(
        (c for c in candidates if c.role in _OPENING_ROLES | {Role.METHODS} and c.abstract), _aim_score, 1
    ) or pick((c for c in candidates if c.role in _OPENING_ROLES), _aim_score, 1)
    opening = [c for c in candidates if c.role in _OPENING_ROLES]
    reasons = pick(opening, _reason_score, _MOST_REASONS) or pick(opening, _opening_score, 1)
    strengths = pick(
        (c for c in candidates if c.role in _CONCLUSION_ROLES | {Role.LIMITATIONS}), _strength_score, _MOST_STRENGTHS
    )
    return Chosen(
        aim=_sentences(aim),
        reasons=_sentences(reasons),
        main_finding=_sentences(sorted(findings, key=_finding_score, reverse=True)[:1]),
        findings=_sentences(findings),
        main_conclusion=_sentences(conclusions[:1]),
        conclusions=_sentences(conclusions),
        questions=_sentences(questions),
        strengths=_sentences(strengths),
    )


def _candidates(document: Document, roles: Mapping[str, Role]) -> list[_Candidate]:
    by_role: dict[tuple[Role, bool], list[tuple[Sentence, str]]] = {}
    doubtful = set(document.quality.unreliable_pages)
    for sentence in document.sentences:
        zone = document.section_of(sentence).zone
        if zone not in {Zone.ABSTRACT, Zone.BODY} or sentence.page in doubtful:
            continue
        text = document.slice(sentence.span)
        if not _can_stand(text):
            continue
        role = Role.CONCLUSIONS if roles[sentence.id] is Role.CONCLUSIONS else roles[sentence.id]
        by_role.setdefault((role, zone is Zone.ABSTRACT), []).append((sentence, text))
    return [
        _Candidate(sentence, text, role, abstract, index / max(1, len(found) - 1))
        for (role, abstract), found in by_role.items()
        for index, (sentence, text) in enumerate(found)
    ]


def _can_stand(text: str) -> bool:
    words = text.split()
    return (
        _FEWEST_WORDS <= len(words) <= _MOST_WORDS
        and text[:1].isalnum()
        and not text[:1].islower()
        and text.rstrip("\"'”’)]⁰¹²³⁴⁵⁶⁷⁸⁹,0123456789 ").endswith((".", "!", "?"))
        and "\ufffd" not in text
        and cues.LEADERS.search(text) is None
        and cues.ABOUT_THE_PAPER.search(text) is None
        and text.count("(") == text.count(")")
    )


def _findings(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    results = [c for c in candidates if c.role in _RESULT_ROLES]
    chosen = _best([c for c in results if c.abstract], lambda c: 1.0 + _finding_score(c), _MOST_FINDINGS - 1)
    body = [c for c in results if not c.abstract]
    for wanted in (cues.NULL, cues.HARM):
        if len(chosen) < _MOST_FINDINGS and not any(wanted.search(c.text) for c in chosen):
            chosen += _best(
                [c for c in body if wanted.search(c.text) and c not in chosen], _finding_score, 1, beside=chosen
            )
    room = max(0, min(_MOST_FINDINGS, 4 if chosen else 5) - len(chosen))
    chosen += _best([c for c in body if c not in chosen], _finding_score, room, beside=chosen)
    return chosen


def _best(
    candidates: Sequence[_Candidate],
    score: Callable[[_Candidate], float],
    most: int,
    beside: Sequence[_Candidate] = (),
) -> list[_Candidate]:
    """The highest scores above zero, none saying what another chosen one says."""
    ranked = sorted(
        ((score(candidate), candidate) for candidate in candidates),
        key=lambda pair: (-pair[0], pair[1].sentence.span.start),
    )
    chosen: list[_Candidate] = []
    for value, candidate in ranked:
        if len(chosen) == most or value <= 0:
            break
        if not any(_alike(candidate.text, other.text) for other in [*chosen, *beside]):
            chosen.append(candidate)
    return chosen


def _alike(one: str, other: str) -> bool:
    first = {word for word in re.findall(r"\w+", one.casefold()) if len(word) > 3 or word.isdigit()}
    second = {word for word in re.findall(r"\w+", other.casefold()) if len(word) > 3 or word.isdigit()}
    smaller = min(len(first), len(second))
    return smaller > 0 and len(first & second) / smaller > 0.6


def _finding_score(candidate: _Candidate) -> float:
    text = candidate.text
    score = 0.0
    score += 1.0 if cues.NUMBER.search(text) else 0.0
    score += 1.2 if cues.STATISTIC.search(text) else 0.0
    score += 1.0 if cues.COMPARES.search(text) else 0.0
    score += 0.6 if cues.NULL.search(text) or cues.HARM.search(text) else 0.0
    score -= 1.5 if cues.LEANS_BACK.search(text) else 0.0
    score -= 1.2 if cues.METHOD.search(text) and not cues.STATISTIC.search(text) else 0.0
    score -= 2.0 if cues.OTHERS.search(text) else 0.0
    score -= 1.5 if cues.FLOW.search(text) and not cues.STATISTIC.search(text) else 0.0
    score -= 0.02 * max(0, len(text.split()) - 35)
    return score


def _conclusion_score(candidate: _Candidate) -> float:
    text = candidate.text
    score = 1.0 if candidate.abstract else 0.0
    score += 1.0 if candidate.role is Role.CONCLUSIONS else 0.0
    score += 1.0 if cues.CONCLUDES.search(text) else -1.2
    score += 0.5 * candidate.place
    score -= 1.5 if cues.LIMITS.search(text) else 0.0
    score -= 2.5 if cues.OTHERS.search(text) or re.search(r"\[\d", text) else 0.0
    score -= (
        0.6
        if cues.LEANS_BACK.search(text)
        and not re.match(r"(?:these|this|our) \w*\s?(?:results|findings|data|stud)", text, re.IGNORECASE)
        else 0.0
    )
    score -= 1.0 if not candidate.abstract and candidate.role is Role.DISCUSSION else 0.0
    return score


def _question_score(candidate: _Candidate) -> float:
    text = candidate.text
    if not cues.ASKS.search(text):
        return -1.0
    return (
        1.0
        + (0.5 if candidate.role is Role.CONCLUSIONS else 0.0)
        - (1.0 if cues.OTHERS.search(text) else 0.0)
        + 0.3 * candidate.place
    )


def _reason_score(candidate: _Candidate) -> float:
    text = candidate.text
    if not cues.MATTERS.search(text):
        return -1.0
    return (
        1.0
        + (0.8 if candidate.abstract else 0.0)
        - (0.8 if cues.LEANS_BACK.search(text) else 0.0)
        - (0.6 if cues.AIMS.search(text) else 0.0)
    )


def _opening_score(candidate: _Candidate) -> float:
    """For a paper that nowhere says why it matters in words we know: the earliest sentence that stands alone."""
    return -1.0 if cues.LEANS_BACK.search(candidate.text) or cues.AIMS.search(candidate.text) else 1.0 - candidate.place


def _aim_score(candidate: _Candidate) -> float:
    text = candidate.text
    if not cues.AIMS.search(text):
        return -1.0
    return (
        1.0
        + (1.0 if candidate.role is Role.OBJECTIVE else 0.0)
        + 0.5 * candidate.place
        - (1.0 if cues.OTHERS.search(text) else 0.0)
    )


def _strength_score(candidate: _Candidate) -> float:
    text = candidate.text
    if not cues.STRENGTH.search(text) or cues.BODY_STRENGTH.search(text) or cues.OTHERS.search(text):
        return -1.0
    return 1.0


def _sentences(candidates: Sequence[_Candidate]) -> tuple[Sentence, ...]:
    return tuple(sorted((candidate.sentence for candidate in candidates), key=lambda sentence: sentence.span.start))
