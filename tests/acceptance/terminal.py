"""The command line as a person runs it: a process of its own, or for speed this one."""

from __future__ import annotations

import contextlib
import io
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pipeline.cli import main

ROOT = Path(__file__).resolve().parents[2]

__all__ = ["ROOT", "Answer", "atlas", "environment", "here", "start"]


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


def here(*words: str | Path, home: Path) -> Answer:
    """`atlas WORDS... --home HOME` in this process, which saves the second that a new one takes to start."""
    out, err = io.StringIO(), io.StringIO()
    with pytest.MonkeyPatch.context() as patch, contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        patch.setattr(sys, "argv", ["atlas", *map(str, words), "--home", str(home)])
        for name in ("OPENAI_API_KEY", *(name for name in os.environ if name.startswith("ATLAS_"))):
            patch.delenv(name, raising=False)
        with pytest.raises(SystemExit) as left:
            main()
    assert isinstance(left.value.code, int)
    return Answer(left.value.code, out.getvalue(), err.getvalue())
