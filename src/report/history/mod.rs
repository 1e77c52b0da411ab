//! The audits that a person keeps: how each is listed, and the one file in which all of them travel.
//!
//! A file that comes in is hostile until read: its size is bounded, every audit and judgement in it is checked alone, and
//! what does not hold is counted and left out; the rest is taken.

mod check;
pub mod view;

use super::judgement::NOTE;
use super::{Report, Summary};
use crate::audit::Judgement;
use crate::cookie::{Missing, Stage, domain};
use crate::text;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// The most bytes that all kept audits together may take. Chromium gives an extension 10 MB for everything it stores
/// (`storage.local.QUOTA_BYTES`); half of it is left to the charters that are remembered.
pub const MOST_BYTES: usize = 5_000_000;
/// The most bytes of a file to take in: a whole history, with room for its layout.
pub const MOST_FILE: usize = 4 * MOST_BYTES;
/// The most judgements of one site that are kept.
pub const MOST_JUDGEMENTS: usize = 2_000;

const SCHEMA: &str = "cookie-charter/history/";
const VERSION: u32 = 1;

/// The judgements of the findings of one site, by [`fingerprint`](super::baseline::fingerprint).
pub type Judgements = BTreeMap<String, Judgement>;

/// A history as a file.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct History {
    /// Always `cookie-charter/history/1`.
    pub schema: String,
    /// The audits, in the order of their moments.
    pub audits: Vec<Report>,
    /// The judgements, by site.
    pub judgements: BTreeMap<String, Judgements>,
}

/// A kept audit, as lists show it without opening it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Tells it from every other audit: the moment and the beginning of the SHA-256 of its JSON.
    pub id: String,
    /// The site, by its registrable domain.
    pub site: String,
    /// When the cookies were read, in seconds since 1970.
    pub at: u64,
    /// Where the visitor stood.
    pub stage: Stage,
    /// The browser. `None` when the audit does not tell.
    pub browser: Option<String>,
    /// The bytes of its JSON.
    pub bytes: usize,
    /// Its numbers. `None` when its record cannot be read any more.
    pub summary: Option<Summary>,
    /// What may be missing.
    #[serde(default)]
    pub missing: Vec<Missing>,
}

/// What came out of a file.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Taken {
    /// The audits that hold.
    pub audits: Vec<Report>,
    /// The judgements that hold, by site.
    pub judgements: BTreeMap<String, Judgements>,
    /// How many audits were left out because they do not hold.
    pub broken: usize,
}

/// Why nothing of a file was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Over [`MOST_FILE`].
    TooLarge,
    /// Not JSON, or cut off.
    NotJson,
    /// JSON of something else.
    Foreign,
    /// Written by a newer version.
    Newer,
}

impl History {
    /// A history of these audits and judgements.
    pub fn of(mut audits: Vec<Report>, judgements: BTreeMap<String, Judgements>) -> Self {
        audits.sort_by_key(|report| (report.visit.now, site(report)));
        Self { schema: format!("{SCHEMA}{VERSION}"), audits, judgements }
    }
}

/// The site under which an audit is kept: its registrable domain, or its host where there is none.
pub fn site(report: &Report) -> String {
    site_of(&report.visit.site)
}

/// The same of the address that was visited.
pub fn site_of(address: &str) -> String {
    let host = domain::host(address).unwrap_or_default();
    domain::registrable(&host).unwrap_or(&host).to_owned()
}

/// An audit as it is kept, and its entry in the list. Judgements are taken out of it: they are kept once for the site, and
/// put beside the findings of every audit of it.
pub fn kept(mut report: Report) -> (Entry, Report) {
    for finding in &mut report.findings {
        finding.judgement = None;
    }
    let json = serde_json::to_string(&report).unwrap_or_default();
    let hash = Sha256::digest(json.as_bytes());
    let id = format!("{}-{}", report.visit.now, text::hex(hash.get(..8).unwrap_or_default()));
    let entry = Entry {
        id,
        site: site(&report),
        at: report.visit.now,
        stage: report.visit.stage,
        browser: report.visit.browser.clone(),
        bytes: json.len(),
        summary: Some(report.summary),
        missing: report.visit.missing.clone(),
    };
    (entry, report)
}

/// An entry for an audit whose record cannot be read any more: it can be seen, and deleted.
pub fn broken(id: String, bytes: usize) -> Entry {
    let at = id.split('-').next().and_then(|at| at.parse().ok()).filter(|at| *at <= check::LAST).unwrap_or_default();
    Entry {
        id,
        site: String::new(),
        at,
        stage: Stage::Unknown,
        browser: None,
        bytes,
        summary: None,
        missing: Vec::new(),
    }
}

/// Reads a file: a history, or the JSON report of one audit.
///
/// # Errors
///
/// The file as a whole is none of ours, too large or too new. A single audit that does not hold is no error.
pub fn read(file: &str) -> Result<Taken, Refusal> {
    if file.len() > MOST_FILE {
        return Err(Refusal::TooLarge);
    }
    let file: Value = serde_json::from_str(file.trim_start_matches('\u{feff}')).map_err(|_| Refusal::NotJson)?;
    let schema = file.get("schema").and_then(Value::as_str).ok_or(Refusal::Foreign)?;
    if let Some(version) = schema.strip_prefix(SCHEMA) {
        return match version.parse::<u32>() {
            Ok(VERSION) => Ok(taken(&file)),
            Ok(_) => Err(Refusal::Newer),
            Err(_) => Err(Refusal::Foreign),
        };
    }
    match schema.strip_prefix("cookie-charter/report/") {
        Some("1") => Ok(of_reports(&[file])),
        Some(_) => Err(Refusal::Newer),
        None => Err(Refusal::Foreign),
    }
}

fn taken(file: &Value) -> Taken {
    let audits = file.get("audits").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    let mut taken = of_reports(audits);
    for (site, judgements) in file.get("judgements").and_then(Value::as_object).into_iter().flatten() {
        let kept: Judgements = judgements
            .as_object()
            .into_iter()
            .flatten()
            .filter_map(|(id, judgement)| check::judgement(id, judgement.clone()))
            .take(MOST_JUDGEMENTS)
            .collect();
        if check::is_site(site) && !kept.is_empty() {
            taken.judgements.entry(site.clone()).or_default().extend(kept);
        }
    }
    taken
}

/// The audits that hold, with the judgements they carry.
fn of_reports(audits: &[Value]) -> Taken {
    let mut taken = Taken::default();
    for audit in audits {
        let Some(report) = check::report(audit.clone()) else {
            taken.broken += 1;
            continue;
        };
        let judged = super::judgement::judgements(&report);
        if !judged.is_empty() {
            let of_site = taken.judgements.entry(site(&report)).or_default();
            of_site.extend(judged.into_iter().take(MOST_JUDGEMENTS));
        }
        taken.audits.push(kept(report).1);
    }
    taken
}

/// A note as it is kept: at most [`NOTE`] characters, without the control characters that no one types.
pub fn note(text: &str) -> String {
    text.trim().chars().filter(|c| !c.is_control() || *c == '\n').take(NOTE).collect()
}

#[cfg(test)]
mod tests;
