//! The elements of an HTML page, in the order of its tags.
//!
//! [`scan`] finds the tags and texts; this module only nests the elements, by the rules of HTML that matter to reading
//! (implied end tags, void elements). It is not a browser's tree: text misplaced inside a table stays where it was
//! written, and nothing is invented (`tbody`, `head`).
//! Nodes lie in one vector, each knowing where it ends, so walking and dropping never recurse, whatever the nesting.

use super::decode::Decoder;
use super::scan::{Attribute, Tag, Token, has_markup, scan};
use crate::text;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The deepest nesting kept, Blink's own limit; plain containers below it become siblings of one another.
const DEEPEST: usize = 512;

/// The nesting kept of tables, lists and all else that is more than a container.
const DEEPEST_MEANING: usize = 2 * DEEPEST;

/// The most characters read of a page, in bytes.
pub(crate) const LONGEST: usize = 16 << 20;

/// The elements and texts of a page in document order: what lies inside node `i` is `i + 1 .. end(i)`.
#[derive(Debug, Default)]
pub(crate) struct Tree<'a> {
    /// The nodes.
    pub(crate) nodes: Vec<Node<'a>>,
    /// The tag of the page's language, from `<html lang>` or `<body lang>`.
    pub(crate) language: Option<String>,
}

/// An element or a text.
#[derive(Debug)]
pub(crate) struct Node<'a> {
    /// The index after the last node inside this one.
    pub(crate) end: usize,
    /// What it is.
    pub(crate) content: Content<'a>,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Content<'a> {
    /// An element.
    Element(Element<'a>),
    /// A stretch of text, entities decoded.
    Text(Cow<'a, str>),
}

/// An element.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    /// Its tag, in lower case.
    pub(crate) tag: Cow<'a, str>,
    attributes: Vec<Attribute<'a>>,
    /// Whether it is a table that holds another table: a table for layout.
    pub(crate) holds_table: bool,
}

impl<'a> Element<'a> {
    /// The value of an attribute.
    pub(crate) fn attribute(&self, name: &str) -> Option<Cow<'a, str>> {
        value(&self.attributes, name)
    }
}

/// The value of the first attribute of a name.
fn value<'a>(attributes: &[Attribute<'a>], name: &str) -> Option<Cow<'a, str>> {
    let value = attributes.iter().find(|attribute| attribute.name.eq_ignore_ascii_case(name))?.value;
    let is_plain = !value.contains(['&', '\r', '\0']);
    Some(if is_plain { Cow::Borrowed(value) } else { Cow::Owned(Decoder::whole(value)) })
}

impl<'a> Tree<'a> {
    /// The element at an index. `None` for a text.
    pub(crate) fn element(&self, at: usize) -> Option<&Element<'a>> {
        match &self.nodes.get(at)?.content {
            Content::Element(element) => Some(element),
            Content::Text(_) => None,
        }
    }

    /// The nodes directly inside `at`, or those that lie in no other for `None`.
    pub(crate) fn children(&self, at: impl Into<Option<usize>>) -> impl Iterator<Item = usize> {
        let at = at.into();
        let end = at.map_or(self.nodes.len(), |at| self.nodes.get(at).map_or(0, |node| node.end));
        let within = move |index: usize| (index < end).then_some(index);
        std::iter::successors(within(at.map_or(0, |at| at + 1)), move |index| within(self.nodes.get(*index)?.end))
    }
}

/// Nests the elements of an HTML source. At most [`LONGEST`] bytes are read.
pub(crate) fn parse(source: &str) -> Tree<'_> {
    let source = text::head(source, LONGEST);
    let mut growth = Growth::default();
    // Of the two tags of an element the first is a node, and mostly a text stands behind one of them.
    growth.tree.nodes.reserve(memchr::memchr_iter(b'<', source.as_bytes()).count().min(source.len() / 8));
    scan(source, |token| match token {
        Token::Start(tag) => growth.start(tag),
        Token::End(name) => growth.finish(name),
        Token::Text(text) => growth.push(Content::Text(text)),
    });
    growth.close_to(0);
    growth.settle_custom();
    growth.settle_component();
    growth.tree
}

