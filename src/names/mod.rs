//! What is publicly known about cookie names, as it is written down: whose they are, what for, for how long.
//!
//! It lies below what reads charters and what explains cookies. The reader asks it whose a name is; `knowledge` turns
//! its words into meanings. It declares nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// One line of the table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Line {
    /// The name, or a family with a star for what varies (`_ga_*`).
    pub name: &'static str,
    /// What it is usually for, a word of the table.
    pub used_for: &'static str,
    /// How long it usually lasts: `session`, a number with a unit (`13mo`), or `-` where it is not known or varies.
    pub lifetime: &'static str,
    /// The registrable domain of which alone the line speaks. `None` where the name itself tells.
    pub domain: Option<&'static str>,
    /// The service it belongs to ("Google Analytics").
    pub service: &'static str,
    /// The company behind the service. `None` for software that anyone may run.
    pub company: Option<&'static str>,
    /// Where the fact comes from.
    pub source: &'static str,
}

/// Every line, in the order of the table.
pub fn lines() -> impl Iterator<Item = Line> {
    let mut section = ("", None, "");
    include_str!("names.txt").lines().filter_map(move |line| {
        if let Some(head) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            let mut parts = head.split(" | ");
            let (service, company, source) = (parts.next()?, parts.next()?, parts.next()?);
            section = (service, (company != "-").then_some(company), source);
            return None;
        }
        let mut parts = line.split(' ').filter(|_| !line.starts_with('#'));
        let (name, used_for, lifetime) = (parts.next().filter(|name| !name.is_empty())?, parts.next()?, parts.next()?);
        let (service, company, source) = section;
        let domain = parts.next().and_then(|domain| domain.strip_prefix('@'));
        Some(Line { name, used_for, lifetime, domain, service, company, source })
    })
}

/// The lines of a cookie's name: those of this very name first, then those of its families, the longest beginning first.
pub fn of(name: &str) -> impl Iterator<Item = Line> {
    let table = table();
    let exact = table.names.get(name).into_iter().flatten();
    let beginnings = table.lengths.iter().rev().filter_map(move |length| table.families.get(name.get(..*length)?));
    let families = beginnings.flatten().filter(move |line| matches(line.name, name));
    exact.chain(families).copied()
}

/// Whether a word is the name of a cookie and of nothing else: not `session`, `token` or `lang`.
pub fn is_known(word: &str) -> bool {
    table().names.contains_key(word) && !EVERYDAY.contains(&word)
}

/// Whether a word behind "cookie" is the name of one that everyone knows, as it is or without the underscores it begins with:
/// "the cookie utma" for `__utma`, of those that count visits or advertise.
pub fn is_called(word: &str) -> bool {
    const FEWEST: usize = 3;
    let is_bare = word.len() >= FEWEST && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let begins = |underscores: &str| {
        let lines = table().names.get(format!("{underscores}{word}").as_str());
        lines.into_iter().flatten().any(|line| matches!(line.used_for, "statistics" | "marketing"))
    };
    is_known(word) || is_bare && ["_", "__"].into_iter().any(begins)
}

/// Names that everyone uses: they say nothing without their domain.
pub const EVERYDAY: &[&str] = &[
    "audit",
    "auth_token",
    "cart",
    "cid",
    "cmp",
    "consent",
    "cookie",
    "cookies",
    "hist",
    "id",
    "lang",
    "language",
    "locale",
    "mc",
    "mid",
    "optout",
    "pid",
    "player",
    "pref",
    "presence",
    "sess",
    "session",
    "session_id",
    "sessionid",
    "sid",
    "store",
    "sync",
    "test",
    "test_cookie",
    "token",
    "ts",
    "uid",
    "user",
    "user_id",
    "userid",
    "uuid",
    "visit",
    "visitor",
];

/// The other names of a company: what it was called, whose it is, what it bought.
pub fn other_names(company: &str) -> impl Iterator<Item = &'static str> + use<> {
    let others = companies().find(|(name, _)| company.starts_with(name)).map(|(_, others)| others).unwrap_or_default();
    others.split(", ").filter(|name| !name.is_empty())
}

/// The companies that have other names, with these.
fn companies() -> impl Iterator<Item = (&'static str, &'static str)> {
    let lines = include_str!("companies.txt").lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut parts = line.split('|');
        Some((parts.next()?, parts.next()?))
    })
}

/// The company that a text in small letters names, by its own name, another one of it or that of a service: "youtube",
/// "google maps". `None` for software that anyone may run, and for what the tables do not hold.
pub fn company_of(words: &str) -> Option<&'static str> {
    let companies = &table().companies;
    let first = || companies.get(words.split(' ').next()?);
    companies.get(words).or_else(first).copied()
}

