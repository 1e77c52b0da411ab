//! The gutters of an aligned table: the columns of the page that no cell stands in, known from all its lines at once.
//!
//! Titles may be centred above their columns, and a single space may be all that separates two long cells; so the gutter
//! between two titles is where every line has a space, and most lines a wide one.

use super::head::{LONGEST, Title};
use crate::charter::outline::text::lines::Line;
use std::ops::Range;

/// The gutters between the columns of a table while its lines are read.
#[derive(Debug, Clone)]
pub(super) struct Gutters {
    between: Vec<Gutter>,
    /// Where the first column begins.
    left: usize,
    /// How many lines were read.
    lines: u32,
}

/// Where the gutter between two columns may be.
#[derive(Debug, Clone)]
struct Gutter {
    /// The columns of the page that the title before it stands in.
    title: Range<usize>,
    /// What each place is like in all lines. `None` where a line has words.
    places: Vec<Option<Place>>,
}

/// The cells that begin behind a column of the page.
#[derive(Debug, Clone, Copy, Default)]
struct Place {
    /// How many spaces stand before them, together.
    spaces: u32,
    /// How many there are.
    cells: u32,
    /// Whether a single space is all that stands before one.
    single: bool,
}

/// So many spaces before a cell tell as much as any more.
const WIDE: u32 = 4;

impl Gutters {
    /// Those that some titles leave between them.
    pub(super) fn between(titles: &[Title]) -> Self {
        let between = titles.iter().zip(titles.iter().skip(1)).map(|(left, right)| Gutter {
            title: left.from..left.to,
            places: vec![Some(Place::default()); right.from.saturating_sub(left.to)],
        });
        Self { between: between.collect(), left: titles.first().map_or(0, |title| title.from), lines: 0 }
    }

    /// Narrows the gutters to where a line has spaces as well. `false`, and nothing is changed, when words cross one.
    pub(super) fn take(&mut self, line: &str) -> bool {
        if line.len() > LONGEST {
            return false;
        }
        let mut spaces = 0;
        // How many spaces end in each column of the page; 0 in words.
        let run: Vec<u32> = line
            .chars()
            .map(|character| {
                spaces = if character.is_whitespace() { spaces + 1 } else { 0 };
                spaces
            })
            .collect();
        let narrowed = self.between.iter().map(|gutter| gutter.narrowed(&run)).collect::<Option<Vec<_>>>();
        let fits = narrowed.is_some();
        if let Some(between) = narrowed {
            self.between = between;
            self.left = self.left.min(run.iter().take_while(|spaces| **spaces > 0).count());
            self.lines += 1;
        }
        fits
    }

    /// Whether a line is the item of a list that stands further left than the table.
    pub(super) fn is_beside(&self, line: &Line<'_>) -> bool {
        line.item().is_some() && line.indent() < self.left
    }

    /// Where each column but the first begins.
    pub(super) fn edges(&self) -> Vec<usize> {
        let edge = |left: &mut usize, gutter: &Gutter| {
            *left = gutter.edge(*left, self.lines);
            Some(*left)
        };
        self.between.iter().scan(self.left, edge).collect()
    }
}

impl Gutter {
    fn narrowed(&self, run: &[u32]) -> Option<Self> {
        let mut open = false;
        let places = self.places.iter().enumerate().map(|(place, told)| {
            let mut told: Place = (*told)?;
            let column = self.title.end + place;
            match (run.get(column), run.get(column + 1)) {
                (Some(0), _) => return None,
                (Some(spaces), Some(0)) => told.begins(*spaces),
                _ => (),
            }
            open = true;
            Some(told)
        });
        let places = places.collect();
        open.then_some(Self { title: self.title.clone(), places })
    }

    /// The first column behind it: where cells begin behind wide spaces, and near to where a title that stands above the
    /// beginning of its column, or above its middle, lets it end.
    fn edge(&self, left: usize, lines: u32) -> usize {
        let title = &self.title;
        let last = title.end + self.places.len();
        let ends = if title.start <= left { last } else { (title.start + title.end - left + 1).min(last) };
        let open = self.places.iter().enumerate().filter_map(|(place, told)| Some((title.end + place + 1, (*told)?)));
        // In quarters of a space.
        let score = |(edge, told): (usize, Place)| {
            let wide = i64::from(told.spaces) * 4 / i64::from(lines.max(1));
            let far =
                if told.is_clear(lines) { 0 } else { i64::try_from(edge.abs_diff(ends)).unwrap_or(i64::MAX).min(8) };
            (wide - 2 * far, edge)
        };
        open.map(score).max().map_or(last, |(_, edge)| edge)
    }
}

impl Place {
    /// Adds a cell behind so many spaces.
    fn begins(&mut self, spaces: u32) {
        self.spaces = self.spaces.saturating_add(spaces.min(WIDE));
        self.cells = self.cells.saturating_add(1);
        self.single |= spaces < 2;
    }

    /// Whether a column begins here wherever its title stands: words within a cell are not so far apart.
    fn is_clear(self, lines: u32) -> bool {
        !self.single && self.cells > 1 && self.cells.saturating_mul(2) >= lines
    }
}

/// A line, cut where columns begin.
pub(super) fn cut<'a>(line: &'a str, edges: &[usize]) -> Vec<&'a str> {
    let mut cells = Vec::with_capacity(edges.len() + 1);
    let mut from = 0;
    let mut edges = edges.iter().peekable();
    for (column, (at, _)) in line.char_indices().enumerate() {
        while edges.next_if(|edge| **edge <= column).is_some() {
            cells.push(line.get(from..at).unwrap_or_default().trim());
            from = at;
        }
    }
    cells.push(line.get(from..).unwrap_or_default().trim());
    cells.extend(edges.map(|_| ""));
    cells
}
