"""The child process: reads and draws one PDF after another, alone with the PDF library, under a memory limit.

Started as `python -m pipeline.sources.pdf.child`. Requests and answers are frames on standard input and output. It ends
when its input ends, which is also what happens when the parent dies.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from pipeline.errors import UnreadableSource
from pipeline.sources.pdf.frames import receive, send
from pipeline.sources.pdf.limits import PdfLimits

__all__ = ["Request", "main"]

DOCUMENT, PICTURE, UNREADABLE, OUT_OF_MEMORY, RECOGNISING = b"D", b"P", b"U", b"M", b"R"


@dataclass(frozen=True, slots=True)
class Request:
    """What the parent asks for: a path, the digest of its bytes, the limits, and the program that reads images.

    With `page` (1-based) a picture of that page is wanted, `dots` to the inch, and not the Document.
    """

    path: Path
    digest: str
    limits: PdfLimits
    tesseract: str | None = None
    page: int = 0
    dots: int = 0

    def as_json(self) -> bytes:
        """The request as JSON."""
        return json.dumps({**asdict(self), "path": str(self.path)}).encode()

    @classmethod
    def from_json(cls, content: bytes) -> Request:
        """The request that `as_json` wrote."""
        values = json.loads(content)
        return cls(**{**values, "path": Path(values["path"]), "limits": PdfLimits(**values["limits"])})


def main() -> None:
    """Answer requests until the input ends."""
    requests, answers = _own_streams()
    limited = False
    while (content := receive(requests)) is not None:
        request = Request.from_json(content)
        if not limited:
            _limit_memory(request.limits.memory)
            limited = True
        send(answers, _answer(request, lambda: send(answers, RECOGNISING)))


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Streams of our own: whatever the library prints on standard output goes to standard error and breaks no frame."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    return os.fdopen(os.dup(0), "rb"), answers


def _limit_memory(mebibytes: int) -> None:
    try:
        import resource

        limit = mebibytes * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    except (ImportError, ValueError, OSError):
        return  # not enforced here; the parent watches


def _answer(request: Request, recognising: Callable[[], None]) -> bytes:
    """The answer to one request; `recognising` tells the parent that images are being read, which takes time."""
    try:
        from pipeline.sources.pdf.build import read_pdf
        from pipeline.sources.pdf.drawing import draw_page
        from pipeline.sources.pdf.mupdf import mupdf
        from pipeline.sources.pdf.ocr import recognise

        def read_images(document: Any, pages: Any, numbers: Any) -> Any:
            recognising()
            return recognise(document, pages, numbers, request.tesseract or "", request.limits, request.path.name)

        mupdf.TOOLS.mupdf_display_errors(False)
        mupdf.TOOLS.mupdf_display_warnings(False)
        if request.page:
            return PICTURE + draw_page(request.path, request.page, request.dots, request.limits)
        recogniser = read_images if request.tesseract else None
        return DOCUMENT + read_pdf(request.path, request.digest, request.limits, recogniser).as_json()
    except UnreadableSource as error:
        return _refusal(error.reason, error.message, error.hint)
    except MemoryError:
        return OUT_OF_MEMORY
    except Exception as error:
        said = str(error).lower()
        if "alloc" in said and "failed" in said:  # the library's own words for it
            return OUT_OF_MEMORY
        print(f"{type(error).__name__}: {error}", file=sys.stderr)  # noqa: T201
        return _refusal(
            "broken",
            f"{request.path.name} could not be read ({type(error).__name__}).",
            "Download or copy the file again; if that does not help, add the paper's XML.",
        )


def _refusal(reason: str, message: str, hint: str) -> bytes:
    return UNREADABLE + json.dumps({"reason": reason, "message": message, "hint": hint}).encode()


if __name__ == "__main__":
    main()
