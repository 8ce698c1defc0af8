"""The addresses of the desk."""

from django.urls import path

from moderation import views

app_name = "moderation"

urlpatterns = [
    path("", views.review_list, name="review-list"),
    path("next/", views.review_next, name="review-next"),
    path("<int:pk>/", views.review_detail, name="review-detail"),
    path("<int:pk>/claim/", views.review_claim, name="review-claim"),
    path("<int:pk>/release/", views.review_release, name="review-release"),
    path("<int:pk>/decide/", views.review_decide, name="review-decide"),
    path("<int:pk>/undo/", views.review_undo, name="review-undo"),
]
