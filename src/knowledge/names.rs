//! Cookie names and families that are publicly known: whose they are, what they are for, how long they usually last.

use crate::charter::{Category, name};
use crate::cookie::domain;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

/// What is publicly known about a cookie.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Known<'a> {
    /// The name or family that is known (`_ga_*`).
    pub name: &'a str,
    /// The service it belongs to ("Google Analytics").
    pub service: &'a str,
    /// The company behind the service. `None` for software that anyone may run.
    pub company: Option<&'a str>,
    /// What it is usually for.
    #[serde(rename = "use")]
    pub used_for: Use,
    /// How long it usually lasts, in seconds. `None` when it is not known, varies, or ends with the session.
    pub lifetime: Option<u64>,
    /// Where the fact comes from.
    pub source: &'a str,
    /// The registrable domain of which alone this is known. `None` where the name itself tells.
    pub domain: Option<&'a str>,
}

/// What a cookie is usually for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// Keeping a visit together.
    Session,
    /// Keeping a person logged in.
    Login,
    /// Guarding forms against forgery.
    Csrf,
    /// Leading requests to the same server.
    Balance,
    /// Fraud, robots, attacks.
    Security,
    /// Remembering the answer to a consent dialog.
    Consent,
    /// The language.
    Language,
    /// A basket.
    Basket,
    /// Payment.
    Payment,
    /// Making the site work, without more being said.
    Necessary,
    /// Comfort and display.
    Functional,
    /// Audience measurement.
    Statistics,
    /// Advertising, social networks, customer tracking.
    Marketing,
}

impl Use {
    /// Every use, with its word in the table.
    const ALL: [(&'static str, Self); 13] = [
        ("session", Self::Session),
        ("login", Self::Login),
        ("csrf", Self::Csrf),
        ("balance", Self::Balance),
        ("security", Self::Security),
        ("consent", Self::Consent),
        ("language", Self::Language),
        ("basket", Self::Basket),
        ("payment", Self::Payment),
        ("necessary", Self::Necessary),
        ("functional", Self::Functional),
        ("statistics", Self::Statistics),
        ("marketing", Self::Marketing),
    ];

    /// The category it would ordinarily be declared under.
    pub fn category(self) -> Category {
        match self {
            Self::Marketing => Category::Marketing,
            Self::Statistics => Category::Statistics,
            Self::Functional | Self::Language => Category::Functional,
            _ => Category::Necessary,
        }
    }

    /// Whether such cookies are among those that usually need no consent: session, login, forgery guard, load balancing,
    /// security, the consent choice itself, language, basket (WP29 Opinion 04/2012; CNIL, délibération 2020-091 art. 5).
    pub fn technical(self) -> bool {
        !matches!(self, Self::Marketing | Self::Statistics | Self::Functional | Self::Payment)
    }
}

/// What is known about a cookie of this name on this host. The line about this very domain wins over lines without one,
/// an exact name over a family. `None` when nothing is, or when only lines about other domains match.
pub fn known(cookie: &str, host: &str) -> Option<Known<'static>> {
    let (table, cookie) = (table(), &*name::decoded(cookie));
    let site = domain::registrable(host).unwrap_or(host);
    let exact = table.names.get(cookie).into_iter().flatten();
    let beginnings = table.lengths.iter().rev().filter_map(|length| table.families.get(cookie.get(..*length)?));
    let families = beginnings.flatten().filter(|known| name::matches(known.name, cookie));
    let fits = |known: &&Known<'_>| known.domain.is_none_or(|domain| domain == site);
    exact
        .chain(families)
        .copied()
        .filter(|known| fits(&known))
        .min_by_key(|known| (known.domain.is_none(), known.name.contains('*')))
}

struct Table {
    names: BTreeMap<&'static str, Vec<Known<'static>>>,
    /// Families by what stands before their first `*`.
    families: BTreeMap<&'static str, Vec<Known<'static>>>,
    lengths: BTreeSet<usize>,
}

