"""The forms of the desk; every free text leaves them cleaned."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.validators import URLValidator

from accounts.models import User
from moderation.grounds import Ground
from moderation.keys import ACTIONS, Keys
from moderation.models import MailChoice, Review
from moderation.queue import AGE_NAMES, Filters
from moderation.states import RULINGS, VERDICTS, About, State, Verdict
from moderation.text.clean import CleanText, HoldsPersonalDetail, clean, clean_line
from moderation.triage.assess import FIELDS

NOTE_MAX = 2000


def _note_field(label: str, *, rows: int) -> forms.CharField:
    """Return the field of a note that goes with a verdict."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"max_length": f"Shorten the note to {NOTE_MAX:,} characters."},
    )


class NotedVerdictForm(forms.Form):
    """What forms with a `verdict` and a `note` have in common: some verdicts need a reason."""

    def clean_note(self) -> CleanText:
        """Return the note with private details hidden, and its HTML."""
        return clean(self.cleaned_data["note"])

    def clean(self) -> dict[str, Any]:
        """Ask for the note where the verdict needs one."""
        data = super().clean() or self.cleaned_data
        verdict, note = data.get("verdict"), data.get("note")
        if verdict and note is not None and RULINGS[verdict].needs_note and not note.has_words:
            words = f"Write a note: “{verdict.label}” needs a sentence of explanation."
            self.add_error("note", words)
        return data


class DecisionForm(NotedVerdictForm):
    """A verdict on one review, with the note and the source that readers will see."""

    verdict = forms.ChoiceField(
        choices=Verdict.choices,
        error_messages={
            "required": "Choose a verdict.",
            "invalid_choice": "Choose one of the verdicts on this page.",
        },
    )
    note = _note_field("Your note to readers and to the author", rows=4)
    source_url = forms.URLField(
        label="Source (optional)",
        help_text="It starts with https://",
        required=False,
        max_length=500,
        assume_scheme="https",
        validators=[URLValidator(schemes=["http", "https"])],
        error_messages={
            "invalid": "Enter a full web address, such as https://www.nhs.uk/medicines/.",
            "max_length": "Use a web address of at most 500 characters.",
        },
    )
    version = forms.IntegerField(
        widget=forms.HiddenInput,
        error_messages={"required": "Reload the page.", "invalid": "Reload the page."},
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        if not self.is_bound:
            self.initial["version"] = review.version
        if review.state == State.SECOND:  # the second expert begins with what the first one wrote
            self.initial.setdefault("note", review.first_note)
            self.initial.setdefault("source_url", review.first_source_url)

    def clean_verdict(self) -> Verdict:
        """Return the verdict; refuse one that this kind of review doesn't offer."""
        verdict = Verdict(self.cleaned_data["verdict"])
        if verdict not in VERDICTS[About(self.review.about)]:
            raise forms.ValidationError("Choose one of the verdicts on this page.")
        return verdict

    def clean_source_url(self) -> str:
        """Return the address of the source; refuse one that carries a private detail."""
        try:
            return clean_line(self.cleaned_data["source_url"])
        except HoldsPersonalDetail as error:
            raise forms.ValidationError(
                "This web address holds a private detail. Use one without it."
            ) from error


class KeysForm(forms.Form):
    """One key for each action of the desk."""

    def __init__(self, *args: Any, keys: Keys, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for action, (_, words) in ACTIONS.items():
            self.fields[action] = forms.CharField(
                label=words,
                initial=keys.of[action],
                max_length=1,
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "autocapitalize": "off", "class": "one-key"}
                ),
                error_messages={
                    "required": f"Type one key for “{words}”.",
                    "max_length": f"Type a single letter, digit or sign for “{words}”.",
                },
            )

    def clean(self) -> dict[str, Any]:
        """Refuse a key that two actions would share."""
        data = super().clean() or self.cleaned_data
        taken: dict[str, str] = {}
        for action, key in list(data.items()):
            words = ACTIONS[action][1]
            if key in taken:
                other = ACTIONS[taken[key]][1]
                self.add_error(
                    action, f"“{key}” is also the key of “{other}”. Type another for “{words}”."
                )
            else:
                taken[key] = action
        return data


