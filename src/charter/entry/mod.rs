//! One entry of a charter as the readers of shapes find it, and its declarations once its words are understood.

mod categories;
mod cells;
mod elsewhere;
mod kinds;
mod leads;
mod names;
mod parties;
mod providers;
mod purposes;
mod times;
mod whose;

use super::lexicon::{Languages, Named, Role};
use super::lifetime::Unit;
use super::outline::{Outline, inline::excerpt};
use super::section::{Around, Headings};
use super::{Column, Declaration, Doubt, DoubtKind, Evidence, Field, Kind, Party, category, provider, section};
use crate::text;
use categories::Sorts;
use cells::Cells;
use elsewhere::Elsewhere;
use leads::{Lead, Leads};
use names::names;
pub(super) use names::{are_described, described_above};
pub(super) use purposes::{are_small, says_more};
use std::collections::BTreeMap;
use std::iter;
use std::rc::Rc;
use times::{lifetime_words, lifetimes};
pub(super) use whose::Whose;

/// What one row, card or item says, each fact in the page's words and not yet understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    /// What stands where the name belongs: one name, several, or none.
    pub(super) name: String,
    /// The facts; a role that occurs twice is told by its first.
    pub(super) facts: Vec<Fact>,
    /// What a header says of bare numbers in the lifetime.
    pub(super) unit: Option<Unit>,
    /// What names the entry's surroundings inside its own shape: category rows, provider rows, captions; nearest first.
    pub(super) surroundings: Vec<String>,
    /// The category that a column without a role, or the paragraph right above its table, names. `None` when neither
    /// does, or there is no table.
    pub(super) above: Option<Named>,
    /// The party that the paragraph right above its table names. `None` as before.
    pub(super) party_above: Option<Party>,
    /// The section it lies in, as an index of [`Outline::sections`].
    pub(super) section: Option<usize>,
    /// Its row or place, counted from 1. `None` in prose.
    pub(super) row: Option<u32>,
    /// Its own words.
    pub(super) words: String,
    /// What was unsure before its words were understood.
    pub(super) doubts: Vec<Doubt>,
    /// The columns of the table it lies in. Empty where there is none, or none with headings.
    pub(super) columns: Rc<[Column]>,
}

/// What some words tell of an entry.
#[derive(Debug, Clone)]
pub(super) struct Fact {
    /// What they tell.
    pub(super) role: Role,
    /// They themselves.
    pub(super) words: String,
    /// How they stand to the name.
    pub(super) said: Said,
}

/// How a fact is said of a name. Of what is said in passing, a label below may say better.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// Apart from running text: in a cell, behind a label, in brackets, in a clause that says nothing else.
    Apart,
    /// By a label of what the cookie holds: "Content: a token", which may be all that is said of its purpose.
    AsContent,
    /// Above the name, of all that follow it there.
    Above,
    /// By the paragraph that introduces a list, of all in it, until one has words of its own.
    Introduced,
    /// By the running text that the name stands in.
    Running,
    /// By running text below the name.
    Loosely,
    /// In brackets behind the name, where any company or service may stand: "_ga (Example Analytics)".
    Noted,
}

impl Entry {
    /// The words that tell a fact. `None` when nothing tells it.
    pub(super) fn fact(&self, role: Role) -> Option<&str> {
        self.told(role).map(|fact| fact.words.as_str())
    }

    /// How a fact is said. `None` when nothing tells it.
    pub(super) fn said(&self, role: Role) -> Option<Said> {
        self.told(role).map(|fact| fact.said)
    }

