"""The browsable reference, from this server alone."""

from drf_spectacular.views import SpectacularSwaggerSplitView
from rest_framework.permissions import AllowAny


class Reference(SpectacularSwaggerSplitView):
    """Its program and its styles come from here like all others: the content-security policy stays as strict."""

    title = "Article Six API"
    url_name = "v1:schema"
    template_name = "api/reference.html"
    authentication_classes = ()
    permission_classes = (AllowAny,)
