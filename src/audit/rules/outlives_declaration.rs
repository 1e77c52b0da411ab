//! `outlives-declaration`: a cookie that lives longer than its declaration says.
//!
//! ## What it checks
//! How long the cookie was set for, when the setting was seen, or else what remains of it, against the declared
//! lifetime: more than 1.5 times as long and at least a day more is a breach, more than 1.1 times and at least a day
//! more is a notice. Where the charter gives several lifetimes for one name, the longest counts.
//!
//! ## Why it matters
//! The information due includes how long cookies operate (CJEU C-673/17 Planet49). The thresholds are those of the
//! CookieBlock study (Bollinger et al., USENIX Security 2022), with a lower step for notices.
//!
//! ## Example
//! « _ga : 13 mois », set for two years.
//!
//! ## When it stays silent
//! The declared lifetime is missing, unbounded or a session's (see `persistent-not-session`); the cookie is shorter
//! than declared, which the jar alone cannot prove; it was refused. Browsers keep nothing longer than 400 days (RFC
//! 6265bis §5.5), so "2 years" against 400 days is no mismatch.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, DAY, Held};
use crate::charter::lifetime::Length;
use serde_json::json;

/// A cookie that lives longer than its declaration says.
pub(super) const RULE: Rule =
    Rule { id: "outlives-declaration", severity: Severity::Breach, also: &[Severity::Notice], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let Length::Seconds(_) = held.declaration?.lifetime.as_ref()?.length else { return None };
    let measured = held.measured(case.visit)?;
    let declared = case.longest(held.declaration?)?;
    let severity = match () {
        () if measured.outlives(declared, 15) => Severity::Breach,
        () if measured.outlives(declared, 11) => Severity::Notice,
        () => return None,
    };
    // The charter's own words, unless another of its rows gives a longer length.
    let lifetime = held.declaration?.lifetime.as_ref()?;
    let words = (lifetime.length == Length::Seconds(declared)).then_some(&lifetime.as_written);
    let evidence = json!({
        "declared": words,
        "declaredSeconds": declared,
        "observedSeconds": measured.seconds,
        "measured": measured.at,
        "case": measured.at,
        "thresholds": { "breachFactor": 1.5, "noticeFactor": 1.1, "atLeastSeconds": DAY },
    });
    Some(Answer { severity, evidence })
}
