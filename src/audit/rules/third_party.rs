//! `third-party`: a cookie of another site; declared, and still worth knowing.
//!
//! ## What it checks
//! Each cookie whose registrable domain is not the visited site's and that a declaration covers, and, where no charter
//! is known, each third-party cookie. A cookie that was tried and refused by the browser is raised one severity lower.
//!
//! ## Why it matters
//! The third party can recognise the browser on every site where it is present.
//!
//! ## Example
//! The charter of a town hall declares `VISITOR_INFO1_LIVE` of YouTube, and the browser holds it.
//!
//! ## When it stays silent
//! The cookie is not declared (see `undeclared-third-party`); a charter is there but nothing could be read in it.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held, Outcome};
use crate::charter::Party;
use serde_json::json;

/// A cookie of another site; declared, and still worth knowing.
pub(super) const RULE: Rule =
    Rule { id: "third-party", severity: Severity::Notice, also: &[Severity::Information], ask: Ask::Cookie(check) };

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let raised = match case.outcome {
        Outcome::Audited => held.cover.is_some(),
        Outcome::NoCharter => true,
        Outcome::CharterUnreadable => false,
    };
    (raised && held.party == Party::Third).then(|| {
        let variant = match (held.cover.is_some(), held.cookie.partition.is_some()) {
            (false, _) => "no-charter",
            (true, true) => "partitioned",
            (true, false) => "declared",
        };
        super::less_if_refused(&RULE, held, json!({ "case": variant }))
    })
}
