"""Take away the indexes of what is counted in bits since (bitmaps): each cost every import."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('registry', '0014_order_by_total_and_change'),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='project',
            name='project_by_codes',
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='project_by_progress',
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='project_by_certainty',
        ),
        migrations.RemoveIndex(
            model_name='project',
            name='project_as_published',
        ),
    ]
