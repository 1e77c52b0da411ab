//! Answers that no file can hold: too large, never coming, too many cookies.

use super::answer::plain;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, Response, StatusCode};
use std::future::pending;

/// A charter may weigh 5 MB; this one weighs 6.
const TOO_LARGE: usize = 6_000_000;

/// Browsers keep about 180 cookies a site: a jar of 3,000 takes 20 sites.
const COOKIES_A_SITE: usize = 150;

const PICTURE: &str = r#"<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"#;

/// The answer of the hosts that put the extension to the trial. `None`: an ordinary site answers.
pub(super) async fn answer(host: &str, path: &str) -> Option<Response<Body>> {
    match (host, path) {
        ("lourd.localhost", "/charte-cookies") => Some(large()),
        ("muet.localhost", "/charte-cookies") => pending().await,
        ("mille.localhost", "/") => Some(thousand()),
        ("mille.localhost", path) if path.ends_with(".css") => {
            Some(typed(plain(StatusCode::OK, String::new()), "text/css"))
        }
        (_, "/jarre.svg") if host.starts_with("jarre") => Some(jar()),
        _ => None,
    }
}

fn large() -> Response<Body> {
    let row = "<tr><td>cookie</td><td>Une ligne parmi tant d'autres</td></tr>\n";
    let text = format!("<!doctype html><title>Charte cookies</title><table>{}", row.repeat(TOO_LARGE / row.len() + 1));
    typed(plain(StatusCode::OK, text), "text/html; charset=utf-8")
}

/// A page that asks for a thousand files, which cost next to nothing by themselves.
fn thousand() -> Response<Body> {
    let files: String = (0..1000).map(|number| format!("<link rel=stylesheet href=\"/{number}.css\">")).collect();
    typed(plain(StatusCode::OK, format!("<!doctype html><title>Mille</title>{files}")), "text/html; charset=utf-8")
}

fn jar() -> Response<Body> {
    let mut response = typed(plain(StatusCode::OK, PICTURE.to_owned()), "image/svg+xml");
    for number in 0..COOKIES_A_SITE {
        let cookie = format!("j{number:03}=1; Path=/; SameSite=None; Secure; Partitioned");
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
    }
    response
}

fn typed(mut response: Response<Body>, kind: &'static str) -> Response<Body> {
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
