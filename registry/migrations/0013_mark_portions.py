"""Take away the one mark of all data: each portion of the projects has its own (models.watching)."""

from django.db import migrations


def take_away(apps, schema_editor):
    """Drop the old triggers and their table; the new ones are made after every migration."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute("DROP FUNCTION IF EXISTS registry_change_seen() CASCADE")
        else:
            cursor.execute(
                "SELECT name FROM sqlite_master WHERE type = 'trigger' "
                "AND sql LIKE '%UPDATE registry_change SET%'"
            )
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP TRIGGER {name}")
        cursor.execute("DROP TABLE IF EXISTS registry_change")


def take_away_new(apps, schema_editor):
    """Drop the triggers of the portions; the older version makes its own after the migration."""
    with schema_editor.connection.cursor() as cursor:
        if schema_editor.connection.vendor == "postgresql":
            cursor.execute(
                "SELECT tgname, tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_marks\\_%'"
            )
        else:
            cursor.execute(
                "SELECT name, '' FROM sqlite_master WHERE type = 'trigger' "
                "AND sql LIKE '%INSERT INTO registry_mark %'"
            )
        for name, table in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {name}" + (f" ON {table}" if table else ""))
        cursor.execute("DROP TABLE IF EXISTS registry_mark")


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0012_as_published'),
    ]

    operations = [migrations.RunPython(take_away, take_away_new)]
