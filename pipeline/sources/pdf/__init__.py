"""Papers as PDF files. The only room that imports PyMuPDF, and only in its child process.

`reader` runs the child, `child` answers; in the child, `build` tells the whole way from the open file to a Document.
"""

from __future__ import annotations

from pipeline.sources.pdf.limits import PdfLimits
from pipeline.sources.pdf.reader import PdfPool, PdfReader
from pipeline.sources.pdf.version import READER

__all__ = ["READER", "PdfLimits", "PdfPool", "PdfReader"]
