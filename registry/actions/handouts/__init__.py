"""What a clerk takes along to work on in a spreadsheet program, and brings back.

Bottom up: ``paper`` (cells, and that none runs) → ``accepted`` (what may be chosen), ``findings``
(what is wrong with a file) → ``outline`` (the sheets of that file), ``listing`` → ``returning``.
Which sheets and which column of these the reader passes over, ``sheets.handout`` says.
"""

from registry.actions.handouts.returning import return_workbook

__all__ = ["return_workbook"]
