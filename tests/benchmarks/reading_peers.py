"""Who is measured: this reader, plain PyMuPDF text, and the peers that are installed: a path in, text out."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pipeline.sources.pdf.build import read_pdf
from pipeline.sources.pdf.limits import PdfLimits

__all__ = ["OURS", "REFERENCE", "absent", "readers"]

REFERENCE = "pymupdf text"
OURS = "this reader"


def readers(with_peers: bool) -> dict[str, Callable[[Path], str]]:
    """This reader, plain PyMuPDF, and the peers that are installed."""
    found: dict[str, Callable[[Path], str]] = {REFERENCE: _pymupdf, OURS: _ours}
    if with_peers:
        found |= {name: read for name, (module, read) in _peers().items() if importlib.util.find_spec(module)}
        if shutil.which("pdftotext"):
            found["pdftotext"] = _pdftotext
    return found


def _peers() -> dict[str, tuple[str, Callable[[Path], str]]]:
    """The peers that are Python packages: the module that each needs, and how it reads."""
    return {
        "pymupdf4llm": ("pymupdf4llm", _pymupdf4llm),
        "pypdf": ("pypdf", _pypdf),
        "pdfplumber": ("pdfplumber", _pdfplumber),
        "pdfminer.six": ("pdfminer", _pdfminer),
        "pypdfium2": ("pypdfium2", _pypdfium2),
    }


def absent() -> tuple[str, ...]:
    """The peers that are not installed here."""
    here = readers(with_peers=True)
    return tuple(name for name in (*_peers(), "pdftotext") if name not in here)


def _ours(path: Path) -> str:
    return read_pdf(path, "sha256:0", PdfLimits()).text


def _pymupdf(path: Path) -> str:
    module: Any = importlib.import_module("pymupdf")
    with module.open(path) as document:
        return "\n".join(page.get_text() for page in document)


def _pymupdf4llm(path: Path) -> str:
    return str(importlib.import_module("pymupdf4llm").to_markdown(str(path)))


def _pypdf(path: Path) -> str:
    return "\n".join(page.extract_text() for page in importlib.import_module("pypdf").PdfReader(path).pages)


def _pdfplumber(path: Path) -> str:
    with importlib.import_module("pdfplumber").open(path) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def _pdfminer(path: Path) -> str:
    return str(importlib.import_module("pdfminer.high_level").extract_text(str(path)))


def _pypdfium2(path: Path) -> str:
    pdf = importlib.import_module("pypdfium2").PdfDocument(path)
    text = "\n".join(pdf[number].get_textpage().get_text_range() for number in range(len(pdf)))
    pdf.close()
    return text.replace("\r\n", "\n").replace("\ufffe", "-\n")


def _pdftotext(path: Path) -> str:
    done = subprocess.run(["pdftotext", "-q", "-enc", "UTF-8", str(path), "-"], capture_output=True, check=False)
    return done.stdout.decode("utf-8", "replace")
