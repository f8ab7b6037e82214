"""Who may ask the page for anything: only the browser of the person who opened it, and only by its own pages.

A page of the network that the person looks at may send requests to this machine, too. None of them passes: it does not
know the token, its cookie is not sent along (SameSite=Strict), its Origin is another one, and a name of its own that it
lets mean this machine (DNS rebinding) is no Host of ours.
"""

from __future__ import annotations

import hmac
import time
from typing import Any

import tornado.web

from parlib.app.shared import Shared
from parlib.app.words import word

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
"""What pages of the program may load: what it serves itself."""

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",  # with none at all, forms would send no Origin to hold against ours
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
    "Content-Security-Policy": POLICY,
}


class Guarded(tornado.web.RequestHandler):
    """Answers only requests that come from the page of the program."""

    @property
    def shared(self) -> Shared:
        """What all pages share."""
        shared: Shared = self.application.settings["shared"]
        return shared

    @property
    def language(self) -> str:
        """The language of the page that is chosen."""
        return self.shared.language

    def set_default_headers(self) -> None:
        """Send what a browser must heed with everything."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def prepare(self) -> None:
        """Refuse what does not come from the page itself."""
        headers, hosts = self.request.headers, self.shared.hosts
        if headers.get_list("Host") not in [[host] for host in hosts]:
            raise tornado.web.HTTPError(403, "host")
        if self.request.method not in ("GET", "HEAD"):
            if headers.get("Origin") not in [f"http://{host}" for host in hosts]:
                raise tornado.web.HTTPError(403, "origin")
            if headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
                raise tornado.web.HTTPError(403, "site")
        if not self.has_token(self.get_cookie(self.shared.cookie) or ""):
            self.refuse_stranger()
        else:
            self.shared.seen = time.monotonic()

    def has_token(self, given: str) -> bool:
        """Tell whether what was given is the token; how long it takes says nothing of it."""
        return hmac.compare_digest(given.encode(), self.shared.token.encode())

    def refuse_stranger(self) -> None:
        """Refuse who does not know the token."""
        raise tornado.web.HTTPError(403, "token")

    def render_page(self, name: str, **given: Any) -> None:  # noqa: ANN401
        """Send a page made of a template."""
        self.finish(self.shared.render(name, **given))

    def write_error(self, status_code: int, **_: Any) -> None:  # noqa: ANN401
        """Say in both languages what is the matter; nothing of how the program works."""
        term = {404: "not_found", 409: "busy", 413: "too_large"}.get(status_code, "refused_said")
        term = "broken" if status_code >= 500 else term
        said = word(term, limit=self.shared.limit) if term == "too_large" else word(term)
        self.finish(self.shared.render("refused.html", said=said))

    def log_exception(self, *given: Any) -> None:  # noqa: ANN401
        """Log faults of the program only."""
        if not isinstance(given[1], tornado.web.HTTPError):
            super().log_exception(*given)


class Nothing(Guarded):
    """Every address that is none."""

    def prepare(self) -> None:
        """Say that nothing is there, to those who may ask."""
        super().prepare()
        raise tornado.web.HTTPError(404)
