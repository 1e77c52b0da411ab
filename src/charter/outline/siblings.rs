//! Grids without a table: repeated siblings that each hold as many texts.
//!
//! `<div class="row"><div>_ga</div><div>2 ans</div><div>Google</div></div>`, again and again, is a table to the eye. A run
//! of at least three siblings of two to eight texts each, or of as many elements that may hold several paragraphs, becomes
//! a [`Grid`]; a header may stand in a sibling of its own above what holds the rows. Whether a grid declares anything is
//! for the readers to find, and its cells can be read as lines all the same. Siblings that hold headings, tables or definition
//! lists have their own structure and are left to it.

use super::grid::{Cell, Grid};
use super::inline::Text;
use super::tree::{Content, Element, Tree};
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

/// Alike siblings that make a grid.
pub(crate) struct Run {
    /// The node that the run begins with.
    pub(crate) first: usize,
    /// The node after the run.
    pub(crate) end: usize,
    rows: Vec<usize>,
    parts: Parts,
}

/// What the cells of a row are.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parts {
    /// Its texts, however deep they lie.
    Texts,
    /// The elements directly inside it, each of which may hold several paragraphs.
    Elements,
}

impl Run {
    fn of(tree: &Tree, first: usize, rows: Vec<usize>, parts: Parts) -> Option<Self> {
        let end = tree.nodes.get(*rows.last()?)?.end;
        Some(Self { first, end, rows, parts })
    }

    fn overlaps(&self, other: &Self) -> bool {
        self.first < other.end && other.first < self.end
    }
}

/// The runs of alike siblings directly inside an element, and of those that lie in a sibling below their header.
pub(crate) fn runs(tree: &Tree, leaves: &Leaves, at: usize) -> Vec<Run> {
    let mut runs: Vec<Run> = alike(tree, at, |child| row_of_texts(tree, leaves, child))
        .into_iter()
        .filter_map(|rows| Run::of(tree, *rows.first()?, rows, Parts::Texts))
        .collect();
    let of_elements = alike(tree, at, |child| row_of_elements(tree, leaves, child)).into_iter();
    for run in of_elements.filter_map(|rows| Run::of(tree, *rows.first()?, rows, Parts::Elements)) {
        // A row whose every cell is one text shows what the others are: a section's parts are not often so.
        let is_plain = |row: &usize| row_of_texts(tree, leaves, *row) == row_of_elements(tree, leaves, *row);
        let is_longer = runs.iter().filter(|other| other.overlaps(&run)).all(|other| other.rows.len() < run.rows.len());
        if is_longer && run.rows.iter().any(is_plain) {
            runs.retain(|other| !other.overlaps(&run));
            runs.push(run);
        }
    }
    for run in below_headers(tree, leaves, at) {
        runs.retain(|other| !other.overlaps(&run));
        runs.push(run);
    }
    runs
}

/// How many texts a row holds. `None` of what is no row.
fn row_of_texts(tree: &Tree, leaves: &Leaves, at: usize) -> Option<u8> {
    let is_block = |element: &Element| markup::is_block(&element.tag) || &*element.tag == "li";
    leaves.0.get(at).copied().filter(|count| (2..=8).contains(count) && tree.element(at).is_some_and(is_block))
}

/// How many cells a row holds that may be several paragraphs each. `None` of what is no row.
fn row_of_elements(tree: &Tree, leaves: &Leaves, at: usize) -> Option<u8> {
    const MOST_TEXTS: u8 = 60;
    let texts = leaves.0.get(at).copied().filter(|count| (3..=MOST_TEXTS).contains(count))?;
    let is_row = |element: &Element| matches!(&*element.tag, "div" | "li" | "section" | "article");
    tree.element(at).filter(|element| is_row(element))?;
    let mut cells = 0;
    for child in tree.children(at).take(2 * usize::from(MOST_TEXTS)) {
        match &tree.nodes.get(child)?.content {
            Content::Text(words) if words.trim().is_empty() => {}
            Content::Element(element) if &*element.tag == "div" => {
                cells += u8::from(leaves.0.get(child).is_some_and(|count| (1..=texts).contains(count)));
            }
            _ => return None,
        }
    }
    (3..=8).contains(&cells).then_some(cells)
}

/// The elements directly inside one that follow one another and are alike, at least [`FEWEST`] of them.
fn alike(tree: &Tree, at: usize, like: impl Fn(usize) -> Option<u8>) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for child in tree.children(at) {
        if is_nothing(tree, child) {
            continue;
        }
        let this = like(child);
        match runs.last_mut() {
            Some(run) if this.is_some() && last == this => run.push(child),
            _ if this.is_some() => runs.push(vec![child]),
            _ => {}
        }
        last = this;
    }
    runs.retain(|run| run.len() >= FEWEST);
    runs
}

/// Whether a node says nothing between two siblings.
fn is_nothing(tree: &Tree, at: usize) -> bool {
    tree.nodes.get(at).is_none_or(|node| match &node.content {
        Content::Text(words) => words.trim().is_empty(),
        Content::Element(element) => matches!(&*element.tag, "script" | "style" | "template" | "hr" | "br"),
    })
}

/// The rows that a sibling holds below the one that holds their header, as `tbody` stands below `thead`.
fn below_headers(tree: &Tree, leaves: &Leaves, at: usize) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut siblings = tree.children(at).filter(|child| !is_nothing(tree, *child)).peekable();
    while let Some(header) = siblings.next() {
        let Some(count) = row_of_texts(tree, leaves, header).filter(|count| *count > 2) else { continue };
        let mut rows = vec![header];
        let mut end = 0;
        while let Some(body) = siblings.peek().copied() {
            let within = || tree.children(body).filter(|row| !is_nothing(tree, *row));
            let is_row = |row: usize| row_of_texts(tree, leaves, row) == Some(count);
            if !tree.element(body).is_some_and(|body| &*body.tag == "div") || !within().all(is_row) {
                break;
            }
            let before = rows.len();
            rows.extend(within());
            if rows.len() == before {
                break;
            }
            end = tree.nodes.get(body).map_or(0, |body| body.end);
            siblings.next();
        }
        if end > 0 && is_header(tree, header) {
            runs.push(Run { first: header, end, rows, parts: Parts::Texts });
        }
    }
    runs
}

/// Whether every text of a row is as short as a header's.
fn is_header(tree: &Tree, at: usize) -> bool {
    const LONGEST: usize = 40;
    markup::texts(tree, at).iter().all(|text| text.plain.len() <= LONGEST && !text.plain.ends_with('.'))
}

/// The grid of a run of siblings.
pub(crate) fn grid(tree: &Tree, run: &Run) -> Grid {
    let mut grid = Grid::of_siblings();
    for row in &run.rows {
        let texts: Vec<Text> = match run.parts {
            Parts::Texts => markup::texts(tree, *row),
            Parts::Elements => tree
                .children(*row)
                .filter(|cell| tree.element(*cell).is_some())
                .map(|cell| markup::text(tree, cell))
                .filter(|text| !text.is_empty())
                .collect(),
        };
        if !texts.is_empty() && !grid.add_row(texts.into_iter().map(|text| Cell::new(text, false))) {
            break;
        }
    }
    grid
}
