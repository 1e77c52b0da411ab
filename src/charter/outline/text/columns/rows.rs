//! Which lines of a table make a row, where cells are broken over several lines and nothing separates rows.
//!
//! Cells stand at the top of their row or in its middle. Of all ways to part the lines into rows, the one is taken that
//! breaks fewest sentences, leaves fewest cells empty and puts fewest words together that would have fitted on one line.

use crate::charter::name;
use crate::charter::outline::Text;
use crate::charter::outline::text::lines::unbulleted;
use crate::charter::outline::text::{append, markdown};
use std::ops::Range;

/// A line of a table, cut at its columns.
#[derive(Debug, Clone)]
pub(super) struct Strip<'a> {
    pub(super) cells: Vec<&'a str>,
    pub(super) above: Above,
    /// The line it is.
    pub(super) line: usize,
}

/// What stands above a line of a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Above {
    /// The line before.
    Line,
    /// Blank lines.
    Blank,
    /// A drawn line, or the end of another row.
    Rule,
}

/// How the words of a cell follow those above them in their column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tie {
    /// They go on with a sentence.
    Runs,
    /// They may.
    Open,
    /// They begin with a bullet.
    Listed,
    /// They do not: they would have fitted on the line above.
    Parted,
    /// They are the same again, as other rows have them.
    Same,
}

/// Where cells stand that take fewer lines than their row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stand {
    Top,
    Middle,
}

/// The most lines of a row.
const MOST_LINES: usize = 40;

/// The lines of a table, with what is known of them.
pub(super) struct Rows<'s, 'a> {
    strips: &'s [Strip<'a>],
    /// The column of names.
    names: usize,
    /// The most characters of each column.
    widths: Vec<usize>,
    /// For each line and column, the line above that has words there, and how they go on.
    ties: Vec<Vec<Option<(usize, Tie)>>>,
}

/// What a cell has had in it so far.
#[derive(Debug, Clone, Copy, Default)]
struct Filled {
    first: usize,
    last: usize,
    some: bool,
    cost: f32,
}

