//! A service with the cookies it sets: on one line ("Example Analytics: we count visits. Cookies: _ga, _gid."), or on two.

use super::Reading;
use crate::charter::entry::{Entry, Fact, Said};
use crate::charter::field;
use crate::charter::lead;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::line::{Line, Of};
use crate::charter::{category, kind, lifetime, provider};
use crate::text::{self, Tokens};

/// A service on one line, with the cookies it sets.
pub(super) struct Service<'a> {
    /// Its name, and what sort it is of.
    title: &'a str,
    /// What it is for.
    purpose: &'a str,
    /// The labelled sentences that follow.
    fields: Vec<&'a str>,
}

/// What a service is and is for, on the line above its cookies: "Example Ads – tailored adverts", then "Cookies: `_ex_id`".
pub(super) struct Head<'a> {
    /// The service. `None` where the line only says what it is for.
    pub(super) title: Option<&'a str>,
    /// What it is for; empty where the line only names it.
    pub(super) purpose: &'a str,
    /// The block of the names.
    pub(super) block: usize,
}

impl Head<'_> {
    /// Tells an entry of the block what its own words do not.
    pub(super) fn tell(&self, entry: &mut Entry, languages: Languages) {
        if entry.fact(Role::Purpose).is_none() {
            entry.tell_as(Said::Above, Role::Purpose, self.purpose);
        }
        let is_service = |title: &&str| {
            provider::known(title).is_some_and(|known| title.starts_with(&known))
                || provider::is_proper(title)
                    && !title.contains(|c: char| c.is_ascii_digit())
                    && category::named(title, languages).is_none()
                    && kind::of(title, languages).is_none()
                    && lifetime::find(title, languages).is_none()
        };
        if let Some(title) = self.title.filter(is_service)
            && [Role::Provider, Role::Service].into_iter().all(|role| entry.fact(role).is_none())
        {
            entry.tell_as(Said::Above, Role::Service, title);
        }
    }
}

/// The head that a line is, by the next one, which is a label with names: both of one block, or the one an item within the other.
pub(super) fn head<'a>(line: &Line<'a>, next: &Line<'_>, languages: Languages) -> Option<Head<'a>> {
    const MOST_WORDS: usize = 8;
    let words = line.words.trim();
    let told = |of: Of| matches!(of, Of::Paragraph | Of::Item);
    let holds = line.of == Of::Item && next.depth > line.depth && next.of != Of::Title;
    let goes_on = line.block == next.block && told(line.of) && told(next.of);
    if !holds && !goes_on || words.is_empty() {
        return None;
    }
    let names = field::of(next.words, languages).filter(|field| field.roles.first() == Some(&Role::Name))?;
    let first = next.value.unwrap_or(names.value).split([',', ' ', '(']).next().unwrap_or_default();
    if !lead::are_names(first, 0.7, languages)
        || field::of(words, languages).is_some()
        || !holds && lead::of(line, languages).is_some()
    {
        return None;
    }
    let is_title = |title: &str| (1..=MOST_WORDS).contains(&Tokens::count(title, MOST_WORDS + 1));
    let parts = text::parted(words, &[" – ", " — ", " - ", ": "]);
    let (title, purpose) = match parts.filter(|(title, _)| is_title(title)) {
        Some((title, purpose)) => (Some(title), purpose),
        None if is_title(words) => (Some(words), ""),
        None if holds => return None,
        None => (None, words),
    };
    Some(Head { title, purpose, block: next.block })
}

/// The most labelled sentences behind a service.
const MOST_FIELDS: usize = 40;

impl<'a> Reading<'a> {
    /// Takes the line above the cookies of a service.
    pub(super) fn head(&mut self, head: Head<'a>) {
        self.close();
        self.label = None;
        self.head = Some(head);
    }

    /// "Example Analytics (statistics): we count visits. Cookies: _ga (2 years), _gid. Lifetime: 1 day."
    pub(super) fn service(&self, line: &Line<'a>) -> Option<Service<'a>> {
        if !matches!(line.of, Of::Paragraph | Of::Item) || !line.words.contains(':') {
            return None;
        }
        let mut sentences = text::sentences(line.words).take(MOST_FIELDS + 1);
        let first = sentences.next()?;
        let (title, purpose) = first.split_once(':')?;
        let short = (1..=8).contains(&Tokens::count(title, 9));
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
        fields.iter().any(names).then_some(Service {
            title: title.trim(),
            purpose: purpose.trim().trim_end_matches('.'),
            fields,
        })
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
        open.entry.tell_as(Said::Above, Role::Purpose, service.purpose);
        let facts: Vec<_> = open.entry.facts.iter().skip(own).cloned().collect();
        let told = self.entries.get_mut(before..).unwrap_or_default().iter_mut().chain(Some(&mut open.entry));
        for entry in told {
            for Fact { role, words, .. } in &facts {
                if entry.fact(*role).is_none() {
                    entry.tell(*role, words);
                }
            }
            entry.surroundings.push(service.title.to_owned());
        }
    }
}
