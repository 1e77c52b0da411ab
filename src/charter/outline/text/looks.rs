//! How much cells look like names, each looked at once: every line of a page may begin a table, and lies in those that the
//! lines above it may begin.

use std::cell::{Cell, OnceCell};

/// How cells are cut out of lines. Where one begins, the way it is cut tells what is in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// A cell a line.
    Lines,
    /// A cell a paragraph, known by its first line.
    Paragraphs,
    /// A cell up to a bar, known by its last line, where that is the first bar of the line.
    Bars,
}

/// The looks of the cells of a page.
pub(super) struct Looks {
    lines: usize,
    /// For each cut, what is known of each line: nothing yet where it is no number.
    known: [OnceCell<Vec<Cell<f32>>>; 3],
}

impl Looks {
    /// Of a page of so many lines.
    pub(super) fn of(lines: usize) -> Self {
        Self { lines, known: Default::default() }
    }

    /// What is known of the cell at a line, found now where nothing is.
    pub(super) fn at(&self, cut: Cut, line: usize, find: impl FnOnce() -> f32) -> f32 {
        let known =
            self.known.get(cut as usize).map(|known| known.get_or_init(|| vec![Cell::new(f32::NAN); self.lines]));
        let Some(known) = known.and_then(|known| known.get(line)) else { return find() };
        if known.get().is_nan() {
            known.set(find());
        }
        known.get()
    }
}
