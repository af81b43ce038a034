"""A watchman over real HTTP: told of the beginning and the end of a run, and never able to stop or to delay one."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pydantic import SecretStr

from pipeline.engine.recording import Record
from pipeline.errors import Conflict, StoreError
from pipeline.updating.ping import pinging, telling_errors
from tests.acceptance.terminal import atlas
from tests.services.pubmed import PubMedStandIn

KEY = "5f1e-not-to-be-told"


class Watchman:
    """What it was told: path and body."""

    def __init__(self, status: int = 200) -> None:
        self.told: list[tuple[str, str]] = []
        watchman = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", "0")))
                watchman.told.append((self.path, body.decode()))
                self.send_response(status)
                self.send_header("location", "/elsewhere")
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 (the library's own name)
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)

    @property
    def address(self) -> SecretStr:
        """Where to tell it."""
        return SecretStr(f"http://127.0.0.1:{self.server.server_port}/{KEY}")

    @contextmanager
    def on_duty(self) -> Iterator[Watchman]:
        """While this lasts, it answers."""
        thread = threading.Thread(target=self.server.serve_forever)
        thread.start()
        try:
            yield self
        finally:
            self.server.shutdown()
            self.server.server_close()
            thread.join()


@pytest.mark.parametrize("code", [0, 3, 4])
def test_a_run_that_went_as_it_should_is_told_so_with_counts_and_money(code: int) -> None:
    record = Record()
    with Watchman().on_duty() as watchman, pinging(watchman.address, record):
        record.counts |= {"drafted": 2, "failed": 0}
        record.told |= {"cost": "0.10 USD", "waiting": 7}
        record.exit_code = code
    assert [path for path, _ in watchman.told] == [f"/{KEY}/start", f"/{KEY}"]
    assert watchman.told[1][1] == f"2 drafted; spent 0.10 USD; 7 wait for people; exit code {code}"


def test_an_error_is_told_with_its_exit_code_and_goes_on_its_way() -> None:
    def run() -> None:
        with telling_errors(watchman.address), pinging(watchman.address, Record()):
            raise StoreError("the disk is full")

    with Watchman().on_duty() as watchman, pytest.raises(StoreError, match="full"):
        run()
    assert watchman.told == [(f"/{KEY}/start", ""), (f"/{KEY}/73", "the disk is full")]


def test_that_another_run_is_at_work_is_not_told_for_that_one_tells_how_it_ends() -> None:
    def run() -> None:
        with telling_errors(watchman.address):
            raise Conflict("another update is at work")

    with Watchman().on_duty() as watchman, pytest.raises(Conflict):
        run()
    assert not watchman.told


def test_a_run_in_which_nothing_could_be_asked_is_never_told_as_well() -> None:
    record = Record()
    with Watchman().on_duty() as watchman, pinging(watchman.address, record):
        record.told["nothing_asked"] = True  # its own exit code is 0 on the days between two messages
    assert watchman.told[1][0] == f"/{KEY}/69"


@pytest.mark.parametrize("status", [302, 404, 500])
def test_a_watchman_who_refuses_costs_a_warning_that_tells_no_address(
    caplog: pytest.LogCaptureFixture, status: int
) -> None:
    with Watchman(status).on_duty() as watchman, pinging(watchman.address, Record()):
        pass
    assert len(watchman.told) == 2, "no redirect is followed"
    assert f"answered {status}" in caplog.text
    assert KEY not in _ours(caplog)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:1/" + KEY, "no address " + KEY, "http://[" + KEY, "https://" + KEY + ".invalid"]
)
def test_a_dead_address_costs_a_warning_that_does_not_tell_it(caplog: pytest.LogCaptureFixture, address: str) -> None:
    done = False
    with pinging(SecretStr(address), Record()):
        done = True
    assert done
    assert "could not be told" in caplog.text
    assert KEY not in _ours(caplog)


def _ours(caplog: pytest.LogCaptureFixture) -> str:
    """What we logged; the client's own lines are silenced by the command line."""
    return "\n".join(one.getMessage() for one in caplog.records if one.name.startswith("pipeline"))


def test_a_watchman_who_takes_the_call_and_says_nothing_is_not_waited_for(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.updating.ping._IN_ALL_S", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        began = time.monotonic()
        with pinging(SecretStr(f"http://127.0.0.1:{silent.getsockname()[1]}/{KEY}"), Record()):
            pass
    assert time.monotonic() - began < 4
    assert "did not answer" in caplog.text
    assert logging.getLevelName(caplog.records[0].levelno) == "WARNING"


def _home(folder: Path, service: PubMedStandIn, ping: str) -> Path:
    (folder / "atlas.toml").write_text(
        f'[update]\naddress = "{service.address}"\ntries = 1\ncrossref = false\nfull_texts = false\nping = "{ping}"\n',
        encoding="utf-8",
    )
    return folder


def test_the_command_tells_the_watchman_and_no_log_tells_the_address(tmp_path: Path) -> None:
    with PubMedStandIn() as service, Watchman().on_duty() as watchman:
        home = _home(tmp_path, service, watchman.address.get_secret_value())
        answer = atlas("update", "-vv", cwd=home)
        assert answer.code == 0, answer.err
        assert [path for path, _ in watchman.told] == [f"/{KEY}/start", f"/{KEY}"]
        told = answer.out + answer.err + atlas("doctor", cwd=home).out + atlas("status", "--json", cwd=home).out
        assert KEY not in told
        service.faults = [lambda _status, kind, _body: (500, kind, b"")] * 99
        assert atlas("update", cwd=home).code == 69
        assert atlas("update", cwd=home).code == 0, "an outage is told once a week"
        assert [path for path, _ in watchman.told[2:]] == [f"/{KEY}/start", f"/{KEY}/69"] * 2


def test_a_run_that_never_began_is_told_too(tmp_path: Path) -> None:
    with PubMedStandIn() as service, Watchman().on_duty() as watchman:
        home = _home(tmp_path, service, watchman.address.get_secret_value())
        settings = (home / "atlas.toml").read_text(encoding="utf-8")
        for more, code in (
            ('[drafter]\nkind = "model"\n', 78),
            ('[store]\nurl = "postgresql://nobody@127.0.0.1:1/none"\n', 69),
        ):
            (home / "atlas.toml").write_text(settings + more, encoding="utf-8")
            assert atlas("update", cwd=home).code == code
        assert [path for path, _ in watchman.told] == [f"/{KEY}/78", f"/{KEY}/69"]


def test_the_command_runs_the_same_where_nobody_listens(tmp_path: Path) -> None:
    with PubMedStandIn() as service:
        answer = atlas("update", cwd=_home(tmp_path, service, f"http://127.0.0.1:1/{KEY}"))
    assert answer.code == 0
    assert "could not be told" in answer.err
    assert KEY not in answer.err
