"""A folder is searched whole and in order, and nothing in it can stop or trap the search."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from pipeline.errors import InputMissing
from pipeline.sources.walking import walk


def test_a_folder_when_walked_then_gives_its_papers_sorted_and_skips_what_systems_leave(tmp_path: Path) -> None:
    for name in [
        "b.pdf",
        "a.pdf",
        "sub/c.pdf",
        ".DS_Store",
        "Thumbs.db",
        ".hidden/x.pdf",
        "~$draft.docx",
        "d.pdf.part",
        "README.md",
    ]:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    assert [path.relative_to(tmp_path).as_posix() for path in walk([tmp_path])] == ["a.pdf", "b.pdf", "sub/c.pdf"]


def test_a_folder_that_links_to_itself_when_walked_then_ends(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "nowhere.pdf").symlink_to(tmp_path / "gone")
    assert walk([tmp_path]) == (tmp_path / "a.pdf",)


def test_a_file_named_twice_when_walked_then_comes_once_and_in_the_order_given(tmp_path: Path) -> None:
    first, second = tmp_path / "b.pdf", tmp_path / "a.pdf"
    for path in (first, second):
        path.write_bytes(b"x")
    assert walk([first, tmp_path, first]) == (first, second)


def test_a_hidden_file_when_named_itself_then_is_taken(tmp_path: Path) -> None:
    hidden = tmp_path / ".paper.pdf"
    hidden.write_bytes(b"x")
    assert walk([hidden]) == (hidden,)


def test_a_pipe_in_a_folder_when_walked_then_is_left_alone(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.pdf")
    assert walk([tmp_path]) == ()


def test_a_path_that_is_not_there_when_walked_then_is_missing(tmp_path: Path) -> None:
    with pytest.raises(InputMissing):
        walk([tmp_path / "gone"])
