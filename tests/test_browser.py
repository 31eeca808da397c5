"""The watch over the pages itself: it must report what it is there for."""

import pytest

POLICY = {"Content-Security-Policy": "default-src 'none'; script-src 'self'"}


@pytest.fixture
def show(page):
    """Return a function that shows a page under a strict policy."""

    def show(body: str) -> None:
        page.route("**/control", lambda route: route.fulfill(headers=POLICY, body=body))
        page.goto("/control")
        page.wait_for_timeout(200)

    return show


class TestWatch:
    @pytest.mark.parametrize(
        "body",
        [
            '<p style="color: red">빨강</p>',
            "<style>p { color: red }</style>",
            "<script>document.title = 1</script>",
            '<button onclick="alert()">단추</button>',
            '<img src="/elsewhere.png">',
        ],
    )
    def test_reports_what_the_policy_forbids(self, show, faults, body):
        show(f"<!doctype html><title>점검</title>{body}")

        assert any("CSP:" in fault for fault in faults)
        faults.clear()

    def test_reports_a_request_that_leaves_this_machine(self, page, faults):
        page.route("**/*", lambda route: route.fulfill(body="<!doctype html><title>밖</title>"))
        page.goto("https://elsewhere.example/")

        assert faults == ["leaves this machine: https://elsewhere.example/"]
        faults.clear()

    def test_is_silent_on_a_page_that_keeps_the_policy(self, show, faults):
        show("<!doctype html><title>점검</title><p>글</p>")

        assert faults == []
