//! How a visit was made by a browser that a program drove, and the files that an audit was given.

use serde::{Deserialize, Serialize};

/// How a browser was driven to the visited page, and how long the page was watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Driven {
    /// What drove it ("cookie-charter 0.1.0").
    pub by: String,
    /// The address that was asked for; [`Visit::site`](super::Visit::site) is the one that was shown when the cookies were
    /// read.
    pub asked: String,
    /// What the browser calls itself to sites. `None` when it does not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agent: Option<String>,
    /// In milliseconds: how long the page had to ask for nothing new before it was looked at.
    pub settle: u64,
    /// In milliseconds: from the moment at which the page was asked for to the one at which its cookies were read.
    pub watched: u64,
    /// In milliseconds: the part of it since the page was loaded anew, after a choice. `None`: it was not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reloaded: Option<u64>,
    /// The cookies of hosts that were met on the way to the site alone, before it was reached: they are none of the visit's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub on_the_way: Vec<Passed>,
}

/// A cookie that was met on the way to the visited site.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Passed {
    /// The name, exactly as set; it may be empty.
    pub name: String,
    /// The host it belongs to, lower case, without leading dot.
    pub domain: String,
}

/// A file that cookies were read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct File {
    /// Its name, without the folder it is in. `None`: standard input, or another stream.
    pub name: Option<String>,
    /// SHA-256 of its bytes, lower-case hexadecimal.
    pub sha256: String,
}
