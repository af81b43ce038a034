"""The badge computed again from what a person corrected: sets of criteria, how they are joined, and the sentences.

The table is the same one, and so is the rule that `required` and `not_required` need a passage. Only the sentences
given are read for what they demand. A name that may mean one of several sets means the one that the person says.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.document import Document, Span
from pipeline.domain.draft import CaseDefinition, Connective, Context, DefinitionRole, Study
from pipeline.domain.facts import BadgeReading
from pipeline.domain.profile import Profile
from pipeline.reading.abbreviations import abbreviations
from pipeline.reading.badge import decided
from pipeline.reading.case_definitions import Definitions, Named, is_modified
from pipeline.reading.criteria_names import Mention, criteria_names, mentions_in
from pipeline.reading.passages import Passage, view

__all__ = ["corrected_badge"]


def corrected_badge(document: Document, profile: Profile, study: Study, sentences: Sequence[Span]) -> BadgeReading:
    """The badge of a study whose design, case definitions and connective are as in `study`.

    `sentences` are where the paper says whom it chose. A definition whose id the profile does not have counts nothing.
    """
    paper = view(document)
    passages = tuple(one for one in paper.passages if any(one.span.meets(span) for span in sentences))
    named = tuple(_named(one, profile, passages, abbreviations(paper)) for one in study.case_definitions)
    known = tuple(one for one in named if one is not None)
    joined = Definitions(known, _connective(study, known), modified=is_modified(known))
    return decided(paper, profile, study.design, study.context or Context.NONE, joined, passages)


def _named(
    one: CaseDefinition, profile: Profile, passages: Sequence[Passage], introduced: dict[str, str]
) -> Named | None:
    """The definition in the first sentence that names it, or failing that in the first one."""
    known = profile.criteria_set(one.id)
    if known is None or not passages:
        return None
    names = criteria_names(profile)
    found = (mention for passage in passages for mention in mentions_in(passage, names, None, introduced))
    named = next((mention for mention in found if mention.set_id == one.id), None)
    passage, start, end = (named.passage, named.start, named.end) if named else (passages[0], 0, 0)
    return Named(Mention(known.id, known.status, known.kind, start, end, passage, known.flags), one.role)


def _connective(study: Study, named: Sequence[Named]) -> Connective:
    """How the entry rules are joined: as the person says; one alone is joined with nothing."""
    entry = {one.set_id for one in named if one.role is DefinitionRole.ENTRY}
    if len(entry) < 2:
        return Connective.SINGLE if entry else Connective.NONE
    return study.connective or Connective.UNKNOWN
