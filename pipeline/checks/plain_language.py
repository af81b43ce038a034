"""L, plain language: short sentences, known words, respect, our own words, each thing once and in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.checks.case import PRINTED_WORD, Case, shown
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.document import Level
from pipeline.domain.draft import Basis
from pipeline.domain.report import Severity
from pipeline.text.readability import grade, words
from pipeline.text.regex import regex
from pipeline.text.wording_clauses import stems
from pipeline.text.wording_entities import names
from pipeline.text.wording_plain import DISRESPECTFUL, INTERPRETS, KNOWN_SHORT, SHORT_FORM, UNREAD
from pipeline.text.wording_repairs import of_the_abstract, respectful

__all__ = ["FAMILY"]

_GRADE = 9.0
_FAR_TOO_HARD = 13.0
_LONG = 30
_FAR_TOO_LONG = 45
_PROBE = 3
_COPIED = 8
_SAME = 0.85
_QUOTED = regex(r"[“\"][^”\"]*[”\"]")
_EXPLAINED_AFTER = regex(r"\s?\(")


def _not_reworded(case: Case) -> Iterator[Hit]:
    # what says only that this is a letter, and that no limits are named, is not in anybody else's words
    if case.is_offline and any(one.basis is Basis.SOURCE for _, one in case.statements):
        yield Hit("/made_by", "The sentences are the paper's own: reword them before approval.")


def _hard(case: Case) -> Iterator[Hit]:
    summary = case.draft.summary
    for section in ("quick_summary", "why_it_matters", "observed_findings", "does_not_prove"):
        texts = [statement.text for statement in summary.section(section)]
        unavoidable = {name.text.lower() for text in texts for name in names(text)} | _illness(case)
        found = grade(texts, easy=unavoidable)
        if found is not None and found > _GRADE:
            message = f"The reading grade is {found:.1f} (Flesch-Kincaid); aim for 8 or less."
            weight = Severity.WARNING if found > _FAR_TOO_HARD else None
            yield Hit(f"/summary/{section}", message, severity=weight)


def _long(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        count = len(words(statement.text))
        if count > _LONG:
            weight = Severity.WARNING if count > _FAR_TOO_LONG else None
            yield Hit(field, f"This sentence has {count} words; two sentences read better.", severity=weight)


def _unexplained(case: Case) -> Iterator[Hit]:
    known = set(KNOWN_SHORT)
    for field, statement in case.statements:
        text = statement.text
        inside = {word for aside in re.findall(r"\(([^()]*)\)", text) for word in SHORT_FORM.findall(aside)}
        for match in SHORT_FORM.finditer(text):
            short = match.group().rstrip("s")
            if short in known or short.partition("-")[0] in known:
                continue
            known.add(short)
            if match.group() not in inside and not _EXPLAINED_AFTER.match(text, match.end()):
                yield Hit(field, f"“{match.group()}” is not explained where it first stands.", match.span())


def _disrespectful(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        text = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), statement.text)
        if match := DISRESPECTFUL.search(text):
            message = f"“{match.group()}”: people who live with the illness ask for other words."
            yield Hit(field, message, match.span(), repair=respectful(statement.text, match.span()))


def _copied(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        text = _QUOTED.sub(lambda quoted: " " * len(quoted.group()), statement.text)
        tokens = list(PRINTED_WORD.finditer(text))
        if len(tokens) < _COPIED:
            continue
        said = [token.group().lower() for token in tokens]
        if not _may_be_copied(said, case):
            continue
        ours = _sayable_otherwise(text, tokens)
        for first, last in _runs(ours):
            if f" {' '.join(said[first:last])} " in case.printed_words:
                place = tokens[first].start(), tokens[last - 1].end()
                yield Hit(
                    field, f"“{shown(text[slice(*place)])}” is copied from the paper; say it in other words.", place
                )
                break


def _sayable_otherwise(text: str, tokens: Sequence[re.Match[str]]) -> list[bool]:
    """Which words somebody could have put in another way: figures, names and short forms leave no choice."""
    named = [(name.start, name.end) for name in names(text)]
    return [
        not (
            any(sign.isdigit() for sign in token.group())
            or token.group().isupper()
            or any(start <= token.start() < end for start, end in named)
        )
        for token in tokens
    ]


def _runs(ours: Sequence[bool]) -> Iterator[tuple[int, int]]:
    """Each shortest run of words, from its first to behind its last, that holds eight which are the writer's choice."""
    chosen = [at for at, one in enumerate(ours) if one]
    return ((first, last + 1) for first, last in zip(chosen, chosen[_COPIED - 1 :], strict=False))


def _may_be_copied(words: list[str], case: Case) -> bool:
    """Whether some run could stand in the paper: every run of eight holds three words from a sixth place on."""
    places = range(0, len(words), _COPIED - _PROBE + 1)
    return any(f" {' '.join(words[at : at + _PROBE])} " in case.printed_words for at in places)


def _twice(case: Case) -> Iterator[Hit]:
    told: list[tuple[str, frozenset[str], tuple[tuple[float, ...], ...]]] = []
    for field, statement in case.statements:
        section = field.split("/")[2]
        kept, figures = stems(statement.text), tuple(number.values for number in case.said_numbers[field])
        for other, theirs, numbers in told:
            together = {section, other.split("/")[2]}
            near = len(together) == 1 or together == {"observed_findings", "inferred_conclusions"}
            if not near or not kept or numbers != figures:
                continue
            if len(kept & theirs) / len(kept | theirs) >= _SAME:
                yield Hit(field, f"This says again what {other} says.")
                break
        told.append((field, kept, figures))


def _misplaced(case: Case) -> Iterator[Hit]:
    for field, statement in case.statements:
        match = INTERPRETS.search(statement.text)
        if match and field.startswith("/summary/observed_findings/"):
            yield Hit(
                field, f"“{match.group()}” says what a finding means: that belongs to the conclusions.", match.span()
            )


def _unread(case: Case) -> Iterator[Hit]:
    if case.document.level is not Level.ABSTRACT:
        return
    for field, statement in case.statements:
        match = UNREAD.search(statement.text)
        if match and "abstract" not in statement.text.lower():
            message = f"“{match.group()}”: only the abstract was read; say so."
            yield Hit(field, message, match.span(), repair=of_the_abstract(statement.text, match.span()))


def _illness(case: Case) -> frozenset[str]:
    """Long words that an entry on this illness cannot do without."""
    title = case.profile.title if case.profile else ""
    return frozenset(word.lower() for word in (*words(title), "encephalomyelitis", "post-exertional", "participants"))


FAMILY = Family(
    "L",
    "plain language",
    (
        Rule("L001", Severity.BLOCKING, "The sentences are the paper's own", _not_reworded, reads_words=False),
        Rule("L002", Severity.NOTE, "Hard to read", _hard, judges_style=True),
        Rule("L003", Severity.NOTE, "A long sentence", _long, judges_style=True),
        Rule("L004", Severity.NOTE, "An abbreviation without its meaning", _unexplained, judges_style=True),
        Rule("L005", Severity.WARNING, "A term that is not respectful", _disrespectful, judges_style=True),
        Rule("L006", Severity.WARNING, "Eight words in a row are the paper's", _copied, judges_style=True),
        Rule("L007", Severity.WARNING, "The same statement twice", _twice, judges_style=True),
        Rule("L008", Severity.WARNING, "A conclusion among the findings", _misplaced, judges_style=True),
        Rule("L009", Severity.WARNING, "A claim about a paper of which only the abstract was read", _unread,
             judges_style=True),
    ),
    fields=("/made_by", "/summary"),
)  # fmt: skip
