"""The questions, each a chainable word that a clerk would understand."""

from registry.querysets.completeness import FACTS
from registry.querysets.lock import PeriodLockQuerySet
from registry.querysets.money import TotalSum, YearSum
from registry.querysets.municipality import DescentQuerySet, MunicipalityQuerySet
from registry.querysets.project import FundingSourceQuerySet, ProjectChildQuerySet, ProjectQuerySet
from registry.querysets.record import (
    AnnualBudgetQuerySet,
    CitationQuerySet,
    ColumnMappingQuerySet,
    CorrectionRequestQuerySet,
    DepartmentQuerySet,
    DuplicateDecisionQuerySet,
    ImportBatchQuerySet,
    ImportRowQuerySet,
    MembershipQuerySet,
    SavedFilterQuerySet,
    SourceQuerySet,
)
from registry.querysets.sums import sums_differ

__all__ = [
    "FACTS",
    "AnnualBudgetQuerySet",
    "CitationQuerySet",
    "ColumnMappingQuerySet",
    "CorrectionRequestQuerySet",
    "DepartmentQuerySet",
    "DescentQuerySet",
    "DuplicateDecisionQuerySet",
    "FundingSourceQuerySet",
    "ImportBatchQuerySet",
    "ImportRowQuerySet",
    "MembershipQuerySet",
    "MunicipalityQuerySet",
    "PeriodLockQuerySet",
    "ProjectChildQuerySet",
    "ProjectQuerySet",
    "SavedFilterQuerySet",
    "SourceQuerySet",
    "TotalSum",
    "YearSum",
    "sums_differ",
]
