//! A table whose spans are resolved: every place knows its cell.

use super::Text;
use crate::text;

/// The most places (rows × columns) a grid may have; what follows is left out.
pub(crate) const MOST_PLACES: usize = 800_000;

/// The most bytes of a cell in what a row says.
const LONGEST_EXCERPT: usize = 600;

/// A table, or a grid of repeated siblings.
#[derive(Debug)]
pub(crate) struct Grid {
    /// Whether the source marks it as a table, rather than repeating siblings.
    pub(crate) is_table: bool,
    /// Its caption. `None` when it has none.
    pub(crate) caption: Option<String>,
    /// Every cell, once.
    cells: Vec<Cell>,
    /// For each row, the cell at each place; a cell that spans is at several. `None` is a hole.
    rows: Vec<Vec<Option<u32>>>,
    /// Places filled so far by cells that span further rows: column, cell, rows left.
    hanging: Vec<Hanging>,
    places: usize,
    width: usize,
}

/// One cell.
#[derive(Debug, Clone, Default)]
pub(crate) struct Cell {
    /// What it says.
    pub(crate) text: Text,
    /// Whether the source marks it as a header.
    pub(crate) header: bool,
    /// How many columns it spans, at least 1.
    pub(crate) columns: u16,
    /// How many rows it spans, at least 1.
    pub(crate) rows: u16,
}

#[derive(Debug)]
struct Hanging {
    column: usize,
    cell: u32,
    left: u16,
}

impl Cell {
    /// A cell of one place.
    pub(crate) fn new(text: Text, header: bool) -> Self {
        Self { text, header, columns: 1, rows: 1 }
    }
}

impl Default for Grid {
    fn default() -> Self {
        Self {
            is_table: true,
            caption: None,
            cells: Vec::new(),
            rows: Vec::new(),
            hanging: Vec::new(),
            places: 0,
            width: 0,
        }
    }
}

impl Grid {
    /// An empty grid of repeated siblings.
    pub(crate) fn of_siblings() -> Self {
        Self { is_table: false, ..Self::default() }
    }

    /// Every cell with the row it begins in, in reading order.
    pub(crate) fn cells(&self) -> impl Iterator<Item = (usize, &Cell)> {
        (0..self.height()).flat_map(move |row| {
            self.row(row).filter(move |(column, _)| !self.hangs(row, *column)).map(move |(_, cell)| (row, cell))
        })
    }

    /// Adds a row. Cells that span rows above take their places first. `false` when the grid is full and the row was
    /// left out.
    #[must_use]
    pub(crate) fn add_row(&mut self, cells: impl IntoIterator<Item = Cell>) -> bool {
        if self.is_full() {
            return false;
        }
        let mut row: Vec<Option<u32>> = Vec::new();
        let mut hanging = std::mem::take(&mut self.hanging);
        hanging.sort_by_key(|hanging| hanging.column);
        for above in &mut hanging {
            place(&mut row, above.column, above.cell);
            above.left -= 1;
        }
        let mut column = 0;
        for mut cell in cells {
            while row.get(column).is_some_and(Option::is_some) {
                column += 1;
            }
            cell.columns = cell.columns.clamp(1, 100);
            cell.rows = cell.rows.max(1);
            let Ok(index) = u32::try_from(self.cells.len()) else { return false };
            for _ in 0..cell.columns {
                place(&mut row, column, index);
                if cell.rows > 1 {
                    hanging.push(Hanging { column, cell: index, left: cell.rows - 1 });
                }
                column += 1;
            }
            self.cells.push(cell);
        }
        hanging.retain(|hanging| hanging.left > 0);
        self.hanging = hanging;
        self.places += row.len().max(1);
        self.width = self.width.max(row.len());
        self.rows.push(row);
        true
    }

    /// Whether it takes no further row.
    pub(crate) fn is_full(&self) -> bool {
        self.places >= MOST_PLACES
    }

    /// How many rows it has.
    pub(crate) fn height(&self) -> usize {
        self.rows.len()
    }

    /// How many columns its widest row has.
    pub(crate) fn width(&self) -> usize {
        self.width
    }

    /// The cell at a place. `None` outside the grid and in a hole.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        let index = (*self.rows.get(row)?.get(column)?)?;
        self.cells.get(index as usize)
    }

    /// The text at a place, empty when there is no cell.
    pub(crate) fn text(&self, row: usize, column: usize) -> &str {
        self.cell(row, column).map_or("", |cell| cell.text.plain.as_str())
    }

    /// Whether the cell at a place began in a row above.
    pub(crate) fn hangs(&self, row: usize, column: usize) -> bool {
        let at = |row: usize| self.rows.get(row).and_then(|row| row.get(column).copied()).flatten();
        row > 0 && at(row).is_some() && at(row) == at(row - 1)
    }

    /// The distinct cells of a row with their first column, left to right.
    pub(crate) fn row(&self, row: usize) -> impl Iterator<Item = (usize, &Cell)> {
        let mut last = None;
        self.rows.get(row).into_iter().flatten().enumerate().filter_map(move |(column, index)| {
            let index = (*index)?;
            if last == Some(index) {
                return None;
            }
            last = Some(index);
            Some((column, self.cells.get(index as usize)?))
        })
    }

    /// What a row says, its cells separated by " | ", of very long ones the beginning.
    pub(crate) fn row_text(&self, row: usize) -> String {
        let cells = self.row(row).filter(|(_, cell)| !cell.text.is_empty());
        let cells: Vec<&str> = cells.map(|(_, cell)| text::head(&cell.text.plain, LONGEST_EXCERPT)).collect();
        cells.join(" | ")
    }
}

fn place(row: &mut Vec<Option<u32>>, column: usize, cell: u32) {
    if row.len() <= column {
        row.resize(column + 1, None);
    }
    if let Some(place) = row.get_mut(column) {
        place.get_or_insert(cell);
    }
}

#[cfg(test)]
mod tests {
    use super::{Cell, Grid};
    use crate::charter::outline::Text;

    fn cell(text: &str, rows: u16, columns: u16) -> Cell {
        Cell { text: Text::new(text), header: false, columns, rows }
    }

    #[test]
    fn spans_are_resolved() {
        let mut grid = Grid::default();
        assert!(grid.add_row([cell("Google", 2, 1), cell("_ga", 1, 1), cell("2 ans", 1, 1)]));
        assert!(grid.add_row([cell("_gid", 1, 1), cell("1 jour", 1, 1)]));
        assert!(grid.add_row([cell("Cookies tiers", 1, 3)]));
        assert_eq!(grid.text(1, 0), "Google");
        assert_eq!(grid.text(1, 1), "_gid");
        assert!(grid.hangs(1, 0) && !grid.hangs(1, 1));
        assert_eq!(grid.row(2).count(), 1);
        assert_eq!(grid.width(), 3);
        assert_eq!(grid.row_text(1), "Google | _gid | 1 jour");
    }

    #[test]
    fn absurd_spans_cost_little() {
        let mut grid = Grid::default();
        assert!(grid.add_row([cell("a", u16::MAX, u16::MAX)]));
        assert!(grid.add_row([cell("b", 1, 1)]));
        assert_eq!(grid.text(1, 100), "b");
    }
}
