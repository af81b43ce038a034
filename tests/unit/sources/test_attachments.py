"""Files that an export names as attached: found in every dialect, and never outside the folder that was given."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.sources.attachments import attached, inside
from pipeline.sources.sniffing import Format

RIS = """TY  - JOUR
TI  - One
L1  - files/12/One 2020.pdf
L2  - files/12/page.html
ER  -

TY  - JOUR
TI  - Two
ER  -

TY  - JOUR
TI  - Three
L1  - internal-pdf://0123/three.pdf
L4  - files/14/three.xml
ER  -
"""


def test_ris_names_files_by_the_place_of_their_record() -> None:
    assert attached(RIS.encode(), Format.RIS) == {
        1: ("files/12/One 2020.pdf",),
        3: ("internal-pdf://0123/three.pdf", "files/14/three.xml"),
    }


@pytest.mark.parametrize(
    ("value", "paths"),
    [
        ("Full Text PDF:files/1/one.pdf:application/pdf", ("files/1/one.pdf",)),
        ("Snapshot:files/1/a.html:text/html;Full Text:files/1/one.pdf:application/pdf", ("files/1/one.pdf",)),
        (":one.pdf:PDF", ("one.pdf",)),
        (r"One\: a title:files/1/One\; two.pdf:application/pdf", ("files/1/One; two.pdf",)),
        (r"PDF:C\:\\papers\\one.pdf:application/pdf", (r"C:\papers\one.pdf",)),
        ("one.pdf", ("one.pdf",)),
        ("", ()),
    ],
)
def test_bibtex_names_files_in_the_manner_of_each_manager(value: str, paths: tuple[str, ...]) -> None:
    text = f"@article{{a,\n title = {{One}},\n file = {{{value}}}\n}}\n"
    assert attached(text.encode(), Format.BIBTEX).get(1, ()) == paths


def test_csl_json_names_files_where_a_manager_adds_them() -> None:
    text = b'[{"title": "One"}, {"title": "Two", "attachments": [{"path": "files/2/two.pdf"}, {"path": 7}, "x"]}]'
    assert attached(text, Format.CSL_JSON) == {2: ("files/2/two.pdf",)}


@pytest.mark.parametrize("kind", [Format.RIS, Format.BIBTEX, Format.CSL_JSON, Format.MEDLINE])
def test_what_cannot_be_read_names_nothing(kind: Format) -> None:
    assert attached(b"\x00{[", kind) == {}


def test_a_path_is_followed_only_into_the_folder(tmp_path: Path) -> None:
    export, secret = tmp_path / "export", tmp_path / "secret.pdf"
    (export / "files").mkdir(parents=True)
    (export / "files/one.pdf").write_bytes(b"x")
    secret.write_bytes(b"x")
    (export / "files/link.pdf").symlink_to(secret)
    one = (export / "files/one.pdf").resolve()
    for named in (
        "files/one.pdf",
        "files\\one.pdf",
        str(one),
        f"file://{one}",
        "files/../files/one.pdf",
        "files/%6Fne.pdf",
    ):
        expected = None if "%" in named else one
        assert inside(named, export, export) == expected, named
    for named in ("../secret.pdf", str(secret), f"file://{secret}", "files/link.pdf", "files", "", "x\0.pdf"):
        assert inside(named, export, export) is None, named
    assert inside("internal-pdf://0123/one.pdf", export, export) is None
    assert inside("https://example.org/one.pdf", export, export) is None
