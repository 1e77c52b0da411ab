//! The sentences of a page's running text, each cut into words once, for all who ask what the page says of its cookies.

use super::outline::{Body, Outline};
use super::{claim, party};
use crate::text::{self, Tokens};

/// The sentences of a page.
#[derive(Debug)]
pub(super) struct Sentences<'a>(Vec<Vec<Tokens<'a>>>);

impl<'a> Sentences<'a> {
    /// Those of a page's paragraphs and items.
    pub(super) fn of(outline: &'a Outline) -> Self {
        let of_block = |body: &'a Body| match body {
            Body::Paragraph(text) | Body::Item(text) => text::sentences(&text.plain).map(cut).collect(),
            _ => Vec::new(),
        };
        Self(outline.blocks.iter().map(|block| of_block(&block.body)).collect())
    }

    /// All of them, in the page's order.
    pub(super) fn all(&self) -> impl Iterator<Item = &Tokens<'a>> {
        self.0.iter().flatten()
    }

    /// Those of a block, by its place in the outline.
    pub(super) fn of_block(&self, at: usize) -> &[Tokens<'a>] {
        self.0.get(at).map_or(&[], Vec::as_slice)
    }
}

/// The words of a sentence: all of them, or as many of a long one as a claim may have.
fn cut(sentence: &str) -> Tokens<'_> {
    let is_long = sentence.len() > party::MOST_BYTES;
    Tokens::first(sentence, if is_long { claim::MOST_WORDS + 1 } else { usize::MAX })
}
