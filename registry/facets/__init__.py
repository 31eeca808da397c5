"""The counts beside each answer, the conditions in force, and what dropping one would give."""

from registry.facets.chips import Chip, chips
from registry.facets.counting import Counts, count
from registry.facets.dropping import Dropped, Nothing, Unknown, unknown_words, without_each
from registry.facets.labels import origin_names
from registry.facets.options import Facet, Option, facets, following, own_office

__all__ = [
    "Chip",
    "Counts",
    "Dropped",
    "Facet",
    "Nothing",
    "Option",
    "Unknown",
    "chips",
    "count",
    "facets",
    "following",
    "origin_names",
    "own_office",
    "unknown_words",
    "without_each",
]
