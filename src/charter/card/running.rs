//! Running text: what it says of the name above it, and where it says it of none.

use super::{Open, Reading, append};
use crate::charter::entry::Said;
use crate::charter::lexicon::{Languages, Role};
use crate::charter::line::{Line, Of};
use crate::charter::{field, lifetime};
use crate::text::Tokens;

impl Reading<'_> {
    /// Running text: said of the entry whose name stood alone, or of none.
    pub(super) fn words(&mut self, line: &Line<'_>) {
        let inside = |open: &Open| {
            // Below the list that labels a name and its facts, text speaks of something else.
            let behind =
                open.label.is_some() && open.of == Of::Item && open.entry.told_apart() > 0 && line.depth < open.depth;
            line.block == open.block
                || line.depth > open.depth
                || (open.alone && !open.listed && !behind && line.of != Of::Item)
        };
        // "Cookies de mesure" on a line of its own, above names.
        let told = |open: &Open| inside(open) && (open.entry.told_apart() == 0 || line.block == open.block);
        if line.of == Of::Paragraph && !self.open.as_ref().is_some_and(told) && self.is_sort(line.words) {
            self.close();
            // A button above it does not hold what follows.
            let section = self.outline.heading(line.section);
            self.wait(Role::Category, line.words, section, line);
            return;
        }
        // It introduces another list.
        if line.of == Of::Paragraph && line.words.ends_with(':') && self.open.as_ref().is_some_and(|open| open.word) {
            self.close();
        }
        let Some(open) = &mut self.open else {
            // What labels tell above running text is said of the section, not of the first name below.
            self.waiting.iter_mut().for_each(|waiting| waiting.fresh = false);
            return;
        };
        let inside = inside(open);
        // A grid that was read line by line: the name, its purpose, its lifetime.
        let is_time = line.of == Of::Paragraph
            && open.entry.fact(Role::Lifetime).is_none()
            && is_time(line.words, self.languages);
        if !inside && !is_time {
            // Below a heading that is a name, a length of time may stand behind several sentences.
            let below = open.opens.is_some() && open.opens == line.section && line.block <= open.block + 3;
            if line.of == Of::Item || !open.alone && !below {
                self.close();
            }
            return;
        }
        open.entry.facts.retain(|fact| fact.said != Said::Introduced);
        let said = if line.block == open.block { Said::Running } else { Said::Loosely };
        field::behind(line.words, said, &mut open.entry, self.languages);
        append(&mut open.entry.words, line.words);
        if line.block != open.block && line.of == Of::Paragraph {
            open.alone = false;
        }
    }
}

/// Whether a line tells a length of time and no more: "2 ans", "Usually deleted when the browser is closed".
fn is_time(words: &str, languages: Languages) -> bool {
    match Tokens::count(words, 13) {
        0..=6 => lifetime::looks_like(words, languages) >= 0.8,
        7..=12 => !words.contains(". ") && lifetime::find(words, languages).is_some(),
        _ => false,
    }
}
