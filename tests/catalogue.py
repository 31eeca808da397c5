"""The English catalogue: ``python -m tests.catalogue`` brings it in step with what is marked.

It looks through what the public site is made of, keeps the translations there are, leaves empty
what is new, drops what is gone, and compiles the file that Django reads. It needs no gettext on
the machine. A test (tests/test_english.py) fails until every entry is filled and compiled.
"""

import ast
import os
import struct
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "locale/en/LC_MESSAGES/django.po"
MO = PO.with_suffix(".mo")
OURS = ROOT / "locale/ko/LC_MESSAGES/django.po"  # in place of Django's own Korean
HEADER = (
    "Language: en\nMIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\n"
    "Content-Transfer-Encoding: 8bit\nPlural-Forms: nplurals=2; plural=(n != 1);\n"
)
TEMPLATES = ("*.html", "registry/**/*.html")
MODULES = (
    *("config/settings.py", "registry/notation/codes.py"),
    *("registry/actions/correcting.py", "registry/actions/similar.py"),
    *("registry/facets/*.py", "registry/filters/*.py", "registry/statistics/*.py"),
    *("registry/templatetags/*.py", "registry/views/*.py"),
)
MARKS = {"_", "gettext", "gettext_lazy", "gettext_noop", "ngettext"}


class Message(NamedTuple):
    """What is to be translated: the Korean, its plural if it has one, and which sense is meant."""

    text: str
    plural: str = ""
    context: str = ""


Catalogue = dict[Message, list[str]]


def marked() -> dict[Message, set[str]]:
    """Return every message of the public site, and the files in which it stands."""
    found: dict[Message, set[str]] = {}
    for place, message in [*_in_templates(), *_in_modules()]:
        found.setdefault(message, set()).add(place)
    return found


def _in_templates() -> Iterator[tuple[str, Message]]:
    from django.template import engines
    from django.templatetags.i18n import BlockTranslateNode, TranslateNode

    folder = ROOT / "templates"
    for path in sorted(path for pattern in TEMPLATES for path in folder.glob(pattern)):
        nodes = engines["django"].from_string(path.read_text()).template.nodelist
        place = str(path.relative_to(ROOT))
        for node in nodes.get_nodes_by_type(TranslateNode):
            text = node.filter_expression.var.literal.replace("%", "%%")  # as Django asks for it
            yield place, Message(text, "", _context(node))
        for node in nodes.get_nodes_by_type(BlockTranslateNode):
            yield place, Message(node.render_token_list(node.singular)[0], "", _context(node))


def _context(node: object) -> str:
    context = getattr(node, "message_context", None)
    return context.var if context else ""


def _in_modules() -> Iterator[tuple[str, Message]]:
    for path in sorted(path for pattern in MODULES for path in ROOT.glob(pattern)):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in MARKS:
                said = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
                if said:
                    plural = said[1] if call.func.id == "ngettext" else ""
                    yield str(path.relative_to(ROOT)), Message(said[0], plural)


def read_po(text: str) -> tuple[Catalogue, list[str]]:
    """Return the entries of a catalogue, and the flags that stand anywhere in it."""
    found: Catalogue = {}
    flags: list[str] = []
    for block in text.split("\n\n"):
        parts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#,"):
                flags += [flag.strip() for flag in line[2:].split(",")]
            elif line.startswith("msg"):
                key, said = line.split(" ", 1)
                parts[key] = ast.literal_eval(said)
            elif line.startswith('"'):
                parts[key] += ast.literal_eval(line)
        if parts:
            message = Message(
                parts["msgid"], parts.get("msgid_plural", ""), parts.get("msgctxt", "")
            )
            found[message] = [said for key, said in parts.items() if key.startswith("msgstr")]
    return found, flags


def write_po(entries: Catalogue, places: dict[Message, set[str]]) -> str:
    """Return a catalogue as translators' programs read it, in the order of the places."""
    blocks = [f'msgid ""\nmsgstr ""\n{_quoted_lines(HEADER)}']
    for message in sorted(places, key=lambda message: (min(places[message]), message)):
        blocks.append("\n".join(_lines(message, entries.get(message, []), places[message])))
    return "\n\n".join(blocks) + "\n"


def _lines(message: Message, said: list[str], places: set[str]) -> Iterator[str]:
    yield from (f"#: {place}" for place in sorted(places))
    if message.context:
        yield f"msgctxt {_quoted(message.context)}"
    yield f"msgid {_quoted(message.text)}"
    if message.plural:
        yield f"msgid_plural {_quoted(message.plural)}"
        yield from (f"msgstr[{n}] {_quoted(one)}" for n, one in enumerate(said or ["", ""]))
    else:
        yield f"msgstr {_quoted(said[0] if said else '')}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _quoted_lines(text: str) -> str:
    return "\n".join(_quoted(line) for line in text.splitlines(keepends=True))


def compiled(entries: Catalogue) -> bytes:
    """Return a catalogue as Django reads it (the .mo format of gettext); empty ones left out."""
    pairs = {_key(message): "\0".join(said) for message, said in entries.items() if all(said)}
    texts = sorted((key.encode(), said.encode()) for key, said in pairs.items())
    count, start = len(texts), 28
    body, tables = b"", [b"", b""]
    for column in (0, 1):
        for pair in texts:
            place = start + 16 * count + len(body)
            tables[column] += struct.pack("<II", len(pair[column]), place)
            body += pair[column] + b"\0"
    head = struct.pack("<7I", 0x950412DE, 0, count, start, start + 8 * count, 0, 0)
    return head + tables[0] + tables[1] + body


def _key(message: Message) -> str:
    context = f"{message.context}\x04" if message.context else ""
    return context + "\0".join(filter(None, message[:2]))


def main() -> None:
    """Bring the catalogue in step, and compile it."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings_test")
    django.setup()
    PO.parent.mkdir(parents=True, exist_ok=True)
    held, _flags = read_po(PO.read_text()) if PO.exists() else ({}, [])
    PO.write_text(write_po(held, marked()))
    for path in (PO, OURS):
        path.with_suffix(".mo").write_bytes(compiled(read_po(path.read_text())[0]))


if __name__ == "__main__":
    main()
