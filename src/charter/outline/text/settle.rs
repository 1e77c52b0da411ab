//! Rows whose empty cells were dropped: the cells that are left go back to the columns they look like.

use super::fit::Look;
use super::{header, markdown};
use crate::charter::lexicon::{Languages, Role};
use std::collections::BTreeSet;

/// What the header of a table says of its columns; [`Role::Other`] where it says nothing.
pub(crate) fn roles(cells: &[&str], languages: Languages) -> Vec<Role> {
    let mut roles: Vec<Role> =
        cells.iter().map(|cell| languages.roles(cell).first().copied().unwrap_or(Role::Other)).collect();
    header::tell_apart(cells, &mut roles, languages);
    roles
}

/// What the whole rows of a table have in their columns: "constant" in the fourth, "Google" in the fifth.
#[derive(Debug, Default)]
pub(crate) struct Known {
    columns: Vec<BTreeSet<String>>,
}

/// The most texts remembered for one column.
const MOST_KNOWN: usize = 64;

impl Known {
    fn learn(&mut self, cells: &[&str]) {
        self.columns.resize(self.columns.len().max(cells.len()), BTreeSet::new());
        for (column, cell) in self.columns.iter_mut().zip(cells) {
            if column.len() < MOST_KNOWN && cell.len() < MOST_KNOWN {
                column.insert(cell.trim().to_owned());
            }
        }
    }

    /// How much it counts for a column that the cell was met in it.
    fn weight(&self, cell: &str, column: usize) -> f32 {
        if self.columns.get(column).is_some_and(|known| known.contains(cell.trim())) { 2.0 } else { 0.0 }
    }
}

/// Puts the cells of a row in their columns. Rows that fit as they are stay as they are.
pub(crate) fn settle<'a>(cells: Vec<&'a str>, roles: &[Role], known: &mut Known, languages: Languages) -> Vec<&'a str> {
    let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.trim().is_empty()).collect();
    if filled.len() >= roles.len() {
        known.learn(&cells);
        return cells;
    }
    if filled.len() < 2 || roles.len() > 20 {
        return cells;
    }
    let looks: Vec<Look> = filled.iter().map(|cell| Look::of(&markdown::inline(cell).plain, languages)).collect();
    let fit = |cell: usize, column: usize| {
        let look = looks.get(cell).zip(roles.get(column)).map_or(0.0, |(look, role)| look.fit(*role));
        look + filled.get(cell).map_or(0.0, |cell| known.weight(cell, column))
    };
    let written = cells.iter().enumerate().filter(|(_, cell)| !cell.trim().is_empty()).map(|(column, _)| column);
    let as_written: f32 =
        written.take_while(|column| *column < roles.len()).enumerate().map(|(cell, column)| fit(cell, column)).sum();
    let (score, columns) = places(looks.len(), roles.len(), fit);
    if score < as_written + 1.5 {
        return cells;
    }
    let mut row = vec![""; roles.len()];
    for (cell, column) in filled.iter().zip(columns) {
        if let Some(place) = row.get_mut(column) {
            *place = cell;
        }
    }
    row
}

/// The best columns for cells that keep their order, and their fit.
fn places(cells: usize, width: usize, fit: impl Fn(usize, usize) -> f32) -> (f32, Vec<usize>) {
    // best[cell][column]: the best fit of the first cells within the first columns, and whether the last stands there.
    let mut best = vec![vec![(0.0_f32, false); width + 1]; cells + 1];
    for cell in 0..cells {
        for column in 0..width {
            let at = |cell: usize, column: usize| {
                best.get(cell)
                    .and_then(|row: &Vec<(f32, bool)>| row.get(column))
                    .map_or(f32::NEG_INFINITY, |best| best.0)
            };
            let here = if column < cell { f32::NEG_INFINITY } else { at(cell, column) + fit(cell, column) };
            let earlier = if column <= cell { f32::NEG_INFINITY } else { at(cell + 1, column) };
            if let Some(place) = best.get_mut(cell + 1).and_then(|row| row.get_mut(column + 1)) {
                *place = if here > earlier { (here, true) } else { (earlier, false) };
            }
        }
    }
    let mut columns = Vec::with_capacity(cells);
    let mut cell = cells;
    let mut column = width;
    let score = best.get(cell).and_then(|row| row.get(column)).map_or(f32::NEG_INFINITY, |best| best.0);
    while cell > 0 && column > 0 {
        let here = best.get(cell).and_then(|row| row.get(column)).is_some_and(|best| best.1);
        column -= 1;
        if here {
            cell -= 1;
            columns.push(column);
        }
    }
    columns.reverse();
    (score, columns)
}
