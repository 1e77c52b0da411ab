//! `outlives-thirteen-months`: an audience-measurement cookie that lives longer than thirteen months.
//!
//! ## What it checks
//! Each cookie that the charter, or public knowledge, counts as audience measurement and that lives longer than 398
//! days: thirteen calendar months are 393 to 397 days. After the visitor accepted it weighs a notice: the figure is that of
//! trackers without consent. Where the charter claims the exemption, nobody was asked, and it weighs the same at any stage.
//!
//! ## Why it matters
//! The CNIL recommends that audience trackers used without consent last at most thirteen months and are not extended
//! at each visit (délibération 2020-092 art. 5; page of 4 July 2025).
//!
//! ## Example
//! `_ga` set for two years.
//!
//! ## When it stays silent
//! The cookie is not about audience measurement; it lives thirteen months or less; the browser refused it. A browser
//! keeps nothing longer than 400 days, so that the jar alone shows it only in the first days.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held, THIRTEEN_MONTHS};
use crate::charter::Category;
use crate::cookie::Stage;
use serde_json::json;

/// An audience-measurement cookie that lives longer than thirteen months.
pub(super) const RULE: Rule = Rule {
    id: "outlives-thirteen-months",
    severity: Severity::Warning,
    also: &[Severity::Notice],
    ask: Ask::Cookie(check),
};

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let declared = held.declaration.and_then(|declaration| declaration.category);
    let known = held.known().map(|known| known.used_for.category());
    let audience = declared.or(known)? == Category::Statistics;
    let measured = held.measured(case.visit).filter(|measured| audience && measured.seconds > THIRTEEN_MONTHS)?;
    let evidence = json!({
        "observedSeconds": measured.seconds,
        "measured": measured.at,
        "by": if declared.is_some() { "charter" } else { "knowledge" },
        "thresholds": { "moreThanSeconds": THIRTEEN_MONTHS },
    });
    let is_accepted = held.stage(case.visit) == Stage::Accepted && !held.exempt(Category::Statistics, case);
    Some(Answer { severity: if is_accepted { RULE.severity.lower() } else { RULE.severity }, evidence })
}
