//! What a site answers: the file of the path, and what its folder's `answers.json` adds.

use crate::place;
use anyhow::{Context, Result};
use axum::body::Body;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, LOCATION, SET_COOKIE};
use axum::http::{HeaderValue, Response, StatusCode};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// Answers a request, from disk each time, so that a page can be edited while it is shown.
pub(super) fn answer(host: &str, path: &str, port: u16) -> Response<Body> {
    if let Some(package) = path.strip_prefix("/npm/") {
        return packaged(package);
    }
    let folder = place::root().join("xtask/sites").join(kind_of(host));
    found(&folder, path, port).unwrap_or_else(|error| {
        let text = format!("xtask/sites/{host}: {error:#}");
        plain(StatusCode::INTERNAL_SERVER_ERROR, text)
    })
}

/// The host whose folder answers: `opendata-17.localhost` is a site of its own, and the same as `opendata.localhost`.
fn kind_of(host: &str) -> String {
    let (name, rest) = host.split_once('.').unwrap_or((host, ""));
    match name.rsplit_once('-') {
        Some((kind, number)) if number.parse::<u16>().is_ok() => format!("{kind}.{rest}"),
        _ => host.to_owned(),
    }
}

/// A file of an installed npm package, at `/npm/` on every host: `/npm/klaro/dist/klaro.js`.
fn packaged(path: &str) -> Response<Body> {
    let path = Path::new(path);
    let safe = path.components().all(|part| matches!(part, std::path::Component::Normal(_)));
    let file = place::node().join("node_modules").join(path);
    match fs::read(&file).ok().filter(|_| safe) {
        Some(bytes) => {
            let mut response = Response::new(Body::from(bytes));
            response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(kind(&file)));
            response
        }
        None => plain(StatusCode::NOT_FOUND, format!("{} is not installed: cargo xtask install", path.display())),
    }
}

/// An answer of plain text.
pub(super) fn plain(status: StatusCode, text: String) -> Response<Body> {
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    response
}

fn found(folder: &Path, path: &str, port: u16) -> Result<Response<Body>> {
    let stated = stated(folder, path)?;
    let cache = stated.get("cache").and_then(Value::as_str).unwrap_or("no-store");
    let mut response = Response::builder().header(CACHE_CONTROL, cache);
    for cookie in stated.get("cookies").and_then(Value::as_array).into_iter().flatten() {
        response = response.header(SET_COOKIE, cookie.as_str().context("a cookie is a text")?);
    }
    if let Some(to) = stated.get("redirect").and_then(Value::as_str) {
        let to = to.replace("{{port}}", &port.to_string());
        return Ok(response.status(StatusCode::FOUND).header(LOCATION, to).body(Body::empty())?);
    }
    let file = file(folder, path);
    let kind = stated.get("type").and_then(Value::as_str).unwrap_or_else(|| kind(&file));
    let Ok(bytes) = fs::read(&file) else {
        return Ok(plain(StatusCode::NOT_FOUND, "Page introuvable".to_owned()));
    };
    let body = match String::from_utf8(bytes) {
        Ok(text) => Body::from(text.replace("{{port}}", &port.to_string())),
        Err(other) => Body::from(other.into_bytes()),
    };
    Ok(response.header(CONTENT_TYPE, kind).body(body)?)
}

/// What `answers.json` says of a path, or of any page (`*`).
fn stated(folder: &Path, path: &str) -> Result<Value> {
    let Ok(text) = fs::read_to_string(folder.join("answers.json")) else { return Ok(Value::Null) };
    let all: Value = serde_json::from_str(&text).context("in answers.json")?;
    let page = !path.rsplit('/').next().unwrap_or_default().contains('.');
    Ok(all.get(path).or_else(|| all.get("*").filter(|_| page)).cloned().unwrap_or_default())
}

/// `/` is `index.html`, `/charte-cookies` is `charte-cookies.html`, `/style.css` is itself.
fn file(folder: &Path, path: &str) -> PathBuf {
    let name = path.trim_matches('/');
    let safe = Path::new(name).components().all(|part| matches!(part, std::path::Component::Normal(_)));
    match name {
        "" => folder.join("index.html"),
        "answers.json" => folder.join("there is no such page"),
        _ if !safe => folder.join("there is no such page"),
        _ if name.contains('.') => folder.join(name),
        _ => folder.join(format!("{name}.html")),
    }
}

fn kind(file: &Path) -> &'static str {
    match file.extension().and_then(|it| it.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        _ => "application/octet-stream",
    }
}
