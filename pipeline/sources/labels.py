"""Labels inside an abstract that came as one text: `BACKGROUND: ... METHODS: ...`."""

from __future__ import annotations

from pipeline.domain.document import Role
from pipeline.sources.roles import role_of_heading
from pipeline.text.regex import regex

__all__ = ["labelled_parts"]

_START = r"(?:^|(?<=[.?!)\]\"”])\s*|\n\s*)"
_CAPITALS = r"[A-Z][A-Z&/,'’\- ]{1,60}[A-Z]"
_TITLE_CASE = r"[A-Z][a-z]+(?:(?: |/| & | and |, )[A-Za-z]+){0,4}"
_LABEL = regex(rf"{_START}({_CAPITALS}|{_TITLE_CASE})(:|\s[-–—](?=\s)|[-–—](?=\s[A-Z]))\s*")
# Headings that an abstract can have; a body's "Case" or "Patients" inside a sentence is none.
_ROLES = frozenset(
    {Role.OBJECTIVE, Role.INTRODUCTION, Role.METHODS, Role.PARTICIPANTS, Role.RESULTS, Role.DISCUSSION,
     Role.LIMITATIONS, Role.CONCLUSIONS, Role.FUNDING, Role.INTERESTS, Role.SUMMARY}
)  # fmt: skip


def labelled_parts(abstract: str) -> tuple[tuple[str, str], ...]:
    """(label, text) for each part; the label as printed with its colon or dash, "" before the first one.

    A label counts only at the start of the text, of a line or after the end of a sentence, followed by a colon or a
    dash, and only if it names a part of an abstract; a single label amid running text is left where it is.
    """
    found = [match for match in _LABEL.finditer(abstract) if _is_label(match.group(1))]
    if not found or (len(found) == 1 and found[0].start(1) > 0):
        return (("", _flat(abstract)),)
    parts: list[tuple[str, str]] = []
    if before := _flat(abstract[: found[0].start()]):
        parts.append(("", before))
    for match, after in zip(found, [*found[1:], None], strict=True):
        end = after.start() if after else len(abstract)
        parts.append((_flat(match.group(1) + match.group(2)), _flat(abstract[match.end() : end])))
    return tuple(parts)


def _is_label(text: str) -> bool:
    role = role_of_heading(text)
    return role in _ROLES if role else text.isupper() and " " not in text.strip() and len(text) > 6


def _flat(text: str) -> str:
    return " ".join(text.split())
