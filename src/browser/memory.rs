//! What is remembered of a site: its charter, and how often each cookie was seen. On this machine's disk where the
//! person wants it; of a private window, or where they do not, in memory for as long as the browser runs.

use super::layout::{self, CHARTERS, LAYOUT, PRIVATE, SITE, SITES, migrated};
use super::site::Site;
use super::tab::Tab;
use super::turn::in_turn;
use super::{api, settings};
use futures_util::future::join;
use serde_json::{Map, json};
use std::cell::Cell;
use std::collections::BTreeMap;
use wasm_bindgen::JsValue;
use web_extensions_sys::StorageArea;

/// What takes turns: the sites have common lists.
const TURN: &str = "memory";
/// Sites that are remembered; the one touched longest ago goes first.
const MOST_SITES: usize = 150;
/// In milliseconds. Who waited for longer than any storage takes is better off without its turn.
const PATIENCE: u32 = 5_000;

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
        Place { area: api::session(), key: format!("{PRIVATE}{site}"), site, lasting: false }
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

/// Changes what is remembered of the tab's site: of what is remembered by then, whatever was read of it before.
pub(super) async fn change(tab: &Tab, change: impl FnOnce(&mut Site)) {
    let work = async {
        let mut site = load(tab).await;
        change(&mut site);
        save(tab, site).await;
    };
    in_turn(TURN, PATIENCE, work).await;
}

/// Remembers a site. A full storage forgets the oldest half of the sites: they are read again at their next visit. What the
/// person gave or kept is never forgotten for want of room.
async fn save(tab: &Tab, mut site: Site) {
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
        change(tab, |site| site.pointed = address).await;
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
    in_turn(TURN, PATIENCE, repointed(site, address)).await
}

async fn repointed(site: &str, address: Option<String>) -> Result<(), JsValue> {
    let mut all = pointed().await;
    let same = match address {
        Some(address) => all.insert(site.to_owned(), address.clone()) == Some(address),
        None => all.remove(site).is_none(),
    };
    if same { Ok(()) } else { api::save(&api::local(), CHARTERS, &all).await }
}

/// Forgets one site: its charter, what was counted, and where the person pointed to.
pub(super) async fn forget(site: &str) {
    let work = async {
        // A storage that cannot be written keeps what it has; the person sees that it is still listed.
        let _ = api::remove(&api::local(), &[format!("{SITE}{site}")]).await;
        let _ = repointed(site, None).await;
        let mut touched = touched().await;
        if touched.remove(site).is_some() {
            let _ = api::save(&api::local(), SITES, &touched).await;
        }
    };
    in_turn(TURN, PATIENCE, work).await;
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
