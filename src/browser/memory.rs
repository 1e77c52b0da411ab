//! What is remembered of a site: its charter, and how often each cookie was seen. On this machine's disk where the
//! person wants it; of a private window, or where they do not, in memory for as long as the browser runs.

use super::tab::Tab;
use super::{api, settings};
use crate::audit::SeenIn;
use crate::charter::Charter;
use crate::cookie::{Cookie, domain};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use web_extensions_sys::StorageArea;

/// What is remembered of one site.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Site {
    /// The charter, as it was last read with declarations.
    pub(super) charter: Option<Kept>,
    /// Where the person said that the charter is.
    pub(super) pointed: Option<String>,
    /// When a charter was last asked for over the network, in seconds since 1970.
    pub(super) asked: u64,
    /// The visits that were audited, and what they saw.
    joined: Joined,
    /// The last one of them, which may be read again.
    current: Current,
    /// When anything here last changed.
    pub(super) touched: u64,
}

/// One visit: a document, by the second in which it began to load, and what was counted of it already.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Current {
    started: u64,
    seen: BTreeSet<String>,
}

/// Several visits of one site, joined: what one visit lacks, another may have seen.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
struct Joined {
    visits: u32,
    /// In how many of them each cookie was seen, by its name, a space and its domain.
    seen: BTreeMap<String, u32>,
}

/// A charter that was read.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Kept {
    pub(super) charter: Charter,
    /// When, in seconds since 1970.
    pub(super) read: u64,
    pub(super) how: How,
    /// The declarations read differently before: the fingerprint and the date of that reading.
    #[serde(default)]
    pub(super) before: Option<Before>,
}

/// How a charter came to us, the person's own ways last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum How {
    /// Fetched.
    Fetched,
    /// Rendered in a tab that the person had open.
    Opened,
    /// Pasted by the person.
    Pasted,
}

/// A former reading of a charter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Before {
    pub(super) sha256: String,
    /// When it was read, and when it was found to be former.
    pub(super) read: u64,
    pub(super) noticed: u64,
}

/// Sites that are remembered; the one touched longest ago goes first.
const SITES: usize = 150;
/// Cookies that are counted for a site.
const COOKIES: usize = 500;
const PREFIX: &str = "site:";

impl Site {
    /// Remembers a charter, and the former one where the declarations differ.
    pub(super) fn keep(&mut self, charter: &Charter, how: How) {
        let before = self.charter.take().and_then(|kept| {
            if kept.charter.declarations == charter.declarations {
                kept.before
            } else {
                Some(Before { sha256: kept.charter.source.sha256, read: kept.read, noticed: api::now() })
            }
        });
        self.charter = Some(Kept { charter: charter.clone(), read: api::now(), how, before });
    }

    /// Counts what a visit saw, once each however often it is read again.
    pub(super) fn count(&mut self, started: u64, cookies: &[Cookie]) {
        if self.current.started != started {
            self.current = Current { started, seen: BTreeSet::new() };
            self.joined.visits = self.joined.visits.saturating_add(1);
        }
        for key in cookies.iter().map(named) {
            let room = self.joined.seen.len() < COOKIES || self.joined.seen.contains_key(&key);
            if room && self.current.seen.insert(key.clone()) {
                *self.joined.seen.entry(key).or_default() += 1;
            }
        }
    }

    /// In how many visits of the site a cookie was seen. `None` while there is only one.
    pub(super) fn seen_in(&self, cookie: &Cookie) -> Option<SeenIn> {
        let visits = self.joined.seen.get(&named(cookie)).copied().unwrap_or(0);
        let seen = SeenIn { visits: usize::try_from(visits).ok()?, of: usize::try_from(self.joined.visits).ok()? };
        (seen.of > 1).then_some(seen)
    }

    /// The fingerprint of the former charter, for a day after the change was noticed.
    pub(super) fn former(&self) -> Option<String> {
        let before = self.charter.as_ref()?.before.as_ref()?;
        (api::now().saturating_sub(before.noticed) < 86_400).then(|| before.sha256.clone())
    }
}

fn named(cookie: &Cookie) -> String {
    format!("{} {}", cookie.name, cookie.domain)
}

/// Where the tab's site is remembered, and under which key.
async fn place(tab: &Tab) -> (StorageArea, String) {
    let host = &tab.address.host;
    let site = domain::registrable(host).unwrap_or(host);
    if tab.private {
        (api::session(), format!("private:{site}"))
    } else if settings::load().await.keep {
        (api::local(), format!("{PREFIX}{site}"))
    } else {
        (api::session(), format!("{PREFIX}{site}"))
    }
}

/// What is remembered of the tab's site; nothing where nothing is.
pub(super) async fn load(tab: &Tab) -> Site {
    let (area, key) = place(tab).await;
    api::load(&area, &key).await.unwrap_or_default()
}

/// Remembers a site. A full storage forgets the oldest half of the sites.
pub(super) async fn save(tab: &Tab, mut site: Site) {
    site.touched = api::now();
    let (area, key) = place(tab).await;
    let most = if api::save(&area, &key, &site).await.is_ok() { SITES } else { SITES / 2 };
    forget_oldest(most).await;
    if most < SITES {
        // What does not fit now either is read again at the next visit.
        let _ = api::save(&area, &key, &site).await;
    }
}

/// A site where the person pointed to the charter.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Pointed {
    site: String,
    address: String,
}

/// Every remembered site, by its name.
async fn all() -> BTreeMap<String, Site> {
    let Ok(all) = api::local().get(&wasm_bindgen::JsValue::NULL).await else { return BTreeMap::new() };
    let all: BTreeMap<String, serde_json::Value> = api::from_js(&all).unwrap_or_default();
    all.into_iter()
        .filter_map(|(key, value)| Some((key.strip_prefix(PREFIX)?.to_owned(), serde_json::from_value(value).ok()?)))
        .collect()
}

/// Where the person pointed to the charter, by site.
pub(super) async fn pointed() -> Vec<Pointed> {
    all().await.into_iter().filter_map(|(site, known)| Some(Pointed { site, address: known.pointed? })).collect()
}

async fn forget_oldest(most: usize) {
    let mut sites: Vec<(u64, String)> = all().await.into_iter().map(|(site, known)| (known.touched, site)).collect();
    sites.sort();
    for (_, site) in sites.iter().take(sites.len().saturating_sub(most)) {
        forget(site).await;
    }
}

/// Forgets one site.
pub(super) async fn forget(site: &str) {
    // A storage that cannot be written keeps what it has; the person sees that it is still listed.
    let _ = api::local().remove(&wasm_bindgen::JsValue::from_str(&format!("{PREFIX}{site}"))).await;
}
