"""The benchmarks: what we take beside our peers and beside the database's own limit.

``__main__`` measures each work in a process of its own (``work``) on data of its own
(``databases``, ``data``); the peers are in ``peers``, the limit in ``limits``, what has to be
equal before anything is timed in ``facts``, and what counts as met in ``targets``.

``pages`` does the same for lists, files and a save on invented projects: ``lists`` asks us and
the stock page (``peer``) through the whole of Django (``asking``, ``saving``) once both have given
the same ``answers``; ``ideal`` is the least SQL, ``files`` writes the downloads, ``desk`` asks for
every page of the admin.
docs/performance.md explains the numbers.
"""
