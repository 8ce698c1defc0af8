"""A review tells the kinds of what is hidden in its text; of old ones only the number is known."""

from django.db import migrations, models


def keep_numbers(apps, schema_editor):
    """Give each review with hidden details one entry of a general kind."""
    reviews = apps.get_model("moderation", "Review").objects
    for number in set(reviews.filter(hidden_count__gt=0).values_list("hidden_count", flat=True)):
        reviews.filter(hidden_count=number).update(hidden={"detail": number})


def keep_sums(apps, schema_editor):
    """Give each review the number of details of all kinds."""
    reviews = apps.get_model("moderation", "Review").objects
    for review in reviews.exclude(hidden={}).only("hidden").iterator():
        reviews.filter(pk=review.pk).update(hidden_count=sum(review.hidden.values()))


class Migration(migrations.Migration):
    dependencies = [
        ("moderation", "0002_triage_settings_and_versions"),
    ]

    operations = [
        migrations.AddField(
            model_name="review",
            name="hidden",
            field=models.JSONField(
                default=dict, verbose_name="how many details of each kind are hidden"
            ),
        ),
        migrations.RunPython(keep_numbers, keep_sums),
        migrations.RemoveField(model_name="review", name="hidden_count"),
    ]
