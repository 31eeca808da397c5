"""The documents say what the code does."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READ = re.compile(r"""(?:env\w+|environ(?:\.get)?)\s*[(\[]\s*["']([A-Z_]+)["']""")


def variables_in(*names: str) -> set[str]:
    """Return the environment variables that the named files read."""
    return {
        name for path in names for name in READ.findall((ROOT / path).read_text(encoding="utf-8"))
    }


class TestOperating:
    def test_explains_every_variable_of_the_environment(self):
        text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
        read = variables_in("config/settings.py", "scripts/gunicorn.conf.py") | {"DATABASE_URL"}

        assert {"SECRET_KEY", "DEBUG", "ALLOWED_HOSTS", "HTTPS", "PORT"} <= read
        assert [name for name in sorted(read) if f"`{name}`" not in text] == []

    def test_explains_no_variable_that_nothing_reads(self):
        text = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
        explained = set(re.findall(r"^\| `([A-Z_]+)` \|", text, re.MULTILINE))

        assert explained == variables_in("config/settings.py") | {"DATABASE_URL"}
