//! The pair a rule is asked about: the charters' declarations and the visit's cookies, already matched.

use super::cover::{Cover, Hosts, Index, Miss, Slips};
use crate::charter::lexicon::Languages;
use crate::charter::lifetime::Length;
use crate::charter::{Category, Charter, Claim, Declaration, Party, Statement, claim, name};
use crate::cookie::{Cookie, Stage, Stored, Visit, domain};
use crate::knowledge::base::{Base, Fact};
use crate::knowledge::{self, Company, Known};
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// Seconds in a day.
pub(crate) const DAY: u64 = 86_400;

/// What is beyond thirteen months: they are 393 to 397 calendar days, and a day of tolerance.
pub(crate) const THIRTEEN_MONTHS: u64 = 398 * DAY;

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
    /// What the auditor's knowledge base knows about it.
    pub(crate) fact: Option<&'a Fact>,
    /// The declaration that comes closest without covering it, and what is missing.
    pub(crate) near: Option<(&'a Declaration, Miss)>,
    /// What is publicly known, asked by many rules.
    looked_up: OnceCell<Option<Known<'static>>>,
}

/// How long a cookie lives.
pub(crate) struct Measured {
    pub(crate) seconds: u64,
    /// `set`: the time it was set for; `remaining`: what was left when the cookies were read.
    pub(crate) at: &'static str,
}

impl Measured {
    /// Whether it lives more than so many tenths of what is said, and at least a day longer. In tenths, so that no float decides.
    pub(crate) fn outlives(&self, said: u64, tenths: u64) -> bool {
        let more = self.seconds.saturating_sub(said);
        more >= DAY && self.seconds.saturating_mul(10) > said.saturating_mul(tenths)
    }
}

/// Why a cookie is counted among those that need consent.
pub(crate) struct Optional<'a> {
    pub(crate) category: Category,
    /// `charter`: by its own words; `knowledge`: by what is publicly known.
    pub(crate) by: &'static str,
    pub(crate) known: Option<Known<'a>>,
}

impl<'a> Held<'a> {
    /// What the auditor's knowledge base tells of it, or else what is publicly known.
    pub(crate) fn known(&self) -> Option<Known<'a>> {
        let look_up = || knowledge::known(&self.cookie.name, self.cookie.host());
        self.fact.and_then(Fact::known).or_else(|| *self.looked_up.get_or_init(look_up))
    }

    /// The company behind the host of a third-party cookie, when it is known.
    pub(crate) fn company(&self) -> Option<Company> {
        if self.party == Party::Third { knowledge::company(self.cookie.host()) } else { None }
    }

    /// How long it lives. `None` for a session cookie, a refused one and one that has passed.
    pub(crate) fn measured(&self, visit: &Visit) -> Option<Measured> {
        let cookie = self.cookie;
        let measured = match (cookie.refused, cookie.asked_for(), cookie.expires) {
            (Some(_), _, _) | (None, None, None) => return None,
            (None, Some(seconds), _) => Measured { seconds, at: "set" },
            (None, None, Some(expires)) => Measured { seconds: expires.saturating_sub(visit.now), at: "remaining" },
        };
        (measured.seconds > 0).then_some(measured)
    }

    /// The stage at which it was first seen, or else that of the visit.
    pub(crate) fn stage(&self, visit: &Visit) -> Stage {
        if self.cookie.stage == Stage::Unknown { visit.stage } else { self.cookie.stage }
    }

    /// Whether it outlives the browser's session and is held.
    pub(crate) fn persistent(&self) -> bool {
        self.cookie.refused.is_none() && (self.cookie.expires.is_some() || self.cookie.asked_for().is_some())
    }

    /// Whether audience measurement is exempt from consent here: the charter claims so, or the auditor's knowledge base.
    pub(crate) fn exempt(&self, category: Category, case: &Case<'_>) -> bool {
        let told = case.claim(Claim::ExemptFromConsent).is_some() || self.fact.is_some_and(|fact| fact.exempt);
        category == Category::Statistics && told
    }

    /// The words by which its own row of the charter invokes the exemption of audience measurement from consent.
    pub(crate) fn invokes_exemption(&self, category: Category, case: &Case<'_>) -> Option<&'a str> {
        let purpose = self.declaration?.purpose.as_deref().filter(|_| category == Category::Statistics)?;
        let language = case.charters.first().and_then(|charter| charter.language.as_deref());
        let claims = claim::of(purpose, Languages::of(language)) == Some(Claim::ExemptFromConsent);
        claims.then_some(purpose)
    }

    /// Whether it counts as audience measurement or advertising: by the charter's own words, or where the charter does
    /// not say, by what is known about its name, or else about the host of a third party. `None` for anything else, and
    /// for audience measurement where the charter claims the exemption from consent.
    pub(crate) fn optional(&self, case: &Case<'_>) -> Option<Optional<'a>> {
        let said = self.declaration.and_then(|declaration| declaration.category);
        let said = said.filter(|category| *category != Category::Unclassified);
        let known = self.known();
        let host = || if known.is_none() { self.company()?.category } else { None };
        let (category, by) = match said {
            Some(category) => (category, "charter"),
            None => (known.map(|known| known.used_for.category()).or_else(host)?, "knowledge"),
        };
        let optional = matches!(category, Category::Statistics | Category::Marketing) && !self.exempt(category, case);
        optional.then_some(Optional { category, by, known })
    }
}

/// A storage key of the visit with the declaration that covers it.
pub(crate) struct HeldStorage<'a> {
    pub(crate) stored: &'a Stored,
    /// What the auditor's knowledge base knows about it.
    pub(crate) fact: Option<&'a Fact>,
    pub(crate) cover: Option<Cover>,
}

