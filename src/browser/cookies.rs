//! The jar: every cookie that belongs to a visit, in the tab's own store. Values are never copied from the browser.

use super::api;
use super::tab::{Tab, bracketed};
use crate::cookie::{Cookie, Partition, SameSite, Stage, Untold, domain};
use futures_util::future::join_all;
use serde::Deserialize;
use serde_json::{Map, Value, json};
use std::cell::Cell;
use std::collections::BTreeSet;
use wasm_bindgen::JsValue;

/// What is copied of a cookie. `value` is not among them.
const PROPERTIES: [&str; 13] = [
    "name",
    "domain",
    "hostOnly",
    "path",
    "storeId",
    "secure",
    "httpOnly",
    "sameSite",
    "expirationDate",
    "firstPartyDomain",
    "partitionKey",
    "topLevelSite",
    "hasCrossSiteAncestor",
];

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Raw {
    name: String,
    domain: String,
    #[serde(default)]
    host_only: bool,
    path: String,
    store_id: Option<String>,
    #[serde(default)]
    secure: bool,
    #[serde(default)]
    http_only: bool,
    same_site: Option<String>,
    expiration_date: Option<f64>,
    #[serde(default)]
    first_party_domain: String,
    partition_key: Option<Key>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Key {
    top_level_site: Option<String>,
    has_cross_site_ancestor: Option<bool>,
}

/// The cookies that the hosts may hold in the tab's store: plain ones, and those partitioned under the visited site,
/// of whatever host. `None` when the browser gave none of them because it refused to.
pub(super) async fn jar(tab: &Tab, hosts: &BTreeSet<String>) -> Option<Vec<Cookie>> {
    let sites: BTreeSet<String> = hosts.iter().map(|host| site(host)).collect();
    let form = Form::accepted().await?;
    // Partitioned cookies of hosts that nobody saw being contacted are told by their partition.
    let partition = json!({ "partitionKey": { "topLevelSite": site_of(tab) } });
    let (numbered, named): (BTreeSet<String>, BTreeSet<String>) =
        sites.into_iter().partition(|site| site.starts_with('['));
    let wanted = named.into_iter().map(|site| json!({ "domain": site })).chain([partition]);
    let mut found: BTreeSet<Cookie> =
        join_all(wanted.map(|wanted| form.ask(tab, wanted))).await.into_iter().flatten().collect();
    if !numbered.is_empty() {
        // Firefox finds no address of IPv6, by whatever filter.
        let all = form.ask(tab, json!({})).await.into_iter();
        found.extend(all.filter(|cookie| numbered.contains(&bracketed(&cookie.domain))));
    }
    // Firefox hands out cookies that have expired, for some time.
    let now = api::now();
    let lives = |cookie: &Cookie| cookie.expires.is_none_or(|expires| expires > now);
    Some(found.into_iter().filter(|cookie| lives(cookie) && here(cookie, tab)).collect())
}

/// The site of a host as the jar names it: the registrable domain, or the host where there is none, in brackets where it
/// is an address of IPv6. With a dot at its end a host has a jar of its own.
fn site(host: &str) -> String {
    let site = domain::registrable(host).unwrap_or(host);
    let dot = if host.ends_with('.') && !site.ends_with('.') { "." } else { "" };
    format!("{}{dot}", bracketed(site))
}

/// The visited site as partitions name it: scheme and registrable domain.
fn site_of(tab: &Tab) -> String {
    format!("{}://{}", tab.address.scheme, site(&tab.address.host))
}

/// Whether a cookie's partition, if it has one, is the visited site's.
fn here(cookie: &Cookie, tab: &Tab) -> bool {
    cookie.partition.as_ref().is_none_or(|partition| {
        domain::host(&partition.top_level_site).is_some_and(|top| domain::same_site(&top, &tab.address.host))
    })
}

/// The properties of a filter that this browser knows: old ones throw at a property they do not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Form {
    partition_key: bool,
    first_party_domain: bool,
}

thread_local! {
    /// What this browser accepted: it will not change its mind while it runs.
    static ACCEPTED: Cell<Option<Form>> = const { Cell::new(None) };
}

impl Form {
    const ALL: [Self; 4] = [
        Self { partition_key: true, first_party_domain: true },
        Self { partition_key: true, first_party_domain: false },
        Self { partition_key: false, first_party_domain: true },
        Self { partition_key: false, first_party_domain: false },
    ];

    /// The widest form that the browser accepts, tried on a host that nobody has. `None` when it refuses them all.
    async fn accepted() -> Option<Self> {
        if let Some(form) = ACCEPTED.get() {
            return Some(form);
        }
        for form in Self::ALL {
            let filter = form.filter(&json!({ "domain": "cookie-charter.invalid" }), None);
            if api::settled(api::all_cookies(&filter)).await.is_ok() {
                ACCEPTED.set(Some(form));
                return Some(form);
            }
        }
        None
    }

    fn filter(self, wanted: &Value, store: Option<&str>) -> JsValue {
        let mut filter: Map<String, Value> = wanted.as_object().cloned().unwrap_or_default();
        if self.partition_key {
            filter.entry("partitionKey").or_insert_with(|| json!({}));
        } else {
            filter.remove("partitionKey");
        }
        if self.first_party_domain {
            filter.insert("firstPartyDomain".to_owned(), Value::Null);
        }
        if let Some(store) = store {
            filter.insert("storeId".to_owned(), store.into());
        }
        api::to_js(&filter)
    }

    async fn ask(self, tab: &Tab, wanted: Value) -> Vec<Cookie> {
        if !self.partition_key && wanted.get("partitionKey").is_some() {
            return Vec::new();
        }
        let filter = self.filter(&wanted, tab.store.as_deref());
        let Ok(cookies) = api::settled(api::all_cookies(&filter)).await else { return Vec::new() };
        let cookies: Vec<Raw> = api::only(&cookies, &PROPERTIES).unwrap_or_default();
        cookies.into_iter().map(|raw| cookie(raw, tab)).collect()
    }
}

fn cookie(raw: Raw, tab: &Tab) -> Cookie {
    // A first party is isolated by its domain alone, whatever its scheme.
    let isolated = Some(raw.first_party_domain).filter(|domain| !domain.is_empty()).map(|domain| Partition {
        top_level_site: format!("{}://{domain}", tab.address.scheme),
        has_cross_site_ancestor: None,
    });
    let partition = raw.partition_key.and_then(|key| {
        Some(Partition { top_level_site: key.top_level_site?, has_cross_site_ancestor: key.has_cross_site_ancestor })
    });
    Cookie {
        name: raw.name,
        domain: raw.domain.trim_start_matches('.').trim_matches(['[', ']']).to_lowercase(),
        host_only: raw.host_only,
        path: raw.path,
        store: raw.store_id,
        partition: partition.or(isolated),
        secure: raw.secure,
        http_only: raw.http_only,
        same_site: match raw.same_site.as_deref() {
            Some("no_restriction") => Some(SameSite::None),
            Some("lax") => Some(SameSite::Lax),
            Some("strict") => Some(SameSite::Strict),
            _ => None,
        },
        expires: raw.expiration_date.map(|date| api::seconds(date * 1000.0)),
        set_for: None,
        longest_set_for: None,
        set_at: None,
        set_by: None,
        stage: Stage::Unknown,
        refused: None,
        only_sent: false,
        untold: Untold::Nothing,
    }
}
