//! The rows of a view, grouped: what is raised first.

use super::{Found, Group, Row, observed, sides};
use crate::audit::{Finding, Outcome, Severity};
use crate::charter::{Charter, Declaration, Party};
use crate::cookie::{Cookie, domain};
use crate::report::Report;
use crate::report::words::Words;
use std::collections::BTreeMap;

/// The groups of a report that have rows, in the order they are shown, and the rows about which nothing is new.
pub(super) fn groups(words: &Words, report: &Report) -> (Vec<Group>, Vec<Row>) {
    let declared: Vec<(&Charter, &Declaration)> = report
        .charters()
        .flat_map(|charter| charter.declarations.iter().map(move |declaration| (charter, declaration)))
        .collect();
    let mut rows: BTreeMap<Place, Vec<Row>> = BTreeMap::new();
    let mut findings = findings(words, &report.findings);
    let mut known = self::findings(words, report.baseline.as_ref().map_or(&[], |baseline| &baseline.known));
    let mut apart = Vec::new();
    for (cookie, matched) in report.cookies() {
        let found = findings.cookies.remove(cookie).unwrap_or_default();
        if let (true, Some(known)) = (found.is_empty(), known.cookies.remove(cookie)) {
            apart.push(sides::cookie(words, report, &declared, cookie, matched, known));
            continue;
        }
        let place = match (matched.party, &matched.cover, report.summary.outcome) {
            (Party::Third, None, Outcome::Audited) => Place::UndeclaredThirdParty,
            (Party::Third, _, _) => Place::ThirdParty,
            (Party::First, Some(_), _) => Place::declared(&found),
            (Party::First, None, Outcome::Audited) => Place::Undeclared,
            (Party::First, None, _) => Place::Seen,
        };
        let row = sides::cookie(words, report, &declared, cookie, matched, found);
        rows.entry(place).or_default().push(Row { mark: place.mark(&row.findings).to_owned(), ..row });
    }
    for (stored, cover) in report.storage() {
        let found = findings.storage.remove(stored).unwrap_or_default();
        if let (true, Some(known)) = (found.is_empty(), known.storage.remove(stored)) {
            apart.push(sides::storage(words, report, &declared, stored, cover, known));
            continue;
        }
        let place = match (cover, found.is_empty()) {
            (Some(_), false) => Place::Deviating,
            (Some(_), true) => Place::DeclaredStorage,
            (None, false) => Place::UndeclaredStorage,
            (None, true) => continue,
        };
        let row = sides::storage(words, report, &declared, stored, cover, found);
        rows.entry(place).or_default().push(Row { mark: place.mark(&row.findings).to_owned(), ..row });
    }
    for (place, rows) in &mut rows {
        order(*place, rows);
    }
    for (finding, found) in findings.rest {
        let place = match finding.rule.as_str() {
            "never-seen" => Place::NeverSeen,
            _ if finding.severity <= Severity::Warning => Place::Deviating,
            _ => Place::Charter,
        };
        let row = sides::charter(words, report, finding, found);
        rows.entry(place).or_default().push(Row { mark: place.mark(&row.findings).to_owned(), ..row });
    }
    let group = |(place, rows): (Place, Vec<Row>)| Group {
        id: place.id().to_owned(),
        title: place.title(words, report.summary.outcome),
        rows,
    };
    apart.extend(known.rest.into_iter().map(|(finding, found)| sides::charter(words, report, finding, found)));
    (rows.into_iter().map(group).collect(), apart)
}

/// The groups, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Undeclared,
    UndeclaredThirdParty,
    ThirdParty,
    /// Apart from the cookies, which alone are counted.
    UndeclaredStorage,
    /// Declared, yet raised: not as the charter says, or not when it may. What the charter says in general, too.
    Deviating,
    Seen,
    Declared,
    DeclaredStorage,
    NeverSeen,
    Charter,
}

/// Whether something is raised about it.
fn raised(findings: &[Found]) -> bool {
    findings.iter().any(|found| ["breach", "warning"].contains(&found.severity.as_str()))
}

impl Place {
    /// The place of a declared cookie.
    fn declared(findings: &[Found]) -> Self {
        if findings.is_empty() { Self::Declared } else { Self::Deviating }
    }

    fn id(self) -> &'static str {
        match self {
            Self::Undeclared => "undeclared",
            Self::UndeclaredThirdParty => "undeclared-third-party",
            Self::ThirdParty => "third-party",
            Self::UndeclaredStorage => "undeclared-storage",
            Self::Deviating => "deviating",
            Self::Seen => "seen",
            Self::Declared => "declared",
            Self::DeclaredStorage => "declared-storage",
            Self::NeverSeen => "never-seen",
            Self::Charter => "charter",
        }
    }

    /// The mark of a row: what is raised looks so wherever it stands, and nothing that is found about a cookie looks kept.
    fn mark(self, findings: &[Found]) -> &'static str {
        match self {
            Self::Undeclared | Self::UndeclaredThirdParty | Self::UndeclaredStorage => "raised",
            Self::ThirdParty | Self::Deviating if raised(findings) => "raised",
            Self::ThirdParty => "third",
            Self::Deviating => "noted",
            Self::Declared | Self::DeclaredStorage => "kept",
            Self::Seen | Self::NeverSeen | Self::Charter => "quiet",
        }
    }

    /// The heading: where a charter was compared, what is left among third parties is declared.
    fn title(self, words: &Words, outcome: Outcome) -> String {
        let declared = self == Self::ThirdParty && outcome == Outcome::Audited;
        words.view(&format!("group.{}{}", self.id(), if declared { "-declared" } else { "" }), &[])
    }
}

/// Findings in words, by what they are about.
struct Findings<'a> {
    cookies: BTreeMap<&'a Cookie, Vec<Found>>,
    storage: BTreeMap<&'a crate::cookie::Stored, Vec<Found>>,
    rest: Vec<(&'a Finding, Found)>,
}

fn findings<'a>(words: &Words, findings: &'a [Finding]) -> Findings<'a> {
    let mut all = Findings { cookies: BTreeMap::new(), storage: BTreeMap::new(), rest: Vec::new() };
    for finding in findings {
        let found = observed::found(words, finding);
        match (&finding.cookie, &finding.storage) {
            (Some(cookie), _) => all.cookies.entry(cookie).or_default().push(found),
            (None, Some(stored)) => all.storage.entry(stored).or_default().push(found),
            (None, None) => all.rest.push((finding, found)),
        }
    }
    all
}

/// What is raised about declared cookies comes first. Third parties stand together under their site; elsewhere the order of
/// names, without regard to case.
fn order(place: Place, rows: &mut [Row]) {
    let site = |row: &Row| match (place, row.host.as_deref()) {
        (Place::ThirdParty | Place::UndeclaredThirdParty, Some(host)) => {
            domain::registrable(host).unwrap_or(host).to_owned()
        }
        _ => String::new(),
    };
    rows.sort_by_cached_key(|row| {
        (row.mark == "noted", site(row), row.host.clone(), row.name.to_lowercase(), row.name.clone())
    });
}
