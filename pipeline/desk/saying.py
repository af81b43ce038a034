"""One decision added to the chain: judged, bound to what the person saw, and written with the draft that it makes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pydantic import JsonValue

from pipeline import checks
from pipeline.desk.dossier import Held, held, notices_of, row_of
from pipeline.desk.services import Desk
from pipeline.desk.standing import standing
from pipeline.domain.desk import DeskRow, NewDraft
from pipeline.domain.draft import Draft
from pipeline.domain.report import Report
from pipeline.domain.review import Act, Decision, Said
from pipeline.domain.verification import Verification
from pipeline.drafting.files import as_bytes, written
from pipeline.review import fold, judge

__all__ = [
    "bind",
    "make",
    "recheck",
    "say",
]

_LONGEST_REASON = 4000


def say(desk: Desk, one: Held, said: Said) -> Decision:
    """Add a decision that leaves the draft as it is."""
    return _add(desk, one, said, None, one)


def make(desk: Desk, one: Held, said: Said, new: Draft) -> Decision:
    """Add a decision that makes a draft, and check that draft."""
    report = recheck(desk, one, new)
    made = NewDraft(new.digest(), as_bytes(new), as_bytes(report))
    changed = replace(
        one,
        draft=new,
        report=report,
        stored=replace(one.stored, digest=made.digest),
        now=standing(
            said.paper,
            new,
            report,
            machine=one.machine,
            notices=notices_of(desk, said.paper, one.document),
            rules=desk.rules,
        ),
    )
    return _add(desk, one, said, made, changed)


def bind(
    desk: Desk, act: Act, paper: str, person: str, draft: str, reason: str, beside: Mapping[str, JsonValue]
) -> Decision:
    """Add a decision on the whole that is bound to what the person saw; `beside` is what else it says."""
    one = held(desk, paper)
    value: JsonValue = {"notices": one.now.notices, **beside}
    said = Said(paper, act, person, draft, value=value, reason=reason or None, saw=one.now.seen)
    return say(desk, one, said)


def recheck(desk: Desk, one: Held, draft: Draft, verification: Verification | None = None) -> Report:
    """The rules' report on a draft of a paper that is held. Verdicts stand where words are the same.

    They are those that are known, unless others are given.
    """
    return checks.check(
        draft,
        one.document,
        severities=desk.story.severities,
        profile=desk.story.profile,
        facts=one.facts,
        verification=verification or one.report.verification,
    )


def _add(desk: Desk, one: Held, said: Said, made: NewDraft | None, after: Held) -> Decision:
    clean = replace(said, reason=_plain(said.reason))

    def settle(before: Sequence[Decision], decision: Decision) -> DeskRow:
        judge(clean, before, one.now)
        return row_of(after, fold([*before, decision], after.now))

    decision = desk.decisions.add(clean, settle, desk.story.clock.now(), new=made)
    if made is not None:
        files = written(after.draft, after.report, desk.story.profile, said.paper)
        desk.story.folder.write(said.paper, files)
        desk.people.keep(said.person, said.paper, said.field, "", desk.story.clock.now())
    return decision


def _plain(text: str | None) -> str | None:
    """A reason as every database can hold it, not endless."""
    if text is None:
        return None
    kept = "".join(char for char in text if char.isprintable() or char in "\n\t").strip()
    return kept[:_LONGEST_REASON] or None
