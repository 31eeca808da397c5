"""A browser that looks at one state of the public site after the other, each in several ways."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from django.test.signals import template_rendered
from playwright.sync_api import Page, Request

TEMPLATES = Path("templates")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = """tags => axe.run(document, {runOnly: tags, resultTypes: ["violations"]}).then(
    found => found.violations.map(
        one => one.id + ": " + one.nodes.map(node => node.target.join(" ")).join(", ")))"""
OPEN_ALL = "for (const one of document.querySelectorAll('details')) one.open = true"
# The years and regions to choose from were once written as small as the months of a chart.
TINY = """() => [...document.querySelectorAll("body :not(svg *)")].filter(one =>
    [...one.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim())
    && parseFloat(getComputedStyle(one).fontSize) < 14).map(one => one.outerHTML.slice(0, 80))"""
# A finger's width, 44 px; a link in a table or a sentence has 24, which axe counts with its room.
NARROW = """() => [...document.querySelectorAll("a, button, summary, select, textarea, input")]
    .filter(one => {
        const at = one.matches("[type=checkbox], [type=radio]") ? one.labels[0] : one;
        return one.checkVisibility() && getComputedStyle(one).display !== "inline"
            && at.getBoundingClientRect().height < (one.closest("table") ? 23.9 : 43.9);
    }).map(one => one.outerHTML.slice(0, 80))"""
# `English` once stood beside the name of the site and came last for who goes by the keyboard.
LEAPS = """() => [...document.querySelectorAll("header.top a")].filter((one, n, all) => {
    const [before, here] = [all[Math.max(n - 1, 0)], one].map(at => at.getBoundingClientRect());
    return n && here.top < before.bottom - 1 && here.left < before.right;
}).map(one => one.textContent)"""
WAYS = [
    (360, {"color_scheme": "light", "forced_colors": "none"}),
    (1280, {"color_scheme": "dark", "forced_colors": "none"}),
]
FORCED = (1280, {"color_scheme": "light", "forced_colors": "active"})
# 320 is also 1280 magnified to 400 %; the others lie on both sides of where the layout changes.
WIDTHS = (320, 640, 768, 900, 1024, 1152, 1280)


class Walk:
    """What a browser has looked at so far, and what it still sees of each page."""

    def __init__(self, page: Page, faults: list[str]) -> None:
        self.page, self.faults = page, faults
        self.seen: list[str] = []
        self.templates: set[str] = set()  # of all pages so far
        self.known: set[str] = set()  # of the pages that were looked at with the colours forced
        self.fetched: list[str] = []
        self.differing: set[str] = set()  # states that look unlike the first of their template
        self.rules = (files("axe_playwright_python") / "axe.min.js").read_text()
        page.on("request", self._note)

    def open(self, address: str, *, status: int = 200) -> None:
        """Open an address, look at its page, and find that it was two requests."""
        self.fetched.clear()
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == status, address
        assert len(self.fetched) <= 2, self.fetched
        self.look(address, status=status)

    def look(self, state: str, *, status: int = 200) -> None:
        """Find nothing that breaks a rule, and nothing that is wider than the window."""
        self.page.wait_for_load_state()  # after a click its styles may still be on the way
        assert status < 400 or self.page.locator("main :is(a, form)").count(), (
            f"{state}: no way on"
        )
        self.page.evaluate(OPEN_ALL)
        self.page.set_viewport_size({"width": 360, "height": 800})
        assert [*self.page.evaluate(TINY), *self.page.evaluate(NARROW)] == [], state
        new = self.templates - self.known
        self._fits(state)
        self.page.evaluate(self.rules)
        for width, media in [*WAYS, FORCED] if new or state in self.differing else WAYS:
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.emulate_media(**media)
            assert self.page.evaluate(LEAPS) == [], (state, width)
            assert self.page.evaluate(AXE, TAGS) == [], (state, width, media)
        if status >= 400:  # the browser complains of it, as it should
            self.faults[:] = [fault for fault in self.faults if f" {status} " not in fault]
        self.known |= new
        self.seen.append(state)

    def _fits(self, state: str) -> None:
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 800})
            assert self.page.evaluate("document.documentElement.scrollWidth") <= width, (
                state,
                width,
            )

    def _note(self, request: Request) -> None:
        if request.resource_type != "other" and not request.redirected_from:
            self.fetched.append(request.url)


@contextmanager
def templates_used(walk: Walk) -> Iterator[None]:
    """Let a walk know of every template that a page is made of."""

    def note(template, **_more):
        walk.templates.add(template.name)

    template_rendered.connect(note)
    try:
        yield
    finally:
        template_rendered.disconnect(note)


def public_templates() -> set[str]:
    """Return the templates of whole public pages and of the errors."""
    found = {*TEMPLATES.glob("registry/**/*.html"), *TEMPLATES.glob("[45]*.html")}
    return {path.relative_to(TEMPLATES).as_posix() for path in found}
