//! The visited tab: its address, its cookie store, and whether the extension may look at it.

use super::api::{self, Url};
use super::bounds::Address;
use super::error::Failure;
use crate::cookie::domain;
use crate::report::view::Obstacle;
use futures_util::future::join3;
use serde::Deserialize;
use serde_json::json;
use wasm_bindgen::{JsCast, JsValue};
use web_extensions_sys::chrome;

/// A tab that shows a site.
#[derive(Debug, Clone)]
pub(super) struct Tab {
    /// The browser's number for it.
    pub(super) id: i32,
    /// The visited address.
    pub(super) address: Address,
    /// A private window: nothing of it may be persisted.
    pub(super) private: bool,
    /// Its cookie store: a container, a private window's. `None` when the browser names none.
    pub(super) store: Option<String>,
    /// Access to every other host is granted too.
    pub(super) others: bool,
    /// The browser has unloaded its page to save memory.
    pub(super) asleep: bool,
}

impl Tab {
    /// The site under which things are remembered: the registrable domain, or the host where there is none.
    pub(super) fn site(&self) -> &str {
        domain::registrable(&self.address.host).unwrap_or(&self.address.host)
    }
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    id: Option<i32>,
    url: Option<String>,
    #[serde(default)]
    incognito: bool,
    #[serde(default)]
    discarded: bool,
    cookie_store_id: Option<String>,
}

const PROPERTIES: [&str; 5] = ["id", "url", "incognito", "discarded", "cookieStoreId"];

/// The number of the tab that is active where the person last was: a page that names no tab means that one.
pub(super) async fn active() -> Option<i32> {
    query(&json!({ "active": true, "lastFocusedWindow": true })).await.into_iter().next()?.id
}

/// The tab of this number.
///
/// # Errors
/// There is none, it is gone, shows no site, or access to the site is withheld.
pub(super) async fn tab(id: Option<i32>) -> Result<Tab, Failure> {
    let id = id.ok_or(Failure::NoTab)?;
    let raw = get(id).await.ok_or(Failure::NoTab)?;
    let text = raw.url.unwrap_or_default();
    let not_a_site = || Failure::Barred(Obstacle::NotASite, String::new());
    let address =
        address(&text, None).filter(|address| !GALLERIES.contains(&address.host.as_str())).ok_or_else(not_a_site)?;
    let site = format!("{}://{}/*", address.scheme, bracketed(&address.host));
    let store = async {
        match raw.cookie_store_id {
            Some(store) => Some(store),
            None => store_of(id).await,
        }
    };
    let (site, others, store) = join3(granted(&site), granted("<all_urls>"), store).await;
    if !site {
        return Err(Failure::Barred(Obstacle::NoAccess, address.host));
    }
    Ok(Tab { id, address, private: raw.incognito, store, others, asleep: raw.discarded })
}

/// Sites where browsers let no extension look.
const GALLERIES: [&str; 3] = ["addons.mozilla.org", "chrome.google.com", "chromewebstore.google.com"];

/// Takes an http(s) address apart, relative to a base when there is one. `None` for anything else.
pub(super) fn address(text: &str, base: Option<&str>) -> Option<Address> {
    let url = match base {
        Some(base) => Url::new_with_base(text, base),
        None => Url::new(text),
    }
    .ok()?;
    url.set_hash("");
    let protocol = url.protocol();
    let scheme = protocol.strip_suffix(':').filter(|scheme| ["http", "https"].contains(scheme))?.to_owned();
    let host = url.hostname().trim_matches(['[', ']']).to_owned();
    let credentials = !url.username().is_empty() || !url.password().is_empty();
    Some(Address { href: url.href(), scheme, host, port: url.port(), credentials })
}

/// The open tabs of the same store that show exactly this address.
pub(super) async fn showing(address: &Address, tab: &Tab) -> Vec<i32> {
    let open = query(&json!({ "url": format!("{}://{}/*", address.scheme, bracketed(&address.host)) })).await;
    open.into_iter()
        .filter(|raw| raw.incognito == tab.private)
        .filter(|raw| raw.cookie_store_id.is_none() || raw.cookie_store_id == tab.store)
        .filter(|raw| {
            raw.url.as_deref().and_then(|url| self::address(url, None)).is_some_and(|shown| shown.href == address.href)
        })
        .filter_map(|raw| raw.id)
        .collect()
}

/// The other open tabs of the same store.
pub(super) async fn beside(tab: &Tab) -> Vec<i32> {
    let open = query(&json!({})).await.into_iter().filter(|raw| raw.incognito == tab.private);
    let same = |raw: &Raw| raw.cookie_store_id.is_none() || raw.cookie_store_id == tab.store;
    open.filter(same).filter_map(|raw| raw.id).filter(|id| *id != tab.id).collect()
}

/// Whether it still shows the address that it had: it may have gone on meanwhile.
pub(super) async fn still(tab: &Tab) -> bool {
    let text = get(tab.id).await.and_then(|raw| raw.url).unwrap_or_default();
    address(&text, None).is_some_and(|shown| shown.href == tab.address.href)
}

async fn get(id: i32) -> Option<Raw> {
    api::only(&chrome().tabs().get(id).await.ok()?, &PROPERTIES)
}

async fn query(filter: &serde_json::Value) -> Vec<Raw> {
    let filter = api::to_js(filter);
    match chrome().tabs().query(filter.unchecked_ref()).await {
        Ok(tabs) => api::only(&tabs, &PROPERTIES).unwrap_or_default(),
        Err(_) => Vec::new(),
    }
}

async fn granted(origin: &str) -> bool {
    let wanted = api::to_js(&json!({ "origins": [origin] }));
    api::settled(api::has_permission(&wanted)).await.is_ok_and(|granted| granted == JsValue::TRUE)
}

/// Chromium names a tab's store only from the side of the stores.
async fn store_of(tab: i32) -> Option<String> {
    #[derive(Deserialize)]
    #[serde(rename_all = "camelCase")]
    struct Store {
        id: String,
        tab_ids: Vec<i32>,
    }
    let stores: Vec<Store> = api::from_js(&api::settled(api::all_cookie_stores()).await.ok()?)?;
    stores.into_iter().find(|store| store.tab_ids.contains(&tab)).map(|store| store.id)
}

/// A host as addresses write it.
pub(super) fn bracketed(host: &str) -> String {
    if host.contains(':') { format!("[{host}]") } else { host.to_owned() }
}
