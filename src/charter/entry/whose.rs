//! Whose the cookies of a list are where a sentence above it names a service: "We measure our audience with Example
//! Analytics", then a table that holds the basket and the visitor's choice as well.

use super::{Entry, whole};
use crate::charter::lexicon::{Languages, Named, Role};
use crate::charter::{category, kind, provider};

/// A service that a sentence names above some entries.
pub(in crate::charter) struct Whose {
    /// Its name.
    pub(super) company: String,
    /// What the sentence says that it is for.
    sort: Option<Named>,
    /// Whether some of the entries are others'.
    is_of_some: bool,
    languages: Languages,
}

impl Whose {
    /// The service that words name above some entries. `None` where they name none.
    pub(in crate::charter) fn of<'a>(
        words: &str,
        entries: impl Iterator<Item = &'a Entry> + Clone,
        languages: Languages,
    ) -> Option<Self> {
        const MOST_ENTRIES: usize = 60;
        let company = provider::known(words)?;
        // "The cookies PHPSESSID, tarteaucitron and `_pk_id` …" names its cookies.
        if entries.clone().any(|entry| entry.name == company) {
            return None;
        }
        let speaks = kind::speaks_of_storage(words, languages);
        let introduces = speaks && words.trim_end().ends_with(':') && !languages.speaks_of_some(words);
        let is_of_others = |entry: &Entry| is_of_others(entry, &company);
        let is_own = |entry: &Entry| is_own(entry, &company) == Some(true);
        // "Example Analytics sets `_pk_id` and `_pk_ses`": not what a later sentence names.
        let names_some =
            || entries.clone().take(MOST_ENTRIES).any(|entry| entry.row.is_none() && is_named(words, entry));
        let is_of_some = !introduces
            && (languages.speaks_of_some(words)
                || names_some()
                || entries.clone().any(is_of_others)
                // "We use Example Analytics": of its own cookies among others, which nothing says to be of it.
                || !speaks && entries.clone().any(is_own) && !entries.clone().all(is_own));
        let sort = category::of_lead(words, languages).or_else(|| category::aim(words, languages));
        Some(Self { company, sort, is_of_some, languages })
    }

    /// Whether an entry is one of the service, as far as the sentence and the entry itself tell.
    pub(in crate::charter) fn owns(&self, entry: &Entry) -> bool {
        !self.is_of_some || is_own(entry, &self.company) == Some(true) || self.sorts(entry)
    }

    /// Whether an entry is for what the service is for, and nothing says that it is of another.
    fn sorts(&self, entry: &Entry) -> bool {
        let told = |role| entry.fact(role);
        let named = told(Role::Category).and_then(|words| category::named(words, self.languages));
        let aim = || {
            let purpose = told(Role::Purpose)?;
            category::of_purpose(purpose, self.languages).or_else(|| category::aim(purpose, self.languages))
        };
        self.sort.is_some() && !is_of_others(entry, &self.company) && named.or_else(aim) == self.sort
    }
}

/// Whether the name of an entry, or its own words, are those of another than a company.
fn is_of_others(entry: &Entry, company: &str) -> bool {
    let told = [Role::Provider, Role::Service, Role::Purpose].into_iter().filter_map(|role| entry.fact(role));
    let mut others = told.filter_map(provider::known).filter(|other| !provider::is_same(other, company));
    match is_own(entry, company) {
        Some(is_own) => !is_own,
        None => names(entry).any(provider::is_of_the_site) || others.next().is_some(),
    }
}

/// Whether the names of an entry are a company's. `None` where everyone may have them.
fn is_own(entry: &Entry, company: &str) -> Option<bool> {
    let mut known = names(entry).filter_map(|name| provider::is_own(name, company));
    let first = known.next()?;
    Some(first || known.any(|own| own))
}

/// Whether words name an entry.
fn is_named(words: &str, entry: &Entry) -> bool {
    const LONGEST: usize = 2_000;
    words.len() <= LONGEST && names(entry).any(|name| whole(words, name).is_some())
}

/// The first names of an entry, as it writes them.
fn names(entry: &Entry) -> impl Iterator<Item = &str> {
    const MOST_NAMES: usize = 40;
    let names = entry.name.split([',', ' ', '\n', '/', ';']).filter(|name| !name.is_empty());
    names.take(MOST_NAMES)
}
