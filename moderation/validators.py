"""The text filter as Django validators, for fields of layers that may not import it."""

from django.core.exceptions import ValidationError

from moderation.text.clean import HoldsPersonalDetail, clean_line


def holds_no_personal_detail(value: str) -> None:
    """Refuse a name or title that holds an e-mail address or the like (ValidationError)."""
    try:
        clean_line(value)
    except HoldsPersonalDetail as error:
        raise ValidationError(
            "This would show a private detail, such as an e-mail address, to everybody. "
            "Take it out."
        ) from error
