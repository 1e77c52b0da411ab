//! Cards, lists and headings of one cookie each: a name, then what is said of it until the next name.
//!
//! Reads labelled lines ("Nom : _ga", "Durée : 2 ans"), labels with their value on the line below (headings included),
//! definition lists, list items and paragraphs that begin with a name, headings that are a name with paragraphs below.
//! A label that precedes the names of its section ("Fournisseur : Google") tells it of all of them.
//! Names inside sentences are [`super::prose`]'s.
//!
//! Here is the flow from line to line; what labels say is in [`label`], names behind a title in [`titled`], services on one
//! line or two in [`service`], lines that introduce names in [`introduction`], names on lines of their own in [`bare`],
//! running text in [`running`], which entries stay in [`keep`].

mod bare;
mod introduction;
mod keep;
mod label;
mod running;
mod service;
mod titled;

use super::entry::{Entry, Said};
use super::field::{self, Field};
use super::lead::{self, Lead};
use super::lexicon::{Languages, Role};
use super::lifetime::Unit;
use super::line::{Line, Of};
use super::once::Once;
use super::outline::{Marked, Outline};
use super::{kind, provider};
use crate::text::{self, Tokens};
use bare::Bare;
use std::collections::{BTreeMap, BTreeSet};

/// Reads the entries of some lines.
///
/// The second answer is what the labels in the section of the last line tell of what follows, such as a table.
pub(super) fn read<'a>(
    lines: &'a [Line<'a>],
    outline: &'a Outline,
    languages: Languages,
) -> (Vec<Entry>, Vec<(Role, String)>) {
    let mut reading = Reading {
        outline,
        ahead: lines,
        has_records: introduction::has_records(lines, languages),
        card_labels: introduction::card_labels(lines, languages),
        bare: Bare::of(lines, outline, languages),
        languages,
        entries: Vec::new(),
        unsure: Vec::new(),
        legend: None,
        run: 0,
        named: BTreeSet::new(),
        marked: 0,
        runs: Vec::new(),
        services: BTreeSet::new(),
        listed: BTreeMap::new(),
        open: None,
        waiting: Vec::new(),
        labels: Once::default(),
        units: Once::default(),
        contents: Once::default(),
        label: None,
        above: [None; 2],
        strong: None,
        head: None,
    };
    for (at, line) in lines.iter().enumerate() {
        reading.ahead = lines.get(at + 1..).unwrap_or_default();
        match lines.get(at + 1).and_then(|next| service::head(line, next, languages)) {
            Some(head) => reading.head(head),
            None => reading.line(line),
        }
    }
    reading.close();
    let last = lines.last().map(|line| (line.section, line.block));
    let waiting = std::mem::take(&mut reading.waiting).into_iter();
    let is_last = |waiting: &Waiting| last.is_some_and(|(_, block)| waiting.block == block);
    let below = waiting
        .filter(|waiting| last.is_some_and(|(section, _)| waiting.section == section) && lasts(waiting.role))
        .filter(|waiting| !waiting.follows || is_last(waiting))
        .map(|waiting| (waiting.role, waiting.words));
    let below = below.collect();
    (reading.finish(), below)
}

