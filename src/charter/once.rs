//! What was found in words that may come again: the cells of a column repeat, and so do labels.

use crate::text;
use std::cell::RefCell;
use std::collections::BTreeMap;

/// Longer words seldom repeat.
const MOST_BYTES: usize = 160;

/// As many texts are remembered: a column of other words in every row, such as names, is not kept whole.
const MOST_TEXTS: usize = 512;

/// What was found in words, looked up once. The keys begin with the words' hash: numbers are sooner compared than words.
pub(super) struct Once<K, T>(RefCell<BTreeMap<(u64, K), T>>);

impl<K, T> Default for Once<K, T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<K: Ord, T: Clone> Once<K, T> {
    /// What is known under a key, found now where the words it is of have not come before.
    pub(super) fn get(&self, key: K, words: &str, find: impl FnOnce() -> T) -> T {
        if words.len() > MOST_BYTES {
            return find();
        }
        let key = (text::hash(words), key);
        if let Some(known) = self.0.borrow().get(&key) {
            return known.clone();
        }
        let found = find();
        let mut known = self.0.borrow_mut();
        if known.len() < MOST_TEXTS {
            known.insert(key, found.clone());
        }
        found
    }
}
