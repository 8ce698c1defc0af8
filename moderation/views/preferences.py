"""Which e-mails a reviewer wants."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from accounts.roles import is_expert
from moderation.alerts import choose_mails, mail_choice_of
from moderation.forms import MailForm
from moderation.views.asking import reviewer_of


@login_required
@require_http_methods(["GET", "POST"])
def preferences(request: HttpRequest) -> HttpResponse:
    """Choose the e-mails of the desk."""
    person = reviewer_of(request)
    choice = mail_choice_of(person)
    form = MailForm(request.POST or None, choice=choice, is_expert=is_expert(person))
    if form.is_valid():
        choose_mails(person, **({"alerts": choice.alerts} | form.cleaned_data))
        messages.success(request, "Your choice is saved.")
        return redirect("moderation:preferences")
    status = 422 if form.errors else 200
    return render(request, "moderation/preferences.html", {"form": form}, status=status)
