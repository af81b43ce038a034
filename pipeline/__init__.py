"""Papers in, structured plain-language entries out, each sentence tied to the passage it rests on."""

from __future__ import annotations

__version__ = "0.1.0"
