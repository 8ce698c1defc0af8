"""The addresses of the forum."""

from django.urls import path

from forum.views import posts, site, topics

app_name = "forum"

urlpatterns = [
    path("", topics.topic_list, name="topics"),
    path("ask/", topics.topic_ask, name="topic-ask"),
    path("ask/similar/", topics.similar_topics, name="similar-topics"),
    path("search/", topics.search, name="search"),
    path("tags/<slug:slug>/", topics.tag, name="tag"),
    path("topics/<int:pk>/", topics.topic, name="topic-short"),
    path("topics/<int:pk>/<slug:slug>/", topics.topic, name="topic"),
    path("posts/<int:pk>/", posts.post, name="post"),
    path("posts/<int:pk>/reply/", posts.post_reply, name="post-reply"),
    path("posts/<int:pk>/edit/", posts.post_edit, name="post-edit"),
    path("posts/<int:pk>/history/", posts.post_history, name="post-history"),
    path("posts/<int:pk>/withdraw/", posts.post_withdraw, name="post-withdraw"),
    path("posts/<int:pk>/report/", posts.post_report, name="post-report"),
    path("posts/<int:pk>/dispute/", posts.post_dispute, name="post-dispute"),
    path("posts/<int:pk>/appeal/", posts.post_appeal, name="post-appeal"),
    path("posts/<int:pk>/helpful/", posts.post_helpful, name="post-helpful"),
    path("posts/<int:pk>/accept/", posts.post_accept, name="post-accept"),
    path("help/", site.help_page, name="help"),
    path("how-review-works/", site.how_review_works, name="how-review-works"),
    path("moderation-log/", site.moderation_log, name="moderation-log"),
    path("text-size/", site.text_size, name="text-size"),
]
