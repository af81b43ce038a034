"""Reading PDFs from the safe side: one long-lived child process does the work, and a crash or a hang costs one file."""

from __future__ import annotations

import json
import os
import queue
import shutil
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import IO, BinaryIO, cast

from pipeline.domain.document import Document
from pipeline.errors import InputMissing, UnreadableSource
from pipeline.sources.pdf import tesseract
from pipeline.sources.pdf.child import DOCUMENT, OUT_OF_MEMORY, PICTURE, RECOGNISING, Request
from pipeline.sources.pdf.frames import receive, send
from pipeline.sources.pdf.limits import PdfLimits
from pipeline.sources.pdf.version import READER

__all__ = ["PdfPool", "PdfReader"]

_START_SECONDS = 20.0
_WATCH_SECONDS = 0.25


class PdfReader:
    """Reads one PDF at a time in a child process of its own. Safe to share between threads: callers take turns.

    The child starts at first use and is replaced after a crash, a timeout, `limits.papers` papers, or when its memory
    has grown past half of `limits.memory`.
    """

    def __init__(self, limits: PdfLimits = PdfLimits()) -> None:  # noqa: B008
        self.limits = limits
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def read(self, path: Path, *, digest: str) -> Document:
        """The Document of the PDF at `path`, whose bytes have this digest.

        Raises InputMissing where there is no such file, else UnreadableSource with reason `encrypted`, `broken`,
        `empty`, `not_a_pdf`, `images_only`, `too_large`, `too_many_pages`, `garbled`, `timeout` or `crashed`.
        """
        answer = self._ask(Request(path.resolve(), digest, self.limits, tesseract.found()))
        if answer[:1] != DOCUMENT:
            raise _refused(answer, path.name, self.limits)
        return Document.from_json(answer[1:])

    def draw(self, path: Path, *, page: int, dots: int) -> bytes:
        """A page (1-based) as a PNG, `dots` to the inch. Raises as `read` does, and `no_such_page`."""
        answer = self._ask(Request(path.resolve(), "", self.limits, page=page, dots=dots))
        if answer[:1] != PICTURE:
            raise _refused(answer, path.name, self.limits)
        return answer[1:]

    def close(self) -> None:
        """End the child process; the reader may be used again and starts another one."""
        with self._lock:
            self._stop()

    def __enter__(self) -> PdfReader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @property
    def child_id(self) -> int | None:
        """The process id of the child that is running, or None."""
        return self._child.process.pid if self._child is not None else None

    def _ask(self, request: Request) -> bytes:
        if not request.path.is_file():
            raise InputMissing(f"There is no file {request.path}.", hint="Check the name.")
        with self._lock:
            child = self._running()
            answer = child.ask(request, self.limits)
            if child.is_spent(self.limits):
                self._stop()
        return answer

    def _running(self) -> _Child:
        if self._child is None or self._child.process.poll() is not None:
            self._stop()
            self._child = _Child()
        return self._child

    def _stop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None


