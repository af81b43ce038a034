"""Machines that share no disk: what one read, another drafts from and shows, by a folder or a bucket."""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipeline.domain.identity import digest_of_bytes
from pipeline.errors import ConfigurationError, PipelineError, ServiceUnavailable
from pipeline.intake import file_of_face, primary_face
from pipeline.ports import Objects
from pipeline.settings import load
from pipeline.store.bucket import Bucket
from pipeline.store.objects import FolderObjects
from pipeline.store.sharing import SharedOriginals
from pipeline.web.pictures import Pictures, Wanted
from pipeline.wiring import Home, open_desk_with_pictures, open_ledger
from tests.acceptance.terminal import ROOT, atlas, here
from tests.services.s3 import S3StandIn


@pytest.fixture
def server() -> Iterator[S3StandIn]:
    """A server of S3 with an empty bucket."""
    with S3StandIn() as running:
        yield running


def _bucket(server: S3StandIn, **other: str) -> Bucket:
    return Bucket(
        other.get("address", f"s3://{server.bucket}/some/atlas"),
        endpoint=other.get("endpoint", server.address),
        key_id=SecretStr(other.get("key_id", server.key_id)),
        secret=SecretStr(other.get("secret", server.secret)),
        patience=timedelta(seconds=3),
    )


@pytest.fixture(params=["folder", "bucket"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[FolderObjects | Bucket]:
    """A place of each kind with nothing in it."""
    if request.param == "folder":
        yield FolderObjects(tmp_path / "shared")
    else:
        yield _bucket(request.getfixturevalue("server"))


def test_what_was_put_comes_back_is_listed_and_can_be_removed_alone_or_by_folder(place: FolderObjects | Bucket) -> None:
    files = {f"pages/{name}/{n}-110.png": f"{name}{n}".encode() * 999 for name in ("a", "ab", "ü +%") for n in range(5)}
    for key, content in files.items():
        place.put(key, content)
    assert {key: place.get(key) for key in place.keys("pages")} == files
    assert place.has("pages/a/0-110.png")
    place.put("pages/a/0-110.png", b"new")
    assert place.get("pages/a/0-110.png") == b"new"
    place.remove("pages/a")
    assert sorted(place.keys("pages")) == sorted(key for key in files if not key.startswith("pages/a/"))
    place.remove("pages/ab/1-110.png")
    place.remove("pages/ab/1-110.png")
    assert not place.has("pages/ab/1-110.png")
    assert place.get("pages/never") is None
    assert [*place.keys("nothing/here")] == []


def test_a_server_that_is_busy_for_a_moment_is_asked_again(server: S3StandIn) -> None:
    server.faults = [500, 503, 0]
    bucket = _bucket(server)
    bucket.put("a", b"x")
    server.faults = [503, 0]
    assert bucket.get("a") == b"x"


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        ({"secret": "wrong-and-not-to-be-told"}, ConfigurationError, "refuses this key"),
        ({"key_id": "AKIDWRONG"}, ConfigurationError, "refuses this key"),
        ({"address": "s3://another"}, ConfigurationError, "there is no bucket"),
        ({"endpoint": "http://127.0.0.1:1"}, ServiceUnavailable, "could not be asked"),
    ],
)
def test_what_goes_wrong_is_said_without_a_word_of_the_key(
    server: S3StandIn,
    caplog: pytest.LogCaptureFixture,
    wrong: dict[str, str],
    kind: type[PipelineError],
    said: str,
) -> None:
    caplog.set_level(logging.DEBUG)
    bucket = _bucket(server, **wrong)
    with pytest.raises(kind, match=said) as refused:
        bucket.put("a", b"x")
    told = f"{refused.value}{refused.value.hint}{refused.value.__cause__}{caplog.text}{bucket.__dict__}"
    for secret in (server.secret, server.key_id, *wrong.values()):
        assert secret not in told.replace(bucket.label, ""), secret


def test_a_server_that_is_down_for_long_is_given_up(server: S3StandIn) -> None:
    server.faults = [503] * 99
    with pytest.raises(ServiceUnavailable, match="could not be asked"):
        _bucket(server).get("a")


@pytest.mark.parametrize("address", ["s3://", "atlas", "https://bucket.example.org"])
def test_an_address_that_names_no_bucket_is_refused(address: str) -> None:
    with pytest.raises(ConfigurationError, match="names no bucket"):
        Bucket(address)


def test_half_a_key_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="one half"):
        Bucket("s3://atlas", key_id=SecretStr("AKID"))


