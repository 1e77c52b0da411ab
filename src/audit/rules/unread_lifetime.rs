//! `unread-lifetime`: a cookie whose declared lifetime was not understood.
//!
//! ## What it checks
//! Each cookie that stays after the session and whose declaration has words for its lifetime that could not be read as one.
//!
//! ## Why it matters
//! The information due includes how long cookies operate (CJEU C-673/17 Planet49). What was not understood was not
//! compared, and must not look as if it were.
//!
//! ## Example
//! « prefs : quelques jours », kept for 380 days.
//!
//! ## When it stays silent
//! The cookie ends with the session, or was refused; another row of the charter gives the name a length; the words are
//! a moment that the cookie can be compared with (see `outlives-declaration`); there are none but a dash (see
//! `no-lifetime`).

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::audit::until;
use serde_json::json;

/// A cookie whose declared lifetime was not understood.
pub(super) const RULE: Rule =
    Rule { id: "unread-lifetime", severity: Severity::Notice, also: &[], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let words = held.declaration?.unread_lifetime()?;
    let measured = held.measured(case.visit)?;
    let is_known = case.longest(held.declaration?).is_some() || until::moment(words).is_some();
    let evidence = json!({ "excerpt": words, "observedSeconds": measured.seconds, "measured": measured.at });
    (!is_known).then_some(Answer { severity: RULE.severity, evidence })
}
