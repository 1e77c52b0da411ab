//! Which company a host belongs to.
//!
//! From npm's third-party-web (MIT, see the head of `hosts.txt`), and a supplement of our own for services it lacks.

use crate::charter::Category;
use crate::cookie::domain;
use crate::names;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The company behind a host.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Company {
    /// Its name ("Google").
    pub name: &'static str,
    /// What the host mostly serves for: marketing or statistics. `None` when it is neither, or not known.
    pub category: Option<Category>,
    /// Where the fact comes from.
    pub source: &'static str,
}

/// The company of a host, by its name or that of a parent domain. `None` when it is not known.
pub fn company(host: &str) -> Option<Company> {
    let site = domain::registrable(host).unwrap_or(host);
    let mut name = host;
    loop {
        if let Some(company) = table().get(name) {
            return Some(*company);
        }
        if name.len() <= site.len() {
            return None;
        }
        name = name.split_once('.')?.1;
    }
}

impl Company {
    /// Its name, and the other names by which charters know it: Alphabet, Instagram, AT Internet.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        std::iter::once(self.name).chain(names::other_names(self.name))
    }
}

/// The tables, read once; the supplement wins.
fn table() -> &'static BTreeMap<&'static str, Company> {
    static TABLE: OnceLock<BTreeMap<&'static str, Company>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let lines = include_str!("hosts.txt").lines().chain(include_str!("hosts-supplement.txt").lines());
        let mut table = BTreeMap::new();
        for (company, domains) in lines.filter(|line| !line.starts_with('#')).filter_map(read) {
            table.extend(domains.split(' ').map(|domain| (domain, company)));
        }
        table
    })
}

fn read(line: &'static str) -> Option<(Company, &'static str)> {
    let mut parts = line.split('|');
    let (name, category, domains) = (parts.next()?, parts.next()?, parts.next()?);
    let source = parts.next().unwrap_or("https://github.com/patrickhulce/third-party-web");
    let category = match category {
        "m" => Some(Category::Marketing),
        "s" => Some(Category::Statistics),
        _ => None,
    };
    Some((Company { name, category, source }, domains))
}

#[cfg(test)]
mod tests {
    use super::{company, table};

    #[test]
    fn hosts_have_their_company() {
        for (host, name) in [
            ("stats.g.doubleclick.net", Some("Google")),
            ("www.youtube.com", Some("Google")),
            ("logs.xiti.com", Some("Piano")),
            ("client.axept.io", Some("Axeptio")),
            ("js.hcaptcha.com", Some("Intuition Machines")),
            ("static.hotjar.com", Some("Contentsquare")),
            ("opendata.isere.fr", None),
            ("com", None),
            ("", None),
        ] {
            assert_eq!(company(host).map(|company| company.name), name, "{host}");
        }
        assert!(table().len() > 3_000, "{}", table().len());
    }
}
