//! Rows whose empty cells were dropped: the cells that are left go back to the columns they look like.

use super::fit::Look;
use super::{header, markdown};
use crate::charter::lexicon::{Languages, Role};

/// What the header of a table says of its columns; [`Role::Other`] where it says nothing.
pub(crate) fn roles(cells: &[&str], languages: Languages) -> Vec<Role> {
    let mut roles: Vec<Role> =
        cells.iter().map(|cell| languages.roles(cell).first().copied().unwrap_or(Role::Other)).collect();
    header::tell_apart(cells, &mut roles, languages);
    roles
}

/// Puts the cells of a row in their columns. Rows that fit as they are stay as they are.
pub(crate) fn settle<'a>(cells: Vec<&'a str>, roles: &[Role], languages: Languages) -> Vec<&'a str> {
    let filled: Vec<&str> = cells.iter().copied().filter(|cell| !cell.trim().is_empty()).collect();
    if filled.len() >= roles.len() || filled.len() < 2 || roles.len() > 20 {
        return cells;
    }
    let looks: Vec<Look> = filled.iter().map(|cell| Look::of(&markdown::inline(cell).plain, languages)).collect();
    let as_written: f32 = cells
        .iter()
        .zip(roles)
        .filter(|(cell, _)| !cell.trim().is_empty())
        .zip(&looks)
        .map(|((_, role), look)| look.fit(*role))
        .sum();
    let (score, columns) = places(&looks, roles);
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
fn places(looks: &[Look], roles: &[Role]) -> (f32, Vec<usize>) {
    // best[cell][column]: the best fit of the first cells within the first columns, and whether the last stands there.
    let mut best = vec![vec![(0.0_f32, false); roles.len() + 1]; looks.len() + 1];
    for (cell, look) in looks.iter().enumerate() {
        for (column, role) in roles.iter().enumerate() {
            let at = |cell: usize, column: usize| {
                best.get(cell)
                    .and_then(|row: &Vec<(f32, bool)>| row.get(column))
                    .map_or(f32::NEG_INFINITY, |best| best.0)
            };
            let here = if column < cell { f32::NEG_INFINITY } else { at(cell, column) + look.fit(*role) };
            let earlier = if column <= cell { f32::NEG_INFINITY } else { at(cell + 1, column) };
            if let Some(place) = best.get_mut(cell + 1).and_then(|row| row.get_mut(column + 1)) {
                *place = if here > earlier { (here, true) } else { (earlier, false) };
            }
        }
    }
    let mut columns = Vec::with_capacity(looks.len());
    let mut cell = looks.len();
    let mut column = roles.len();
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
