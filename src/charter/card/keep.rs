//! Which entries stay: those that are surely named, and those that could be other words where their neighbours are not.

use super::{Reading, Unsure};
use crate::charter::entry::{Entry, Fact, Said};
use crate::charter::lexicon::Role;
use crate::charter::line::Of;
use crate::charter::outline::inline::excerpt;
use crate::charter::{Kind, category, kind, lead, lifetime, name, party, section};
use crate::names;
use crate::text::{self, Tokens};
use std::collections::BTreeSet;

impl Reading<'_> {
    pub(super) fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let mut entry = open.entry;
        entry.words = excerpt(&entry.words);
        if let Some(head) = self.head.as_ref().filter(|head| head.block == open.block) {
            head.tell(&mut entry, self.languages);
        }
        let lifetime = entry.fact(Role::Lifetime).and_then(|words| lifetime::parse(words, self.languages, entry.unit));
        // Below a heading "Videos", a sentence of several lengths of time speaks of several cookies.
        let times = entry.facts.iter().filter(|fact| fact.role == Role::Lifetime).count();
        let apart = entry.told_apart();
        let timed = apart > 0 && lifetime.is_some()
            || apart > 1 && (open.of != Of::Paragraph || open.label.is_some() && is_small_name(&entry.name))
            || open.sure >= 0.7 && open.of == Of::Pair && entry.fact(Role::Kind).is_some();
        // `fr`, with a length of time of its own, may be a name where its neighbours are.
        let headed = matches!(open.of, Of::Title | Of::Pair) && lifetime.is_some();
        let least = if timed || headed { 0.25 } else { 0.5 };
        let alike = matches!(open.of, Of::Item | Of::Pair | Of::Title) && open.sure >= least
            // `fr` in bold, what it is for and a length of time, below others.
            || open.of == Of::Paragraph && (timed || open.marked && lifetime.is_some()) && open.sure >= 0.4;
        if open.label.is_none() && (self.is_former(&entry) || self.explains_sort(&entry)) {
            return;
        }
        // "Delivery: 3 days", in a section that is none of cookies.
        let ordinary = open.label.is_none() && name::is_one_word(&entry.name) && name::looks_like(&entry.name) < 0.2;
        if ordinary && !self.is_titled_as_cookies(entry.section) && !self.named.contains(&open.run) {
            return;
        }
        // "Analytics: 2 years", "Marketing: 90 days": how long each sort is kept.
        let tells_time = |fact: &Fact| fact.said == Said::Above || fact.role == Role::Lifetime;
        if ordinary
            && open.of == Of::Item
            && category::of(&entry.name, self.languages).is_some()
            && entry.facts.iter().all(tells_time)
        {
            return;
        }
        // "API_KEY: ask the service", far from any word of cookies.
        if lifetime.is_none() && apart == 0 && !section::speaks_of_cookies(self.outline, entry.section, self.languages)
        {
            return;
        }
        // "PHPSESSID, a session cookie that keeps your basket", in a paragraph of its own
        let may_speak = matches!(open.of, Of::Item | Of::Title) || names::is_known(&entry.name);
        let speaks = may_speak
            && (open.sure >= 0.7 || open.of == Of::Item && self.could_be_no_other_word(&entry.name))
            && self.tells_a_cookie(open.of, &entry);
        if open.sure >= 0.95 || speaks || (timed && open.sure >= 0.5) || (timed && apart >= 2 && apart > times) {
            if open.of == Of::Item {
                self.named.insert(open.run);
                self.marked += usize::from(open.marked);
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
                is_running: open.of == Of::Paragraph && open.sure < 0.5,
                marked: open.marked && ordinary && category::of(&entry.name, self.languages).is_none(),
                word: open.word,
                entry,
            });
        }
    }

    /// Whether the heading right above names cookies or a category of them.
    fn is_titled_as_cookies(&self, section: Option<usize>) -> bool {
        self.outline.title_of(section).is_some_and(|title| {
            kind::speaks_of_storage(title, self.languages) || category::of(title, self.languages).is_some()
        })
    }

    /// Whether a small word is none of the trade: `atuserid`, not "analytics".
    fn could_be_no_other_word(&self, name: &str) -> bool {
        name::may_be_names(name)
            && name::looks_like(name) >= 0.3
            && category::of(name, self.languages).is_none()
            && party::of(name, self.languages).is_none()
    }

    /// Whether a sort of cookies in capitals is explained: "MARKETING: to show you what you may like".
    fn explains_sort(&self, entry: &Entry) -> bool {
        text::is_capitals(&entry.name)
            && entry.name.chars().all(char::is_alphabetic)
            && category::of(&entry.name, self.languages).is_some()
            && entry.facts.iter().all(|fact| fact.role == Role::Purpose || fact.said == Said::Above)
    }

    /// Whether all that is said of a name is that it is used no more: "_ga: we no longer use it".
    fn is_former(&self, entry: &Entry) -> bool {
        const MOST_WORDS: usize = 12;
        let said = entry.fact(Role::Purpose).filter(|said| Tokens::at_most(said, MOST_WORDS));
        said.is_some_and(|said| self.languages.of_the_past(said).is_some())
    }

    /// "PHPSESSID: this is the session cookie." Below a heading, a sentence must begin so.
    fn tells_a_cookie(&self, of: Of, entry: &Entry) -> bool {
        let told = entry.fact(Role::Purpose).and_then(|words| words.split(['.', ';', ',']).next());
        told.is_some_and(|words| {
            let most = if of == Of::Title { 3 } else { 24 };
            let tokens = Tokens::of(words);
            let opening = words.get(tokens.span(0..tokens.len().min(most)));
            tokens.len() <= 24 && opening.is_some_and(|words| kind::of(words, self.languages) == Some(Kind::Cookie))
        })
    }

    /// The entries, with the unsure ones that lie among others in their section or in one beside it.
    pub(super) fn finish(self) -> Vec<Entry> {
        let mut among: BTreeSet<Option<usize>> = self.entries.iter().map(|entry| entry.section).collect();
        let several = self.listed.iter().filter(|(_, count)| **count > 1).map(|(section, _)| *section);
        among.extend(several.filter(|section| section::speaks_of_cookies(self.outline, *section, self.languages)));
        let parents: BTreeSet<usize> = among.iter().filter_map(|section| self.outline.parent(*section)).collect();
        let near = |entry: &Entry| self.outline.parent(entry.section).is_some_and(|parent| parents.contains(&parent));
        // A list of one small name, beside lists of others: what is said of it must be what is said of cookies.
        let beside =
            |unsure: &Unsure| !unsure.is_running && unsure.entry.fact(Role::Lifetime).is_some() && near(&unsure.entry);
        let is_marked = |unsure: &Unsure| {
            let title = self.outline.title_of(unsure.entry.section);
            let sorted = |title: &str| {
                kind::speaks_of_storage(title, self.languages) && category::of(title, self.languages).is_some()
            };
            unsure.marked && self.marked > 1 && near(&unsure.entry) && title.is_some_and(sorted)
        };
        let named = &self.named;
        let announced: BTreeSet<String> = self.entries.iter().flat_map(openings).collect();
        let is_kept = |unsure: &Unsure| {
            is_marked(unsure)
                || (!unsure.word || openings(&unsure.entry).any(|opening| announced.contains(&opening)))
                    && unsure.run.is_none_or(|run| named.contains(&run))
                    && (among.contains(&unsure.entry.section) || beside(unsure))
        };
        let mut unsure = self.unsure.into_iter().filter(is_kept).peekable();
        let mut all = Vec::with_capacity(self.entries.len());
        for (place, (entry, run)) in self.entries.into_iter().zip(self.runs).enumerate() {
            while let Some(unsure) = unsure.next_if(|unsure| unsure.place <= place) {
                all.push(unsure.entry);
            }
            if !(run.is_some_and(|run| self.services.contains(&run)) && may_be_a_service(&entry)) {
                all.push(entry);
            }
        }
        all.extend(unsure.map(|unsure| unsure.entry));
        all
    }
}

/// Whether a word is written as small names are: `sid`, not "Example".
fn is_small_name(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && name::is_one_word(word)
        && name::looks_like(word) >= 0.25
}

/// The first two words of each line that introduces an entry: "Cookies for".
fn openings(entry: &Entry) -> impl Iterator<Item = String> + '_ {
    entry.surroundings.iter().map(|words| words.split_whitespace().take(2).collect::<Vec<_>>().join(" "))
}

/// Whether an entry beside well-known services may be one more: `FormSubmit`, which sends what you write.
fn may_be_a_service(entry: &Entry) -> bool {
    entry.name.starts_with(char::is_uppercase)
        && entry.name.chars().all(char::is_alphabetic)
        && entry.name.contains(char::is_lowercase)
        && entry.fact(Role::Lifetime).is_none()
        && entry.fact(Role::Kind).is_none()
}
