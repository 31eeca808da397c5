"""Fixtures used all over the tests: which database, and a browser that watches itself."""

import gc
import os
import shutil
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, sync_playwright

from tests.reference import load, set_aside

# Else Python looks through all of Django after 700 new objects: a sixth of the tests' time.
gc.set_threshold(200_000, 50, 100)

QUIET = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HERE = {"localhost", "127.0.0.1", "[::1]"}
# A violation of the Content-Security-Policy becomes an error on the console, report-only or not.
# Chromium 150 tells of an inline handler only once it is called, so they are looked for.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
    console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
document.addEventListener("DOMContentLoaded", () => {
    for (const element of document.querySelectorAll("*"))
        for (const name of element.getAttributeNames())
            if (name.startsWith("on")) console.error(`CSP: inline ${name}`);
});
"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that open a browser, and among them the journeys from end to end."""
    for item in items:
        if item.path.parent.name == "journeys":
            item.add_marker(pytest.mark.journey)
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.browser)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Say how far the walks went over the pages, in words that each of them left behind."""
    passed = terminalreporter.stats.get("passed", [])
    for report in passed:
        for name, said in report.user_properties:
            if name == "walked":
                terminalreporter.write_line(f"walked: {said}")


@pytest.fixture(scope="session")
def reference(django_db_setup, django_db_blocker):
    """Have the fixtures of the registry ready to be copied, outside of any test's transaction."""
    with django_db_blocker.unblock():
        set_aside()


@pytest.fixture
def municipalities(reference, db):
    """Have every local government in the database."""
    load("municipalities")


@pytest.fixture
def article(reference, db):
    """Have every local government and the article of 2013 in the database."""
    load("municipalities", "article_2013")


@pytest.fixture
def only_postgresql(db):
    """Leave a test to the run on PostgreSQL."""
    if connection.vendor != "postgresql":
        pytest.skip("only PostgreSQL can do this")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Open Debian's Chromium once.

    While it is open, its event loop counts as running in the thread of the tests, and Django would
    refuse the database there; hence the variable, set for no longer than that.
    """
    program = shutil.which("chromium")
    if program is None:
        _leave_out("no Chromium on this machine (on Debian: apt install chromium fonts-nanum)")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        browser = playwright.chromium.launch(executable_path=program, args=[*QUIET])
        yield browser
        browser.close()


@pytest.fixture
def faults() -> list[str]:
    """Return what went wrong on the page so far; a test that expects a fault clears it."""
    return []


@pytest.fixture
def page(live_server, browser, faults) -> Iterator[Page]:
    """Open an empty page of the running site; any fault on it by the end fails the test."""
    context = browser.new_context(base_url=live_server.url, locale="ko-KR")
    context.add_init_script(REPORT_VIOLATIONS)
    page = context.new_page()
    watch(page, faults)
    yield page
    page.wait_for_timeout(0)  # what the browser still has to say
    context.close()
    assert not faults, "\n".join(faults)


def watch(page: Page, faults: list[str]) -> None:
    """Write down what a page complains of, and whom it turns to outside this machine."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error":
            faults.append(f"console: {message.text} ({message.location.get('url', '')})")

    def on_request(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https", "ws", "wss"} and address.hostname not in HERE:
            faults.append(f"leaves this machine: {request.url}")

    page.on("console", on_console)
    page.on("pageerror", lambda error: faults.append(f"script: {error}"))
    page.on("request", on_request)


def _leave_out(reason: str) -> None:
    if os.environ.get("CI", "").lower() in {"1", "true"}:
        pytest.fail(reason)
    pytest.skip(reason)
