"""The review of the law is for everybody."""

import pytest
from django.test import Client
from django.urls import reverse

from scheduler.article6.readings import TO_CONFIRM

pytestmark = pytest.mark.django_db


def test_everybody_may_read_how_the_article_is_read() -> None:
    page = Client().get(reverse("law"))
    assert page.status_code == 200
    for cite in ("6(1)", "6(2)", "6(3)", "6(4)"):
        assert f"Article {cite}" in page.text
    for reading in TO_CONFIRM:
        assert f'id="{reading.code}"' in page.text


def test_a_french_reader_reads_the_paragraphs_in_french() -> None:
    page = Client().get(reverse("law"), HTTP_ACCEPT_LANGUAGE="fr")
    assert "Réunions d&#x27;INTERPOL" in page.text
