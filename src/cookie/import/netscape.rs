//! cookies.txt: seven columns separated by tabs, one cookie a line; `#HttpOnly_` before the domain marks such cookies. Where a file marks
//! none, its writer may mark none.
//!
//! Written by Netscape once, today by curl, wget, yt-dlp, Python's `http.cookiejar.MozillaCookieJar` and extensions.

use super::Capture;
use super::error::ImportError;
use crate::cookie::{Cookie, Stage, Untold};
use std::io::{BufRead, Read as _};

/// A line of more bytes is none of a browser's: cookies end at 4,096 (RFC 6265bis §5.6).
const LONGEST: u64 = 1 << 20;

/// Reads a whole file, line by line.
pub(super) fn read(mut file: impl BufRead) -> Result<Capture, ImportError> {
    let mut cookies: Vec<Cookie> = Vec::new();
    let mut bytes = Vec::new();
    for line in 1.. {
        bytes.clear();
        if file.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        if bytes.len() as u64 == LONGEST {
            return Err(wrong(line, "longer than a million bytes; expected a cookie of cookies.txt"));
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text.trim_end_matches(['\n', '\r']);
        let (text, http_only) = match text.strip_prefix("#HttpOnly_") {
            Some(rest) => (rest, true),
            None if text.starts_with('#') || text.trim().is_empty() => continue,
            None => (text, false),
        };
        cookies.push(cookie(text, http_only).map_err(|problem| ImportError::Line { line, problem })?);
    }
    // Some writers mark none.
    if !cookies.iter().any(|cookie| cookie.http_only) {
        cookies.iter_mut().for_each(|cookie| cookie.untold = Untold::HttpOnly);
    }
    Ok(Capture { cookies, ..Capture::default() })
}

/// Domain, include sub-domains, path, secure, expiry, name; the seventh column is the value and is not looked at.
fn cookie(text: &str, http_only: bool) -> Result<Cookie, String> {
    let columns: Vec<&str> = text.split('\t').take(7).collect();
    let [domain, subdomains, path, secure, expires, name, ..] = columns.as_slice() else {
        let count = columns.len();
        return Err(format!(
            "{count} column{} found; expected 7, separated by tabs: domain, sub-domains, path, secure, expiry, name, value",
            if count == 1 { "" } else { "s" }
        ));
    };
    let domain = domain.trim().to_lowercase();
    let bare = domain.strip_prefix('.').unwrap_or(&domain);
    if bare.is_empty() {
        return Err("an empty domain; expected a host such as example.org".to_owned());
    }
    Ok(Cookie {
        name: (*name).to_owned(),
        domain: bare.to_owned(),
        host_only: !truth(subdomains, "the second column")?,
        path: if path.is_empty() { "/".to_owned() } else { (*path).to_owned() },
        store: None,
        partition: None,
        secure: truth(secure, "the fourth column")?,
        http_only,
        same_site: None,
        expires: moment(expires)?,
        set_for: None,
        longest_set_for: None,
        set_at: None,
        set_by: None,
        stage: Stage::Unknown,
        refused: None,
        only_sent: false,
        untold: Untold::Nothing,
    })
}

/// Whether a line is a cookie, and nothing else: tabs may have become spaces on the way.
pub(super) fn is_cookie(line: &str) -> bool {
    let line = line.strip_prefix("#HttpOnly_").unwrap_or(line).trim_end();
    let columns: Vec<&str> = if line.contains('\t') {
        line.split('\t').map(str::trim).take(6).collect()
    } else {
        line.split_whitespace().take(6).collect()
    };
    let is_truth = |text: &str| ["TRUE", "FALSE"].iter().any(|truth| text.eq_ignore_ascii_case(truth));
    let [domain, subdomains, path, secure, expires, _] = columns.as_slice() else { return false };
    let is_place = !domain.is_empty() && (path.is_empty() || path.starts_with('/'));
    is_place && is_truth(subdomains) && is_truth(secure) && moment(expires).is_ok()
}

fn truth(text: &str, column: &str) -> Result<bool, String> {
    match text.trim().to_ascii_uppercase().as_str() {
        "TRUE" | "1" => Ok(true),
        "FALSE" | "0" | "" => Ok(false),
        _ => Err(format!("{column} is neither TRUE nor FALSE; expected one of them")),
    }
}

/// Seconds since 1970, perhaps with a fraction; 0 and nothing mean the session.
fn moment(text: &str) -> Result<Option<u64>, String> {
    let text = text.trim();
    let whole = text.split_once('.').map_or(text, |(whole, _)| whole);
    if whole.is_empty() || whole.starts_with('-') {
        return Ok(None);
    }
    match whole.parse::<u64>() {
        Ok(0) => Ok(None),
        Ok(seconds) => Ok(Some(seconds)),
        Err(_) => Err("the fifth column is no number; expected the expiry in seconds since 1970, or 0".to_owned()),
    }
}

fn wrong(line: usize, problem: &str) -> ImportError {
    ImportError::Line { line, problem: problem.to_owned() }
}
