//! Phrases indexed when they are first looked up: a page needs few of the lists of few of the languages.

use super::{Lexicon, Phrases};
use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

/// Phrases that are indexed on first use.
pub struct Lazy<T> {
    lexicons: &'static [Lexicon],
    build: fn(&'static [Lexicon]) -> Phrases<T>,
    built: OnceLock<Phrases<T>>,
}

impl<T> Lazy<T> {
    pub(super) const fn of(lexicons: &'static [Lexicon], build: fn(&'static [Lexicon]) -> Phrases<T>) -> Self {
        Self { lexicons, build, built: OnceLock::new() }
    }
}

impl<T> Deref for Lazy<T> {
    type Target = Phrases<T>;

    #[inline]
    fn deref(&self) -> &Phrases<T> {
        self.built.get_or_init(|| (self.build)(self.lexicons))
    }
}

impl<T> fmt::Debug for Lazy<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Lazy").field("languages", &self.lexicons.len()).finish_non_exhaustive()
    }
}
