//! Tables that hold one cookie a column: labels at the left, values at the right, names among these or above them.

use crate::charter::lexicon::{Languages, Role};
use crate::charter::line::{Line, Of};
use crate::charter::outline::Grid;
use crate::charter::{field, kind, name};
use crate::names;

/// The lines of a turned table: each label with its value, one column after the other. `None` when the table is not
/// turned: its left column must hold labels, the name's among them or at least three. Above the others, an empty corner beside
/// names stands for the name's.
pub(in crate::charter) fn lines(
    grid: &Grid,
    section: Option<usize>,
    block: usize,
    languages: Languages,
) -> Option<Vec<Line<'_>>> {
    if grid.height() < 2 || grid.height() > 400 || !(2..=40).contains(&grid.width()) {
        return None;
    }
    let below = usize::from(names_stand_above(grid));
    let mut labels = below;
    let mut filled = below;
    let mut named = below;
    let mut holds_name = false;
    // "Cookie: first party", beside "Name: sid"
    let is_of_party = |row: usize| field::is_of_party(grid.text(row, 0), grid.text(row, 1), languages);
    for row in below..grid.height() {
        // Too few, even if each row from here on had one.
        let left = grid.height() - row;
        if (labels + left) * 3 < (filled + left) * 2 {
            return None;
        }
        let label = grid.text(row, 0);
        if label.is_empty() || grid.row(row).count() < 2 {
            continue;
        }
        filled += 1;
        let roles = languages.roles(label.trim_end_matches([':', ' ']));
        labels += usize::from(!roles.is_empty());
        if roles.first() == Some(&Role::Name) && !is_of_party(row) {
            named += 1;
            let first = grid.text(row, 1).split([',', '\n']).next().unwrap_or_default();
            holds_name |= name::looks_like(first) >= 0.5 || names::is_known(first);
        }
    }
    let first_row = (1..grid.width()).filter(|column| !languages.roles(grid.text(0, *column)).is_empty()).count();
    let enough = labels * 3 >= filled * 2 && (named > 0 && labels >= 2 || labels >= 3);
    let is_headed = first_row > 0 && first_row * 2 >= grid.width() - 1;
    // "Property | Description" above the labels of one cookie is a header that tells nothing.
    let of_one =
        grid.width() == 2 && named == 1 && holds_name && labels >= 3 && languages.roles(grid.text(0, 0)).is_empty();
    if !enough || is_headed && !of_one {
        return None;
    }
    // "Name: Example Ads" beside "Cookie name: _ads" is the name of the service.
    let is_name = |row: &usize| {
        *row < below || languages.roles(grid.text(*row, 0)).first() == Some(&Role::Name) && !is_of_party(*row)
    };
    let of_cookie = |row: &usize| {
        let first = grid.text(*row, 1).split(',').next().unwrap_or_default();
        kind::names_cookie(grid.text(*row, 0), languages)
            && languages.answer(first).is_none()
            && name::looks_like(first) >= 0.25
    };
    let surely: Vec<usize> = (0..grid.height()).filter(|row| is_name(row) && of_cookie(row)).collect();
    let is_service = |row: usize| {
        !surely.is_empty() && is_name(&row) && !surely.contains(&row) && name::looks_like(grid.text(row, 1)) < 0.6
    };
    let mut lines = Vec::new();
    for column in 1..grid.width() {
        for row in usize::from(is_headed)..grid.height() {
            let like = Line {
                words: if row < below {
                    "Name"
                } else if is_service(row) {
                    "Service"
                } else {
                    grid.text(row, 0)
                },
                value: Some(grid.text(row, column)),
                of: Of::Pair,
                marks: Vec::new(),
                section,
                block,
                depth: 0,
                row: u32::try_from(row + 1).ok(),
            };
            if grid.row(row).count() == 1 {
                // A row of one cell is the title of what follows, often the name itself.
                if column == 1 {
                    lines.push(Line { value: None, of: Of::Title, ..like });
                }
            } else if !like.words.is_empty() {
                lines.push(like);
            }
        }
    }
    Some(lines)
}

/// Whether the first row is an empty corner with a name above each column of values.
fn names_stand_above(grid: &Grid) -> bool {
    let mut names = (1..grid.width()).map(|column| grid.text(0, column));
    grid.text(0, 0).is_empty() && names.all(|name| name::looks_like(name) >= 0.6)
}
