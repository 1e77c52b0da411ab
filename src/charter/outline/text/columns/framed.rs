//! Tables in a drawn frame, as terminal browsers and databases print them: `┌──┬──┐`, `│`, `├──┼──┤`, or `+---+---+` and `|`.
//!
//! The frame tells where the columns are. Where it parts more than a header from the rest, it tells the rows as well;
//! otherwise the lines do ([`Rows`]).

use super::head::{LONGEST, MOST_COLUMNS};
use super::rows::{Above, Rows, Strip};
use super::{caption, names};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::text::lines::Line;
use crate::charter::outline::text::pipes::Table;
use crate::charter::outline::{Grid, grid::Cell};
use std::collections::BTreeSet;
use std::ops::Range;

/// The longest line of a frame: tools that break no cell make long ones.
const LONGEST_FRAMED: usize = LONGEST * 8;

/// The table whose frame begins on a line. `None` when none does.
pub(super) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Table> {
    if !begins(lines, at) {
        return None;
    }
    let frame = Frame::of(lines, at)?;
    let named = |text: &str| languages.roles(text).first() == Some(&Role::Name);
    let named: Vec<bool> =
        frame.strips.first().map(|strip| strip.cells.iter().map(|cell| named(cell)).collect()).unwrap_or_default();
    let names = names(&frame.strips, &named);
    let mut table = Table { grid: Grid::default(), end: frame.end, left_out: None };
    table.grid.caption = caption(lines, at);
    frame.add(&mut table, names);
    (table.grid.height() > 1).then_some(table)
}

/// Whether a line is the upper edge of a frame: it has corners at both ends, and words below it.
pub(in crate::charter::outline::text) fn begins(lines: &[Line<'_>], at: usize) -> bool {
    let rule = |line: &Line<'_>| {
        line.raw.len() <= LONGEST_FRAMED
            && line.text.starts_with(['+', '┌', '┏', '╔', '╭'])
            && line.text.ends_with(['+', '┐', '┓', '╗', '╮'])
            && line.text.chars().all(|c| is_junction(c) || is_level(c))
            && line.text.chars().any(is_level)
    };
    let words = |line: &Line<'_>| line.text.contains(is_upright) && line.text.contains(char::is_alphanumeric);
    lines.get(at).is_some_and(rule) && lines.get(at + 1).is_some_and(words)
}

fn is_level(character: char) -> bool {
    matches!(character, '-' | '=' | ':' | '─' | '━' | '═' | '╌' | '┄' | '┅' | '╶' | '╴')
}

fn is_upright(character: char) -> bool {
    matches!(character, '|' | '│' | '┃' | '║')
}

fn is_junction(character: char) -> bool {
    character == '+' || matches!(character, '─'..='╿') && !is_level(character) && !is_upright(character)
}

fn is_mark(character: Option<char>) -> bool {
    character.is_some_and(|character| is_upright(character) || is_junction(character))
}

/// A cell of a frame: its lines, and what it spans.
struct Framed {
    strips: Range<usize>,
    row: usize,
    /// Its first column.
    column: usize,
    columns: usize,
    rows: usize,
}

/// The lines of a frame, and its cells.
struct Frame<'a> {
    strips: Vec<Strip<'a>>,
    cells: Vec<Framed>,
    /// How wide each column is.
    widths: Vec<usize>,
    /// How many rows the drawn lines part.
    rows: usize,
    /// Whether a drawn line crosses some columns only.
    spans: bool,
    end: usize,
}

/// What a line has in some columns of a frame.
enum Piece<'a> {
    Words(&'a str),
    Rule,
}