struct Reading<'a> {
    outline: &'a Outline,
    /// The lines behind the one that is read.
    ahead: &'a [Line<'a>],
    /// See [`introduction::has_records`].
    has_records: bool,
    /// See [`introduction::card_labels`].
    card_labels: BTreeSet<Role>,
    /// Where names stand on lines of their own.
    bare: Bare,
    /// The list whose items explain labels: "Name – the name of the cookie".
    legend: Option<usize>,
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
    /// How many entries are items whose name is marked: in bold, in code.
    marked: usize,
    /// The runs of items of which one is a company or a service: "Google Maps – shows the way".
    services: BTreeSet<usize>,
    /// How many of the unsure ones are items that could hardly be other words, by section.
    listed: BTreeMap<Option<usize>, usize>,
    open: Option<Open>,
    /// Fields met before a name, for the names that follow.
    waiting: Vec<Waiting>,
    /// The labels of pairs, which every card repeats.
    labels: Once<&'a str, Option<Field<'a>>>,
    /// What labels say of bare numbers; see [`super::lifetime::unit()`].
    units: Once<&'a str, Option<Unit>>,
    /// Which labels speak of what a cookie holds.
    contents: Once<&'a str, bool>,
    /// A label whose value is awaited on the next line.
    label: Option<(Field<'a>, Option<usize>)>,
    /// The paragraph above the line, and the one above that: "Some cookies keep you signed in. They are called:".
    above: [Option<&'a str>; 2],
    /// The line in bold that opens a block, and the block: "**Google Maps**", then lines of its cookies.
    strong: Option<(usize, &'a str)>,
    /// The line above the cookies of a service, in their block.
    head: Option<service::Head<'a>>,
}

/// The entry being read.
#[expect(clippy::struct_excessive_bools, reason = "each is an observation of its own about one line")]
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
    /// Whether its name is marked: in bold, in code.
    marked: bool,
    /// Whether it may be any word: only the line above its list says that it is a name.
    word: bool,
    /// Whether it stands alone in a list of names that do: running text below is said of all of them, or of none.
    listed: bool,
    /// How many entries right before it stand on its line, each with a note: what labels below say is said of all of them.
    beside: usize,
    /// How surely its name is one.
    sure: f32,
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
    /// Whether it opens a paragraph and could be any word: then names of its own section alone show what it is.
    is_running: bool,
    /// Whether it is marked, and could be any small word: a name where names of other lists are marked so.
    marked: bool,
    /// Whether only the line above its list says that it is a name: then that line must begin as another list's does.
    word: bool,
    entry: Entry,
}

struct Waiting {
    role: Role,
    words: String,
    section: Option<usize>,
    /// The section it was told in.
    told: Option<usize>,
    /// The block that told it.
    block: usize,
    /// The run of items that one lies in.
    run: usize,
    /// How deep the item lies that tells it of the items within. `None` where no item does.
    within: Option<u16>,
    /// Whether neither a name nor running text was met since.
    fresh: bool,
    /// How many names were met before.
    names: usize,
    /// Whether another one waited before it in vain: where each sort of cookies is explained, none is that of what follows.
    follows: bool,
}

impl<'a> Reading<'a> {
    fn line(&mut self, line: &Line<'a>) {
        self.run += usize::from(line.of != Of::Item);
        self.waiting.retain(|waiting| waiting.within.is_none_or(|depth| line.depth > depth));
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
        if let Some(lines) = label::labels_apart(line, self.languages) {
            lines.iter().for_each(|line| self.understand(line));
            return;
        }
        // "Provider: example.org | Duration: 1 year", "Name: sid; Purpose: keeps you signed in"
        if let parts @ [_, _, ..] = field::apart(line.words, self.languages).as_slice()
            && lead::of(line, self.languages).is_none()
        {
            for words in parts {
                self.understand(&Line { words, marks: Vec::new(), ..line.clone() });
            }
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
            // "How long", and below it "Cookies are kept as follows:"
            let introduces = line.of == Of::Paragraph && line.words.trim_end().ends_with(':') && own.is_none();
            // "Cookies", and below it "Necessary cookies", above their list.
            let sorted = line.of == Of::Paragraph
                && label.roles.first() == Some(&Role::Name)
                && kind::names_cookie(line.words, self.languages)
                && self.is_sort(line.words);
            // "List of cookies", and below it "Technical cookies: sid, _lang".
            let names = label.roles.first() == Some(&Role::Name)
                && (self.titled_names(line).is_some()
                    || self.timed_names(line).is_some()
                    || self.names_of_one_list(line).is_some());
            if listed || titled || introduces || sorted || names || self.heads_sort(line) {
            } else if own.is_none()
                || own
                    .as_ref()
                    .is_some_and(|own| own.value.is_empty() && lead::are_names(line.words, 0.9, self.languages))
            {
                let of_names = label.roles.first() == Some(&Role::Name);
                match lead::of(line, self.languages).filter(|_| of_names) {
                    // A heading "Cookies" above "**sid**. Our own. One year.", or "**sid** (Example Ltd, 1 year)"
                    Some(lead) if lead.is_noted() || !self.names(&label, line.words, line, section) => {}
                    Some(_) => return,
                    None => {
                        self.field(&label, line.words, line, section);
                        return;
                    }
                }
            }
        }
        match self.bare_names(line) {
            Some(lead) => self.bare(lead, line),
            None => self.begin(line),
        }
    }

    /// Understands a line that no label awaits.
    fn begin(&mut self, line: &Line<'a>) {
        if let headed @ [_, ..] = self.headed_cookies(line).as_slice() {
            self.head_cookies(headed, line);
            return;
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
        if self.heads_sort(line) {
            self.close();
            self.wait(Role::Category, line.words, self.outline.heading(line.section), line);
            return;
        }
        if let Some(service) = self.service(line) {
            self.tell_service(&service, line);
            return;
        }
        if let Some((title, names)) = self.titled_names(line) {
            self.open_titled(title, names, line);
            return;
        }
        if self.tell_timed(line) {
            return;
        }
        if let Some(found) = self.names_of_one_list(line) {
            self.open(found.names, line, line.section);
            if let Some(open) = &mut self.open {
                (open.sure, open.alone) = (found.sure, found.rest.is_empty());
                if line.of != Of::Title && !found.title.is_empty() {
                    open.entry.surroundings.push(found.title.to_owned());
                    label::aim(found.title, self.languages)
                        .into_iter()
                        .for_each(|aim| open.entry.tell_as(Said::Above, Role::Purpose, aim));
                }
                field::behind(found.rest, Said::Running, &mut open.entry, self.languages);
            }
            return;
        }
        if let Some(lead) =
            lead::of(line, self.languages).filter(|lead| lead.sure >= 0.9 || !self.is_said_of_a_name(line))
        {
            self.lead(lead, line);
            return;
        }
        if let Some(lead) = self.word_of_a_record(line).or_else(|| self.word_of_a_card(line)) {
            self.lead(lead, line);
            return;
        }
        if let Some(lead) = self.introduced_word(line) {
            self.lead(lead, line);
            if let Some(open) = &mut self.open {
                open.word = true;
            }
            return;
        }
        if line.of == Of::Item && label::begins_with_a_service(line.words) {
            self.services.insert(self.run);
        }
        if let Some(provider) = label::counted(line) {
            self.close();
            self.wait(Role::Provider, provider, self.outline.heading(line.section), line);
            return;
        }
        if let Some(label) = self.sort_label(line) {
            self.close();
            self.tell_sort(label, line);
            return;
        }
        if line.of == Of::Paragraph && line.is_strong() && Tokens::at_most(line.words, 8) {
            self.strong(line);
            return;
        }
        match line.of {
            Of::Title => self.title(line),
            Of::Paragraph | Of::Item | Of::Pair => self.words(line),
        }
    }

    /// A line in bold that opens a block: "**Google Maps**", or "**Functional cookies**", then what they are for on the next
    /// line of the paragraph, and their list below.
    fn strong(&mut self, line: &Line<'a>) {
        self.close();
        let is_denied = |next: &Line<'_>| Tokens::at_most(next.words, 8) && self.languages.denies(next.words);
        if kind::names_cookie(line.words, self.languages)
            && self.is_sort(line.words)
            && !self.ahead.first().is_some_and(is_denied)
        {
            self.wait(Role::Category, line.words, self.outline.heading(line.section), line);
        }
        self.strong = Some((line.block, line.words));
    }

    fn lead(&mut self, lead: Lead<'_>, line: &Line<'a>) {
        // "**sid**", then "sid keeps you signed in" on the next line.
        if let Some(open) = self.open.as_mut().filter(|open| open.block == line.block && open.entry.name == lead.names)
        {
            field::behind(lead.rest, Said::Running, &mut open.entry, self.languages);
            append(&mut open.entry.words, line.words);
            return;
        }
        let section = if line.of == Of::Title { self.outline.parent(line.section) } else { line.section };
        let beside = self.open.as_ref().is_some_and(|open| open.alone && open.of == line.of && self.lists(open, line));
        self.open(lead.names, line, section);
        if let Some(open) = &mut self.open {
            open.sure = lead.sure;
            open.alone = lead.rest.trim_matches(|character: char| field::is_joint(character)).is_empty();
            open.listed = open.alone && beside;
            let said = if line.of == Of::Paragraph { Said::Loosely } else { Said::Running };
            field::behind(lead.rest, said, &mut open.entry, self.languages);
        }
        if line.of == Of::Item || line.of == Of::Paragraph && lead.sure >= 0.7 {
            self.introduce();
        }
    }

    /// Whether a line goes on a list of names: an item of it, or a paragraph like the one before it, which a line above both
    /// introduced.
    fn lists(&self, open: &Open, line: &Line<'_>) -> bool {
        let introduced = || open.entry.facts.iter().any(|fact| fact.said == Said::Introduced);
        match line.of {
            Of::Item => open.run == self.run,
            Of::Paragraph => open.block + 1 == line.block && introduced(),
            Of::Title | Of::Pair => false,
        }
    }

    fn open(&mut self, names: &str, line: &Line<'a>, section: Option<usize>) {
        self.close();
        // Of a long line with many names, each has the beginning: no more of it is ever shown.
        let words = text::head(line.words, LONGEST_WORDS + char::MAX_LEN_UTF8).to_owned();
        let mut entry = Entry { name: names.to_owned(), section, row: line.row, words, ..Entry::default() };
        if let Some(value) = line.value {
            append(&mut entry.words, value);
        }
        for waiting in &mut self.waiting {
            if waiting.fresh || lasts(waiting.role) {
                entry.tell_as(Said::Above, waiting.role, &waiting.words);
            }
            waiting.fresh = false;
        }
        if let Some((_, title)) = self.strong.filter(|(block, _)| *block == line.block) {
            entry.surroundings.push(title.to_owned());
        }
        if let Some(head) = self.head.as_ref().filter(|head| head.block == line.block) {
            entry.surroundings.extend(head.title.map(str::to_owned));
        }
        self.open = Some(Open {
            entry,
            label: None,
            block: line.block,
            depth: line.depth,
            of: line.of,
            run: self.run,
            alone: false,
            marked: line
                .marks
                .iter()
                .any(|mark| mark.start == 0 && mark.end == names.len() && mark.marked != Marked::Link),
            word: false,
            listed: false,
            beside: 0,
            sure: 0.0,
            opens: line.section.filter(|_| line.of == Of::Title),
        });
    }

    fn title(&mut self, line: &Line<'_>) {
        self.close();
        self.above = [None; 2];
        // A title in bold ends what was said below the one before it: that of a service may belong to it, and the header of a
        // column does.
        let belongs = || provider::known_whole(line.words).is_some() || !self.languages.roles(line.words).is_empty();
        let ended = self.outline.title_ended_by(line.section).filter(|_| !belongs());
        self.waiting.retain(|waiting| {
            self.outline.path(line.section).count() > 0
                && self.outline.is_under(line.section, waiting.section)
                && (ended.is_none() || !self.outline.is_under(waiting.told, ended))
        });
    }
}

/// Whether a label above several names tells its fact of all of them.
fn lasts(role: Role) -> bool {
    matches!(role, Role::Provider | Role::Category | Role::Party | Role::Kind | Role::Service | Role::Domain)
}

/// The most bytes that further words are added to: more than an excerpt has.
const LONGEST_WORDS: usize = 1_200;

fn append(words: &mut String, more: &str) {
    if words.len() < LONGEST_WORDS && !words.ends_with(more) {
        words.push(' ');
        words.push_str(more);
    }
}
