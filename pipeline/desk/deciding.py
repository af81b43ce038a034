"""What a person may do at the desk. Each function adds one decision to the chain and returns it.

`draft` is always the digest of the draft that the person saw: somebody else's change in between raises StaleReview, and
nothing is lost or overwritten. What may be done when is said by `pipeline.review`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from pydantic import JsonValue

from pipeline import checks
from pipeline.desk.dossier import Held, held, notices_of, row_of
from pipeline.desk.services import Desk
from pipeline.desk.standing import standing
from pipeline.domain.desk import DeskRow, NewDraft
from pipeline.domain.draft import Basis, CaseDefinition, Connective, Draft
from pipeline.domain.report import Report
from pipeline.domain.review import Act, Decision, Said
from pipeline.domain.seen import statement_digest
from pipeline.domain.verification import Verification
from pipeline.drafting import editing
from pipeline.drafting.files import as_bytes, written
from pipeline.drafting.restudying import restudied
from pipeline.errors import IllegalMove, StaleReview
from pipeline.reading.corrected import corrected_badge
from pipeline.review import finding_key, fold, has_edited, judge, undoable

__all__ = [
    "add_statement",
    "approve",
    "assign",
    "bind",
    "comment",
    "confirm",
    "dismiss",
    "edit_criteria",
    "edit_evidence",
    "edit_paper",
    "edit_study",
    "edit_text",
    "exclude",
    "include",
    "never_opened",
    "override_badge",
    "recheck",
    "remove_statement",
    "resolve",
    "restore",
    "return_draft",
    "say",
    "tick",
    "undo",
    "untick",
    "withdraw",
]

_LONGEST_REASON = 4000


# ------------------------------------------------------------------------------------------------------ the text


def edit_text(desk: Desk, paper: str, person: str, draft: str, field: str, text: str) -> Decision:
    """Other words at a statement."""
    return _edit(desk, paper, person, draft, field, "text", lambda one: editing.replace_text(one.draft, field, text))


def edit_evidence(
    desk: Desk, paper: str, person: str, draft: str, field: str, quotes: Sequence[str], basis: Basis | None = None
) -> Decision:
    """Other passages under a statement. Raises IllegalMove for words that do not stand in the paper."""

    def edited(one: Held) -> Draft:
        return editing.replace_evidence(one.draft, field, editing.located(quotes, one.document), basis)

    return _edit(desk, paper, person, draft, field, "evidence", edited)


def add_statement(
    desk: Desk, paper: str, person: str, draft: str, section: str, text: str, quotes: Sequence[str]
) -> Decision:
    """One more statement at the end of a section."""

    def edited(one: Held) -> Draft:
        return editing.add_statement(one.draft, section, text, editing.located(quotes, one.document))

    return _edit(desk, paper, person, draft, f"/summary/{section}/-", "add", edited)


def remove_statement(desk: Desk, paper: str, person: str, draft: str, field: str) -> Decision:
    """A statement fewer."""
    return _edit(desk, paper, person, draft, field, "remove", lambda one: editing.remove_statement(one.draft, field))


def edit_study(desk: Desk, paper: str, person: str, draft: str, changes: dict[str, JsonValue]) -> Decision:
    """Other study facts (`{"n_total": 84}`); with another design or context, the badge that follows from it.

    Raises IllegalMove for a fact or a value that the format does not know, and for the criteria.
    """
    profile, by_hand = desk.story.profile, has_edited(desk.decisions.of(paper), "criteria")

    def edited(one: Held) -> Draft:
        return restudied(one.draft, changes, one.document, one.index, profile, criteria_by_hand=by_hand)

    return _edit(desk, paper, person, draft, "/study", "study", edited)


def edit_criteria(
    desk: Desk,
    paper: str,
    person: str,
    draft: str,
    definitions: Sequence[CaseDefinition],
    connective: Connective | None,
    quotes: Sequence[str],
) -> Decision:
    """Other criteria by which people were chosen, and the sentences that say so: the badge is computed from them again.

    Raises IllegalMove for sets that the profile does not have, and for words that do not stand in the paper.
    """
    profile = desk.story.profile
    for one in definitions:
        if profile.criteria_set(one.id) is None:
            raise IllegalMove(f"the profile has no set of criteria {one.id}", hint="choose one of its sets")

    def edited(one: Held) -> Draft:
        evidence = editing.located(quotes, one.document)
        sentences = [span for given in evidence for span in one.index.locate(given.quote).spans[:1]]
        return editing.recomputed(
            one.draft,
            definitions,
            connective,
            evidence,
            lambda study: corrected_badge(one.document, profile, study, sentences),
        )

    return _edit(desk, paper, person, draft, "/pem", "criteria", edited)


def edit_paper(desk: Desk, paper: str, person: str, draft: str, changes: dict[str, JsonValue]) -> Decision:
    """A corrected citation (`{"year": 2009}`)."""
    return _edit(desk, paper, person, draft, "/paper", "paper", lambda one: editing.replace_paper(one.draft, changes))


def override_badge(desk: Desk, paper: str, person: str, draft: str, badge: str, reason: str) -> Decision:
    """A person's badge beside the computed one, or the computed one again for an empty badge."""
    at = desk.story.clock.now().isoformat()

    def edited(one: Held) -> Draft:
        return editing.with_override(one.draft, badge, reason=reason, by=person, at=at)

    return _edit(desk, paper, person, draft, "/pem", "badge", edited, act=Act.OVERRIDE, reason=reason)


