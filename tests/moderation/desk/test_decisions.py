"""Who may give which verdict, what it does to the reply, and how it is taken back."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from accounts.models import User
from forum.models import Notice, Post
from moderation import claims, decisions
from moderation.access import NotAllowed
from moderation.models import Review
from moderation.states import RULINGS, VERDICTS, About, Move, ReportReason, State, Verdict
from moderation.text.clean import clean
from tests.moderation.desk.pages import address, give, moves, open_page, press, sees, standing
from tests.people import (
    answer,
    ask,
    complain,
    doubt_about,
    give_credential,
    make_expert,
    make_person,
    rewrite,
)

ClientOf = Callable[[User], Client]
pytestmark = pytest.mark.django_db

MEDICAL = [verdict for verdict in Verdict if RULINGS[verdict].medical]


@pytest.fixture
def labelled(post: Post) -> Review:
    """A review of the answer, which readers see meanwhile."""
    return doubt_about(post, severity=2)


@pytest.fixture
def held(post: Post) -> Review:
    """A review that keeps the answer from readers until somebody decides."""
    return doubt_about(post, severity=3)


@pytest.fixture
def conduct(post: Post, asker: User) -> Review:
    """A review that a reader's complaint about rudeness opened."""
    return complain(asker, post, ReportReason.RUDE)


@pytest.mark.parametrize("verdict", VERDICTS[About.ADVICE])
def test_a_verdict_shows_or_removes_the_reply_as_its_ruling_says(
    verdict: Verdict,
    post: Post,
    held: Review,
    pharmacist: User,
    stranger: Client,
    client_of: ClientOf,
    settings: Settings,
) -> None:
    settings.SECOND_OPINION = "never"
    assert not sees(stranger, post)
    response = give(client_of(pharmacist), held, verdict, note="Ask your pharmacist first.")
    assert response.status_code == 302
    assert sees(stranger, post) is not RULINGS[verdict].withholds
    held.refresh_from_db()
    assert (held.state, held.verdict, held.decided_by) == (State.DECIDED, verdict, pharmacist)


def test_a_medical_verdict_keeps_the_profession_of_its_day(
    labelled: Review, physician: User, client_of: ClientOf
) -> None:
    give(client_of(physician), labelled, Verdict.SOUND)
    physician.credentials.update(profession="nurse", country="FR")
    labelled.refresh_from_db()
    assert (labelled.profession, labelled.country) == ("physician", "US")


def test_a_verdict_on_conduct_shows_no_profession(
    conduct: Review, client_of: ClientOf, moderator: User
) -> None:
    give_credential(moderator, "nurse")
    give(client_of(moderator), conduct, Verdict.KEEP)
    conduct.refresh_from_db()
    assert (conduct.verdict, conduct.profession, conduct.country) == (Verdict.KEEP, "", "")


@pytest.mark.parametrize(
    "credential",
    [{"days": -1}, {"checked": False}, {"withdrawn": True}],
    ids=["ended yesterday", "never checked", "withdrawn"],
)
@pytest.mark.parametrize("verdict", MEDICAL)
def test_no_medical_verdict_without_a_valid_credential(
    verdict: Verdict,
    credential: dict[str, int],
    labelled: Review,
    moderator: User,
    client_of: ClientOf,
) -> None:
    give_credential(moderator, "physician", **credential)
    response = give(client_of(moderator), labelled, verdict, note="I am sure of it.")
    assert response.status_code == 403
    assert "valid credential" in response.content.decode()
    assert standing(labelled)["verdict"] == ""
    assert moves(labelled) == [Move.OPEN]


def test_a_credential_that_ends_today_is_still_good(
    labelled: Review, client_of: ClientOf, answerer: User
) -> None:
    last_day = make_person("Lars Lastday")
    give_credential(last_day, days=0)
    assert give(client_of(last_day), labelled, Verdict.SOUND).status_code == 302
    assert standing(labelled)["verdict"] == Verdict.SOUND


def test_a_second_credential_counts_when_the_first_has_ended(
    labelled: Review, client_of: ClientOf
) -> None:
    person = make_expert("Nora Nurse", "nurse")
    person.credentials.update(valid_until=timezone.localdate().replace(year=2001))
    give_credential(person, "dietitian")
    give(client_of(person), labelled, Verdict.SOUND)
    assert standing(labelled)["profession"] == "dietitian"


