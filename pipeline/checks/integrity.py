"""I, integrity: what a reviewer must know about the source itself before believing a word of it."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.case import Case, flat, shown, word_runs
from pipeline.checks.own_figures import figures_at_odds, only_in_abstract
from pipeline.checks.rule import Family, Hit, Rule
from pipeline.domain.paper import NoticeKind, PubStatus
from pipeline.domain.report import Severity
from pipeline.text.wording import INSTRUCTION, instructions_in
from pipeline.text.wording_plain import MACHINE_TALK
from pipeline.text.worked_example import COINED, shared_run

__all__ = ["FAMILY"]

_NOTICES = {
    NoticeKind.RETRACTED_BY: "This paper has been retracted",
    NoticeKind.CONCERN_BY: "The publisher has expressed concern about this paper",
    NoticeKind.CORRECTED_BY: "This paper has been corrected",
}
_STATES = {
    PubStatus.RETRACTED: "This paper has been retracted",
    PubStatus.CONCERN: "The publisher has expressed concern about this paper",
    PubStatus.CORRECTED: "This paper has been corrected",
}
_FIELD = "/study/pub_status"
_MOST_SHOWN = 5


def _notice(case: Case) -> Iterator[Hit]:
    paper = case.document.paper
    said: set[str] = set()
    for notice in paper.notices:
        if (says := _NOTICES.get(notice.kind)) and says not in said:
            said.add(says)
            where = ", ".join(
                f"{name} {value}" for name, value in (("DOI", notice.doi), ("PMID", notice.pmid)) if value
            )
            source = shown(notice.text) or where
            yield Hit(_FIELD, f"{says}{f' ({where})' if where else ''}; does the draft say so?", nearest=source or None)
    for status in (paper.pub_status, case.draft.study.pub_status):
        if status is not None and (says := _STATES.get(status)) and says not in said:
            said.add(says)
            yield Hit(_FIELD, f"{says}; does the draft say so?")


def _hidden(case: Case) -> Iterator[Hit]:
    """One finding for all: hidden text is kept from drafter and evidence, so it is enough to know of it."""
    found = case.document.hidden
    if not found:
        return
    pages = sorted({hidden.page for hidden in found if hidden.page is not None})
    where = f" on page {', '.join(map(str, pages))}" if pages else ""
    ways = ", ".join(sorted({hidden.how for hidden in found}))
    orders = [hidden.text for hidden in found if INSTRUCTION.search(hidden.text)]
    text = orders[0] if orders else found[0].text
    kind = "instructions for a machine" if orders else "text that a reader cannot see"
    yield Hit("/source", f"The file holds {kind}{where} ({ways}); it was not used.", nearest=shown(text))


def _instructions(case: Case) -> Iterator[Hit]:
    shown_already: set[str] = set()
    for match in instructions_in(case.document.text):
        sentences = [s for s in case.document.sentences if s.span.start <= match.start() < s.span.end]
        words = case.document.slice(sentences[0].span) if sentences else match.group()
        if words in shown_already or len(shown_already) >= _MOST_SHOWN:
            continue
        shown_already.add(words)
        page = f" on page {sentences[0].page}" if sentences and sentences[0].page else ""
        yield Hit(
            "/source", f"A sentence{page} reads like an order to a machine; it was not followed.", nearest=shown(words)
        )


def _leaked(case: Case) -> Iterator[Hit]:
    constant = case.profile.badge.explanation if case.profile else ""
    explained = word_runs(constant) if constant else frozenset()
    for field, statement in case.statements:
        match = MACHINE_TALK.search(statement.text)
        if match and not (match.group().lower() in case.document.text.lower() and "_" in match.group()):
            yield Hit(field, f"“{shown(match.group())}” is talk of a machine, not of the paper.", match.span())
        elif explained and word_runs(statement.text) & explained:
            yield Hit(field, "This repeats the fixed explanation of the badge, which every entry carries anyway.")


def _of_the_example(case: Case) -> Iterator[Hit]:
    """What the prompt's invented paper says, told as this paper's."""
    texts = [(field, statement.text) for field, statement in case.statements]
    texts += [(f"/study/groups/{index}/label", group.label) for index, group in enumerate(case.draft.study.groups)]
    for field, text in texts:
        coined = COINED.search(text)
        if coined is not None and flat(coined.group()) not in case.flat_text:
            message = (
                f"“{coined.group()}” is of the invented paper that the prompt shows as an example, not of this one."
            )
            yield Hit(field, message, coined.span())
        elif (place := shared_run(text)) and flat(text[slice(*place)]) not in case.flat_text:
            message = f"“{shown(text[slice(*place)])}” is what the prompt's example says; does this paper say it?"
            yield Hit(field, message, place, severity=Severity.WARNING)


FAMILY = Family(
    "I",
    "integrity",
    (
        Rule(
            "I001", Severity.WARNING, "The paper is retracted, corrected or under concern", _notice, reads_words=False
        ),
        Rule("I002", Severity.WARNING, "The source holds hidden text", _hidden, reads_words=False),
        Rule("I003", Severity.WARNING, "The source holds an order to a machine", _instructions),
        Rule("I004", Severity.BLOCKING, "Words of the prompt, the schema or a machine", _leaked, judges_style=True),
        Rule(
            "I005",
            Severity.BLOCKING,
            "Told by the prompt's example",
            _of_the_example,
            reads_words=False,
            judges_style=True,
        ),
        Rule("I006", Severity.NOTE, "Figures of the paper do not fit each other", figures_at_odds, needs_facts=True),
        Rule("I007", Severity.NOTE, "A figure that only the abstract prints", only_in_abstract, needs_facts=True),
    ),
    fields=("/source", "/study/pub_status", "/summary"),
)
