//! The outline of an HTML page: its tree walked once, without recursion.

use super::inline::{Marked, Text};
use super::tree::{self, Content, Element, Tree};
use super::{Body, Outline, markup, siblings};
use std::collections::{BTreeMap, BTreeSet};

/// Reads HTML into blocks.
pub(crate) fn outline(source: &str) -> Outline {
    let tree = tree::parse(source);
    let mut walk = Walk {
        tree: &tree,
        outline: Outline::default(),
        text: Text::default(),
        flushes: 0,
        frames: vec![],
        at: 0,
        stacked: BTreeSet::new(),
        leaves: siblings::leaves(&tree),
        runs: BTreeMap::new(),
    };
    walk.outline.language.clone_from(&tree.language);
    if source.len() > tree::LONGEST {
        walk.outline
            .leave_out(|| super::inline::excerpt(source.get(source.ceil_char_boundary(tree::LONGEST)..).unwrap_or("")));
    }
    walk.all();
    walk.outline
}

struct Walk<'tree> {
    tree: &'tree Tree<'tree>,
    outline: Outline,
    /// The running text not yet made a block.
    text: Text,
    /// How many blocks were made: a mark opened before the last one starts with the running text.
    flushes: usize,
    /// The open elements that matter.
    frames: Vec<Frame>,
    /// The node that is looked at.
    at: usize,
    /// Inline elements yet to come that stand on lines of their own.
    stacked: BTreeSet<usize>,
    /// How many texts each element holds.
    leaves: siblings::Leaves,
    /// Runs of alike siblings yet to come, by the node that each begins with.
    runs: BTreeMap<usize, siblings::Run>,
}

struct Frame {
    /// The node after the element.
    end: usize,
    opened: Opened,
    /// How many blocks were made before it.
    blocks: usize,
    /// Whether it is a box that begins with its title.
    is_titled: bool,
}

/// What an open element does to the text inside it.
enum Opened {
    /// Text inside is singled out: since which length of the running text, after how many blocks.
    Marked(Marked, usize, usize),
    /// Text inside becomes blocks of one kind.
    Block(Kind),
    /// Sections opened inside end with it.
    Scope(Option<usize>),
    /// A definition list, with the term that waits for its value.
    Definitions(Text),
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Paragraph,
    Heading(u8),
    Label,
    Item,
    Term,
    Value,
    Code,
}