impl<'a> Frame<'a> {
    fn of(lines: &[Line<'a>], at: usize) -> Option<Self> {
        let edges = edges(lines, at)?;
        let widths: Vec<usize> = edges.iter().zip(edges.iter().skip(1)).map(|(left, right)| right - left - 1).collect();
        let width = widths.len();
        let mut frame = Self { strips: Vec::new(), cells: Vec::new(), widths, rows: 0, spans: false, end: at + 1 };
        // For each column, the cell that is open there.
        let mut open: Vec<Option<usize>> = vec![None; width];
        let mut parted = true;
        for (line, index) in lines.iter().zip(0..).skip(at + 1) {
            let Some(pieces) = pieces(line.raw, &edges) else { break };
            frame.end = index + 1;
            let ruled =
                pieces.iter().filter(|(_, piece)| matches!(piece, Piece::Rule)).map(|(columns, _)| columns.len());
            let ruled: usize = ruled.sum();
            if ruled == width {
                (parted, open) = (true, vec![None; width]);
                continue;
            }
            frame.spans |= ruled > 0;
            frame.rows += usize::from(parted || ruled > 0);
            let above = if parted || ruled > 0 { Above::Rule } else { Above::Line };
            frame.take(index, &pieces, &mut open, above);
            parted = false;
        }
        Some(frame)
    }

    /// Adds the words of a line to the cells that are open, or opens others.
    fn take(&mut self, line: usize, pieces: &[(Range<usize>, Piece<'a>)], open: &mut [Option<usize>], above: Above) {
        let strip = self.strips.len();
        let mut cells = vec![""; self.widths.len()];
        for (columns, piece) in pieces {
            let Some(places) = open.get_mut(columns.clone()) else { continue };
            let Piece::Words(words) = piece else {
                places.fill(None);
                continue;
            };
            let known = places.first().copied().flatten().and_then(|cell| self.cells.get_mut(cell));
            if let Some(cell) = known {
                cell.strips.end = strip + 1;
                cell.rows = self.rows - cell.row;
            } else {
                places.fill(Some(self.cells.len()));
                let (row, column) = (self.rows - 1, columns.start);
                self.cells.push(Framed { strips: strip..strip + 1, row, column, columns: columns.len(), rows: 1 });
            }
            if let Some(cell) = cells.get_mut(columns.start) {
                *cell = words;
            }
        }
        self.strips.push(Strip { cells, above, line });
    }

    /// Adds the rows to a table.
    fn add(&self, table: &mut Table, names: usize) {
        let rows = Rows::within(&self.strips, self.widths.clone(), names);
        if self.rows > 2 || self.spans {
            let mut cells = self.cells.iter().peekable();
            for row in 0..self.rows {
                let mut of_row: Vec<&Framed> = Vec::new();
                while let Some(cell) = cells.next_if(|cell| cell.row == row) {
                    of_row.push(cell);
                }
                of_row.sort_by_key(|cell| cell.column);
                table.add(of_row.into_iter().map(|cell| Cell {
                    columns: u16::try_from(cell.columns).unwrap_or(1),
                    rows: u16::try_from(cell.rows).unwrap_or(1),
                    ..Cell::new(rows.text(cell.strips.clone(), cell.column), false)
                }));
            }
            return;
        }
        let header = self.strips.iter().skip(1).position(|strip| strip.above == Above::Rule).map_or(0, |at| at + 1);
        let body = Rows::within(self.strips.get(header..).unwrap_or_default(), self.widths.clone(), names).ranges();
        let body = body.into_iter().map(|row| row.start + header..row.end + header);
        for row in (header > 0).then_some(0..header).into_iter().chain(body) {
            table.add((0..self.widths.len()).map(|column| Cell::new(rows.text(row.clone(), column), false)));
        }
    }
}

/// Where the uprights of a frame stand: below a mark of any of its drawn lines.
fn edges(lines: &[Line<'_>], at: usize) -> Option<Vec<usize>> {
    let marks = |line: &str| -> BTreeSet<usize> {
        line.chars().enumerate().filter(|(_, c)| is_junction(*c)).map(|(column, _)| column).collect()
    };
    let mut edges = marks(lines.get(at)?.raw);
    let (left, right) = (*edges.first()?, *edges.last()?);
    for line in lines.iter().skip(at + 1) {
        let framed = || line.raw.chars().skip(left).take(right - left + 1);
        if line.raw.len() > LONGEST_FRAMED || ![framed().next(), framed().nth(right - left)].into_iter().all(is_mark) {
            break;
        }
        if framed().all(|c| is_junction(c) || is_level(c)) {
            let more: BTreeSet<usize> = marks(line.raw).range(left..=right).copied().chain(edges.clone()).collect();
            if more.len() > MOST_COLUMNS + 1 {
                break;
            }
            edges = more;
        }
    }
    (3..=MOST_COLUMNS + 1).contains(&edges.len()).then(|| edges.into_iter().collect())
}

/// What a line has between the uprights of a frame. `None` when it is not within the frame.
fn pieces<'a>(line: &'a str, edges: &[usize]) -> Option<Vec<(Range<usize>, Piece<'a>)>> {
    if line.len() > LONGEST_FRAMED {
        return None;
    }
    let mut places = edges.iter().copied().enumerate().peekable();
    let mut met: Vec<(usize, usize, usize)> = Vec::with_capacity(edges.len());
    for (column, (at, character)) in line.char_indices().enumerate() {
        let edge = places.next_if(|(_, edge)| *edge == column);
        if let Some((index, _)) = edge.filter(|_| is_mark(Some(character))) {
            met.push((index, at, at + character.len_utf8()));
        }
    }
    let is_whole = met.first()?.0 == 0 && met.last()?.0 + 1 == edges.len();
    if !is_whole {
        // Letters that are drawn wider than others move the uprights behind them.
        let uprights = line.char_indices().filter(|(_, c)| is_upright(*c)).enumerate();
        met = uprights.map(|(index, (at, c))| (index, at, at + c.len_utf8())).collect();
        if met.len() != edges.len() {
            return None;
        }
    }
    let between = met.iter().zip(met.iter().skip(1)).map(|((left, _, from), (right, to, _))| {
        let words = line.get(*from..*to).unwrap_or_default();
        let is_rule = !words.is_empty() && words.chars().all(|c| is_level(c) || is_junction(c));
        (*left..*right, if is_rule { Piece::Rule } else { Piece::Words(words.trim()) })
    });
    Some(between.collect())
}

#[cfg(test)]
mod tests {
    use super::at;
    use crate::charter::lexicon::Languages;
    use crate::charter::outline::text::lines::lines;

    fn rows(text: &str) -> Vec<String> {
        let table = at(&lines(text), 0, Languages::of(Some("en")));
        table.map(|table| (0..table.grid.height()).map(|row| table.grid.row_text(row)).collect()).unwrap_or_default()
    }

    #[test]
    fn drawn_lines_part_rows() {
        let text = "\
┌──────┬────────────┬─────────┐
│ Name │  Purpose   │ Expiry  │
├──────┼────────────┼─────────┤
│      │Keeps you   │         │
│ sid  │signed in   │Session  │
├──────┼────────────┴─────────┤
│ lang │Remembers the language│
└──────┴──────────────────────┘";
        assert_eq!(
            rows(text),
            ["Name | Purpose | Expiry", "sid | Keeps you signed in | Session", "lang | Remembers the language"]
        );
    }

    #[test]
    fn cells_may_span_rows() {
        let text = "\
+---------+------+------------+
| Set by  | Name | Purpose    |
+=========+======+============+
| Example | sid  | Signs you  |
|         |      | in         |
|         +------+------------+
|         | lang | Language   |
+---------+------+------------+";
        assert_eq!(
            rows(text),
            ["Set by | Name | Purpose", "Example | sid | Signs you in", "Example | lang | Language"]
        );
    }

    #[test]
    fn without_lines_between_rows_their_words_part_them() {
        let text = "\
+------+---------------------+---------+
| Name | Purpose             | Expiry  |
+------+---------------------+---------+
| sid  | Keeps the visitor   | Session |
|      | signed in           |         |
| lang | Language            | 1 year  |
+------+---------------------+---------+";
        assert_eq!(
            rows(text),
            ["Name | Purpose | Expiry", "sid | Keeps the visitor signed in | Session", "lang | Language | 1 year"]
        );
    }

    #[test]
    fn a_box_around_words_is_no_table() {
        assert!(rows("+--------+\n| Notice |\n+--------+\n| Cookie |\n+--------+").is_empty());
        assert!(rows("+---+---+\n+---+---+\n+---+---+").is_empty());
        assert!(rows("a + b + c").is_empty());
    }
}
