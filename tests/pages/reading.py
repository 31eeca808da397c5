"""A page as its tests read it: its text, and what every page promises."""

import re
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise

from django.http import HttpResponse

_NAMED = {"input", "select", "textarea"}
_SCRIPTED = re.compile("on[a-z]+").fullmatch
_ALONE = {"meta", "link", "input", "br", "hr", "img", "wbr"}
_BLOCKS = {"td", "th", "dt", "dd", "li", "p", "h1", "h2", "h3", "figcaption"}


class Page(HTMLParser):
    """What stands on a page."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.html = response.content.decode()
        self.texts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inside_label = 0
        self.unlabelled: list[dict[str, str | None]] = []
        self.inside: list[str] = []
        self.unpaired: list[str] = []
        self.feed(self.html)

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        self.texts.append(" " if tag in _BLOCKS else "")
        self.tags.append((tag, attributes))
        self.inside += [tag] * (tag not in _ALONE)
        self.inside_label += tag == "label"
        if tag in _NAMED and not self.inside_label and not self._has_label(attributes):
            self.unlabelled.append(attributes)

    def handle_endtag(self, tag):
        self.inside_label -= tag == "label"
        if tag not in _ALONE and (not self.inside or self.inside.pop() != tag):
            self.unpaired.append(tag)

    def handle_data(self, data):
        self.texts.append(data)

    def _has_label(self, attributes):
        if attributes.get("type") == "hidden":  # nobody sees it
            return True
        return f'for="{attributes.get("id")}"' in self.html

    def _described_by(self):
        """Yield the id of everything that something else on the page is named or told by."""
        for _tag, attributes in self.tags:
            for name in ("aria-describedby", "aria-labelledby", "for", "form"):
                yield from (attributes.get(name) or "").split()

    @property
    def text(self) -> str:
        """Return what a reader reads, in one line."""
        return re.sub(r"\s+", " ", "".join(self.texts))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of each element of a kind."""
        return [attributes for name, attributes in self.tags if name == tag]

    def keeps_the_promises(self) -> bool:
        """Check what every page promises."""
        ids = Counter(attributes["id"] for _tag, attributes in self.tags if "id" in attributes)
        assert 'lang="ko"' in self.html
        assert len(self.all("h1")) == 1
        assert len(self.all("main")) == len(self.all("title")) == 1
        assert [one for one, times in ids.items() if times > 1] == []
        assert self.unpaired == self.inside == []
        assert set(self._described_by()) <= ids.keys()
        assert self.unlabelled == []
        assert len(self.all("caption")) == len(self.all("table"))
        assert [cell for cell in self.all("th") if "scope" not in cell] == []
        assert self.all("script") == self.all("style") == []
        assert [tag for tag, attributes in self.tags if "style" in attributes] == []
        assert not [tag for tag, attributes in self.tags if any(map(_SCRIPTED, attributes))]
        levels = [int(tag[1]) for tag, _attributes in self.tags if re.fullmatch("h[1-6]", tag)]
        assert [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1] == []
        assert not re.search(r"(href|src)=\"(https?:)?//(?!testserver)", self.html)
        return True

    def names_its_place(self, *, at_home: bool) -> bool:
        """Check that a page has one address, unless it is to be found by nobody, and a place."""
        canonical = [link for link in self.all("link") if link.get("rel") == "canonical"]
        hidden = {"name": "robots", "content": "noindex"} in self.all("meta")
        places = [nav for nav in self.all("nav") if nav.get("aria-label") == "현재 위치"]
        here = [item for item in self.all("li") if item.get("aria-current") == "page"]
        assert len(canonical) == (0 if hidden else 1)
        assert len(places) == len(here) == (0 if at_home else 1)
        return True
