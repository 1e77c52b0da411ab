//! Definition lists whose terms are titles, and whose definitions are running text, or nothing but names: "Statistics
//! cookies", then "We set _ga and _gid, which …", or "_ga" and "_gid".

use super::{Block, Body, LABEL, Outline, Section, Text, inline};
use crate::charter::lexicon::Languages;
use crate::charter::{category, field, kind, lead, name, provider};

/// Makes titles and paragraphs of such lists.
pub(crate) fn settle(outline: &mut Outline, languages: Languages) {
    let alike = |one: &Block, other: &Block| {
        let are_pairs = matches!((&one.body, &other.body), (Body::Pair(..), Body::Pair(..)));
        are_pairs && one.section == other.section && one.depth == other.depth
    };
    for block in &mut outline.blocks {
        if let Body::Pair(term, _) = &mut block.body
            && let Some(name) = behind_subject(&term.plain)
        {
            *term = Text::new(name);
        }
    }
    let runs = outline.blocks.chunk_by(alike).map(|run| (run.len(), below_titles(run, languages)));
    let runs: Vec<(usize, Option<Below>)> = runs.collect();
    if runs.iter().all(|(_, below)| below.is_none()) {
        return;
    }
    let mut blocks = std::mem::take(&mut outline.blocks).into_iter();
    for (length, below) in runs {
        let mut section = None;
        for block in blocks.by_ref().take(length) {
            match (block.body, below) {
                (Body::Pair(term, text), Some(below)) => {
                    if !term.is_empty() {
                        section = Some(open(outline, &term, &text, block.section, block.depth));
                        outline.blocks.push(Block { section, body: Body::Label(term), depth: block.depth });
                    }
                    let body = match below {
                        Below::Text => Body::Paragraph(text),
                        Below::Names => Body::Item(text),
                    };
                    outline.blocks.push(Block { section, depth: block.depth, body });
                }
                (body, _) => outline.blocks.push(Block { body, ..block }),
            }
        }
    }
}

/// The name behind what it is of: "Your choice · shop-choice-v1". `None` where a company is named there.
fn behind_subject(term: &str) -> Option<&str> {
    let (subject, name) = term.rsplit_once(" · ")?;
    let is_name = !name.contains(' ') && name::looks_like(name) >= 0.9;
    (is_name && name::looks_like(subject) < 0.4 && provider::known(subject).is_none()).then_some(name)
}

/// Opens the section of a term, and answers with its place.
fn open(outline: &mut Outline, term: &Text, text: &Text, parent: Option<usize>, depth: u16) -> usize {
    let level = LABEL.saturating_add(u8::try_from(depth).unwrap_or(u8::MAX));
    let title = crate::text::head(&term.plain, super::LONGEST_TITLE).to_owned();
    let lead = Some(inline::excerpt(&text.plain));
    outline.sections.push(Section { level, title, lead, parent, follows: None, is_bold: false });
    outline.sections.len() - 1
}

/// What stands below terms that are titles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Below {
    /// Running text.
    Text,
    /// A name each, or several.
    Names,
}

/// What stands below the terms of a list, where one of them says that cookies are spoken of, none is a name or a label, and
/// some definition holds a name. `None` elsewhere.
fn below_titles(run: &[Block], languages: Languages) -> Option<Below> {
    let pairs = || {
        run.iter().filter_map(|block| match &block.body {
            Body::Pair(term, text) => Some((term, text)),
            _ => None,
        })
    };
    let titles = |term: &Text| {
        let term = term.plain.as_str();
        kind::speaks_of_storage(term, languages)
            || category::of(term, languages).is_some()
            || provider::known_whole(term).is_some()
    };
    let is_entry = |term: &Text| {
        lead::are_names(&term.plain, 0.4, languages)
            || field::of(&term.plain, languages).is_some()
            || !term.marks.is_empty() && term.plain.contains('_')
    };
    let are_titles = pairs().any(|(_, text)| name::is_told_in(&text.plain))
        && pairs().any(|(term, _)| titles(term))
        && !pairs().any(|(term, _)| is_entry(term))
        && pairs().next().is_some_and(|(term, _)| !term.is_empty());
    let below = if pairs().all(|(_, text)| name::may_be_names(&text.plain)) { Below::Names } else { Below::Text };
    are_titles.then_some(below)
}
