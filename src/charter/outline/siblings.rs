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
    columns: u8,
}

/// The runs of alike siblings directly inside an element, or in no other for `None`, and of those that lie in a sibling
/// below their header.
pub(crate) fn runs(tree: &Tree, leaves: &Leaves, at: Option<usize>) -> Vec<Run> {
    let of_texts = alike(tree, at, |child| row_of_texts(tree, leaves, child));
    let of_elements = alike(tree, at, |child| row_of_elements(tree, leaves, child));
    let runs = replace(of_texts, of_elements, |run, others| {
        // A row whose every cell is one text shows what the others are: a section's parts are not often so.
        let is_plain = |row: &usize| row_of_texts(tree, leaves, *row) == Some(run.columns);
        others.iter().all(|other| other.rows.len() < run.rows.len()) && run.rows.iter().any(is_plain)
    });
    let runs = replace(runs, with_titles_between(tree, leaves, at), |_, _| true);
    replace(runs, below_headers(tree, leaves, at), |_, _| true)
}

/// Puts runs in the place of those they overlap, where they are better. Both are in the order of the page.
fn replace(runs: Vec<Run>, others: Vec<Run>, is_better: impl Fn(&Run, &[Run]) -> bool) -> Vec<Run> {
    if others.is_empty() {
        return runs;
    }
    let mut all = Vec::with_capacity(runs.len() + others.len());
    let mut rest = runs.into_iter().peekable();
    for run in others {
        all.extend(std::iter::from_fn(|| rest.next_if(|next| next.end <= run.first)));
        let overlapped: Vec<Run> = std::iter::from_fn(|| rest.next_if(|next| next.first < run.end)).collect();
        if is_better(&run, &overlapped) {
            all.push(run);
        } else {
            all.extend(overlapped);
        }
    }
    all.extend(rest);
    all
}

/// How many texts a row holds. `None` of what is no row.
fn row_of_texts(tree: &Tree, leaves: &Leaves, at: usize) -> Option<u8> {
    let is_block = |element: &Element| markup::is_block(&element.tag) || &*element.tag == "li";
    leaves.0.get(at).copied().filter(|count| (2..=8).contains(count) && tree.element(at).is_some_and(is_block))
}

/// How many cells a row holds that may each be several paragraphs, or empty. `None` of what is no row.
fn row_of_elements(tree: &Tree, leaves: &Leaves, at: usize) -> Option<u8> {
    const MOST_TEXTS: u8 = 60;
    leaves.0.get(at).filter(|count| (2..=MOST_TEXTS).contains(*count))?;
    let is_row = |element: &Element| matches!(&*element.tag, "div" | "li" | "section" | "article");
    tree.element(at).filter(|element| is_row(element))?;
    let mut cells = 0;
    for child in tree.children(at) {
        match &tree.nodes.get(child)?.content {
            Content::Text(words) if words.trim().is_empty() => {}
            Content::Element(element) if &*element.tag == "div" && cells < 8 => cells += 1,
            _ => return None,
        }
    }
    (cells > 2).then_some(cells)
}

/// The elements directly inside one that follow one another and have as many columns, at least [`FEWEST`] of them.
fn alike(tree: &Tree, at: Option<usize>, columns: impl Fn(usize) -> Option<u8>) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let mut last = None;
    for child in tree.children(at).filter(|child| !is_nothing(tree, *child)) {
        let this = columns(child);
        if let Some(columns) = this {
            let end = tree.nodes.get(child).map_or(child + 1, |node| node.end);
            match runs.last_mut() {
                Some(run) if last == this => {
                    run.rows.push(child);
                    run.end = end;
                }
                _ => runs.push(Run { first: child, end, rows: vec![child], columns }),
            }
        }
        last = this;
    }
    runs.retain(|run| run.rows.len() >= FEWEST);
    runs
}