impl<'s, 'a> Rows<'s, 'a> {
    /// Looks at the lines of a table whose columns are as wide as their cells.
    pub(super) fn of(strips: &'s [Strip<'a>], width: usize, names: usize) -> Self {
        let long = |strip: &Strip<'_>, column: usize| strip.cells.get(column).map_or(0, |cell| cell.chars().count());
        let widths = (0..width).map(|column| strips.iter().map(|strip| long(strip, column)).max().unwrap_or(0));
        Self::within(strips, widths.collect(), names)
    }

    /// Looks at the lines of a table with columns of these widths.
    pub(super) fn within(strips: &'s [Strip<'a>], widths: Vec<usize>, names: usize) -> Self {
        let width = widths.len();
        let mut rows = Self { strips, names, widths, ties: Vec::with_capacity(strips.len()) };
        let mut last: Vec<Option<(usize, &str)>> = vec![None; width];
        for (at, strip) in strips.iter().enumerate() {
            let mut ties = Vec::with_capacity(width);
            for (column, last) in last.iter_mut().enumerate() {
                let words = strip.cells.get(column).copied().unwrap_or_default();
                if words.is_empty() {
                    ties.push(None);
                    continue;
                }
                ties.push(last.map(|(above, before)| (above, rows.tie(column, before, words))));
                *last = Some((at, words));
            }
            rows.ties.push(ties);
        }
        rows
    }

    /// How words of a column go on with those above.
    fn tie(&self, column: usize, above: &str, words: &str) -> Tie {
        let width = self.widths.get(column).copied().unwrap_or(0);
        let first = words.split_whitespace().next().unwrap_or_default();
        let goes_on =
            above.ends_with([',', '/', '-', '(', '&', '+']) || above.matches('(').count() > above.matches(')').count();
        // Letters are not all as wide where a page was printed.
        let slack = width / 8 + 1;
        let fits = above.chars().count() + first.chars().count() + 1 + slack <= width;
        let in_item = above.starts_with('•');
        let is_name = column == self.names && name::looks_like(first.trim_end_matches(',')) >= 0.7;
        match () {
            () if words == above => Tie::Same,
            () if unbulleted(words).is_some() => Tie::Listed,
            // What stands in brackets is said of what is above.
            () if in_item || words.starts_with('(') => Tie::Open,
            () if is_name && !above.ends_with([',', '/', '-', '(']) => Tie::Parted,
            () if goes_on => Tie::Runs,
            () if fits => Tie::Parted,
            // Hosts, one below the other, are no sentence.
            () if !above.contains(' ') && !words.contains(' ') => Tie::Open,
            () if name::looks_like(first) >= 0.7 => Tie::Open,
            () if words.starts_with(char::is_lowercase) && !above.ends_with(['.', '!', '?', ';', ':']) => Tie::Runs,
            () => Tie::Open,
        }
    }

    /// The lines of each row.
    pub(super) fn ranges(&self) -> Vec<Range<usize>> {
        let (top, at_top) = self.likeliest(Stand::Top);
        let (middle, in_middle) = self.likeliest(Stand::Middle);
        if middle < top { in_middle } else { at_top }
    }

    fn likeliest(&self, stand: Stand) -> (f32, Vec<Range<usize>>) {
        // For each line, the best way to end rows before it: what it costs, and where the last row begins.
        let mut best: Vec<(f32, usize)> = vec![(f32::INFINITY, 0); self.strips.len() + 1];
        if let Some(start) = best.first_mut() {
            *start = (0.0, 0);
        }
        for from in 0..self.strips.len() {
            let before = best.get(from).map_or(f32::INFINITY, |(cost, _)| *cost) + self.broken(from);
            let mut cells = vec![Filled::default(); self.widths.len()];
            let mut within = 0.0;
            for to in (from..self.strips.len()).take(MOST_LINES) {
                let above = self.strips.get(to).map_or(Above::Line, |strip| strip.above);
                if to > from && above == Above::Rule {
                    break;
                }
                if to > from {
                    within += if above == Above::Blank { 0.6 } else { 0.0 };
                    within += self.alike(to);
                }
                self.fill(&mut cells, from, to, stand);
                let cost = before + within + self.cost(&cells, from, to, stand);
                if let Some(end) = best.get_mut(to + 1).filter(|(known, _)| cost < *known) {
                    *end = (cost, from);
                }
            }
        }
        let mut ranges = Vec::new();
        let mut end = self.strips.len();
        while let Some((_, from)) = best.get(end).filter(|_| end > 0) {
            ranges.push(*from..end);
            end = *from;
        }
        ranges.reverse();
        (best.last().map_or(0.0, |(cost, _)| *cost), ranges)
    }

    /// What it costs to begin a row at a line: the sentences it breaks.
    fn broken(&self, at: usize) -> f32 {
        let ties = self.ties.get(at).into_iter().flatten().flatten();
        let alone = ties.clone().count() == 1;
        ties.map(|(_, tie)| match tie {
            Tie::Runs => 1.2,
            // A line that fills one cell rather goes on with it.
            Tie::Open if alone => 0.3,
            _ => 0.0,
        })
        .sum()
    }

    /// What it costs to put a line to the row of the one above, if both have words in several columns: rather it is
    /// another row.
    fn alike(&self, at: usize) -> f32 {
        let above = at.checked_sub(1).and_then(|above| self.strips.get(above));
        let Some((above, strip)) = above.zip(self.strips.get(at)) else { return 0.0 };
        let filled = strip.cells.iter().filter(|cell| !cell.is_empty()).count();
        let both = above.cells.iter().zip(&strip.cells).filter(|(above, cell)| !above.is_empty() && !cell.is_empty());
        match both.count() {
            0 | 1 => 0.0,
            both if both == strip.cells.len() => 1.5,
            both if both == filled => 0.5,
            _ => 0.1,
        }
    }

    /// Adds a line to the cells of a row.
    fn fill(&self, cells: &mut [Filled], from: usize, at: usize, stand: Stand) {
        let Some((strip, ties)) = self.strips.get(at).zip(self.ties.get(at)) else { return };
        let alone = strip.cells.iter().filter(|cell| !cell.is_empty()).count() == 1;
        for (column, ((cell, words), tie)) in cells.iter_mut().zip(&strip.cells).zip(ties).enumerate() {
            if words.is_empty() {
                continue;
            }
            if let Some((above, tie)) = tie.filter(|(above, _)| *above >= from) {
                cell.cost += match tie {
                    Tie::Runs => 0.0,
                    Tie::Open | Tie::Listed => 0.4,
                    // Several names, one below the other.
                    Tie::Parted if alone && column == self.names && name::looks_like(words) >= 0.7 => 0.4,
                    Tie::Parted => 1.5,
                    Tie::Same => 2.2,
                };
                cell.cost += match (stand, at - above) {
                    (_, 1) => 0.0,
                    (Stand::Top, _) => 1.0,
                    (Stand::Middle, 2) => 0.15,
                    (Stand::Middle, _) => 1.5,
                };
            }
            if !cell.some {
                cell.first = at;
            }
            cell.some = true;
            cell.last = at;
        }
    }

    /// What a row of these cells costs.
    fn cost(&self, cells: &[Filled], from: usize, to: usize, stand: Stand) -> f32 {
        let mut empty = 0.0;
        let mut cost = 0.0;
        for (column, cell) in cells.iter().enumerate() {
            if !cell.some {
                empty += if column == self.names { 2.5 } else { 0.8 };
                continue;
            }
            let out_of_place = match stand {
                Stand::Top => cell.first - from,
                // Of lines that have no middle one, either is.
                Stand::Middle => ((cell.first + cell.last).abs_diff(from + to)).saturating_sub(2),
            };
            // Two lines have no middle one: most tools take the first.
            let low = cell.first + cell.last > from + to;
            cost += cell.cost + if out_of_place > 0 { 1.0 } else { 0.0 } + if low { 0.2 } else { 0.0 };
        }
        // A title between rows fills the first column alone.
        let titled = cells.iter().enumerate().all(|(column, cell)| cell.some == (column == 0));
        cost + if titled { f32::min(empty, 1.5) } else { empty }
    }

    /// The words of a cell over the lines of its row.
    pub(super) fn text(&self, row: Range<usize>, column: usize) -> Text {
        let mut text = Text::default();
        for at in row {
            let words = self.strips.get(at).and_then(|strip| strip.cells.get(column)).copied().unwrap_or_default();
            if words.is_empty() {
                continue;
            }
            if !text.is_empty() {
                match self.ties.get(at).and_then(|ties| ties.get(column).copied().flatten()) {
                    Some((_, Tie::Parted | Tie::Same | Tie::Listed)) => text.break_line(),
                    _ => text.add(" "),
                }
            }
            append(&mut text, &markdown::inline(unbulleted(words).unwrap_or(words)));
        }
        text.finish();
        text
    }
}
