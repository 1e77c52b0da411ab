//! What is held: the cookies of a visit, never with their values.

pub mod domain;
mod driven;
mod identity;
pub mod import;
pub mod moment;
pub mod seen;
pub mod set_cookie;
pub mod stages;

pub use driven::{Driven, File, Passed};
pub use identity::{Identity, Place};

use serde::{Deserialize, Serialize};

/// The circumstances in which cookies were seen, and the cookies.
///
/// Times are whole seconds since 1970-01-01T00:00:00Z.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Visit {
    /// Always `cookie-charter/visit/1`.
    pub schema: String,
    /// The address of the visited page.
    pub site: String,
    /// When the cookies were read.
    pub now: u64,
    /// The moment is no more than the date of a file.
    #[serde(default, skip_serializing_if = "is_false")]
    pub dated_by_file: bool,
    /// Where the person stood in the consent dialog when the cookies were read.
    pub stage: Stage,
    /// The browser and its version ("Firefox 153"). `None` when the capture does not tell.
    #[serde(default)]
    pub browser: Option<String>,
    /// The cookie store: a container, a private window. `None` is the default one or unknown.
    #[serde(default)]
    pub store: Option<String>,
    /// The visit was in a private window: nothing of it may be persisted.
    #[serde(default)]
    pub private: bool,
    /// The hosts the page contacted, the site's own included, sorted by name.
    #[serde(default)]
    pub hosts: Vec<Host>,
    /// What the browser holds or refused, sorted by identity.
    pub cookies: Vec<Cookie>,
    /// The other storage of the site: keys and sizes, never contents.
    #[serde(default)]
    pub storage: Vec<Stored>,
    /// What this visit could not see, and why.
    #[serde(default)]
    pub missing: Vec<Missing>,
    /// The SHA-256 of the charter that was read at the last visit to this site. `None` when none is remembered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_charter: Option<String>,
    /// When the charter was read. `None`: it was given, and nobody tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub charter_read: Option<u64>,
    /// The consent platform whose record tells the stage ("Klaro"). `None` when the person said it, or nobody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_by: Option<String>,
    /// The choice was made by then at the latest: its record was set, or the person told it. `None` where neither is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told_at: Option<u64>,
    /// How many cookies of the site the browser removed during the visit for want of room. `None`: it told of none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pushed_out: Option<usize>,
    /// How many cookies of the files had expired when they were read, and are left out. `None`: none had.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expired: Option<usize>,
    /// The HTTP status of the page where it is that of an error. `None`: it is not, or nobody tells.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// How a browser was driven to the page. `None`: a person visited it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub driven: Option<Driven>,
    /// The files that the cookies were read from, in the order in which they were given. Empty where they came from the
    /// browser itself.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<File>,
    /// What was there at each consent stage so far, this visit's own included. Empty where only one was seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub stages: Vec<stages::Picture>,
}

impl Visit {
    /// Whether it tells what was there at a stage: it is of that stage, or remembers it.
    pub fn tells_of(&self, stage: Stage) -> bool {
        self.stage == stage
            || self.cookies.iter().any(|cookie| cookie.stage == stage)
            || self.stages.iter().any(|picture| picture.stage == stage)
    }

    /// Whether its files left nothing to compare: they have no cookie in them, or all of these had expired.
    pub fn tells_nothing(&self) -> bool {
        let empties = |missing: &Missing| {
            matches!(missing, Missing::ArchiveWithoutCookies | Missing::FilesWithoutCookies | Missing::Expired)
        };
        self.cookies.is_empty() && self.missing.iter().any(empties)
    }
}

/// Where a person stands in a site's consent dialog.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Stage {
    /// Nobody said.
    #[default]
    Unknown,
    /// Before any choice.
    Before,
    /// After accepting.
    Accepted,
    /// After refusing.
    Refused,
}

/// A host the page contacted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Host {
    /// The host name, lower case, without port.
    pub name: String,
    /// How it is known.
    pub known_by: KnownBy,
}

/// How a contacted host is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum KnownBy {
    /// It is the visited page's own host.
    Page,
    /// A request was observed (webRequest), redirects included.
    Request,
    /// The page's resource timing names it.
    Timing,
    /// A cookie of the jar is partitioned under the visited site.
    Partition,
    /// The imported capture says so.
    Capture,
}

