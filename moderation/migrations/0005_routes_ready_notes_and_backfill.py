"""Gives a site its first routes and ready-made notes, and older reviews their grounds and places."""

from django.db import migrations

ROUTES = {
    "medicines": ("pharmacist", "physician"),
    "supplements": ("pharmacist", "physician", "dietitian"),
    "diet": ("dietitian", "physician", "nurse"),
    "exercise": ("physiotherapist", "physician"),
    "treatment": ("physician", "physiotherapist", "nurse"),
    "diagnosis": ("physician", "nurse"),
    "care": ("nurse", "physician"),
}

NOTES = [
    ("caution", "Ask before you change a medicine",
     "Ask the pharmacist or doctor who knows all your medicines before you change anything."),
    ("caution", "Not for everybody",
     "This can be right for some people and wrong for others, for instance with kidney or heart "
     "disease. Ask somebody who knows your health."),
    ("caution", "Tell them about supplements",
     "Supplements can change how medicines work. Tell your pharmacist about each one you take."),
    ("misleading", "The dose is too high",
     "This amount is above what is safe for most people. Keep to the amount on the packet, or to "
     "the one that your doctor gave you."),
    ("misleading", "No good evidence",
     "Careful studies have not shown that this works. It should not replace a treatment that does."),
    ("misleading", "Two things are mixed up",
     "This mixes up two different things. See the source for how they differ."),
    ("harmful", "Do not stop this medicine suddenly",
     "Stopping this medicine suddenly can do serious harm. Nobody should stop it without the "
     "doctor who prescribed it."),
    ("harmful", "This needs a doctor",
     "The signs described here need a doctor soon. To wait because of this reply could be "
     "dangerous."),
    ("harmful", "A dangerous combination",
     "Taking these together can be dangerous. A pharmacist can tell you what is safe with your "
     "medicines."),
    ("remove", "It sells something",
     "This offers something for sale. People come here for experience, so we keep sales out."),
    ("remove", "It is unkind",
     "This hurts somebody who writes here. You can disagree, and be kind while you do."),
    ("remove", "It tells about somebody else",
     "This tells private things about another person. We keep those off the page."),
    ("reword", "Say it as your own experience",
     "Tell us what happened to you, and leave out what others should do. Then it can go on the "
     "page."),
    ("reword", "Leave out the amount",
     "What you took is fine to tell. Leave out the amount, as it may be wrong for others."),
    ("reword", "Say where you read it",
     "Tell us where you read this, so that others can look it up."),
]


def set_up(apps, schema_editor):
    """Add the routes and notes; a site changes them in its admin."""
    Route = apps.get_model("moderation", "Route")
    Route.objects.bulk_create(
        Route(field=field, profession=profession)
        for field, professions in ROUTES.items()
        for profession in professions
    )
    ReadyNote = apps.get_model("moderation", "ReadyNote")
    ReadyNote.objects.bulk_create(
        ReadyNote(verdict=verdict, title=title, text=text, place=place)
        for place, (verdict, title, text) in enumerate(NOTES)
    )


def backfill(apps, schema_editor):
    """Give each review the grounds that can still be told, and its place in the queue.

    The formula is that of moderation.priority on this day: severity, score, reports at one half.
    """
    Review = apps.get_model("moderation", "Review")
    ReviewGround = apps.get_model("moderation", "ReviewGround")
    reviews = Review.objects.prefetch_related("reports").only("severity", "score", "reasons", "about", "opened_at")
    for review in reviews.iterator(chunk_size=500):
        reports = len(review.reports.all())
        kinds = ["advice"] if review.severity else []
        kinds += ["contact"] if any(each["rule"] == "contact" for each in review.reasons) else []
        kinds += ["report"] if reports else []
        if not kinds and review.about == "advice":
            kinds = ["unscored"]
        ReviewGround.objects.bulk_create(
            ReviewGround(review=review, kind=kind, since=review.opened_at) for kind in kinds
        )
        harm = 40 * max(review.severity, kinds == ["unscored"]) + min(29, 5 * reports)
        harm += round(10 * review.score) if review.severity else 0
        Review.objects.filter(pk=review.pk).update(priority=1000 * harm)


def nothing(apps, schema_editor):
    """The rows go with their tables."""


class Migration(migrations.Migration):
    dependencies = [("moderation", "0004_grounds_second_opinion_and_appeal")]

    operations = [
        migrations.RunPython(set_up, nothing),
        migrations.RunPython(backfill, nothing),
    ]
