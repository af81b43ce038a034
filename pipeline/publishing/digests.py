"""A digest as text, as a message of e-mail, and as an Atom feed. Pure; nothing is sent."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import format_datetime
from hashlib import sha256
from xml.etree import ElementTree

from pipeline.domain.digest import Digest, Line

__all__ = ["as_atom", "as_message", "as_text", "subject"]

_MOST = 50
_ATOM = "http://www.w3.org/2005/Atom"
_CONTROLS = {code: " " for code in (*range(32), 127) if code not in (9, 10)}


def subject(digest: Digest) -> str:
    """One line: the most important first."""
    parts = [
        f"{len(digest.affected)} retracted or corrected" if digest.affected else "",
        _count(len(digest.unasked), "service", "services") + " could not be asked" if digest.unasked else "",
        f"{len(digest.stuck)} stuck" if digest.stuck else "",
        f"{digest.stale} stale" if digest.stale else "",
        f"{digest.unseen + digest.in_review} wait for review",
        f"{digest.drafted} drafted",
    ]
    return "; ".join(part for part in parts if part)


def as_text(digest: Digest) -> str:
    """The digest for people, plain."""
    return "\n".join(_lines(digest)) + "\n"


def as_message(digest: Digest, *, sender: str, to: str) -> bytes:
    """The digest as an e-mail (RFC 5322), for `sendmail -t` or a mail program. Raises ValueError for a bad address."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, f"Atlas: {subject(digest)}"
    message["Date"] = format_datetime(digest.until)
    message["Message-ID"] = f"<{_name(digest)}@atlas.invalid>"
    message.set_content(as_text(digest))
    return message.as_bytes()


def as_atom(digest: Digest) -> bytes:
    """The digest as a feed of one entry (RFC 4287); its id is the same for the same digest."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    moment = digest.until.isoformat()
    for parent, told in ((feed, "Atlas"), (ElementTree.SubElement(feed, f"{{{_ATOM}}}entry"), subject(digest))):
        ElementTree.SubElement(parent, f"{{{_ATOM}}}title").text = told
        ElementTree.SubElement(parent, f"{{{_ATOM}}}id").text = f"urn:sha256:{_name(digest)}:{parent is feed:d}"
        ElementTree.SubElement(parent, f"{{{_ATOM}}}updated").text = moment
        author = ElementTree.SubElement(parent, f"{{{_ATOM}}}author")
        ElementTree.SubElement(author, f"{{{_ATOM}}}name").text = "atlas-pipeline"
        if parent is not feed:
            ElementTree.SubElement(parent, f"{{{_ATOM}}}content", {"type": "text"}).text = as_text(digest)
    return bytes(ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True))


def _lines(digest: Digest) -> Iterator[str]:
    yield f"From {digest.since:%Y-%m-%d %H:%M} to {digest.until:%Y-%m-%d %H:%M} UTC"
    yield ""
    drafted = _count(digest.drafted, "paper was drafted", "papers were drafted")
    unseen = _count(digest.unseen, "draft waits for a first look", "drafts wait for a first look")
    yield f"{drafted}; {unseen}, {digest.in_review} in review."
    if digest.work:
        yield f"What waits: {digest.work}."
    if digest.stale:
        yield _count(digest.stale, "draft has", "drafts have") + " waited for four weeks or longer."
    unpriced = f", and {digest.unpriced_calls} calls whose price is not known" if digest.unpriced_calls else ""
    yield f"Spent: {digest.spent_usd:.2f} USD{unpriced}."
    yield from _part("Retracted, corrected or in doubt", digest.affected)
    yield from _part("Cannot be drafted before a person looks", digest.stuck)
    if digest.unasked:
        yield ""
        yield "Could not be asked, so nothing is known of what they would say:"
        yield from (f"- {one}" for one in digest.unasked)


def _part(title: str, lines: tuple[Line, ...]) -> Iterator[str]:
    if not lines:
        return
    yield ""
    yield f"{title}:"
    for one in lines[:_MOST]:
        title = " ".join(one.title.translate(_CONTROLS).split())
        yield f"- {one.paper}: {title}: {' '.join(one.said.translate(_CONTROLS).split())}"
    if len(lines) > _MOST:
        yield f"- and {len(lines) - _MOST} more (atlas status)"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _name(digest: Digest) -> str:
    return sha256(as_text(digest).encode(errors="replace")).hexdigest()[:32]
