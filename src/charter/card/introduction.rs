//! Lines that introduce names: "They are called:", "Cookies for the look of the page:".

use super::{Reading, field, label};
use crate::charter::entry::Said;
use crate::charter::lead::{self, Lead};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::line::{Line, Of};
use crate::charter::{Kind, category, kind, lifetime, name, provider, section};
use crate::text::{self, Tokens};
use std::collections::BTreeSet;

impl Reading<'_> {
    /// Whether a line stands in the item of a name, behind the colon of it: "style:", then "`light` or `dark`. Keeps …".
    pub(super) fn is_said_of_a_name(&self, line: &Line<'_>) -> bool {
        self.open.as_ref().is_some_and(|open| {
            open.block == line.block && open.of == Of::Item && open.alone && open.entry.words.ends_with(':')
        })
    }

    /// A small word alone in its item, below a line that announces cookies: "Cookies for the look of the page:", then
    /// "contrast".
    pub(super) fn introduced_word<'b>(&self, line: &Line<'b>) -> Option<Lead<'b>> {
        let names = line.words.trim();
        let intro = self.above[1].filter(|intro| intro.trim_end().ends_with(':'))?;
        let is_word = line.of == Of::Item
            && names.len() > 2
            && names.bytes().all(|byte| byte.is_ascii_lowercase())
            && name::looks_like(names) >= 0.25;
        let announced = intro.split_whitespace().next().is_some_and(|first| kind::names_cookie(first, self.languages));
        let apart = self.open.as_ref().is_none_or(|open| open.run != self.run || open.alone);
        (is_word && announced && apart).then_some(Lead { names, rest: "", sure: 0.5 })
    }

    /// A small word that opens a record in a section titled as one of cookies: "theme", "Keeps your colours", "1 year".
    /// Elsewhere on the page such records must begin with names that no other word could be.
    pub(super) fn word_of_a_record<'b>(&self, line: &Line<'b>) -> Option<Lead<'b>> {
        let names = line.words.trim();
        let is_word = self.has_records
            && names.bytes().all(|byte| byte.is_ascii_lowercase())
            && name::looks_like(names) >= 0.25
            && self.open.as_ref().is_none_or(|open| open.block != line.block);
        let titled = || {
            let title = self.outline.title_of(line.section);
            title.is_some_and(|title| kind::speaks_of_storage(title, self.languages))
        };
        (is_word && opens_record(line, self.ahead, self.languages) && titled()).then_some(Lead {
            names,
            rest: "",
            sure: 0.5,
        })
    }

    /// A small word above a label that stands right below names elsewhere on the page: "session", then "Provider: Example Shop".
    pub(super) fn word_of_a_card<'b>(&self, line: &Line<'b>) -> Option<Lead<'b>> {
        let names = line.words.trim();
        let is_word = line.of == Of::Paragraph
            && !self.card_labels.is_empty()
            && names.bytes().all(|byte| byte.is_ascii_lowercase())
            && name::looks_like(names) >= 0.15
            && category::of(names, self.languages).is_none();
        let label = || label_below(self.ahead, self.languages);
        let of_cookies = || section::speaks_of_cookies(self.outline, line.section, self.languages);
        (is_word && of_cookies() && label().is_some_and(|label| self.card_labels.contains(&label))).then_some(Lead {
            names,
            rest: "",
            sure: 0.95,
        })
    }

    /// Items below "They are called:" have what that paragraph says around them; of bare names, the one above it tells
    /// the purpose.
    pub(super) fn introduce(&mut self) {
        let ([above, Some(intro)], Some(open)) = (self.above, &mut self.open) else { return };
        if !intro.trim_end().ends_with(':') || !Tokens::at_most(intro, 60) {
            return;
        }
        open.entry.surroundings.push(intro.to_owned());
        // "Example Analytics:", and below it "The site sets these cookies:"
        let is_company = |above: &&str| provider::known_whole(above.trim_end_matches([':', ' '])).is_some();
        open.entry.surroundings.extend(above.filter(is_company).map(str::to_owned));
        // "Our cookies:" above "session-id – keeps you signed in".
        let name = open.entry.name.as_str();
        let is_capitals = name.len() >= 6 && text::is_capitals(name);
        let listed = !open.alone && open.sure >= 0.5 && (is_capitals || lead::is_made_of_parts(name, self.languages));
        if listed && kind::of(intro, self.languages) == Some(Kind::Cookie) {
            open.sure = 1.0;
        }
        // `_ga_*` "(its end differs from page to page)" is as good as alone.
        let is_noted = || open.entry.words.trim_end().ends_with(')') && open.of == Of::Paragraph;
        if !open.alone && !is_noted() || !open.entry.facts.is_empty() {
            return;
        }
        // What introduces another list says nothing of this one.
        let is_told = |above: &&str| !above.trim_end().ends_with(':') && above.len() < 600;
        let announced = label::aim(intro, self.languages).or_else(|| aim_before(intro, self.languages));
        if let Some(told) = announced.or(above.filter(is_told)) {
            open.entry.tell_as(Said::Introduced, Role::Purpose, told);
            if let Some(words) = lifetime::find(told, self.languages).and_then(|(_, range)| told.get(range)) {
                open.entry.tell_as(Said::Introduced, Role::Lifetime, words);
            }
        }
    }
}

