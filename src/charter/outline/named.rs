//! Lines one below the other that each begin with a name, nothing but a space between it and what is said of it:
//! "sid Keeps you signed in.", "_sid Keeps you signed in 2 hours".

use super::inline::{Mark, Marked, Text};
use super::{Block, Body, Outline};
use crate::charter::lexicon::Languages;
use crate::charter::{lifetime, name, prose};

/// The most lines that are judged together.
const MOST_AT_ONCE: usize = 1_000;

/// The longest line that is looked at, in bytes.
const LONGEST: usize = 2_000;

/// A line that begins with what may be a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Named<'a> {
    /// Its first word.
    name: &'a str,
    /// How much that looks like a name.
    likeness: f32,
    /// What is said of it.
    said: &'a str,
    /// The length of time at the end. `None` when the line ends otherwise.
    time: Option<&'a str>,
}

impl<'a> Named<'a> {
    /// Reads a line. `None` when its first word is written as the first of a sentence is, or no sentence and no length of
    /// time follows it.
    fn of(line: &'a str, languages: Languages) -> Option<Self> {
        let (name, rest) = line.split_once(' ').filter(|_| line.len() <= LONGEST)?;
        let likeness = name::looks_like(name);
        if likeness < 0.25
            || name.ends_with(['.', ',', ':', ';', '-'])
            || prose::goes_on_with_cookie(name, rest, languages)
            || rest.split_whitespace().nth(1).is_none()
            // "_sid and _lang keep …"
            || rest.split(' ').take(2).any(|word| name::looks_like(word) >= SURE)
        {
            return None;
        }
        let capital = rest.starts_with(char::is_uppercase);
        if capital && rest.ends_with(['.', '!']) && rest.split_whitespace().nth(2).is_some() {
            return Some(Self { name, likeness, said: rest, time: None });
        }
        let begins = rest.starts_with(char::is_alphabetic) && (capital || likeness >= SURE);
        let (said, time) = begins.then(|| timed(rest, languages))??;
        Some(Self { name, likeness, said, time: Some(time) })
    }

    /// Its label, marked as a name, and its value.
    pub(crate) fn body(&self, words: impl Fn(&str) -> Text) -> Body {
        let mut label = Text::new(self.name);
        label.marks.push(Mark { start: 0, end: self.name.len(), marked: Marked::Code });
        let mut value = words(self.said);
        if let Some(time) = self.time {
            value.break_line();
            value.add(time);
            value.finish();
        }
        Body::Pair(label, value)
    }
}

/// How much a word looks like a name that can be nothing else.
const SURE: f32 = 0.7;

/// Words and the length of time they end with.
fn timed(words: &str, languages: Languages) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 6;
    let starts = words.rmatch_indices(' ').take(MOST_WORDS).map(|(at, _)| at);
    let cut = |at: usize| Some((words.get(..at)?.trim_end(), words.get(at..)?.trim_start()));
    // Of "months", "3 months" and "up to 3 months" the last is the longest that speaks of nothing else.
    let likely = starts
        .filter_map(cut)
        .filter(|(said, _)| !said.is_empty())
        .map(|(said, time)| (lifetime::looks_like(time.trim_end_matches('.'), languages), said, time));
    let (likeness, said, time) = likely.max_by(|(a, ..), (b, ..)| a.total_cmp(b))?;
    (likeness >= 0.8).then_some((said, time))
}

/// The lines of a run: from the first on, all that were given. Where most first words can only be names, the others are
/// too. `None` when no run begins at any of the lines.
fn first(found: &[Named<'_>]) -> Option<usize> {
    let mut sure = 0;
    let mut first = None;
    for (place, named) in found.iter().enumerate().rev() {
        sure += usize::from(named.likeness >= SURE);
        if sure >= 2 && sure * 2 >= found.len() - place {
            first = Some(place);
        }
    }
    first
}

/// Some lines of a text, judged together.
#[derive(Debug)]
pub(crate) enum Run<'a> {
    /// The lines, up to the first that is none, are a run.
    Here(Vec<Named<'a>>),
    /// No run begins before this many lines.
    Later(usize),
}

/// Judges lines from the first on.
pub(crate) fn run<'a>(lines: impl Iterator<Item = &'a str>, languages: Languages) -> Run<'a> {
    let found: Vec<_> = lines.take(MOST_AT_ONCE).map_while(|line| Named::of(line, languages)).collect();
    match first(&found) {
        Some(0) => Run::Here(found),
        later => Run::Later(later.unwrap_or(found.len()).max(1)),
    }
}

