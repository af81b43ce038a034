"""Who says which process drafts a paper now: the ledger's own claims, or Procrastinate? Both, in one run.

`pip install 'procrastinate>=3.10'`, then `python -m tests.benchmarks.dispatch postgresql+psycopg://USER@HOST/postgres
[PAPERS]`, with the right to make a database. The work is the same `brought_to_its_end` in both; a job of Procrastinate
holds the id of a paper and nothing else. Four measures: papers a second with one to three workers; seconds from a
paper's being there to its question's being asked, where nobody has anything to do; seconds from the death of a machine
to the last of its papers' being asked about anew; and what workers without work ask of the server.
docs/decisions/0009 says what followed from it.
"""

from __future__ import annotations

import asyncio
import os
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from pipeline.domain.ledger import PaperState
from pipeline.intake import ingest
from pipeline.settings import load
from pipeline.store import Ledger
from pipeline.store.leases import this_process
from pipeline.wiring import Home, open_services
from pipeline.workflow import one_paper
from tests.acceptance.terminal import ROOT, environment
from tests.benchmarks.model import library
from tests.faults.server import FaultServer, serving

AT_ONCE = 8
LEASE_S = 20
ANOTHER_MACHINE = ("unshare", "--pid", "--fork", "--mount-proc", "--kill-child")  # its processes are not ours to see


