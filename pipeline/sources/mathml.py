"""A formula on one line: a/b for a fraction, raised and lowered characters for exponents and indices."""

from __future__ import annotations

import re

from lxml import etree

from pipeline.sources.safe_xml import children, local_name
from pipeline.sources.scripts import subscript, superscript
from pipeline.text.regex import regex

__all__ = ["linear"]

_TEX_BODY = regex(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_TEX_NOISE = regex(r"\$+|\\usepackage\{[^}]*\}|\\(?:begin|end|mathrm|text|mathit|left|right|,|;|!|:)(?:\{[a-z*]+\})?")


def linear(node: etree._Element) -> str:
    """The formula's text. TeX source loses its preamble and its commonest commands and is otherwise kept."""
    if local_name(node) == "tex-math":
        source = "".join(str(part) for part in node.itertext())
        body = _TEX_BODY.search(source)
        return " ".join(_TEX_NOISE.sub("", body.group(1) if body else source).split())
    return _of(node)


def _of(node: etree._Element) -> str:
    name = local_name(node)
    parts = [_of(inner) for inner in children(node) if local_name(inner) not in ("annotation", "annotation-xml")]
    if not parts:
        text = " ".join((node.text or "").split())
        return f" {text} " if name == "mo" and text in {"=", "<", ">", "≤", "≥", "±", "×", "≈"} else text
    if name == "mfrac" and len(parts) == 2:
        return "/".join(_grouped(part) for part in parts)
    if name == "msup" and len(parts) == 2:
        return parts[0] + superscript(parts[1])
    if name == "msub" and len(parts) == 2:
        return parts[0] + subscript(parts[1])
    if name == "msubsup" and len(parts) == 3:
        return parts[0] + subscript(parts[1]) + superscript(parts[2])
    if name == "msqrt":
        return f"√({''.join(parts)})"
    if name == "mtr":
        return " ".join(parts)
    return "".join(parts)


def _grouped(part: str) -> str:
    return f"({part.strip()})" if re.search(r"[\s+−-]", part.strip()) else part.strip()
