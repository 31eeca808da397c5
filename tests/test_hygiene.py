"""What holds for the repository as a whole."""

import re
import subprocess
from pathlib import Path

import pytest
from django.core.management import call_command

ROOT = Path(__file__).resolve().parent.parent
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:work|root|farm)/")
INLINE = re.compile(
    r"""<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*["']|<script\b(?![^>]*\bsrc\s*=)|javascript:""",
    re.IGNORECASE,
)


def our_files() -> list[Path]:
    """Return the files that are or could be committed."""
    git = ["git", "-c", "safe.directory=*", "-C", str(ROOT), "ls-files", "-z"]
    listed = subprocess.run(
        [*git, "--cached", "--others", "--exclude-standard"],
        capture_output=True,
        check=True,
        text=True,
    )
    return [path for name in listed.stdout.split("\0") if (path := ROOT / name).is_file()]


def lines_with(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    """Return where `pattern` stands, as file:line."""
    return [
        f"{path.relative_to(ROOT)}:{number}"
        for path in paths
        for number, line in enumerate(path.read_bytes().decode(errors="ignore").split("\n"), 1)
        if pattern.search(line)
    ]


class TestRepository:
    def test_names_no_path_of_one_machine(self):
        others = [path for path in our_files() if path != Path(__file__)]

        assert lines_with(MACHINE_PATH, others) == []

    def test_holds_no_environment_and_no_database(self):
        names = [str(path.relative_to(ROOT)) for path in our_files()]

        assert not [name for name in names if name.startswith((".venv/", "data/"))]
        assert not [name for name in names if name.endswith((".sqlite3", ".pyc"))]


class TestTemplates:
    def test_have_no_inline_style_and_no_inline_script(self):
        templates = [path for path in (ROOT / "templates").rglob("*") if path.is_file()]

        assert lines_with(INLINE, templates) == []

    @pytest.mark.parametrize(
        "line",
        [
            '<p style="color: red">',
            "<style>",
            '<a onclick="go()">',
            "<script>",
            "<script nonce=x>",
            '<a href="javascript:go()">',
        ],
    )
    def test_would_be_caught_with(self, line):
        assert INLINE.search(line)

    @pytest.mark.parametrize(
        "line", ['<link rel="stylesheet">', '<script src="a.js" defer>', "본문의 on = 켜짐"]
    )
    def test_may_have(self, line):
        assert not INLINE.search(line)


class TestDjango:
    @pytest.mark.django_db
    def test_has_a_migration_for_every_change_of_a_model(self):
        call_command("makemigrations", check=True, dry_run=True, verbosity=0)

    def test_finds_nothing_wrong_with_the_system(self):
        call_command("check", fail_level="WARNING")

    def test_finds_nothing_wrong_in_production(self):
        done = subprocess.run(
            [ROOT / "scripts" / "check-deploy"], capture_output=True, text=True, check=False
        )

        assert done.returncode == 0, done.stderr
