//! `before-consent`: a cookie that needs consent, there before any choice.
//!
//! ## What it checks
//! Each cookie first seen before the visitor's choice that the charter itself counts as audience measurement or
//! advertising, or, where the charter does not say, that public knowledge does.
//!
//! ## Why it matters
//! Consent comes first (ePrivacy Directive art. 5(3); EDPB Cookie Banner Taskforce, January 2023).
//!
//! ## Example
//! The consent dialog is still open; `_ga`, declared under « statistiques », is there.
//!
//! ## When it stays silent
//! The moment of the visit is not known; the cookie ends with the session; the browser refused it; it is technical
//! by knowledge; it measures the audience and the charter claims the exemption from consent.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::cookie::Stage;
use serde_json::json;

/// A cookie that needs consent, there before any choice.
pub(super) const RULE: Rule =
    Rule { id: "before-consent", severity: Severity::Breach, also: &[], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let before = held.stage(case.visit) == Stage::Before;
    let grounds = held.optional(case).filter(|_| before && held.persistent())?;
    Some(Answer {
        severity: RULE.severity,
        evidence: json!({ "category": grounds.category, "by": grounds.by, "case": grounds.by, "known": grounds.known }),
    })
}
