//! Lists that count their cookies in running text, a paragraph each: "1. sid, which keeps you signed in", then "2. _lang, …".

use super::{Block, Body, Outline, Text};
use crate::charter::name;
use crate::names;

/// The most digits of a number.
const MOST_DIGITS: usize = 3;

/// Makes items of such paragraphs.
pub(crate) fn settle(outline: &mut Outline) {
    let mut from = 0;
    while from < outline.blocks.len() {
        let run = run(outline.blocks.get(from..).unwrap_or_default());
        if run > 1 && outline.blocks.iter().skip(from).take(run).any(names_first) {
            for block in outline.blocks.iter_mut().skip(from).take(run) {
                if let Body::Paragraph(text) = &mut block.body
                    && let Some((_, start)) = numbered(&text.plain)
                {
                    block.body = Body::Item(without(std::mem::take(text), start));
                }
            }
        }
        from += run.max(1);
    }
}

/// How many of some blocks, from the first, are paragraphs that count from 1 on.
fn run(blocks: &[Block]) -> usize {
    let section = blocks.first().and_then(|block| block.section);
    let counts = |(at, block): &(usize, &Block)| {
        let number = number(block).map(|(number, _)| number);
        block.section == section && number == Some(at + 1)
    };
    blocks.iter().enumerate().take_while(counts).count()
}

/// The number of a paragraph on one line, and what stands behind it.
fn number(block: &Block) -> Option<(usize, &str)> {
    let Body::Paragraph(text) = &block.body else { return None };
    let (number, start) = numbered(&text.plain).filter(|_| !text.plain.contains('\n'))?;
    Some((number, text.plain.get(start..)?))
}

/// The number that words begin with, and where what it counts begins: "1. sid", "2) _lang".
fn numbered(words: &str) -> Option<(usize, usize)> {
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = words.get(digits..).filter(|_| (1..=MOST_DIGITS).contains(&digits))?;
    let behind = rest.strip_prefix(['.', ')'])?.strip_prefix(' ')?;
    Some((words.get(..digits)?.parse().ok()?, words.len() - behind.len()))
}

/// Whether a numbered paragraph begins with a name that no other word could be, or that everyone knows.
fn names_first(block: &Block) -> bool {
    let first = number(block).and_then(|(_, words)| words.split_whitespace().next());
    let first = first.map(|first| first.trim_end_matches([':', ',', ';']));
    first.is_some_and(|first| name::looks_like(first) >= 0.9 || names::is_known(first))
}

/// A text from a place on.
fn without(mut text: Text, start: usize) -> Text {
    text.marks.retain(|mark| mark.end > start);
    for mark in &mut text.marks {
        (mark.start, mark.end) = (mark.start.saturating_sub(start), mark.end - start);
    }
    text.plain.drain(..start.min(text.plain.len()));
    text
}
