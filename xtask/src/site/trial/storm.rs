//! A page that asks hundreds of hosts for pictures, each of which sets a cookie, and writes cookies itself without end.

use super::{DOT, plain, typed};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use axum::http::{HeaderValue, Response, StatusCode};

/// `/600/500`: six hundred hosts are asked, and five hundred cookies written, a second's worth. With the last one written and
/// the last picture there the page has `data-calm`. `None`: an ordinary page of the site.
pub(super) fn page(path: &str, port: u16) -> Option<Response<Body>> {
    let (pictures, cookies) = path.trim_start_matches('/').split_once('/')?;
    let (pictures, cookies): (usize, usize) = (pictures.parse().ok()?, cookies.parse().ok()?);
    let text = format!(
        "<!doctype html><html lang=fr><title>Tempête</title><h1>Tempête</h1>
        <footer><a href=/charte-cookies>Charte cookies</a></footer>
        <script>
        const pictures = Array.from({{ length: {pictures} }}, (_, number) => new Promise((resume) => {{
            const picture = new Image();
            picture.onload = picture.onerror = resume;
            picture.src = `http://rafale-${{number}}.localhost:{port}/`;
        }}));
        const written = new Promise((resume) => {{
            // By the time that has passed: browsers let the timers of a hidden page fire once a second.
            const begun = performance.now();
            let number = 0;
            const write = () => {{
                for (const due = Math.min((performance.now() - begun) / 2, {cookies}); number < due; number += 1) document.cookie = `goutte=${{number}}; path=/; max-age=3600`;
                if (number < {cookies}) setTimeout(write, 20);
                else resume();
            }};
            write();
        }});
        Promise.all([written, ...pictures]).then(() => {{ document.body.dataset.calm = ''; }});
        </script>"
    );
    let mut response = typed(plain(StatusCode::OK, text), "text/html; charset=utf-8");
    response.headers_mut().insert(SET_COOKIE, HeaderValue::from_static("foudre=1; Path=/; HttpOnly"));
    Some(response)
}

/// Whether a host is one of those that the page asks for a picture.
pub(super) fn is_gust(host: &str) -> bool {
    host.starts_with("rafale-")
}

pub(super) fn gust() -> Response<Body> {
    let mut response = typed(Response::new(Body::from(DOT)), "image/gif");
    response.headers_mut().insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response.headers_mut().insert(SET_COOKIE, HeaderValue::from_static("rafale=1; Path=/; SameSite=None; Secure"));
    response
}
