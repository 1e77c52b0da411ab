//! `before-consent`: a cookie that needs consent, there before any choice.
//!
//! ## What it checks
//! Each cookie first seen before the visitor's choice that the charter itself counts as audience measurement or
//! advertising, or, where the charter does not say, that public knowledge does. An audience-measurement cookie whose own row
//! invokes the exemption from consent weighs a notice: whether its conditions are met cannot be seen.
//!
//! ## Why it matters
//! Consent comes first (ePrivacy Directive art. 5(3); EDPB Cookie Banner Taskforce, January 2023).
//!
//! ## Example
//! The consent dialog is still open; `_ga`, declared under « statistiques », is there.
//!
//! ## When it stays silent
//! The moment of the visit is not known; the cookie ends with the session; the browser refused it; it is technical
//! by knowledge; it measures the audience and the charter claims the exemption from consent of all such cookies.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::cookie::Stage;
use serde_json::json;

/// A cookie that needs consent, there before any choice.
pub(super) const RULE: Rule =
    Rule { id: "before-consent", severity: Severity::Breach, also: &[Severity::Notice], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let before = held.stage(case.visit) == Stage::Before;
    let grounds = held.optional(case).filter(|_| before && held.persistent())?;
    let excerpt = held.invokes_exemption(grounds.category, case);
    let evidence = json!({ "category": grounds.category, "by": grounds.by, "case": grounds.by, "known": grounds.known, "excerpt": excerpt });
    let answer = Answer { severity: RULE.severity, evidence };
    Some(if excerpt.is_some() { answer.of_case("exempt", Severity::Notice) } else { answer })
}
