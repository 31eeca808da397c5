"""What is kept; one noun a file."""

from registry.models.batch import ColumnMapping, DuplicateDecision, ImportBatch, ImportRow
from registry.models.budget import AnnualBudget
from registry.models.correction import CorrectionRequest
from registry.models.department import Department
from registry.models.descent import Descent
from registry.models.funding import FundingSource
from registry.models.lock import PeriodLock
from registry.models.membership import Membership
from registry.models.municipality import Municipality
from registry.models.number import NumberCounter
from registry.models.participation import Participation, Phase
from registry.models.project import Project
from registry.models.saved_filter import SavedFilter
from registry.models.source import Citation, Source
from registry.models.user import User

__all__ = [
    "AnnualBudget",
    "Citation",
    "ColumnMapping",
    "CorrectionRequest",
    "Department",
    "Descent",
    "DuplicateDecision",
    "FundingSource",
    "ImportBatch",
    "ImportRow",
    "Membership",
    "Municipality",
    "NumberCounter",
    "Participation",
    "PeriodLock",
    "Phase",
    "Project",
    "SavedFilter",
    "Source",
    "User",
]
