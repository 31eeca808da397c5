"""The numbers of public pages and clerks' lists: a bit for each project and each answer it gives.

A condition is an AND, a count is a count of bits, a sum is one count for each binary digit of the
amounts: any conditions together cost the same, some milliseconds at 100,000 projects, where the
database reads all of them again for every facet. What is asked and what a sum leaves out is as
``filters`` and ``querysets`` have it; tests hold the two against each other.
"""

from registry.bitmaps.desk import DESK, Desk
from registry.bitmaps.flags import FLAGS, count_flags, flagged
from registry.bitmaps.index import PUBLIC, Index, current
from registry.bitmaps.keys import Flags, bits_of, keys_of
from registry.bitmaps.ordering import keys_in_order
from registry.bitmaps.paging import by_total, in_place
from registry.bitmaps.selecting import (
    by_lineage,
    by_region,
    in_regions,
    joined_by,
    led_by,
    named,
    of_own_office,
    only_joined_by,
    only_joined_in,
    selected,
)
from registry.bitmaps.summing import (
    breakdown,
    outside_larger,
    pairs,
    sum_of_totals,
    sum_of_year,
    twins_of,
)

__all__ = [
    "DESK",
    "FLAGS",
    "PUBLIC",
    "Desk",
    "Flags",
    "Index",
    "bits_of",
    "breakdown",
    "by_lineage",
    "by_region",
    "by_total",
    "count_flags",
    "current",
    "flagged",
    "in_place",
    "in_regions",
    "joined_by",
    "keys_in_order",
    "keys_of",
    "led_by",
    "named",
    "of_own_office",
    "only_joined_by",
    "only_joined_in",
    "outside_larger",
    "pairs",
    "selected",
    "sum_of_totals",
    "sum_of_year",
    "twins_of",
]
