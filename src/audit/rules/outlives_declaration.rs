//! `outlives-declaration`: a cookie that lives longer than its declaration says.
//!
//! ## What it checks
//! How long the cookie was set for, when the setting was seen, or else what remains of it, against the declared
//! lifetime: more than 1.5 times as long and at least a day more is a breach, more than 1.1 times and at least a day
//! more is a notice. Where the charter gives several lifetimes for one name, the longest counts; where it
//! gives a day until which the cookie is kept, the time to the end of that day.
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
use crate::audit::until;
use crate::charter::lifetime::Length;
use serde_json::json;

/// A cookie that lives longer than its declaration says.
pub(super) const RULE: Rule =
    Rule { id: "outlives-declaration", severity: Severity::Breach, also: &[Severity::Notice], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let measured = held.measured(case.visit)?;
    let declared = declared(held, case)?;
    let severity = match () {
        () if measured.outlives(declared.seconds, 15) => Severity::Breach,
        () if measured.outlives(declared.seconds, 11) => Severity::Notice,
        () => return None,
    };
    // A number without a unit is taken as seconds: that is said.
    let is_bare = declared.words.and_then(|words| words.parse().ok()) == Some(declared.seconds);
    let evidence = json!({
        "declared": declared.words,
        "declaredSeconds": declared.seconds,
        "observedSeconds": measured.seconds,
        "measured": measured.at,
        "case": if is_bare { format!("{}-seconds", measured.at) } else { measured.at.to_owned() },
        "thresholds": { "breachFactor": 1.5, "noticeFactor": 1.1, "atLeastSeconds": DAY },
    });
    Some(Answer { severity, evidence })
}

/// How long a charter says that a cookie is kept.
struct Declared<'a> {
    seconds: u64,
    /// Its own words, unless another of its rows gives a longer length.
    words: Option<&'a str>,
}

/// The declared length: one that is told, or the one from the setting, or from the visit, to a day that is told.
fn declared<'a>(held: &Held<'a>, case: &Case<'_>) -> Option<Declared<'a>> {
    let declaration = held.declaration?;
    let Some(lifetime) = &declaration.lifetime else {
        let words = declaration.unread_lifetime().filter(|_| case.longest(declaration).is_none())?;
        let begin = held.cookie.set_at.filter(|_| held.cookie.set_for.is_some()).unwrap_or(case.visit.now);
        return Some(Declared { seconds: until::moment(words)?.saturating_sub(begin), words: Some(words) });
    };
    let Length::Seconds(own) = lifetime.length else { return None };
    let seconds = case.longest(declaration)?;
    Some(Declared { seconds, words: (own == seconds).then_some(&lifetime.as_written) })
}