# ------------------------------------------------------------------------------------------------- the statements


def tick(desk: Desk, paper: str, person: str, draft: str, field: str) -> Decision:
    """Say that a statement was compared with its passage; bound to its exact words."""
    return _about_statement(desk, Act.TICK, paper, person, draft, field)


def untick(desk: Desk, paper: str, person: str, draft: str, field: str) -> Decision:
    """Take a tick back."""
    return _about_statement(desk, Act.UNTICK, paper, person, draft, field)


def dismiss(desk: Desk, paper: str, person: str, draft: str, key: str, reason: str) -> Decision:
    """Let a finding stand for this exact text, with a reason. Raises IllegalMove when there is no such finding."""
    one = held(desk, paper)
    if key not in {finding_key(finding, one.draft) for finding in one.report.findings}:
        raise IllegalMove("there is no such finding any more", hint="open the paper again; its text may have changed")
    return say(desk, one, Said(paper, Act.DISMISS, person, draft, value=key, reason=reason))


def restore(desk: Desk, paper: str, person: str, draft: str, key: str) -> Decision:
    """Take a dismissal back."""
    return say(desk, held(desk, paper), Said(paper, Act.RESTORE, person, draft, value=key))


def comment(desk: Desk, paper: str, person: str, draft: str, field: str, text: str) -> Decision:
    """Remark something on a statement, or on the whole where `field` is empty."""
    return say(desk, held(desk, paper), Said(paper, Act.COMMENT, person, draft, field=field, reason=text))


def resolve(desk: Desk, paper: str, person: str, draft: str, seq: int) -> Decision:
    """Say that a comment is dealt with."""
    return say(desk, held(desk, paper), Said(paper, Act.RESOLVE, person, draft, refers=seq))


# ------------------------------------------------------------------------------------------------------- the whole


def approve(
    desk: Desk, paper: str, person: str, draft: str, reason: str = "", unopened: Sequence[str] = ()
) -> Decision:
    """Approve exactly this text. Raises BlockingFindings while findings stop it and no reason is given.

    `unopened` are the fields of the statements whose evidence this person was told they never opened.
    """
    return bind(desk, Act.APPROVE, paper, person, draft, reason, never_opened(unopened))


def confirm(
    desk: Desk, paper: str, person: str, draft: str, reason: str = "", unopened: Sequence[str] = ()
) -> Decision:
    """Say that an approval which lapsed still holds, for the text as it is now; `unopened` as for `approve`."""
    return bind(desk, Act.CONFIRM, paper, person, draft, reason, never_opened(unopened))


def return_draft(desk: Desk, paper: str, person: str, draft: str, reason: str) -> Decision:
    """Send a draft back to the curator with a reason."""
    return _whole(desk, Act.RETURN, paper, person, draft, reason)


