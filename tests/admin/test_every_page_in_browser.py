"""Every page of the admin in a real browser: accessible, in Korean, and no wider than a tablet."""

import re
from importlib.resources import files

import pytest
from django.conf import settings

from registry.models import ImportBatch
from tests.admin.walk import addresses, list_actions, shared_addresses

AXE = """only => axe.run(document, {runOnly: only, resultTypes: ["violations"]}).then(
    found => found.violations.map(
        one => one.id + ": " + one.nodes.map(node => node.target.join(" ")).join(", ")))"""
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# The rules that a page may keep in one look and break in the other.
LOOKING = ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]
# What is not seen on a narrow window: wider than it, cut off, pushed aside, or under something.
HIDDEN = """() => {
    const hidden = [], root = document.documentElement;
    if (root.scrollWidth > innerWidth) hidden.push(`${root.scrollWidth} px wide`);
    for (const one of document.querySelectorAll("main, main div, main fieldset, main section"))
        if (getComputedStyle(one).overflowX != "visible"
            && one.clientWidth > 1 && one.scrollWidth > one.clientWidth + 1)
            hidden.push(`cut off: ${one.id || one.className}`);
    const title = document.querySelector("main h1"), box = title.getBoundingClientRect();
    const top = document.elementFromPoint(box.left + 4, box.top + 12);
    if (!title.contains(top)) hidden.push(`title under ${top?.className}`);
    return hidden;
}"""
# Colours know nothing of widths, nor widths of colours: half the looks find what all four would.
LOOKS = [("light", 1280, WCAG), ("dark", 768, LOOKING)]
# All that is said, to eyes or to ears, folded or not.
SAID = """() => {
    const said = [document.title];
    for (const one of document.body.querySelectorAll("*:not(script, style, template, noscript)")) {
        for (const name of ["title", "alt", "placeholder", "aria-label"])
            said.push(one.getAttribute(name) || "");
        if (one.matches("input[type=submit], input[type=button]")) said.push(one.value);
        for (const node of one.childNodes) if (node.nodeType == 3) said.push(node.data);
    }
    return said.join("\\n");
}"""
BEGINNING = """() => document.querySelector(".breadcrumbs a")?.textContent ?? "홈" """
CHOOSE = """action => {
    document.querySelector("[name=_selected_action]").checked = true;
    const form = document.getElementById("changelist-form");
    form.querySelector("[name=action]").value = action;
    form.submit();
}"""
SPOIL = """() => document.querySelector("main").insertAdjacentHTML("beforeend",
    '<img src="/static/registry/favicon.svg"><table width="2000"><td>Delete</table>')"""
# Latin letters that Korean offices write too, and after them what the rows of the tests hold.
LATIN = {"CCTV", "CSV", "DB", "ID", "IP", "MB", "URL", "UTF", "csv", "ods", "xls", "xlsx"}
TYPED = {"root", "keeper", "newcomer", "publisher", "reader", "writer", "seoul", "example", "org"}
WORD = re.compile(r"[A-Za-z]{2,}")


@pytest.fixture
def root(cast, theirs, sign_in):
    """Return a client as which the superuser, who began every import, is signed in."""
    ImportBatch.objects.update(user=cast.superuser)
    return sign_in(cast.superuser)


@pytest.fixture
def window(page, root, live_server):
    """Return a page on which the superuser is signed in."""
    cookie = root.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    return page


@pytest.fixture
def look(window, faults):
    """Return a function that says what is wrong with the page in the window."""
    axe = (files("axe_playwright_python") / "axe.min.js").read_text()

    def look(name):
        wrong = [*faults, *set(WORD.findall(window.evaluate(SAID))) - LATIN - TYPED]
        if (begins := window.evaluate(BEGINNING)) != "홈":
            wrong.append(f"begins with {begins}")
        window.evaluate(axe)
        for scheme, width, rules in LOOKS:
            window.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            window.set_viewport_size({"width": width, "height": 900})
            wrong += window.evaluate(AXE, rules)
            wrong += [f"{one} at {width}" for one in window.evaluate(HIDDEN)]
        faults.clear()  # axe itself puts styles on the page, which the policy refuses
        return [f"{name}: {one}" for one in wrong]

    return look


def is_page(answer):
    return answer.status_code == 200 and answer.headers["Content-Type"].startswith("text/html")


def pages(root, theirs):
    """Yield every address of the walk that answers with a page; of projects two are enough."""
    theirs = {**theirs, "project": theirs["project"][:2]}
    everywhere = [address for address, _pk in addresses(theirs)]
    everywhere += shared_addresses(theirs["department"][0].municipality)
    yield from (address for address in everywhere if is_page(root.get(address)))


def questions(root, cast, theirs):
    """Yield every list with every action that asks something before it acts."""
    for address, action in list_actions(cast.superuser):
        selected = [row.pk for row in theirs.get(address.split("/")[3], [])[:1]]
        if selected and is_page(
            root.post(address, {"action": action, "_selected_action": selected})
        ):
            yield address, action


class TestEveryPage:
    def test_is_accessible_and_korean_in_every_look(
        self, root, cast, window, theirs, look, record_property
    ):
        wrong = []
        for address in (walked := list(pages(root, theirs))):
            window.goto(address)
            wrong += look(address)
        for address, action in (asked := list(questions(root, cast, theirs))):
            window.goto(address)
            with window.expect_navigation():
                window.evaluate(CHOOSE, action)
            wrong += look(f"{address} {action}")

        assert wrong == []
        assert len(walked) > 70
        assert len(asked) > 10
        seen = len(walked) + len(asked)
        record_property("walked", f"{seen} admin pages × {len(LOOKS)} looks, axe found nothing")

    def test_would_be_found_out(self, window, look):
        window.goto("/admin/password_change/")
        window.evaluate(SPOIL)

        found = " ".join(look("spoilt"))

        assert "Delete" in found
        assert "image-alt" in found
        assert "px wide at 768" in found
