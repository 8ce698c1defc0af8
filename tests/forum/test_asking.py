"""Asking a question and publishing an article: the rules, the preview, and nothing typed lost."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from accounts.models import User
from forum.models import Post, Topic
from tests.accounts.steps import sign_in
from tests.forum.pages import Form, Page
from tests.people import ask, make_person

pytestmark = pytest.mark.django_db

ClientOf = Callable[[User], Client]

ASK = "/ask/"
TITLE = "Who else keeps a garden in winter?"
GOOD = {"title": TITLE, "text": "Mine is **small** and cold.", "tags": "gardens, winter"}


def ask_form(browser: Client) -> Form:
    """Open the page for asking and return its form as the browser would send it."""
    return Page(browser.get(ASK)).form("title")


def test_question_shows_up_with_its_words_and_tags(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    response = client_of(asker).post(ASK, GOOD, follow=True)
    assert "Your question is on the page." in Page(response).text
    topic = Topic.objects.get()
    assert topic.kind == Topic.Kind.QUESTION
    page = Page(stranger.get(topic.get_absolute_url()))
    assert TITLE in page.text
    assert "Asta Asker" in page.text
    assert "<strong>small</strong>" in page.html
    listed = Page(stranger.get("/"))
    assert TITLE in listed.text
    assert topic.get_absolute_url() in listed.links
    for tag in ("gardens", "winter"):
        assert TITLE in Page(stranger.get(f"/tags/{tag}/")).text


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": ""}, "Write your question in one sentence."),
        ({"title": "Garden?"}, "Write a little more: at least 10 characters."),
        (
            {"title": "Garden " * 30},
            "Shorten the question to 150 characters. Put the rest below.",
        ),
        (
            {"title": "Will sarah.miller@example.com answer?"},
            "We see an e-mail address in the question. Take it out: everybody can read it, and "
            "people answer you here. If we are wrong, write it in other words.",
        ),
        ({"text": ""}, "Write a sentence or two about your question."),
        ({"text": " \n\n "}, "Write a sentence or two about your question."),
        ({"text": "x" * 10_001}, "Shorten your text to 10,000 characters."),
        ({"tags": "one, two, three, four, five, six"}, "Name at most 5 topics."),
        ({"tags": "winter, !!!"}, "Change the topic “!!!”: use one to three words."),
        ({"tags": "w" * 41}, f"Change the topic “{'w' * 41}”: use one to three words."),
        ({"tags": "winter, " * 26}, "Use fewer or shorter topics."),
        (
            {"tags": "winter, sarah.miller@example.com"},
            "We see an e-mail address in the topics. Take it out: everybody can read it, and "
            "people answer you here. If we are wrong, write it in other words.",
        ),
    ],
)
def test_question_that_breaks_a_rule_says_what_to_do_and_keeps_every_character(
    asker: User, client_of: ClientOf, change: dict[str, str], message: str
) -> None:
    typed = GOOD | change
    response = client_of(asker).post(ASK, typed)
    assert response.status_code == 422
    page = Page(response)
    assert "There is a problem" in page.text
    assert page.text.count(message) == 2, "once in the summary, once at the field"
    assert "<title>Error: " in page.html
    sent = page.form("title").fields
    assert {name: sent[name] for name in typed} == typed
    assert not Topic.objects.exists()


def test_title_rules_hold_at_their_borders(asker: User, client_of: ClientOf) -> None:
    browser = client_of(asker)
    for length, status in ((9, 422), (10, 302), (150, 302), (151, 422)):
        title = ("Is it so? " * 16)[: length - 1] + "?"
        assert browser.post(ASK, GOOD | {"title": title}).status_code == status, length


def test_tags_are_lower_case_and_named_once(asker: User, client_of: ClientOf) -> None:
    client_of(asker).post(ASK, GOOD | {"tags": " Vitamin D,vitamin  d, BONES , ,bones"})
    assert [tag.name for tag in Topic.objects.get().tags.all()] == ["bones", "vitamin d"]


def test_tags_in_another_script_stay_apart_and_can_be_opened(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    client_of(asker).post(ASK, GOOD | {"tags": "витамины, сон"})
    topic = Topic.objects.get()
    assert [tag.name for tag in topic.tags.all()] == ["витамины", "сон"]
    page = Page(stranger.get(topic.get_absolute_url()))
    for link in (link for link in page.links if link.startswith("/tags/")):
        assert TITLE in Page(stranger.get(link)).text


def test_title_without_a_plain_letter_still_has_an_address(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    title = "Кто ещё зимой в саду?"
    client_of(asker).post(ASK, GOOD | {"title": title})
    assert title in Page(stranger.get(Topic.objects.get().get_absolute_url())).text


def test_wrong_or_missing_slug_leads_to_the_address(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    client_of(asker).post(ASK, GOOD)
    topic = Topic.objects.get()
    for address in (f"/topics/{topic.pk}/", f"/topics/{topic.pk}/another-title/"):
        response = stranger.get(address)
        assert (response.status_code, response["Location"]) == (302, topic.get_absolute_url())


def test_preview_marks_the_mask_explains_it_and_posts_nothing(
    asker: User, client_of: ClientOf
) -> None:
    text = "Write to sarah.miller@gmail.com, or say it here."
    browser = client_of(asker)
    response = browser.post(ASK, GOOD | {"text": text, "preview": "1"})
    assert response.status_code == 200
    page = Page(response)
    assert page.marked == ["sa*****@***il.com"]
    assert "An e-mail address. Strangers" in page.text
    assert "sarah.miller" not in page.text
    assert page.form("title").fields["text"] == text
    assert not Topic.objects.exists()
    assert browser.post(ASK, page.form("title").fields).status_code == 302
    assert Post.objects.get().source == "Write to sa*****@***il.com, or say it here."


def test_preview_of_a_harmless_text_marks_nothing(asker: User, client_of: ClientOf) -> None:
    page = Page(client_of(asker).post(ASK, GOOD | {"preview": "1"}))
    assert page.marked == []
    assert "<strong>small</strong>" in page.html


def test_form_sent_twice_is_one_question(asker: User, client_of: ClientOf) -> None:
    browser = client_of(asker)
    form = ask_form(browser).fields | GOOD
    first, second = browser.post(ASK, form), browser.post(ASK, form)
    assert first["Location"] == second["Location"]
    assert Topic.objects.count() == 1


def test_two_opened_forms_are_two_questions(asker: User, client_of: ClientOf) -> None:
    browser = client_of(asker)
    one, other = ask_form(browser).fields, ask_form(browser).fields
    assert one["submission"] != other["submission"]
    for form in (one, other):
        browser.post(ASK, form | GOOD)
    assert Topic.objects.count() == 2


def test_form_without_its_id_is_still_posted(asker: User, client_of: ClientOf) -> None:
    browser = client_of(asker)
    for _ in range(2):
        assert browser.post(ASK, GOOD).status_code == 302
    assert Topic.objects.count() == 2


def test_form_that_was_sent_at_the_limit_leads_to_its_post_when_it_is_sent_again(
    asker: User, client_of: ClientOf, settings: Any
) -> None:
    settings.POSTS_PER_TEN_MINUTES = 1
    browser = client_of(asker)
    form = GOOD | {"submission": str(uuid4())}
    assert browser.post(ASK, form).status_code == 302
    assert browser.post(ASK, form)["Location"] == Topic.objects.get().get_absolute_url()


def test_form_changed_after_it_was_sent_loses_no_words(asker: User, client_of: ClientOf) -> None:
    browser = client_of(asker)
    form = GOOD | {"submission": str(uuid4())}
    browser.post(ASK, form)
    browser.post(ASK, form | {"title": "And who keeps bees?", "text": "Bees sleep in winter."})
    assert set(Topic.objects.values_list("title", flat=True)) == {TITLE, "And who keeps bees?"}


def test_form_left_open_by_somebody_else_is_posted_by_whoever_sends_it(
    asker: User, answerer: User, client_of: ClientOf
) -> None:
    form = GOOD | {"submission": str(uuid4())}
    client_of(asker).post(ASK, form)
    response = client_of(answerer).post(ASK, form)
    assert response.status_code == 302
    assert set(Post.objects.values_list("author_name", flat=True)) == {
        "Asta Asker",
        "Anselm Answerer",
    }


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Is 5:30 too early for tea/coffee? I don't know", "is-5-30-too-early-for-tea-coffee"),
        ("Is 0:7911:123:456 the right count?", "topic"),
        ("Do I ask johnsmith×gmail×com of that?", "topic"),
    ],
)
def test_address_of_a_question_joins_nothing_that_its_title_keeps_apart(
    asker: User, title: str, slug: str
) -> None:
    assert ask(asker, title).topic.slug.startswith(slug)


def test_tags_that_tell_an_address_side_by_side_are_refused(
    asker: User, client_of: ClientOf
) -> None:
    response = client_of(asker).post(ASK, GOOD | {"tags": "john.smith, @gmail.com"})
    assert response.status_code == 422
    assert not Topic.objects.exists()


def test_asking_signed_out_keeps_the_words_until_they_are_posted(
    asker: User, stranger: Client
) -> None:
    typed = GOOD | {"text": "Two lines,\n\nand an e-mail: sarah.miller@gmail.com"}
    response = stranger.post(ASK, typed)
    assert response.status_code == 302
    assert response["Location"].endswith(f"?next={ASK}")
    page = Page(stranger.get(response["Location"]))
    assert "Your words are kept for two hours." in page.text
    assert "To keep you safe we hid an e-mail address in them." in page.text
    assert sign_in(stranger, asker.email, at=response["Location"])["Location"] == ASK
    form = ask_form(stranger).fields
    assert form["title"] == TITLE
    assert form["text"] == "Two lines,\n\nand an e-mail: sa*****@***il.com"
    assert form["tags"] == "gardens, winter"
    assert stranger.post(ASK, form).status_code == 302
    assert Post.objects.get().source == form["text"]
    assert ask_form(stranger).fields["text"] == ""


def test_words_of_a_stranger_are_shown_to_nobody_who_comes_next_to_the_computer(
    asker: User, stranger: Client
) -> None:
    stranger.post(ASK, GOOD)
    page = Page(stranger.get(ASK))
    assert GOOD["text"] not in page.html
    assert "Did you write something here before?" in page.text
    sign_in(stranger, asker.email)
    page = Page(stranger.get(ASK))
    assert page.form("title").fields["text"] == ""
    assert GOOD["text"] not in page.html
    # Whose they are can put them back.
    (back,) = [link for link in page.links if "words=" in link]
    assert Page(stranger.get(ASK + back)).form("title").fields["text"] == GOOD["text"]
    assert ask_form(stranger).fields["text"] == GOOD["text"]


def test_words_of_a_stranger_are_kept_for_two_hours(
    asker: User, stranger: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    stranger.post(ASK, GOOD)
    monkeypatch.setattr("forum.views.drafts.KEPT_SECONDS", 0)
    sign_in(stranger, asker.email, at=f"/account/sign-in/?next={ASK}")
    page = Page(stranger.get(ASK))
    assert page.form("title").fields["text"] == ""
    assert "Did you write something here before?" not in page.text


def test_posting_too_fast_is_a_429_that_keeps_the_words(
    asker: User, client_of: ClientOf, settings: Any
) -> None:
    settings.POSTS_PER_TEN_MINUTES = 2
    browser = client_of(asker)
    for _ in range(2):
        assert browser.post(ASK, GOOD).status_code == 302
    response = browser.post(ASK, GOOD)
    assert response.status_code == 429
    page = Page(response)
    assert "Wait a few minutes, then press the button again." in page.text
    form = page.form("title").fields
    assert {name: form[name] for name in GOOD} == GOOD
    assert Topic.objects.count() == 2
    settings.POSTS_PER_TEN_MINUTES = 3
    assert browser.post(ASK, form).status_code == 302


def test_one_persons_speed_does_not_stop_another(
    asker: User, answerer: User, client_of: ClientOf, settings: Any
) -> None:
    settings.POSTS_PER_TEN_MINUTES = 1
    assert client_of(asker).post(ASK, GOOD).status_code == 302
    assert client_of(answerer).post(ASK, GOOD).status_code == 302


def test_staff_publish_an_article_that_nobody_doubts(
    stranger: Client, client_of: ClientOf, settings: Any
) -> None:
    settings.ADVICE_POLICY = {1: "hold", 2: "hold", 3: "hold"}
    editor = make_person("Edith Editor", staff=True)
    browser = client_of(editor)
    form = Page(browser.get(ASK, {"kind": "article"})).form("title").fields
    assert form["kind"] == "article"
    browser.post(ASK, form | GOOD | {"text": "Take your warfarin every day."})
    topic = Topic.objects.get()
    assert topic.kind == Topic.Kind.ARTICLE
    page = Page(stranger.get(topic.get_absolute_url()))
    assert "Take your warfarin every day." in page.text
    assert "Not yet checked" not in page.text


def test_member_cannot_publish_an_article(asker: User, client_of: ClientOf) -> None:
    browser = client_of(asker)
    assert "kind" not in Page(browser.get(ASK, {"kind": "article"})).form("title").fields
    browser.post(ASK, GOOD | {"kind": "article"})
    assert Topic.objects.get().kind == Topic.Kind.QUESTION


def test_staff_ask_a_question_unless_they_choose_an_article(client_of: ClientOf) -> None:
    client_of(make_person("Edith Editor", staff=True)).post(ASK, GOOD)
    assert Topic.objects.get().kind == Topic.Kind.QUESTION


def test_emergency_comes_first_and_never_stops_the_question(
    asker: User, client_of: ClientOf, settings: Any
) -> None:
    settings.EMERGENCY_NUMBER = "4711"
    browser = client_of(asker)
    typed = GOOD | {"text": "I have crushing chest pain right now. What should I do?"}
    response = browser.post(ASK, typed)
    assert response.status_code == 200
    assert not Topic.objects.exists()
    page = Page(response)
    assert page.text.count("4711") > Page(browser.get(ASK)).text.count("4711")
    form = page.form("title").fields
    assert {name: form[name] for name in typed} == typed
    assert browser.post(ASK, form | {"emergency_seen": "on"}).status_code == 302
    assert Post.objects.get().source == typed["text"]


def test_question_about_a_medicine_is_no_advice_and_appears_at_once(
    asker: User, stranger: Client, client_of: ClientOf
) -> None:
    typed = {
        "title": "Can I take vitamin D together with my warfarin?",
        "text": "I have taken both for years. Did anybody ever tell you to stop?",
    }
    response = client_of(asker).post(ASK, typed, follow=True)
    assert "Your question is on the page." in Page(response).text
    page = Page(stranger.get(Topic.objects.get().get_absolute_url()))
    assert "I have taken both for years." in page.text
    assert "Not yet checked" not in page.text


def test_question_that_gives_risky_advice_waits_and_says_so(
    asker: User, stranger: Client, client_of: ClientOf, settings: Any
) -> None:
    settings.ADVICE_POLICY = {1: "hold", 2: "hold", 3: "hold"}
    browser = client_of(asker)
    risky = "Stop taking your warfarin, you don't need it. Take 5,000 IU of vitamin D instead."
    response = browser.post(ASK, GOOD | {"text": risky}, follow=True)
    assert "Your question is kept." in Page(response).text
    topic = Topic.objects.get()
    assert "warfarin" in Page(response).text
    assert stranger.get(topic.get_absolute_url()).status_code == 404
    assert TITLE not in Page(stranger.get("/")).text


@pytest.mark.parametrize("title", ["\u200b" * 12, "............", "\u2800" * 12])
def test_question_without_words_is_refused(title: str, asker: User, client: Client) -> None:
    client.force_login(asker)
    page = client.post("/ask/", {"title": title, "text": "It aches."})
    assert page.status_code == 422
    page = client.post("/ask/", {"title": "Who keeps a garden here?", "text": "\u200b\u200b"})
    assert "Write something first." in page.content.decode()
    assert not Post.objects.exists()
