"""Python's own jar: http.cookiejar.MozillaCookieJar. Run: python3 jar.py PORT FILE"""
import http.cookiejar
import socket
import sys
import urllib.request

port, file = sys.argv[1:]
resolve = socket.getaddrinfo
socket.getaddrinfo = lambda host, *rest, **more: resolve("127.0.0.1" if host.endswith(".localhost") else host, *rest, **more)
jar = http.cookiejar.MozillaCookieJar(file)
opener = urllib.request.build_opener(urllib.request.ProxyHandler({}), urllib.request.HTTPCookieProcessor(jar))
for host, path in [("opendata.localhost", "/"), ("stats.tracker.localhost", "/pixel")]:
    opener.open(f"http://{host}:{port}{path}").read()
jar.save(ignore_discard=True)
