"""The registry of the IT projects of Korean local governments.

The map, bottom up; a module imports only what stands below it (pyproject.toml enforces it):

- ``notation``    how Korean government paper writes amounts, periods, places, names; no Django
- ``sheets``      a spreadsheet as it arrives, before anyone believes it; no Django
- ``version``     which version of the code this is, for what is kept
- ``language``    in which language a page is being written: how it says amounts and dates
- ``querysets``   the questions, each a chainable word: published(), editable_by(user); the sums
- ``models``      what is kept; one noun a file
- ``resources``   what a clerk may download, column by column
- ``actions``     what can be done, one transaction each
- ``filters``     what a citizen may ask
- ``bitmaps``     the numbers of public pages and clerks' lists: a bit for each project and each
                  answer it gives; the flags: what needs a look
- ``facets``, ``statistics``, ``forms``, ``templatetags``   what the doors share
- ``views``, ``admin``, ``management``      the doors: citizens, clerks, the command line
- ``urls``        the addresses of the public site
"""
