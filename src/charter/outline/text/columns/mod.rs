//! Tables whose cells are aligned by spaces, as terminal browsers and PDF tools print them.
//!
//! What begins a table ([`head`]) tells how many columns it has; all its lines together tell where they are
//! ([`gutters`]), and which lines make a row ([`rows`]). A drawn frame ([`framed`]) tells it by itself.

mod begun;
mod framed;
mod gutters;
mod head;
mod rows;

pub(super) use self::framed::begins as begins_frame;
use self::gutters::{Gutters, cut};
use self::head::{Head, MOST_COLUMNS, Title, is_drawn, pieces};
use self::rows::{Above, Rows, Strip};
use super::lines::Line;
use super::markdown;
use super::pipes::Table;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::name;
use crate::charter::outline::{Grid, grid::Cell};
use std::iter;
use std::ops::Range;

/// How many blank lines may stand within a table.
const MOST_BLANKS: usize = 4;
/// How many lines are looked at for the rest of a row whose first line fills one cell.
const MOST_AHEAD: usize = 8;
/// How many lines of a page tell whether a table goes on there.
const MOST_OF_PAGE: usize = 40;

/// The table that begins at a line. `None` when none does.
pub(crate) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Table> {
    framed::at(lines, at, languages)
        .or_else(|| aligned(lines, at, languages))
        .or_else(|| begun::at(lines, at, languages))
}

