//! The comparison: the only place where what is declared and what is held meet.

use crate::charter::Declaration;
use crate::cookie::{Cookie, Stored};
use serde::{Deserialize, Serialize};

/// How much a finding matters, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Severity {
    /// What the charter says and what the browser holds contradict each other.
    Breach,
    /// Worth correcting.
    Warning,
    /// Worth knowing.
    Notice,
    /// For completeness.
    Information,
}

/// A rule that answered yes, with its evidence.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// The rule's id (`undeclared`).
    pub rule: String,
    /// How much it matters here.
    pub severity: Severity,
    /// The cookie it is about. `None` when it is about the charter.
    pub cookie: Option<Cookie>,
    /// The storage key it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storage: Option<Stored>,
    /// The declaration it is about.
    pub declaration: Option<Declaration>,
    /// What was observed, as plain data; never a sentence.
    pub evidence: serde_json::Value,
}
