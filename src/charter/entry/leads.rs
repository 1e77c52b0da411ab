//! What the paragraphs that open a section say of the entries in it.

use super::{Entry, Whose, whole};
use crate::charter::lexicon::{Languages, Named, Role};
use crate::charter::outline::{Body, LABEL, Outline};
use crate::charter::{Kind, Party, category, field, kind, name, party, provider, section};
use crate::text;
use std::cell::{LazyCell, OnceCell};
use std::collections::{BTreeMap, BTreeSet};

/// What stands around a name in a sentence.
const AROUND: &[char] = &['(', ')', ',', '.', ':', ';', '`', '"', '\'', '«', '»', '“', '”', '„'];

/// What opens the section of an entry.
pub(super) struct Lead<'a> {
    /// Its first paragraph.
    pub(super) words: Option<&'a str>,
    /// The category that its first paragraph names.
    pub(super) sort: Option<Named>,
    /// The line above its title, where that is the entry's name: it introduces all that are below.
    pub(super) introduction: Option<&'a str>,
    /// The party of all cookies that the line above them tells, or the paragraphs of their section.
    pub(super) party: Option<Party>,
    /// The storage that its first paragraph tells; see [`kind::of_paragraph`].
    pub(super) storage: Option<Kind>,
    /// The company that its first paragraphs name in passing.
    pub(super) company: Option<&'a str>,
    /// What the sentence that names it says that its cookies are for.
    pub(super) aim: Option<Named>,
    /// The word in brackets behind the entry's name, where the page writes it as a name in its sentences too.
    pub(super) noted: Option<&'a str>,
}

/// The paragraphs that open the sections of a page, and what they say, understood once a section.
pub(super) struct Leads<'a> {
    paragraphs: Paragraphs<'a>,
    /// The entries of each section.
    entries: BTreeMap<Option<usize>, Vec<&'a Entry>>,
    told: BTreeMap<Option<usize>, Told<'a>>,
}

/// What the paragraphs of a section tell of all entries in it; see [`Lead`].
struct Told<'a> {
    words: Option<&'a str>,
    sort: Option<Named>,
    party: Option<Party>,
    storage: Option<Kind>,
    company: Option<Whose>,
    /// Who provides that company's service, where the sentence says so behind a label.
    labelled: Option<&'a str>,
    aim: Option<Named>,
    /// The service that the first paragraph names beside its sort.
    sorted: Option<Whose>,
}

impl<'a> Leads<'a> {
    pub(super) fn of(entries: &'a [Entry], outline: &'a Outline, languages: Languages) -> Self {
        let names: LazyCell<BTreeSet<&str>, _> =
            LazyCell::new(|| entries.iter().flat_map(|entry| entry.name.split([',', ' '])).collect());
        let is_sure = |word: &str| name::looks_like(word) >= 0.75 && names.contains(word);
        // "Analytics cookies: _ga, _gid" is said of these, not of all in the section.
        let lists = |words: &str| {
            let label = words.split_once(": ").filter(|(label, _)| !label.contains('\n'));
            let listed = label.map_or(words, |(_, listed)| listed);
            // "sid (session), _lang (1 year)"
            let noted = listed.split_once(" (").is_some_and(|(first, _)| names.contains(first));
            let begins =
                |words: &str| words.split_whitespace().next().is_some_and(|first| is_sure(first.trim_matches(AROUND)));
            noted || begins(listed) || begins(words)
        };
        let mut of_section = section::leads(outline);
        of_section.values_mut().for_each(|leads| leads.retain(|words| !lists(words)));
        let mut in_section: BTreeMap<_, Vec<&Entry>> = BTreeMap::new();
        entries.iter().for_each(|entry| in_section.entry(entry.section).or_default().push(entry));
        Self {
            entries: in_section,
            paragraphs: Paragraphs {
                outline,
                languages,
                written_large: OnceCell::new(),
                told: told(entries),
                of_section,
            },
            told: BTreeMap::new(),
        }
    }

    pub(super) fn of_entry<'b>(&'b mut self, entry: &'b Entry) -> Lead<'b> {
        let Paragraphs { outline, languages, .. } = self.paragraphs;
        let section = entry.section;
        let titled = outline.title_of(section).is_some_and(|title| whole(title, &entry.name).is_some());
        let introduced = self.paragraphs.of(if titled { outline.parent(section) } else { section }).last().copied();
        let introduced = introduced.filter(|words| words.ends_with(':'));
        let party = introduced.and_then(|words| party::of_introduction(words, languages));
        let beside = self.entries.get(&section).map(Vec::as_slice).unwrap_or_default();
        let told = self.told.entry(section).or_insert_with(|| self.paragraphs.tell(section, beside));
        let owns = |whose: &&Whose| whose.owns(entry);
        let company = told.company.as_ref().filter(owns);
        // Of two services in a sentence, the note is said of one.
        let labelled = told.labelled.filter(|labelled| provider::is_own(&entry.name, labelled) != Some(false));
        Lead {
            words: told.words,
            sort: told.sort.filter(|_| told.sorted.as_ref().is_none_or(|whose| owns(&whose))),
            introduction: introduced.filter(|_| titled),
            party: party.or_else(|| told.party.filter(|_| !is_of_others(entry))),
            storage: told.storage,
            company: company.map(|whose| labelled.unwrap_or(whose.company.as_str())),
            aim: told.aim.filter(|_| company.is_some()),
            noted: provider::word_behind(&entry.name, &entry.words).filter(|word| self.paragraphs.write_as_name(word)),
        }
    }
}

