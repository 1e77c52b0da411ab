//! What the page says of a cookie elsewhere, where its table does not sort it: in a sentence that has its name in quotes, as
//! below "Advertising", "the “fr” cookie is used to …"; or beside a category, of its provider: "Statistics (Matomo): …".

use super::Entry;
use crate::charter::lexicon::{Languages, Named};
use crate::charter::outline::{Body, Outline};
use crate::charter::{category, kind, provider};
use crate::names;
use crate::text::{self, Tokens};
use std::cell::OnceCell;
use std::collections::BTreeMap;

const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];

/// The sentences of a page that have words in quotes.
pub(super) struct Elsewhere<'a> {
    outline: &'a Outline,
    languages: Languages,
    /// The section in which each such word stands first.
    sections: OnceCell<BTreeMap<&'a str, usize>>,
    /// The category beside which each provider stands, by its plain name; `None` where it stands beside several.
    providers: OnceCell<BTreeMap<String, Option<Named>>>,
    /// The provider that stands beside each category; `None` where several do.
    beside: OnceCell<Vec<(Named, Option<String>)>>,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn of(outline: &'a Outline, languages: Languages) -> Self {
        Self { outline, languages, sections: OnceCell::new(), providers: OnceCell::new(), beside: OnceCell::new() }
    }

    /// The category that the heading names above a sentence on an entry.
    pub(super) fn category(&self, entry: &Entry) -> Option<Named> {
        let sections = self.sections.get_or_init(|| self.sections());
        let mut names = entry.name.split([',', ';', '\n', ' ']).filter(|name| !name.is_empty());
        let section = names.find_map(|name| sections.get(name))?;
        let section = self.outline.sections.get(*section).filter(|section| section.level > 1)?;
        category::named(&section.title, self.languages)
    }

    /// The category that an item or a title names with a provider in brackets.
    pub(super) fn category_of(&self, provider: &str) -> Option<Named> {
        let providers = self.providers.get_or_init(|| self.providers());
        if providers.is_empty() { None } else { providers.get(&text::plain(provider)).copied().flatten() }
    }

    /// The provider that an item or a title names in brackets beside a category, where a name is known as one of that
    /// provider's cookies: "Statistics (Example Analytics)", above the table of the statistics cookies.
    pub(super) fn provider_of(&self, sort: Named, name: &str) -> Option<&str> {
        let beside = self.beside.get_or_init(|| self.beside());
        let provider = beside.iter().find(|(other, _)| *other == sort)?.1.as_deref()?;
        // Of one company's services, each has its own cookies.
        names::of(name).any(|line| line.service == provider).then_some(provider)
    }

    fn beside(&self) -> Vec<(Named, Option<String>)> {
        let mut beside: Vec<(Named, Option<String>)> = Vec::new();
        for (sort, names) in self.sorted() {
            for name in names {
                match beside.iter_mut().find(|(other, _)| *other == sort) {
                    Some((_, told)) => *told = told.take().filter(|told| *told == name),
                    None => beside.push((sort, Some(name))),
                }
            }
        }
        beside
    }

    fn providers(&self) -> BTreeMap<String, Option<Named>> {
        let mut providers: BTreeMap<String, Option<Named>> = BTreeMap::new();
        for (sort, names) in self.sorted() {
            for name in names {
                let other = |known: &mut Option<Named>| *known = known.filter(|known| *known == sort);
                providers.entry(text::plain(&name)).and_modify(other).or_insert(Some(sort));
            }
        }
        providers
    }

    /// The categories that items and titles name, with the providers in brackets behind each.
    fn sorted(&self) -> Vec<(Named, Vec<String>)> {
        const MOST_WORDS: usize = 6;
        const MOST_PROVIDERS: usize = 12;
        let mut sorted = Vec::new();
        for block in &self.outline.blocks {
            let (Body::Heading(_, text) | Body::Label(text) | Body::Item(text) | Body::Pair(text, _)) = &block.body
            else {
                continue;
            };
            let Some((sort, rest)) = text.plain.split_once(" (") else { continue };
            let Some((note, rest)) = rest.split_once(')') else { continue };
            let is_title = Tokens::at_most(sort, MOST_WORDS) && (rest.is_empty() || rest.starts_with([':', ' ', '\n']));
            let known: Vec<String> =
                note.split([',', '/', ';']).take(MOST_PROVIDERS).filter_map(provider::known_whole).collect();
            if !is_title || known.is_empty() {
                continue;
            }
            let sort = category::named(sort, self.languages).filter(|sort| sort.tells_aim());
            sorted.extend(sort.map(|sort| (sort, known)));
        }
        sorted
    }

    fn sections(&self) -> BTreeMap<&'a str, usize> {
        let mut sections = BTreeMap::new();
        for block in &self.outline.blocks {
            let (Some(section), Body::Paragraph(text) | Body::Item(text)) = (block.section, &block.body) else {
                continue;
            };
            if !text.plain.contains(QUOTES) || !kind::speaks_of_cookies(&text.plain, self.languages) {
                continue;
            }
            let quoted = text.plain.split(QUOTES).map(|piece| piece.trim_matches([' ', '\u{a0}', '.', ',']));
            for word in quoted.filter(|word| !word.is_empty() && !word.contains(char::is_whitespace)) {
                sections.entry(word).or_insert(section);
            }
        }
        sections
    }
}