/// Rows of three cells or more with single texts between them, as cells that span a table: titles of the rows below, or what
/// is said of the row above.
fn with_titles_between(tree: &Tree, leaves: &Leaves, at: Option<usize>) -> Vec<Run> {
    const LONGEST_TITLE: usize = 80;
    let children: Vec<usize> = tree.children(at).filter(|child| !is_nothing(tree, *child)).collect();
    let columns = |at: usize| row_of_texts(tree, leaves, at).or_else(|| row_of_elements(tree, leaves, at));
    let is_single = |at: &usize| leaves.0.get(*at) == Some(&1);
    let mut runs = Vec::new();
    let mut rest = children.as_slice();
    while let Some((first, others)) = rest.split_first() {
        rest = others;
        let Some(count) = columns(*first).filter(|count| *count > 2) else { continue };
        let tag = tree.element(*first).map(|element| &element.tag);
        let mut rows = vec![*first];
        for child in others {
            let is_alike = tree.element(*child).map(|element| &element.tag) == tag;
            let is_title = is_single(child) && is_alike && !rows.last().is_some_and(is_single);
            if !is_title && columns(*child) != Some(count) {
                break;
            }
            rows.push(*child);
        }
        rest = others.get(rows.len() - 1..).unwrap_or_default();
        let stand_below = |rows: &[usize]| {
            rows.chunks(2).all(|pair| matches!(pair, [row, below] if !is_single(row) && is_single(below)))
        };
        let described = stand_below(&rows) || rows.split_first().is_some_and(|(_, rows)| stand_below(rows));
        if !described {
            rows.pop_if(|last| is_single(last));
        }
        let titles = || rows.iter().filter(|row| is_single(row));
        let titled = titles().all(|title| described || is_short(tree, *title, LONGEST_TITLE));
        if titled && titles().count() > 0 && rows.len() - titles().count() >= FEWEST {
            let end = rows.last().and_then(|last| tree.nodes.get(*last)).map_or(0, |last| last.end);
            runs.push(Run { first: *first, end, rows, columns: count });
        }
    }
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
fn below_headers(tree: &Tree, leaves: &Leaves, at: Option<usize>) -> Vec<Run> {
    const LONGEST_HEADER: usize = 40;
    let mut runs = Vec::new();
    let mut siblings = tree.children(at).filter(|child| !is_nothing(tree, *child)).peekable();
    while let Some(header) = siblings.next() {
        let Some(count) = row_of_texts(tree, leaves, header).filter(|count| *count > 2) else { continue };
        let mut rows = vec![header];
        let mut end = 0;
        while let Some(body) = siblings.peek().copied() {
            let within = || tree.children(body).filter(|row| !is_nothing(tree, *row));
            let first = if rows.len() == 1 { within().next() } else { None };
            let is_row = |row: usize| {
                // The last cell of a row may be left out where nothing is said in it, but not of the first.
                let least = if count > 3 && Some(row) != first { count - 1 } else { count };
                let is_full = |cells: u8| (least..=count).contains(&cells);
                [row_of_texts, row_of_elements].iter().any(|columns| columns(tree, leaves, row).is_some_and(is_full))
            };
            if tree.element(body).is_none_or(|body| &*body.tag != "div") || !within().all(is_row) {
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
        if end > 0 && is_short(tree, header, LONGEST_HEADER) {
            runs.push(Run { first: header, end, rows, columns: count });
        }
    }
    runs
}

/// Whether every text of a row is as short as that of a header or a title.
fn is_short(tree: &Tree, at: usize, longest: usize) -> bool {
    markup::texts(tree, at).iter().all(|text| text.plain.len() <= longest && !text.plain.ends_with('.'))
}

/// The grid of a run of siblings.
pub(crate) fn grid(tree: &Tree, run: &Run) -> Grid {
    let mut grid = Grid::of_siblings();
    let mut rows: Vec<Vec<Text>> = run.rows.iter().map(|row| cells(tree, run, *row)).collect();
    if let Some(labels) = labels(&rows) {
        rows.iter_mut().for_each(|row| *row = values(std::mem::take(row)));
        rows.insert(0, labels);
    }
    for texts in rows {
        let columns = if texts.len() == 1 { u16::from(run.columns) } else { 1 };
        let cells = texts.into_iter().map(|text| Cell { columns, ..Cell::new(text, false) });
        if cells.len() > 0 && !grid.add_row(cells) {
            break;
        }
    }
    grid
}

/// The cells of a row of a run.
fn cells(tree: &Tree, run: &Run, row: usize) -> Vec<Text> {
    let elements = || tree.children(row).filter(|cell| tree.element(*cell).is_some());
    if elements().count() == usize::from(run.columns) {
        elements().map(|cell| markup::text(tree, cell)).collect()
    } else {
        markup::texts(tree, row)
    }
}

/// The labels before each value, where every row has the same: "Cookie | sid | Duration | 1 day", "Cookie | theme | Duration |
/// 1 year". `None` where the rows have none.
fn labels(rows: &[Vec<Text>]) -> Option<Vec<Text>> {
    const LONGEST_LABEL: usize = 40;
    let (first, others) = rows.split_first()?;
    let is_label = |at: usize| {
        first.get(at).is_some_and(|label| {
            let again = |row: &Vec<Text>| row.get(at).is_some_and(|other| other.plain == label.plain);
            (1..=LONGEST_LABEL).contains(&label.plain.len()) && others.iter().all(again)
        })
    };
    let is_value =
        |row: &Vec<Text>| row.get(1).is_some_and(|value| first.get(1).is_some_and(|one| one.plain != value.plain));
    let are_paired = first.len() > 2 && first.len() % 2 == 0 && rows.iter().all(|row| row.len() == first.len());
    let labels = || (0..first.len()).step_by(2);
    (are_paired && labels().all(is_label) && others.iter().all(is_value))
        .then(|| labels().filter_map(|at| first.get(at).cloned()).collect())
}

/// What stands behind the labels of a row.
fn values(row: Vec<Text>) -> Vec<Text> {
    row.into_iter().skip(1).step_by(2).collect()
}
