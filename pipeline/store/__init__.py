"""The ledger of papers and paid calls, on SQLite or PostgreSQL, and the shelf of documents."""

from __future__ import annotations

from pipeline.store.documents import DocumentShelf
from pipeline.store.leases import this_process
from pipeline.store.ledger import Ledger

__all__ = ["DocumentShelf", "Ledger", "this_process"]
