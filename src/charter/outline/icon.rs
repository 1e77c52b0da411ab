//! What a drawing in a cell says that has no text: "✓", "yes".

use super::tree::{Content, Element, Tree};

/// What the drawings of a cell without text say: the one that says something first. `None` where none does.
pub(super) fn said(tree: &Tree, cell: usize) -> Option<String> {
    const MOST_NODES: usize = 12;
    let end = tree.nodes.get(cell)?.end;
    let elements = tree.nodes.get(cell + 1..end)?.iter().take(MOST_NODES).filter_map(|node| match &node.content {
        Content::Element(element) => Some(element),
        Content::Text(_) => None,
    });
    elements.into_iter().find_map(|element| called(element).or_else(|| drawn(element)))
}

/// The few words that a drawing is called by.
fn called(element: &Element) -> Option<String> {
    const LONGEST: usize = 24;
    if !matches!(&*element.tag, "img" | "svg" | "i" | "span") {
        return None;
    }
    let mut names = ["alt", "aria-label", "title"].into_iter().filter_map(|name| element.attribute(name));
    names.find(|name| !name.trim().is_empty() && name.len() <= LONGEST).map(|name| name.trim().to_owned())
}

/// The mark that a box or a font of icons draws.
fn drawn(element: &Element) -> Option<String> {
    if &*element.tag == "input" {
        // One that can be changed asks the visitor.
        let is_box = element.attribute("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"))
            && element.attribute("disabled").is_some();
        return is_box.then(|| if element.attribute("checked").is_some() { "✓" } else { "✗" }.to_owned());
    }
    let classes = element.attribute("class").filter(|_| matches!(&*element.tag, "i" | "span"))?;
    classes.split(['-', '_', ' ']).find_map(|part| match part {
        "check" | "tick" | "checkmark" => Some("✓".to_owned()),
        "times" | "cross" | "xmark" => Some("✗".to_owned()),
        _ => None,
    })
}
