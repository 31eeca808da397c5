"""The benchmarks: what an import takes beside its peers and beside the database's own limit.

``__main__`` measures each work in a process of its own (``work``) on data of its own
(``databases``, ``data``); the peers are in ``peers``, the limit in ``limits``, what has to be
equal before anything is timed in ``facts``, and what counts as met in ``targets``.
docs/performance.md explains the numbers.
"""