/// The first paragraphs of each section.
struct Paragraphs<'a> {
    outline: &'a Outline,
    languages: Languages,
    /// See [`written_large`]. Few pages are asked for it.
    written_large: OnceCell<BTreeSet<&'a str>>,
    /// See [`told`].
    told: BTreeSet<&'a str>,
    of_section: BTreeMap<Option<usize>, Vec<&'a str>>,
}

impl<'a> Paragraphs<'a> {
    fn of(&self, section: Option<usize>) -> &[&'a str] {
        self.of_section.get(&section).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a sentence of the page holds a word with its capital behind one that has none: "signs in with Example".
    /// German writes so whatever is a noun, and a page of unknown language may be German.
    fn write_as_name(&self, word: &str) -> bool {
        self.languages.tell_names_by_capitals()
            && self.written_large.get_or_init(|| written_large(self.outline)).contains(word)
    }

    /// What they tell of the entries of a section.
    fn tell(&self, section: Option<usize>, entries: &[&Entry]) -> Told<'a> {
        // "Purpose: …" at the head of a section is said of one card.
        let is_running = |words: &&str| words.lines().all(|line| field::of(line, self.languages).is_none());
        let words = self.of(section).first().copied().filter(is_running);
        let sort =
            words.filter(|_| !self.explains_sorts(section)).and_then(|words| category::of_lead(words, self.languages));
        let beside = || entries.iter().copied();
        let company = self.company(section);
        // "The cookie lang keeps your language" is said of it alone.
        let is_of_one = |words: &&str| {
            let first = text::sentences(words).next().map(str::trim);
            first.is_some_and(|first| self.told.contains(first))
        };
        Told {
            words: words.filter(|words| !is_of_one(words)),
            sort,
            sorted: words.filter(|_| sort.is_some()).and_then(|words| Whose::of(words, beside(), self.languages)),
            party: self.party(section),
            storage: words.and_then(|words| kind::of_paragraph(words, self.languages)),
            labelled: company.and_then(|words| provider::labelled(words, self.languages)),
            company: company.and_then(|words| Whose::of(words, beside(), self.languages)),
            aim: company.and_then(|words| category::aim(words, self.languages)),
        }
    }

    /// Whether the paragraphs of a section explain several categories: "Necessary cookies are …", "Analytics cookies are
    /// …"; or are the titles of what stands below each: "Necessary", "Analytics".
    fn explains_sorts(&self, section: Option<usize>) -> bool {
        let sort = |words: &&str| {
            category::of_opening(words, self.languages).or_else(|| category::of_title(words, self.languages))
        };
        let sorts = self.of(section).iter().filter_map(sort);
        // "Functional or strictly necessary cookies", then "Strictly necessary cookies are …"
        let mut sorts = sorts.filter(|sort| *sort != Named::FunctionalOrNecessary);
        sorts.next().is_some_and(|first| sorts.any(|other| other != first))
    }

    /// The sentence in which the paragraphs of a section name a company; below a button "Show details", those above it count.
    fn company(&self, section: Option<usize>) -> Option<&'a str> {
        let above = if self.level(section) >= Some(LABEL) { self.of(self.outline.parent(section)) } else { &[] };
        let sentences = self.of(section).iter().chain(above).flat_map(|words| text::sentences(words));
        let mut said = sentences.filter_map(|words| Some((words, provider::known(words)?)));
        // "We set no cookies of Google Analytics."
        said.find(|(words, company)| !is_denied(words, company, self.languages)).map(|(words, _)| words)
    }

    /// The party of the cookies of a section, where its paragraphs tell one.
    fn party(&self, section: Option<usize>) -> Option<Party> {
        // A part of a section without words of its own is told by those of the whole, unless it is a company's.
        let is_of_no_company = |title| provider::known(title).is_none();
        let is_part = self.of(section).is_empty()
            && self.level(section) > Some(2)
            && self.outline.title_of(section).is_some_and(is_of_no_company);
        let around = if is_part { self.outline.parent(section) } else { section };
        party::are_first(self.of(around), self.languages).then_some(Party::First)
    }

    /// The level of a section. `None` for the page.
    fn level(&self, section: Option<usize>) -> Option<u8> {
        self.outline.sections.get(section?).map(|section| section.level)
    }
}

/// The sentences and lines outside tables and lists that entries were read in.
fn told(entries: &[Entry]) -> BTreeSet<&str> {
    let are_running = |entry: &&Entry| entry.row.is_none() && entry.columns.is_empty();
    entries.iter().filter(are_running).map(|entry| entry.words.as_str()).collect()
}

/// The words that stand with a capital behind one that has none, in the first paragraphs and items of a page.
fn written_large(outline: &Outline) -> BTreeSet<&str> {
    const MOST_BLOCKS: usize = 400;
    let is_small = |word: &str| word.chars().all(char::is_lowercase);
    let is_large = |word: &&str| word.starts_with(char::is_uppercase);
    let mut found = BTreeSet::new();
    for block in outline.blocks.iter().take(MOST_BLOCKS) {
        let (Body::Paragraph(text) | Body::Item(text)) = &block.body else { continue };
        let words = text.plain.split_whitespace();
        let large = words.clone().zip(words.skip(1)).filter(|(before, _)| is_small(before)).map(|(_, word)| word);
        found.extend(large.filter(is_large).map(|word| word.trim_end_matches(|c: char| !c.is_alphanumeric())));
    }
    found
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