@dataclass(frozen=True, slots=True)
class Way:
    """One way to say who drafts what: the words that start a worker, and whether papers have to be put in a queue."""

    name: str
    words: tuple[str, ...]
    queued: bool

    def start(self, home: Path, *, stays: bool, around: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """A worker under way; one that `stays` waits for more."""
        stay = {"ledger": ("--every", self.words[-1]), "jobs": ("stay",)}["jobs" if self.queued else "ledger"]
        words = ("-m", "tests.benchmarks.dispatch", "work") if self.queued else ("-m", "pipeline", "worker", "-q")
        return subprocess.Popen(
            [*around, sys.executable, *words, *(stay if stays else ())],
            cwd=home,
            env=environment({"PYTHONPATH": str(ROOT)}),
            start_new_session=True,
            stderr=subprocess.DEVNULL,
        )


WAYS = (
    Way("ledger, --every 60", ("60",), queued=False),
    Way("ledger, --every 2", ("2",), queued=False),
    Way("Procrastinate", ("",), queued=True),
)


def main(server: str, papers: int) -> None:
    """Print the table."""
    print(f"{'way':<20}{'1 worker':>10}{'2':>7}{'3':>7}  papers/s")
    for way in WAYS[1:]:
        rates = [_rate(server, way, papers, workers) for workers in (1, 2, 3)]
        print(f"{way.name:<20}{rates[0]:>10.2f}{rates[1]:>7.2f}{rates[2]:>7.2f}", flush=True)
    print(f"\n{'way':<20}{'median':>10}{'most':>7}  s from being there to being asked about, 2 workers without work")
    for way in WAYS[1:]:
        waits = _waits(server, way, 12)
        print(f"{way.name:<20}{statistics.median(waits):>10.2f}{max(waits):>7.2f}", flush=True)
    print(f"\n{'way':<20}{'s':>10}  from the death of a machine to the last of its papers' being asked about anew")
    for way in WAYS[1:]:
        print(f"{way.name:<20}{_recovery(server, way):>10.1f}  (lease {LEASE_S} s)", flush=True)
    print(f"\n{'way':<20}{'per second':>12}{'connections':>13}  transactions of 3 workers without work, in 60 s")
    for way in WAYS:
        rate, connections = _idle(server, way)
        print(f"{way.name:<20}{rate:>12.2f}{connections:>13}", flush=True)


def _rate(server: str, way: Way, papers: int, workers: int) -> float:
    with _home(server, latency_s=1.0) as (home, _, where):
        _bring(home, way, where, _records(home, papers))
        began = time.monotonic()
        running = [way.start(home, stays=False) for _ in range(workers)]
        for one in running:
            one.wait()
        took = time.monotonic() - began
        _all_drafted(where, papers)
    return papers / took


def _waits(server: str, way: Way, papers: int) -> list[float]:
    with _home(server, latency_s=0.0) as (home, model, where), _staying(way, home, 2):
        time.sleep(6)
        waits = []
        for file in _records(home, papers, apart=True):
            came = _bring(home, way, where, [file])
            asked = len(model.seen) + 1
            _until(lambda asked=asked: len(model.seen) >= asked)
            waits.append(model.seen[-1].came - came)
            time.sleep(0.37)
    return waits[1:]  # the first question finds out what the server can do


def _recovery(server: str, way: Way) -> float:
    with _home(server, latency_s=2.0) as (home, model, where):
        _bring(home, way, where, _records(home, 2 * AT_ONCE))
        victim = way.start(home, stays=True, around=ANOTHER_MACHINE)
        _until(lambda: len(model.seen) == AT_ONCE)
        os.killpg(victim.pid, signal.SIGKILL)
        victim.wait()
        died = time.monotonic()
        with _staying(way, home, 1):
            _until(lambda: _drafted(where) == 2 * AT_ONCE, 180)
        return max(one.came for one in model.seen) - died


def _idle(server: str, way: Way) -> tuple[float, int]:
    with _home(server, latency_s=0.0) as (home, _, where), _staying(way, home, 3):
        time.sleep(30)  # what they do at their start is counted late
        counts = []
        for _ in range(13):
            counts.append(_transactions(server, where))
            time.sleep(5)
    windows = sorted(later - earlier for (earlier, _), (later, _) in pairwise(counts))
    return sum(windows[:-1]) / (5 * (len(windows) - 1)), counts[-1][1]  # the server tidies up in one of them


def _transactions(server: str, where: str) -> tuple[int, int]:
    """Transactions so far in a database, and connections to it."""
    engine = create_engine(server)
    with engine.connect() as connection:
        row = connection.execute(
            text("SELECT xact_commit + xact_rollback, numbackends FROM pg_stat_database WHERE datname = :name"),
            {"name": make_url(where).database},
        ).one()
    engine.dispose()
    return int(row[0]), int(row[1])


@contextmanager
def _staying(way: Way, home: Path, workers: int) -> Iterator[None]:
    running = [way.start(home, stays=True) for _ in range(workers)]
    try:
        yield
    finally:
        for one in running:
            one.terminate()
        for one in running:
            one.wait()


@contextmanager
def _home(server: str, *, latency_s: float) -> Iterator[tuple[Path, FaultServer, str]]:
    """A home on a database of its own, with the model's server in this process."""
    name = f"atlas_bench_{uuid4().hex[:12]}"
    engine = create_engine(make_url(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    where = make_url(server).set(database=name).render_as_string(False)
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-") as folder, serving(latency_s=latency_s) as model:
            home = Path(folder)
            (home / "atlas.toml").write_text(
                f'[store]\nurl = "{where}"\n[run]\nconcurrency = {AT_ONCE}\nlease_seconds = {LEASE_S}\n'
                '[drafter]\nkind = "model"\n[budget]\nrun_tokens = 1000000000\n'
                f'[model]\nname = "ok"\nbase_url = "{model.url}"\n[update]\nwaiting = 0\nwaiting_weeks = 0\n',
                encoding="utf-8",
            )
            Ledger.open(where).close()
            asyncio.run(_make_queue(where))
            yield home, model, where
    finally:
        with engine.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        engine.dispose()


def _records(home: Path, papers: int, *, apart: bool = False) -> list[Path]:
    whole = library(home, papers)
    if not apart:
        return [whole]
    files = []
    for number, record in enumerate(whole.read_text(encoding="utf-8").split("ER  - \n")[:papers]):
        file = home / f"{number}.ris"
        file.write_text(record + "ER  - \n", encoding="utf-8")
        files.append(file)
    return files


def _bring(home: Path, way: Way, where: str, files: list[Path]) -> float:
    """Take papers in, and put them in the queue where the way has one; returns when they were there."""
    with open_services(Home(home), load(home).settings, stopping=lambda: False, watch=lambda _e, _l: None) as services:
        asyncio.run(ingest(files, services))
        came = time.monotonic()
        if way.queued:
            waiting = [row.id for row in services.papers.all([PaperState.WAITING])]
            came = time.monotonic()
            asyncio.run(_put_in_queue(where, waiting))
    return came


def _drafted(where: str) -> int:
    with Ledger.open(where) as ledger:
        return ledger.papers.counts().get(PaperState.DRAFTED, 0)


def _all_drafted(where: str, papers: int) -> None:
    assert _drafted(where) == papers, f"{_drafted(where)} of {papers}"


def _until(condition: object, seconds: float = 60) -> None:
    assert callable(condition)
    by = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < by, "it did not come to this"
        time.sleep(0.01)


# ------------------------------------------------------------------------------------------------- Procrastinate


def _app(where: str) -> Any:
    """The library is not among our dependencies, so nothing is known of its types."""
    import procrastinate

    url = make_url(where).set(drivername="postgresql").render_as_string(False)
    return procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))


async def _make_queue(where: str) -> None:
    app = _app(where)
    async with app.open_async():
        await app.schema_manager.apply_schema_async()


async def _put_in_queue(where: str, papers: Sequence[str]) -> None:
    app = _app(where)
    async with app.open_async():
        await app.configure_task("paper").batch_defer_async(*({"paper": paper} for paper in papers))


async def _work(home: Path, *, stays: bool) -> None:
    """What `atlas worker` would be with a queue: a job is the id of a paper, claimed in the ledger before its work."""
    settings = load(home).settings
    assert settings.store.url is not None
    app = _app(settings.store.url.get_secret_value())
    with open_services(Home(home), settings, stopping=lambda: False, watch=lambda _e, _l: None) as services:

        async def paper(paper: str) -> None:
            state = await one_paper(paper, services, this_process(f"job-{uuid4().hex[:8]}"))
            if state is None and services.papers.get(paper).state is PaperState.WAITING:
                raise RuntimeError("another worker has it, or had it and died")  # tried again below

        async def rescue() -> None:
            """Jobs of workers that are silent, and jobs that failed, go back into the queue."""
            while True:
                for job in await app.job_manager.get_stalled_jobs(seconds_since_heartbeat=LEASE_S):
                    await app.job_manager.retry_job(job)
                await asyncio.sleep(5)

        import procrastinate

        app.task(paper, name="paper", retry=procrastinate.RetryStrategy(wait=5))
        async with app.open_async():
            rescuing = asyncio.create_task(rescue()) if stays else None
            await app.run_worker_async(concurrency=AT_ONCE, wait=stays)
            if rescuing:
                rescuing.cancel()


if __name__ == "__main__":
    if sys.argv[1] == "work":
        asyncio.run(_work(Path(), stays="stay" in sys.argv))
    else:
        main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 120)
