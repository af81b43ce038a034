"""The command line as a person runs it: a process of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]

__all__ = ["ROOT", "Answer", "atlas", "environment", "start"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[dict[str, Any]]:
        """Standard output as one JSON object a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without settings of ours, so that a test sees defaults."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ATLAS_")}
    return {**plain, "PYTHONPATH": str(ROOT), **(extra or {})}


def start(*words: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.Popen[str]:
    """`atlas WORDS...` under way."""
    return subprocess.Popen(
        [sys.executable, "-m", "pipeline", *map(str, words)],
        cwd=cwd,
        env=environment(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    )


def atlas(*words: str | Path, cwd: Path, env: Mapping[str, str] | None = None) -> Answer:
    """`atlas WORDS...` run to its end."""
    process = start(*words, cwd=cwd, env=env)
    out, err = process.communicate(timeout=280)
    return Answer(process.returncode, out, err)