impl Walk<'_> {
    fn all(&mut self) {
        self.await_runs(None);
        let mut at = 0;
        while let Some(node) = self.tree.nodes.get(at) {
            self.at = at;
            while self.frames.last().is_some_and(|frame| frame.end <= at) {
                self.close();
            }
            match &node.content {
                Content::Text(text) => {
                    self.text.add(text);
                    at += 1;
                }
                Content::Element(element) => at = self.open(at, node.end, element),
            }
        }
        self.at = at;
        while !self.frames.is_empty() {
            self.close();
        }
        self.flush(Kind::Paragraph);
    }

    /// Opens an element and answers where to go on: inside it, or behind it when it is left out or read at once.
    fn open(&mut self, at: usize, end: usize, element: &Element) -> usize {
        let role = element.attribute("role").unwrap_or_default();
        if markup::is_left_out(element, &role) || (&*element.tag == "sup" && markup::is_footnote(self.tree, at)) {
            return end;
        }
        let marked = match &*element.tag {
            "br" => {
                self.text.break_line();
                return end;
            }
            "title" => {
                let text = markup::text(self.tree, at);
                self.outline.title.get_or_insert(text.plain);
                return end;
            }
            "code" | "kbd" | "samp" | "tt" => Some(Marked::Code),
            "b" | "strong" => Some(Marked::Strong),
            "em" | "i" => Some(Marked::Emphasis),
            "a" => Some(Marked::Link),
            _ => None,
        };
        let marked = marked.filter(|_| role != "heading");
        if let Some(run) = self.runs.remove(&at) {
            return self.siblings(&run);
        }
        if self.stacked.remove(&at) {
            self.text.break_line();
        }
        let is_toggle = markup::is_toggle(element, &role) || markup::is_counted(self.tree, at) && self.opens_item(end);
        if let Some(marked) = marked.filter(|_| !is_toggle) {
            self.enter(end, Opened::Marked(marked, self.text.plain.len(), self.flushes));
            return at + 1;
        }
        // "Change your choice by the [button] below": the words go on behind it.
        let goes_on = matches!(self.tree.nodes.get(end).map(|node| &node.content), Some(Content::Text(words)) if !words.trim().is_empty());
        if &*element.tag == "button" && goes_on && !self.text.is_empty() {
            self.enter(end, Opened::Marked(Marked::Link, self.text.plain.len(), self.flushes));
            return at + 1;
        }
        let level = element.attribute("aria-level").and_then(|level| level.parse().ok()).unwrap_or(6);
        let kind = match &*element.tag {
            "h1" => Kind::Heading(1),
            "h2" => Kind::Heading(2),
            "h3" => Kind::Heading(3),
            "h4" => Kind::Heading(4),
            "h5" => Kind::Heading(5),
            "h6" => Kind::Heading(6),
            _ if role == "heading" => Kind::Heading(level),
            "summary" | "button" | "caption" | "legend" | "label" | "figcaption" => Kind::Label,
            _ if is_toggle => Kind::Label,
            "pre" if self.page_within(at) => return end,
            "pre" => Kind::Code,
            "li" => Kind::Item,
            "dt" => Kind::Term,
            "dd" => Kind::Value,
            "table" => return self.table(at, end, element),
            "dl" => {
                self.interrupt();
                self.enter(end, Opened::Definitions(Text::default()));
                return at + 1;
            }
            "details" => {
                self.interrupt();
                self.enter(end, Opened::Scope(self.outline.place()));
                return at + 1;
            }
            _ if role == "table" || role == "grid" => return self.table(at, end, element),
            tag if markup::is_block(tag) => Kind::Paragraph,
            _ => return at + 1,
        };
        self.stacked.extend(markup::stacked(self.tree, at));
        if !self.within_line() {
            self.await_runs(Some(at));
        }
        if self.within_line() && !matches!(kind, Kind::Heading(_)) {
            self.text.break_line();
            return at + 1;
        }
        self.interrupt();
        if kind == Kind::Item {
            self.enter(end, Opened::Scope(self.outline.place()));
        }
        self.enter(end, Opened::Block(kind));
        at + 1
    }

    /// Whether an element that ends before `end` is the first of an item that goes on behind it.
    fn opens_item(&self, end: usize) -> bool {
        let Some(Frame { end: item, opened: Opened::Block(Kind::Item), blocks, .. }) = self.frames.last() else {
            return false;
        };
        *blocks == self.outline.blocks.len() && self.text.is_empty() && markup::words_from(self.tree, end) < *item
    }

    /// Reads what stands in a `pre` as the page of text that it is. `false` where it is none.
    fn page_within(&mut self, at: usize) -> bool {
        let Some(page) = markup::written(self.tree, at).filter(|_| !self.within_line()) else { return false };
        self.interrupt();
        super::text::within(&page, &mut self.outline);
        true
    }

    /// A table of data becomes a grid; one for layout is walked like any container.
    fn table(&mut self, at: usize, end: usize, element: &Element) -> usize {
        self.interrupt();
        if element.holds_table || !super::table::is_data(self.tree, at) {
            self.enter(end, Opened::Block(Kind::Paragraph));
            return at + 1;
        }
        let (caption, grid, left_out) = super::table::grid(self.tree, at);
        if !caption.is_empty() {
            let (depth, boxes) = (self.depth(), self.boxes(self.frames.len()));
            self.outline.push_within(Body::Label(caption), depth, boxes);
        }
        let depth = self.depth();
        self.outline.push(Body::Grid(grid), depth);
        if let Some(excerpt) = left_out {
            self.outline.leave_out(|| excerpt);
        }
        end
    }

    /// Finds the runs of alike siblings inside an element, or in no other for `None`.
    fn await_runs(&mut self, at: Option<usize>) {
        self.runs.extend(siblings::runs(self.tree, &self.leaves, at).into_iter().map(|run| (run.first, run)));
    }

    /// Repeated siblings of as many texts each become a grid.
    fn siblings(&mut self, run: &siblings::Run) -> usize {
        self.interrupt();
        let depth = self.depth();
        self.outline.push(Body::Grid(siblings::grid(self.tree, run)), depth);
        run.end
    }

    fn enter(&mut self, end: usize, opened: Opened) {
        self.frames.push(Frame { end, opened, blocks: self.outline.blocks.len(), is_titled: false });
    }

    fn close(&mut self) {
        let Some(frame) = self.frames.pop() else { return };
        match frame.opened {
            Opened::Marked(marked, start, flushes) => {
                let start = if flushes == self.flushes { start } else { 0 };
                self.text.mark(start, marked);
            }
            Opened::Block(Kind::Term) => self.term(),
            Opened::Block(kind) => {
                self.flush(kind);
                if kind == Kind::Item || kind == Kind::Value {
                    self.text = Text::default();
                }
            }
            Opened::Scope(place) => {
                self.flush(Kind::Paragraph);
                self.outline.return_to(place);
            }
            Opened::Definitions(term) => {
                self.flush(Kind::Paragraph);
                if !term.is_empty() {
                    let depth = self.depth();
                    self.outline.push(Body::Pair(term, Text::default()), depth);
                }
            }
        }
    }

    /// Makes a block of the running text, before something else begins.
    fn interrupt(&mut self) {
        let kind = self.frames.iter().rev().find_map(|frame| match frame.opened {
            Opened::Block(kind) => Some(kind),
            _ => None,
        });
        self.flush(kind.unwrap_or(Kind::Paragraph));
    }

    /// Whether block elements inside only break the line: in headings, labels, terms and values.
    fn within_line(&self) -> bool {
        self.frames.iter().rev().find_map(|frame| match frame.opened {
            Opened::Block(kind) => {
                Some(matches!(kind, Kind::Heading(_) | Kind::Label | Kind::Term | Kind::Value | Kind::Code))
            }
            _ => None,
        }) == Some(true)
    }

    fn depth(&self) -> u16 {
        let lists = self.frames.iter().filter(|frame| matches!(frame.opened, Opened::Scope(_))).count();
        u16::try_from(lists).unwrap_or(u16::MAX)
    }

    /// The term of a definition list waits for its values; several terms in a row share them.
    fn term(&mut self) {
        let mut text = std::mem::take(&mut self.text);
        text.finish();
        self.flushes += 1;
        for frame in self.frames.iter_mut().rev() {
            if let Opened::Definitions(term) = &mut frame.opened {
                if !term.is_empty() && !text.is_empty() {
                    term.break_line();
                    term.add(&text.plain);
                } else if !text.is_empty() {
                    *term = text;
                }
                return;
            }
        }
        let depth = self.depth();
        if !text.is_empty() {
            self.outline.push(Body::Label(text), depth);
        }
    }

    fn flush(&mut self, kind: Kind) {
        let mut text = std::mem::take(&mut self.text);
        text.finish();
        self.flushes += 1;
        // "✕", the handle that closes a window, titles nothing.
        let is_sign = kind == Kind::Label && !text.plain.contains(char::is_alphanumeric);
        if is_sign || text.is_empty() && kind != Kind::Value {
            return;
        }
        let depth = self.depth();
        let body = match kind {
            Kind::Heading(level) => Body::Heading(level, text),
            Kind::Label => Body::Label(text),
            Kind::Paragraph if markup::is_title(&text) => Body::Label(text),
            Kind::Paragraph | Kind::Term => Body::Paragraph(text),
            Kind::Code => Body::Code(text),
            Kind::Item => {
                // What follows in the same item is no further item.
                let goes_on = match self.frames.last_mut() {
                    Some(Frame { opened: Opened::Block(kind @ Kind::Item), .. }) => {
                        *kind = Kind::Paragraph;
                        true
                    }
                    _ => false,
                };
                if goes_on && markup::is_item_title(&text) { Body::Label(text) } else { Body::Item(text) }
            }
            Kind::Value => {
                let term = self.frames.iter_mut().rev().find_map(|frame| match &mut frame.opened {
                    Opened::Definitions(term) => Some(std::mem::take(term)),
                    _ => None,
                });
                Body::Pair(term.unwrap_or_default(), text)
            }
        };
        let boxes = match &body {
            Body::Label(text) => self.boxes_around(text.is_strong()),
            _ => 0,
        };
        self.outline.push_within(body, depth, boxes);
    }

    /// In how many boxes that begin with a title a label lies that has just ended. It may be such a title itself: that of the
    /// innermost element that goes on behind it.
    fn boxes_around(&mut self, is_bold: bool) -> u16 {
        let next = markup::words_from(self.tree, self.at);
        let Some(own) = self.frames.iter().rposition(|frame| next < frame.end) else { return 0 };
        let blocks = self.outline.blocks.len();
        // What opens the page is no title of a part.
        let is_part = |frame: &Frame| frame.end.saturating_sub(self.at) < self.tree.nodes.len() / 2;
        let mut within = own;
        if let Some(frame) = self.frames.get_mut(own) {
            let is_details = matches!(frame.opened, Opened::Scope(_));
            within += usize::from(is_details && frame.is_titled);
            frame.is_titled |= frame.blocks == blocks && (is_details || is_bold && is_part(frame));
        }
        self.boxes(within)
    }

    /// How many of the outermost elements are such boxes.
    fn boxes(&self, outermost: usize) -> u16 {
        let boxes = self.frames.iter().take(outermost).filter(|frame| frame.is_titled).count();
        u16::try_from(boxes).unwrap_or(u16::MAX)
    }
}
