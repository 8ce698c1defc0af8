from django.db import migrations, models


def write_first(apps, schema_editor):
    """Write what is shipped as the first row; a site that has rows has its lock already."""
    settings = apps.get_model("moderation", "TriageSettings")
    if not settings.objects.exists():
        settings.objects.create(because="shipped")


def nothing(apps, schema_editor):
    """The row says what counts without it."""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0014_no_move_to_renew")]

    operations = [
        migrations.AlterField(
            model_name="triagesettings",
            name="because",
            field=models.CharField(
                choices=[
                    ("shipped", "as shipped"),
                    ("limits", "limits or sample changed"),
                    ("learned", "learned from verdicts"),
                    ("chosen", "weights chosen by staff"),
                    ("unpinned", "unpinned"),
                ],
                default="limits",
                max_length=10,
            ),
        ),
        migrations.RunPython(write_first, nothing),
    ]
