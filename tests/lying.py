"""A PDF whose sign font stores signs as other characters, as the special fonts of some journals do."""

from __future__ import annotations

from pathlib import Path

__all__ = ["lying_page"]

_GLYPH = {
    "=": "equal",
    "±": "plusminus",
    "−": "minus",
    "<": "less",
    ">": "greater",
    "≤": "lessequal",
    "≥": "greaterequal",
}
_GLYPH |= {"+": "plus", "\u201c": "quotedblleft", "Σ": "Sigma", "′": "minute", "⁄": "fraction"}


def lying_page(path: Path, lines: list[str], stored: dict[str, str], *, face: str = "Symbol") -> Path:
    """Write one page of `lines`; the signs in `stored` are drawn in `face` and stored as the characters given there."""
    codes = {sign: 33 + number for number, sign in enumerate(stored)}
    names = " ".join(f"{code} /{_GLYPH[sign]}" for sign, code in codes.items())
    meant = "\n".join(f"<{code:02x}> <{ord(stored[sign]):04x}>" for sign, code in codes.items())
    table = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /Lie def /CMapType 2 def\n"
        "1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{meant}\nendbfchar endcmap end end"
    )
    shown = "".join(f"1 0 0 1 54 {740 - 14 * n} Tm {_shown(line, codes)}\n" for n, line in enumerate(lines))
    content = f"BT\n{shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        (
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 800] /Contents 4 0 R "
            "/Resources << /Font << /T 5 0 R /S 6 0 R >> >> >>"
        ),
        f"<< /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman /Encoding /WinAnsiEncoding >>",
        (
            f"<< /Type /Font /Subtype /Type1 /BaseFont /{face} "
            f"/Encoding << /Type /Encoding /Differences [{names}] >> /ToUnicode 7 0 R >>"
        ),
        f"<< /Length {len(table)} >>\nstream\n{table}\nendstream",
    ]
    body = b"%PDF-1.4\n"
    places = []
    for number, item in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{item}\nendobj\n".encode("latin-1")
    rows = "".join(f"{place:010d} 00000 n \n" for place in places)
    start = len(body)
    body += f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{rows}".encode("latin-1")
    body += f"trailer << /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode("latin-1")
    path.write_bytes(body)
    return path


def _shown(line: str, codes: dict[str, int]) -> str:
    """The operators that show one line, each sign in the sign font."""
    parts: list[str] = []
    run = ""
    for character in [*line, ""]:
        if character and character not in codes:
            run += character
            continue
        if run:
            escaped = run.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
            parts.append(f"/T 10 Tf ({escaped}) Tj")
            run = ""
        if character:
            parts.append(f"/S 10 Tf <{codes[character]:02x}> Tj")
    return " ".join(parts)
