//! Which reader reads which part of the page.

use super::entry::Entry;
use super::lexicon::Languages;
use super::outline::{Body, Outline};
use super::{card, line, table};

/// The entries of a page, in its order.
pub(super) fn entries(outline: &Outline, languages: Languages) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut start = 0;
    for (at, block) in outline.blocks.iter().enumerate() {
        if let Body::Grid(grid) = &block.body {
            entries.extend(card::read(&line::lines(outline, start..at), outline, languages));
            entries.extend(table::read(grid, block.section, languages));
            start = at + 1;
        }
    }
    entries.extend(card::read(&line::lines(outline, start..outline.blocks.len()), outline, languages));
    entries
}
