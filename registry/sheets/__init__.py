"""A spreadsheet as it arrives, before anyone believes it. Knows no Django, writes nothing.

Bottom up: ``container`` (bytes → what it really is) and ``child`` (the parser in its own
process) → ``workbook`` (grids of cells) → ``headings`` and ``layout`` (what the columns mean)
→ ``records`` (a row → ``ProjectRecord``, or a ``Problem``) → ``reading.read_workbook``.

Beside them, for the clerk who is asked first: ``outline`` (what is in a file, unbelieved;
``proposing`` guesses its header) → ``meaning`` and ``choosing`` (what a clerk says of it) →
``deciding`` (what is still to be said).
"""
