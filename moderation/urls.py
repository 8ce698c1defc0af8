"""The addresses of the desk."""

from django.urls import path

from moderation.views import batches, blind, claiming, insights, keys, preferences, queue, reviews

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
    path("ahead/", queue.review_ahead, name="review-ahead"),
    path("keys/", keys.desk_keys, name="desk-keys"),
    path("keys/switch/", keys.desk_keys_switch, name="desk-keys-switch"),
    path("next-five/", queue.review_next_five, name="review-next-five"),
    path("batch/", batches.review_batch, name="review-batch"),
    path("batch/<uuid:batch>/", batches.review_batch_detail, name="review-batch-detail"),
    path("batch/<uuid:batch>/undo/", batches.review_batch_undo, name="review-batch-undo"),
    path("<int:pk>/", reviews.review_detail, name="review-detail"),
    path("<int:pk>/open/", claiming.review_open, name="review-open"),
    path("<int:pk>/claim/", claiming.review_claim, name="review-claim"),
    path("<int:pk>/renew/", claiming.review_renew, name="review-renew"),
    path("<int:pk>/release/", claiming.review_release, name="review-release"),
    path("<int:pk>/hand-over/", claiming.review_hand_over, name="review-hand-over"),
    path("<int:pk>/skip/", claiming.review_skip, name="review-skip"),
    path("<int:pk>/decide/", reviews.review_decide, name="review-decide"),
    path("<int:pk>/note/", reviews.review_note, name="review-note"),
    path("<int:pk>/undo/", reviews.review_undo, name="review-undo"),
    path("<int:pk>/flags/<int:number>/", reviews.review_flag, name="review-flag"),
]
