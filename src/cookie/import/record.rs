//! One cookie as browsers' tools write it: the union of WebExtension, DevTools protocol, WebDriver and their editors.

use super::json::Scalar;
use crate::cookie::domain::host;
use crate::cookie::{Cookie, Partition, SameSite, Setter, Untold};
use serde::Deserialize;

/// One cookie of a file. Whatever it does not name is skipped while reading; there is no field for the value.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", expecting = "a cookie: an object with name and domain")]
pub(super) struct Record {
    name: String,
    domain: String,
    #[serde(default)]
    path: Scalar,
    #[serde(default)]
    host_only: Scalar,
    #[serde(default)]
    secure: Scalar,
    #[serde(default)]
    http_only: Scalar,
    #[serde(default)]
    session: Scalar,
    #[serde(default)]
    same_site: Scalar,
    #[serde(default)]
    store_id: Scalar,
    #[serde(default)]
    partition_key: Key,
    /// Playwright writes it beside the key.
    #[serde(default, rename = "_crHasCrossSiteAncestor")]
    has_cross_site_ancestor: Scalar,
    /// WebExtension and its editors.
    #[serde(default)]
    expiration_date: Scalar,
    /// DevTools protocol, Playwright, Puppeteer, inspection.json.
    #[serde(default)]
    expires: Scalar,
    /// WebDriver.
    #[serde(default)]
    expiry: Scalar,
    /// inspection.json: who set it.
    #[serde(default)]
    log: Log,
    /// Our own inspection.json: what is not known of it.
    #[serde(default, rename = "cookie_charter")]
    ours: Ours,
}

/// What our own export says beside the formats that others define.
#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Ours {
    only_sent: bool,
    untold: Untold,
}

/// Who set a cookie, by the Website Evidence Collector.
#[derive(Debug, Default, Deserialize)]
struct Log {
    #[serde(default, rename = "type")]
    kind: Scalar,
    #[serde(default)]
    timestamp: Scalar,
    #[serde(default)]
    stack: Vec<Call>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Call {
    #[serde(default)]
    file_name: Scalar,
}

/// A partition key: null, a site, or an object that names it.
#[derive(Debug, Default, Deserialize)]
#[serde(untagged)]
enum Key {
    #[serde(rename_all = "camelCase")]
    Object {
        /// Puppeteer calls it the source's origin.
        #[serde(alias = "sourceOrigin")]
        top_level_site: String,
        #[serde(default)]
        has_cross_site_ancestor: Scalar,
    },
    Site(String),
    #[default]
    Nothing,
    Other(serde::de::IgnoredAny),
}

impl Record {
    /// Whether the file itself says that it is sent to its host alone.
    pub(super) fn tells_host_only(&self) -> bool {
        self.host_only.is_true()
    }

    /// The cookie it stands for. Without `hostOnly`, a domain without a leading dot is the host's own.
    pub(super) fn cookie(self) -> Cookie {
        let domain = self.domain.trim().to_lowercase();
        let bare = domain.strip_prefix('.').unwrap_or(&domain);
        let host_only = match self.host_only {
            Scalar::Nothing => bare.len() == domain.len(),
            told => told.is_true(),
        };
        let expires = [&self.expiration_date, &self.expires, &self.expiry].into_iter().find_map(Scalar::moment);
        let expires = if self.session.is_true() { None } else { expires };
        let set_at = self.log.timestamp.moment();
        Cookie {
            name: self.name,
            domain: bare.to_owned(),
            host_only,
            path: self.path.text().filter(|path| !path.is_empty()).unwrap_or_else(|| "/".to_owned()),
            store: self.store_id.text().filter(|store| !store.is_empty()),
            partition: self.partition_key.partition(&self.has_cross_site_ancestor),
            secure: self.secure.is_true(),
            http_only: self.http_only.is_true(),
            same_site: self.same_site.text().as_deref().and_then(same_site),
            expires,
            set_for: expires.zip(set_at).map(|(expires, at)| expires.saturating_sub(at)),
            longest_set_for: None,
            set_at,
            set_by: self.log.setter(),
            stage: crate::cookie::Stage::Unknown,
            refused: None,
            only_sent: self.ours.only_sent,
            untold: self.ours.untold,
        }
    }
}

impl Log {
    fn setter(self) -> Option<Setter> {
        let caller = self.stack.into_iter().find_map(|call| host(&call.file_name.text()?));
        match (self.kind.text().as_deref(), caller) {
            (Some("Cookie.JS"), _) => Some(Setter::Script),
            (Some("Cookie.HTTP"), Some(host)) => Some(Setter::Header { host, resource: None, redirects: Vec::new() }),
            _ => None,
        }
    }
}

impl Key {
    fn partition(self, beside: &Scalar) -> Option<Partition> {
        let truth = |scalar: &Scalar| (*scalar != Scalar::Nothing).then(|| scalar.is_true());
        let (top_level_site, ancestor) = match self {
            Self::Object { top_level_site, has_cross_site_ancestor } => {
                (top_level_site, truth(&has_cross_site_ancestor))
            }
            Self::Site(site) => (site, truth(beside)),
            Self::Nothing | Self::Other(_) => return None,
        };
        (!top_level_site.is_empty()).then_some(Partition { top_level_site, has_cross_site_ancestor: ancestor })
    }
}

/// Every tool's writing of `SameSite`; `None` for unspecified or unknown.
fn same_site(text: &str) -> Option<SameSite> {
    match text.to_ascii_lowercase().as_str() {
        "none" | "no_restriction" => Some(SameSite::None),
        "lax" => Some(SameSite::Lax),
        "strict" => Some(SameSite::Strict),
        _ => None,
    }
}