def test_a_credential_that_ends_while_somebody_reads_refuses_the_verdict(
    labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    assert open_page(browser, labelled).status_code == 200
    pharmacist.credentials.update(withdrawn_at=timezone.now())
    response = give(browser, labelled, Verdict.MISLEADING, note="Words that took an hour.")
    assert response.status_code == 403
    assert "Words that took an hour." in response.content.decode()
    assert standing(labelled)["state"] == State.WAITING


@pytest.mark.parametrize("verdict", [Verdict.REMOVE, Verdict.REWORD])
def test_a_moderator_may_take_advice_off_the_page(
    verdict: Verdict,
    post: Post,
    labelled: Review,
    moderator: User,
    stranger: Client,
    client_of: ClientOf,
) -> None:
    assert sees(stranger, post)
    give(client_of(moderator), labelled, verdict, note="It sells something.")
    assert not sees(stranger, post)
    assert standing(labelled)["profession"] == ""


def test_a_moderator_may_not_clear_advice(
    held: Review, post: Post, moderator: User, stranger: Client, client_of: ClientOf
) -> None:
    browser = client_of(moderator)
    assert give(browser, held, Verdict.KEEP).status_code == 422
    assert give(browser, held, Verdict.SOUND).status_code == 403
    assert not sees(stranger, post)
    with pytest.raises(NotAllowed, match="not a verdict on this kind"):
        decisions.decide(
            held, by=moderator, version=held.version, verdict=Verdict.KEEP, note=clean("")
        )


def test_a_complaint_about_advice_takes_the_keep_button_from_a_conduct_review(
    conduct: Review, post: Post, physician: User, moderator: User, client_of: ClientOf
) -> None:
    complain(physician, post, ReportReason.ADVICE)
    conduct.refresh_from_db()
    assert conduct.about == About.ADVICE
    assert give(client_of(moderator), conduct, Verdict.KEEP).status_code == 422
    assert give(client_of(physician), conduct, Verdict.SOUND).status_code == 302


def test_a_kept_reply_that_is_reported_for_its_advice_asks_an_expert(
    conduct: Review, post: Post, physician: User, moderator: User, client_of: ClientOf
) -> None:
    give(client_of(moderator), conduct, Verdict.KEEP)
    complain(physician, post, ReportReason.ADVICE)
    conduct.refresh_from_db()
    assert (conduct.state, conduct.about) == (State.REOPENED, About.ADVICE)
    assert give(client_of(moderator), conduct, Verdict.KEEP).status_code == 422


def test_an_expert_alone_does_not_clear_conduct(
    conduct: Review, pharmacist: User, client_of: ClientOf
) -> None:
    response = give(client_of(pharmacist), conduct, Verdict.KEEP)
    assert response.status_code == 403
    assert "Only a moderator" in response.content.decode()
    assert give(client_of(pharmacist), conduct, Verdict.SOUND).status_code == 422


def test_a_plain_member_decides_nothing_even_past_the_pages(labelled: Review, asker: User) -> None:
    with pytest.raises(NotAllowed, match="Only moderators and people with"):
        decisions.decide(
            labelled, by=asker, version=1, verdict=Verdict.REMOVE, note=clean("I dislike it.")
        )
    with pytest.raises(NotAllowed, match="Only moderators and people with"):
        claims.claim(labelled, by=asker)


def test_nobody_judges_their_own_reply(asker: User, client_of: ClientOf) -> None:
    both = make_expert("Olga Own")
    both.is_moderator = True
    both.save()
    review = doubt_about(answer(ask(asker), both), severity=2)
    browser = client_of(both)
    for verdict in VERDICTS[About.ADVICE]:
        response = give(browser, review, verdict, note="I know what I am talking about.")
        assert response.status_code == 403
        assert "your own reply" in response.content.decode()
    assert press(browser, "claim", review).status_code == 403
    page = open_page(browser, review).context["page"]
    assert page.is_own
    assert all(button.refusal for button in page.buttons)
    assert moves(review) == [Move.OPEN]


def test_nobody_undoes_the_verdict_on_their_own_reply(
    asker: User, pharmacist: User, stranger: Client, client_of: ClientOf
) -> None:
    author = make_person("Olaf Own", moderator=True)
    post = answer(ask(asker), author)
    review = doubt_about(post, severity=2)
    give(client_of(pharmacist), review, Verdict.HARMFUL, note="It could hurt somebody.")
    browser = client_of(author)
    assert not open_page(browser, review).context["page"].may_undo
    assert press(browser, "undo", review).status_code == 403
    assert not sees(stranger, post)
    assert standing(review)["verdict"] == Verdict.HARMFUL


@pytest.mark.parametrize("verdict", [v for v in VERDICTS[About.ADVICE] if RULINGS[v].needs_note])
@pytest.mark.parametrize(
    "note", ["", "   \n ", "\u200b\u200e", "..."], ids=["none", "blank", "unseen", "dots"]
)
def test_a_verdict_that_needs_a_note_asks_for_it(
    verdict: Verdict, note: str, labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    response = give(
        client_of(pharmacist), labelled, verdict, note=note, source_url="https://nhs.uk/bones"
    )
    assert response.status_code == 422
    page = response.content.decode()
    assert "Write a note" in page
    assert "https://nhs.uk/bones" in page
    assert standing(labelled)["state"] == State.WAITING


def test_a_missing_note_past_the_form_is_a_mistake_of_the_caller(
    labelled: Review, pharmacist: User
) -> None:
    with pytest.raises(ValueError, match="needs a note"):
        decisions.decide(
            labelled, by=pharmacist, version=1, verdict=Verdict.MISLEADING, note=clean(" ")
        )
    assert moves(labelled) == [Move.OPEN]


@pytest.mark.parametrize(
    "verdict", [v for v in VERDICTS[About.ADVICE] if not RULINGS[v].needs_note]
)
def test_a_verdict_that_approves_needs_no_words(
    verdict: Verdict, labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    assert give(client_of(pharmacist), labelled, verdict).status_code == 302


def test_a_note_hides_private_details_like_any_text(
    labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    note = "Ask petra@hospital-pharmacy.example.com. <script>alert(1)</script>"
    give(client_of(pharmacist), labelled, Verdict.SOUND, note=note)
    stored = standing(labelled)
    assert "petra@" not in stored["note"] + stored["note_html"]
    assert "<script" not in stored["note_html"]
    page = open_page(client_of(pharmacist), labelled).content.decode()
    assert "petra@" not in page


@pytest.mark.parametrize(
    "fields",
    [
        {"verdict": ""},
        {"verdict": "splendid"},
        {"version": ""},
        {"version": "one"},
        {"source_url": "javascript:alert(1)"},
        {"source_url": "nonsense address"},
        {"note": "x" * 2001},
    ],
)
def test_a_bad_form_is_shown_again_with_what_was_typed(
    fields: dict[str, str], labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    typed = {"verdict": Verdict.CAUTION, "note": "Take it with food.", "version": 1} | fields
    response = client_of(pharmacist).post(address("decide", labelled), typed)
    assert response.status_code == 422
    assert str(typed["note"])[:500] in response.content.decode()
    assert standing(labelled)["state"] == State.WAITING


def test_who_decides_second_gets_the_fresh_page_with_the_typed_words(
    labelled: Review, pharmacist: User, physician: User, client_of: ClientOf
) -> None:
    late = client_of(physician)
    version = open_page(late, labelled).context["form"].initial["version"]
    give(client_of(pharmacist), labelled, Verdict.SOUND)
    before = standing(labelled)
    response = give(
        late,
        labelled,
        Verdict.MISLEADING,
        version=version,
        note="An hour's careful words.",
        source_url="https://nhs.uk/careful",
    )
    assert response.status_code == 409
    page = response.content.decode()
    assert "An hour&#x27;s careful words." in page
    assert "https://nhs.uk/careful" in page
    assert "Petra Pharmacist" in page
    assert standing(labelled) == before
    assert moves(labelled) == [Move.OPEN, Move.DECIDE]


@pytest.mark.parametrize("version", [-1, 0, 2, 10**9, 10**30])
def test_a_version_that_is_not_the_newest_is_a_conflict(
    version: int, labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    response = give(browser, labelled, Verdict.SOUND, version=version, note="My words.")
    assert response.status_code == 409
    assert "My words." in response.content.decode()
    assert standing(labelled)["verdict"] == ""


def test_a_verdict_on_a_text_that_was_edited_meanwhile_is_a_conflict(
    post: Post, labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    open_page(browser, labelled)
    rewrite(post, "Thank you both, that was kind.")
    response = give(browser, labelled, Verdict.SOUND, version=1, note="A glass does no harm.")
    assert response.status_code == 409
    page = response.content.decode()
    assert "A glass does no harm." in page
    assert post.review is not None
    assert address("detail", post.review) in page
    assert moves(labelled) == [Move.OPEN, Move.SUPERSEDE]
    assert post.review.state == State.WAITING


def test_the_author_is_told_after_the_delay_and_not_if_the_verdict_is_undone(
    post: Post, labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    told = Notice.objects.filter(kind=Notice.Kind.VERDICT, recipient=post.author)
    give(browser, labelled, Verdict.SOUND)
    assert told.get().not_before > timezone.now()
    press(browser, "undo", labelled)
    assert not told.exists()


@pytest.mark.parametrize("verdict", VERDICTS[About.ADVICE])
@pytest.mark.parametrize("severity", [2, 3])
def test_undo_restores_exactly_what_stood_before(
    severity: int,
    verdict: Verdict,
    post: Post,
    pharmacist: User,
    client_of: ClientOf,
    stranger: Client,
) -> None:
    review = doubt_about(post, severity)
    before, seen = standing(review), sees(stranger, post)
    browser = client_of(pharmacist)
    give(browser, review, verdict, note="A note.", source_url="https://nhs.uk/")
    assert standing(review) != before
    response = press(browser, "undo", review)
    assert response.status_code == 302
    assert standing(review) == before
    assert sees(stranger, post) is seen
    alone = severity < 3 or not RULINGS[verdict].vouches
    assert moves(review) == [Move.OPEN, Move.DECIDE if alone else Move.OPINION, Move.UNDO]


def test_undo_of_a_second_verdict_brings_the_first_one_back(
    post: Post,
    labelled: Review,
    asker: User,
    pharmacist: User,
    physician: User,
    client_of: ClientOf,
) -> None:
    give(client_of(pharmacist), labelled, Verdict.CAUTION, note="Not with milk.")
    complain(asker, post, ReportReason.ADVICE)
    before = standing(labelled)
    assert (before["state"], before["verdict"]) == (State.REOPENED, Verdict.CAUTION)
    browser = client_of(physician)
    for verdict in (Verdict.HARMFUL, Verdict.SOUND):
        give(browser, labelled, verdict, note="It could hurt.")
        press(browser, "undo", labelled)
        assert standing(labelled) == before
    response = press(client_of(pharmacist), "undo", labelled)
    assert response.status_code == 409, "what is reopened has no newest verdict to undo"


def test_only_the_decider_or_a_moderator_undoes(
    labelled: Review, pharmacist: User, physician: User, moderator: User, client_of: ClientOf
) -> None:
    give(client_of(pharmacist), labelled, Verdict.SOUND)
    colleague = client_of(physician)
    assert not open_page(colleague, labelled).context["page"].may_undo
    assert press(colleague, "undo", labelled).status_code == 403
    assert standing(labelled)["verdict"] == Verdict.SOUND
    trusted = client_of(moderator)
    assert open_page(trusted, labelled).context["page"].may_undo
    assert press(trusted, "undo", labelled).status_code == 302
    assert standing(labelled)["verdict"] == ""


@pytest.mark.parametrize("version", ["", "x", "0", "1", "3", str(10**30)])
def test_undo_of_another_version_is_a_conflict(
    version: str, labelled: Review, pharmacist: User, client_of: ClientOf
) -> None:
    browser = client_of(pharmacist)
    give(browser, labelled, Verdict.SOUND)
    response = browser.post(address("undo", labelled), {"version": version})
    assert response.status_code == 409
    assert standing(labelled)["verdict"] == Verdict.SOUND


def test_undo_of_what_nobody_decided_is_a_conflict(
    labelled: Review, moderator: User, client_of: ClientOf
) -> None:
    assert press(client_of(moderator), "undo", labelled).status_code == 409
    assert moves(labelled) == [Move.OPEN]


def test_undo_twice_is_one_undo(labelled: Review, pharmacist: User, client_of: ClientOf) -> None:
    browser = client_of(pharmacist)
    give(browser, labelled, Verdict.SOUND)
    version = Review.objects.get(pk=labelled.pk).version
    for expected in (302, 409):
        response = browser.post(address("undo", labelled), {"version": version})
        assert response.status_code == expected
    assert moves(labelled) == [Move.OPEN, Move.DECIDE, Move.UNDO]


def test_after_a_verdict_the_next_review_opens(
    asker: User, answerer: User, pharmacist: User, client_of: ClientOf
) -> None:
    question = ask(asker)
    first, second = (doubt_about(answer(question, answerer), severity=n) for n in (2, 1))
    browser = client_of(pharmacist)
    response = browser.post(
        address("decide", first), {"verdict": "sound", "version": 1}, follow=True
    )
    following = f"{address('detail', second)}?recorded={first.pk}"
    assert response.redirect_chain == [(following, 302)]
    assert "Recorded: sound. 1 left." in response.content.decode()
    response = browser.post(
        address("decide", second), {"verdict": "sound", "version": 1}, follow=True
    )
    assert response.redirect_chain[-1][0] == f"/desk/?recorded={second.pk}"
    assert "Recorded: sound. 0 left." in response.content.decode()


def test_a_review_that_does_not_exist_is_missing(pharmacist: User, client_of: ClientOf) -> None:
    browser = client_of(pharmacist)
    for number in (0, 4321, 10**30):
        assert browser.get(f"/desk/{number}/").status_code == 404
        for page in ("claim", "release", "decide", "undo"):
            assert browser.post(f"/desk/{number}/{page}/").status_code == 404
