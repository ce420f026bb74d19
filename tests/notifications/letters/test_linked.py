"""The HTML of a letter is its text: escaped, with links where addresses stand."""

import pytest

from notifications.templatetags.letters import linked


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("To answer: https://a.example/x/1:2-_/", 'To answer: <a dir="ltr" href="https://a.example/x/1:2-_/" rel="nofollow">https://a.example/x/1:2-_/</a>'),
        ("(see http://a.example/?a=1&b=2).", '(see <a dir="ltr" href="http://a.example/?a=1&amp;b=2" rel="nofollow">http://a.example/?a=1&amp;b=2</a>).'),
        ("desk@un.example.", '<a dir="ltr" href="mailto:desk@un.example">desk@un.example</a>.'),
        ("<b>R&D at 10:00, St.Petersburg</b>", "&lt;b&gt;R&amp;D at 10:00, St.Petersburg&lt;/b&gt;"),
        ('https://a.example/"><script>', '<a dir="ltr" href="https://a.example/" rel="nofollow">https://a.example/</a>&quot;&gt;&lt;script&gt;'),
    ],
)  # fmt: skip
def test_addresses_become_links_and_nothing_else_becomes_markup(text: str, html: str) -> None:
    assert linked(text) == html
