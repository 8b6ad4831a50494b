"""Our own pages of signing in; allauth's follow them under the same beginning, and these go first."""

from django.urls import path

from lianxin.accounts import views

urlpatterns = [
    path("login/", views.SignInView.as_view(), name="account_login"),
    path("demo/", views.demo_sign_in, name="account_demo"),
    path("first-run/others/", views.others, name="account_first_run_others"),
    path("first-run/<str:token>/", views.begin, name="account_first_run"),
    path("password/link/<int:pk>/<str:token>/", views.by_link, name="account_password_link"),
    path("password/reset/", views.password_help, name="account_reset_password"),
    path("email/", views.own_account, name="account_email"),
]
