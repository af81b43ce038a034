"""What a person opened of a paper, and whose version came before, on both databases."""

from __future__ import annotations

from pipeline.store import Ledger
from pipeline.store.purging import purge
from tests.contract.store.making import NOON, add, after, draft


def test_evidence_when_opened_again_then_it_is_noted_once_for_its_person_paper_and_words(ledger: Ledger) -> None:
    add(ledger, "a", "b")
    ada, ben = (ledger.people.named(name, NOON).id for name in ("Ada", "Ben"))
    for moment in (NOON, after(60)):
        ledger.people.look(ada, "a", "sha256:one", moment)
    ledger.people.look(ada, "a", "sha256:two", NOON)
    ledger.people.look(ben, "a", "sha256:three", NOON)
    assert ledger.people.looked(ada, "a") == {"sha256:one", "sha256:two"}
    assert ledger.people.looked(ada, "b") == frozenset()
    purge(ledger.database, "a", NOON)
    assert ledger.people.looked(ada, "a") == frozenset()


def test_version_when_asked_for_then_it_is_the_last_by_another_person_and_never_a_machines(ledger: Ledger) -> None:
    add(ledger, "a")
    makers = ("offline/1", "person/p-1", "person/p-2", "person/p-2", "model/x", "person/carried over")
    for number, maker in enumerate(makers):
        digest, body = draft(f"text {number}")
        ledger.drafts.put("a", digest, body, b"{}", made_by=maker, now=after(number))
    last = ledger.drafts.by_other_person("a", "person/carried over")
    assert last is not None
    assert (last.number, last.made_by) == (4, "person/p-2")
    other = ledger.drafts.by_other_person("a", "person/p-2")
    assert other is not None
    assert other.number == 2
    assert ledger.drafts.by_other_person("b", "person/p-2") is None
