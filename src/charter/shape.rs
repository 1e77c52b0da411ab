//! Which reader reads which part of the page.

use super::entry::Entry;
use super::lexicon::Languages;
use super::outline::{Body, Outline};
use super::table;

/// The entries of a page, in its order.
pub(super) fn entries(outline: &Outline, languages: Languages) -> Vec<Entry> {
    let mut entries = Vec::new();
    for block in &outline.blocks {
        if let Body::Grid(grid) = &block.body {
            entries.extend(table::read(grid, block.section, languages));
        }
    }
    entries
}
