//! Tables: one row a cookie, under a row of headers or none.
//!
//! Reads header rows wherever they stand (first, second, repeated, none), rows that name a category or a provider for
//! those below, rows that describe the cookie above, cells that span. Tables that hold one cookie a column, labels at
//! the left, are [`turned`] and read as cards. Tables whose name column holds no names (categories, vendors, browsers)
//! declare nothing.

mod column;
mod declares;
mod header;
pub(super) mod mention;
mod roles;
mod row;
pub(super) mod turned;

use super::entry::Entry;
use super::lexicon::{Languages, Role};
use super::outline::inline::excerpt;
use super::outline::{Grid, Outline};
use super::{Doubt, DoubtKind, kind, lifetime, name, section};
use declares::Speaks;
use header::Header;
use std::ops::Range;
use std::rc::Rc;

/// Whether a grid has a row of headers above its others.
pub(super) fn is_headed(grid: &Grid, languages: Languages) -> bool {
    grid.height() > 1 && header::at(grid, 0, languages).is_some_and(|header| header.firsts().count() > 1)
}

/// Whether the first row is one of headers, in words of no language known here: its cells alone are marked so.
fn is_foreign_header(grid: &Grid, row: usize, languages: Languages) -> bool {
    let marked = |row: usize| grid.row(row).all(|(_, cell)| cell.header);
    // A row of values may be marked so, too.
    let is_value = |words: &str| {
        let has_figure = || words.contains(|c: char| c.is_ascii_digit());
        name::looks_like(words) >= 0.6 || has_figure() && lifetime::looks_like(words, languages) >= 0.8
    };
    row == 0 && grid.height() > 1 && marked(0) && !marked(1) && !grid.row(0).any(|(_, cell)| is_value(&cell.text.plain))
}

/// Whether most rows begin with names that are those of cookies wherever they stand: they tell what the table speaks of, even
/// where its words are of no language known here.
fn names_renowned(grid: &Grid, rows: Range<usize>) -> bool {
    const FEWEST: usize = 2;
    const SAMPLE: usize = 24;
    let rows = rows.take(SAMPLE);
    let all = rows.len();
    let renowned = rows.filter(|row| name::is_renowned(grid.text(*row, 0).trim())).count();
    renowned >= FEWEST && renowned * 2 > all
}

/// Reads the entries of a grid that lies in a section. Empty when it declares nothing.
pub(super) fn read(grid: &Grid, section: Option<usize>, outline: &Outline, languages: Languages) -> Vec<Entry> {
    let mut entries = Vec::new();
    let mut row = 0;
    let mut above: Option<Header> = None;
    let mut titles = row::Titles::default();
    let of_cookies = section::speaks_of_cookies(outline, section, languages)
        || grid.caption.as_deref().is_some_and(|caption| kind::speaks_of_storage(caption, languages));
    while row < grid.height() {
        let speaks = if of_cookies || kind::speaks_of_storage(&grid.row_text(row), languages) {
            Speaks::OfCookies
        } else {
            Speaks::OfOthers
        };
        let header = header::at(grid, row, languages);
        let first =
            header.as_ref().map_or(row + usize::from(is_foreign_header(grid, row, languages)), |header| header.below);
        let last = header::next(grid, first, languages).max(first);
        let columns = column::profiles(grid, first..last, languages);
        let speaks = if names_renowned(grid, first..last) { Speaks::OfCookies } else { speaks };
        let mut resolved = match &header {
            Some(header) => roles::resolve(header, &columns),
            None => match &above {
                Some(header) => roles::resolve(header, &columns),
                None => roles::infer(&columns).map(|mut roles| {
                    roles::tell_labelled(&mut roles, grid, first..last, languages);
                    roles
                }),
            },
        };
        // "Processor" above names, below the caption "Summary of the cookies": a slip of the pen.
        let is_captioned = || grid.caption.as_deref().is_some_and(|caption| kind::names_cookie(caption, languages));
        let announced =
            |column: usize| header.as_ref().and_then(|header| header.candidates.get(column)?.first().copied());
        if let Some(roles) = resolved.as_mut().filter(|roles| roles.belied)
            && announced(roles.name) == Some(Role::Provider)
            && is_captioned()
        {
            roles.belied = false;
        }
        match header {
            Some(_) => above = header,
            None if grid.width() > 1 && last < grid.height() => {
                titles.tell_above(grid, last.saturating_sub(1), languages);
            }
            None => {}
        }
        if let Some(mut roles) = resolved.filter(|roles| roles.declares(&columns, speaks)) {
            if let Some(header) = &above {
                roles::complete(&mut roles, header, &columns);
            }
            let before = entries.len();
            row::read(grid, first..last, &roles, section, &mut titles, languages, &mut entries);
            let columns = above.as_ref().map(|header| header::columns(grid, header, &roles)).unwrap_or_default();
            entries.iter_mut().skip(before).for_each(|entry: &mut Entry| entry.columns = Rc::clone(&columns));
            if roles.inferred {
                let doubt = Doubt { doubt: DoubtKind::InferredColumn, excerpt: excerpt(&grid.row_text(first)) };
                entries.iter_mut().skip(before).for_each(|entry: &mut Entry| entry.doubts.push(doubt.clone()));
            }
        }
        row = last.max(row + 1);
    }
    if let Some(caption) = &grid.caption {
        for entry in &mut entries {
            entry.surroundings.push(excerpt(caption));
        }
    }
    entries
}
