//! What the paragraphs that open a section say of the entries in it.

use super::{Entry, whole};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::{LABEL, Outline};
use crate::charter::{Kind, Party, field, kind, name, provider, section};
use std::collections::{BTreeMap, BTreeSet};

/// What stands around a name in a sentence.
const AROUND: &[char] = &['(', ')', ',', '.', ':', ';', '`', '"', '\'', '«', '»', '“', '”', '„'];

/// What opens the section of an entry.
pub(super) struct Lead<'a> {
    /// Its first paragraph.
    pub(super) words: Option<&'a str>,
    /// The line above its title, where that is the entry's name: it introduces all that are below.
    pub(super) introduction: Option<&'a str>,
    /// The party of all cookies that the line above them tells, or the paragraphs of their section.
    pub(super) party: Option<Party>,
    /// The storage, other than cookies, that a clause of its first paragraph names.
    pub(super) storage: Option<Kind>,
    /// The company that its first paragraphs name in passing.
    pub(super) company: Option<String>,
}

/// The paragraphs that open the sections of a page, and what they say, looked up once a section.
pub(super) struct Leads<'a> {
    outline: &'a Outline,
    languages: Languages,
    paragraphs: BTreeMap<Option<usize>, Vec<&'a str>>,
    words: BTreeMap<Option<usize>, Option<&'a str>>,
    storages: BTreeMap<Option<usize>, Option<Kind>>,
    companies: BTreeMap<Option<usize>, Option<String>>,
    parties: BTreeMap<Option<usize>, Option<Party>>,
}

impl<'a> Leads<'a> {
    pub(super) fn of(entries: &[Entry], outline: &'a Outline, languages: Languages) -> Self {
        let names = entries.iter().flat_map(|entry| entry.name.split([',', ' ']));
        let sure: BTreeSet<&str> = names.filter(|word| name::looks_like(word) >= 0.75).collect();
        // "Analytics cookies: _ga, _gid" is said of these, not of all in the section.
        let lists = |words: &str| {
            let label = words.split_once(": ").filter(|(label, _)| !label.contains('\n'));
            let listed = label.map_or(words, |(_, listed)| listed);
            listed.split_whitespace().next().is_some_and(|first| sure.contains(first.trim_matches(AROUND)))
        };
        let mut paragraphs = section::leads(outline);
        paragraphs.values_mut().for_each(|leads| leads.retain(|words| !lists(words)));
        Self {
            outline,
            languages,
            paragraphs,
            words: BTreeMap::new(),
            storages: BTreeMap::new(),
            companies: BTreeMap::new(),
            parties: BTreeMap::new(),
        }
    }

    pub(super) fn of_entry(&mut self, entry: &Entry) -> Lead<'a> {
        let section = entry.section;
        let titled = self.outline.title_of(section).is_some_and(|title| whole(title, &entry.name).is_some());
        let introduced = self.led(if titled { self.outline.parent(section) } else { section }).last().copied();
        let introduced = introduced.filter(|words| words.ends_with(':'));
        let party = introduced.and_then(|words| section::party_of_introduction(words, self.languages));
        Lead {
            words: self.first(section),
            introduction: introduced.filter(|_| titled),
            party: party.or_else(|| if is_of_others(entry) { None } else { self.party(section) }),
            storage: self.storage(section),
            company: self.company(section),
        }
    }

    fn led(&self, section: Option<usize>) -> &[&'a str] {
        self.paragraphs.get(&section).map(Vec::as_slice).unwrap_or_default()
    }

    /// The first paragraph of a section. "Purpose: …" at its head is said of one card.
    fn first(&mut self, section: Option<usize>) -> Option<&'a str> {
        let languages = self.languages;
        let first = self.led(section).first().copied();
        let is_running = |words: &&str| words.lines().all(|line| field::of(line, languages).is_none());
        *self.words.entry(section).or_insert_with(|| first.filter(is_running))
    }

    /// The storage that the first paragraph tells.
    fn storage(&mut self, section: Option<usize>) -> Option<Kind> {
        let (first, languages) = (self.first(section), self.languages);
        *self.storages.entry(section).or_insert_with(|| kind::of_paragraph(first?, languages))
    }

    /// The company that the paragraphs of a section name; below a button "Show details", those above it count.
    fn company(&mut self, section: Option<usize>) -> Option<String> {
        if let Some(company) = self.companies.get(&section) {
            return company.clone();
        }
        let is_label = section.and_then(|at| self.outline.sections.get(at)).is_some_and(|at| at.level >= LABEL);
        let above = if is_label { self.led(self.outline.parent(section)) } else { &[] };
        let sentences = self.led(section).iter().chain(above).flat_map(|words| words.split(". "));
        let mut said = sentences.filter_map(|words| Some((words, provider::known(words)?)));
        // "We set no cookies of Google Analytics."
        let company =
            said.find(|(words, company)| !is_denied(words, company, self.languages)).map(|(_, company)| company);
        self.companies.insert(section, company.clone());
        company
    }

    /// The party of the cookies of a section, where its paragraphs tell one.
    fn party(&mut self, section: Option<usize>) -> Option<Party> {
        if let Some(party) = self.parties.get(&section) {
            return *party;
        }
        // A part of a section without words of its own is told by those of the whole, unless it is a company's.
        let title = self.outline.title_of(section);
        let is_part = self.led(section).is_empty()
            && section.and_then(|at| self.outline.sections.get(at)).is_some_and(|section| section.level > 2)
            && title.is_some_and(|title| provider::known(title).is_none());
        let around = if is_part { self.outline.parent(section) } else { section };
        let party = section::are_first(self.led(around), self.languages).then_some(Party::First);
        self.parties.insert(section, party);
        party
    }
}

/// Whether an entry names whoever provides it, which its section does not know.
fn is_of_others(entry: &Entry) -> bool {
    [Role::Provider, Role::Domain].into_iter().any(|role| entry.fact(role).is_some())
}

/// Whether words deny something shortly before they name a company: "keine Dienste wie Google Analytics".
fn is_denied(words: &str, company: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 8;
    let first = company.split(' ').next().unwrap_or(company);
    let before = words.find(first).and_then(|at| words.get(..at)).unwrap_or_default();
    let near = before.split_whitespace().count().saturating_sub(MOST_WORDS);
    let near: Vec<&str> = before.split_whitespace().skip(near).collect();
    languages.denies(&near.join(" "))
}
