"""What a citizen may ask: one definition for the page, its counts, its sums and its downloads."""

from registry.filters.address import Address
from registry.filters.projects import ProjectFilter

__all__ = ["Address", "ProjectFilter"]
