//! What is different between two audits of one site: cookies, declarations, the charter's page, findings.

pub mod view;

use super::Report;
use super::baseline::fingerprint;
use crate::audit::Finding;
use crate::charter::{Claim, Declaration};
use crate::cookie::{Cookie, Untold};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// What is different between an earlier and a later audit. Everything stands in a total order.
#[derive(Debug, Clone, PartialEq, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Difference {
    /// Whether the page of the charter is the same.
    pub page: PageChange,
    /// Cookies, each by its [identity](Cookie::identity).
    pub cookies: Changes<Cookie>,
    /// Declarations, each by name, kind and host.
    pub declarations: Changes<Declaration>,
    /// What the charter claims in general.
    pub claims: Changes<Claim>,
    /// Findings, each by its [`fingerprint`].
    pub findings: Changes<Finding>,
}

/// What became of the charter's page, by the SHA-256 of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PageChange {
    /// Neither audit had a charter.
    #[default]
    None,
    /// The same page, to the letter.
    Same,
    /// The page is written differently, and declares the same.
    Rewritten,
    /// The declarations or the claims differ.
    Changed,
    /// The charter was not known before.
    Appeared,
    /// The charter is no longer known.
    Gone,
}

/// What came, went, and stayed with another content.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Changes<T> {
    /// In the later audit only.
    pub added: Vec<T>,
    /// In the earlier audit only.
    pub removed: Vec<T>,
    /// In both, differently: before and after.
    pub changed: Vec<(T, T)>,
}

impl<T> Default for Changes<T> {
    fn default() -> Self {
        Self { added: Vec::new(), removed: Vec::new(), changed: Vec::new() }
    }
}

impl<T> Changes<T> {
    /// Nothing came, went or changed.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.removed.is_empty() && self.changed.is_empty()
    }
}

/// Compares two audits. A cookie that was renewed, seen at another moment or set by the same host again is no change; its
/// lifetime is one where both audits saw it set and it differs by more than an hour and a tenth.
pub fn difference(before: &Report, after: &Report) -> Difference {
    // The store does not count: containers and private windows are named anew by each browser.
    let cookies = changes(&before.visit.cookies, &after.visit.cookies, Cookie::identity, |a, b| !alike(a, b));
    let named = |declaration: &&Declaration| {
        (declaration.name.clone(), declaration.kind, declaration.domain.clone(), declaration.provider.clone())
    };
    let declared = |report| -> Vec<_> { Report::declarations(report).collect() };
    let declarations =
        changes(&declared(before), &declared(after), named, |a, b| content(a) != content(b)).map(Declaration::clone);
    let claimed = |report: &Report| -> Vec<Claim> {
        report.charters().flat_map(|charter| &charter.claims).map(|statement| statement.claim).collect()
    };
    let claims = changes(&claimed(before), &claimed(after), |claim| *claim, |_, _| false);
    let kept: BTreeSet<_> = declared(before).iter().map(named).collect();
    let kept: BTreeSet<_> = declared(after).iter().map(named).filter(|it| kept.contains(it)).collect();
    // Whether a declaration was seen tells the cookie that came or went.
    let of_charter = |finding: &&Finding| {
        finding.rule != "never-seen" || !finding.declaration.as_ref().is_some_and(|it| kept.contains(&named(&it)))
    };
    let [old, new] = [before, after].map(|it| it.findings.iter().filter(of_charter).cloned().collect::<Vec<Finding>>());
    let findings = changes(&old, &new, fingerprint, |a, b| a.severity != b.severity);
    let page = page(before, after, declarations.is_empty() && claims.is_empty());
    Difference { page, cookies, declarations, claims, findings }
}

fn page(before: &Report, after: &Report, same: bool) -> PageChange {
    let text = |report: &Report| -> BTreeSet<String> {
        report.charters().map(|charter| charter.source.sha256.clone()).collect()
    };
    match (&before.charter, &after.charter) {
        (None, None) => PageChange::None,
        (None, Some(_)) => PageChange::Appeared,
        (Some(_), None) => PageChange::Gone,
        (Some(_), Some(_)) if text(before) == text(after) => PageChange::Same,
        (Some(_), Some(_)) if same => PageChange::Rewritten,
        (Some(_), Some(_)) => PageChange::Changed,
    }
}

/// Whether nothing about a cookie changed that a site decides.
fn alike(a: &Cookie, b: &Cookie) -> bool {
    let untold = a.untold.max(b.untold);
    if untold == Untold::Attributes {
        return a.refused == b.refused;
    }
    let decided = |cookie: &Cookie| {
        let http_only = cookie.http_only && untold == Untold::Nothing;
        (cookie.secure, http_only, cookie.same_site, cookie.expires.is_some(), cookie.refused)
    };
    let lives = match (a.set_for, b.set_for) {
        (Some(a), Some(b)) => a.abs_diff(b) <= 3600 + a.max(b) / 10,
        (None, _) | (_, None) => true,
    };
    decided(a) == decided(b) && lives
}

/// What a declaration says, wherever in the page it stands.
fn content(declaration: &Declaration) -> impl PartialEq + '_ {
    let Declaration { service, purpose, category, party, lifetime, .. } = declaration;
    (service, purpose, category, party, lifetime.as_ref().map(|lifetime| lifetime.length))
}

impl<T> Changes<&T> {
    fn map(self, of: impl Fn(&T) -> T + Copy) -> Changes<T> {
        Changes {
            added: self.added.into_iter().map(of).collect(),
            removed: self.removed.into_iter().map(of).collect(),
            changed: self.changed.into_iter().map(|(a, b)| (of(a), of(b))).collect(),
        }
    }
}

/// Pairs two lists by the identity of their members. Of several with one identity the first stands for all.
fn changes<T: Clone, K: Ord>(
    before: &[T],
    after: &[T],
    identity: impl Fn(&T) -> K,
    differ: impl Fn(&T, &T) -> bool,
) -> Changes<T> {
    let by = |list: &[T]| -> BTreeMap<K, T> { list.iter().rev().map(|each| (identity(each), each.clone())).collect() };
    let (mut old, new) = (by(before), by(after));
    let mut changes = Changes::default();
    for (key, each) in new {
        match old.remove(&key) {
            None => changes.added.push(each),
            Some(former) if differ(&former, &each) => changes.changed.push((former, each)),
            Some(_) => {}
        }
    }
    changes.removed.extend(old.into_values());
    changes
}

#[cfg(test)]
mod tests;
