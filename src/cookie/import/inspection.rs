//! inspection.json of the EDPS Website Evidence Collector, which the EDPB's Website Auditing Tool reads too.

use super::error::ImportError;
use super::json::{Length, Scalar};
use super::record::Record;
use super::{Capture, Form};
use crate::cookie::domain::host;
use crate::cookie::{Cookie, Host, KnownBy, StorageKind, Stored};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::Read;

/// Reads the cookies, storage keys and hosts of an inspection.
pub(super) fn read(file: impl Read) -> Result<Capture, ImportError> {
    let inspection: Inspection =
        serde_json::from_reader(file).map_err(|error| ImportError::json(Form::Inspection, error))?;
    let browser = match (inspection.browser.name.text(), inspection.browser.version.text()) {
        (Some(name), Some(version)) => Some(format!("{name} {version}")),
        (name, version) => name.or(version),
    };
    let local = inspection.local_storage.into_iter().flat_map(|(origin, keys)| {
        let host = host(&origin).unwrap_or(origin);
        keys.into_iter().map(move |(name, item)| Stored {
            kind: StorageKind::LocalStorage,
            host: host.clone(),
            name,
            // Our own export knows no values; a key that holds nothing is worth the same.
            size: item.value.0.filter(|size| *size > 0),
        })
    });
    Ok(Capture {
        site: inspection.uri_dest.text().or(inspection.uri_ins.text()),
        now: inspection.end_time.moment(),
        browser,
        hosts: inspection.hosts.requests.hosts(),
        storage: local.collect(),
        cookies: inspection.cookies.into_iter().map(cookie).collect(),
        ..Capture::default()
    })
}

#[derive(Deserialize)]
struct Inspection {
    #[serde(default)]
    uri_ins: Scalar,
    #[serde(default)]
    uri_dest: Scalar,
    #[serde(default)]
    end_time: Scalar,
    #[serde(default)]
    browser: Browser,
    #[serde(default)]
    hosts: Hosts,
    #[serde(default)]
    cookies: Vec<Record>,
    #[serde(default, rename = "localStorage")]
    local_storage: BTreeMap<String, BTreeMap<String, Item>>,
}

#[derive(Default, Deserialize)]
struct Browser {
    #[serde(default)]
    name: Scalar,
    #[serde(default)]
    version: Scalar,
}

#[derive(Default, Deserialize)]
struct Hosts {
    #[serde(default)]
    requests: Parties,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Parties {
    #[serde(default)]
    first_party: Vec<String>,
    #[serde(default)]
    third_party: Vec<String>,
}

impl Parties {
    fn hosts(self) -> Vec<Host> {
        let names = self.first_party.into_iter().chain(self.third_party);
        names.map(|name| Host { name: name.to_lowercase(), known_by: KnownBy::Capture }).collect()
    }
}

#[derive(Deserialize)]
struct Item {
    /// Its length alone is kept.
    #[serde(default)]
    value: Length,
}

/// The collector strips the leading dot, so sub-domains cannot be ruled out where it says nothing else.
fn cookie(record: Record) -> Cookie {
    let host_only = record.tells_host_only();
    Cookie { host_only, ..record.cookie() }
}