/// Whether a declared name (with `*` for its variable parts) matches a cookie's whole name, case-sensitively.
///
/// A name that ends in a separator (`_gac_`, `_gat_UA-`) is a prefix, as consent platforms write families. Linear in the
/// length of both: each part is looked for once, from left to right.
///
/// ```
/// use cookie_charter::names::matches;
/// assert!(matches("_ga_*", "_ga_BW1WZD42RQ"));
/// assert!(matches("AMCV_*@AdobeOrg", "AMCV_123@AdobeOrg"));
/// assert!(!matches("_ga", "_gat"));
/// assert!(!matches("*", "anything"));
/// ```
pub fn matches(pattern: &str, name: &str) -> bool {
    if !pattern.contains(char::is_alphanumeric) && pattern.contains('*') {
        return false;
    }
    let mut parts: Vec<&str> = pattern.split('*').collect();
    if parts.len() == 1 {
        return pattern == name || (pattern.len() > 2 && pattern.ends_with(['_', '-']) && name.starts_with(pattern));
    }
    let last = parts.pop().unwrap_or_default();
    let mut parts = parts.into_iter();
    let Some(mut rest) = parts.next().and_then(|first| name.strip_prefix(first)) else { return false };
    for part in parts {
        let Some((_, after)) = rest.split_once(part) else { return false };
        rest = after;
    }
    rest.ends_with(last)
}

struct Table {
    names: BTreeMap<&'static str, Vec<Line>>,
    /// Families by what stands before their first `*`.
    families: BTreeMap<&'static str, Vec<Line>>,
    lengths: BTreeSet<usize>,
    /// The companies by their names and those of their services, in small letters.
    companies: BTreeMap<String, &'static str>,
}

/// The table, read once.
fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let (names, families) = (BTreeMap::new(), BTreeMap::new());
        let mut table = Table { names, families, lengths: BTreeSet::new(), companies: BTreeMap::new() };
        for line in lines() {
            match line.name.split_once('*') {
                Some((beginning, _)) => {
                    table.lengths.insert(beginning.len());
                    table.families.entry(beginning).or_default().push(line);
                }
                None => table.names.entry(line.name).or_default().push(line),
            }
            let named = |company| [line.service, company].map(|name| (name.to_lowercase(), company));
            table.companies.extend(line.company.map(named).into_iter().flatten());
        }
        for (company, others) in companies() {
            table.companies.extend(others.split(", ").map(|name| (name.to_lowercase(), company)));
        }
        table
    })
}

#[cfg(test)]
mod tests {
    use super::{EVERYDAY, company_of, is_known, lines, of, other_names};
    use std::collections::BTreeSet;

    #[test]
    fn every_line_is_read() {
        let text = include_str!("names.txt");
        let written = text.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])).count();
        assert_eq!(lines().count(), written);
        assert!(written >= 400, "{written}");
        for line in lines() {
            assert!(line.source.starts_with("https://"), "{line:?}");
        }
    }

    #[test]
    fn no_name_is_told_twice() {
        let mut seen = BTreeSet::new();
        for line in lines() {
            assert!(seen.insert((line.name, line.domain)), "{line:?}");
        }
    }

    #[test]
    fn short_and_everyday_names_have_a_domain() {
        for line in lines().filter(|line| line.domain.is_none()) {
            let fixed = line.name.chars().filter(|character| *character != '*').count();
            assert!(fixed > 2, "{line:?}");
            assert!(!line.name.contains('*') || fixed >= 4, "{line:?}");
            assert!(!EVERYDAY.contains(&line.name.to_lowercase().as_str()), "{line:?}");
            assert!(!line.name.starts_with('*'), "{line:?}");
        }
    }

    #[test]
    fn names_and_companies_are_found() {
        let service = |name: &str| of(name).map(|line| line.service).next();
        assert_eq!(service("_ga"), Some("Google Analytics"));
        assert_eq!(service("_ga_A1B2C3"), Some("Google Analytics"));
        assert_eq!(service("basket"), None);
        assert!(is_known("tarteaucitron") && is_known("datr") && !is_known("token") && !is_known("_ga_*"));
        assert_eq!(company_of("linkedin"), Some("Microsoft"));
        assert_eq!(company_of("google maps"), Some("Google"));
        assert_eq!(company_of("instagram"), Some("Meta"));
        assert_eq!(company_of("matomo"), None);
        assert!(other_names("Meta").any(|name| name == "Facebook"));
        assert_eq!(other_names("Nobody").count(), 0);
    }
}
