//! Rows whose cells are paragraphs, as browsers copy them: a tab stands alone between two cells, and several blank lines
//! between two rows.

use super::lines::Line;

/// The most blank lines between two rows.
pub(super) const MOST_BLANKS: usize = 6;
/// How many blank lines part rows, at least; the paragraphs of one cell have fewer between.
const FEWEST_BLANKS: usize = 2;
/// The most lines one row takes.
const MOST_LINES: usize = 120;
/// The most lines of a cell before the first tab of a row.
const MOST_LINES_APART: usize = 24;

/// The first row of a table, and the first line after it: a tab stands alone below the line.
pub(super) fn head(lines: &[Line<'_>], at: usize) -> Option<(String, usize)> {
    let below = lines.get(at + 1..)?.iter().take(FEWEST_BLANKS).find(|line| !is_empty(line))?;
    if !below.is_blank() || lines.get(at)?.is_blank() {
        return None;
    }
    let row = Row::at(lines, at, usize::MAX);
    row.parted.then_some((row.words, row.end))
}

/// The row that begins at a line, or some blank lines below it, and the first line after it, in a table so many cells wide.
/// `None` when its cells are no paragraphs.
pub(super) fn row(lines: &[Line<'_>], at: usize, width: usize) -> Option<(String, usize)> {
    let blanks = lines.get(at..)?.iter().take(MOST_BLANKS).take_while(|line| is_empty(line)).count();
    let row = Row::at(lines, at + blanks, width);
    let another = || lines.iter().skip(row.end).take(MOST_LINES_APART).any(|line| line.raw.contains('\t'));
    if row.tabs == 0 || row.tabs >= width {
        None
    } else if row.parted && another() {
        Some((row.words, row.end))
    } else {
        // Nothing tells the last cell of a table from the text behind it.
        let (first, end) = row.last.unwrap_or((row.words.len(), row.end));
        Some((row.words.get(..first)?.to_owned(), end))
    }
}

/// Whether neither words nor tabs are written on a line.
fn is_empty(line: &Line<'_>) -> bool {
    line.is_blank() && !line.raw.contains('\t')
}

/// The lines of a row.
#[derive(Debug, Default)]
struct Row {
    words: String,
    tabs: usize,
    /// The first line after it.
    end: usize,
    /// Where the words of the first paragraph of its last cell end, and the first line after them.
    last: Option<(usize, usize)>,
    /// Whether blank lines part it from what follows.
    parted: bool,
}

impl Row {
    /// Takes lines up to the blank ones between two rows, or to a tab that the table has no column for.
    fn at(lines: &[Line<'_>], at: usize, width: usize) -> Self {
        let mut row = Self { end: at, ..Self::default() };
        let mut blanks = 0;
        for (index, line) in lines.iter().enumerate().skip(at).take(MOST_LINES) {
            let tabs = line.raw.matches('\t').count();
            if is_empty(line) {
                blanks += 1;
                if row.tabs + 1 == width && !row.words.ends_with('\t') {
                    row.last.get_or_insert((row.words.len(), row.end));
                }
                if blanks == FEWEST_BLANKS {
                    row.parted = true;
                    break;
                }
                continue;
            }
            // A row on one line is none of paragraphs, nor is what lies between two tables.
            let far = row.tabs == 0 && (tabs > 0 && !line.is_blank() || index >= at + MOST_LINES_APART);
            if far || row.tabs + tabs >= width {
                break;
            }
            if tabs == 0 && index > at {
                row.words.push('\n');
            }
            row.words.push_str(line.raw.trim_matches([' ', '\r']));
            (row.tabs, row.end, blanks) = (row.tabs + tabs, index + 1, 0);
        }
        row
    }
}
