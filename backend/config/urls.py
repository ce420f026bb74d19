"""Which package answers where. Named as strings: this module imports nobody."""

from importlib.util import find_spec

from allauth.account import views as account
from django.urls import include, path

from backend.config import health

handler400 = "frontend.views.trouble.unreadable"
handler500 = "frontend.views.trouble.broken"
urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("metrics", health.metrics, name="metrics"),
    path("accounts/login/", account.login, name="account_login"),
    path("accounts/logout/", account.logout, name="account_logout"),
    path("accounts/inactive/", account.account_inactive, name="account_inactive"),
    path("accounts/password/change/", account.password_change, name="account_change_password"),
]
for prefix, module in (
    ("api/v1/", "backend.config.api_urls"),
    ("feeds/", "notifications.urls"),
    ("", "frontend.urls"),
):
    if find_spec(module):
        urlpatterns.append(path(prefix, include(module)))
