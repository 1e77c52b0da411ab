//! The audits that the person keeps on this machine, and the auditor's judgements. Every change is written at once or not at
//! all: a full disk, or a record that cannot be read, concerns nothing else.

use super::api;
use super::layout::{AUDIT, AUDITS, JUDGED, PRIVATE};
use crate::report::Report;
use crate::report::history::view::{Said, room};
use crate::report::history::{self, Entry, History, Judgements, MOST_BYTES, MOST_JUDGEMENTS, Taken};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use web_extensions_sys::StorageArea;

/// The list of the kept audits. A list that is lost is made anew from the audits themselves.
pub(super) async fn entries() -> Vec<Entry> {
    if let Some(entries) = api::load(&api::local(), AUDITS).await {
        return entries;
    }
    let all = api::everything(&api::local()).await.unwrap_or_default();
    let entry = |(key, value): (String, Value)| {
        let id = key.strip_prefix(AUDIT)?.to_owned();
        let bytes = value.to_string().len();
        Some(match serde_json::from_value::<Report>(value) {
            Ok(report) => Entry { id, ..history::kept(report).0 },
            Err(_) => history::broken(id, bytes),
        })
    };
    let entries: Vec<Entry> = all.into_iter().filter_map(entry).collect();
    // Without room for the list it is made again the next time.
    let _ = api::save(&api::local(), AUDITS, &entries).await;
    entries
}

/// Keeps an audit as it was shown. It is checked like one from outside: it comes through a page.
pub(super) async fn keep(report: &Value) -> Said {
    if report.pointer("/visit/private") == Some(&json!(true)) {
        return Said::Private;
    }
    let Ok(taken) = history::read(&report.to_string()) else { return Said::Unreadable };
    match take(Taken { judgements: BTreeMap::new(), ..taken }).await {
        Said::Imported { new: 1, .. } => Said::Kept,
        Said::Imported { already: 1, .. } => Said::Already,
        Said::Imported { no_room: 1, .. } => Said::Full,
        Said::Imported { .. } => Said::Unreadable,
        said => said,
    }
}

/// Takes in a file that the person chose.
pub(super) async fn import(file: &str) -> Said {
    match history::read(file) {
        Ok(taken) => take(taken).await,
        Err(refusal) => Said::Refused(refusal),
    }
}

async fn take(taken: Taken) -> Said {
    let mut entries = entries().await;
    let mut values = Map::new();
    for (site, theirs) in &taken.judgements {
        // What the person thinks here stands.
        let mut ours = theirs.clone();
        ours.extend(judgements(&Judged::of(site, false)).await);
        if ours.len() <= MOST_JUDGEMENTS {
            values.insert(format!("{JUDGED}{site}"), json!(ours));
        }
    }
    let (news, said) = room(&entries, taken);
    for (entry, report) in news {
        values.insert(format!("{AUDIT}{}", entry.id), json!(report));
        entries.push(entry);
    }
    values.insert(AUDITS.to_owned(), json!(entries));
    if api::save_all(&api::local(), &values).await.is_ok() { said } else { Said::Disk }
}

/// A kept audit with the judgements of its site. `None` when its record is gone or cannot be read; the list then says so.
pub(super) async fn open(id: &str) -> Option<Report> {
    if let Some(report) = api::load::<Report>(&api::local(), &format!("{AUDIT}{id}")).await {
        let judgements = judgements(&Judged::of(&history::site(&report), false)).await;
        return Some(crate::report::judgement::judged(report, &judgements));
    }
    let entries = entries().await.into_iter();
    let marked: Vec<Entry> =
        entries.map(|entry| if entry.id == id { Entry { summary: None, ..entry } } else { entry }).collect();
    let _ = api::save(&api::local(), AUDITS, &marked).await;
    None
}

/// Deletes one audit, or with `None` all of them and every judgement.
///
/// # Errors
/// The browser refuses: everything is still there.
pub(super) async fn delete(id: Option<&str>) -> Result<(), Said> {
    let (keys, left) = if let Some(id) = id {
        let left = entries().await.into_iter().filter(|entry| entry.id != id).collect();
        (vec![format!("{AUDIT}{id}")], left)
    } else {
        let all = api::everything(&api::local()).await.ok_or(Said::Disk)?;
        let ours = all.into_keys().filter(|key| key.starts_with(AUDIT) || key.starts_with(JUDGED));
        (ours.collect(), Vec::new())
    };
    api::remove(&api::local(), &keys).await.map_err(|_| Said::Disk)?;
    // A list that could not be written names an audit that is gone: opening it says so.
    let _ = api::save(&api::local(), AUDITS, &left).await;
    Ok(())
}

/// Everything that is kept, as one file. Audits that cannot be read stay out.
pub(super) async fn export() -> History {
    let (mut audits, mut judgements) = (Vec::new(), BTreeMap::new());
    for (key, value) in api::everything(&api::local()).await.unwrap_or_default() {
        if key.starts_with(AUDIT) {
            audits.extend(serde_json::from_value::<Report>(value).ok());
        } else if let Some(site) = key.strip_prefix(JUDGED) {
            judgements.extend(serde_json::from_value::<Judgements>(value).ok().map(|of| (site.to_owned(), of)));
        }
    }
    History::of(audits, judgements)
}

/// The bytes that are kept, and those that may be.
pub(super) async fn size() -> Value {
    let entries = entries().await;
    let bytes: usize = entries.iter().map(|entry| entry.bytes).sum();
    json!({ "audits": entries.len(), "bytes": bytes, "most": MOST_BYTES })
}

/// Where the judgements of a site are: those of private windows never reach the disk, and go with the last such window.
pub(super) struct Judged {
    area: StorageArea,
    key: String,
}

impl Judged {
    /// The place of a site.
    pub(super) fn of(site: &str, private: bool) -> Self {
        let (area, before) = if private { (api::session(), PRIVATE) } else { (api::local(), "") };
        Self { area, key: format!("{before}{JUDGED}{site}") }
    }
}

/// The judgements of a site.
pub(super) async fn judgements(place: &Judged) -> Judgements {
    api::load(&place.area, &place.key).await.unwrap_or_default()
}

/// Keeps the judgements of a site.
///
/// # Errors
/// There are too many, or no room for them.
pub(super) async fn judge(place: &Judged, judgements: &Judgements) -> Result<(), Said> {
    if judgements.len() > MOST_JUDGEMENTS {
        return Err(Said::Full);
    }
    api::save(&place.area, &place.key, judgements).await.map_err(|_| Said::Disk)
}