/// The table that begins at a line, with columns that no line crosses.
fn aligned(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Table> {
    let head = head::at(lines, at, languages)?;
    let width = head.titles.len();
    let named = |title: &Title| languages.roles(&title.text).first() == Some(&Role::Name);
    let named: Vec<bool> = head.titles.iter().map(named).collect();
    let mut table = Table { grid: Grid::default(), end: head.end, left_out: None };
    table.grid.caption = caption(lines, at);
    if !head.pieces.is_empty() {
        table.add(head.titles.iter().map(|title| Cell::new(markdown::inline(&title.text), false)));
    }
    let mut page = Some(head.titles.clone());
    while let Some(titles) = page {
        let (strips, next) = Block { lines, head: &head, languages }.strips(table.end, &titles)?;
        let names = names(&strips, &named);
        let rows = Rows::of(&strips, width, names);
        let mut ranges = rows.ranges();
        if next.is_none() {
            while ranges.last().is_some_and(|row| !is_row(&strips, row.clone(), names)) {
                ranges.pop();
            }
        }
        for row in ranges {
            let last = strips.get(row.end - 1).map_or(0, |strip| strip.line);
            table.end = table.end.max(last + 1);
            table.add((0..width).map(|column| Cell::new(rows.text(row.clone(), column), false)));
        }
        page = next.and_then(|next| {
            table.end = table.end.max(next);
            turned(lines, next, width)
        });
    }
    (table.grid.height() > 1).then_some(table)
}

/// The words that stand alone above a table, as terminal browsers print its caption.
fn caption(lines: &[Line<'_>], start: usize) -> Option<String> {
    let mut above = lines.get(..start)?.iter().rev().take(3);
    let line = above.next()?;
    let caption = if line.is_blank() { above.next()?.text.strip_prefix("CAPTION: ")? } else { line.text };
    let alone = above.next().is_none_or(|line| line.is_blank());
    let short = caption.len() < 80 && !caption.ends_with(['.', ':']) && pieces(line.raw).len() < 2;
    (alone && short).then(|| markdown::inline(caption).plain)
}

/// The column that holds most names, of those whose titles say so: below "Cookie" and "Name" stand both sites and names.
fn names(strips: &[Strip<'_>], named: &[bool]) -> usize {
    let held = |column: usize| {
        let cells = strips.iter().filter_map(|strip| strip.cells.get(column)?.split_whitespace().next());
        cells.filter(|word| name::looks_like(word) >= 0.7).count()
    };
    let columns = named.iter().enumerate().filter(|(_, named)| **named).map(|(column, _)| column);
    columns.rev().max_by_key(|column| held(*column)).unwrap_or(0)
}

/// Whether the last lines of a table are a row, and no words below it.
fn is_row(strips: &[Strip<'_>], row: Range<usize>, names: usize) -> bool {
    let strips = strips.get(row).unwrap_or_default();
    let filled =
        |column: usize| strips.iter().any(|strip| strip.cells.get(column).is_some_and(|cell| !cell.is_empty()));
    let columns = strips.first().map_or(0, |strip| strip.cells.len());
    let named = || {
        let words = strips.iter().filter_map(|strip| strip.cells.get(names)).find(|cell| !cell.is_empty());
        words.is_some_and(|words| name::looks_like(words) >= 0.7)
    };
    (0..columns).filter(|column| filled(*column)).count() > 1 || named()
}

/// Where the columns of a table stand that goes on behind a page break: as in the first line that fills them all and
/// whose columns few lines of the page cross.
fn turned(lines: &[Line<'_>], at: usize, width: usize) -> Option<Vec<Title>> {
    let (first, rest) = lines.get(at..)?.split_first()?;
    let rest = rest.iter().take_while(|line| !line.turned);
    let page: Vec<_> = iter::once(first).chain(rest).filter(|line| !line.is_blank()).take(MOST_OF_PAGE).collect();
    let full = page.iter().take(MOST_AHEAD).map(|line| pieces(line.raw)).filter(|pieces| pieces.len() == width);
    full.map(|pieces| pieces.iter().map(Title::of).collect::<Vec<_>>()).find(|titles| {
        let mut gutters = Gutters::between(titles);
        let crossing = page.iter().filter(|line| !gutters.take(line.raw)).count();
        crossing * 4 <= page.len()
    })
}

/// The lines below the head of a table.
struct Block<'b, 'a> {
    lines: &'b [Line<'a>],
    head: &'b Head<'a>,
    languages: Languages,
}

impl<'a> Block<'_, 'a> {
    /// The lines of a table on a page, cut at their columns, and the first of the next page if it may go on there.
    /// `None` when a name begins a line that crosses its columns: nothing is aligned.
    fn strips(&self, from: usize, titles: &[Title]) -> Option<(Vec<Strip<'a>>, Option<usize>)> {
        let mut gutters = Gutters::between(titles);
        let mut taken: Vec<(usize, Above)> = Vec::new();
        let mut blanks = 0;
        let mut ruled = false;
        let mut next = None;
        for (at, line) in self.lines.iter().enumerate().skip(from) {
            if line.turned && at > from {
                next = Some(at);
                break;
            }
            if line.is_blank() {
                blanks += 1;
                if blanks > MOST_BLANKS {
                    break;
                }
                continue;
            }
            if is_drawn(line.text) {
                ruled = true;
                continue;
            }
            let filled = pieces(line.raw).len();
            if self.comes_back(at)
                || line.heading().is_some()
                || blanks > 0 && gutters.is_beside(line)
                || filled < 2 && blanks > 0 && !self.goes_on(at, &gutters)
            {
                break;
            }
            if !gutters.take(line.raw) {
                if blanks == 0 && self.is_ragged(at, &gutters, taken.len()) {
                    return None;
                }
                break;
            }
            let above = match (ruled, blanks) {
                (true, _) => Above::Rule,
                (false, 0) => Above::Line,
                _ => Above::Blank,
            };
            taken.push((at, above));
            (blanks, ruled) = (0, false);
        }
        let edges = gutters.edges();
        let strip = |(line, above): (usize, Above)| {
            let cells = cut(self.lines.get(line).map_or("", |line| line.raw), &edges);
            // What is known of a table without titles is that its lines are alike.
            let begins = self.head.pieces.is_empty() && cells.iter().all(|cell| !cell.is_empty());
            Strip { cells, above: if begins { Above::Rule } else { above }, line }
        };
        Some((taken.into_iter().map(strip).collect(), next))
    }

    /// Whether a line that crosses the columns is a row nevertheless, or stands between rows: nothing is aligned.
    fn is_ragged(&self, at: usize, gutters: &Gutters, taken: usize) -> bool {
        let Some(line) = self.lines.get(at) else { return false };
        let word = line.text.split_whitespace().next().unwrap_or_default();
        let filled = pieces(line.raw).len();
        let width = self.head.titles.len();
        let row = filled > 1 && (filled == width || taken < 3 || name::looks_like(word) >= 0.7);
        let follows = |line: &Line<'_>| pieces(line.raw).len() * 2 > width && gutters.clone().take(line.raw);
        row || filled == 1 && width > 2 && self.lines.get(at + 1).is_some_and(follows)
    }

    /// Whether the titles stand on a line again, as at the head of each page.
    fn comes_back(&self, at: usize) -> bool {
        let titled = |at: usize| {
            let pieces = self.lines.get(at).map(|line| pieces(line.raw)).unwrap_or_default();
            let count = pieces.len();
            let known = pieces.iter().all(|piece| self.head.pieces.contains(&piece.text));
            if known { count } else { 0 }
        };
        match titled(at) {
            0 => false,
            1 => titled(at + 1) > 1,
            _ => true,
        }
    }

    /// Whether a line that fills one cell, below a blank line, is the first of a row.
    fn goes_on(&self, at: usize, table: &Gutters) -> bool {
        let mut gutters = table.clone();
        for (line, at) in self.lines.iter().skip(at).take(MOST_AHEAD).zip(at..) {
            if line.turned || self.comes_back(at) || table.is_beside(line) || !gutters.take(line.raw) {
                return false;
            }
            let pieces = pieces(line.raw);
            if pieces.len() > 1 {
                let known = pieces.iter().filter(|piece| !self.languages.roles(piece.text).is_empty()).count();
                return known * 2 <= pieces.len() || known < 2;
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::at;
    use crate::charter::lexicon::Languages;
    use crate::charter::outline::text::lines::lines;

    #[test]
    fn cells_stand_under_their_header_and_may_go_on_below() {
        let text = "\
Name          Purpose                     Expiry
------------  --------------------------  -------
sid           Keeps the visitor           Session
              signed in
lang                                      1 year

Contact us at any time.";
        let table = at(&lines(text), 0, Languages::of(Some("en"))).unwrap();
        let rows: Vec<String> = (0..table.grid.height()).map(|row| table.grid.row_text(row)).collect();
        assert_eq!(rows, ["Name | Purpose | Expiry", "sid | Keeps the visitor signed in | Session", "lang | 1 year"]);
        assert_eq!(table.grid.text(2, 2), "1 year");
    }

    #[test]
    fn sentences_with_double_spaces_are_no_table() {
        let text = "We use cookies.  They are small.\nRead on.";
        assert!(at(&lines(text), 0, Languages::of(Some("en"))).is_none());
    }
}
