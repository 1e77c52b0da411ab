//! The two sides of a row: what the charter says, what the browser holds.

mod holds;

pub(in crate::report) use holds::{lifetime, protection, same_site};

use super::{Found, Row, Says};
use crate::audit::cover::{Cover, How};
use crate::audit::{Finding, Matched, Outcome};
use crate::charter::{Charter, Declaration};
use crate::cookie::{Cookie, Missing, Stored, domain};
use crate::report::words::Words;
use crate::report::{Report, json_name};
use serde::Serialize;
use std::fmt::Write;

type Declared<'a> = [(&'a Charter, &'a Declaration)];

/// The row of a cookie.
pub(super) fn cookie(
    words: &Words,
    report: &Report,
    declared: &Declared<'_>,
    cookie: &Cookie,
    matched: &Matched,
    findings: Vec<Found>,
) -> Row {
    let site = domain::host(&report.visit.site).unwrap_or_default();
    let says = says(words, report, declared, matched.cover.as_ref());
    let mut sentence = sentence(words, declared, &findings, matched.cover.as_ref());
    // Knowledge helps where the charter is silent; beside a declaration it would be noise.
    if let Some(known) = holds::known(words, cookie, matched.fact.as_ref()).filter(|_| matched.cover.is_none()) {
        sentence = format!("{sentence} {known}");
    }
    Row {
        mark: String::new(),
        name: named(words, &cookie.name),
        host: (cookie.host() != site).then(|| cookie.host().to_owned()),
        brief: brief(&sentence, &findings),
        sentence,
        chip: Some(holds::chip(words, report, cookie)),
        hint: holds::hint(words, cookie),
        findings,
        says: Some(says),
        heading: holds::heading(words, cookie),
        holds: holds::of(words, report, cookie, matched),
        terms: holds::terms(cookie),
    }
}

/// The row of a storage key.
pub(super) fn storage(
    words: &Words,
    report: &Report,
    declared: &Declared<'_>,
    stored: &Stored,
    cover: Option<&Cover>,
    findings: Vec<Found>,
) -> Row {
    let says = says(words, report, declared, cover);
    let kind = of_id(words, "kind", &stored.kind);
    let sentence = sentence(words, declared, &findings, cover);
    Row {
        mark: String::new(),
        name: key(words, &stored.name),
        host: None,
        brief: brief(&sentence, &findings),
        sentence,
        chip: Some(kind.clone()),
        hint: None,
        findings,
        says: Some(says),
        heading: words.view("holds.kept", &[]),
        holds: holds::storage(words, stored, kind),
        terms: Vec::new(),
    }
}

/// The row of a finding that is about the charter.
pub(super) fn charter(words: &Words, report: &Report, finding: &Finding, found: Found) -> Row {
    let name = finding.declaration.as_ref().map(|declaration| named(words, &declaration.as_written));
    let says = match &finding.declaration {
        Some(declaration) => report
            .charters()
            .find(|charter| charter.declarations.contains(declaration))
            .map(|charter| declared(words, report, charter, declaration, Vec::new())),
        None => claim(words, report, finding),
    };
    Row {
        mark: "quiet".to_owned(),
        name: name.unwrap_or_else(|| found.title.clone()),
        host: finding.declaration.as_ref().and_then(|declaration| declaration.domain.clone()),
        brief: found.brief.clone(),
        sentence: found.observed.clone(),
        chip: None,
        hint: None,
        findings: vec![found],
        says,
        heading: words.view("holds.kept", &[]),
        holds: Vec::new(),
        terms: Vec::new(),
    }
}

/// The sentence of the charter that a finding speaks against. `None` where it speaks against none.
fn claim(words: &Words, report: &Report, finding: &Finding) -> Option<Says> {
    let claim = finding.evidence.get("claim")?.as_str()?;
    let makes = |charter: &&Charter| charter.claims.iter().any(|statement| statement.excerpt == claim);
    let charter = report.charters().find(makes)?;
    let source = source(report, charter, None);
    let sentence = source.as_deref().map(|source| words.view("place.source", &[("source", source)]));
    Some(Says {
        quote: Some(claim.to_owned()),
        language: charter.language.clone(),
        sentence: sentence.unwrap_or_default(),
        source,
        link: link(charter, None),
    })
}

/// The charter's own words of a declaration, with our sentences about it, its place the last.
fn declared(
    words: &Words,
    report: &Report,
    charter: &Charter,
    declaration: &Declaration,
    mut sentences: Vec<String>,
) -> Says {
    let source = source(report, charter, declaration.evidence.address.as_deref());
    sentences.push(place(words, declaration));
    sentences.extend(source.as_deref().map(|source| words.view("place.source", &[("source", source)])));
    sentences.retain(|sentence| !sentence.is_empty());
    let link = link(charter, Some(declaration));
    let language = charter.language.clone();
    Says { quote: Some(quote(declaration)), language, sentence: sentences.join(" "), source, link }
}

