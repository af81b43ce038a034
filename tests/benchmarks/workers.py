"""How throughput grows with workers on one server: `python -m tests.benchmarks.workers postgresql://... [papers]`.

The model's server takes two seconds a call and runs on the same machine, in a process of its own; each worker has eight
papers in work. Figures are ratios to one worker of the same run.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from sqlalchemy import create_engine, make_url, text

from tests.acceptance.terminal import ROOT, atlas, start
from tests.benchmarks.model import LATENCY_S, library


def main(server: str, papers: int) -> None:
    """Print the table."""
    model = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.server", "--latency", str(LATENCY_S)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert model.stdout is not None
    url = model.stdout.readline().strip()
    print(f"{'workers':>8}{'papers/s':>10}{'ratio':>8}{'of the waiting':>16}")
    first = 0.0
    try:
        for workers in (1, 2, 3):
            rate = _rate(server, url, papers, workers)
            first = first or rate
            best = workers * 8 / LATENCY_S
            print(f"{workers:>8}{rate:>10.2f}{rate / first:>8.2f}{rate / best:>16.2f}", flush=True)
    finally:
        model.terminate()


def _rate(server: str, url: str, papers: int, workers: int) -> float:
    schema = f"atlas_bench_{uuid4().hex[:12]}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
    where = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"}).render_as_string(False)
    try:
        with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
            home = Path(folder)
            (home / "atlas.toml").write_text(
                f'[store]\nurl = "{where}"\n[run]\nconcurrency = 8\n[drafter]\nkind = "model"\n'
                f'[budget]\nrun_tokens = 1000000000\n[model]\nname = "ok"\nbase_url = "{url}"\n',
                encoding="utf-8",
            )
            atlas("draft", library(home, papers), "--queue", "-q", cwd=home)
            began = time.monotonic()
            running = [start("worker", "-q", cwd=home) for _ in range(workers)]
            for one in running:
                one.communicate()
            return papers / (time.monotonic() - began)
    finally:
        with engine.begin() as connection:
            connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
        engine.dispose()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 240)