#[derive(Default)]
struct Growth<'a> {
    tree: Tree<'a>,
    /// The elements now open.
    open: Vec<usize>,
    /// How many elements are open beyond the deepest nesting, by whether they are plain containers.
    beyond: [usize; 2],
    /// The custom elements, by the element that they stand in.
    custom: BTreeMap<Option<usize>, Vec<usize>>,
}

impl<'a> Growth<'a> {
    fn start(&mut self, tag: Tag<'a>) {
        let name = tag.name.clone();
        let name = &*name;
        if matches!(name, "html" | "head" | "body") {
            if name != "head" && self.tree.language.is_none() {
                self.tree.language = value(&tag.attributes, "lang").map(Cow::into_owned);
            }
            return;
        }
        self.close_implied(name);
        if name == "table" {
            let outer = self.open.iter().rposition(|at| self.tag(*at) == "table");
            let outer = outer.and_then(|position| self.open.get(position).copied());
            if let Some(Node { content: Content::Element(element), .. }) =
                outer.and_then(|at| self.tree.nodes.get_mut(at))
            {
                element.holds_table = true;
            }
        }
        if is_custom(name) {
            self.custom.entry(self.open.last().copied()).or_default().push(self.tree.nodes.len());
        }
        let childless = is_void(name) || (tag.self_closing && self.in_drawing());
        let at = self.tree.nodes.len();
        self.push(Content::Element(Element { tag: tag.name, attributes: tag.attributes, holds_table: false }));
        if childless {
        } else if self.open.len() < deepest(name) || !has_markup(name) {
            self.open.push(at);
        } else if let Some(beyond) = self.beyond.get_mut(usize::from(is_container(name))) {
            *beyond += 1;
        }
    }

    fn push(&mut self, content: Content<'a>) {
        let end = self.tree.nodes.len() + 1;
        self.tree.nodes.push(Node { end, content });
    }

