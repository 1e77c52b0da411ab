//! Grids without a table: repeated siblings that each hold as many texts.
//!
//! `<div class="row"><div>_ga</div><div>2 ans</div><div>Google</div></div>`, again and again, is a table to the eye. A run
//! of at least three siblings of two to eight texts each becomes a [`Grid`]; whether it declares anything is for the
//! readers to find, and its cells can be read as lines all the same. Siblings that hold headings, tables or definition
//! lists have their own structure and are left to it.

use super::grid::{Cell, Grid};
use super::inline::Text;
use super::tree::{Content, Tree};
use super::{markup, table};

/// How few siblings make a grid.
const FEWEST: usize = 3;

/// How many texts each node holds; 0 for those that cannot be the row of a grid.
pub(crate) struct Leaves(Vec<u8>);

/// Too many texts for a row, or a structure of its own.
const NO_ROW: u8 = u8::MAX;

/// An element that is open while leaves are counted.
struct Open {
    at: usize,
    end: usize,
    block: bool,
    leaves: u8,
    says: bool,
}

/// Counts the texts in every element, in one pass.
pub(crate) fn leaves(tree: &Tree) -> Leaves {
    let mut leaves = vec![0; tree.nodes.len()];
    let mut open: Vec<Open> = Vec::new();
    let mut at = 0;
    loop {
        while let Some(done) = open.pop_if(|open| open.end <= at || at >= tree.nodes.len()) {
            let own = if !done.block || !done.says {
                0
            } else {
                u8::try_from(markup::stacked(tree, done.at).len() + 1).unwrap_or(NO_ROW)
            };
            let total = done.leaves.saturating_add(own);
            if let Some(place) = leaves.get_mut(done.at) {
                *place = total;
            }
            if let Some(outer) = open.last_mut() {
                outer.leaves = outer.leaves.saturating_add(total);
                outer.says |= !done.block && done.says;
            }
        }
        let Some(node) = tree.nodes.get(at) else { break };
        match &node.content {
            Content::Text(words) => {
                if let Some(open) = open.last_mut() {
                    open.says |= !words.trim().is_empty();
                }
                at += 1;
            }
            Content::Element(element) => {
                let role = element.attribute("role").unwrap_or_default();
                if markup::is_left_out(element, &role) {
                    at = node.end;
                    continue;
                }
                let tag = &*element.tag;
                let own = matches!(
                    tag,
                    "h1" | "h2"
                        | "h3"
                        | "h4"
                        | "h5"
                        | "h6"
                        | "table"
                        | "dl"
                        | "details"
                        | "pre"
                        | "form"
                        | "label"
                        | "button"
                ) || role == "heading";
                let block = markup::is_block(tag) || tag == "li";
                open.push(Open { at, end: node.end, block, leaves: if own { NO_ROW } else { 0 }, says: false });
                // Nobody asks for runs of siblings inside what is read as a table.
                let is_table = tag == "table" && !element.holds_table && table::is_data(tree, at);
                at = if is_table { node.end } else { at + 1 };
            }
        }
    }
    Leaves(leaves)
}

/// The runs of alike siblings directly inside an element: the first and the last of each.
pub(crate) fn runs(tree: &Tree, leaves: &Leaves, at: usize) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut run: Option<(u8, usize, usize, usize)> = None;
    for child in tree.children(at) {
        let Some(element) = tree.element(child) else {
            let blank = matches!(tree.nodes.get(child).map(|node| &node.content), Some(Content::Text(words)) if words.trim().is_empty());
            if !blank {
                close(&mut runs, run.take());
            }
            continue;
        };
        if matches!(&*element.tag, "script" | "style" | "template" | "hr" | "br") {
            continue;
        }
        let count = leaves.0.get(child).copied().unwrap_or(0);
        let fits = (2..=8).contains(&count) && (markup::is_block(&element.tag) || &*element.tag == "li");
        run = match run {
            Some((like, first, _, length)) if fits && like == count => Some((like, first, child, length + 1)),
            other => {
                close(&mut runs, other);
                fits.then_some((count, child, child, 1))
            }
        };
    }
    close(&mut runs, run);
    runs
}

fn close(runs: &mut Vec<(usize, usize)>, run: Option<(u8, usize, usize, usize)>) {
    if let Some((_, first, last, length)) = run
        && length >= FEWEST
    {
        runs.push((first, last));
    }
}

/// The grid of a run of siblings.
pub(crate) fn grid(tree: &Tree, first: usize, last: usize) -> Grid {
    let mut grid = Grid::of_siblings();
    let mut at = first;
    while let Some(node) = tree.nodes.get(at).filter(|_| at <= last) {
        if matches!(node.content, Content::Element(_)) {
            let texts: Vec<Text> = markup::texts(tree, at);
            if !texts.is_empty() && !grid.add_row(texts.into_iter().map(|text| Cell::new(text, false))) {
                break;
            }
        }
        at = node.end;
    }
    grid
}
