"""What a person corrects in a draft. Each function makes a new draft and adds one decision to the chain.

`draft` is always the digest of the draft that the person saw: somebody else's change in between raises StaleReview, and
nothing is lost or overwritten. What may be done when is said by `pipeline.review`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pydantic import JsonValue

from pipeline.desk.dossier import Held, held
from pipeline.desk.saying import make
from pipeline.desk.services import Desk
from pipeline.domain.draft import Basis, CaseDefinition, Connective, Draft
from pipeline.domain.review import Act, Decision, Said
from pipeline.drafting import editing
from pipeline.drafting.restudying import restudied
from pipeline.errors import IllegalMove, StaleReview
from pipeline.reading.corrected import corrected_badge
from pipeline.review import has_edited

__all__ = [
    "add_statement",
    "edit_criteria",
    "edit_evidence",
    "edit_paper",
    "edit_study",
    "edit_text",
    "override_badge",
    "remove_statement",
]


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
    return make(desk, one, said, new)
