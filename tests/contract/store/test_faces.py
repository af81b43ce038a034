"""What is known of the inputs."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from pipeline.domain.ledger import Face
from pipeline.domain.source import Unread
from pipeline.store import Ledger
from tests.contract.store.making import NOON, add, face, grouped


def test_faces_when_put_then_come_back_equal(ledger: Ledger) -> None:
    faces = (face("records.nbib", record=1), face("records.nbib", record=2))
    ledger.faces.put(faces)
    assert ledger.faces.known([faces[0].key.digest])[faces[0].key.digest] == faces
    assert [ledger.faces.find(one.key) for one in faces] == list(faces)


def test_faces_when_put_again_then_the_last_look_counts(ledger: Ledger) -> None:
    old = face("a.pdf")
    new = replace(old, path="/moved/a.pdf", size=99, reader="pdf/2", unread=Unread("encrypted", "Locked.", "Unlock."))
    ledger.faces.put([old])
    ledger.faces.put([new])
    assert ledger.faces.find(old.key) == new


def test_known_faces_when_some_are_unknown_then_only_the_known_come_back(ledger: Ledger) -> None:
    faces = [face(f"{number}.pdf") for number in range(1200)]  # more than one query holds
    ledger.faces.put(faces)
    asked = [one.key.digest for one in faces] + ["sha256:unknown"]
    assert ledger.faces.known(asked) == {one.key.digest: (one,) for one in faces}


def test_faces_when_looked_up_by_path_then_the_quick_check_has_what_it_needs(ledger: Ledger) -> None:
    seen = face("a.pdf")
    ledger.faces.put([seen])
    assert ledger.faces.at(["/papers/a.pdf", "/papers/b.pdf"]) == {"/papers/a.pdf": (seen,)}


def test_faces_when_reread_without_a_paper_then_they_stay_with_theirs(ledger: Ledger) -> None:
    add(ledger, "meyer-2019")
    ledger.faces.put([replace(face("meyer-2019.pdf"), reader="pdf/2")])
    (kept,) = ledger.faces.of("meyer-2019")
    assert (kept.paper, kept.reader) == ("meyer-2019", "pdf/2")


def test_unread_faces_when_listed_then_those_of_papers_are_left_out(ledger: Ledger) -> None:
    locked = Unread("encrypted", "The file asks for a password.", "Give the password.")
    lone = replace(face("lone.pdf"), unread=locked, level=None, document=None)
    ledger.faces.put([lone])
    ledger.papers.put([grouped("a", faces=(replace(face("a.pdf"), unread=locked),))], NOON)
    assert ledger.faces.unread() == (lone,)


def test_faces_when_the_name_is_no_utf8_or_holds_nul_then_they_are_found_again(ledger: Ledger) -> None:
    odd = _named(b"caf\xe9\xed.pdf")
    other = _named(b"caf\xe8\xed.pdf")
    nul = replace(face("nul.pdf"), unread=Unread("broken", "It says \0 inside.", "Ask for another copy."))
    ledger.faces.put([odd, other, nul])
    found = ledger.faces.at([odd.path, other.path])
    assert {path: faces[0].key for path, faces in found.items()} == {odd.path: odd.key, other.path: other.key}
    stored = ledger.faces.find(nul.key)
    assert stored is not None
    assert stored.unread is not None
    assert "\0" not in stored.unread.message


def test_faces_when_one_is_given_twice_then_the_last_counts(ledger: Ledger) -> None:
    seen = face("a.pdf")
    ledger.faces.put([seen, replace(seen, path="/copy/a.pdf")])
    found = ledger.faces.find(seen.key)
    assert found is not None
    assert found.path == "/copy/a.pdf"


def _named(name: bytes) -> Face:
    path = str(Path("/papers") / name.decode(errors="surrogateescape"))
    return replace(face(repr(name)), path=path)
