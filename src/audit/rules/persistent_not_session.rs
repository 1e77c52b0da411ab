//! `persistent-not-session`: a cookie declared for the session that stays after it.
//!
//! ## What it checks
//! Each cookie whose declaration says "session" and that has an expiry. Within a day, as for a session of some hours, it
//! weighs a notice.
//!
//! ## Why it matters
//! A visitor who reads "session" expects the cookie to be gone once the browser is closed (WP29 Opinion 04/2012;
//! CJEU C-673/17 Planet49).
//!
//! ## Example
//! « sessionid : session », kept for 14 days.
//!
//! ## When it stays silent
//! The cookie has no expiry; another row of the charter gives the name a length; it was refused.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, DAY, Held};
use crate::charter::lifetime::Length;
use serde_json::json;

/// A cookie declared for the session that stays after it.
pub(super) const RULE: Rule = Rule {
    id: "persistent-not-session",
    severity: Severity::Breach,
    also: &[Severity::Notice],
    ask: Ask::Cookie(check),
};

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let declaration = held.declaration?;
    let Length::Session(_) = declaration.lifetime.as_ref()?.length else { return None };
    let measured = held.measured(case.visit)?;
    let severity = if measured.seconds > DAY { RULE.severity } else { Severity::Notice };
    case.longest(declaration).is_none().then(|| {
        let evidence = json!({ "observedSeconds": measured.seconds, "measured": measured.at, "thresholds": { "atLeastSeconds": DAY } });
        Answer { severity, evidence }
    })
}
