//! The pair a rule is asked about: the charters' declarations and the visit's cookies, already matched.

use super::cover::{Cover, Index, Subject};
use crate::charter::{Charter, Claim, Declaration, Party};
use crate::cookie::{Cookie, Stored, Visit, domain};
use serde::{Deserialize, Serialize};

/// Whether there was anything to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Outcome {
    /// A charter was read and compared.
    Audited,
    /// No charter is known: cookies are listed, those of third parties raised.
    NoCharter,
    /// A charter is there, but no declaration could be read in it: cookies are listed, none is accused.
    CharterUnreadable,
}

/// One visit beside the charters of its site.
pub(crate) struct Case<'a> {
    pub(crate) outcome: Outcome,
    pub(crate) charters: &'a [Charter],
    /// The charters' declarations, one charter after another.
    pub(crate) declarations: Vec<&'a Declaration>,
    pub(crate) visit: &'a Visit,
    /// The visited host.
    pub(crate) site: String,
    pub(crate) held: Vec<Held<'a>>,
    pub(crate) stored: Vec<HeldStorage<'a>>,
    /// For each declaration, whether something of the visit matches it.
    pub(crate) seen: Vec<bool>,
}

/// A cookie of the visit with the declaration that covers it.
pub(crate) struct Held<'a> {
    pub(crate) cookie: &'a Cookie,
    pub(crate) party: Party,
    pub(crate) cover: Option<Cover>,
    /// The declaration named by `cover`.
    pub(crate) declaration: Option<&'a Declaration>,
    /// The declaration that comes closest without covering it, and what is missing.
    pub(crate) near: Option<(&'a Declaration, super::cover::Miss)>,
}

/// A storage key of the visit with the declaration that covers it.
pub(crate) struct HeldStorage<'a> {
    pub(crate) stored: &'a Stored,
    pub(crate) cover: Option<Cover>,
}

impl<'a> Case<'a> {
    pub(crate) fn of(charters: &'a [Charter], visit: &'a Visit) -> Self {
        let declarations: Vec<&Declaration> = charters.iter().flat_map(|charter| &charter.declarations).collect();
        let site = domain::host(&visit.site).unwrap_or_else(|| visit.site.to_lowercase());
        let index = Index::of(&declarations);
        let mut seen = vec![false; declarations.len()];
        let held = visit
            .cookies
            .iter()
            .map(|cookie| {
                let party = if domain::same_site(&cookie.domain, &site) { Party::First } else { Party::Third };
                let found = index.cover(&Subject::Cookie(cookie, party), &mut seen);
                Held {
                    cookie,
                    party,
                    declaration: found.cover.as_ref().and_then(|cover| declarations.get(cover.declaration).copied()),
                    near: found.near.and_then(|(index, miss)| Some((*declarations.get(index)?, miss))),
                    cover: found.cover,
                }
            })
            .collect();
        let stored = visit
            .storage
            .iter()
            .map(|stored| HeldStorage { stored, cover: index.cover(&Subject::Stored(stored), &mut seen).cover })
            .collect();
        Self { outcome: outcome(charters), charters, visit, site, held, stored, seen, declarations }
    }

    /// The claim of a charter with its words, when one makes it.
    pub(crate) fn claim(&self, claim: Claim) -> Option<&'a str> {
        let claims = self.charters.iter().flat_map(|charter| &charter.claims);
        claims.filter(|statement| statement.claim == claim).map(|statement| statement.excerpt.as_str()).next()
    }
}

/// A page that says it uses no cookie was read, though it declares none.
fn outcome(charters: &[Charter]) -> Outcome {
    let says_something = |charter: &Charter| {
        !charter.declarations.is_empty() || charter.claims.iter().any(|statement| statement.claim == Claim::NoCookies)
    };
    match charters {
        [] => Outcome::NoCharter,
        _ if charters.iter().any(says_something) => Outcome::Audited,
        _ => Outcome::CharterUnreadable,
    }
}
