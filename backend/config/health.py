"""Is this process alive, may it take requests, and what do its numbers say."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from backend.config.checks import READINESS


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Never asks the database or the broker: a restart would not mend those."""
    return JsonResponse({"ok": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    results = [check() for check in READINESS]
    ready = all(result.ok for result in results)
    return JsonResponse(
        {"ok": ready, "checks": [{"name": result.name, "ok": result.ok} for result in results]},
        status=200 if ready else 503,
    )


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(generate_latest(), content_type=CONTENT_TYPE_LATEST)
