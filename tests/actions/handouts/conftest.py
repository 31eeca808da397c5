"""The register of bodies, as the tests of sheets have it."""

from tests.sheets.conftest import register

__all__ = ["register"]
