"""Whether there is enough text to draft from. A draft from nothing is the worst thing this software could make."""

from __future__ import annotations

from collections.abc import Collection

from pipeline.domain.document import Document, Level, Role, Zone
from pipeline.domain.paper import NoticeKind
from pipeline.errors import DraftError, InsufficientSource, LanguageNotRead
from pipeline.reading.companions import companion_of

__all__ = ["why_not"]

#: An abstract of fewer words says what was done but hardly what was found.
_FEWEST_WORDS = 40
_FEWEST_SENTENCES = 2
#: A whole paper has at least this many words of prose; less is a cover page, a leaflet or a picture book.
_FEWEST_WORDS_FULLTEXT = 250
_COMPANION = (
    "it is shown with the paper it belongs to; if it reports a study all the same: `atlas draft --paper ID --as-study`"
)
_PROSE = {Zone.ABSTRACT, Zone.BODY}
_NOTICE_WORDS = {
    NoticeKind.RETRACTS: "a retraction notice",
    NoticeKind.CONCERNS: "an expression of concern",
    NoticeKind.CORRECTS: "a correction",
}
_NOTICE_TYPES = {
    "retraction": "a retraction notice",
    "retraction notice": "a retraction notice",
    "retraction of publication": "a retraction notice",
    "correction": "a correction",
    "corrigendum": "a correction",
    "erratum": "a correction",
    "published erratum": "a correction",
    "expression of concern": "an expression of concern",
    "expression-of-concern": "an expression of concern",
    "addendum": "an addendum",
}


def why_not(document: Document, languages: Collection[str], *, as_study: bool = False) -> DraftError | None:
    """The reason why nothing should be drafted from this document, or None when there is enough.

    `languages` are those whose words the rules know; `as_study` says that a person takes it for a study of its own.
    """
    if not as_study and (companion := companion_of(document.paper)):
        return InsufficientSource("companion", f"This is {companion}, not a study of its own.", hint=_COMPANION)
    if notice := _notice(document):
        return InsufficientSource(
            "notice",
            f"This is {notice} about another paper, not a study.",
            hint="it is kept with the paper it is about; import that paper to draft it",
        )
    words = _prose_words(document)
    sentences = sum(document.section_of(sentence).zone in _PROSE for sentence in document.sentences)
    if document.level is Level.ABSTRACT and words == 0:
        return InsufficientSource(
            "no_abstract",
            "The record has a title but no abstract.",
            hint="supply the PDF or the full-text XML of this paper",
        )
    if document.language not in {*languages, "und"}:
        return LanguageNotRead(
            document.language,
            f"The text is written in another language than English ({document.language}); the offline rules cannot "
            f"read it.",
            hint="supply an English version or abstract, or draft it with a model that reads this language",
        )
    if words < _FEWEST_WORDS or sentences < _FEWEST_SENTENCES:
        return InsufficientSource(
            "too_short",
            f"Only {words} words of running text were found.",
            hint="supply the full text or a record with its abstract",
        )
    if document.level is not Level.ABSTRACT and words < _FEWEST_WORDS_FULLTEXT and not _has_abstract(document):
        return InsufficientSource(
            "not_a_paper",
            f"Only {words} words of running text and no abstract were found; this does not look like a paper.",
            hint="check that the file is the paper itself and not a cover or download page",
        )
    return None


def _notice(document: Document) -> str | None:
    for notice in document.paper.notices:
        if notice.kind in _NOTICE_WORDS:
            return _NOTICE_WORDS[notice.kind]
    kinds = {document.paper.article_type.casefold(), *(kind.casefold() for kind in document.paper.publication_types)}
    return next((_NOTICE_TYPES[kind] for kind in sorted(kinds) if kind in _NOTICE_TYPES), None)


def _prose_words(document: Document) -> int:
    return sum(
        len(document.slice(section.span).split())
        for section in document.sections
        if section.zone in _PROSE and section.role is not Role.TITLE
    )


def _has_abstract(document: Document) -> bool:
    return any(section.zone is Zone.ABSTRACT for section in document.sections)