def exclude(desk: Desk, paper: str, person: str, draft: str, reason: str) -> Decision:
    """Say that this paper is not for this atlas; it is not offered again."""
    return _whole(desk, Act.EXCLUDE, paper, person, draft, reason)


def include(desk: Desk, paper: str, person: str, draft: str) -> Decision:
    """Take an exclusion or a withdrawal back."""
    return _whole(desk, Act.INCLUDE, paper, person, draft, "")


def withdraw(desk: Desk, paper: str, person: str, draft: str, reason: str) -> Decision:
    """Take an entry down; its page then says why."""
    return _whole(desk, Act.WITHDRAW, paper, person, draft, reason)


def assign(desk: Desk, paper: str, person: str, draft: str, to: str) -> Decision:
    """Say who is to look at a paper; nobody for an empty `to`."""
    return say(desk, held(desk, paper), Said(paper, Act.ASSIGN, person, draft, value=to))


def undo(desk: Desk, paper: str, person: str, draft: str) -> Decision:
    """Take back the last decision on this paper, if it was this person's. An edit gives back the text before it."""
    one = held(desk, paper)
    last = undoable(desk.decisions.of(paper), person)
    if last is None:
        raise IllegalMove(
            "there is nothing of yours to undo here", hint="only your own last decision on this paper can be undone"
        )
    said = Said(paper, Act.UNDO, person, draft, refers=last.seq)
    if last.result is None:
        return say(desk, one, said)
    stored = desk.history.get(last.draft)
    return _make(desk, one, replace(said, result=last.draft), Draft.model_validate_json(stored.body))


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


# ------------------------------------------------------------------------------------------------------ one decision


def _about_statement(desk: Desk, act: Act, paper: str, person: str, draft: str, field: str) -> Decision:
    one = held(desk, paper)
    statement = dict(one.draft.summary.statements()).get(field)
    if statement is None:
        raise IllegalMove(f"there is no statement at {field}", hint="open the paper again; it may have changed")
    return say(desk, one, Said(paper, act, person, draft, field=field, value=statement_digest(statement)))


def never_opened(unopened: Sequence[str]) -> Mapping[str, JsonValue]:
    """What a decision says of evidence that was never opened."""
    return {"unopened": list(unopened)} if unopened else {}


def bind(
    desk: Desk, act: Act, paper: str, person: str, draft: str, reason: str, beside: Mapping[str, JsonValue]
) -> Decision:
    """Add a decision on the whole that is bound to what the person saw; `beside` is what else it says."""
    one = held(desk, paper)
    value: JsonValue = {"notices": one.now.notices, **beside}
    said = Said(paper, act, person, draft, value=value, reason=reason or None, saw=one.now.seen)
    return say(desk, one, said)


def _whole(desk: Desk, act: Act, paper: str, person: str, draft: str, reason: str) -> Decision:
    one = held(desk, paper)
    return say(desk, one, Said(paper, act, person, draft, reason=reason or None, saw=one.now.seen))


def _edit(
    desk: Desk,
    paper: str,
    person: str,
    draft: str,
    field: str,
    what: str,
    edited: Callable[[Held], Draft],
    *,
    act: Act = Act.EDIT,
    reason: str | None = None,
) -> Decision:
    one = held(desk, paper)
    if one.stored.digest != draft:
        raise StaleReview(
            f"{paper} was changed by somebody else after you opened it",
            current=one.stored.digest,
            hint="compare the two texts, then decide again",
        )
    new = editing.settled(edited(one), one.machine)
    digest = new.digest()
    if digest == one.stored.digest:
        raise IllegalMove("nothing was changed", hint="the text is as it was")
    said = Said(paper, act, person, draft, field=field, value={"what": what}, reason=reason, result=digest)
    return _make(desk, one, said, new)


def _make(desk: Desk, one: Held, said: Said, new: Draft) -> Decision:
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


def say(desk: Desk, one: Held, said: Said) -> Decision:
    """Add a decision that leaves the draft as it is."""
    return _add(desk, one, said, None, one)


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
