"""What each sentence does: background, aim, method, result, conclusion.

Where the paper has headings the section's role decides; the sentences of an abstract without parts are told by a model.
"""

from __future__ import annotations

from pipeline.domain.document import Document, Role, Sentence, Zone
from pipeline.reading.role_model import likeliest, shipped_model

__all__ = ["role_of_each"]


def role_of_each(document: Document) -> dict[str, Role]:
    """The role of every sentence by its id: the section's where it tells, else the likeliest in its abstract."""
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
        roles.update(zip((sentence.id for sentence in sentences), likeliest(shipped_model(), texts), strict=True))
    return roles