class PdfPool:
    """A fixed number of readers for as many threads; `reader()` lends one out and waits where all are lent."""

    def __init__(self, count: int, limits: PdfLimits = PdfLimits()) -> None:  # noqa: B008
        self._readers = [PdfReader(limits) for _ in range(max(1, count))]
        self._free: queue.SimpleQueue[PdfReader] = queue.SimpleQueue()
        for reader in self._readers:
            self._free.put(reader)

    @property
    def fingerprint(self) -> str:
        """The reader's version, and `ocr` where images can be read: when it changes, what is unread is tried again."""
        return f"{READER} ocr" if tesseract.found() else READER

    @contextmanager
    def reader(self) -> Iterator[PdfReader]:
        """A reader that nobody else uses until the block ends."""
        reader = self._free.get()
        try:
            yield reader
        finally:
            self._free.put(reader)

    def read(self, path: Path, *, digest: str) -> Document:
        """As `PdfReader.read`, by whichever reader is free."""
        with self.reader() as reader:
            return reader.read(path, digest=digest)

    def draw(self, path: Path, *, page: int, dots: int) -> bytes:
        """As `PdfReader.draw`, by whichever reader is free."""
        with self.reader() as reader:
            return reader.draw(path, page=page, dots=dots)

    def close(self) -> None:
        """End all child processes."""
        for reader in self._readers:
            reader.close()

    def __enter__(self) -> PdfPool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class _Child:
    """The running process, with what it printed last for the log."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.sources.pdf.child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=_environment(),
        )
        self.papers = 0
        self.talk: deque[str] = deque(maxlen=20)
        self._drain = threading.Thread(target=self._listen, daemon=True)
        self._drain.start()

    def ask(self, request: Request, limits: PdfLimits) -> bytes:
        """The child's answer, or one byte that says why there is none: `T` timeout, `C` crash, `M` memory."""
        answers: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        worker = threading.Thread(target=self._exchange, args=(request.as_json(), answers), daemon=True)
        worker.start()
        left = limits.seconds + (_START_SECONDS if not self.papers else 0)
        self.papers += 1
        while left > 0:
            step = min(_WATCH_SECONDS, left)
            with suppress(queue.Empty):
                answer = answers.get(timeout=step)
                if answer == RECOGNISING:
                    left += limits.ocr_seconds
                    continue
                worker.join(timeout=1)
                if answer:
                    return answer
                self.stop()
                return b"C"
            left -= step
            if _resident(self.process.pid) > limits.memory * 1024 * 1024:
                self.stop()
                return OUT_OF_MEMORY
        self.stop()
        return b"T"

    def is_spent(self, limits: PdfLimits) -> bool:
        """Whether a fresh process should take over."""
        if self.process.poll() is not None or self.papers >= limits.papers:
            return True
        return _resident(self.process.pid) > limits.memory * 1024 * 1024 // 2

    def stop(self) -> None:
        """End the process and let go of its pipes."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        self._drain.join(timeout=2)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            with suppress(OSError):
                cast("IO[bytes]", stream).close()

    def _exchange(self, content: bytes, answers: queue.SimpleQueue[bytes | None]) -> None:
        try:
            send(cast("BinaryIO", self.process.stdin), content)
            while (answer := receive(cast("BinaryIO", self.process.stdout))) == RECOGNISING:
                answers.put(answer)
            answers.put(answer)
        except (OSError, ValueError):
            answers.put(None)

    def _listen(self) -> None:
        with suppress(OSError, ValueError):
            for line in cast("IO[bytes]", self.process.stderr):
                self.talk.append(line.decode("utf-8", "replace").rstrip())


def _environment() -> dict[str, str]:
    """The child's environment: ours, with this package on its path and nothing written to disk."""
    root = str(Path(__file__).resolve().parents[3])
    paths = [root, *(path for path in os.environ.get("PYTHONPATH", "").split(os.pathsep) if path)]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(paths), "PYTHONIOENCODING": "utf-8"}


def _resident(process_id: int) -> int:
    """Resident memory in bytes; 0 where the system does not say."""
    try:
        fields = Path(f"/proc/{process_id}/statm").read_text().split()
        return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, IndexError):
        return _resident_by_ps(process_id)


def _resident_by_ps(process_id: int) -> int:
    """The same from `ps`, for systems without /proc."""
    if not shutil.which("ps"):
        return 0
    done = subprocess.run(["ps", "-o", "rss=", "-p", str(process_id)], capture_output=True, text=True, check=False)
    return int(done.stdout) * 1024 if done.stdout.strip().isdecimal() else 0


def _refused(answer: bytes, name: str, limits: PdfLimits) -> UnreadableSource:
    """Why there is no Document and no picture, in words."""
    kind, content = answer[:1], answer[1:]
    if kind == OUT_OF_MEMORY:
        return UnreadableSource(
            "too_large",
            f"Reading {name} needs more than {limits.memory} MiB of memory.",
            hint="Use a smaller version of the file, or raise the memory limit in the settings.",
        )
    if kind == b"T":
        return UnreadableSource(
            "timeout",
            f"{name} could not be read within {limits.seconds:g} seconds.",
            hint="Use another version of the file, or raise the time limit in the settings.",
        )
    if kind == b"C":
        return UnreadableSource(
            "crashed",
            f"The PDF library crashed on {name}.",
            hint="Use another version of the file, or add the paper's XML; the other papers are not affected.",
        )
    values = json.loads(content)
    return UnreadableSource(values["reason"], values["message"], hint=values["hint"])