/// One record held by the browser, or tried and refused by it.
///
/// Its identity is name, domain, whether it is the host's only, path, store and partition ([`Identity`], within one store).
/// There is no field for its value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[expect(clippy::struct_excessive_bools, reason = "a cookie's attributes are there or not, each by itself")]
pub struct Cookie {
    /// The name, exactly as set; it may be empty (RFC 6265bis §5.6).
    pub name: String,
    /// The host it belongs to, lower case, without leading dot.
    pub domain: String,
    /// It is sent to `domain` only, not to its sub-domains.
    #[serde(default)]
    pub host_only: bool,
    /// The path it is sent to.
    pub path: String,
    /// The cookie store, when the browser names one.
    #[serde(default)]
    pub store: Option<String>,
    /// The partition it lives in. `None` is the unpartitioned jar.
    #[serde(default)]
    pub partition: Option<Partition>,
    /// Sent over secure connections only.
    #[serde(default)]
    pub secure: bool,
    /// Out of reach of scripts.
    #[serde(default)]
    pub http_only: bool,
    /// `None` when unspecified.
    #[serde(default)]
    pub same_site: Option<SameSite>,
    /// When it expires. `None` is a session cookie.
    #[serde(default)]
    pub expires: Option<u64>,
    /// How long it was set for, in seconds, when the setting was seen. `None` when it was not, or for the session.
    #[serde(default)]
    pub set_for: Option<u64>,
    /// The longest it was set for by an earlier answer of its archive, where the last one asked for less.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub longest_set_for: Option<u64>,
    /// When the setting was seen. `None` when it was not.
    #[serde(default)]
    pub set_at: Option<u64>,
    /// Who set it, when that was seen.
    #[serde(default)]
    pub set_by: Option<Setter>,
    /// The stage at which it was first seen.
    #[serde(default)]
    pub stage: Stage,
    /// Why the browser refused it. `None`: it is held.
    #[serde(default)]
    pub refused: Option<Refusal>,
    /// An answer has asked for it, and nothing shows what the browser made of that: what is held or refused is what browsers
    /// do.
    #[serde(default, skip_serializing_if = "is_false")]
    pub only_sent: bool,
    /// What nothing tells of it: the fields of that say nothing.
    #[serde(default, skip_serializing_if = "Untold::is_nothing")]
    pub untold: Untold,
}

/// What is not known of a cookie, because its capture does not tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Untold {
    /// All is known.
    #[default]
    Nothing,
    /// Whether scripts can read it: a `cookies.txt` that marks no cookie may be of a writer that marks none.
    HttpOnly,
    /// Anything but its name and a host that it was sent to: only requests speak of it.
    Attributes,
}

impl Untold {
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
    fn is_nothing(&self) -> bool {
        *self == Self::Nothing
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
fn is_false(truth: &bool) -> bool {
    !truth
}

impl Cookie {
    /// The longest it was set for, in seconds, when a setting was seen. `None` when none was, or for the session.
    pub fn asked_for(&self) -> Option<u64> {
        self.set_for.max(self.longest_set_for)
    }

    /// The host whose cookie it is: the one it belongs to, or that tried to set it for a domain that is not its own.
    pub fn host(&self) -> &str {
        match (&self.refused, &self.set_by) {
            (Some(Refusal::Domain), Some(Setter::Header { host, .. })) => host,
            _ => &self.domain,
        }
    }
}

/// The partition a cookie lives in (CHIPS; Firefox's state partitioning).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Partition {
    /// The site under which alone the cookie can be read, with its scheme ("<https://example.org>").
    pub top_level_site: String,
    /// A frame of another site stood between. `None` when the browser does not say.
    #[serde(default)]
    pub has_cross_site_ancestor: Option<bool>,
}

/// The `SameSite` attribute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SameSite {
    /// Sent from other sites too.
    None,
    /// Sent on top-level navigation from other sites.
    Lax,
    /// Sent from the site itself only.
    Strict,
}

/// Who set a cookie.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", tag = "by")]
pub enum Setter {
    /// A script of the page.
    Script,
    /// A Set-Cookie header.
    #[serde(rename_all = "camelCase")]
    Header {
        /// The host that answered.
        host: String,
        /// The kind of resource, in webRequest's words (`image`, `sub_frame`).
        resource: Option<String>,
        /// The hosts whose redirects led there, first one first.
        #[serde(default)]
        redirects: Vec<String>,
    },
}

