//! A service with the cookies it sets, on one line: "Example Analytics: we count visits. Cookies: _ga, _gid."

use super::Reading;
use crate::charter::field;
use crate::charter::lead;
use crate::charter::lexicon::Role;
use crate::charter::line::{Line, Of};
use crate::text::Tokens;

/// A service on one line, with the cookies it sets.
pub(super) struct Service<'a> {
    /// Its name, and what sort it is of.
    title: &'a str,
    /// What it is for.
    purpose: &'a str,
    /// The labelled sentences that follow.
    fields: Vec<&'a str>,
}

/// The most labelled sentences behind a service.
const MOST_FIELDS: usize = 40;

impl<'a> Reading<'a> {
    /// "Example Analytics (statistics): we count visits. Cookies: _ga (2 years), _gid. Lifetime: 1 day."
    pub(super) fn service(&self, line: &Line<'a>) -> Option<Service<'a>> {
        if !matches!(line.of, Of::Paragraph | Of::Item) {
            return None;
        }
        let mut sentences = sentences(line.words).take(MOST_FIELDS + 1);
        let first = sentences.next()?;
        let (title, purpose) = first.split_once(':')?;
        let short = (1..=8).contains(&Tokens::first(title, 9).len());
        if !short || field::of(line.words, self.languages).is_some() || lead::are_names(title, 0.5, self.languages) {
            return None;
        }
        let fields: Vec<&str> = sentences.map(|field| field.trim().trim_end_matches('.')).collect();
        let names = |words: &&str| {
            field::of(words, self.languages).is_some_and(|field| {
                let first = field.value.split([',', ' ', '(']).next().unwrap_or_default();
                field.roles.first() == Some(&Role::Name) && lead::are_names(first, 0.7, self.languages)
            })
        };
        fields.iter().any(names).then_some(Service { title: title.trim(), purpose: purpose.trim(), fields })
    }

    /// Reads the fields of a service's line, and tells all its names what it says of the service.
    pub(super) fn tell_service(&mut self, service: &Service<'a>, line: &Line<'a>) {
        self.close();
        self.waiting.retain(|waiting| super::lasts(waiting.role) && waiting.role != Role::Provider);
        let before = self.entries.len();
        // What is told before the last name has its notes is its own.
        let mut own = 0;
        for words in &service.fields {
            self.understand(&Line { words, marks: Vec::new(), ..line.clone() });
            let names = field::of(words, self.languages).is_some_and(|field| field.roles.first() == Some(&Role::Name));
            if let Some(open) = self.open.as_ref().filter(|_| names) {
                own = open.entry.facts.len();
            }
        }
        self.waiting.retain(|waiting| waiting.block != line.block);
        let Some(open) = &mut self.open else { return };
        open.entry.tell(Role::Purpose, service.purpose);
        let facts: Vec<_> = open.entry.facts.iter().skip(own).cloned().collect();
        let told = self.entries.get_mut(before..).unwrap_or_default().iter_mut().chain(Some(&mut open.entry));
        for entry in told {
            for (role, words) in &facts {
                if entry.fact(*role).is_none() {
                    entry.tell(*role, words);
                }
            }
            entry.surroundings.push(service.title.to_owned());
        }
    }
}

/// The sentences of a line; a full stop behind an abbreviation ends none.
fn sentences(words: &str) -> impl Iterator<Item = &str> {
    let mut rest = words;
    std::iter::from_fn(move || {
        let ends = |at: &usize| rest.get(..*at).is_some_and(|before| !field::is_abbreviation(before));
        let at = rest.match_indices(". ").map(|(at, _)| at).find(ends).unwrap_or(rest.len());
        let sentence = rest.get(..at).filter(|sentence| !sentence.is_empty())?;
        rest = rest.get(at + 2..).unwrap_or_default();
        Some(sentence)
    })
}
