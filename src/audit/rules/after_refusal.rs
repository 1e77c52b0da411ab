//! `after-refusal`: a cookie that needs consent, there after a refusal.
//!
//! ## What it checks
//! Each cookie present after the visitor refused that the charter itself counts as audience measurement or
//! advertising, or, where the charter does not say, that public knowledge does. One that was first seen before the
//! refusal, and of which nothing shows that it was set again after it, weighs a notice, and so does one that measures the
//! audience and whose own row invokes the exemption from consent.
//!
//! ## Why it matters
//! Refusing has to work (CNIL, délibération 2020-091; EDPB Cookie Banner Taskforce, January 2023).
//!
//! ## Example
//! The visitor pressed « Tout refuser »; `_fbp` is set afterwards.
//!
//! ## When it stays silent
//! Nobody refused, or the moment is not known; the cookie ends with the session; the browser refused it; it is
//! technical by knowledge; it measures the audience and the charter claims the exemption from consent of
//! all such cookies.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::cookie::Stage;
use crate::cookie::stages::is_set_since_choice;
use serde_json::json;

/// A cookie that needs consent, there after a refusal.
pub(super) const RULE: Rule =
    Rule { id: "after-refusal", severity: Severity::Breach, also: &[Severity::Notice], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let grounds = held.optional(case).filter(|_| case.visit.stage == Stage::Refused && held.persistent())?;
    let excerpt = held.invokes_exemption(grounds.category, case);
    let (severity, variant) = match held.cookie.stage {
        _ if excerpt.is_some() => (Severity::Notice, "exempt"),
        Stage::Refused | Stage::Unknown => (RULE.severity, grounds.by),
        Stage::Before | Stage::Accepted if is_set_since_choice(case.visit, held.cookie) => (RULE.severity, "again"),
        Stage::Before | Stage::Accepted => (Severity::Notice, "left"),
    };
    Some(Answer {
        severity,
        evidence: json!({ "category": grounds.category, "by": grounds.by, "case": variant, "known": grounds.known, "excerpt": excerpt }),
    })
}
