"""Mails as the API hands them out."""

from rest_framework.renderers import BaseRenderer, JSONRenderer


class Message(BaseRenderer):
    """The bytes of a mail as they are; a refusal is JSON all the same."""

    media_type = "message/rfc822"
    format = "eml"
    charset = None
    render = JSONRenderer.render
