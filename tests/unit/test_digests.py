"""What people are told who do not look every day: true, whole, and safe in a mailer and a feed reader."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default
from xml.etree import ElementTree

from pipeline.domain.digest import Digest, Line
from pipeline.publishing.digests import as_atom, as_message, as_text, subject

SINCE, UNTIL = datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 8, tzinfo=UTC)
ATOM = "{http://www.w3.org/2005/Atom}"
HOSTILE = "Pacing <script>alert(1)</script>\r\nBcc: all@example.org\x00 & rest"


def _digest(**changes: object) -> Digest:
    plain: dict[str, object] = {
        "since": SINCE,
        "until": UNTIL,
        "drafted": 12,
        "unseen": 4,
        "in_review": 2,
        "affected": (Line("doe-2020-pacing", HOSTILE, "retracted by 10.5555/notice, says PubMed"),),
        "stuck": (Line("roe-2021-rest", "Rest", "two titles"),),
        "unasked": ("pubmed: it answered 500; last success 2026-03-02",),
        "spent_usd": 1.234,
        "unpriced_calls": 3,
        "stale": 3,
        "work": "2.0 weeks' work",
    }
    return Digest(**{**plain, **changes})  # type: ignore[arg-type]


def test_the_most_important_comes_first_and_silence_is_never_taken_for_no_news() -> None:
    told = _digest()
    assert subject(told).startswith("1 retracted or corrected; 1 service could not be asked")
    text = as_text(told)
    assert "12 papers were drafted" in text
    assert "What waits: 2.0 weeks' work." in text
    assert "3 drafts have waited for four weeks or longer." in text
    assert "1.23 USD, and 3 calls whose price is not known" in text
    assert "nothing is known of what they would say" in text


def test_a_title_cannot_add_a_header_or_a_line_to_the_message() -> None:
    message = message_from_bytes(as_message(_digest(), sender="a@example.org", to="b@example.org"), policy=default)
    assert message["Bcc"] is None
    assert (message["To"], message["From"]) == ("b@example.org", "a@example.org")
    (line,) = [one for one in message.get_content().splitlines() if "doe-2020-pacing" in one]
    assert "Bcc: all@example.org" in line, "it stays in the line of its paper"


def test_a_feed_is_xml_whatever_a_title_holds_and_its_id_is_that_of_what_it_says() -> None:
    feed = ElementTree.fromstring(as_atom(_digest()))
    assert "<script>" in (feed.findtext(f"{ATOM}entry/{ATOM}content") or "")
    assert len(set(_ids(_digest()))) == 2
    assert _ids(_digest()) == _ids(_digest())
    assert _ids(_digest(drafted=13)) != _ids(_digest())


def _ids(digest: Digest) -> list[str | None]:
    return [one.text for one in ElementTree.fromstring(as_atom(digest)).iter(f"{ATOM}id")]
