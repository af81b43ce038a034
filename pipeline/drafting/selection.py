"""Which of the paper's own sentences carry its findings, conclusions, questions and reasons."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pipeline.domain.document import Document, Role, Sentence, Zone

__all__ = ["Chosen", "choose"]

_RESULT_ROLES = {Role.RESULTS}
_CONCLUSION_ROLES = {Role.CONCLUSIONS, Role.DISCUSSION}
_OPENING_ROLES = {Role.INTRODUCTION, Role.OBJECTIVE}

_NUMBER = re.compile(r"\d")
_STATISTIC = re.compile(r"\bp\s*[<=>≤≥]|\bCI\b|\d\s*%|\b(?:OR|HR|RR|AUC)\b|±", re.IGNORECASE)
_COMPARES = re.compile(
    r"\b(?:higher|lower|increas\w+|decreas\w+|reduc\w+|improv\w+|worse\w*|more|fewer|less|greater|smaller|longer|"
    r"shorter|"
    r"differ\w*|associated|correlat\w+|predict\w*|versus|vs|compared)\b",
    re.IGNORECASE,
)
_NULL = re.compile(
    r"\b(?:no (?:significant|clear|statistically|evidence|difference|association|effect|correlation|change)|"
    r"(?:did|was|were|do|does|is|are|could) not\b|non-?significant|not significant\w*|similar (?:between|in|across)|"
    r"unchanged|indistinguishable|neither)",
    re.IGNORECASE,
)
_HARM = re.compile(
    r"\b(?:adverse (?:event|effect|reaction)s?|side[ -]effects?|toxicit\w+|serious (?:event|adverse)|withdrew|"
    r"withdrawals?|"
    r"drop(?:ped)?[ -]?outs?|deteriorat\w+|harm(?:s|ful)?|tolerated|worsening)\b",
    re.IGNORECASE,
)
_ABOUT_THE_PAPER = re.compile(
    r"^(?:(?:fig(?:ure)?|table|supplement\w*|additional file)\b|the (?:results|data|characteristics).{0,40}(?:are|"
    r"is) (?:shown|presented|given|"
    r"summari[sz]ed|displayed|listed|depicted))|\b(?:are|is|were|was) (?:shown|presented|summari[sz]ed|displayed|"
    r"listed|depicted|given) in "
    r"(?:fig|table|suppl|the)",
    re.IGNORECASE,
)
_LEANS_BACK = re.compile(
    r"^(?:this|these|those|such|it|they|he|she|both|the (?:latter|former|same)|furthermore|moreover|however|"
    r"therefore|"
    r"thus|hence|in addition|additionally|similarly|likewise|in contrast|conversely|nevertheless|consequently|again|"
    r"also|besides|first(?:ly)?|second(?:ly)?|third(?:ly)?|fourth(?:ly)?|finally|last(?:ly)?|for (?:example|"
    r"instance)|"
    r"as expected|interestingly|notably|indeed|nonetheless|yet)\b|\bon the other hand\b",
    re.IGNORECASE,
)
_OTHERS = re.compile(
    r"\bet al\b|\bprevious(?:ly)? (?:stud|report|work|describ|publish)|\b(?:other|earlier) (?:stud|authors|groups)",
    re.IGNORECASE,
)
_CONCLUDES = re.compile(
    r"\b(?:conclud\w+|in conclusion|in summary|taken together|suggest\w*|indicat\w+|impl(?:y|ies)|support\w*|our "
    r"(?:results|findings|data|study)|"
    r"these (?:results|findings|data|observations)|may\b|might\b|could\b)",
    re.IGNORECASE,
)
_ASKS = re.compile(
    r"\b(?:(?:further|future|larger|additional|more|longitudinal|prospective|controlled|randomi[sz]ed) "
    r"(?:\w+ ){0,3}?(?:stud(?:y|ies)|research|trials?|work|investigations?)|remains? (?:to be|unclear|unknown|"
    r"uncertain|open)|"
    r"(?:is|are) (?:still )?(?:needed|warranted|required|unknown|unclear)|should be (?:investigated|tested|"
    r"explored|examined|confirmed|replicated)|"
    r"needs? to be (?:investigated|tested|confirmed|replicated|established)|open questions?)\b",
    re.IGNORECASE,
)
_MATTERS = re.compile(
    r"\b(?:burden|disabling|debilitating|no (?:approved|effective|established|specific|known|cure|diagnostic|"
    r"biomarker)\w*|unknown|unclear|poorly understood|"
    r"little is known|lack(?:s|ing)? (?:of )?|unmet|not (?:well|fully|yet) |limited (?:evidence|knowledge|data)|"
    r"few studies|affects?|prevalence|"
    r"quality of life|controvers\w+|remains?)\b",
    re.IGNORECASE,
)
_AIMS = re.compile(
    r"\b(?:aim(?:s|ed)?|objectives?|purpose|goal|sought|set out|hypothesi[sz]ed?|we (?:investigat\w+|examin\w+|"
    r"evaluat\w+|assess\w*|explor\w+|test\w*|compar\w+|"
    r"describ\w+|review\w*|present|report|propose)|this (?:study|paper|review|article|trial|protocol)|the present "
    r"(?:study|paper|review)|here,? we)\b|"
    r"^to (?:investigate|examine|evaluate|assess|determine|compare|explore|describe|test|identify|summari[sz]e|"
    r"review|characteri[sz]e|estimate|measure|find)\b",
    re.IGNORECASE,
)
_STRENGTH = re.compile(
    r"\b(?:main|major|key|important|notable|particular|another|one|a|several|its|our) strengths?\b|\bstrengths? "
    r"(?:of|is|are|lie|include)|"
    r"\bstrengthened by\b",
    re.IGNORECASE,
)
_BODY_STRENGTH = re.compile(r"\b(?:muscle|grip|hand|leg|extension|bond|tensile|field|signal)\b", re.IGNORECASE)
_LIMITS = re.compile(
    r"\b(?:limitations?|limited by|caution|biased|bias(?:es)?|confound\w*|underpowered)\b", re.IGNORECASE
)
_METHOD = re.compile(
    r"\b(?:were|was) (?:calculated|analy[sz]ed|performed|measured|assessed|determined|used|carried out|conducted|"
    r"collected|obtained|"
    r"recruited|administered|adjusted|normali[sz]ed|considered)\b",
    re.IGNORECASE,
)

#: Who came and who stayed: worth telling, but never the main finding.
_FLOW = re.compile(
    r"\b(?:randomi[sz]ed|enrolled|recruited|screened|completed|responded|consented|eligible)\b", re.IGNORECASE
)

#: The dots between a heading and its page in a table of contents.
_LEADERS = re.compile(r"(?:\. ?){4,}")

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
        and _LEADERS.search(text) is None
        and _ABOUT_THE_PAPER.search(text) is None
        and text.count("(") == text.count(")")
    )


def _findings(candidates: Sequence[_Candidate]) -> list[_Candidate]:
    results = [c for c in candidates if c.role in _RESULT_ROLES]
    chosen = _best([c for c in results if c.abstract], lambda c: 1.0 + _finding_score(c), _MOST_FINDINGS - 1)
    body = [c for c in results if not c.abstract]
    for wanted in (_NULL, _HARM):
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
    score += 1.0 if _NUMBER.search(text) else 0.0
    score += 1.2 if _STATISTIC.search(text) else 0.0
    score += 1.0 if _COMPARES.search(text) else 0.0
    score += 0.6 if _NULL.search(text) or _HARM.search(text) else 0.0
    score -= 1.5 if _LEANS_BACK.search(text) else 0.0
    score -= 1.2 if _METHOD.search(text) and not _STATISTIC.search(text) else 0.0
    score -= 2.0 if _OTHERS.search(text) else 0.0
    score -= 1.5 if _FLOW.search(text) and not _STATISTIC.search(text) else 0.0
    score -= 0.02 * max(0, len(text.split()) - 35)
    return score


def _conclusion_score(candidate: _Candidate) -> float:
    text = candidate.text
    score = 1.0 if candidate.abstract else 0.0
    score += 1.0 if candidate.role is Role.CONCLUSIONS else 0.0
    score += 1.0 if _CONCLUDES.search(text) else -1.2
    score += 0.5 * candidate.place
    score -= 1.5 if _LIMITS.search(text) else 0.0
    score -= 2.5 if _OTHERS.search(text) or re.search(r"\[\d", text) else 0.0
    score -= (
        0.6
        if _LEANS_BACK.search(text)
        and not re.match(r"(?:these|this|our) \w*\s?(?:results|findings|data|stud)", text, re.IGNORECASE)
        else 0.0
    )
    score -= 1.0 if not candidate.abstract and candidate.role is Role.DISCUSSION else 0.0
    return score


def _question_score(candidate: _Candidate) -> float:
    text = candidate.text
    if not _ASKS.search(text):
        return -1.0
    return (
        1.0
        + (0.5 if candidate.role is Role.CONCLUSIONS else 0.0)
        - (1.0 if _OTHERS.search(text) else 0.0)
        + 0.3 * candidate.place
    )


def _reason_score(candidate: _Candidate) -> float:
    text = candidate.text
    if not _MATTERS.search(text):
        return -1.0
    return (
        1.0
        + (0.8 if candidate.abstract else 0.0)
        - (0.8 if _LEANS_BACK.search(text) else 0.0)
        - (0.6 if _AIMS.search(text) else 0.0)
    )


def _opening_score(candidate: _Candidate) -> float:
    """For a paper that nowhere says why it matters in words we know: the earliest sentence that stands alone."""
    return -1.0 if _LEANS_BACK.search(candidate.text) or _AIMS.search(candidate.text) else 1.0 - candidate.place


def _aim_score(candidate: _Candidate) -> float:
    text = candidate.text
    if not _AIMS.search(text):
        return -1.0
    return (
        1.0
        + (1.0 if candidate.role is Role.OBJECTIVE else 0.0)
        + 0.5 * candidate.place
        - (1.0 if _OTHERS.search(text) else 0.0)
    )


def _strength_score(candidate: _Candidate) -> float:
    text = candidate.text
    if not _STRENGTH.search(text) or _BODY_STRENGTH.search(text) or _OTHERS.search(text):
        return -1.0
    return 1.0


def _sentences(candidates: Sequence[_Candidate]) -> tuple[Sentence, ...]:
    return tuple(sorted((candidate.sentence for candidate in candidates), key=lambda sentence: sentence.span.start))