    fn told(&self, role: Role) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.role == role)
    }

    /// How many facts stand apart from running text, in words of the entry's own.
    pub(super) fn told_apart(&self) -> usize {
        self.facts.iter().filter(|fact| matches!(fact.said, Said::Apart | Said::AsContent)).count()
    }

    /// Takes the words that tell a fact away.
    pub(super) fn take(&mut self, role: Role) -> Option<String> {
        let at = self.facts.iter().position(|fact| fact.role == role)?;
        Some(self.facts.remove(at).words)
    }

    /// Adds what a label tells. Where a note behind the name told it already, that names the service: "_ga (Example Analytics)",
    /// then "Provider: Example Ltd". What was said above of all names is not said of one that tells it itself.
    pub(super) fn tell_labelled(&mut self, role: Role, words: &str) {
        match self.said(role) {
            Some(Said::Noted) => {
                if let Some(service) = self.take(role) {
                    self.tell_as(Said::Noted, Role::Service, &service);
                }
            }
            Some(Said::Above) => drop(self.take(role)),
            _ => {}
        }
        self.tell(role, words);
    }

    /// Adds a fact that stands apart; see [`Entry::tell_as`].
    pub(super) fn tell(&mut self, role: Role, words: &str) {
        self.tell_as(Said::Apart, role, words);
    }

    /// Adds a fact, unless its words are empty, a dash, or a line to be filled in (`______`). Of very long ones the beginning is
    /// kept, with an ellipsis: a cell of every row has a copy of each.
    pub(super) fn tell_as(&mut self, said: Said, role: Role, words: &str) {
        const LONGEST: usize = 2_000;
        // "(`sid`) : one year", without the name
        let words =
            words.trim_start_matches(|sign: char| sign.is_whitespace() || matches!(sign, ')' | ':' | ';' | ','));
        let words = words.trim_end();
        // "(_lang, for one year)", from behind the name on
        let words = words.strip_suffix(')').filter(|words| !words.contains(['(', ')'])).unwrap_or(words).trim_end();
        let kept = text::head(words, LONGEST);
        if kept.contains(|character| !is_blank(character)) {
            let mut told = kept.to_owned();
            if kept.len() < words.len() {
                told.push('…');
            }
            self.facts.push(Fact { role, words: told, said });
        }
    }
}

/// Whether a character stands where there is nothing to say: "–", "/", "...".
fn is_blank(character: char) -> bool {
    character.is_whitespace() || "_-‐‑–—/|.…·".contains(character)
}

/// The columns in which most entries lie, the first ones of several such.
pub(super) fn columns(entries: &[Entry]) -> Vec<Column> {
    let mut counts: BTreeMap<&[Column], usize> = BTreeMap::new();
    let mut most: (usize, &[Column]) = (0, &[]);
    for entry in entries.iter().filter(|entry| !entry.columns.is_empty()) {
        let count = counts.entry(&entry.columns).or_default();
        *count += 1;
        if *count > most.0 {
            most = (*count, &entry.columns);
        }
    }
    most.1.to_vec()
}

/// Understands the words of entries, in their order.
pub(super) fn declare(entries: &[Entry], outline: &Outline, languages: Languages) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    let mut categories = Vec::new();
    let headings = Headings::of(outline, entries.iter().map(|entry| entry.name.as_str()).collect());
    let cells = Cells::of(languages, kinds::html(entries));
    let mut leads = Leads::of(entries, outline, languages);
    let elsewhere = Elsewhere::of(outline, languages);
    // The rows of a table have the same headings around them.
    let mut known: BTreeMap<(Option<usize>, &[String]), Around> = BTreeMap::new();
    let mut paths: BTreeMap<Option<usize>, Option<String>> = BTreeMap::new();
    for entry in entries {
        let lead = leads.of_entry(entry);
        let around = known
            .entry((entry.section, &entry.surroundings))
            .or_insert_with(|| section::of(&headings, entry.section, &entry.surroundings, languages));
        let path = paths.entry(entry.section).or_insert_with(|| section::path(outline, entry.section));
        let (category, understood) = understand(entry, &lead, around, path.as_deref(), &cells);
        let known = declarations.len();
        declarations.extend(understood);
        let provider = declarations.get(known).and_then(|told| told.provider.as_deref());
        let of_provider = || provider.and_then(|provider| elsewhere.category_of(provider));
        let category = category.or_else(|| elsewhere.category(entry)).or_else(of_provider);
        if let Some(sort) = category {
            let told = declarations.get_mut(known..).unwrap_or_default();
            for declaration in told.iter_mut().filter(|told| told.provider.is_none()) {
                declaration.provider = elsewhere.provider_of(sort, &declaration.name).map(str::to_owned);
            }
        }
        categories.resize(declarations.len(), category);
    }
    for (declaration, category) in declarations.iter_mut().zip(category::settle(&categories)) {
        declaration.category = category;
    }
    declarations
}