class MailForm(forms.Form):
    """Which e-mails a reviewer wants; alerts are for those who can judge advice."""

    alerts = forms.TypedChoiceField(
        label="When advice of high risk has waited too long, send me an e-mail",
        choices=[("1", "Yes, at most one an hour"), ("0", "No")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you want these e-mails."},
    )
    summary = forms.TypedChoiceField(
        label="Send me a summary of the day",
        choices=[("1", "Yes, once a day"), ("0", "No")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether you want the summary."},
    )
    summary_hour = forms.TypedChoiceField(
        label="The hour of the summary",
        help_text="It comes at this hour or a little later.",
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        error_messages={
            "required": "Choose an hour.",
            "invalid_choice": "Choose one of the hours in the list.",
        },
    )

    def __init__(self, *args: Any, choice: MailChoice, is_expert: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial = {
            "alerts": "1" if choice.alerts else "0",
            "summary": "1" if choice.summary else "0",
            "summary_hour": choice.summary_hour,
        }
        if not is_expert:
            del self.fields["alerts"]


class HandOverForm(forms.Form):
    """A review given to a colleague, with a note for them."""

    to = forms.ModelChoiceField(
        label="Colleague",
        queryset=User.objects.none(),
        empty_label="Choose a colleague",
        error_messages={
            "required": "Choose a colleague.",
            "invalid_choice": "Choose one of the colleagues in the list.",
        },
    )
    handover_note = forms.CharField(
        label="Your note to them",
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write what they should look at.",
            "max_length": f"Shorten the note to {NOTE_MAX:,} characters.",
        },
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["to"]
        assert isinstance(field, forms.ModelChoiceField)  # noqa: S101
        field.queryset = User.objects.filter(pk__in=[each.pk for each in colleagues])

    def clean_handover_note(self) -> CleanText:
        """Return the note with private details hidden."""
        return clean(self.cleaned_data["handover_note"])


class NoteForm(forms.Form):
    """A note for colleagues in the history of a review."""

    text = forms.CharField(
        label="Note for colleagues",
        help_text="Only the people of the desk can read it.",
        max_length=NOTE_MAX,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Write a note first.",
            "max_length": f"Shorten the note to {NOTE_MAX:,} characters.",
        },
    )

    def clean_text(self) -> CleanText:
        """Return the note with private details hidden."""
        return clean(self.cleaned_data["text"])


class BatchForm(NotedVerdictForm):
    """One verdict on several reviews of conduct, each named as "id:version"."""

    verdict = forms.ChoiceField(
        choices=[(verdict, verdict.label) for verdict in (Verdict.KEEP, Verdict.REMOVE)],
        error_messages={
            "required": "Choose a verdict.",
            "invalid_choice": "Choose “Keep” or “Remove”.",
        },
    )
    note = _note_field("Your note to the authors", rows=3)

    def clean_verdict(self) -> Verdict:
        """Return the verdict as the desk knows it."""
        return Verdict(self.cleaned_data["verdict"])


class FilterForm(forms.Form):
    """What a reviewer wants to see of the queue; whatever makes no sense is no filter."""

    field = forms.ChoiceField(
        label="Field",
        required=False,
        choices=[("", "All fields"), ("mine", "My fields"), *((name, name) for name in FIELDS)],
    )
    severity = forms.TypedChoiceField(
        label="Risk",
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", "All"), ("3", "High"), ("2", "Medium"), ("1", "Low"), ("0", "None")],
    )
    ground = forms.ChoiceField(
        label="Why it is here", required=False, choices=[("", "All reasons"), *Ground.choices]
    )
    topic = forms.CharField(label="Words of the topic’s title", required=False, max_length=200)
    age = forms.ChoiceField(
        label="Waiting", required=False, choices=[("", "Any time"), *AGE_NAMES.items()]
    )

    @property
    def filters(self) -> Filters:
        """What was chosen; an unknown value counts as none."""
        self.is_valid()
        return Filters(**self.cleaned_data)
