//! Tables that a rendering has laid flat into one paragraph, every name before the same label: "… sid Expires: 2 years.
//! Keeps you signed in. _lang Expires: 1 day. Remembers …".

use super::{Block, Body, Mark, Marked, Outline, Text};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::name;

/// The fewest names that make a table.
const FEWEST: usize = 3;

/// Makes pairs of a name and what is said of it out of such paragraphs.
pub(crate) fn settle(outline: &mut Outline, languages: Languages) {
    let flat = |block: &Block| match &block.body {
        Body::Paragraph(text) => rows(&text.plain, languages),
        _ => None,
    };
    if !outline.blocks.iter().any(|block| flat(block).is_some()) {
        return;
    }
    for block in std::mem::take(&mut outline.blocks) {
        match flat(&block) {
            Some(bodies) => outline.blocks.extend(bodies.into_iter().map(|body| Block { body, ..block })),
            None => outline.blocks.push(block),
        }
    }
}

/// The paragraph before the first name, and the names with what is said of each. `None` when they are no table.
fn rows(words: &str, languages: Languages) -> Option<Vec<Body>> {
    if words.matches(": ").take(FEWEST).count() < FEWEST {
        return None;
    }
    let starts = starts(words, languages);
    if starts.len() < FEWEST {
        return None;
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at).chain([words.len()]);
    let mut bodies = vec![Body::Paragraph(Text::new(words.get(..starts.first()?.0)?.trim_end()))];
    for ((start, name), end) in starts.iter().zip(ends) {
        let said = words.get(start + name.len()..end)?.trim();
        let mut label = Text::new(name);
        label.marks.push(Mark { start: 0, end: name.len(), marked: Marked::Code });
        let (first, rest) = said.split_once(". ").unwrap_or((said, ""));
        let mut value = Text::new(first);
        if !rest.is_empty() {
            value.break_line();
            value.add(rest);
        }
        value.finish();
        bodies.push(Body::Pair(label, value));
    }
    Some(bodies)
}

/// The places of the names that one label follows at once, that of a length of time.
fn starts(words: &str, languages: Languages) -> Vec<(usize, &str)> {
    let mut labelled: Vec<(&str, usize, &str)> = Vec::new();
    let mut before: Option<(usize, &str)> = None;
    let mut at = 0;
    for word in words.split(' ') {
        if let Some((place, name)) = before
            && let Some(label) = word.strip_suffix(':')
            && name::looks_like(name) >= 0.9
        {
            labelled.push((label, place, name));
        }
        before = Some((at, word));
        at += word.len() + 1;
    }
    let Some((label, ..)) = labelled.first().copied() else { return Vec::new() };
    let tells = languages.own_roles(label).contains(&Role::Lifetime);
    let same = labelled.into_iter().filter(|(other, ..)| tells && *other == label);
    same.map(|(_, place, name)| (place, name)).collect()
}
