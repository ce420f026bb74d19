from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedRegistration(DefaultAccountAdapter):  # type: ignore[misc]
    """Accounts are made by an administrator of the own party; nobody registers from outside."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
