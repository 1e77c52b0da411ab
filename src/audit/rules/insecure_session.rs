//! `insecure-session`: a session or login cookie without its guards.
//!
//! ## What it checks
//! Each cookie of the site that keeps a session or a login and lacks HttpOnly, or, on an https site, Secure; and
//! each cookie whose `__Host-` or `__Secure-` name promises what it does not keep.
//!
//! ## Why it matters
//! Such a cookie opens the visitor's session to whoever reads it: scripts without HttpOnly, the network without
//! Secure (RFC 6265bis §8).
//!
//! ## Example
//! `PHPSESSID` without HttpOnly on an https site.
//!
//! ## When it stays silent
//! The cookie is not about sessions; it guards forms against forgery, which scripts must read; Secure is missing on
//! a site that is visited over http; the capture does not tell what the cookie was set with, as a request does not, and a
//! `cookies.txt` that marks no cookie `#HttpOnly_`.

use super::{Answer, Ask, Rule};
use crate::audit::Severity;
use crate::audit::case::{Case, Held};
use crate::charter::Party;
use crate::cookie::{Refusal, Untold};
use crate::knowledge::Use;
use serde_json::json;

/// A session or login cookie without its guards.
pub(super) const RULE: Rule = Rule {
    id: "insecure-session",
    severity: Severity::Notice,
    also: &[Severity::Information],
    ask: Ask::Cookie(check),
};

/// Names under which frameworks and sites keep sessions, though nobody owns them.
const SESSION_NAMES: &[&str] = &["sessionid", "session", "session_id", "sid", "auth_token", "access_token"];

fn check(held: &Held<'_>, case: &Case<'_>) -> Option<Answer> {
    let cookie = held.cookie;
    if cookie.untold == Untold::Attributes {
        return None;
    }
    let name = cookie.name.to_ascii_lowercase();
    let host_only_broken = name.starts_with("__host-") && !(cookie.secure && cookie.path == "/" && cookie.host_only);
    let promise_broken = host_only_broken || (name.starts_with("__secure-") && !cookie.secure);
    if promise_broken || cookie.refused == Some(Refusal::Prefix) {
        return Some(super::less_if_refused(&RULE, held, json!({ "case": "prefix" })));
    }
    let known = held.known().is_some_and(|known| matches!(known.used_for, Use::Session | Use::Login));
    let session = held.party == Party::First && (known || SESSION_NAMES.contains(&name.as_str()));
    let encrypted = case.visit.site.starts_with("https:");
    let mut lacking = Vec::new();
    if !cookie.http_only && cookie.untold != Untold::HttpOnly {
        lacking.push("HttpOnly");
    }
    if !cookie.secure && encrypted {
        lacking.push("Secure");
    }
    let raised = session && !lacking.is_empty() && cookie.refused.is_none();
    raised.then(|| Answer { severity: RULE.severity, evidence: json!({ "lacking": lacking }) })
}
