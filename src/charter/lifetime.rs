//! A declared lifetime: "13 mois", "1 an", "Session" → a length of time.

use serde::{Deserialize, Serialize};

/// How long a charter says that a cookie is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Lifetime {
    /// The page's own words.
    pub as_written: String,
    /// Their meaning: `{"session": true}`, `{"seconds": N}` or `{"unbounded": true}`.
    #[serde(flatten)]
    pub length: Length,
}

/// A length of time. A month is 2 629 746 seconds, a year 31 556 952 (means of the Gregorian calendar).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Length {
    /// Until the browser is closed.
    Session(True),
    /// A number of seconds; the upper bound when a range was given.
    Seconds(u64),
    /// "Persistent", "until deleted", without a figure.
    Unbounded(True),
}

/// The JSON value `true`, and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "bool", into = "bool")]
pub struct True;

impl TryFrom<bool> for True {
    type Error = &'static str;

    fn try_from(value: bool) -> Result<Self, Self::Error> {
        if value { Ok(Self) } else { Err("expected true") }
    }
}

impl From<True> for bool {
    fn from(_: True) -> Self {
        true
    }
}
