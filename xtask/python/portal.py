"""A data portal in Django, for the tests: its three cookies are set by Django itself, as on an Opendatasoft portal.

`portal.py CHARTER` serves on a free loopback port, which is the one line it prints. CHARTER is the page of the charter.
"""

import sys
from pathlib import Path
from socketserver import ThreadingMixIn
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from django.conf import settings

settings.configure(
    ALLOWED_HOSTS=[".localhost"],
    SECRET_KEY="it signs nothing that outlives a test",
    ROOT_URLCONF=__name__,
    LANGUAGE_CODE="fr",
    LANGUAGES=[("fr", "Français"), ("en", "English")],
    CACHES={"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}},
    SESSION_ENGINE="django.contrib.sessions.backends.cache",
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.locale.LocaleMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
    ],
    TEMPLATES=[{"BACKEND": "django.template.backends.django.DjangoTemplates"}],
)

from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

HOME = """<!doctype html>
{% load i18n %}{% get_current_language as language %}
<html lang="{{ language }}">
<head><meta charset="utf-8"><title>Données ouvertes</title><link rel="icon" href="data:,"></head>
<body>
<h1>Données ouvertes</h1>
<p>Pages vues : {{ views }}</p>
<form method="post" action="{% url 'set_language' %}">{% csrf_token %}
<input type="hidden" name="next" value="/">
<button name="language" value="fr">Français</button> <button name="language" value="en">English</button>
</form>
<footer><a href="/charte-cookies">Charte cookies</a></footer>
</body>
</html>
"""


def home(request):
    """Counts the pages of the session, which makes Django start one."""
    views = request.session["views"] = request.session.get("views", 0) + 1
    page = engines["django"].from_string(HOME)
    return HttpResponse(page.render({"views": views}, request))


def charter(request):
    return HttpResponse(Path(sys.argv[1]).read_text(encoding="utf-8"))


urlpatterns = [
    path("", home),
    path("charte-cookies", charter),
    path("i18n/", include("django.conf.urls.i18n")),
]


class Server(ThreadingMixIn, WSGIServer):
    """Browsers open connections ahead and keep them: one thread each, or they would block one another."""

    daemon_threads = True


class Quiet(WSGIRequestHandler):
    def log_message(self, *_):
        pass


if __name__ == "__main__":
    server = make_server("127.0.0.1", 0, get_wsgi_application(), server_class=Server, handler_class=Quiet)
    print(server.server_port, flush=True)
    server.serve_forever()
