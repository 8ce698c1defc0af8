"""Signing up, in and out: the few of allauth's pages that the site uses, and the demo's door.

The names without a namespace are allauth's own; it reverses them.
"""

from allauth.account import views as allauth_views
from django.urls import path

from accounts import views

urlpatterns = [
    path("sign-in/", allauth_views.request_login_code, name="account_login"),
    path("sign-in/", allauth_views.request_login_code, name="account_request_login_code"),
    path("sign-in/code/", allauth_views.confirm_login_code, name="account_confirm_login_code"),
    path("sign-up/", allauth_views.signup, name="account_signup"),
    path("sign-up/code/", views.sign_up_code, name="account_email_verification_sent"),
    path("sign-out/", views.sign_out, name="account_logout"),
    path("inactive/", allauth_views.account_inactive, name="account_inactive"),
    path("demo/", views.demo_sign_in, name="demo-sign-in"),
]
