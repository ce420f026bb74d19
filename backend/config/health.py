"""Is this process alive, may it take requests, and what do its numbers say."""

from collections.abc import Iterator

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from backend.config.checks import READINESS
from backend.config.diagnosis import canary
from backend.outbox.selectors import gauges


@require_safe
@never_cache
def healthz(request: HttpRequest) -> JsonResponse:
    """The process answers. Never asks the database or the broker: a restart would not mend those."""
    return JsonResponse({"ok": True})


@require_safe
@never_cache
def readyz(request: HttpRequest) -> JsonResponse:
    """Database, migrations and broker decide; the worker is told beside them, for pages do without it."""
    results = [check() for check in READINESS]
    ready = all(result.ok for result in results)
    return JsonResponse(
        {"ok": ready, "checks": [{"name": result.name, "ok": result.ok} for result in (*results, canary())]},
        status=200 if ready else 503,
    )


@require_safe
@never_cache
def metrics(request: HttpRequest) -> HttpResponse:
    return HttpResponse(generate_latest(REGISTRY), content_type=CONTENT_TYPE_LATEST)


class RecordedNumbers(Collector):
    """What the database says, the same in every process."""

    def describe(self) -> Iterator[GaugeMetricFamily]:
        yield from (GaugeMetricFamily(gauge.name, gauge.meaning) for gauge in gauges())

    def collect(self) -> Iterator[GaugeMetricFamily]:
        try:
            yield from [GaugeMetricFamily(one.name, one.meaning, value=one.read()) for one in gauges()]
        except DatabaseError:
            return


REGISTRY.register(RecordedNumbers())
