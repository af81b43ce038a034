"""Study facts as a person corrects them, and what follows from the design: context, criteria and badge. Pure.

What rules had read under the old design is read again under the new one. What a person said of it before stays.
"""

from __future__ import annotations

from pydantic import JsonValue

from pipeline.domain.document import Document
from pipeline.domain.draft import Context, Draft, Study
from pipeline.domain.profile import Profile
from pipeline.drafting.editing import replace_study
from pipeline.drafting.from_facts import case_definitions_of, pem_of
from pipeline.errors import IllegalMove
from pipeline.reading.corrected import corrected_badge
from pipeline.reading.passages import View, view
from pipeline.reading.taken_in import TakenIn, read_taken_in
from pipeline.text.align import Index

__all__ = ["restudied"]

_CRITERIA = {"case_definitions", "connective"}


def restudied(
    draft: Draft,
    changes: dict[str, JsonValue],
    document: Document,
    index: Index,
    profile: Profile,
    *,
    criteria_by_hand: bool,
) -> Draft:
    """The draft with other study facts, and with the badge that follows where its design or its context is another.

    `criteria_by_hand` says that a person corrected the criteria: then the badge follows from those and their sentences,
    else from the whole paper. An override stays beside it. Raises IllegalMove for a fact or a value that the format
    does not know, and for the criteria, which are corrected together with the sentences that name them.
    """
    if changes.keys() & _CRITERIA:
        raise IllegalMove("criteria are not corrected by themselves", hint="correct them at the badge, with sentences")
    new = replace_study(draft, changes)
    if (new.study.design, new.study.context) == (draft.study.design, draft.study.context):
        return new
    paper = view(document)
    study = new.study.model_copy(update={"context": _context(paper, profile, draft.study, new.study)})
    if criteria_by_hand:
        sentences = [span for one in draft.pem.evidence for span in index.locate(one.quote).spans[:1]]
        found = corrected_badge(document, profile, study, sentences)
        pem = draft.pem.model_copy(update={"badge": found.badge, "reason": found.reason, "flags": found.flags})
        return new.model_copy(update={"study": study, "pem": pem})
    now = read_taken_in(paper, profile, study.design, study.context)
    if _lists(draft.study, read_taken_in(paper, profile, draft.study.design, draft.study.context)):
        criteria = {"case_definitions": case_definitions_of(now.definitions), "connective": now.connective}
        study = study.model_copy(update=criteria)
    computed = pem_of(document, now.badge).model_copy(update={"override": draft.pem.override})
    return new.model_copy(update={"study": study, "pem": computed})


def _context(paper: View, profile: Profile, before: Study, now: Study) -> Context | None:
    """Whose illness it is about: as a person or a model said, else as rules read it for the new design."""
    said_now = now.context is not before.context
    if said_now or before.context not in {None, read_taken_in(paper, profile, before.design).context}:
        return now.context
    return read_taken_in(paper, profile, now.design).context


def _lists(study: Study, read: TakenIn) -> bool:
    """Whether the criteria of a draft are those that rules read."""
    return study.case_definitions == case_definitions_of(read.definitions) and study.connective is read.connective
