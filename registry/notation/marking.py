"""Korean within an English page: marked as such, so that a screen reader changes its voice.

Names and quotations stay Korean in some forty places, within sentences too; a template that
forgets one of them is read out as a row of letters or not at all (WCAG 3.1.2).
"""

import re

_TAG = re.compile(r"(<[^>]*>)")
_PARTS = re.compile(r'<(/?)([a-z0-9]+)(?:[^>]*?\slang="([a-z]+)")?')
_VOID = frozenset({"br", "img", "input", "meta", "link", "hr", "wbr", "rect", "path"})
_BARE = frozenset({"option", "textarea", "title", "script", "style"})  # they hold text alone
# From one syllable to another; a word of English, which has small letters, stands between none.
# The name of a place behind the same in Latin letters, Yongin-si (용인시), says nothing more.
_KOREAN = re.compile(
    r'(?<=[a-z] )\([ㄱ-ㆎ가-힣 ]+\)|([ㄱ-ㆎ가-힣](?:[^<>“”‘’"()a-z]*[ㄱ-ㆎ가-힣])?)'
)


def mark_korean(html: str) -> str:
    """Return a part of an English page with all that is Korean in an element that says so.

    >>> mark_korean('<p>경기도, not Seoul (서울특별시) <b>구축</b>')
    '<p><span lang="ko">경기도</span>, not Seoul (서울특별시) <b><span lang="ko">구축</span></b>'
    >>> mark_korean('<h1 lang="ko">DB 구축 <i lang="en">(구축)</i></h1><br>')
    '<h1 lang="ko">DB 구축 <i lang="en">(<span lang="ko">구축</span>)</i></h1><br>'
    """
    within: list[tuple[str, str]] = [("", "en")]
    written = []
    for part in _TAG.split(html):
        if tag := _PARTS.match(part):
            _enter(within, *tag.groups())
        elif within[-1][1] == "en":
            part = _KOREAN.sub(_marked, part)
        written.append(part)
    return "".join(written)


def _marked(found: re.Match[str]) -> str:
    return f'<span lang="ko">{found[1]}</span>' if found[1] else found[0]


def _enter(within: list[tuple[str, str]], closes: str, name: str, language: str | None) -> None:
    """Keep to what element a tag opens or closes, and to its language."""
    if closes:
        while len(within) > 1 and within.pop()[0] != name:
            continue
    elif name not in _VOID:
        within.append((name, "" if name in _BARE else language or within[-1][1]))
