//! Cards, lists and headings of one cookie each: a name, then what is said of it until the next name.
//!
//! Reads labelled lines ("Nom : _ga", "Durée : 2 ans"), labels with their value on the line below (headings included),
//! definition lists, list items and paragraphs that begin with a name, headings that are a name with paragraphs below.
//! A label that precedes the names of its section ("Fournisseur : Google") tells it of all of them.
//! Names inside sentences are [`super::prose`]'s.

use super::entry::Entry;
use super::field::{self, Field};
use super::lead::{self, Lead};
use super::lexicon::{Languages, Role};
use super::line::{Line, Of};
use super::outline::inline::excerpt;
use super::outline::{Mark, Marked, Outline};
use super::section;
use super::{Kind, category, kind, lifetime, name};
use crate::text::Tokens;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the entries of some lines.
///
/// The second answer is what the labels in the section of the last line tell of what follows, such as a table.
pub(super) fn read(lines: &[Line<'_>], outline: &Outline, languages: Languages) -> (Vec<Entry>, Vec<(Role, String)>) {
    let mut reading = Reading {
        outline,
        languages,
        entries: Vec::new(),
        unsure: Vec::new(),
        run: 0,
        named: BTreeSet::new(),
        runs: Vec::new(),
        listed: BTreeMap::new(),
        open: None,
        waiting: Vec::new(),
        label: None,
        above: [None; 2],
        strong: None,
    };
    for line in lines {
        reading.line(line);
    }
    reading.close();
    let last = lines.last().and_then(|line| line.section);
    let waiting = std::mem::take(&mut reading.waiting).into_iter();
    let below = waiting
        .filter(|waiting| waiting.section == last && lasts(waiting.role))
        .map(|waiting| (waiting.role, waiting.words));
    let below = below.collect();
    (reading.finish(), below)
}

struct Reading<'a> {
    outline: &'a Outline,
    languages: Languages,
    entries: Vec<Entry>,
    /// Entries whose name could be another word: kept where others of their section are.
    unsure: Vec<Unsure>,
    /// The run of items a line lies in: another line between two items parts them.
    run: usize,
    /// The runs of items in which entries lie.
    named: BTreeSet<usize>,
    /// The run each entry stands in, in their order. `None` outside lists.
    runs: Vec<Option<usize>>,
    /// How many of the unsure ones are items that could hardly be other words, by section.
    listed: BTreeMap<Option<usize>, usize>,
    open: Option<Open>,
    /// Fields met before a name, for the names that follow.
    waiting: Vec<Waiting>,
    /// A label whose value is awaited on the next line.
    label: Option<(Field<'a>, Option<usize>)>,
    /// The paragraph above the line, and the one above that: "Some cookies keep you signed in. They are called:".
    above: [Option<&'a str>; 2],
    /// The line in bold that opens a block, and the block: "**Google Maps**", then lines of its cookies.
    strong: Option<(usize, &'a str)>,
}

/// The entry being read.
struct Open {
    entry: Entry,
    /// The label before its name. `None` when it has none.
    label: Option<String>,
    /// The block its name stands in.
    block: usize,
    /// How deep its name is nested.
    depth: u16,
    /// What its name is written as.
    of: Of,
    /// The run of items its name stands in.
    run: usize,
    /// Whether its name stands alone, so that running text below is said of it.
    alone: bool,
    /// How surely its name is one.
    sure: f32,
    /// How many facts stand apart from running text: labelled, in parentheses, a length of time alone.
    explicit: usize,
    /// Whether its purpose is what running text says, which a label may say better.
    loosely: bool,
    /// How many facts it has of the paragraph above its list, which words of its own say better.
    borrowed: usize,
    /// The section its name opens. `None` when it is no heading.
    opens: Option<usize>,
}

/// An entry whose name could be another word.
struct Unsure {
    /// The place it would take among the entries.
    place: usize,
    /// The run of items it lies in, where an ordinary word is explained. `None` where its section counts.
    run: Option<usize>,
    /// The run of items it lies in. `None` outside lists.
    list: Option<usize>,
    entry: Entry,
}

struct Waiting {
    role: Role,
    words: String,
    section: Option<usize>,
    /// The block that told it.
    block: usize,
    /// Whether no name was met since.
    fresh: bool,
}

impl<'a> Reading<'a> {
    fn line(&mut self, line: &Line<'a>) {
        self.run += usize::from(line.of != Of::Item);
        self.understand(line);
        // A paragraph that is a name stands below the same introduction as the one before it.
        let named = self.open.as_ref().is_some_and(|open| open.block == line.block && open.sure >= 0.95);
        if line.of == Of::Paragraph && !named {
            self.above = [self.above[1], Some(line.words)];
        }
    }

    fn understand(&mut self, line: &Line<'a>) {
        if let Some(value) = line.value {
            self.pair(line, value);
            return;
        }
        if let Some((label, section)) = self.label.take() {
            let own = field::of(line.words, self.languages);
            // Two labels in a row: the first has no value. Neither has "Durata:" above lines that each begin with a name.
            let listed = !label.roles.contains(&Role::Name)
                && lead::of(line, self.languages)
                    .is_some_and(|lead| lead.sure >= if lead.rest.is_empty() { 0.9 } else { 0.5 });
            // A heading "Cookies" above a heading "Pictures" names none so.
            let titled = line.of == Of::Title
                && label.roles.contains(&Role::Name)
                && !lead::are_names(line.words, 0.25, self.languages);
            if listed || titled {
            } else if own.is_none()
                || own
                    .as_ref()
                    .is_some_and(|own| own.value.is_empty() && lead::are_names(line.words, 0.9, self.languages))
            {
                self.field(&label, line.words, line, section);
                return;
            }
        }
        if let Some(found) = field::of(line.words, self.languages)
            && !(self.open.as_ref().is_none_or(|open| open.block != line.block)
                && self.is_marked_name(line, found.value))
            && !self.is_timed_name(&found)
            && !(found.value.is_empty() && lead::are_names(line.words, 0.9, self.languages))
        {
            if found.value.is_empty() {
                if line.of == Of::Title && !self.is_field_title(&found) {
                    self.title(line);
                } else {
                    self.label = Some((found, line.section));
                }
            } else if let Some((value, next)) = self.two_fields(found.value) {
                self.field(&found, value, line, line.section);
                self.field(&next, next.value, line, line.section);
            } else {
                let value = found.value;
                self.field(&found, value, line, line.section);
            }
            return;
        }
        if let Some((title, names)) = self.titled_names(line) {
            // A block of labels without a name, above, spoke of something else.
            if self.is_marked_name(line, names) {
                self.waiting.retain(|waiting| {
                    let sort = || category::of(&waiting.words, self.languages).is_some();
                    waiting.block == line.block || waiting.role == Role::Category && sort()
                });
            }
            self.open(names, line, line.section);
            if let Some(open) = &mut self.open {
                open.sure = 1.0;
                open.entry.surroundings.push(title.to_owned());
            }
            return;
        }
        if let Some(lead) = lead::of(line, self.languages) {
            self.lead(lead, line);
            return;
        }
        if let Some(label) = self.sort_label(line) {
            self.close();
            self.wait(Role::Category, label, self.outline.heading(line.section), line.block);
            return;
        }
        if line.of == Of::Paragraph && line.is_strong() && Tokens::of(line.words).len() <= 8 {
            self.close();
            self.strong = Some((line.block, line.words));
            return;
        }
        match line.of {
            Of::Title => self.title(line),
            Of::Paragraph | Of::Item | Of::Pair => self.words(line),
        }
    }

    /// "1 año. Proveedor: Ejemplo.": a value, then another label and its own.
    fn two_fields(&self, value: &'a str) -> Option<(&'a str, Field<'a>)> {
        let (first, rest) = value.split_once(". ")?;
        let next = field::of(rest, self.languages)?;
        let told = next.roles.first().is_some_and(|role| !matches!(role, Role::Name | Role::Other));
        let single = !next.value.trim_end_matches('.').contains(". ");
        (told && single && !next.value.is_empty())
            .then_some((first, Field { value: next.value.trim_end_matches('.'), ..next }))
    }

    /// "YouTube: YSC, PREF": whose they are, or of what sort, and names alone.
    fn titled_names(&self, line: &Line<'a>) -> Option<(&'a str, &'a str)> {
        let (title, names) = line.words.split_once(':')?;
        let (title, names) = (title.trim(), names.trim().trim_end_matches(['.', ' ']));
        let words = Tokens::of(title).len();
        let listed = matches!(line.of, Of::Paragraph | Of::Item)
            && (1..=6).contains(&words)
            && (names.contains([',', ' ']) || self.is_marked_name(line, names))
            && !names.contains('(')
            && !lead::are_names(title, 0.5, self.languages)
            && lead::are_names(names, 0.7, self.languages);
        (listed && section::speaks_of_cookies(self.outline, line.section, self.languages)).then_some((title, names))
    }

    /// "Typologie : **_ga**": whatever the label, a name that no other word could be.
    fn is_marked_name(&self, line: &Line<'_>, name: &str) -> bool {
        let marked = |mark: &Mark| mark.marked != Marked::Link && line.words.get(mark.start..mark.end) == Some(name);
        name.starts_with('_') && line.marks.iter().any(marked) && lead::are_names(name, 0.9, self.languages)
    }

    /// "id: 2 ans", "cookie-consent – keeps your choice" in a list of names: the label is one of them.
    fn is_timed_name(&self, found: &Field<'_>) -> bool {
        let first = found.roles.first();
        let timed = Tokens::of(found.value).len() <= 5 && lifetime::looks_like(found.value, self.languages) >= 0.7;
        let explained = lead::is_made_of_parts(found.label, self.languages)
            && !found.value.is_empty()
            && !lead::are_names(found.value, 0.9, self.languages);
        first == Some(&Role::Name) && timed || matches!(first, Some(Role::Name | Role::Other)) && explained
    }

    /// Headings that are labels occur inside entries; elsewhere a heading "Cookies" is a heading.
    fn is_field_title(&self, field: &Field<'_>) -> bool {
        self.open.is_some() || field.roles.first() == Some(&Role::Name)
    }

    fn pair(&mut self, line: &Line<'a>, value: &'a str) {
        self.label = None;
        if let Some(found) = field::of(line.words, self.languages).filter(|found| found.value.is_empty()) {
            self.field(&found, value, line, line.section);
        } else if let Some(lead) = lead::of(line, self.languages) {
            self.lead(Lead { rest: "", ..lead }, line);
            if let Some(open) = &mut self.open {
                open.explicit += field::note(lead.rest, &mut open.entry, self.languages);
                open.explicit += field::behind(value, &mut open.entry, self.languages);
                append(&mut open.entry.words, value);
                open.alone = false;
            }
        } else {
            self.close();
        }
    }

    fn field(&mut self, found: &Field<'a>, value: &'a str, line: &Line<'a>, section: Option<usize>) {
        if found.roles.contains(&Role::Name) && self.names(found, value, line, section) {
            return;
        }
        let Some(role) = field::role(found, value, self.open.as_ref().map(|open| &open.entry), self.languages)
            .filter(|role| !matches!(role, Role::Name | Role::Other))
        else {
            return;
        };
        // "What it is: a cookie of ours." below a heading that is a name, then "Purpose: keeps you signed in."
        if let Some(open) =
            self.open.as_mut().filter(|open| open.loosely && role == Role::Purpose && open.opens.is_some())
        {
            open.entry.take(Role::Purpose);
            open.loosely = false;
        }
        if let Some(open) = &mut self.open
            && open.entry.fact(role).is_none()
            && self.label_belongs(line)
        {
            let Some(open) = &mut self.open else { return };
            open.entry.tell(role, value);
            open.explicit += 1;
            let run = Some(open.run).filter(|_| open.of == Of::Item && line.of == Of::Paragraph);
            if let Some(run) = run {
                self.tell_list(run, role, value);
            }
            let Some(open) = &mut self.open else { return };
            if open.entry.unit.is_none() && role == Role::Lifetime {
                open.entry.unit = lifetime::unit(found.label, self.languages);
            }
            append(&mut open.entry.words, line.words);
            if let Some(value) = line.value {
                append(&mut open.entry.words, value);
            }
            if line.words.trim() == value.trim() {
                return;
            }
            return;
        }
        self.wait(role, value, section, line.block);
    }

    /// Tells what a label behind a list says of all its items, if none of them tells the like: "Speicherdauer: 30 Tage".
    fn tell_list(&mut self, run: usize, role: Role, value: &str) {
        if !matches!(role, Role::Lifetime | Role::Provider | Role::Party) {
            return;
        }
        let of_run = |own: &Option<usize>| *own == Some(run);
        let entries = self.entries.iter_mut().zip(&self.runs).filter(|(_, own)| of_run(own)).map(|(entry, _)| entry);
        let unsure = self.unsure.iter_mut().filter(|unsure| of_run(&unsure.list)).map(|unsure| &mut unsure.entry);
        let mut listed: Vec<&mut Entry> = entries.chain(unsure).collect();
        if listed.iter().all(|entry| entry.fact(role).is_none()) {
            listed.iter_mut().for_each(|entry| entry.tell(role, value));
        }
    }

    /// Keeps a fact for the names that follow.
    fn wait(&mut self, role: Role, words: &str, section: Option<usize>, block: usize) {
        self.waiting.retain(|waiting| waiting.role != role);
        self.waiting.push(Waiting { role, words: words.to_owned(), section, block, fresh: true });
    }

    /// The category in bold that a paragraph begins with: "**Marketing cookies:** used to show advertisements".
    fn sort_label(&self, line: &Line<'a>) -> Option<&'a str> {
        let mark = line.marks.iter().find(|mark| mark.start == 0 && mark.marked == Marked::Strong)?;
        let (label, rest) = line.words.split_at_checked(mark.end)?;
        let ends = label.trim_end().ends_with(':') || rest.trim_start().starts_with([':', '–', '—', '-']);
        let label = label.trim_end_matches([':', ' ']);
        let sort = line.of == Of::Paragraph && ends && Tokens::first(label, 7).len() <= 6;
        (sort && kind::names_cookie(label, self.languages) && category::of(label, self.languages).is_some())
            .then_some(label)
    }

    /// Whether a line is a category and nothing else.
    fn is_sort(&self, words: &str) -> bool {
        Tokens::first(words, 7).len() <= 6
            && !words.ends_with(['.', ';', ',', ':', '?', '!'])
            && category::of(words, self.languages).is_some()
    }

    /// Whether a labelled line still speaks of the open entry.
    fn label_belongs(&self, line: &Line<'_>) -> bool {
        let Some(open) = &self.open else { return false };
        let beside = open.label.is_some() && line.section == open.entry.section && line.depth == open.depth;
        beside || line.block == open.block || open.of != Of::Item || line.depth > open.depth || line.of == Of::Paragraph
    }

    /// Opens the entry a name field gives. `false` when its value holds no name.
    fn names(&mut self, found: &Field<'_>, value: &'a str, line: &Line<'a>, section: Option<usize>) -> bool {
        // "Cookie-Namen und Speicherdauer: __cfruid (Session), __cf_bm (30 Minuten)"
        let pieces = noted(value);
        if pieces.len() > 1
            && pieces.iter().all(|(names, _)| lead::are_names(names, 0.15, self.languages))
            && pieces.iter().any(|(names, _)| lead::are_names(names, 0.55, self.languages))
        {
            for (names, note) in pieces {
                self.open(names, line, section);
                if let Some(open) = &mut self.open {
                    open.explicit += field::behind(note, &mut open.entry, self.languages);
                    open.sure = 1.0;
                }
            }
            return true;
        }
        let clean = value.trim_end_matches(['.', ' ']);
        let sure = lead::are_names(clean, 0.55, self.languages);
        let possible = found.roles.first() == Some(&Role::Name)
            && Tokens::of(clean).len() <= 4
            && !clean.is_empty()
            && lead::are_names(clean, 0.15, self.languages);
        if !sure && !possible {
            let line = Line { words: clean, marks: Vec::new(), value: None, ..line.clone() };
            if let Some(lead) = lead::of(&line, self.languages) {
                let (names, rest) = (lead.names.to_owned(), lead.rest.to_owned());
                self.open(&names, &line, section);
                if let Some(open) = &mut self.open {
                    open.explicit += field::behind(&rest, &mut open.entry, self.languages);
                    open.sure = lead.sure + 0.3;
                }
                return true;
            }
            return false;
        }
        // "Name: Vimeo … Cookie name: vuid": the first was the service's.
        let replaces = |open: &Open| {
            let other = open.label.as_deref().is_some_and(|label| label != found.label);
            other && open.sure <= 0.5 && open.block == line.block && open.of == Of::Pair
        };
        let replaced = if self.open.as_ref().is_some_and(replaces) { self.open.take() } else { None };
        self.open(clean, line, section);
        if let (Some(open), Some(replaced)) = (&mut self.open, replaced) {
            open.entry.facts.extend(replaced.entry.facts);
            open.entry.tell(Role::Service, &replaced.entry.name);
            open.explicit += replaced.explicit;
        }
        if let Some(open) = &mut self.open {
            open.label = Some(found.label.to_owned());
            open.alone = true;
            open.sure = if sure { 1.0 } else { 0.5 };
        }
        true
    }

    fn lead(&mut self, lead: Lead<'_>, line: &Line<'a>) {
        // "**sid**", then "sid keeps you signed in" on the next line.
        if let Some(open) = self.open.as_mut().filter(|open| open.block == line.block && open.entry.name == lead.names)
        {
            field::behind(lead.rest, &mut open.entry, self.languages);
            append(&mut open.entry.words, line.words);
            return;
        }
        let section = if line.of == Of::Title { self.outline.parent(line.section) } else { line.section };
        self.open(lead.names, line, section);
        if let Some(open) = &mut self.open {
            open.sure = lead.sure;
            open.alone = lead.rest.trim_matches(|character: char| field::is_joint(character)).is_empty();
            open.explicit += field::behind(lead.rest, &mut open.entry, self.languages);
        }
        if line.of == Of::Item || line.of == Of::Paragraph && lead.sure >= 0.95 {
            self.introduce();
        }
    }

    /// Items below "They are called:" have what that paragraph says around them; of bare names, the one above it tells
    /// the purpose.
    fn introduce(&mut self) {
        let ([above, Some(intro)], Some(open)) = (self.above, &mut self.open) else { return };
        if !intro.trim_end().ends_with(':') || Tokens::of(intro).len() > 60 {
            return;
        }
        open.entry.surroundings.push(intro.to_owned());
        // "Our cookies:" above "session-id – keeps you signed in".
        let name = open.entry.name.as_str();
        let is_capitals =
            name.len() >= 6 && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let listed = !open.alone && open.sure >= 0.5 && (is_capitals || lead::is_made_of_parts(name, self.languages));
        if listed && kind::of(intro, self.languages) == Some(Kind::Cookie) {
            open.sure = 1.0;
        }
        if let Some(above) = above.filter(|above| open.alone && open.entry.facts.is_empty() && above.len() < 600) {
            open.entry.tell(Role::Purpose, above);
            if let Some(words) = lifetime::find(above, self.languages).and_then(|(_, range)| above.get(range)) {
                open.entry.tell(Role::Lifetime, words);
            }
            open.borrowed = open.entry.facts.len();
        }
    }

    fn open(&mut self, names: &str, line: &Line<'a>, section: Option<usize>) {
        self.close();
        let mut entry =
            Entry { name: names.to_owned(), section, row: line.row, words: line.words.to_owned(), ..Entry::default() };
        if let Some(value) = line.value {
            append(&mut entry.words, value);
        }
        for waiting in &mut self.waiting {
            if waiting.fresh || lasts(waiting.role) {
                entry.tell(waiting.role, &waiting.words);
            }
            waiting.fresh = false;
        }
        if let Some((_, title)) = self.strong.filter(|(block, _)| *block == line.block) {
            entry.surroundings.push(title.to_owned());
        }
        let alone = false;
        self.open = Some(Open {
            entry,
            label: None,
            block: line.block,
            depth: line.depth,
            of: line.of,
            run: self.run,
            alone,
            sure: 0.0,
            explicit: 0,
            loosely: false,
            borrowed: 0,
            opens: line.section.filter(|_| line.of == Of::Title),
        });
    }

    fn title(&mut self, line: &Line<'_>) {
        self.close();
        self.above = [None; 2];
        self.waiting.retain(|waiting| {
            self.outline.path(line.section).count() > 0 && self.outline.is_under(line.section, waiting.section)
        });
    }

    /// Running text: said of the entry whose name stood alone, or of none.
    fn words(&mut self, line: &Line<'_>) {
        let inside =
            |open: &Open| line.block == open.block || line.depth > open.depth || (open.alone && line.of != Of::Item);
        // "Cookies de mesure" on a line of its own, above names.
        if line.of == Of::Paragraph && !self.open.as_ref().is_some_and(inside) && self.is_sort(line.words) {
            self.close();
            // A button above it does not hold what follows.
            let section = self.outline.heading(line.section);
            self.wait(Role::Category, line.words, section, line.block);
            return;
        }
        let Some(open) = &mut self.open else {
            // What labels tell above running text is said of the section, not of the first name below.
            self.waiting.iter_mut().for_each(|waiting| waiting.fresh = false);
            return;
        };
        let inside = inside(open);
        // A grid that was read line by line: the name, its purpose, its lifetime.
        let is_time = line.of == Of::Paragraph
            && open.entry.fact(Role::Lifetime).is_none()
            && is_time(line.words, self.languages);
        if !inside && !is_time {
            // Below a heading that is a name, a length of time may stand behind several sentences.
            let below = open.opens.is_some() && open.opens == line.section && line.block <= open.block + 3;
            if line.of == Of::Item || !open.alone && !below {
                self.close();
            }
            return;
        }
        open.entry.facts.drain(..std::mem::take(&mut open.borrowed).min(open.entry.facts.len()));
        let purpose = open.entry.fact(Role::Purpose).is_some();
        open.explicit += field::behind(line.words, &mut open.entry, self.languages);
        open.loosely |= !purpose && line.block != open.block && open.entry.fact(Role::Purpose).is_some();
        append(&mut open.entry.words, line.words);
        if line.block != open.block && line.of == Of::Paragraph {
            open.alone = false;
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut entry = open.entry;
        entry.words = excerpt(&entry.words);
        let lifetime = entry.fact(Role::Lifetime).and_then(|words| lifetime::parse(words, self.languages, entry.unit));
        // Below a heading "Videos", a sentence of several lengths of time speaks of several cookies.
        let times = entry.facts.iter().filter(|(role, _)| *role == Role::Lifetime).count();
        let timed = open.explicit > 0 && lifetime.is_some()
            || open.explicit > 1 && open.of != Of::Paragraph
            || open.sure >= 0.7 && open.of == Of::Pair && entry.fact(Role::Kind).is_some();
        // `fr`, with a length of time of its own, may be a name where its neighbours are.
        let headed = matches!(open.of, Of::Title | Of::Pair) && lifetime.is_some();
        let least = if timed || headed { 0.25 } else { 0.5 };
        let alike = matches!(open.of, Of::Item | Of::Pair | Of::Title) && open.sure >= least;
        // "API_KEY: ask the service", far from any word of cookies.
        if lifetime.is_none()
            && open.explicit == 0
            && !section::speaks_of_cookies(self.outline, entry.section, self.languages)
        {
            return;
        }
        // "PHPSESSID: this is the session cookie."
        let told = entry.fact(Role::Purpose).and_then(|words| words.split(['.', ';', ',']).next());
        let speaks = open.of == Of::Item
            && open.sure >= 0.7
            && told.is_some_and(|words| {
                Tokens::of(words).len() <= 24 && kind::of(words, self.languages) == Some(Kind::Cookie)
            });
        if open.sure >= 0.95
            || speaks
            || (timed && open.sure >= 0.5)
            || (timed && open.explicit >= 2 && open.explicit > times)
        {
            if open.of == Of::Item {
                self.named.insert(open.run);
            }
            self.entries.push(entry);
            self.runs.push((open.of == Of::Item).then_some(open.run));
        } else if alike {
            let possible = open.sure >= 0.7 || lead::is_made_of_parts(&entry.name, self.languages);
            if open.of == Of::Item && possible && !open.alone && entry.fact(Role::Purpose).is_some() {
                *self.listed.entry(entry.section).or_default() += 1;
            }
            // "value – a random number" in a list of what a cookie holds.
            let ordinary = open.of == Of::Item && !open.alone && !timed && name::looks_like(&entry.name) < 0.4;
            self.unsure.push(Unsure {
                place: self.entries.len(),
                run: ordinary.then_some(open.run),
                list: (open.of == Of::Item).then_some(open.run),
                entry,
            });
        }
    }

    /// The entries, with the unsure ones that lie among others in their section or in one beside it.
    fn finish(self) -> Vec<Entry> {
        let mut among: BTreeSet<Option<usize>> = self.entries.iter().map(|entry| entry.section).collect();
        let several = self.listed.iter().filter(|(_, count)| **count > 1).map(|(section, _)| *section);
        among.extend(several.filter(|section| section::speaks_of_cookies(self.outline, *section, self.languages)));
        let parents: BTreeSet<usize> = among.iter().filter_map(|section| self.outline.parent(*section)).collect();
        // A list of one small name, beside lists of others: what is said of it must be what is said of cookies.
        let beside = |entry: &Entry| {
            entry.fact(Role::Lifetime).is_some()
                && self.outline.parent(entry.section).is_some_and(|parent| parents.contains(&parent))
        };
        let named = self.named;
        let is_kept = |unsure: &Unsure| {
            unsure.run.is_none_or(|run| named.contains(&run))
                && (among.contains(&unsure.entry.section) || beside(&unsure.entry))
        };
        let mut unsure = self.unsure.into_iter().filter(is_kept).peekable();
        let mut all = Vec::with_capacity(self.entries.len());
        for (place, entry) in self.entries.into_iter().enumerate() {
            while let Some(unsure) = unsure.next_if(|unsure| unsure.place <= place) {
                all.push(unsure.entry);
            }
            all.push(entry);
        }
        all.extend(unsure.map(|unsure| unsure.entry));
        all
    }
}

/// Whether a line tells a length of time and no more: "2 ans", "Usually deleted when the browser is closed".
fn is_time(words: &str, languages: Languages) -> bool {
    match Tokens::of(words).len() {
        0..=6 => lifetime::looks_like(words, languages) >= 0.8,
        7..=12 => !words.contains(". ") && lifetime::find(words, languages).is_some(),
        _ => false,
    }
}

/// Whether a label above several names tells its fact of all of them.
fn lasts(role: Role) -> bool {
    matches!(role, Role::Provider | Role::Category | Role::Party | Role::Kind | Role::Service | Role::Domain)
}

fn append(words: &mut String, more: &str) {
    if words.len() < 1200 && !words.ends_with(more) {
        words.push(' ');
        words.push_str(more);
    }
}

/// Names with a note each: `__cfruid (Session), __cf_bm (30 Minuten)`.
fn noted(value: &str) -> Vec<(&str, &str)> {
    let mut pieces = Vec::new();
    for piece in value.split_inclusive(')') {
        let Some(at) = piece.rfind('(') else { continue };
        let (names, note) = piece.split_at(at);
        pieces.push((names.trim_matches(|character: char| field::is_joint(character)), note));
    }
    pieces
}