/// The declarations of one entry, and the category all of them have once the whole page is known.
fn understand<'a>(
    entry: &'a Entry,
    lead: &Lead<'_>,
    around: &Around,
    path: Option<&str>,
    cells: &Cells<'a>,
) -> (Option<Named>, impl Iterator<Item = Declaration> + use<>) {
    let languages = cells.languages;
    let names = names(&entry.name, languages);
    let told = |role| entry.fact(role);
    // "N/A"
    let is_told = |words: &&str| !languages.is_nothing(words);
    let mut doubts = entry.doubts.clone();

    let sorts = Sorts::of(entry, lead, around, cells);
    doubts.extend(sorts.contradiction(entry, around));
    let category = sorts.category;
    let party = parties::told(entry, names.len(), cells).or(around.party).or(entry.party_above).or(lead.party);
    let kind = kinds::of(entry, lead, around, cells);
    let (provider, domain) = providers::of(entry, lead, around, cells);
    let led = || {
        let told = lead.words.filter(|words| is_said_of(entry, provider.is_some(), words, languages));
        told.filter(|words| !purposes::name_others(words, &names) && !purposes::only_announce(words, languages))
    };
    let says_more = |words: &&str| !entry.columns.is_empty() || purposes::say_more(words, &names, languages);
    let purpose = told(Role::Purpose).filter(is_told).or_else(led).filter(says_more).map(one_line);
    let service = told(Role::Service).filter(is_told).map(one_line);

    let told_lifetime = lifetime_words(entry, cells);
    let respective = times::respective(entry, names.len(), languages);
    let lifetimes = respective.unwrap_or_else(|| lifetimes(told_lifetime, &entry.name, &names, cells, entry.unit));
    if let Some(words) = told_lifetime.filter(|_| lifetimes.iter().all(Option::is_none)) {
        doubts.push(Doubt { doubt: DoubtKind::UnreadLifetime, excerpt: excerpt(words) });
    }
    let evidence = Evidence {
        section: path.map(str::to_owned),
        row: entry.row,
        excerpt: excerpt(&entry.words),
        ..Evidence::default()
    };
    let shared = Declaration {
        name: String::new(),
        as_written: String::new(),
        kind: Kind::Cookie,
        provider,
        service,
        domain,
        purpose,
        category: None,
        party,
        lifetime: None,
        evidence,
        doubts,
    };
    let behind = if told(Role::Provider).is_some() { Vec::new() } else { providers::behind_each(&entry.name, &names) };
    let behind = behind.into_iter().chain(iter::repeat(None));
    let each = iter::repeat_n(shared, names.len()).zip(names).zip(lifetimes).zip(behind);
    let declarations = each.map(move |(((shared, name), lifetime), behind)| Declaration {
        provider: behind.or(shared.provider),
        kind: kind.unwrap_or_else(|| kinds::of_name(&name.name)),
        name: name.name,
        as_written: name.as_written,
        lifetime,
        ..shared
    });
    (category, declarations)
}

/// Whether the first paragraph of a section says what an entry without a purpose is for: where nothing stands beside its
/// name, or, in the list or table of a service, nothing but a time.
fn is_said_of(entry: &Entry, of_service: bool, lead: &str, languages: Languages) -> bool {
    let is_time = |column: &Column| matches!(column.tells, Some(Field::Name | Field::Lifetime));
    let timed = || entry.columns.iter().all(is_time) && entry.facts.iter().all(|fact| fact.role == Role::Lifetime);
    // "To withdraw your consent, write to …"
    let is_address = || lead.contains('@') || provider::is_postal(lead) || languages.speaks_of_consent(lead);
    entry.row.is_none() || entry.facts.is_empty() || of_service && timed() && !is_address()
}

/// Where a name stands in some words, no letter, digit or joint of names beside it. `None` where it does not.
fn whole(words: &str, name: &str) -> Option<usize> {
    const MOST_MATCHES: usize = 20;
    if !words.contains(name) {
        return None;
    }
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    let mut places = words.match_indices(name).take(MOST_MATCHES).map(|(at, _)| at).filter(|_| !name.is_empty());
    places.find(|at| {
        let (before, after) = (words.get(..*at), words.get(*at + name.len()..));
        !before.is_some_and(|before| before.ends_with(is_part))
            && !after.is_some_and(|after| after.starts_with(is_part))
    })
}

/// Words on one line.
pub(super) fn one_line(words: &str) -> String {
    // Most stand so already, one space between two words.
    let is_plain = |character: char| character == ' ' || !character.is_whitespace();
    if words.chars().all(is_plain) && words.trim_ascii() == words && !words.contains("  ") {
        return words.to_owned();
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
