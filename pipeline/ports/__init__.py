"""The doors of the house: what the workflow needs, said as protocols of a few methods.

The store's narrow faces are here too, so that the workflow is read without knowing a database.
"""

from __future__ import annotations

from pipeline.ports.drafting import Clock, Drafter, LanguageModel, Reader, Verifier
from pipeline.ports.files import Folder, Objects, Originals, Shelf
from pipeline.ports.ledger import Drafts, Faces, Links, Papers, Queue, Runs
from pipeline.ports.paying import Batches, Calls

__all__ = [
    "Batches",
    "Calls",
    "Clock",
    "Drafter",
    "Drafts",
    "Faces",
    "Folder",
    "LanguageModel",
    "Links",
    "Objects",
    "Originals",
    "Papers",
    "Queue",
    "Reader",
    "Runs",
    "Shelf",
    "Verifier",
]
