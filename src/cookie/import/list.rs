//! Lists of cookies: an array of them, or an object that holds one.

use super::error::ImportError;
use super::json::Length;
use super::record::Record;
use super::{Capture, Form};
use crate::cookie::domain::host;
use crate::cookie::{StorageKind, Stored};
use serde::Deserialize;
use std::io::Read;

/// An array of cookies: WebExtension `cookies.getAll`, Cookie-Editor, EditThisCookie, Puppeteer, WebDriver.
pub(super) fn cookies(file: impl Read) -> Result<Capture, ImportError> {
    let records: Vec<Record> = serde_json::from_reader(file).map_err(|error| ImportError::json(Form::List, error))?;
    Ok(Capture { cookies: records.into_iter().map(Record::cookie).collect(), ..Capture::default() })
}

/// An object with `cookies`: DevTools protocol (its envelope included) and Playwright `storageState`.
pub(super) fn session(file: impl Read) -> Result<Capture, ImportError> {
    let session: Session = serde_json::from_reader(file).map_err(|error| ImportError::json(Form::Session, error))?;
    let (cookies, origins) = match session.result {
        Some(result) => (result.cookies, session.origins),
        None => (session.cookies, session.origins),
    };
    Ok(Capture {
        site: session.url,
        cookies: cookies.into_iter().map(Record::cookie).collect(),
        storage: origins.into_iter().flat_map(Origin::stored).collect(),
        ..Capture::default()
    })
}

#[derive(Deserialize)]
struct Session {
    #[serde(default)]
    cookies: Vec<Record>,
    #[serde(default)]
    origins: Vec<Origin>,
    /// EditThisCookie names the page.
    #[serde(default)]
    url: Option<String>,
    /// An answer of the DevTools protocol as it came over the wire.
    #[serde(default)]
    result: Option<Answer>,
}

#[derive(Deserialize)]
struct Answer {
    cookies: Vec<Record>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Origin {
    #[serde(rename = "origin")]
    address: String,
    #[serde(default)]
    local_storage: Vec<Key>,
    #[serde(default)]
    session_storage: Vec<Key>,
    #[serde(default, rename = "indexedDB")]
    indexed_db: Vec<Key>,
}

#[derive(Deserialize)]
struct Key {
    name: String,
    /// Its length alone is kept.
    #[serde(default)]
    value: Length,
}

impl Origin {
    fn stored(self) -> Vec<Stored> {
        let host = host(&self.address).unwrap_or(self.address);
        let kinds = [
            (StorageKind::LocalStorage, self.local_storage),
            (StorageKind::SessionStorage, self.session_storage),
            (StorageKind::IndexedDb, self.indexed_db),
        ];
        let keys = kinds.into_iter().flat_map(|(kind, keys)| keys.into_iter().map(move |key| (kind, key)));
        keys.map(|(kind, key)| Stored { kind, host: host.clone(), name: key.name, size: key.value.0 }).collect()
    }
}
