"""From an approved draft to what readers get. The only maker of an Entry. Pure; the desk writes the files."""

from __future__ import annotations

from pipeline.publishing.making import make_entry
from pipeline.publishing.page import entry_page, moved_page, withdrawn_page

__all__ = ["entry_page", "make_entry", "moved_page", "withdrawn_page"]
