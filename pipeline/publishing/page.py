"""The Markdown page of an entry, for readers: laid out like the atlas's own entries, evidence under every sentence."""

from __future__ import annotations

from pipeline.domain.draft import Statement
from pipeline.domain.entry import Entry, LaterStudy, Related
from pipeline.domain.names import BADGE_NAMES, RELATED_NAMES, RUNNING_SECTIONS, SECTION_TITLES
from pipeline.domain.paper import PubStatus
from pipeline.text.markdown import escape

__all__ = ["entry_page", "moved_page", "withdrawn_page"]

_FOUND = {
    "agrees": "It found the same.",
    "contradicts": "It found otherwise.",
    "not_said": "What it found is not said here.",
}
_BANNERS = {
    PubStatus.RETRACTED: "This paper was retracted.",
    PubStatus.CONCERN: "The journal has voiced concern about this paper.",
    PubStatus.CORRECTED: "This paper was corrected after it was published.",
    PubStatus.PREPRINT: "This is a preprint: no journal has reviewed it.",
}


def entry_page(entry: Entry, *, design: str, about_badge: str) -> str:
    """The page as Markdown; `design` is the study's design in plain words."""
    badge = entry.pem.override.badge if entry.pem.override else entry.pem.badge
    names = "; ".join(author.name for author in entry.paper.authors)
    byline = [
        names,
        entry.paper.journal,
        str(entry.paper.year or ""),
        f"doi:{entry.paper.doi}" if entry.paper.doi else "",
    ]
    people = ", ".join(f"{one.by} on {one.at:%d %B %Y}" for one in entry.approved)
    maker = entry.made_by.model or "a program, by rules" if entry.made_by else "an unknown drafter"
    lines = [f"# {escape(entry.paper.title)}", "", escape(" · ".join(part for part in byline if part)), ""]
    if entry.study.pub_status in _BANNERS:
        lines += [f"> **{_BANNERS[entry.study.pub_status]}**", ""]
    lines += [
        f"**{BADGE_NAMES[badge]}** · {escape(design)}",
        "",
        f"_Drafted by {escape(maker)}; approved by {escape(people)}. {entry.approved_means}_",
        "",
    ]
    for name, title in SECTION_TITLES.items():
        statements = entry.summary.section(name)
        if statements:
            lines += [f"## {title}", "", *_section(statements, running=name in RUNNING_SECTIONS), ""]
    lines += [*_later(entry.later), *_related(entry.related)]
    lines += ["## About the PEM badge", "", escape(about_badge), ""]
    return "\n".join(lines)


def _later(studies: tuple[LaterStudy, ...]) -> list[str]:
    if not studies:
        return []
    lines = [f"- {_cited(one)}: {_FOUND[one.found]}{f' {escape(one.note)}' if one.note else ''}" for one in studies]
    note = "_A person named these studies; nothing of them is part of this entry's findings._"
    return ["## Later Studies of the Same Question", "", note, "", *lines, ""]


def _related(others: tuple[Related, ...]) -> list[str]:
    if not others:
        return []
    lines = [f"- {RELATED_NAMES[one.kind]}: {_cited(one)}" for one in others]
    return ["## Other Publications of and about This Work", "", *lines, ""]


def _cited(one: LaterStudy | Related) -> str:
    year = f" ({one.year})" if isinstance(one, LaterStudy) and one.year else ""
    number = f"doi:{one.doi}" if one.doi else f"PubMed {one.pmid}" if one.pmid else one.paper or ""
    return escape(", ".join(part for part in (f"{one.title}{year}".strip(), number) if part))


def withdrawn_page(paper: str, title: str, reason: str) -> str:
    """The page that stays where an entry was taken down: it says why."""
    why = escape(reason) or "No reason is shown."
    return f"# {escape(title or paper)}\n\n**This entry was withdrawn.** {why}\n"


def moved_page(paper: str, title: str) -> str:
    """The page that stays at an address that an entry had before it became part of another one."""
    return f"# {escape(title or paper)}\n\nThis entry is one with [{escape(paper)}]({paper}.md) now.\n"


def _section(statements: tuple[Statement, ...], *, running: bool) -> list[str]:
    if running:
        text = " ".join(f"{escape(one.text)} \\[{number}\\]" for number, one in enumerate(statements, start=1))
        rests = [f"{number}. {_rests(one)}" for number, one in enumerate(statements, start=1)]
        return [text, "", *rests]
    return [line for one in statements for line in (f"- {escape(one.text)}", f"  - {_rests(one)}")]


def _rests(statement: Statement) -> str:
    if not statement.evidence:
        return "_Rests on the design of the study or on an absence, not on a passage._"
    return " ".join(f"“{escape(one.quote)}”" + (f" (p. {one.page})" if one.page else "") for one in statement.evidence)
