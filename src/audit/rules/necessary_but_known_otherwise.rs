//! `necessary-but-known-otherwise`: a cookie declared as necessary that is known for something else.
//!
//! ## What it checks
//! Each cookie whose declaration says "necessary" while its name, on this domain, is publicly known for advertising
//! or audience measurement.
//!
//! ## Why it matters
//! What is strictly necessary needs no consent; some sites call essential what is not (WP29 Opinion 04/2012; EDPB
//! Cookie Banner Taskforce, January 2023).
//!
//! ## Example
//! « _fbp — cookie nécessaire ».
//!
//! ## When it stays silent
//! Nothing is known of the name; it is known as technical; it measures the audience and the charter claims the
//! exemption from consent.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::Category;
use serde_json::json;

/// A cookie declared as necessary that is known for something else.
pub(super) const RULE: Rule = Rule {
    id: "necessary-but-known-otherwise",
    severity: Severity::Warning,
    also: &[Severity::Notice],
    ask: Ask::Cookie(check),
};

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let necessary = held.declaration?.category == Some(Category::Necessary);
    let known = held.known().filter(|_| necessary)?;
    let category = known.used_for.category();
    let otherwise = matches!(category, Category::Statistics | Category::Marketing) && !held.exempt(category, case);
    otherwise.then(|| {
        super::less_if_refused(
            &RULE,
            held,
            json!({ "use": known.used_for, "service": known.service, "source": known.source }),
        )
    })
}
