//! Tables of labels below the name of a cookie: "`shop_sid`", and below it "Provider | Example Shop", "Expiry | 30 days".

use super::{Block, Body, Grid, Outline};
use crate::charter::lead;
use crate::charter::lexicon::{Languages, Role};

/// Makes the rows of such tables pairs, as those of definition lists are.
pub(crate) fn settle(outline: &mut Outline, languages: Languages) {
    let below = |at: usize, block: &Block| match &block.body {
        Body::Grid(grid) => grid.is_table && tells_one(grid, languages) && is_below_name(outline, at, block, languages),
        _ => false,
    };
    let of_labels: Vec<bool> = outline.blocks.iter().enumerate().map(|(at, block)| below(at, block)).collect();
    if !of_labels.contains(&true) {
        return;
    }
    let blocks = std::mem::take(&mut outline.blocks);
    for (block, of_labels) in blocks.into_iter().zip(of_labels) {
        match &block.body {
            Body::Grid(grid) if of_labels => outline.blocks.extend(pairs(grid, &block)),
            _ => outline.blocks.push(block),
        }
    }
}

/// Whether a table has a label and its value in every row, and none for a name.
fn tells_one(grid: &Grid, languages: Languages) -> bool {
    const FEWEST: usize = 2;
    const MOST: usize = 12;
    if grid.width() != 2 || !(FEWEST..=MOST).contains(&grid.height()) {
        return false;
    }
    let label = |row: usize| languages.roles(grid.text(row, 0).trim_end_matches([':', ' '])).first().copied();
    let is_pair = |row: usize| grid.row(row).count() == 2 && !grid.text(row, 0).is_empty();
    let labels: Vec<Role> = (0..grid.height()).filter_map(label).collect();
    let distinct = labels.iter().enumerate().all(|(at, role)| labels.iter().skip(at + 1).all(|next| next != role));
    (0..grid.height()).all(is_pair)
        && labels.len() >= FEWEST
        && labels.len() + 1 >= grid.height()
        && distinct
        && !labels.contains(&Role::Name)
        && languages.roles(grid.text(0, 1)).is_empty()
}

/// Whether the name of one cookie is the heading of a table, or what stands right above it.
fn is_below_name(outline: &Outline, at: usize, block: &Block, languages: Languages) -> bool {
    let is_name = |words: &str| lead::are_names(words.trim(), 0.6, languages);
    let above = at.checked_sub(1).and_then(|above| outline.blocks.get(above));
    above.filter(|above| above.section == block.section).is_some_and(|above| match &above.body {
        Body::Heading(_, text) | Body::Label(text) | Body::Paragraph(text) => is_name(&text.plain),
        _ => false,
    })
}

fn pairs(grid: &Grid, block: &Block) -> Vec<Block> {
    let text = |row: usize, column: usize| grid.cell(row, column).map(|cell| cell.text.clone()).unwrap_or_default();
    let pair = |row: usize| Body::Pair(text(row, 0), text(row, 1));
    let rows = 0..grid.height();
    rows.map(|row| Block { section: block.section, depth: block.depth, body: pair(row) }).collect()
}
