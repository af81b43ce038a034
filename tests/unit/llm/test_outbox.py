"""Questions that wait for a batch: in files no larger than a provider takes, and nobody's words left behind."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from pipeline.domain.batches import Asked, custom_id
from pipeline.domain.exchange import Api, Request
from pipeline.errors import CannotWrite
from pipeline.llm.outbox import Outbox


def _request(number: int, words: str = "") -> Request:
    body = {"model": "m", "messages": [{"role": "user", "content": f"question {number} {words}"}]}
    return Request("https://models.example/v1", Api.CHAT, "m", body, "summarize/1", "sha256:0", 100)  # type: ignore[arg-type]


def _put(outbox: Outbox, *numbers: int, words: str = "") -> None:
    for number in numbers:
        outbox.put(_request(number, words), Asked(f"key {number}", f"paper {number}", 0.01, {}))


def test_a_question_travels_as_the_documented_line_under_the_name_of_its_key(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    _put(outbox, 1)
    (parcel,) = outbox.parcels()
    assert json.loads(parcel.file.read_bytes()) == {
        "custom_id": custom_id("key 1"),
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": _request(1).body,
    }


def test_more_questions_than_a_batch_may_have_go_into_several_files(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, most_calls=2)
    _put(outbox, 1, 2, 3, 4, 5)
    assert [len(parcel.asked) for parcel in outbox.parcels()] == [2, 2, 1]
    assert outbox.parcels() == ()


def test_a_file_is_never_larger_than_the_provider_takes(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path, most_bytes=1_000)
    _put(outbox, *range(9), words="x" * 250)
    sizes = [parcel.file.stat().st_size for parcel in outbox.parcels()]
    assert len(sizes) > 2
    assert max(sizes) <= 1_000


def test_a_part_of_a_parcel_has_the_lines_of_that_part_alone(tmp_path: Path) -> None:
    outbox = Outbox(tmp_path)
    _put(outbox, 1, 2, 3)
    (parcel,) = outbox.parcels()
    some = outbox.only(parcel, [parcel.asked[0], parcel.asked[2]])
    names = [json.loads(line)["custom_id"] for line in some.read_bytes().splitlines()]
    assert names == [custom_id("key 1"), custom_id("key 3")]
    assert outbox.only(parcel, parcel.asked) == parcel.file


def test_what_a_dead_run_left_is_swept_away_by_a_run_of_another_day(tmp_path: Path) -> None:
    dead, alive = Outbox(tmp_path), Outbox(tmp_path)
    _put(dead, 1)
    (left,) = tmp_path.iterdir()
    os.utime(left, (0, 0))
    _put(alive, 2)
    assert not left.exists()
    (parcel,) = alive.parcels()
    assert parcel.file.exists()
    alive.sweep()
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(CannotWrite, match="taken"):
        _put(Outbox(tmp_path / "taken"), 1)
