"""One project saved in the admin: its form as a browser has it, sent back with a change."""

from html.parser import HTMLParser
from itertools import count

from bench.asking import Asking, Wrong
from registry.models import Project


class Form(HTMLParser):
    """The boxes of the form of a page that has a box of some name, with what is in them."""

    def __init__(self, html: str, holding: str) -> None:
        super().__init__()
        self.boxes: dict[str, list[str]] = {}
        self._holding, self._is_found = holding, False
        self._select, self._text = "", ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a box in."""
        about = {key: value or "" for key, value in attrs}
        if tag == "form" and not self._is_found:
            self.boxes = {}
        if self._is_found or "disabled" in about:
            return
        if tag == "input" and _is_sent(about):
            self._keep(about["name"], about.get("value", _on(about)))
        if tag == "select":
            self._select = about.get("name", "")
        if tag == "option" and "selected" in about:
            self._keep(self._select, about.get("value", ""))
        if tag == "textarea":
            self._text = about["name"]
            self._keep(self._text, "")

    def handle_data(self, data: str) -> None:
        """Take what is written in a box."""
        if self._text:
            self.boxes[self._text][-1] += data

    def handle_endtag(self, tag: str) -> None:
        """Leave a box."""
        if tag == "textarea":
            self._text = ""
        if tag == "form":
            self._is_found = self._holding in self.boxes

    def _keep(self, name: str, value: str) -> None:
        self.boxes.setdefault(name, []).append(value)


def _is_sent(box: dict[str, str]) -> bool:
    kind = box.get("type", "text")
    chosen = kind not in {"checkbox", "radio"} or "checked" in box
    return "name" in box and chosen and kind not in {"submit", "button", "file"}


def _on(box: dict[str, str]) -> str:
    """Return what a box without a value sends."""
    return "on" if box.get("type") == "checkbox" else ""


class Saving:
    """A draft that is saved again and again, each time with another note."""

    def __init__(self, asking: Asking, draft: Project) -> None:
        self._asking, self._numbers = asking, count(1)
        self._address = f"/admin/registry/project/{draft.pk}/change/"
        self._boxes: dict[str, list[str]] = {}

    def open(self) -> None:
        """Open the form and write something else into it."""
        _status, _headers, body = self._asking.get(self._address)
        self._boxes = Form(body.decode(), holding="change_reason").boxes
        self._boxes["note"] = [f"{next(self._numbers)}번째 메모"]
        self._boxes |= {"_save": ["저장"], "change_reason": ["잰다"]}

    def send(self) -> None:
        """Send it."""
        status, _headers, _body = self._asking.post(self._address, self._boxes)
        if not status.startswith("302"):
            raise Wrong(f"{self._address} was not saved: {status}")
