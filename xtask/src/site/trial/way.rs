//! Hosts that a page contacts in every way there is, one host a way: each answers with what is asked for and a cookie.

use axum::body::Body;
use axum::http::Response;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_CREDENTIALS, ACCESS_CONTROL_ALLOW_ORIGIN, CACHE_CONTROL, CONTENT_TYPE, SET_COOKIE,
};

/// The answer of the host of a way (`image` of `image.voies.localhost`).
pub(super) fn answer(way: &str, port: u16) -> Response<Body> {
    let (kind, body): (&str, &[u8]) = match way {
        "script" => ("text/javascript", b"0"),
        "feuille" => ("text/css", b""),
        "flux" => ("text/event-stream", b"data: 1\n\n"),
        "cadre" => ("text/html", b"<!doctype html><title>Cadre</title>"),
        "image" | "avance" => ("image/gif", super::DOT),
        _ => ("text/plain", b"1"),
    };
    let response = Response::builder()
        .header(CONTENT_TYPE, kind)
        .header(CACHE_CONTROL, "no-store")
        .header(ACCESS_CONTROL_ALLOW_ORIGIN, format!("http://voies.localhost:{port}"))
        .header(ACCESS_CONTROL_ALLOW_CREDENTIALS, "true")
        .header(SET_COOKIE, format!("{way}=1; Path=/; Max-Age=3600; SameSite=Lax"));
    response.body(Body::from(body)).unwrap_or_default()
}
