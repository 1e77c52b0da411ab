//! Table elements, and elements with the roles of a table, made grids.

use super::grid::{Cell, Grid};
use super::icon;
use super::inline::Text;
use super::markup;
use super::tree::{Content, Element, Tree};

/// The part an element plays in a table.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Head,
    Row,
    Cell,
    Header,
    Caption,
    Inside,
}

/// Whether a table holds data: some row has two cells. A table of single cells is a page's layout.
pub(crate) fn is_data(tree: &Tree, at: usize) -> bool {
    let Some(end) = tree.nodes.get(at).map(|node| node.end) else { return false };
    let mut cells = 0;
    let mut next = at + 1;
    while next < end {
        let Some(node) = tree.nodes.get(next) else { return false };
        next += 1;
        if let Content::Element(element) = &node.content {
            match part(element) {
                Part::Row => cells = 0,
                Part::Cell | Part::Header => {
                    cells += 1;
                    if cells > 1 {
                        return true;
                    }
                    next = node.end;
                }
                _ => {}
            }
        }
    }
    false
}

/// The caption, the grid, and the first words of the rows that exceed its bounds.
pub(crate) fn grid(tree: &Tree, at: usize) -> (Text, Grid, Option<String>) {
    let mut caption = Text::default();
    let mut grid = Grid::default();
    let mut left_out = None;
    let Some(end) = tree.nodes.get(at).map(|node| node.end) else { return (caption, grid, left_out) };
    let mut row: Vec<Cell> = Vec::new();
    let mut head_until = 0;
    let mut next = at + 1;
    let mut row_until = 0;
    while let Some(node) = tree.nodes.get(next).filter(|_| next < end) {
        if next >= row_until && !row.is_empty() {
            finish(&mut grid, &mut row, &mut left_out);
        }
        let here = next;
        next += 1;
        let Content::Element(element) = &node.content else { continue };
        match part(element) {
            Part::Head => head_until = node.end,
            Part::Row => {
                finish(&mut grid, &mut row, &mut left_out);
                row_until = node.end;
            }
            Part::Caption => {
                caption = markup::text(tree, here);
                next = node.end;
            }
            found @ (Part::Cell | Part::Header) => {
                let span = |name| element.attribute(name).and_then(|span| span.trim().parse::<u16>().ok()).unwrap_or(1);
                let text = markup::text(tree, here);
                let drawn = if text.is_empty() { icon::said(tree, here) } else { None };
                let mut cell =
                    Cell::new(drawn.map_or(text, |said| Text::new(&said)), found == Part::Header || here < head_until);
                cell.columns = span("colspan").max(span("aria-colspan"));
                cell.rows = span("rowspan").max(span("aria-rowspan"));
                row.push(cell);
                next = node.end;
                if row_until == 0 {
                    row_until = end;
                }
            }
            Part::Inside => {
                if matches!(&*element.tag, "script" | "style" | "template" | "colgroup") {
                    next = node.end;
                }
            }
        }
    }
    finish(&mut grid, &mut row, &mut left_out);
    if !caption.is_empty() {
        grid.caption = Some(caption.plain.clone());
    }
    (caption, grid, left_out)
}

fn finish(grid: &mut Grid, row: &mut Vec<Cell>, left_out: &mut Option<String>) {
    if row.is_empty() {
        return;
    }
    let excerpt = if grid.is_full() { row.first().map(|cell| super::inline::excerpt(&cell.text.plain)) } else { None };
    if !grid.add_row(row.drain(..)) && left_out.is_none() {
        *left_out = excerpt;
    }
}

fn part(element: &Element) -> Part {
    match &*element.tag {
        "thead" => Part::Head,
        "tr" => Part::Row,
        "td" => Part::Cell,
        "th" => Part::Header,
        "caption" => Part::Caption,
        _ => match element.attribute("role").as_deref() {
            Some("row") => Part::Row,
            Some("cell" | "gridcell" | "rowheader") => Part::Cell,
            Some("columnheader") => Part::Header,
            _ => Part::Inside,
        },
    }
}