/// Why a browser refused a cookie that a host tried to set; the most likely reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Refusal {
    /// The browser blocks cookies of third parties.
    ThirdParty,
    /// `SameSite` kept it out of a third-party context.
    SameSite,
    /// `Secure` over an insecure connection.
    InsecureConnection,
    /// The conditions of a `__Host-` or `__Secure-` prefix are not met.
    Prefix,
    /// The domain attribute does not cover the host, or is a public suffix.
    Domain,
    /// Longer than browsers accept (RFC 6265bis §5.6: 4096 bytes).
    Oversize,
    /// `SameSite=None` or `Partitioned` without `Secure`.
    NotSecure,
    /// Seen in a header, absent from the jar, and nothing tells why.
    Unknown,
}

/// A key of the site's other storage. Its content is never read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Stored {
    /// The kind of storage.
    pub kind: StorageKind,
    /// The origin's host.
    pub host: String,
    /// The key, the database's or the cache's name.
    pub name: String,
    /// The size in bytes. `None` when the browser does not tell.
    #[serde(default)]
    pub size: Option<u64>,
}

impl Stored {
    /// Whether a site is to declare it: one of its hosts keeps it, and it is no cache, which holds the files of a page. `site` is
    /// a host of the site.
    pub fn is_of_site(&self, site: &str) -> bool {
        self.kind != StorageKind::Cache && domain::same_site(&self.host, site)
    }
}

/// The kinds of storage beside cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StorageKind {
    /// `localStorage`.
    LocalStorage,
    /// `sessionStorage`.
    SessionStorage,
    /// IndexedDB.
    IndexedDb,
    /// The Cache interface of service workers.
    Cache,
}

/// What a visit could not see, and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// Access to the site is withheld from the extension.
    SiteAccess,
    /// Access to the other hosts is withheld.
    OtherHostsAccess,
    /// The page was loaded before the extension: its requests were not seen.
    LoadedBefore,
    /// The extension was stopped while the page loaded.
    WorkerRestarted,
    /// The browser blocks third-party cookies.
    ThirdPartyBlocked,
    /// Tracking protection is on.
    TrackingProtection,
    /// Requests were blocked, by the browser or another extension.
    BlockedRequests,
    /// Workers of the site contacted hosts by themselves, for this page or for an earlier one.
    Workers,
    /// More hosts, headers or changes of cookies than are kept; the oldest were left out.
    Bounded,
    /// More storage keys than are read.
    StorageBounded,
    /// A frame of the page gave no answer, or there were more frames than are read.
    FrameUnread,
    /// The page shows frames of other sites: what they keep beside cookies is not read.
    FramesElsewhere,
    /// The page did not load, or the browser lets nobody look into it.
    PageUnread,
    /// The page did not load.
    PageFailed,
    /// The site answered with an error ([`Visit::status`]) where its page was expected.
    PageError,
    /// The site links to its charter, whose page did not open, or was no page to read.
    CharterUnopened,
    /// The page of the charter shows frames of other sites, which are not read.
    CharterFramed,
    /// The page is at work and gave no answer.
    PageBusy,
    /// The page had not finished loading when it was read: what waits for its `load` event had not come yet.
    PageLoading,
    /// The browser has unloaded the page to save memory.
    PageAsleep,
    /// The browser did not report its requests.
    RequestsUnheard,
    /// Cookies that were set for the page have gone again, by themselves or for want of room.
    Gone,
    /// Cookies of a file had expired when they were read.
    Expired,
    /// The click that was to bring the consent stage led to another page, or was one of several.
    Astray,
    /// The address that was asked for led from another site to this one: what was set on the way is left out
    /// ([`Driven::on_the_way`]).
    OnTheWay,
    /// Captures were joined that were taken at different times: the later one counts.
    Apart,
    /// The date of a file cannot be when its cookies were read: the moment of the audit stands instead.
    DateRefused,
    /// An archive of the visit has no cookie in it: browsers leave them out unless they are asked for.
    ArchiveWithoutCookies,
    /// No file of the visit has a cookie in it: there was none, or the export left them out.
    FilesWithoutCookies,
}

impl Missing {
    /// Whether nobody looked into the page itself: neither what it keeps nor where it leads is known.
    pub fn hides_page(self) -> bool {
        matches!(self, Self::PageUnread | Self::PageFailed | Self::PageError | Self::PageBusy | Self::PageAsleep)
    }
}
