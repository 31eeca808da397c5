"""A spreadsheet as it arrives, before anyone believes it. Knows no Django, writes nothing.

Bottom up: ``container`` (bytes → what it really is) and ``child`` (the parser in its own
process) → ``workbook`` (grids of cells) → ``heading``, ``column`` and ``layout`` (what the
columns mean, alone and beside each other, and which rows are projects) → ``carrying`` (what a
row takes from above), ``budgets``, ``shares``, ``values``, ``offices`` (what a cell says) →
``table`` (a row → a ``ProjectRecord``, or a ``Problem``) → ``reading.read_workbook``. What we put
into a file that comes back is passed over: ``handout``; which sheets are, and why: ``passing``.

Beside them, for the clerk who is asked first: ``outline`` (what is in a file, unbelieved;
``proposing`` guesses its header) → ``meaning`` and ``choosing`` (what a clerk says of it) →
``deciding`` (what is still to be said).
"""
