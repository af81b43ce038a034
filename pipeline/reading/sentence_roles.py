"""What each sentence does: background, aim, method, result, conclusion.

Where the paper has headings the section's role decides. An abstract without headings is read by cue words and by
position, smoothed so that the order background, aim, methods, results, conclusions is kept (a sentence does not go
back to background once results have begun).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.domain.document import Document, Role, Sentence, Zone
from pipeline.text.regex import regex

__all__ = ["role_of_each", "roles_by_cues"]

#: The order in which an abstract tells its story.
_ORDER = (Role.INTRODUCTION, Role.OBJECTIVE, Role.METHODS, Role.RESULTS, Role.CONCLUSIONS)

_CUES: dict[Role, tuple[tuple[re.Pattern[str], float], ...]] = {
    Role.INTRODUCTION: (
        (
            regex(r"\b(is|are) (a|an|the|often|commonly|characteri[sz]ed|associated|known|considered|thought)\b"),
            1.0,
        ),
        (regex(r"\b(remains?|is|are) (unclear|unknown|poorly understood|controversial|debated)\b"), 1.6),
        (regex(r"\b(has|have) (been|previously|recently|long)\b"), 0.9),
        (regex(r"\b(little|not much) is known\b|\bhowever\b"), 0.6),
    ),
    Role.OBJECTIVE: (
        (regex(r"\b(aim|aims|aimed|objectives?|purpose|goal|sought|hypothesi[sz]ed?)\b"), 2.2),
        (
            regex(
                r"\b(this|the present|our|the current) (study|paper|review|article|trial|work)\b.{0,40}\b(to|"
                r"whether)\b"
            ),
            1.0,
        ),
        (
            regex(
                r"\bwe (investigated?|examined?|evaluated?|assess(ed)?|explored?|tested|compared|ask(ed)?) "
                r"(whether|if|the)\b"
            ),
            1.0,
        ),
        # an infinitive that opens and rules the sentence; "to date" and "to our knowledge" rule none
        (regex(r"^(objective:? |aims?:? )?to (?!date\b|our\b|the\b|this\b|these\b)[a-z]+\b"), 3.4),
        (regex(r"\bwas (designed|undertaken|conducted|performed|carried out) to\b"), 1.6),
    ),
    Role.METHODS: (
        (
            regex(
                r"\b(were|was) (recruited|enrolled|randomi[sz]ed|included|assigned|measured|assessed|collected|"
                r"performed|analy[sz]ed|used|searched|invited|interviewed|followed|recorded|obtained|conducted|"
                r"asked|evaluated|administered|estimated|treated|selected|allocated|divided|examined|calculated)\b"
            ),
            1.3,
        ),
        (regex(r"\brandomly (assigned|allocated|selected)\b|\b(participants|patients|subjects) received\b"), 1.0),
        (
            regex(
                r"\bsignificance level|\b(primary|secondary|principal|main) (efficacy )?(measures?|outcomes?"
                r"|end ?points?)\b"
            ),
            1.0,
        ),
        (
            regex(r"\b(statistical|data) analys[ei]s\b|\bconsidered (statistically )?significant\b|\bt-test|anova\b"),
            2.0,
        ),
        (regex(r"^(a |an )?(\w+[ ,-]+){0,4}(trial|study)\.?$|^setting\b|\b(setting|design):"), 2.0),
        (
            regex(
                r"\bwe (recruited|enrolled|randomi[sz]ed|included|measured|collected|performed|analy[sz]ed|used|"
                r"searched|conducted|surveyed|followed|applied|developed)\b"
            ),
            1.3,
        ),
        (
            regex(
                r"\b(double-blind|placebo-controlled|cross-sectional|prospective|retrospective|questionnaires?|"
                r"regression|primary (outcome|end ?point)|criteria|participants completed)\b"
            ),
            0.7,
        ),
    ),
    Role.RESULTS: (
        (regex(r"\bp\s*[<=>≤≥]\s*0?[.·]\d|\b95\s*%\s*(ci|confidence)|\b(or|hr|rr)\s*[=,:]?\s*\d"), 2.2),
        (
            regex(
                r"\b(significant(ly)?|higher|lower|increased|decreased|reduced|improved|more|fewer|less|no "
                r"difference|did not differ)\b"
            ),
            1.0,
        ),
        (
            regex(
                r"\b(found|showed|observed|revealed|reported|identified|resulted in|were associated|was associated|"
                r"correlated)\b"
            ),
            0.8,
        ),
        (regex(r"\d+(\.\d+)?\s*%|\bmean\b|\bmedian\b|±"), 0.8),
        (regex(r"^(no|none|neither|nobody|all|both|most) "), 0.7),
        (regex(r"\b(completed the (study|trial|follow-?up)|was achieved|were lost to|dropped out|withdrew)\b"), 1.2),
        (regex(r"\bthere (was|were)\b|\b\d+ of \d+\b|\b(favou?red|achieved|rates? (was|were))\b|^of "), 0.8),
    ),
    Role.CONCLUSIONS: (
        (
            regex(
                r"\b(conclude|conclusions?|in summary|taken together|overall|these (results|findings|data|"
                r"observations)|our (results|findings|data))\b"
            ),
            1.8,
        ),
        (
            regex(
                r"\b(suggests?|indicates?|implies|imply|supports?|demonstrates?|may (be|have|help|play|represent|"
                r"contribute)|might|could|should|warrants?|potential(ly)?)\b"
            ),
            1.0,
        ),
        (
            regex(
                r"^(?!.*\d)(?!.*\b(was|were|had|did)\b).*\b(is|are|has|have|can|appears?|seems?|provides?|improves?"
                r"|reduces?|increases?|leads?)\b"
            ),
            0.7,
        ),
        (regex(r"\b(further|future|larger) (research|stud|trial|work|investigation)"), 1.6),
    ),
}
#: How much rarer than the others a role is.
_RARITY = {Role.OBJECTIVE: -1.5}
#: Where in an abstract (0 first sentence, 1 last) each role is expected.
_PLACE = {Role.INTRODUCTION: 0.08, Role.OBJECTIVE: 0.2, Role.METHODS: 0.38, Role.RESULTS: 0.65, Role.CONCLUSIONS: 0.95}


def role_of_each(document: Document) -> dict[str, Role]:
    """The role of every sentence by its id: the section's where it tells, by cues in an abstract without parts."""
    roles: dict[str, Role] = {}
    plain: dict[str, list[Sentence]] = {}
    for sentence in document.sentences:
        section = document.section_of(sentence)
        if section.zone is Zone.ABSTRACT and section.role in {Role.SUMMARY, Role.OTHER}:
            plain.setdefault(section.id, []).append(sentence)
        else:
            roles[sentence.id] = section.role
    for sentences in plain.values():
        texts = [document.slice(sentence.span) for sentence in sentences]
        roles.update(zip((sentence.id for sentence in sentences), roles_by_cues(texts), strict=True))
    return roles


