"""What axe finds on a page: whom it keeps out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from axe_playwright_python.base import AXE_SCRIPT

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["violations"]

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
_RUN = "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})"
_BAR = "place => document.querySelector('.bar')?.style.setProperty('position', place, 'important')"


def violations(page: Page) -> list[dict[str, Any]]:
    """The rules of WCAG 2.2 AA that the page breaks, with where.

    The bar at the foot is put at the end of the page meanwhile: what it half covers at one place of scrolling would be
    called too small to touch, on any page that is long enough.
    """
    page.evaluate(AXE_SCRIPT)
    page.evaluate(_BAR, "static")
    try:
        found: list[dict[str, Any]] = page.evaluate(_RUN, WCAG)["violations"]
    finally:
        page.evaluate(_BAR, "")
    return found
