//! What is remembered of a site: its charter, and how often each cookie was seen. On this machine's disk where the
//! person wants it; of a private window, or where they do not, in memory for as long as the browser runs.

use super::layout::{self, CHARTERS, LAYOUT, SITE, SITES, migrated};
use super::tab::Tab;
use super::{api, settings};
use crate::audit::SeenIn;
use crate::charter::Charter;
use crate::cookie::Cookie;
use futures_util::future::join;
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};
use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen::JsValue;
use web_extensions_sys::StorageArea;

/// What is remembered of one site.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct Site {
    /// The charter, as it was last read with declarations.
    pub(super) charter: Option<Kept>,
    /// Where the person said that the charter is. On disk it has a place of its own ([`pointed`]).
    #[serde(skip_serializing_if = "Option::is_none")]
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

/// One visit: a document, by the millisecond in which it began to load, and what was counted of it already.
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
const MOST_SITES: usize = 150;
/// Cookies that are counted for a site.
const COOKIES: usize = 500;

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

/// Where a tab's site is remembered.
struct Place {
    area: StorageArea,
    key: String,
    site: String,
    /// Whether that is on this machine's disk.
    lasting: bool,
}

async fn place(tab: &Tab) -> Place {
    let site = tab.site().to_owned();
    if tab.private {
        Place { area: api::session(), key: format!("private:{site}"), site, lasting: false }
    } else {
        let lasting = settings::load().await.keep;
        let area = if lasting { api::local() } else { api::session() };
        Place { area, key: format!("{SITE}{site}"), site, lasting }
    }
}

/// What is remembered of the tab's site; nothing where nothing is.
pub(super) async fn load(tab: &Tab) -> Site {
    let site = async {
        let place = place(tab).await;
        (api::load(&place.area, &place.key).await, place.site)
    };
    let ((site, name), mut pointed) = join(site, pointed()).await;
    let mut site: Site = site.unwrap_or_default();
    if !tab.private {
        site.pointed = pointed.remove(&name);
    }
    site
}

/// Remembers a site. A full storage forgets the oldest half of the sites: they are read again at their next visit. What the
/// person gave or kept is never forgotten for want of room.
pub(super) async fn save(tab: &Tab, mut site: Site) {
    site.touched = api::now();
    let place = place(tab).await;
    if !tab.private {
        // It has its own place: `point`.
        site.pointed = None;
    }
    if !place.lasting {
        // What does not fit is read again at the next question.
        let _ = api::save(&place.area, &place.key, &site).await;
        return;
    }
    let mut touched = touched().await;
    touched.insert(place.site.clone(), site.touched);
    let mut values = Map::new();
    values.insert(place.key, json!(site));
    values.insert(SITES.to_owned(), json!(touched));
    let saved = api::save_all(&place.area, &values).await.is_ok();
    let most = if saved { MOST_SITES } else { MOST_SITES / 2 };
    if touched.len() > most {
        forget_oldest(touched, most).await;
    }
    if !saved {
        let _ = api::save_all(&place.area, &values).await;
    }
}

/// When each remembered site was last touched.
async fn touched() -> BTreeMap<String, u64> {
    api::load(&api::local(), SITES).await.unwrap_or_default()
}

async fn forget_oldest(mut touched: BTreeMap<String, u64>, most: usize) {
    let mut sites: Vec<(u64, String)> = touched.iter().map(|(site, at)| (*at, site.clone())).collect();
    sites.sort();
    let oldest: Vec<String> = sites.iter().take(sites.len().saturating_sub(most)).map(|(_, it)| it.clone()).collect();
    for site in &oldest {
        touched.remove(site);
    }
    let keys: Vec<String> = oldest.iter().map(|site| format!("{SITE}{site}")).collect();
    // A storage that cannot be written keeps what it has.
    let _ = api::remove(&api::local(), &keys).await;
    let _ = api::save(&api::local(), SITES, &touched).await;
}

/// Where the person pointed to the charter, by site.
pub(super) async fn pointed() -> BTreeMap<String, String> {
    api::load(&api::local(), CHARTERS).await.unwrap_or_default()
}

/// Keeps where the person says that the charter of the tab's site is; `None` when they say something else now.
pub(super) async fn point(tab: &Tab, address: Option<String>) {
    if tab.private {
        let mut site = load(tab).await;
        site.pointed = address;
        save(tab, site).await;
    } else {
        // What cannot be written is asked for again.
        let _ = set_pointed(tab.site(), address).await;
    }
}

/// The same for a site without a tab.
///
/// # Errors
/// The storage is full, or the browser refuses.
pub(super) async fn set_pointed(site: &str, address: Option<String>) -> Result<(), JsValue> {
    let mut all = pointed().await;
    let same = match address {
        Some(address) => all.insert(site.to_owned(), address.clone()) == Some(address),
        None => all.remove(site).is_none(),
    };
    if same { Ok(()) } else { api::save(&api::local(), CHARTERS, &all).await }
}

/// Forgets one site: its charter, what was counted, and where the person pointed to.
pub(super) async fn forget(site: &str) {
    // A storage that cannot be written keeps what it has; the person sees that it is still listed.
    let _ = api::remove(&api::local(), &[format!("{SITE}{site}")]).await;
    let _ = set_pointed(site, None).await;
    let mut touched = touched().await;
    if touched.remove(site).is_some() {
        let _ = api::save(&api::local(), SITES, &touched).await;
    }
}

/// Brings what is stored on this machine into the present layout, once in the life of the background.
pub(super) async fn settle() {
    thread_local! {
        static SETTLED: Cell<bool> = const { Cell::new(false) };
    }
    if SETTLED.get() {
        return;
    }
    let present = api::load(&api::local(), LAYOUT).await == Some(layout::VERSION);
    let changes = if present { None } else { api::everything(&api::local()).await.and_then(|all| migrated(&all)) };
    // A full disk leaves everything as it was; the next question tries again.
    let done = match changes {
        Some(changes) => api::save_all(&api::local(), &changes).await.is_ok(),
        None => true,
    };
    SETTLED.set(done);
}
