//! Which declaration covers which cookie, and why: exact name, the same name in another case, or a family.
//!
//! Saying "undeclared" of a declared cookie is the worst error this product can make; where two readings are possible,
//! the one that covers wins and carries a doubt. Declarations are indexed by name, families by their literal beginning
//! or end, so that the work is linear in cookies plus declarations.

pub(crate) mod fit;
mod index;
#[cfg(test)]
mod proof;

pub(crate) use index::Index;

use crate::charter::{Declaration, Kind, Party};
use crate::cookie::{Cookie, StorageKind, Stored, domain};
use serde::{Deserialize, Serialize};

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
}

/// The declaration that covers each cookie, seen from a visited host, in time linear in cookies plus declarations.
pub fn covers(declarations: &[&Declaration], site: &str, cookies: &[Cookie]) -> Vec<Option<Cover>> {
    let index = Index::of(declarations);
    let mut seen = vec![false; declarations.len()];
    let cover = |cookie: &Cookie| {
        let party = if domain::same_site(&cookie.domain, site) { Party::First } else { Party::Third };
        index.cover(&Subject::Cookie(cookie, party), &mut seen).cover
    };
    cookies.iter().map(cover).collect()
}

/// What is to be covered.
pub(crate) enum Subject<'a> {
    /// A cookie and its party.
    Cookie(&'a Cookie, Party),
    /// A storage key.
    Stored(&'a Stored),
}

impl Subject<'_> {
    fn name(&self) -> &str {
        match self {
            Self::Cookie(cookie, _) => &cookie.name,
            Self::Stored(stored) => &stored.name,
        }
    }

    fn host(&self) -> &str {
        match self {
            Self::Cookie(cookie, _) => &cookie.domain,
            Self::Stored(stored) => &stored.host,
        }
    }

    fn party(&self) -> Party {
        match self {
            Self::Cookie(_, party) => *party,
            Self::Stored(_) => Party::First,
        }
    }

    /// `None` for the Cache interface, which no charter's kind names.
    fn kind(&self) -> Option<Kind> {
        match self {
            Self::Cookie(..) => Some(Kind::Cookie),
            Self::Stored(stored) => match stored.kind {
                StorageKind::LocalStorage => Some(Kind::LocalStorage),
                StorageKind::SessionStorage => Some(Kind::SessionStorage),
                StorageKind::IndexedDb => Some(Kind::IndexedDb),
                StorageKind::Cache => None,
            },
        }
    }
}
