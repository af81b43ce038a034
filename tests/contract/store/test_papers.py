"""What grouping writes, all of it or nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.domain.ledger import Identifier, Outcome, PaperState
from pipeline.errors import Conflict, LeaseLost, NotFound
from pipeline.store import Ledger
from tests.contract.store.making import ANNE, LEASE_S, NOON, add, after, draft, face, grouped, put_draft

DOI = Identifier("doi", "10.1000/invented.1")
PMID = Identifier("pmid", "99000001")


def test_paper_when_new_then_it_waits_with_its_faces_and_identifiers(ledger: Ledger) -> None:
    faces = (face("a.xml"), face("a.pdf"))
    ledger.papers.put([grouped("meyer-2019", faces=faces, identifiers=(DOI, PMID))], NOON)
    paper = ledger.papers.get("meyer-2019")
    assert (paper.title, paper.state, paper.primary) == ("Title of meyer-2019", PaperState.WAITING, faces[0].key)
    assert (paper.identifiers, paper.created, paper.updated) == ((DOI, PMID), NOON, NOON)
    assert (paper.draft, paper.owner, paper.lease_until, paper.tries, paper.cost_usd) == (None, None, None, 0, 0.0)
    assert {one.key: one.paper for one in ledger.faces.of("meyer-2019")} == {one.key: paper.id for one in faces}


def test_paper_when_unknown_then_get_says_so_and_find_gives_nothing(ledger: Ledger) -> None:
    assert ledger.papers.find("nobody") is None
    with pytest.raises(NotFound, match="nobody"):
        ledger.papers.get("nobody")


def test_identifier_when_known_then_it_leads_to_its_paper(ledger: Ledger) -> None:
    ledger.papers.put([grouped("a", identifiers=(DOI,)), grouped("b")], NOON)
    assert ledger.papers.find_by_identifier(*DOI) == "a"
    assert ledger.papers.find_by_identifier(*PMID) is None


def test_identifier_when_two_papers_claim_it_then_it_stays_with_the_first(ledger: Ledger) -> None:
    ledger.papers.put([grouped("a", identifiers=(DOI,)), grouped("b", identifiers=(DOI, PMID))], NOON)
    assert ledger.papers.find_by_identifier(*DOI) == "a"
    assert ledger.papers.get("b").identifiers == (PMID,)


def test_grouping_when_one_paper_cannot_be_written_then_nothing_is(ledger: Ledger) -> None:
    add(ledger, "old")
    with pytest.raises(Conflict, match="old"):
        ledger.papers.put([grouped("fresh", identifiers=(DOI,)), grouped("old")], NOON)
    assert ledger.papers.taken() == {"old"}
    assert ledger.papers.find_by_identifier(*DOI) is None
    assert ledger.faces.of("fresh") == ()


def test_grouping_when_an_old_paper_is_gone_then_it_asks_to_look_again(ledger: Ledger) -> None:
    with pytest.raises(Conflict, match="gone"):
        ledger.papers.put([grouped("gone", new=False)], NOON)


def test_paper_when_a_face_joins_it_then_its_state_stays_unless_one_is_given(ledger: Ledger) -> None:
    add(ledger, "a")
    _finish(ledger, "a", Outcome(PaperState.INSUFFICIENT_SOURCE, "no_abstract", "add the PDF"))
    joined = (face("a.pdf"), face("a.nbib", record=3))
    ledger.papers.put([grouped("a", new=False, faces=joined)], after(10))
    assert (ledger.papers.get("a").state, ledger.papers.get("a").updated) == (PaperState.INSUFFICIENT_SOURCE, after(10))
    ledger.papers.put([grouped("a", new=False, faces=joined, state=PaperState.WAITING)], after(20))
    paper = ledger.papers.get("a")
    assert (paper.state, paper.reason, paper.hint, paper.created) == (PaperState.WAITING, "", "", NOON)


def test_paper_when_changed_under_a_worker_then_the_worker_loses_its_lease(ledger: Ledger) -> None:
    add(ledger, "a")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    ledger.papers.put([grouped("a", new=False, faces=(face("better.xml"),), state=PaperState.WAITING)], after(1))
    with pytest.raises(LeaseLost):
        ledger.queue.finish("a", ANNE, Outcome(PaperState.DRAFTED), after(2))
    assert ledger.papers.get("a").state is PaperState.WAITING


def test_paper_when_it_absorbs_another_then_nothing_of_the_other_is_lost(ledger: Ledger) -> None:
    ledger.papers.put([grouped("record", identifiers=(PMID,)), grouped("article", identifiers=(DOI,))], NOON)
    put_draft(ledger, "record", "from the abstract")
    put_draft(ledger, "record", "from the abstract, again")
    latest = put_draft(ledger, "article", "from the article")
    ledger.calls.begin("key", paper="record", reserved_usd=0.25, now=NOON)
    assert ledger.queue.claim("record", ANNE, NOON, LEASE_S)

    ledger.papers.put([grouped("article", new=False, absorbs=("record",))], after(1))

    assert ledger.papers.taken() == {"article"}
    article = ledger.papers.get("article")
    assert (article.identifiers, article.cost_usd) == ((DOI, PMID), 0.25)
    assert {one.name for one in ledger.faces.of("article")} == {"record.pdf", "article.pdf"}
    history = ledger.drafts.history("article")
    assert [one.number for one in history] == [1, 2, 3]
    assert [one.digest for one in history] == [
        draft(words)[0] for words in ("from the abstract", "from the abstract, again", "from the article")
    ]
    assert history[-1].digest == latest
    with pytest.raises(NotFound):
        ledger.queue.finish("record", ANNE, Outcome(PaperState.DRAFTED), after(2))


def test_taken_when_asked_for_some_ids_then_only_those_are_told(ledger: Ledger) -> None:
    add(ledger, "a", "b", "c")
    assert ledger.papers.taken(["a", "x"]) == {"a"}
    assert ledger.papers.taken([]) == frozenset()
    assert ledger.papers.taken() == {"a", "b", "c"}


def test_papers_when_listed_then_oldest_first_and_by_state(ledger: Ledger) -> None:
    add(ledger, "younger", now=after(5))
    add(ledger, "older")
    _finish(ledger, "younger", Outcome(PaperState.FAILED, "defect"))
    assert [paper.id for paper in ledger.papers.all()] == ["older", "younger"]
    assert [paper.id for paper in ledger.papers.all({PaperState.FAILED})] == ["younger"]


def test_counts_when_some_states_are_empty_then_they_are_told_as_none(ledger: Ledger) -> None:
    add(ledger, "a", "b", "c")
    _finish(ledger, "a", Outcome(PaperState.UNREADABLE, "encrypted"))
    expected = dict.fromkeys(PaperState, 0) | {PaperState.WAITING: 2, PaperState.UNREADABLE: 1}
    assert ledger.papers.counts() == expected


def test_figures_when_asked_then_they_add_up(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    assert ledger.queue.claim("a", ANNE, NOON, LEASE_S)
    ledger.calls.begin("key", paper="a", reserved_usd=0.5, now=NOON)
    figures = ledger.figures(NOON)
    assert (figures.papers[PaperState.WAITING], figures.in_work, figures.open_attempts) == (2, 1, 1)
    assert figures.spending.total_usd == 0.5
    assert figures.database_bytes > 10_000
    assert ledger.figures(after(LEASE_S)).in_work == 0


def test_title_when_it_holds_a_nul_then_the_rest_of_it_is_kept(ledger: Ledger) -> None:
    ledger.papers.put([replace(grouped("a"), title="Rest\0 and \ud800 pace ≥ 10²")], NOON)
    title = ledger.papers.get("a").title
    assert title.startswith("Rest")
    assert title.endswith(" pace ≥ 10²")


def _finish(ledger: Ledger, paper: str, outcome: Outcome) -> None:
    assert ledger.queue.claim(paper, ANNE, NOON, LEASE_S)
    ledger.queue.finish(paper, ANNE, outcome, NOON)


def test_papers_asked_for_together_come_once_each_in_the_order_asked_without_those_that_are_none(
    ledger: Ledger,
) -> None:
    add(ledger, "a", "b", "c")
    assert [row.id for row in ledger.papers.some(["c", "a", "nobody", "c"])] == ["c", "a"]
    assert ledger.papers.some(["a"]) == (ledger.papers.get("a"),)
    assert ledger.papers.some([]) == ()


def test_paper_when_it_became_part_of_another_then_its_address_leads_there_also_over_two_steps(ledger: Ledger) -> None:
    add(ledger, "a", "b", "c")
    ledger.papers.put([grouped("b", new=False, absorbs=("c",))], NOON)
    ledger.papers.put([grouped("a", new=False, absorbs=("b",))], NOON)
    assert [ledger.papers.get(name).id for name in ("a", "b", "c")] == ["a", "a", "a"]
    assert ledger.papers.former("a") == ("b", "c")
    assert ledger.papers.taken() == {"a"}
