"""The text filter as Django validators, for fields of layers that may not import it."""

from django.core.exceptions import ValidationError

from moderation.text.clean import HoldsPersonalDetail, clean, clean_line
from moderation.text.endings import PROVIDERS

MOST_DIGITS = 6  # of a name: a telephone number has more
# Providers that are told from any other word even where they are glued to one.
_TOLD = [each for each in PROVIDERS if "mail" in each] + ["icloud", "outlook", "yahoo"]


def holds_no_personal_detail(value: str) -> None:
    """Refuse a text of the staff that holds an e-mail address or the like (ValidationError).

    A name, a title or a note: it is read as a line, and as the Markdown that it may be.
    """
    try:
        clean_line(value)
        if hidden := clean(value).hidden:
            raise HoldsPersonalDetail(hidden)
    except HoldsPersonalDetail as error:
        raise ValidationError(
            "This would show a private detail, such as an e-mail address, to everybody. "
            "Take it out."
        ) from error


def names_no_way_to_reach(value: str) -> None:
    """Refuse a public name with a long number or an e-mail service in it (ValidationError).

    In a sentence both may be innocent, and the filter looks for more; a name needs neither.
    """
    if sum(sign.isdigit() for sign in value) > MOST_DIGITS:
        raise ValidationError("Use at most 6 digits. A longer number reads as a telephone number.")
    for word in value.lower().split():
        letters = "".join(sign for sign in word if sign.isalpha())
        if letters in PROVIDERS or any(each in letters for each in _TOLD):
            raise ValidationError(
                "Leave the e-mail service out of your name. Everybody can read it."
            )
