"""The page of the desk's keys, and the switch that turns them on."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import place_before
from moderation.forms import KeysForm
from moderation.keys import USUAL, choose_keys, keys_of, switch_keys
from moderation.views.asking import reviewer_of


@login_required
@require_http_methods(["GET", "POST"])
def desk_keys(request: HttpRequest) -> HttpResponse:
    """The list of keys; each can be changed."""
    person = reviewer_of(request)
    keys = keys_of(person)
    if "usual" in request.POST:
        choose_keys(person, of=USUAL)
        messages.success(request, "You have the usual keys again. They are switched on.")
        return redirect("moderation:desk-keys")
    form = KeysForm(request.POST or None, keys=keys)
    if form.is_valid():
        choose_keys(person, of=form.cleaned_data)
        messages.success(request, "Your keys are saved and switched on.")
        return redirect("moderation:desk-keys")
    context = {"form": form, "keys": keys}
    return render(request, "moderation/desk_keys.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def desk_keys_switch(request: HttpRequest) -> HttpResponse:
    """Switch the keys on or off, and go back to the page that asked."""
    switch_keys(reviewer_of(request), on=request.POST.get("on") == "1")
    return redirect(place_before(request) or "moderation:desk-keys")
