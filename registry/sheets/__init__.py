"""A spreadsheet as it arrives, before anyone believes it. Knows no Django, writes nothing.

Bottom up: ``container`` (bytes → what it really is) and ``child`` (the parser in its own
process) → ``workbook`` (grids of cells) → ``headings`` and ``layout`` (what the columns mean)
→ ``records`` (a row → ``ProjectRecord``, or a ``Problem``) → ``reading.read_workbook``.
"""