/// The page that something was read in, where there are several.
fn source(report: &Report, charter: &Charter, page: Option<&str>) -> Option<String> {
    let several = !report.further_charters.is_empty() || page.is_some();
    let file = charter.source.file.as_ref().map(|file| file.name.as_str());
    page.or(file).or(charter.source.address.as_deref()).filter(|_| several).map(str::to_owned)
}

/// The sentence of an id of a closed list: `missing.loaded-before`.
pub(in crate::report) fn of_id(words: &Words, list: &str, id: &impl Serialize) -> String {
    words.view(&format!("{list}.{}", json_name(id)), &[])
}

/// The sentence of a row for where there is little room.
fn brief(sentence: &str, findings: &[Found]) -> String {
    match findings.first() {
        Some(found) => sentence.replacen(&found.observed, &found.brief, 1),
        None => sentence.to_owned(),
    }
}

/// The gravest finding's sentence, or why nothing is found.
fn sentence(words: &Words, declared: &Declared<'_>, findings: &[Found], cover: Option<&Cover>) -> String {
    let covering = || cover.and_then(|cover| Some((cover, declared.get(cover.declaration)?.1)));
    match findings.first() {
        Some(found) => found.observed.clone(),
        None => match covering() {
            Some((cover, declaration)) => reason(words, cover, declaration),
            None => words.view("nothing-compared", &[]),
        },
    }
}

/// Why a declaration covers, and what does not agree although it does.
fn reason(words: &Words, cover: &Cover, declaration: &Declaration) -> String {
    let doubts = cover.doubts.iter().map(|doubt| of_id(words, "doubt", doubt));
    std::iter::once(because(words, cover, declaration)).chain(doubts).collect::<Vec<_>>().join(" ")
}

pub(super) fn named(words: &Words, name: &str) -> String {
    if name.is_empty() { words.view("nameless", &[]) } else { name.to_owned() }
}

/// The name of a storage key, which is no cookie where it has none.
pub(super) fn key(words: &Words, name: &str) -> String {
    if name.is_empty() { words.view("nameless-key", &[]) } else { name.to_owned() }
}

/// The charter's side of something held.
fn says(words: &Words, report: &Report, declared: &Declared<'_>, cover: Option<&Cover>) -> Says {
    let found = cover.and_then(|cover| Some((cover, declared.get(cover.declaration)?)));
    if let Some((cover, (charter, declaration))) = found {
        let mut parts = vec![reason(words, cover, declaration)];
        parts.extend(declaration.category.map(|category| of_id(words, "category", &category)));
        parts.extend(declaration.party.map(|party| of_id(words, "party", &party)));
        return self::declared(words, report, charter, declaration, parts);
    }
    let n = declared.len().to_string();
    let key = match report.summary.outcome {
        Outcome::Audited => "says.nothing",
        Outcome::NoCharter if report.visit.missing.contains(&Missing::CharterUnopened) => "says.unread",
        Outcome::NoCharter => "says.no-charter",
        Outcome::CharterUnreadable => "says.unreadable",
    };
    let home = report.charter.as_ref().and_then(|charter| link(charter, None));
    Says { quote: None, language: None, sentence: words.view(key, &[("n", &n)]), source: None, link: home }
}

/// Why a declaration covers.
fn because(words: &Words, cover: &Cover, declaration: &Declaration) -> String {
    let key = match cover.how {
        How::Exact => "cover.exact",
        How::Family => "cover.family",
        How::Numbered => "cover.numbered",
        How::OtherCase => "cover.other-case",
        How::FamilyOtherCase => "cover.family-other-case",
        How::Provider => "cover.provider",
    };
    let domain = declaration.domain.as_deref().unwrap_or_default();
    words.view(key, &[("written", &declaration.as_written), ("domain", domain)])
}

/// Where in the charter a declaration stands.
fn place(words: &Words, declaration: &Declaration) -> String {
    let row = declaration.evidence.row.map(|row| row.to_string());
    match (&declaration.evidence.section, row) {
        (Some(section), Some(row)) => words.view("place.section-row", &[("section", section), ("row", &row)]),
        (Some(section), None) => words.view("place.section", &[("section", section)]),
        (None, Some(row)) => words.view("place.row", &[("row", &row)]),
        (None, None) => String::new(),
    }
}

fn quote(declaration: &Declaration) -> String {
    let words = declaration.evidence.excerpt.trim();
    if words.is_empty() { declaration.as_written.clone() } else { words.to_owned() }
}

/// The charter's address, with a text fragment that leads to a declaration's name.
fn link(charter: &Charter, declaration: Option<&Declaration>) -> Option<String> {
    let address = charter.source.address.as_deref()?;
    let Some(declaration) = declaration else { return Some(address.to_owned()) };
    let place = address.split('#').next().unwrap_or(address);
    let mut link = format!("{place}#:~:text=");
    for byte in declaration.as_written.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'*') {
            link.push(char::from(byte));
        } else {
            let _ = write!(link, "%{byte:02X}");
        }
    }
    Some(link)
}
