//! Running text, with its line breaks and the marks that single words out.

/// Text with one plain space between words and `\n` between lines (`<br>`, blocks inside a cell).
///
/// It has no space at either end, no empty line, no zero-width character and no soft hyphen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Text {
    /// The words.
    pub(crate) plain: String,
    /// What is singled out, in order; ranges are bytes of `plain` and may nest.
    pub(crate) marks: Vec<Mark>,
}

/// A stretch of text that is singled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Its first byte.
    pub(crate) start: usize,
    /// The byte after its last.
    pub(crate) end: usize,
    /// How it is singled out.
    pub(crate) marked: Marked,
}

/// How a stretch of text is singled out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Marked {
    /// `<code>`, `<kbd>`, `<samp>`, backquotes.
    Code,
    /// `<b>`, `<strong>`, `**`.
    Strong,
    /// `<em>`, `<i>`, `*`.
    Emphasis,
    /// A link.
    Link,
}

impl Text {
    /// Unmarked text, its spaces put in order; line feeds stay.
    pub(crate) fn new(words: &str) -> Self {
        let mut text = Self::default();
        for (index, line) in words.split('\n').enumerate() {
            if index > 0 {
                text.break_line();
            }
            text.add(line);
        }
        text.finish();
        text
    }

    /// Whether it says nothing.
    pub(crate) fn is_empty(&self) -> bool {
        self.plain.is_empty()
    }

    /// Whether all of it is in bold, but for a sign or two behind.
    pub(crate) fn is_strong(&self) -> bool {
        let strong = self.marks.iter().filter(|mark| mark.marked == Marked::Strong);
        let bold: usize = strong.map(|mark| mark.end - mark.start).sum();
        bold > 0 && bold + 3 >= self.plain.len()
    }

    /// The stretches marked in one way.
    #[cfg(test)]
    pub(crate) fn marked(&self, marked: Marked) -> impl Iterator<Item = &str> {
        self.marks
            .iter()
            .filter(move |mark| mark.marked == marked)
            .filter_map(|mark| self.plain.get(mark.start..mark.end))
    }

    /// Adds words at the end; runs of white space become one space.
    pub(crate) fn add(&mut self, words: &str) {
        self.plain.reserve(words.len());
        let mut rest = words;
        while !rest.is_empty() {
            let clean = self.clean(rest.as_bytes());
            let (ordered, after) = rest.split_at_checked(clean).unwrap_or((rest, ""));
            self.plain.push_str(ordered);
            let mut characters = after.chars();
            if let Some(character) = characters.next() {
                self.add_character(character);
            }
            rest = characters.as_str();
        }
    }

    /// How many bytes of some words can be added as they are: no white space but single spaces, nothing invisible.
    fn clean(&self, words: &[u8]) -> usize {
        let mut spaced = self.plain.is_empty() || self.plain.ends_with([' ', '\n']);
        words
            .iter()
            .position(|byte| {
                let clean = match byte {
                    b' ' => !spaced,
                    // The first bytes of the other spaces and of all that is invisible.
                    0..=0x20 | 0x7f | 0xc2 | 0xe1..=0xe3 | 0xef => false,
                    _ => true,
                };
                spaced = *byte == b' ';
                !clean
            })
            .unwrap_or(words.len())
    }

    fn add_character(&mut self, character: char) {
        match character {
            _ if crate::text::is_invisible(character) => {}
            _ if character.is_whitespace() => {
                if !self.plain.is_empty() && !self.plain.ends_with([' ', '\n']) {
                    self.plain.push(' ');
                }
            }
            _ => self.plain.push(character),
        }
    }

    /// Starts a new line, unless one has just started.
    pub(crate) fn break_line(&mut self) {
        if self.plain.ends_with(' ') {
            self.plain.pop();
        }
        if !self.plain.is_empty() && !self.plain.ends_with('\n') {
            self.plain.push('\n');
        }
    }

    /// Marks what was added since `start` (a former length of `plain`).
    pub(crate) fn mark(&mut self, start: usize, marked: Marked) {
        let Some(added) = self.plain.get(start..) else { return };
        let end = start + added.trim_end().len();
        let start = start + (added.len() - added.trim_start().len());
        if start < end {
            self.marks.push(Mark { start, end, marked });
        }
    }

    /// Removes the space and line break at the end.
    pub(crate) fn finish(&mut self) {
        self.plain.truncate(self.plain.trim_end().len());
    }
}

/// The first words, on one line: at most 300 characters, cut with an ellipsis.
pub(crate) fn excerpt(words: &str) -> String {
    const LONGEST: usize = 300;
    if words.len() <= LONGEST {
        return words.replace('\n', " ");
    }
    let mut ends = words.char_indices().map(|(at, _)| at).skip(LONGEST - 1);
    match (ends.next(), ends.next()) {
        (Some(last), Some(_)) => words.get(..last).unwrap_or_default().replace('\n', " ") + "…",
        _ => words.replace('\n', " "),
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, Marked, Text, excerpt};

    #[test]
    fn spaces_are_put_in_order_and_lines_stay() {
        assert_eq!(Text::new("  _ga\u{a0} \t de\u{ad}\u{200b}ux \n\n  fin ").plain, "_ga deux\nfin");
    }

    #[test]
    fn marks_hold_the_words_without_their_spaces() {
        let mut text = Text::default();
        text.add("le cookie ");
        let start = text.plain.len();
        text.add(" _ga ");
        text.mark(start, Marked::Code);
        text.add("sert");
        assert_eq!(text.marks, [Mark { start: 10, end: 13, marked: Marked::Code }]);
    }

    #[test]
    fn an_excerpt_is_short() {
        assert_eq!(excerpt(&"é".repeat(301)).chars().count(), 300);
        assert_eq!(excerpt("a\nb"), "a b");
    }
}
