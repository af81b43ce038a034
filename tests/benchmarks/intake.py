"""What taking in costs for each record as an atlas grows: `python -m tests.benchmarks.intake [RECORDS...]`.

Invented records come in files of a thousand, one in ten of them a second face of another record, and each file is taken
in by itself, as a job does it day by day. Processor time and memory for the last thousand, as ratios to the first.
"""

from __future__ import annotations

import asyncio
import resource
import sys
import tempfile
import time
from pathlib import Path

from pipeline.intake import ingest
from pipeline.settings import load
from pipeline.wiring import Home, open_services

_A_FILE = 1_000
_AGAIN = 10


def main(sizes: list[int]) -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="atlas-") as folder:
        home = Path(folder)
        with open_services(
            Home(home), load(home).settings, stopping=lambda: False, watch=lambda _event, _label: None
        ) as services:
            print(f"{'records':>9}{'papers':>9}{'ms/record':>11}{'ratio':>8}{'MiB':>7}")
            first = 0.0
            for number in range(max(sizes) // _A_FILE):
                file = _file(home, number)
                began = time.process_time()
                asyncio.run(ingest([file], services))
                each = (time.process_time() - began) / _A_FILE
                first = first or each
                records = (number + 1) * _A_FILE
                if number == 0 or records in sizes:
                    papers = len(services.papers.taken())
                    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
                    print(f"{records:>9}{papers:>9}{1000 * each:>11.2f}{each / first:>8.2f}{peak:>7.0f}", flush=True)


def _file(folder: Path, number: int) -> Path:
    records = []
    for place in range(number * _A_FILE, (number + 1) * _A_FILE):
        work = (
            place - _AGAIN // 2 if place % _AGAIN == _AGAIN - 1 else place
        )  # a second face of a record a little before
        records.append(
            f"TY  - JOUR\nTI  - Invented study of pacing and rest number {work} in people with ME/CFS\n"
            f"AU  - Doe{work}, Jane\nPY  - 2020\nDO  - 10.5555/intake.{work}\nAB  - Record {place}. We asked "
            f"{20 + work % 80} patients who met the Canadian Consensus Criteria about pacing. Many paced. The sample "
            "was small.\nER  - \n"
        )
    file = folder / f"{number}.ris"
    file.write_text("\n".join(records), encoding="utf-8")
    return file


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000])
