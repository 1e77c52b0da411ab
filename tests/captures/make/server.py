"""The demo visit behind the captures of this folder: a site, a hop that redirects, a tracker, all on loopback.

Every cookie value contains SECRET, so that a test can prove that none is kept.
Run: python3 server.py PORT
"""
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PORT = int(sys.argv[1])

HOME = f"""<!doctype html><html lang="fr"><title>Données ouvertes</title>
<script>document.cookie = "_pk_id.1.4f2a=SECRET-script; Max-Age=33955200; Path=/; SameSite=Lax";
localStorage.setItem("theme", "SECRET-local");</script>
<p>Données ouvertes <a href="/charte">Charte cookies</a>
<img src="http://hop.localhost:{PORT}/go" width="1" height="1" alt="">"""

SET = {
    ("opendata.localhost", "/"): [
        "sessionid=SECRET-session; Path=/; HttpOnly; SameSite=Lax",
        "csrftoken=SECRET-csrf; Path=/; Max-Age=31449600; SameSite=Lax",
        "gone=SECRET-gone; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT",
    ],
    ("hop.localhost", "/go"): ["hop=SECRET-hop; Path=/; Secure; SameSite=None; Max-Age=7776000"],
    ("stats.tracker.localhost", "/pixel"): [
        "uid=SECRET-uid; Domain=tracker.localhost; Path=/; Secure; SameSite=None; Expires=Wed, 23 Nov 2033 09:00:00 GMT",
        "part=SECRET-part; Path=/; Secure; SameSite=None; Partitioned; Max-Age=86400",
    ],
}


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        host, path = self.headers["Host"].split(":")[0], self.path.split("?")[0]
        body, kind = b"", "image/gif"
        if host == "opendata.localhost":
            body, kind = HOME.encode(), "text/html; charset=utf-8"
        self.send_response(302 if host == "hop.localhost" else 200)
        if host == "hop.localhost":
            self.send_header("Location", f"http://stats.tracker.localhost:{PORT}/pixel")
        for value in SET.get((host, path), []):
            self.send_header("Set-Cookie", value)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


ThreadingHTTPServer(("127.0.0.1", PORT), Answer).serve_forever()
