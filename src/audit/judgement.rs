//! What an auditor thinks of a finding. A fresh audit has no judgements; a report carries those that were given.

use serde::{Deserialize, Serialize};

/// What an auditor thinks of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// `None` when there is only a note.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
    /// The auditor's words. Empty when there are none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// When it was given, in seconds since 1970-01-01T00:00:00Z.
    pub at: u64,
}

/// For or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Opinion {
    /// The finding stands.
    Accepted,
    /// The finding does not stand.
    Disputed,
}
