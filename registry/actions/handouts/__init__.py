"""What a clerk takes along to work on in a spreadsheet program, and brings back.

Bottom up: ``paper`` (cells, and that none runs) → ``accepted`` (what may be chosen), ``findings``
(what is wrong with a file) → ``outline`` (the sheets of that file), ``listing`` → ``returning``.
Beside them ``guide`` (what to write in a column) → ``forms``.
Which sheets and which column of these the reader passes over, ``sheets.handout`` says.
"""

from registry.actions.handouts.forms import FORM_UNITS, FormOrder, blank_form, filled_form
from registry.actions.handouts.returning import return_workbook

__all__ = ["FORM_UNITS", "FormOrder", "blank_form", "filled_form", "return_workbook"]