/// Makes pairs of the paragraphs and items of a page whose lines are such.
pub(crate) fn settle(outline: &mut Outline, languages: Languages) {
    let mut pairs: Vec<(usize, Vec<Body>)> = Vec::new();
    let mut at = 0;
    while at < outline.blocks.len() {
        let run = beside(outline.blocks.get(at..).unwrap_or_default(), languages);
        let found: Vec<Named<'_>> = run.iter().flatten().copied().collect();
        if let Some(first) = first(&found) {
            let mut before = 0;
            for (place, lines) in run.iter().enumerate() {
                if before >= first {
                    pairs.push((at + place, lines.iter().map(|line| line.body(Text::new)).collect()));
                }
                before += lines.len();
            }
        }
        at += run.len().max(1);
    }
    let mut pairs = pairs.into_iter().peekable();
    if pairs.peek().is_none() {
        return;
    }
    for (at, block) in std::mem::take(&mut outline.blocks).into_iter().enumerate() {
        let Some((_, bodies)) = pairs.next_if(|(place, _)| *place == at) else {
            outline.blocks.push(block);
            continue;
        };
        // What opens its section was taken for an introduction.
        let excerpt = block.body.excerpt();
        if let Some(section) = block.section.and_then(|at| outline.sections.get_mut(at)) {
            section.lead.take_if(|lead| *lead == excerpt);
        }
        outline.blocks.extend(bodies.into_iter().map(|body| Block { body, ..block }));
    }
}

/// The lines of the first blocks that are alike and hold nothing but such lines, block by block.
fn beside<'a>(blocks: &'a [Block], languages: Languages) -> Vec<Vec<Named<'a>>> {
    let Some(first) = blocks.first() else { return Vec::new() };
    let alike = |block: &&Block| {
        block.section == first.section
            && block.depth == first.depth
            && std::mem::discriminant(&block.body) == std::mem::discriminant(&first.body)
    };
    let mut most = MOST_AT_ONCE;
    blocks
        .iter()
        .take_while(alike)
        .map_while(|block| {
            let lines = unmarked(block)?.split('\n').map(|line| Named::of(line, languages));
            let lines = lines.collect::<Option<Vec<_>>>()?;
            most = most.checked_sub(lines.len())?;
            Some(lines)
        })
        .collect()
}

/// The words of a paragraph or an item at whose beginning nothing is marked.
fn unmarked(block: &Block) -> Option<&str> {
    match &block.body {
        Body::Paragraph(text) | Body::Item(text) if !text.marks.iter().any(|mark| mark.start == 0) => Some(&text.plain),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Languages, Named};

    #[track_caller]
    fn check(language: &str, line: &str, expected: Option<(&str, &str, Option<&str>)>) {
        let named = Named::of(line, Languages::of(Some(language)));
        assert_eq!(named.map(|named| (named.name, named.said, named.time)), expected, "{line}");
    }

    #[test]
    fn a_line_is_a_name_what_is_said_and_a_length_of_time() {
        check("en", "sid Keeps you signed in.", Some(("sid", "Keeps you signed in.", None)));
        check("en", "_sid keeps you signed in 2 hours", Some(("_sid", "keeps you signed in", Some("2 hours"))));
        check("fr", "_langue Retient la langue Session", Some(("_langue", "Retient la langue", Some("Session"))));
        check("de", "_stil Merkt sich das Aussehen bis zu 3 Monate", {
            Some(("_stil", "Merkt sich das Aussehen", Some("bis zu 3 Monate")))
        });
        check("en", "They stay on your device for 2 years", None);
        check("en", "_sid, _lang and others keep you signed in.", None);
        check("en", "_sid 2 hours", None);
    }
}
