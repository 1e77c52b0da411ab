//! Which declaration covers which cookie, and why: exact name, the same name in another case, or a family.
//!
//! Saying "undeclared" of a declared cookie is the worst error this product can make; where two readings are possible,
//! the one that covers wins and carries a doubt. Declarations are indexed by name, families by their literal beginning
//! or end, so that the work is linear in cookies plus declarations.

pub(crate) mod fit;
mod index;
#[cfg(test)]
mod proof;
mod slip;

pub(crate) use index::Index;
pub(crate) use slip::Slips;

use crate::charter::{Declaration, Kind, Party};
use crate::cookie::{Cookie, StorageKind, Stored, domain};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The reason why a declaration covers a cookie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cover {
    /// The declaration's place among those of all charters, one charter after another, from 0.
    pub declaration: usize,
    /// How the names agree.
    pub how: How,
    /// What does not agree although the names do.
    #[serde(default)]
    pub doubts: Vec<CoverDoubt>,
}

/// How the name of a cookie and of a declaration agree, the strongest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// The same name.
    Exact,
    /// The cookie belongs to a declared family (`_pk_id.*`).
    Family,
    /// The declared name followed by an identifier (`_pk_id` declared, `_pk_id.1.4f2a` held).
    Numbered,
    /// The same name in another case. Cookie names are case-sensitive (RFC 6265bis §5.7): weaker.
    OtherCase,
    /// A declared family in another case.
    FamilyOtherCase,
    /// The declaration names no cookie, only the domain: everything there is meant.
    Provider,
}

/// What does not agree although the names do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum CoverDoubt {
    /// The declared domain is another one.
    DeclaredElsewhere,
    /// The cookie belongs to a third party, the declaration says first party.
    DeclaredFirstParty,
    /// The cookie belongs to a third party, and nothing but the name links it to the declaration.
    NameOnly,
    /// The declaration speaks of another kind of storage.
    OtherKind,
}

/// Why the closest declaration does not cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Miss {
    /// The name agrees, the declared domain is that of someone else.
    OtherDomain,
    /// The name agrees, the declaration speaks of browser storage and not of a cookie.
    OtherKind,
    /// The name agrees but for what a slip of the pen changes, and the declared one was not seen.
    OtherSpelling,
}

/// The declaration that covers each cookie, seen from a visited host, in time linear in cookies plus declarations.
pub fn covers(declarations: &[&Declaration], site: &str, cookies: &[Cookie]) -> Vec<Option<Cover>> {
    let index = Index::of(declarations);
    let mut hosts = Hosts::of(site);
    let mut seen = vec![false; declarations.len()];
    cookies.iter().map(|cookie| index.cover(&hosts.cookie(cookie), &mut seen).cover).collect()
}

/// What decides among declarations that are equal otherwise, so that the order in which they are given does not; only among
/// those that are the same does the first one count.
fn tie(declaration: &Declaration) -> impl Ord {
    let evidence = &declaration.evidence;
    let (domain, provider) = (declaration.domain.as_deref(), declaration.provider.as_deref());
    (evidence.row, &evidence.excerpt, &declaration.name, domain, provider, declaration.party, declaration.kind)
}

/// What is to be covered: a cookie or a storage key, and whose it is.
pub(crate) struct Subject<'a> {
    name: &'a str,
    host: &'a str,
    /// The registrable domain of the host, or the host itself where it has none.
    site: &'a str,
    pub(crate) party: Party,
    /// `None` for the Cache interface, which no charter's kind names.
    kind: Option<Kind>,
}

/// The hosts of a visit. Each is looked up once: the public suffixes are the dearest question that is asked of a cookie.
pub(crate) struct Hosts<'a> {
    /// The visited host.
    visited: &'a str,
    known: BTreeMap<&'a str, (&'a str, Party)>,
}

impl<'a> Hosts<'a> {
    /// No host yet, as seen from the visited one.
    pub(crate) fn of(visited: &'a str) -> Self {
        Self { visited, known: BTreeMap::new() }
    }

    /// A cookie of the visit.
    pub(crate) fn cookie(&mut self, cookie: &'a Cookie) -> Subject<'a> {
        let (site, party) = self.place(cookie.host());
        Subject { name: &cookie.name, host: cookie.host(), site, party, kind: Some(Kind::Cookie) }
    }

    /// A storage key of the visit. A page reaches the storage of its own origin only.
    pub(crate) fn stored(&mut self, stored: &'a Stored) -> Subject<'a> {
        let (site, _) = self.place(&stored.host);
        let kind = match stored.kind {
            StorageKind::LocalStorage => Some(Kind::LocalStorage),
            StorageKind::SessionStorage => Some(Kind::SessionStorage),
            StorageKind::IndexedDb => Some(Kind::IndexedDb),
            StorageKind::Cache => None,
        };
        Subject { name: &stored.name, host: &stored.host, site, party: Party::First, kind }
    }

    fn place(&mut self, host: &'a str) -> (&'a str, Party) {
        *self.known.entry(host).or_insert_with(|| {
            let party = if domain::same_site(host, self.visited) { Party::First } else { Party::Third };
            (domain::registrable(host).unwrap_or(host), party)
        })
    }
}
