"""Severe advice stands as sound when two experts say so, and only those who know its field."""

from collections.abc import Callable

import pytest
from django.test import Client
from pytest_django import Settings

from accounts.models import User
from forum.models import Notice, Post
from moderation.grounds import Ground
from moderation.models import Review, Route
from moderation.states import Move, State, Verdict
from tests.moderation.desk.pages import give, grounds, moves, open_page, press, sees, standing
from tests.people import answer, ask, doubt_about, make_expert

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def severe(post: Post) -> Review:
    """A review of advice that could do grave harm; its post is held."""
    return doubt_about(post, severity=3)


def test_one_expert_alone_releases_nothing(
    post: Post, severe: Review, pharmacist: User, stranger: Client, client_of: ClientOf
) -> None:
    response = give(client_of(pharmacist), severe, Verdict.SOUND)
    assert response.status_code == 302
    now = standing(severe)
    assert (now["state"], now["verdict"], now["withholds"]) == (State.SECOND, "", True)
    assert (now["first_verdict"], now["first_profession"]) == (Verdict.SOUND, "pharmacist")
    assert not sees(stranger, post)
    assert not Notice.objects.filter(kind=Notice.Kind.VERDICT).exists()
    assert Ground.SECOND in grounds(severe)
    assert moves(severe) == [Move.OPEN, Move.OPINION]


def test_a_second_expert_who_agrees_releases_it_and_readers_see_both(
    post: Post,
    severe: Review,
    pharmacist: User,
    physician: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    give(client_of(pharmacist), severe, Verdict.SOUND)
    give(client_of(physician), severe, Verdict.SOUND)
    assert standing(severe)["state"] == State.DECIDED
    page = stranger.get(post.get_absolute_url()).content.decode()
    assert "Checked by a pharmacist (GB) and a physician (US) on" in page


def test_the_same_expert_cannot_be_the_second(
    severe: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    give(browser, severe, Verdict.SOUND)
    for verdict in Verdict:
        assert give(browser, severe, verdict, note="Not with milk.").status_code in (403, 422)
    assert press(browser, "claim", severe).status_code == 403
    assert standing(severe)["state"] == State.SECOND


@pytest.mark.parametrize("verdict", [Verdict.MISLEADING, Verdict.HARMFUL, Verdict.EXPERIENCE])
def test_a_second_expert_who_disagrees_decides_and_the_first_opinion_stays_on_record(
    verdict: Verdict, severe: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    give(client_of(pharmacist), severe, Verdict.SOUND)
    give(client_of(physician), severe, verdict, note="It thins the bones.")
    now = standing(severe)
    assert (now["state"], now["verdict"], now["decided_by_id"]) == (
        State.DECIDED,
        verdict,
        physician.pk,
    )
    assert (now["first_verdict"], now["first_by_id"]) == (Verdict.SOUND, pharmacist.pk)


def test_the_caution_of_the_first_expert_stands_beside_the_seconds_sound(
    severe: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    give(client_of(pharmacist), severe, Verdict.CAUTION, note="Not with milk.")
    give(client_of(physician), severe, Verdict.SOUND, note="Once a week.")
    now = standing(severe)
    assert (now["verdict"], now["note"]) == (Verdict.CAUTION, "Not with milk.\n\nOnce a week.")


def test_the_second_expert_begins_with_the_words_of_the_first(
    severe: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    give(client_of(pharmacist), severe, Verdict.CAUTION, note="Not with milk.")
    page = open_page(client_of(physician), severe)
    assert page.context["form"].initial["note"] == "Not with milk."
    assert "First expert: sound with a caution" in page.content.decode()


def test_an_opinion_is_undone_to_what_stood_before(
    severe: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    before = standing(severe)
    give(client_of(pharmacist), severe, Verdict.SOUND)
    assert press(client_of(physician), "undo", severe).status_code == 403
    assert press(client_of(pharmacist), "undo", severe).status_code == 302
    assert standing(severe) == before
    assert Ground.SECOND not in grounds(severe)


def test_the_undo_of_the_second_verdict_leaves_the_first_opinion(
    post: Post,
    severe: Review,
    pharmacist: User,
    physician: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    give(client_of(pharmacist), severe, Verdict.SOUND)
    before = standing(severe)
    give(client_of(physician), severe, Verdict.SOUND)
    press(client_of(physician), "undo", severe)
    assert standing(severe) == before
    assert not sees(stranger, post)


def test_the_button_says_that_a_second_expert_is_asked(
    severe: Review, pharmacist: User, client_of: ClientOf
) -> None:
    page = open_page(client_of(pharmacist), severe).content.decode()
    assert "Asks a second expert to agree." in page


def test_a_site_with_one_expert_can_do_without(
    severe: Review, pharmacist: User, client_of: ClientOf, settings: Settings
) -> None:
    settings.SECOND_OPINION = "never"
    give(client_of(pharmacist), severe, Verdict.SOUND)
    assert standing(severe)["state"] == State.DECIDED


# ---- Whose field it is ---------------------------------------------------------------------------


def test_severe_advice_is_for_the_professions_of_its_field(
    severe: Review, client_of: ClientOf
) -> None:
    nurse = client_of(make_expert("Nina Nurse", "nurse"))
    assert give(nurse, severe, Verdict.HARMFUL, note="It could hurt.").status_code == 403
    assert "this is for a pharmacist or physician" in open_page(nurse, severe).content.decode()
    assert nurse.post("/desk/next/").headers["Location"] == "/desk/"
    Route.objects.create(field="medicines", profession="nurse")
    assert give(nurse, severe, Verdict.HARMFUL, note="It could hurt.").status_code == 302


def test_lighter_advice_of_another_field_is_allowed_with_a_hint(
    post: Post, client_of: ClientOf
) -> None:
    review = doubt_about(post, severity=2)
    nurse = client_of(make_expert("Nina Nurse", "nurse"))
    page = open_page(nurse, review).content.decode()
    assert "This is about medicines, which a pharmacist or physician checks." in page
    assert give(nurse, review, Verdict.MISLEADING, note="Not so.").status_code == 302


def test_a_field_without_a_route_is_everybodys(severe: Review, client_of: ClientOf) -> None:
    Route.objects.filter(field="medicines").delete()
    nurse = client_of(make_expert("Nina Nurse", "nurse"))
    assert give(nurse, severe, Verdict.HARMFUL, note="It could hurt.").status_code == 302


def test_ones_own_fields_come_first(asker: User, answerer: User, client_of: ClientOf) -> None:
    question = ask(asker)
    reviews = [doubt_about(answer(question, answerer), severity=2) for _ in range(3)]
    Review.objects.filter(pk=reviews[2].pk).update(field="diet", priority=0)
    dietitian = client_of(make_expert("Dora Dietitian", "dietitian"))
    listed = dietitian.get("/desk/").context["page"].reviews
    assert listed == [reviews[2], reviews[0], reviews[1]]
    assert dietitian.post("/desk/next/").headers["Location"] == f"/desk/{reviews[2].pk}/"
