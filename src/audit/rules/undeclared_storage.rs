//! `undeclared-storage`: a storage key of the site that its charter does not declare.
//!
//! ## What it checks
//! Each key of the site's localStorage and sessionStorage and each IndexedDB database that no declaration covers. A
//! declaration that gives no kind of storage covers keys of its name too.
//!
//! ## Why it matters
//! The same article covers everything that is stored in a visitor's device, cookie or not (ePrivacy Directive art.
//! 5(3); EDPB Guidelines 2/2023).
//!
//! ## Example
//! The charter declares three cookies; the page keeps `_hjActiveViewportIds` in the session storage.
//!
//! ## When it stays silent
//! A declaration covers the key; it belongs to the Cache interface or to another site; nothing was compared. A key
//! known as technical is raised one severity lower, and so is one whose name the charter writes without declaring it.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, HeldStorage, Outcome};
use serde_json::json;

/// A storage key of the site that its charter does not declare.
pub(super) const RULE: Rule =
    Rule { id: "undeclared-storage", severity: Severity::Warning, also: &[Severity::Notice], ask: Ask::Storage(check) };

fn check(held: &HeldStorage<'_>, case: &Case<'_>) -> Option<Answer> {
    let stored = held.stored;
    let undeclared = case.outcome == Outcome::Audited && held.cover.is_none() && stored.is_of_site(&case.site);
    undeclared.then(|| {
        let known = held.known();
        let mention = case.mention(&stored.name);
        let is_less = mention.is_some() || known.is_some_and(|known| known.used_for.technical());
        let severity = if is_less { RULE.severity.lower() } else { RULE.severity };
        let case = mention.map(|_| super::MENTIONED);
        let evidence = json!({ "case": case, "excerpt": mention, "kind": stored.kind, "known": known });
        Answer { severity, evidence }
    })
}