    fn finish(&mut self, tag: Cow<'a, str>) {
        // HTML, 13.2.6.4.7: "</br>" is treated as "<br>".
        if tag == "br" {
            self.push(Content::Element(Element { tag, attributes: Vec::new(), holds_table: false }));
            return;
        }
        let name = &*tag;
        let beyond = self.beyond.get_mut(usize::from(is_container(name)));
        if let Some(beyond) = beyond.filter(|beyond| **beyond > 0 && has_markup(name)) {
            *beyond -= 1;
            return;
        }
        let crosses_cells = matches!(name, "table" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption");
        for position in (0..self.open.len()).rev() {
            let open = self.open.get(position).map_or("", |at| self.tag(*at));
            if open == name {
                self.close_to(position);
                return;
            }
            if matches!(open, "td" | "th" | "table" | "caption") && !crosses_cells {
                return;
            }
            if open == "table" {
                return;
            }
        }
    }

    /// Closes what a start tag closes without an end tag.
    fn close_implied(&mut self, name: &str) {
        match name {
            "li" => self.close_within(&["li"], &["ul", "ol", "menu", "table", "td", "th", "details"]),
            "dt" | "dd" => self.close_within(&["dt", "dd"], &["dl", "table", "td", "th"]),
            "option" | "optgroup" => self.close_within(&["option"], &["select", "datalist"]),
            "td" | "th" => self.close_within(&["td", "th", "caption"], &["tr", "table"]),
            "tr" => self.close_within(&["tr", "caption"], &["table"]),
            "thead" | "tbody" | "tfoot" => self.close_within(&["thead", "tbody", "tfoot", "caption"], &["table"]),
            _ => {}
        }
        if closes_paragraph(name) {
            self.close_within(&["p"], &["table", "td", "th", "caption", "button", "li", "div", "section", "details"]);
        }
    }

    /// Closes the outermost open element among `targets` that lies inside the nearest of `bounds`.
    fn close_within(&mut self, targets: &[&str], bounds: &[&str]) {
        let mut found = None;
        for (position, at) in self.open.iter().enumerate().rev() {
            let open = self.tag(*at);
            if bounds.contains(&open) {
                break;
            }
            if targets.contains(&open) {
                found = Some(position);
            }
        }
        if let Some(position) = found {
            self.close_to(position);
        }
    }

    /// Closes the open elements from `position` on.
    fn close_to(&mut self, position: usize) {
        let end = self.tree.nodes.len();
        for at in self.open.drain(position..) {
            if let Some(node) = self.tree.nodes.get_mut(at) {
                node.end = end;
            }
        }
    }

    /// Takes custom elements for `div`s, except in the midst of a text: how they are shown, only a style sheet says.
    fn settle_custom(&mut self) {
        let tree = &mut self.tree;
        for (parent, custom) in std::mem::take(&mut self.custom) {
            let in_text = tree.children(parent).any(|child| {
                matches!(tree.nodes.get(child), Some(Node { content: Content::Text(words), .. }) if !words.trim().is_empty())
            });
            for at in custom.into_iter().filter(|_| !in_text) {
                if let Some(Node { content: Content::Element(element), .. }) = tree.nodes.get_mut(at) {
                    element.tag = Cow::Borrowed("div");
                }
            }
        }
    }

    /// Takes the templates of a component for `div`s: a source that is nothing but templates, scripts and styles holds
    /// there what is shown. Elsewhere a template holds what a script may show.
    fn settle_component(&mut self) {
        let is_part = |at: usize| match self.tree.nodes.get(at).map(|node| &node.content) {
            Some(Content::Text(words)) => words.trim().is_empty(),
            Some(Content::Element(element)) => matches!(&*element.tag, "template" | "script" | "style"),
            None => false,
        };
        if self.tree.language.is_some() || !self.tree.children(None).all(is_part) {
            return;
        }
        for node in &mut self.tree.nodes {
            if let Content::Element(element) = &mut node.content
                && &*element.tag == "template"
            {
                element.tag = Cow::Borrowed("div");
            }
        }
    }

    fn tag(&self, at: usize) -> &str {
        self.tree.element(at).map_or("", |element| &*element.tag)
    }

    fn in_drawing(&self) -> bool {
        self.open.iter().rev().any(|at| matches!(self.tag(*at), "svg" | "math"))
    }
}

fn deepest(tag: &str) -> usize {
    if is_container(tag) { DEEPEST } else { DEEPEST_MEANING }
}

/// Whether an element only holds others: at any depth its words are read as well without it.
fn is_container(tag: &str) -> bool {
    matches!(tag, "div" | "span" | "section" | "article" | "main" | "aside" | "center" | "font" | "blockquote" | "form")
}

/// Whether an element is an application's own: `<app-cookie>` (HTML, 4.13.3, "valid custom element name").
fn is_custom(tag: &str) -> bool {
    tag.starts_with(|first: char| first.is_ascii_lowercase())
        && tag.contains('-')
        && !matches!(tag, "annotation-xml" | "color-profile" | "missing-glyph")
        && !tag.starts_with("font-face")
}

fn is_void(tag: &str) -> bool {
    matches!(
        tag,
        "area"
            | "base"
            | "br"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

fn closes_paragraph(tag: &str) -> bool {
    matches!(
        tag,
        "address"
            | "article"
            | "aside"
            | "blockquote"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "fieldset"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hr"
            | "main"
            | "nav"
            | "ol"
            | "p"
            | "pre"
            | "section"
            | "table"
            | "ul"
    )
}

#[cfg(test)]
mod tests {
    use super::{Content, Tree, parse};
    use std::fmt::Write;

    fn shape(source: &str) -> String {
        fn level(tree: &Tree, at: usize, end: usize, shape: &mut String) {
            let mut at = at;
            while at < end {
                match &tree.nodes[at].content {
                    Content::Text(text) => shape.push_str(text.trim()),
                    Content::Element(element) => {
                        write!(shape, "({} ", &*element.tag).unwrap();
                        level(tree, at + 1, tree.nodes[at].end, shape);
                        shape.push(')');
                    }
                }
                at = tree.nodes[at].end;
            }
        }
        let tree = parse(source);
        let mut shape = String::new();
        level(&tree, 0, tree.nodes.len(), &mut shape);
        shape
    }

    #[test]
    fn end_tags_are_implied() {
        assert_eq!(shape("<ul><li>a<li>b</ul>"), "(ul (li a)(li b))");
        assert_eq!(shape("<p>a<p>b<div>c</div>"), "(p a)(p b)(div c)");
        assert_eq!(
            shape("<table><tr><th>a<th>b<tr><td>c<td>d</table>e"),
            "(table (tr (th a)(th b))(tr (td c)(td d)))e"
        );
        assert_eq!(shape("<dl><dt>a<dd>b<dt>c</dl>"), "(dl (dt a)(dd b)(dt c))");
        assert_eq!(shape("<p>a</br>b</p>"), "(p a(br )b)");
    }

    #[test]
    fn custom_elements_are_blocks_but_in_a_text() {
        assert_eq!(shape("<my-row><my-cell>a</my-cell><my-cell>b</my-cell></my-row>"), "(div (div a)(div b))");
        assert_eq!(shape("<p>We keep <my-term>cookies</my-term>.</p>"), "(p We keep(my-term cookies).)");
        assert_eq!(shape("<svg><font-face>a</font-face></svg>"), "(svg (font-face a))");
    }

    #[test]
    fn the_templates_of_a_component_are_read() {
        assert_eq!(
            shape("<script>x</script>\n<template><p>a</p><template v-if>b</template></template>"),
            "(script x)(div (p a)(div b))"
        );
        assert_eq!(shape("<p>a</p><template>b</template>"), "(p a)(template b)");
    }

    #[test]
    fn a_stray_end_tag_does_not_leave_its_cell() {
        assert_eq!(shape("<div><table><tr><td>a</div></td><td>b"), "(div (table (tr (td a)(td b))))");
    }

    #[test]
    fn scripts_are_not_markup() {
        assert_eq!(shape("<script>'<td>'</script><b>a &amp; b</b>"), "(script '<td>')(b a&b)");
    }

    #[test]
    fn a_tag_with_thousands_of_attributes_is_one() {
        let many: String = (0..10_000).map(|index| format!(" a{index}")).collect();
        assert_eq!(shape(&format!("<p>a</p><p{many}>b</p>")), "(p a)(p b)");
        let value = format!("{}<table><tr><td>c", "word ".repeat(5_000));
        assert_eq!(shape(&format!("<div data-x='{value}'>b</div>d")), "(div b)d");
    }

    #[test]
    fn a_script_below_thousands_of_levels_ends() {
        let deep = format!("{}<script>x</script><p>a", "<b>".repeat(1_100));
        assert!(shape(&deep).contains("(script x)(p "));
    }

    #[test]
    fn a_hundred_thousand_levels_do_not_hurt() {
        let source = "<div><b>".repeat(100_000);
        let tree = parse(&source);
        assert_eq!(tree.nodes.len(), 200_000);
    }

    #[test]
    fn a_table_below_thousands_of_levels_is_one() {
        let table = "<table><tr><td>a<td>b</table>";
        let deep = format!("{}{table}{}<p>c", "<div>".repeat(5_000), "</div>".repeat(5_000));
        let shape = shape(&deep);
        assert!(shape.contains("(table (tr (td a)(td b)))"));
        assert!(shape.ends_with(")(p c)"));
    }
}