def roles_by_cues(sentences: Sequence[str]) -> tuple[Role, ...]:
    """The likeliest roles of an abstract's sentences, never going backwards through the order of the story."""
    count = len(sentences)
    if not count:
        return ()
    best: list[list[float]] = []
    back: list[list[int]] = []
    for index, text in enumerate(sentences):
        place = index / (count - 1) if count > 1 else 0.9
        scores = [_cue_score(role, text) + _place_score(role, place) for role in _ORDER]
        if not best:
            best.append(scores)
            back.append([0] * len(_ORDER))
            continue
        row: list[float] = []
        came: list[int] = []
        for state, score in enumerate(scores):
            # Going back one step (methods after results) happens; going further back hardly ever does.
            steps = [best[-1][past] - (0.0 if past <= state else 1.5 * (past - state)) for past in range(len(_ORDER))]
            past = max(range(len(_ORDER)), key=steps.__getitem__)
            row.append(steps[past] + score)
            came.append(past)
        best.append(row)
        back.append(came)
    state = max(range(len(_ORDER)), key=best[-1].__getitem__)
    path = [state]
    for came in reversed(back[1:]):
        state = came[state]
        path.append(state)
    return tuple(_ORDER[found] for found in reversed(path))


def _place_score(role: Role, place: float) -> float:
    """How well a place fits a role. The last sentence is nearly always a conclusion; an aim needs words that say so."""
    score = -3.0 * abs(place - _PLACE[role]) + _RARITY.get(role, 0.0)
    return score + 1.4 if role is Role.CONCLUSIONS and place == 1.0 else score


def _cue_score(role: Role, text: str) -> float:
    lowered = text.casefold()
    return sum(weight for pattern, weight in _CUES[role] if pattern.search(lowered))
