//! What the cells of a page say, looked up once each: the cells of a column repeat.

use super::{categories, kinds};
use crate::charter::lexicon::{Languages, Named};
use crate::charter::lifetime::{self, Length, Unit};
use crate::charter::once::Once;
use crate::charter::{Kind, Party, category, kind, party};

/// The cells of a page in its languages.
pub(super) struct Cells<'a> {
    /// The languages of the page.
    pub(super) languages: Languages,
    /// What "HTML" means where the kind is told.
    pub(super) html: Option<Kind>,
    parties: Once<&'a str, Option<Party>>,
    kinds: Once<&'a str, Option<Kind>>,
    categories: Once<&'a str, Option<Named>>,
    lengths: Once<(&'a str, Option<Unit>), Option<Length>>,
    sorts: Once<&'a str, Option<Named>>,
    aims: Once<&'a str, Option<Named>>,
    storages: Once<&'a str, Option<Kind>>,
}

impl<'a> Cells<'a> {
    pub(super) fn of(languages: Languages, html: Option<Kind>) -> Self {
        Self {
            languages,
            html,
            parties: Once::default(),
            kinds: Once::default(),
            categories: Once::default(),
            lengths: Once::default(),
            sorts: Once::default(),
            aims: Once::default(),
            storages: Once::default(),
        }
    }

    /// See [`party::of`].
    pub(super) fn party(&self, words: &'a str) -> Option<Party> {
        self.parties.get(words, words, || party::of(words, self.languages))
    }

    /// See [`kind::of`].
    pub(super) fn kind(&self, words: &'a str) -> Option<Kind> {
        self.kinds.get(words, words, || kind::of(words, self.languages))
    }

    /// The category a cell or label tells, as a whole or in its first clause.
    pub(super) fn category(&self, words: &'a str) -> Option<Named> {
        self.categories.get(words, words, || categories::own(words, self.languages))
    }

    /// See [`lifetime::parse`].
    pub(super) fn length(&self, words: &'a str, unit: Option<Unit>) -> Option<Length> {
        self.lengths.get((words, unit), words, || lifetime::parse(words, self.languages, unit))
    }

    /// See [`category::of_purpose`].
    pub(super) fn sort_of_purpose(&self, purpose: &'a str) -> Option<Named> {
        self.sorts.get(purpose, purpose, || category::of_purpose(purpose, self.languages))
    }

    /// See [`category::aim`].
    pub(super) fn aim(&self, purpose: &'a str) -> Option<Named> {
        self.aims.get(purpose, purpose, || category::aim(purpose, self.languages))
    }

    /// See [`kinds::of_purpose`].
    pub(super) fn storage_of_purpose(&self, purpose: &'a str) -> Option<Kind> {
        self.storages.get(purpose, purpose, || kinds::of_purpose(purpose, self))
    }
}