impl<'a> HeldStorage<'a> {
    /// What the auditor's knowledge base tells of it, or else what is publicly known.
    pub(crate) fn known(&self) -> Option<Known<'a>> {
        self.fact.and_then(Fact::known).or_else(|| knowledge::known(&self.stored.name, &self.stored.host))
    }
}

impl<'a> Case<'a> {
    pub(crate) fn of(charters: &'a [Charter], visit: &'a Visit, base: &'a Base) -> Self {
        let declarations: Vec<&Declaration> = charters.iter().flat_map(|charter| &charter.declarations).collect();
        let site = domain::host(&visit.site).unwrap_or_else(|| visit.site.to_lowercase());
        let index = Index::of(&declarations);
        let mut hosts = Hosts::of(&site);
        let mut seen = vec![false; declarations.len()];
        let mut held: Vec<Held<'_>> = visit
            .cookies
            .iter()
            .map(|cookie| {
                let subject = hosts.cookie(cookie);
                let found = index.cover(&subject, &mut seen);
                Held {
                    cookie,
                    party: subject.party,
                    declaration: found.cover.as_ref().and_then(|cover| declarations.get(cover.declaration).copied()),
                    fact: base.cookie(&cookie.name, cookie.host()),
                    near: found.near.and_then(|(index, miss)| Some((*declarations.get(index)?, miss))),
                    cover: found.cover,
                    looked_up: OnceCell::new(),
                }
            })
            .collect();
        let stored = visit
            .storage
            .iter()
            .map(|stored| HeldStorage {
                stored,
                fact: base.key(&stored.name, &stored.host),
                cover: index.cover(&hosts.stored(stored), &mut seen).cover,
            })
            .collect();
        slips(&mut held, &declarations, &seen, &site);
        Self { outcome: outcome(charters), charters, visit, site, held, stored, seen, declarations }
    }

    /// The longest length that a charter declares for the name of a declaration. `None` when no row gives one.
    pub(crate) fn longest(&self, declaration: &Declaration) -> Option<u64> {
        let same = self.declarations.iter().filter(|other| other.name == declaration.name);
        let lengths = same.filter_map(|other| match other.lifetime.as_ref()?.length {
            Length::Seconds(seconds) => Some(seconds),
            Length::Unbounded(_) => Some(u64::MAX),
            Length::Session(_) => None,
        });
        lengths.max()
    }

    /// The names that one charter declares more than once for the same domain and kind, where something is true of two
    /// of the rows.
    pub(crate) fn repeated(&self, holds: impl Fn(&Declaration, &Declaration) -> bool) -> BTreeSet<&'a str> {
        self.charters.iter().flat_map(|charter| repeated(&charter.declarations, &holds)).collect()
    }

    /// The names that charters of the site declare more than once, for the same domain and kind, in ways that
    /// contradict each other.
    pub(crate) fn contradicted(&self) -> BTreeSet<&'a str> {
        repeated(self.declarations.iter().copied(), &Declaration::contradicts)
    }

    /// The words in which a charter writes a name that it does not declare. `None` when none does.
    pub(crate) fn mention(&self, name: &str) -> Option<&'a str> {
        let name = &*name::decoded(name);
        let mut mentions = self.charters.iter().flat_map(|charter| &charter.mentions);
        // "The prefix __Host-" speaks of no cookie that begins so.
        let is_of = |written: &str| written == name || written.contains('*') && name::matches(written, name);
        mentions.find(|mention| is_of(&mention.name)).map(|mention| mention.excerpt.as_str())
    }

    /// The claim of a charter with its words, when one makes it.
    pub(crate) fn claim(&self, claim: Claim) -> Option<&'a str> {
        self.claims(claim).map(|statement| statement.excerpt.as_str()).next()
    }

    /// The sentences of the charters that make a claim.
    pub(crate) fn claims(&self, claim: Claim) -> impl Iterator<Item = &'a Statement> {
        let claims = self.charters.iter().flat_map(|charter| &charter.claims);
        claims.filter(move |statement| statement.claim == claim)
    }
}

/// Gives the cookies that no declaration comes close to the one whose name is theirs but for a slip.
fn slips<'a>(held: &mut [Held<'a>], declarations: &[&'a Declaration], seen: &[bool], site: &str) {
    let is_alone = |held: &&mut Held<'_>| held.cover.is_none() && held.near.is_none();
    let slips = OnceCell::new();
    for held in held.iter_mut().filter(is_alone) {
        let slips = slips.get_or_init(|| Slips::of(declarations, seen, site));
        let place = slips.of_cookie(&name::decoded(&held.cookie.name));
        held.near = place.and_then(|place| Some((*declarations.get(place)?, Miss::OtherSpelling)));
    }
}

/// The names declared more than once for the same domain and kind, where something is true of two of the rows. Of a name
/// that stands in hundreds of rows the first ones are compared.
fn repeated<'a>(
    declarations: impl IntoIterator<Item = &'a Declaration>,
    holds: &impl Fn(&Declaration, &Declaration) -> bool,
) -> BTreeSet<&'a str> {
    const COMPARED: usize = 16;
    let mut repeated = BTreeSet::new();
    let mut rows: BTreeMap<_, Vec<&Declaration>> = BTreeMap::new();
    for declaration in declarations {
        let earlier = rows.entry((&declaration.name, &declaration.domain, declaration.kind)).or_default();
        if earlier.iter().any(|earlier| holds(earlier, declaration)) {
            repeated.insert(declaration.name.as_str());
        } else if earlier.len() < COMPARED {
            earlier.push(declaration);
        }
    }
    repeated
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
