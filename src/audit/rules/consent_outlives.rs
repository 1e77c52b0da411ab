//! `consent-outlives`: the visitor's choice is kept longer than recommended.
//!
//! ## What it checks
//! Each cookie known to hold the answer to a consent dialog that lives longer than 398 days.
//!
//! ## Why it matters
//! The CNIL calls six months good practice (délibération 2020-092), the AEPD twenty-four months a maximum; thirteen
//! months is where no recommendation is left in France. A choice kept for years is not asked again.
//!
//! ## Example
//! `tarteaucitron` set for two years.
//!
//! ## When it stays silent
//! The choice is kept for thirteen months or less; the charter tells a lifetime, of the cookie (see
//! `outlives-declaration`) or of the choice (see `consent-outlives-claim`).

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held, THIRTEEN_MONTHS};
use crate::charter::Claim;
use crate::knowledge::Use;
use serde_json::json;

/// The visitor's choice is kept longer than recommended.
pub(super) const RULE: Rule =
    Rule { id: "consent-outlives", severity: Severity::Notice, also: &[], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let choice = held.known().filter(|known| known.used_for == Use::Consent)?;
    let declared = held.declaration.is_some_and(|declaration| declaration.lifetime.is_some());
    let said = declared || case.claims(Claim::ConsentLifetime).next().is_some();
    let measured = held.measured(case.visit).filter(|measured| !said && measured.seconds > THIRTEEN_MONTHS)?;
    let evidence = json!({
        "observedSeconds": measured.seconds,
        "measured": measured.at,
        "service": choice.service,
        "thresholds": { "moreThanSeconds": THIRTEEN_MONTHS, "goodPracticeSeconds": 6 * 2_629_746 },
    });
    Some(Answer { severity: RULE.severity, evidence })
}
