//! Cookie names and families that are publicly known: whose they are, what they are for, how long they usually last.

use crate::charter::{Category, name};
use crate::cookie::domain;
use crate::names::{self, Line};
use serde::{Deserialize, Serialize};

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
    let site = domain::registrable(host).unwrap_or(host);
    let cookie = name::decoded(cookie);
    let lines = names::of(&cookie).filter(|line| line.domain.is_none_or(|domain| domain == site));
    lines.filter_map(Known::of).min_by_key(|known| (known.domain.is_none(), known.name.contains('*')))
}

impl Known<'static> {
    /// The meaning of a line. `None` where its use is no [`Use`].
    fn of(line: Line) -> Option<Self> {
        let Line { name, service, company, source, domain, .. } = line;
        let (_, used_for) = Use::ALL.into_iter().find(|(word, _)| *word == line.used_for)?;
        Some(Self { name, service, company, used_for, lifetime: seconds(line.lifetime), source, domain })
    }
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
    use super::{Known, Use, known, names, seconds};

    #[test]
    fn every_line_has_a_meaning() {
        for line in names::lines() {
            assert!(Known::of(line).is_some(), "{line:?}");
            assert!(matches!(line.lifetime, "session" | "-") || seconds(line.lifetime).is_some(), "{line:?}");
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
