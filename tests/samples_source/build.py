"""Sets the invented PDF papers of `inputs/` from the manuscripts beside this file.

python -m tests.samples_source.build            # writes inputs/*.pdf
python -m tests.samples_source.build /some/dir  # writes them there
"""

from __future__ import annotations

import sys
from pathlib import Path

from tests.samples_source.hyphenation import load_words
from tests.samples_source.manuscript import load
from tests.samples_source.pages import typeset

__all__ = ["HERE", "built"]

HERE = Path(__file__).resolve().parent


def built() -> dict[str, bytes]:
    """Every PDF sample as bytes, by its file name."""
    words = load_words(HERE / "hyphenation.txt")
    manuscripts = [load(path) for path in sorted(HERE.glob("*.md"))]
    return {manuscript.front.file: typeset(manuscript, words) for manuscript in manuscripts}


def main(folder: Path) -> None:
    """Write the samples into `folder`."""
    for name, content in built().items():
        (folder / name).write_bytes(content)
        print(f"{folder / name}: {len(content)} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE.parents[1] / "inputs")