/// The sentence on cookies before a last one that introduces them: "They are kept to count your visits. The cookies are:".
fn aim_before(intro: &str, languages: Languages) -> Option<&str> {
    const MOST_WORDS: usize = 4;
    let mut sentences = text::sentences(intro).collect::<Vec<_>>();
    let last = sentences.pop()?;
    let told = sentences.pop()?.trim();
    (Tokens::at_most(last, MOST_WORDS + 1) && kind::names_cookie(told, languages) && !languages.denies(told))
        .then_some(told)
}

/// Whether some block of lines is a record that begins with a name that no other word could be.
pub(super) fn has_records(lines: &[Line<'_>], languages: Languages) -> bool {
    let is_name = |line: &Line<'_>| line.of == Of::Paragraph && name::looks_like(line.words) >= 0.9;
    let ahead = |at: usize| lines.get(at + 1..).unwrap_or_default();
    lines.iter().enumerate().any(|(at, line)| is_name(line) && opens_record(line, ahead(at), languages))
}

/// What the labels tell that stand right below paragraphs of one name that no other word could be.
pub(super) fn card_labels(lines: &[Line<'_>], languages: Languages) -> BTreeSet<Role> {
    let is_name = |line: &Line<'_>| line.of == Of::Paragraph && name::looks_like(line.words) >= 0.9;
    let ahead = |at: usize| lines.get(at + 1..).unwrap_or_default();
    let names = lines.iter().enumerate().filter(|(_, line)| is_name(line));
    names.filter_map(|(at, _)| label_below(ahead(at), languages)).collect()
}

/// What the label of the next line tells, where its value stands behind it and another such line follows, or another label on
/// its own line.
fn label_below(ahead: &[Line<'_>], languages: Languages) -> Option<Role> {
    let told = |line: &Line<'_>| {
        let found = field::of(line.words, languages).filter(|found| !found.value.is_empty())?;
        found.roles.first().copied()
    };
    let first = ahead.first()?;
    let goes_on = || ahead.get(1).and_then(told).is_some() || field::apart(first.words, languages).len() > 1;
    told(first).filter(|_| goes_on())
}

/// Whether a line opens a block of two to four more of which the last is a length of time.
fn opens_record(line: &Line<'_>, ahead: &[Line<'_>], languages: Languages) -> bool {
    const FEWEST: usize = 2;
    const MOST: usize = 4;
    let record: Vec<&Line<'_>> = ahead.iter().take_while(|next| next.block == line.block).take(MOST + 1).collect();
    let timed = |line: &Line<'_>| lifetime::looks_like(line.words, languages) >= 0.8;
    line.of == Of::Paragraph && (FEWEST..=MOST).contains(&record.len()) && record.last().is_some_and(|last| timed(last))
}
