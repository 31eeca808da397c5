"""Databases for one run each: copies of one that has the bodies and their offices, no project."""

import shutil
import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import psycopg

_number = count(1)


class Database(ABC):
    """One of the two databases; `base` is the address of what is copied."""

    name: str
    base: str

    @contextmanager
    def fresh(self) -> Iterator[str]:
        """Yield the address of a new copy, and remove it afterwards."""
        copy = f"run{next(_number)}"
        address = self.make(copy)
        try:
            yield address
        finally:
            self.remove(copy)

    @abstractmethod
    def make(self, copy: str) -> str:
        """Make a copy and return its address."""

    @abstractmethod
    def remove(self, copy: str) -> None:
        """Remove a copy."""


class PostgreSQL(Database):
    """Copies made by the server, from a database called registry."""

    name = "PostgreSQL"

    def __init__(self, address: str) -> None:
        self.base = address
        self._server = address.rpartition("/")[0]

    def make(self, copy: str) -> str:
        """Make a copy and return its address."""
        self._run(f"CREATE DATABASE {copy} TEMPLATE registry")
        return f"{self._server}/{copy}"

    def remove(self, copy: str) -> None:
        """Remove a copy."""
        self._run(f"DROP DATABASE {copy} WITH (FORCE)")

    def _run(self, sql: str) -> None:
        with psycopg.connect(f"{self._server}/postgres", autocommit=True) as connection:
            connection.execute(sql)


class SQLite(Database):
    """Copies of a file."""

    name = "SQLite"

    def __init__(self, home: Path) -> None:
        self._home = home
        self.base = f"sqlite:///{home / 'base.sqlite3'}"

    def make(self, copy: str) -> str:
        """Make a copy and return its address."""
        # What was written last may still be in the journal beside the file.
        with sqlite3.connect(self._home / "base.sqlite3") as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy(self._home / "base.sqlite3", self._home / f"{copy}.sqlite3")
        return f"sqlite:///{self._home / copy}.sqlite3"

    def remove(self, copy: str) -> None:
        """Remove a copy and its journal."""
        for path in self._home.glob(f"{copy}.sqlite3*"):
            path.unlink()