/// The table, read once.
fn table() -> &'static Table {
    static TABLE: OnceLock<Table> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut table = Table { names: BTreeMap::new(), families: BTreeMap::new(), lengths: BTreeSet::new() };
        for known in lines() {
            match known.name.split_once('*') {
                Some((beginning, _)) => {
                    table.lengths.insert(beginning.len());
                    table.families.entry(beginning).or_default().push(known);
                }
                None => table.names.entry(known.name).or_default().push(known),
            }
        }
        table
    })
}

fn lines() -> impl Iterator<Item = Known<'static>> {
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
        let (_, used_for) = Use::ALL.into_iter().find(|(word, _)| *word == used_for)?;
        let domain = parts.next().and_then(|domain| domain.strip_prefix('@'));
        Some(Known { name, service, company, used_for, lifetime: seconds(lifetime), source, domain })
    })
}

/// "13mo" → seconds, with the units of `charter::lifetime`. `None` for `session` and `-`.
fn seconds(text: &str) -> Option<u64> {
    let digits = text.find(|character: char| !character.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(digits)?;
    let unit = match unit {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 604_800,
        "mo" => 2_629_746,
        "y" => 31_556_952,
        _ => return None,
    };
    Some(number.parse::<u64>().ok()? * unit)
}

#[cfg(test)]
mod tests {
    use super::{Use, known, lines, seconds};
    use std::collections::BTreeSet;

    /// Names that everyone uses: they say nothing without their domain.
    const EVERYDAY: &[&str] = &[
        "sessionid",
        "session",
        "session_id",
        "sid",
        "id",
        "uid",
        "uuid",
        "token",
        "auth_token",
        "lang",
        "locale",
        "language",
        "test_cookie",
        "test",
        "user",
        "user_id",
        "userid",
        "visitor",
        "visit",
        "cart",
        "consent",
        "cookie",
        "cookies",
        "player",
        "hist",
        "mid",
        "ts",
        "mc",
        "pid",
        "cid",
        "pref",
        "store",
        "audit",
        "optout",
        "cmp",
        "sync",
        "sess",
    ];

    #[test]
    fn every_line_is_read() {
        let text = include_str!("names.txt");
        let written = text.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])).count();
        assert_eq!(lines().count(), written);
        assert!(written >= 400, "{written}");
        for known in lines() {
            assert!(known.source.starts_with("https://"), "{known:?}");
        }
        for line in text.lines().filter(|line| !line.is_empty() && !line.starts_with(['#', '['])) {
            let lifetime = line.split(' ').nth(2).unwrap();
            assert!(matches!(lifetime, "session" | "-") || seconds(lifetime).is_some(), "{line}");
        }
    }

    #[test]
    fn no_name_is_told_twice() {
        let mut seen = BTreeSet::new();
        for known in lines() {
            assert!(seen.insert((known.name, known.domain)), "{known:?}");
        }
    }

    #[test]
    fn short_and_everyday_names_have_a_domain() {
        for known in lines().filter(|known| known.domain.is_none()) {
            let fixed = known.name.chars().filter(|character| *character != '*').count();
            assert!(fixed > 2, "{known:?}");
            assert!(!known.name.contains('*') || fixed >= 4, "{known:?}");
            assert!(!EVERYDAY.contains(&known.name.to_lowercase().as_str()), "{known:?}");
            assert!(!known.name.starts_with('*'), "{known:?}");
        }
    }

    #[test]
    fn a_name_belongs_to_nobody_outside_its_domain() {
        assert_eq!(known("sessionid", "opendata.isere.fr"), None);
        assert_eq!(known("sessionid", "www.instagram.com").map(|known| known.service), Some("Instagram"));
        assert_eq!(known("csrftoken", "opendata.isere.fr").map(|known| known.service), Some("Django"));
        assert_eq!(known("csrftoken", "www.instagram.com").map(|known| known.service), Some("Instagram"));
        assert_eq!(known("token", "opendata.isere.fr"), None);
        assert_eq!(known("_pk_id.1.4f2a", "opendata.localhost").map(|known| known.used_for), Some(Use::Statistics));
        assert_eq!(known("wordpress_test_cookie", "x.fr").map(|known| known.used_for), Some(Use::Functional));
        assert_eq!(known("", "x.fr"), None);
    }
}
