//! What the page says of a cookie elsewhere, where its table does not sort it: in a sentence that has its name in quotes, as
//! below "Advertising", "the “fr” cookie is used to …"; or beside a category, of its provider: "Statistics (Matomo): …".

use super::Entry;
use crate::charter::lexicon::{Languages, Named};
use crate::charter::outline::{Body, Outline};
use crate::charter::{category, kind, provider};
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
}

impl<'a> Elsewhere<'a> {
    pub(super) fn of(outline: &'a Outline, languages: Languages) -> Self {
        Self { outline, languages, sections: OnceCell::new(), providers: OnceCell::new() }
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

    fn providers(&self) -> BTreeMap<String, Option<Named>> {
        const MOST_WORDS: usize = 6;
        const MOST_PROVIDERS: usize = 12;
        let mut providers: BTreeMap<String, Option<Named>> = BTreeMap::new();
        for block in &self.outline.blocks {
            let (Body::Heading(_, text) | Body::Label(text) | Body::Item(text) | Body::Pair(text, _)) = &block.body
            else {
                continue;
            };
            let Some((sort, rest)) = text.plain.split_once(" (") else { continue };
            let Some((note, rest)) = rest.split_once(')') else { continue };
            let is_title = Tokens::at_most(sort, MOST_WORDS) && (rest.is_empty() || rest.starts_with([':', ' ', '\n']));
            let known = || note.split([',', '/', ';']).take(MOST_PROVIDERS).filter_map(provider::known_whole);
            if !is_title || known().next().is_none() {
                continue;
            }
            let Some(sort) = category::named(sort, self.languages).filter(|sort| sort.tells_aim()) else { continue };
            for name in known() {
                let other = |known: &mut Option<Named>| *known = known.filter(|known| *known == sort);
                providers.entry(text::plain(&name)).and_modify(other).or_insert(Some(sort));
            }
        }
        providers
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
