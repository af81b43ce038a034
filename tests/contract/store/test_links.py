"""How papers bear on other works, as both databases keep it."""

from __future__ import annotations

from dataclasses import replace

from pipeline.domain.link import PAPER, SAME_WORK, Link, LinkKind, stated_links
from pipeline.domain.paper import Notice, NoticeKind, Paper, PubStatus, Version
from pipeline.store import Ledger
from tests.contract.store.making import NOON, add, after, grouped

DOI = "10.5555/article"
TOLD = Link("a", LinkKind.ARTICLE, "doi", DOI, "Crossref", NOON)


def test_link_when_told_twice_then_it_is_kept_as_it_was_first_told(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.links.add([TOLD]) == (TOLD,)
    assert ledger.links.add([replace(TOLD, source="PubMed", seen=after(60))]) == ()
    assert ledger.links.of(["a"]) == (TOLD,)


def test_link_when_asked_for_by_its_other_end_then_it_is_found_among_its_kinds(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    comment = Link("b", LinkKind.COMMENTS_ON, "doi", DOI, "its record", NOON)
    ledger.links.add([TOLD, comment])
    assert set(ledger.links.naming([("doi", DOI)])) == {TOLD, comment}
    assert ledger.links.naming([("doi", DOI), ("pmid", "7")], SAME_WORK) == (TOLD,)
    assert ledger.links.naming([("pmid", DOI)]) == ()
    assert ledger.links.all(LinkKind.COMMENTS_ON) == (comment,)


def test_link_when_removed_then_it_is_gone_and_may_be_told_anew(ledger: Ledger) -> None:
    add(ledger, "a")
    ledger.links.add([TOLD])
    for _ in range(2):
        ledger.links.remove(TOLD)
        assert ledger.links.of(["a"]) == ()
    assert ledger.links.add([TOLD]) == (TOLD,)


def test_links_when_a_paper_is_absorbed_then_they_go_to_the_other_and_none_is_left_between_the_two(
    ledger: Ledger,
) -> None:
    add(ledger, "a", "b", "c")
    between = [
        Link("a", LinkKind.MAYBE_SAME, PAPER, "b", "title and authors", NOON),
        Link("b", LinkKind.MAYBE_SAME, PAPER, "a", "title and authors", NOON),
    ]
    towards = [Link("c", LinkKind.MAYBE_SAME, PAPER, name, "title and authors", NOON) for name in "ab"]
    ledger.links.add([*between, *towards, TOLD, replace(TOLD, paper="b"), replace(TOLD, paper="b", value="10.5555/x")])
    ledger.papers.put([grouped("a", new=False, absorbs=("b",))], NOON)
    assert {(one.kind, one.value) for one in ledger.links.of(["a", "b"])} == {
        (LinkKind.ARTICLE, DOI),
        (LinkKind.ARTICLE, "10.5555/x"),
    }
    assert [one.value for one in ledger.links.of(["c"])] == ["a"]


def test_what_fresh_faces_say_is_written_with_their_paper_or_not_at_all(ledger: Ledger) -> None:
    said = ((LinkKind.PREPRINT, "doi", "10.1101/2020.01.01.1"),)
    ledger.papers.put([replace(grouped("a"), links=said)], NOON)
    (one,) = ledger.links.of(["a"])
    assert (one.kind, one.value, one.source) == (LinkKind.PREPRINT, "10.1101/2020.01.01.1", "its record")


def test_a_new_version_is_the_same_work_only_where_one_of_the_two_is_a_preprint() -> None:
    version = Version(kind="newer version", pmid="7")
    assert stated_links(Paper(versions=(version,))) == (), "an updated review is a study of its own"
    assert stated_links(Paper(versions=(version,), pub_status=PubStatus.PREPRINT)) == ((LinkKind.ARTICLE, "pmid", "7"),)


def test_a_paper_that_names_many_registrations_reports_on_none_of_them() -> None:
    assert stated_links(Paper(registry_ids=("NCT00000001", "NCT00000002"))) == ()
    assert stated_links(Paper(registry_ids=("NCT00000001",))) == ((LinkKind.REGISTERED, "registry", "NCT00000001"),)


def test_what_a_record_comments_on_is_a_link() -> None:
    paper = Paper(notices=(Notice(kind=NoticeKind.COMMENTS_ON, doi="10.5555/A", pmid="7"),))
    assert stated_links(paper) == ((LinkKind.COMMENTS_ON, "doi", "10.5555/a"), (LinkKind.COMMENTS_ON, "pmid", "7"))
