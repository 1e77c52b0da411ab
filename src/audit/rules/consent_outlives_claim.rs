//! `consent-outlives-claim`: the visitor's choice is kept longer than the charter claims.
//!
//! ## What it checks
//! Each cookie known to hold the answer to a consent dialog against the time for which a sentence of the charter says
//! that the choice is kept: more than 1.1 times as long, and at least a day more.
//!
//! ## Why it matters
//! The information due includes how long cookies operate (CJEU C-673/17 Planet49), and the visitor expects to be asked
//! again when the charter says so. The threshold is the lower one of `outlives-declaration`.
//!
//! ## Example
//! « Votre choix est conservé six mois », and `tarteaucitron` is set for a year.
//!
//! ## When it stays silent
//! The charter claims no such time, or claims several of which one is long enough; the choice is kept as a storage key,
//! which has no lifetime; the cookie was refused.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, DAY, Held};
use crate::charter::lifetime::Length;
use crate::charter::{Claim, Statement};
use crate::knowledge::Use;
use serde_json::json;

/// The visitor's choice is kept longer than the charter claims.
pub(super) const RULE: Rule =
    Rule { id: "consent-outlives-claim", severity: Severity::Warning, also: &[], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    held.known().filter(|known| known.used_for == Use::Consent)?;
    let (claim, claimed) = longest(case)?;
    let measured = held.measured(case.visit).filter(|measured| measured.outlives(claimed, 11))?;
    let evidence = json!({
        "claim": claim.excerpt,
        "claimed": claim.lifetime.as_ref().map(|lifetime| &lifetime.as_written),
        "claimedSeconds": claimed,
        "observedSeconds": measured.seconds,
        "measured": measured.at,
        "thresholds": { "noticeFactor": 1.1, "atLeastSeconds": DAY },
    });
    Some(Answer { severity: RULE.severity, evidence })
}

/// The longest time for which the charters claim to keep the choice, in seconds.
fn longest<'a>(case: &Case<'a>) -> Option<(&'a Statement, u64)> {
    let claims = case.claims(Claim::ConsentLifetime).filter_map(|claim| match claim.lifetime.as_ref()?.length {
        Length::Seconds(seconds) => Some((claim, seconds)),
        _ => None,
    });
    claims.max_by_key(|(_, seconds)| *seconds)
}
