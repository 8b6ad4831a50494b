"""What makes the phone pages installable: manifest, service worker, and the page shown without a network."""

from __future__ import annotations

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control

from lianxin.access.http import Request
from lianxin.access.routes import open_to_all

INK, PAPER = "#14565a", "#f7f5ef"


@open_to_all("name and picture of the installed pages; holds nobody's data")
def manifest(request: Request) -> HttpResponse:
    icons = [
        {
            "src": static(f"portal/icon-{size}.png"),
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": "any maskable",
        }
        for size in (192, 512)
    ]
    answer = {
        "name": _("Lianxin"),
        "short_name": _("Lianxin"),
        "id": reverse("portal:home"),
        "start_url": reverse("portal:home"),
        "scope": "/",
        "display": "standalone",
        "theme_color": INK,
        "background_color": PAPER,
        "icons": icons,
    }
    return JsonResponse(answer, content_type="application/manifest+json")


@open_to_all("the worker keeps one page for when there is no network, and no other")
@cache_control(no_cache=True)
def worker(request: Request) -> HttpResponse:
    response = render(
        request, "portal/worker.js", {"offline": reverse("portal:offline")}, content_type="text/javascript"
    )
    response["Service-Worker-Allowed"] = reverse("portal:home")
    return response


@open_to_all("shown when there is no network; holds nobody's data")
def offline(request: Request) -> HttpResponse:
    return render(request, "portal/offline.html")
