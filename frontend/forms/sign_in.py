"""Signing in: allauth's form in our words."""

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):  # type: ignore[misc]
    """The labels stand above the fields; a hint in a field that repeats them only hides what is missing."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
