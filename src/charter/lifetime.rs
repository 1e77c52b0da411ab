//! A declared lifetime: "13 mois", "1 an", "Session" → a length of time.

use super::lexicon::Languages;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Reads a lifetime cell. `None` when it gives none ("aucune", a date, words without a length).
///
/// `unit` is what the header says of bare numbers ([`unit`]); without it a bare number is no lifetime.
pub fn parse(_text: &str, _languages: Languages, _unit: Option<Unit>) -> Option<Length> {
    None
}

/// Reads a cell of several lifetimes ("2 ans / 24h", "Session, 1 an"), one a name of the cell beside it, in its order.
pub fn parse_list(text: &str, languages: Languages, unit: Option<Unit>) -> Vec<Option<Length>> {
    text.split([',', ';', '/', '\n']).map(|part| parse(part, languages, unit)).collect()
}

/// The first lifetime of a sentence and where it stands (bytes). `None` when the sentence gives none.
pub fn find(_text: &str, _languages: Languages) -> Option<(Length, Range<usize>)> {
    None
}

/// The unit a header gives to bare numbers: "Durée (jours)" → days. `None` when it names none.
pub fn unit(_header: &str, _languages: Languages) -> Option<Unit> {
    None
}

/// How much of a text speaks of a lifetime, from 0 (none of it) to 1 (every word).
pub fn looks_like(_text: &str, _languages: Languages) -> f32 {
    0.0
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Unit {
    /// 1 second.
    Second,
    /// 60 seconds.
    Minute,
    /// 3 600 seconds.
    Hour,
    /// 86 400 seconds.
    Day,
    /// 604 800 seconds.
    Week,
    /// 2 629 746 seconds, a twelfth of a year.
    Month,
    /// 31 556 952 seconds, the mean Gregorian year.
    Year,
}

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
