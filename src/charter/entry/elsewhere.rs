//! What the page says of a cookie elsewhere, in a sentence that has its name in quotes: below "Advertising", "the “fr” cookie is
//! used to …" sorts it, where its table does not.

use super::Entry;
use crate::charter::lexicon::{Languages, Named};
use crate::charter::outline::{Body, Outline};
use crate::charter::{category, kind};
use std::cell::OnceCell;
use std::collections::BTreeMap;

const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];

/// The sentences of a page that have words in quotes.
pub(super) struct Elsewhere<'a> {
    outline: &'a Outline,
    languages: Languages,
    /// The section in which each such word stands first.
    sections: OnceCell<BTreeMap<&'a str, usize>>,
}

impl<'a> Elsewhere<'a> {
    pub(super) fn of(outline: &'a Outline, languages: Languages) -> Self {
        Self { outline, languages, sections: OnceCell::new() }
    }

    /// The category that the heading names above a sentence on an entry.
    pub(super) fn category(&self, entry: &Entry) -> Option<Named> {
        let sections = self.sections.get_or_init(|| self.sections());
        let mut names = entry.name.split([',', ';', '\n', ' ']).filter(|name| !name.is_empty());
        let section = names.find_map(|name| sections.get(name))?;
        let section = self.outline.sections.get(*section).filter(|section| section.level > 1)?;
        category::named(&section.title, self.languages)
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
