"""The addresses of the desk."""

from django.urls import path

from moderation.views import blind, insights, keys, preferences, queue, reviews

app_name = "moderation"

urlpatterns = [
    path("", queue.review_list, name="review-list"),
    path("insights/", insights.insights_page, name="insights"),
    path("insights/figures/", insights.insights_figures, name="insights-figures"),
    path("insights/reviews/", insights.insights_reviews, name="insights-reviews"),
    path("blind-checks/", blind.blind_check, name="blind-check"),
    path("blind-checks/<int:pk>/", blind.blind_check_answer, name="blind-check-answer"),
    path("preferences/", preferences.preferences, name="preferences"),
    path("next/", queue.review_next, name="review-next"),
    path("keys/", keys.desk_keys, name="desk-keys"),
    path("keys/switch/", keys.desk_keys_switch, name="desk-keys-switch"),
    path("<int:pk>/", reviews.review_detail, name="review-detail"),
    path("<int:pk>/claim/", reviews.review_claim, name="review-claim"),
    path("<int:pk>/release/", reviews.review_release, name="review-release"),
    path("<int:pk>/decide/", reviews.review_decide, name="review-decide"),
    path("<int:pk>/undo/", reviews.review_undo, name="review-undo"),
    path("<int:pk>/flags/<int:number>/", reviews.review_flag, name="review-flag"),
]
