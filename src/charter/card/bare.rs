//! Names on lines of their own: in lists of nothing but names, below titles that name cookies ("Necessary cookies", then
//! "session" and "csrftoken"); before a colon, with what is said of them on the lines below ("sessionId / csrf:").

use super::Reading;
use crate::charter::lead::Lead;
use crate::charter::lexicon::Languages;
use crate::charter::line::{Line, Of};
use crate::charter::outline::Outline;
use crate::charter::{category, field, kind, name, section};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the items of a list are.
struct Listed {
    section: usize,
    /// The blocks of its items.
    blocks: Range<usize>,
    /// How many hold nothing but words that may be names.
    bare: usize,
    /// How many of these hold a name that no other word could be.
    sure: usize,
    /// How many hold something else.
    others: usize,
}

/// Where names stand so, whatever words they are.
pub(super) struct Bare {
    /// The blocks of items that are; see [`lists`].
    listed: BTreeSet<usize>,
    /// See [`headed`].
    headed: BTreeSet<Option<usize>>,
}

impl Bare {
    pub(super) fn of(lines: &[Line<'_>], outline: &Outline, languages: Languages) -> Self {
        Self { listed: lists(lines, outline, languages), headed: headed(lines, outline, languages) }
    }
}

impl<'a> Reading<'a> {
    /// The names of a line that holds nothing else, where its neighbours tell that they are.
    pub(super) fn bare_names<'b>(&self, line: &Line<'b>) -> Option<Lead<'b>> {
        let is_listed = line.of == Of::Item && self.bare.listed.contains(&line.block);
        let headed = || {
            let says_more = self.ahead.first().is_some_and(|next| next.of == Of::Paragraph && head(next).is_none());
            head(line).filter(|_| says_more && self.bare.headed.contains(&around(line, self.outline)))
        };
        let names = if is_listed { Some(line.words.trim()) } else { headed() }?;
        Some(Lead { names, rest: "", sure: 1.0 })
    }

    /// Opens an entry of such names. Running text below a list is said of all in it, or of none.
    pub(super) fn bare(&mut self, lead: Lead<'_>, line: &Line<'a>) {
        self.lead(lead, line);
        if let Some(open) = &mut self.open {
            open.listed = line.of == Of::Item;
        }
    }
}

/// What stands before the colon that a line ends with, where it may be names: "sessionId / csrf:".
fn head<'a>(line: &Line<'a>) -> Option<&'a str> {
    let names = line.words.trim().strip_suffix(':')?.trim_end();
    let are_names = || names.split(['/', ',']).all(name::may_be_names);
    (matches!(line.of, Of::Paragraph | Of::Title) && are_names()).then_some(names)
}

/// The section that a line lies in, which a title is not that it opens.
fn around(line: &Line<'_>, outline: &Outline) -> Option<usize> {
    if line.of == Of::Title { outline.parent(line.section) } else { line.section }
}

/// The sections that speak of cookies and have several such lines, one of them with a word that is no ordinary one.
fn headed(lines: &[Line<'_>], outline: &Outline, languages: Languages) -> BTreeSet<Option<usize>> {
    const FEWEST: usize = 2;
    let mut heads: BTreeMap<Option<usize>, (usize, bool)> = BTreeMap::new();
    for (line, names) in lines.iter().filter_map(|line| Some((line, head(line)?))) {
        if field::of(line.words, languages).is_some() {
            continue;
        }
        let (count, is_sure) = heads.entry(around(line, outline)).or_default();
        *count += 1;
        *is_sure |= names.split(['/', ',']).any(|name| name::looks_like(name) >= 0.6);
    }
    let several = heads.into_iter().filter(|(_, (count, is_sure))| *count >= FEWEST && *is_sure);
    several.map(|(at, _)| at).filter(|at| section::speaks_of_cookies(outline, *at, languages)).collect()
}

/// The items of lists that hold nothing but names, below titles of cookies: each has some that no other word could be, or lies
/// beside one whose names all are.
fn lists(lines: &[Line<'_>], outline: &Outline, languages: Languages) -> BTreeSet<usize> {
    let lists: Vec<Listed> =
        lines.chunk_by(|one, other| one.of == other.of && one.section == other.section).filter_map(listed).collect();
    let is_sure = |list: &&Listed| list.others == 0 && list.sure == list.bare;
    // The sections of such lists, by the one around them.
    let around = |list: &Listed| Some((outline.parent(Some(list.section))?, list.section));
    let sure: BTreeSet<(usize, usize)> = lists.iter().filter(is_sure).filter_map(around).collect();
    let is_beside = |section: usize| {
        let around = outline.parent(Some(section));
        around.is_some_and(|around| sure.range((around, 0)..=(around, usize::MAX)).any(|(_, other)| *other != section))
    };
    let is_titled = |at: usize| {
        let title = outline.title_of(Some(at)).unwrap_or_default();
        kind::speaks_of_storage(title, languages)
            || category::of(title, languages).is_some() && section::speaks_of_cookies(outline, Some(at), languages)
    };
    let holds_names = |list: &&Listed| {
        list.others == 0 && list.sure < list.bare && (list.sure * 2 >= list.bare || is_beside(list.section))
    };
    let found = lists.iter().filter(holds_names).filter(|list| is_titled(list.section));
    found.flat_map(|list| list.blocks.clone()).collect()
}

/// What the items of a run of lines are. `None` where they are none, or lie in no section.
fn listed(run: &[Line<'_>]) -> Option<Listed> {
    let (first, last) = (run.first()?, run.last()?);
    let section = first.section.filter(|_| first.of == Of::Item)?;
    let mut listed = Listed { section, blocks: first.block..last.block + 1, bare: 0, sure: 0, others: 0 };
    for line in run {
        match name_or_words(line.words) {
            Some(likeness) => {
                listed.bare += 1;
                listed.sure += usize::from(likeness >= 0.9);
            }
            None => listed.others += 1,
        }
    }
    Some(listed)
}

/// How much the likeliest of an item's words looks like a name, where each may be one: "session, csrftoken".
fn name_or_words(item: &str) -> Option<f32> {
    name::may_be_names(item).then(|| item.split(',').map(name::looks_like).fold(0.0, f32::max))
}
