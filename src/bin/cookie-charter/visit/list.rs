//! The sites that were asked for, and the servers.

use super::wire::Endpoint;
use crate::error::Error;
use crate::{address, decode};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Addresses in their normal form, each once, in order; those with a name and password also as they were typed.
pub(super) fn addresses(typed: &[String], credentials: &mut BTreeMap<String, String>) -> Result<Vec<String>, Error> {
    let mut seen = BTreeSet::new();
    let mut all = Vec::new();
    for typed in typed {
        let whole = address::site(typed)?;
        let bare = address::bare(&whole);
        if bare != whole {
            credentials.insert(bare.clone(), whole);
        }
        if seen.insert(bare.clone()) {
            all.push(bare);
        }
    }
    Ok(all)
}

/// The addresses of a list, one a line.
pub(super) fn listed(path: Option<&Path>) -> Result<Vec<String>, Error> {
    let Some(path) = path else { return Ok(Vec::new()) };
    if path.is_dir() {
        return Err(Error::Folder { path: path.to_owned(), expected: "a file with one address a line" });
    }
    let list = decode::page(&std::fs::read(path).map_err(|source| Error::file(path, source))?);
    let (mut addresses, mut wrong) = (Vec::new(), Vec::new());
    for (line, text) in (1..).zip(list.lines()) {
        let text = text.trim();
        let text = text.split_once(" #").map_or(text, |(address, _)| address.trim_end());
        if !text.is_empty() && !text.starts_with('#') {
            match address::site(text) {
                Ok(address) => addresses.push(address),
                Err(_) => wrong.push((line, address::unsigned(text).chars().take(200).collect())),
            }
        }
    }
    if !wrong.is_empty() {
        return Err(Error::Listed { path: path.to_owned(), lines: wrong });
    }
    if addresses.is_empty() {
        return Err(Error::Empty { path: path.to_owned(), expected: "one address a line" });
    }
    Ok(addresses)
}

/// Where a WebDriver server listens.
pub(super) fn server(typed: &str) -> Result<Endpoint, Error> {
    let url = url::Url::parse(typed).ok();
    let is = |told: fn(&url::Url) -> bool| url.as_ref().is_some_and(told);
    let refused = |why| Error::Server { shown: address::unsigned(typed).to_owned(), why };
    if is(|url| url.scheme() == "https") {
        return Err(refused("is asked over http only; reach it through a tunnel, such as ssh -L"));
    }
    if is(|url| !url.username().is_empty() || url.password().is_some()) {
        return Err(refused(
            "is asked without name and password; leave them out, or reach it through a proxy that adds them",
        ));
    }
    Endpoint::of(typed)
        .ok_or_else(|| refused("is not the address of a WebDriver server; expected one such as http://grid:4444"))
}
