"""통계: the list's own selection by region, year, type and time; each row is a list of its own.

``groups`` (a selection parted by one column, nothing twice) → ``regions``, ``funding``, ``years``,
``largest``, ``shares``, ``schedule`` and ``conditions``: one table each, with a finding in one
sentence and the same rows for a CSV file. ``peers`` sets one body beside its kind, ``standing``
its share of its budget beside theirs.
"""

from registry.statistics.conditions import ConditionTable
from registry.statistics.funding import FundingTable
from registry.statistics.groups import Group, groups
from registry.statistics.largest import LargestTable
from registry.statistics.peers import Peers, peers_of
from registry.statistics.regions import RegionTable
from registry.statistics.schedule import ScheduleTable
from registry.statistics.shares import ShareTable
from registry.statistics.standing import Standing, standing_of
from registry.statistics.table import Table
from registry.statistics.years import YearTable

# In the order of the page, by the name in the address.
TABLES: dict[str, type[Table]] = {
    "regions": RegionTable,
    "years": YearTable,
    "largest": LargestTable,
    "share": ShareTable,
    "schedule": ScheduleTable,
    "funding": FundingTable,
    "conditions": ConditionTable,
}

__all__ = [
    "TABLES",
    "Group",
    "Peers",
    "Standing",
    "Table",
    "YearTable",
    "groups",
    "peers_of",
    "standing_of",
]