def test_an_original_that_is_damaged_far_away_is_not_taken_for_the_file(place: Objects, tmp_path: Path) -> None:
    originals, file = SharedOriginals(tmp_path / "near", place), tmp_path / "paper.pdf"
    file.write_bytes(b"%PDF-1.7 invented")
    digest = digest_of_bytes(file.read_bytes())
    assert originals.keep(file, digest)
    fetched = originals.fetched(digest, "../../paper.pdf")
    assert fetched is not None
    assert fetched.read_bytes() == file.read_bytes()
    assert fetched.parent.parent == tmp_path / "near", "a name leads nowhere else"
    shutil.rmtree(tmp_path / "near")
    number = digest.removeprefix("sha256:")
    place.put(f"originals/{number[:2]}/{number}", b"%PDF-1.7 another")
    assert originals.fetched(digest, "paper.pdf") is None
    file.write_bytes(b"changed since it was read")
    place.remove(f"originals/{number[:2]}/{number}")
    assert not originals.keep(file, digest)


@pytest.mark.postgres
@pytest.mark.parametrize("kind", ["folder", "bucket"])
def test_a_worker_and_a_desk_on_other_machines_need_no_common_disk(
    tmp_path: Path, postgres_schema: str, server: S3StandIn, kind: str
) -> None:
    place = str(tmp_path / "shared") if kind == "folder" else f"s3://{server.bucket}/atlas"
    one, two, three = (_machine(tmp_path / name, postgres_schema, place, server) for name in ("one", "two", "three"))
    shutil.copytree(ROOT / "inputs", one / "inputs")
    queued = atlas("draft", "inputs", "--queue", "--json", cwd=one)
    assert queued.code == 0, queued.err
    shutil.rmtree(one)  # the machine that read them is gone

    worked = atlas("worker", "--json", cwd=two)
    assert worked.code in {0, 3}, worked.err
    assert worked.lines[0]["papers"]["drafted"] >= 2
    with open_ledger(Home(three), load(three).settings) as ledger:
        row = next(one for one in ledger.papers.all() if "samplexine" in one.id)
        read = {one.document for one in ledger.faces.of(row.id)}

    settings = load(three).settings
    with open_desk_with_pictures(Home(three), settings) as (desk, drawer):
        face = primary_face(row, desk.story)
        path = file_of_face(face, desk.story)
        assert path.is_relative_to(three), "a copy on this machine"
        far = FolderObjects(Path(place)) if kind == "folder" else _bucket(server, address=place)
        pictures = Pictures(three / "outputs" / "pages", drawer, far)
        wanted = Wanted(path, face.key.digest, 1)
        drawn = pictures.get(wanted)
        pictures.close()
        assert drawn.startswith(b"\x89PNG")

        class Never:
            """Nobody draws twice what another desk drew."""

            def draw(self, path: Path, *, page: int, dots: int) -> bytes:
                """Fail."""
                raise AssertionError((path, page, dots))

        other = Pictures(two / "outputs" / "pages", Never(), far)
        assert other.get(wanted) == drawn
        other.close()

    assert here("backup", tmp_path / "backup", home=three).code == 0
    documents = [*(tmp_path / "backup" / "documents").rglob("*.json.gz")]
    assert len(documents) == len([*far.keys("documents")]) >= 3, "also what other machines read"
    assert here("purge", row.id, "--yes", home=three).code == 0
    number = face.key.digest.removeprefix("sha256:")
    assert not [key for key in (*far.keys("pages"), *far.keys("originals")) if number in key]
    assert len([*far.keys("documents")]) == len(documents) - len(read)
    doctor = here("doctor", "--json", home=three)
    assert server.secret not in doctor.out
    (check,) = (one for one in doctor.lines[0]["checks"] if one["name"] == "shared files")
    assert check["ok"], check
    assert not [*far.keys("probe")]


def _machine(home: Path, store: str, place: str, server: S3StandIn) -> Path:
    home.mkdir()
    (home / "atlas.toml").write_text(
        f'[store]\nurl = "{store}"\n[files]\nplace = "{place}"\nendpoint = "{server.address}"\n'
        f'key_id = "{server.key_id}"\nsecret = "{server.secret}"\n',
        encoding="utf-8",
    )
    return home


def test_a_grown_atlas_shares_its_files_with_one_command_and_a_second_time_sends_nothing(
    tmp_path: Path, server: S3StandIn
) -> None:
    shutil.copytree(ROOT / "inputs", tmp_path / "inputs")
    assert here("draft", tmp_path / "inputs", "-q", home=tmp_path).code in {0, 3}
    assert here("move", "--files", home=tmp_path).code == 78
    (tmp_path / "atlas.toml").write_text(
        f'[files]\nplace = "s3://{server.bucket}"\nendpoint = "{server.address}"\n'
        f'key_id = "{server.key_id}"\nsecret = "{server.secret}"\n',
        encoding="utf-8",
    )
    moved = here("move", "--files", home=tmp_path)
    assert moved.code == 0, moved.err
    assert len([key for key in server.files if key.startswith("documents/")]) >= 3
    assert len([key for key in server.files if key.startswith("originals/")]) >= 3
    before = len([method for method, _ in server.asked if method == "PUT"])
    assert here("move", "--files", home=tmp_path).code == 0
    assert len([method for method, _ in server.asked if method == "PUT"]) == before
    assert here("move", "--files", "--to", "x.db", home=tmp_path).code == 2
