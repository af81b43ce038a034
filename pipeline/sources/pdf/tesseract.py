"""The Tesseract program: where it is, what it can read, and how to get it. Nothing here needs the PDF library."""

from __future__ import annotations

import shutil
import subprocess

__all__ = ["INSTALL_HINT", "found", "languages"]

INSTALL_HINT = (
    "Install Tesseract (on Debian or Ubuntu: apt install tesseract-ocr) and run the same command again, "
    "or add a version of the paper with a text layer, its XML or its record."
)


def found() -> str | None:
    """The path of the program, or None where it is not installed."""
    return shutil.which("tesseract")


def languages(program: str) -> tuple[str, ...]:
    """The languages that the program has data for; empty where it does not start or has none."""
    try:
        done = subprocess.run(
            [program, "--list-langs"], capture_output=True, text=True, errors="replace", check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return ()
    named = [line.strip() for line in done.stdout.splitlines()[1:]] if done.returncode == 0 else []
    return tuple(name for name in named if name and name != "osd")
