//! Tables whose cells are separated by `|`: markdown, and what tools make of HTML tables.

use super::lines::Line;
use super::markdown;
use super::{labels, settle};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::outline::{Grid, grid::Cell, inline};
use crate::charter::{field, name};

/// A table and the first line after it.
#[derive(Debug)]
pub(crate) struct Table {
    /// Its rows.
    pub(crate) grid: Grid,
    /// The first line after it.
    pub(crate) end: usize,
    /// The first words of what did not fit. `None` when all did.
    pub(crate) left_out: Option<String>,
}

/// How many blank lines may stand between two rows.
const MOST_BLANKS: usize = 2;

/// After so many lines without a row of two cells none is awaited.
const MOST_NARROW: usize = 60;

/// The table that begins at a line. `None` when none does.
pub(crate) fn at(lines: &[Line<'_>], at: usize, languages: Languages) -> Option<Table> {
    if !is_row(lines, at) || lines.get(at).is_some_and(|line| is_of_labels(line.text, languages)) {
        return None;
    }
    let mut table = Table { grid: Grid::default(), end: at, left_out: None };
    let mut columns = Columns::default();
    let open = open_width(lines, at);
    let cells = |text| open.map_or_else(|| cells(text), |_| parts(text, false));
    let is_row = |lines: &[Line<'_>], at: usize| {
        let has_as_many = |width| lines.get(at).is_some_and(|line| parts(line.text, false).len() == width);
        is_row(lines, at) || open.is_some_and(has_as_many)
    };
    let mut row: Option<(Vec<&str>, Header)> = None;
    let mut index = at;
    while let Some(line) = lines.get(index) {
        if let Some(caption) = separator(line.text) {
            if let Some((_, header)) = &mut row {
                *header = Header::Yes;
            }
            if !caption.is_empty() {
                table.grid.caption = Some(markdown::inline(caption).plain);
            }
        } else if let Some((first, _)) = row.as_mut().filter(|(first, _)| first.len() == 1 && is_row(lines, index)) {
            // The rest of a row whose first cell stands on a line of its own.
            first.extend(cells(line.text).into_iter().take(columns.width.saturating_sub(1)));
        } else if let Some((begun, _)) = row.as_mut().filter(|(begun, header)| {
            let closed = lines.get(index - 1).is_some_and(|above| above.text.ends_with('|'));
            *header == Header::No && closed && fills(begun, line.text, columns.width)
        }) {
            begun.extend(cells(line.text));
        } else if is_row(lines, index) {
            table.flush(row.take(), &mut columns, languages);
            let cells = cells(line.text);
            row = cells.iter().any(|cell| !cell.is_empty()).then_some((cells, Header::No));
        } else if line.is_blank() {
            if !row_below(lines, index).is_some_and(|next| is_row(lines, next) && !is_header(lines, next)) {
                break;
            }
        } else if let Some((cells, _)) = row.as_mut().filter(|(cells, header)| {
            let above = lines.get(index.saturating_sub(cells.len())..index).unwrap_or_default();
            // Nothing may close the last cell of the last row, where all others stand on lines of their own.
            let last = || {
                cells.len() + 1 == columns.width
                    && !line.text.contains('|')
                    && above.iter().all(|above| is_lone_cell(above.text))
                    && lines.get(index + 1).is_none_or(|next| next.is_blank())
            };
            *header == Header::No
                && cells.len() < columns.width
                && above.last().is_some_and(|above| above.text.ends_with('|'))
                && (is_lone_cell(line.text) && !is_first_cell(line.text) || last())
        }) {
            // The next cell, its bar behind it.
            cells.push(line.unpiped());
        } else if columns.width.max(row.as_ref().map_or(0, |(cells, _)| cells.len())) > 2
            && (is_first_cell(line.text)
                || is_lone_cell(line.text)
                    && begins_row(lines, index, columns.width.max(row.as_ref().map_or(0, |(cells, _)| cells.len()))))
        {
            table.flush(row.take(), &mut columns, languages);
            row = Some((vec![line.unpiped()], Header::No));
        } else if is_row(lines, index + 1)
            && row.as_ref().is_none_or(|(cells, _)| cells.len() >= columns.width)
            && columns.width > 0
        {
            // A line between two rows: a category that lost its pipes.
            table.flush(row.take(), &mut columns, languages);
            let cell = Cell {
                columns: u16::try_from(columns.width).unwrap_or(1),
                ..Cell::new(markdown::inline(line.text), false)
            };
            table.add([cell]);
        } else if let Some((cells, _)) = row.as_mut().filter(|(cells, _)| {
            let header = columns.width == 0
                && cells.len() > 1
                && line.text.ends_with('|')
                && !languages.roles(line.unpiped()).is_empty();
            // A cell is missing where the last one is no sentence.
            let short = cells.last().is_none_or(|last| last.split_whitespace().nth(4).is_none());
            let missing = cells.len() < columns.width && (short || !is_last(lines, index));
            // "Legal basis: …" below the last row.
            let labelled = || labels::pair(line.text, languages).is_some() && !line.text.ends_with('|');
            (missing || header) && goes_on(lines, index) && line.item().is_none() && !labelled()
        }) {
            // The rest of a cell that was broken over lines, or the next cell.
            cells.push(line.unpiped());
        } else if lines.get(index + 1).is_some_and(|bar| bar.text == "|")
            && is_row(lines, index + 2)
            && (columns.width > 0 || row.is_some())
            && name::looks_like(line.text) >= 0.7
        {
            // A first cell on a line of its own, its bar below it.
            table.flush(row.take(), &mut columns, languages);
            let mut cells = vec![line.text];
            cells.extend(lines.get(index + 2).map(|line| self::cells(line.text)).unwrap_or_default());
            cells.truncate(columns.width.max(2));
            row = Some((cells, Header::No));
            index += 2;
        } else {
            break;
        }
        index += 1;
        table.end = index;
        if index - at >= MOST_NARROW && columns.width < 2 {
            return None;
        }
    }
    table.flush(row, &mut columns, languages);
    (table.grid.height() > 0 && table.grid.width() > 1).then_some(table)
}

/// The line with words below a blank one, where a row may stand that goes on a table. `None` behind too many blank lines.
fn row_below(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let mut below = (at..=at + MOST_BLANKS).filter_map(|at| Some((at, lines.get(at)?)));
    below.find(|(_, line)| !line.is_blank()).map(|(at, _)| at)
}

/// Whether a separator below a line marks it as a header.
fn is_header(lines: &[Line<'_>], at: usize) -> bool {
    lines.get(at + 1).is_some_and(|next| separator(next.text).is_some())
}

/// How many cells the header has of a table whose rows have no outer bars, nor a space before the others: "Name| Purpose".
/// `None` of any other table.
fn open_width(lines: &[Line<'_>], at: usize) -> Option<usize> {
    let header = lines.get(at)?.text;
    let is_open = !header.starts_with('|') && !header.ends_with('|') && !header.contains(" |");
    let width = parts(header, false).len();
    (is_open && width > 1 && separator(lines.get(at + 1)?.text) == Some("")).then_some(width)
}

/// Whether bars part labelled facts: "sid — Type: necessary | Lifetime: 2 hours".
fn is_of_labels(text: &str, languages: Languages) -> bool {
    let cells = cells(text);
    cells.len() > 1 && !text.starts_with('|') && cells.iter().skip(1).all(|cell| field::is_labelled(cell, languages))
}

/// The columns of a table while its rows are read.
#[derive(Default)]
struct Columns {
    /// What its first row says of them.
    roles: Vec<Role>,
    /// What its rows have had in them.
    known: settle::Known,
    /// The most cells of a row; 0 before the first.
    width: usize,
}

impl Table {
    fn flush(&mut self, row: Option<(Vec<&str>, Header)>, columns: &mut Columns, languages: Languages) {
        let Some((cells, header)) = row else { return };
        let cells = if columns.width == 0 {
            columns.roles = settle::roles(&cells, languages);
            cells
        } else {
            settle::settle(cells, &columns.roles, &mut columns.known, languages)
        };
        columns.width = columns.width.max(cells.len());
        self.add(cells.into_iter().map(|cell| Cell::new(markdown::inline(cell), header == Header::Yes)));
    }

    pub(crate) fn add(&mut self, cells: impl IntoIterator<Item = Cell>) {
        let mut cells = cells.into_iter().peekable();
        let first = cells.peek().map(|cell| inline::excerpt(&cell.text.plain));
        if !self.grid.add_row(cells) {
            self.left_out = self.left_out.take().or(first);
        }
    }
}

/// Whether the row above a line may go on in it: no pipe closed it, or one closes the line as well.
fn goes_on(lines: &[Line<'_>], at: usize) -> bool {
    let closed = |line: Option<&Line<'_>>| line.is_some_and(|line| line.text.ends_with('|'));
    let above = at.checked_sub(1).and_then(|above| lines.get(above));
    // Where the page is cut off, nothing closes the last cell.
    above.is_some() && (!closed(above) || closed(lines.get(at)) || is_last(lines, at))
}

/// Whether nothing is written below a line.
fn is_last(lines: &[Line<'_>], at: usize) -> bool {
    lines.iter().skip(at + 1).all(|line| line.is_blank())
}

/// Whether a line holds further cells of a row that was begun with a name: no name opens it, and there is room for them.
fn fills(begun: &[&str], line: &str, width: usize) -> bool {
    let is_name = |cell: &&str| name::looks_like(&markdown::inline(cell).plain) >= 0.7;
    let ordinary = |cell: &&str| name::looks_like(&markdown::inline(cell).plain) < 0.25;
    !line.starts_with('|')
        && begun.len() < width
        && line.contains(" | ")
        && line.ends_with('|')
        && begun.first().is_some_and(is_name)
        && begun.len() + cells(line).len() <= width
        && cells(line).first().is_some_and(ordinary)
}

/// Whether a line holds the first cell of a row that is broken over lines: a name, or several, and a bar.
fn is_first_cell(line: &str) -> bool {
    line.strip_suffix('|').is_some_and(|cell| {
        !cell.contains('|')
            && cell.split_whitespace().nth(5).is_none()
            && cell.split_whitespace().next().is_some_and(|first| name::looks_like(first) >= 0.9)
    })
}

/// Whether a line holds one cell and the bar behind it.
fn is_lone_cell(line: &str) -> bool {
    line.strip_suffix('|').is_some_and(|cell| !cell.trim().is_empty() && !cell.contains('|'))
}

/// Whether what is below the first cell of a row are all others: on one line, or each on one.
fn begins_row(lines: &[Line<'_>], at: usize, width: usize) -> bool {
    let rest = lines.get(at + 1..).unwrap_or_default();
    let on_one = || rest.first().is_some_and(|next| next.text.ends_with('|') && cells(next.text).len() + 1 == width);
    let on_each = || rest.len() + 1 >= width && rest.iter().take(width - 1).all(|next| is_lone_cell(next.text));
    let short = lines.get(at).is_some_and(|line| line.text.split_whitespace().nth(6).is_none());
    width > 2 && short && (on_one() || on_each())
}

/// Whether a line is a row: it begins with a pipe, or has one between spaces, or a separator follows.
fn is_row(lines: &[Line<'_>], at: usize) -> bool {
    let Some(line) = lines.get(at) else { return false };
    let text = line.text;
    if !text.contains('|') {
        return false;
    }
    let framed = text.starts_with('|') && text.len() > 1;
    framed || text.contains(" | ") || text.contains(" |\t") || is_header(lines, at)
}

/// The words after the dashes of a separator line (`|---|:--:| Caption`). `None` for any other line.
pub(super) fn separator(text: &str) -> Option<&str> {
    let words = text.trim_start_matches(['|', '-', '–', '—', ':', '+', '=', ' ', '\t']);
    let dashes = text.get(..text.len() - words.len())?;
    // Word processors write long dashes for two; "| - | - |" is a separator, too.
    let dashes = dashes.replace(['–', '—'], "--").replace("| - |", "|-|");
    let drawn = dashes.contains("--")
        || dashes.contains("==")
        || dashes.contains(":-")
        || dashes.contains("-:")
        || dashes.contains("|-|");
    let framed = dashes.contains('|') || dashes.contains('+');
    (drawn && framed && (words.is_empty() || dashes.ends_with('|'))).then_some(words)
}

/// The cells of a row. Pipes inside a name or a code span separate nothing, if the others stand between spaces.
pub(super) fn cells(text: &str) -> Vec<&str> {
    let inner = text.strip_prefix('|').unwrap_or(text);
    let inner = inner.strip_suffix('|').filter(|inner| !inner.ends_with('\\')).unwrap_or(inner);
    parts(inner, text.contains(" | ") || text.starts_with("| "))
}

/// What stands between the bars of a text; only between those that have spaces around them where `spaced`.
fn parts(inner: &str, spaced: bool) -> Vec<&str> {
    let mut cells = Vec::new();
    let mut from = 0;
    let mut before = ' ';
    let mut code = false;
    for (at, character) in inner.char_indices() {
        if character == '`' {
            code = !code && closes(inner.as_bytes().get(at + 1..).unwrap_or_default());
        }
        let after = inner.get(at + 1..).and_then(|rest| rest.chars().next());
        let apart =
            before.is_whitespace() || before == '|' || after.is_none_or(|after| after.is_whitespace() || after == '|');
        if character == '|' && before != '\\' && !code && (apart || !spaced) {
            cells.push(inner.get(from..at).unwrap_or_default().trim());
            from = at + 1;
        }
        before = character;
    }
    cells.push(inner.get(from..).unwrap_or_default().trim());
    cells
}

/// Whether a backquote closes the code span before its cell, or any cell so long as a name, ends.
fn closes(rest: &[u8]) -> bool {
    rest.iter().take(120).find(|byte| matches!(byte, b'`' | b' ')) == Some(&b'`')
}

/// Whether a row is marked as header: a separator line follows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Header {
    Yes,
    No,
}
