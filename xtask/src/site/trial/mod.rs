//! Answers that no file can hold: too large, never coming, too many cookies.

mod storm;
mod way;

use super::answer::plain;
use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, SET_COOKIE};
use axum::http::{HeaderValue, Response, StatusCode};
use std::future::pending;
use std::time::Duration;

/// A charter may weigh 5 MB; this one weighs 6.
const TOO_LARGE: usize = 6_000_000;

/// Browsers keep about 180 cookies a site: a jar of 3,000 takes 20 sites.
const COOKIES_A_SITE: usize = 150;

/// More cookies than browsers keep of a site.
const TOO_MANY: usize = 200;

/// How long a server that is not on this machine takes to answer.
const FAR: Duration = Duration::from_millis(20);

/// How long a slow server takes to say that there is no charter: long enough to paste one meanwhile, or to point to another,
/// which takes twice as long.
const SLOW: Duration = Duration::from_secs(3);

/// A picture of one point. A drawn one (SVG) would cost the page some 5 ms, a storm of them many seconds.
const DOT: &[u8] =
    b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";

/// The answer of the hosts that put the extension to the trial. `None`: an ordinary site answers.
pub(super) async fn answer(host: &str, path: &str, port: u16) -> Option<Response<Body>> {
    match (host, path) {
        ("lourd.localhost", "/charte-cookies") => Some(large()),
        ("muet.localhost", "/charte-cookies") => pending().await,
        ("lent.localhost", "/charte-cookies") => {
            tokio::time::sleep(SLOW).await;
            Some(plain(StatusCode::NOT_FOUND, "Page introuvable".to_owned()))
        }
        ("lent.localhost", "/charte-lente") => {
            tokio::time::sleep(2 * SLOW).await;
            None
        }
        ("mille.localhost", "/") => Some(thousand("")),
        ("mille.localhost", "/loin") => Some(thousand("loin/")),
        ("mille.localhost", path) => {
            if path.starts_with("/loin/") {
                tokio::time::sleep(FAR).await;
            }
            Some(small(path))
        }
        ("tempete.localhost", path) => storm::page(path, port),
        (host, _) if storm::is_gust(host) => Some(storm::gust()),
        (_, "/jarre.gif") if host.starts_with("jarre") => Some(jar()),
        ("comble.localhost", "/") => Some(full()),
        _ => host.strip_suffix(".voies.localhost").map(|way| way::answer(way, port)),
    }
}

fn large() -> Response<Body> {
    let row = "<tr><td>cookie</td><td>Une ligne parmi tant d'autres</td></tr>\n";
    let text = format!("<!doctype html><title>Charte cookies</title><table>{}", row.repeat(TOO_LARGE / row.len() + 1));
    typed(plain(StatusCode::OK, text), "text/html; charset=utf-8")
}

/// A page that asks for a thousand files of the kinds that pages ask for. They cost next to nothing by themselves.
fn thousand(folder: &str) -> Response<Body> {
    let files: String = (0..1000).map(|number| asked(number, folder)).collect();
    typed(plain(StatusCode::OK, format!("<!doctype html><title>Mille</title>{files}")), "text/html; charset=utf-8")
}

fn asked(number: usize, folder: &str) -> String {
    let path = format!("/{folder}{number}");
    match number % 20 {
        0..=9 => format!("<img src={path}.gif>"),
        10..=16 => format!("<script async src={path}.js></script>"),
        17..=18 => format!("<link rel=stylesheet href={path}.css>"),
        _ => format!("<script>fetch('{path}.json')</script>"),
    }
}

fn small(path: &str) -> Response<Body> {
    let kind = match path.rsplit('.').next() {
        Some("gif") => "image/gif",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        _ => "application/json",
    };
    let body =
        if kind == "image/gif" { Body::from(DOT) } else { Body::from(if kind == "text/css" { "" } else { "0" }) };
    typed(Response::new(body), kind)
}

fn jar() -> Response<Body> {
    setting(
        typed(Response::new(Body::from(DOT)), "image/gif"),
        (0..COOKIES_A_SITE).map(|n| format!("j{n:03}=1; Path=/; SameSite=None; Secure; Partitioned")),
    )
}

/// A page that sets more cookies than browsers keep of a site.
fn full() -> Response<Body> {
    let page = "<!doctype html><html lang=fr><title>Comble</title><h1>Comble</h1>".to_owned();
    let page = typed(plain(StatusCode::OK, page), "text/html; charset=utf-8");
    setting(page, (0..TOO_MANY).map(|n| format!("c{n:03}=1; Path=/")))
}

fn setting(mut response: Response<Body>, cookies: impl Iterator<Item = String>) -> Response<Body> {
    for cookie in cookies.filter_map(|cookie| HeaderValue::from_str(&cookie).ok()) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
    response
}

fn typed(mut response: Response<Body>, kind: &'static str) -> Response<Body> {
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind));
    response
}
