//! The lines of a page outside its tables, each with what singles words out in it.

use super::outline::{Body, Mark, Marked, Outline, Text};

/// One line of running text.
#[derive(Debug, Clone)]
pub(super) struct Line<'a> {
    /// Its words.
    pub(super) words: &'a str,
    /// The words of the definition it gives, when it is a label and its value: `words` is the label.
    pub(super) value: Option<&'a str>,
    /// What it is a line of.
    pub(super) of: Of,
    /// What is singled out, as bytes of `words`.
    pub(super) marks: Vec<Mark>,
    /// The section it lies in.
    pub(super) section: Option<usize>,
    /// The block it is a line of: lines of one block belong together.
    pub(super) block: usize,
    /// How deep it is nested in lists.
    pub(super) depth: u16,
    /// Its place among the items of its list, counted from 1. `None` outside lists.
    pub(super) row: Option<u32>,
}

impl Line<'_> {
    /// Whether all of it is in bold.
    pub(super) fn is_strong(&self) -> bool {
        let ends = |mark: &Mark| mark.start == 0 && mark.end + 1 >= self.words.trim_end().len();
        !self.words.is_empty() && self.marks.iter().any(|mark| mark.marked == Marked::Strong && ends(mark))
    }
}

/// What a line is a line of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Of {
    /// A heading or label: what follows lies below it.
    Title,
    /// A paragraph.
    Paragraph,
    /// An item of a list.
    Item,
    /// A label–value pair.
    Pair,
}

/// The lines of a run of blocks; tables and code samples have none.
pub(super) fn lines(outline: &Outline, blocks: std::ops::Range<usize>) -> Vec<Line<'_>> {
    let mut lines = Vec::new();
    let mut row = 0;
    for block in blocks {
        let Some(found) = outline.blocks.get(block) else { break };
        let (of, text) = match &found.body {
            Body::Heading(_, text) | Body::Label(text) => (Of::Title, text),
            Body::Paragraph(text) => (Of::Paragraph, text),
            Body::Item(text) => (Of::Item, text),
            Body::Pair(label, _) => (Of::Pair, label),
            Body::Grid(grid) if !grid.is_table => {
                for (row, cell) in grid.cells() {
                    let row = u32::try_from(row + 1).ok();
                    let like = Line {
                        words: "",
                        value: None,
                        of: Of::Paragraph,
                        marks: Vec::new(),
                        section: found.section,
                        block,
                        depth: found.depth,
                        row,
                    };
                    cut(&cell.text, &like, &mut lines);
                }
                continue;
            }
            Body::Grid(_) | Body::Code(_) => continue,
        };
        match of {
            Of::Item | Of::Pair => row += 1,
            Of::Title => row = 0,
            Of::Paragraph => {}
        }
        let value = match &found.body {
            Body::Pair(_, value) => Some(value.plain.as_str()),
            _ => None,
        };
        let row = matches!(of, Of::Item | Of::Pair).then_some(row);
        let line =
            Line { words: "", value, of, marks: Vec::new(), section: found.section, block, depth: found.depth, row };
        if value.is_some() {
            lines.push(Line { words: &text.plain, marks: text.marks.clone(), ..line });
        } else {
            cut(text, &line, &mut lines);
        }
    }
    lines
}

/// Adds the lines of a text, with their marks.
fn cut<'a>(text: &'a Text, like: &Line<'a>, lines: &mut Vec<Line<'a>>) {
    let mut sorted = text.marks.clone();
    sorted.sort_by_key(|mark| mark.start);
    let mut marks = sorted.into_iter().peekable();
    let mut start = 0;
    // Lines that each begin with a bullet are the items of a list, however they are set.
    let is_item = |words: &str| {
        let rest = words.trim_start().strip_prefix(['•', '–', '—', '-', '·', '▪', '●']);
        rest.is_some_and(|rest| rest.starts_with([' ', '\u{a0}']))
    };
    let listed = like.of == Of::Paragraph && text.plain.split('\n').filter(|words| is_item(words)).nth(1).is_some();
    for words in text.plain.split('\n') {
        let end = start + words.len();
        let mut own = Vec::new();
        while let Some(mark) = marks.next_if(|mark| mark.start < end) {
            if mark.start >= start {
                own.push(Mark { start: mark.start - start, end: mark.end.min(end) - start, marked: mark.marked });
            }
        }
        let of = if listed && is_item(words) { Of::Item } else { like.of };
        lines.push(Line { words, of, marks: own, ..like.clone() });
        start = end + 1;
    }
}
