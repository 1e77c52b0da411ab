//! One cell, several names: where the one ends and the next begins.

use super::{likeness::looks_like, pattern};
use crate::charter::lexicon::{Index, Languages};
use crate::names;
use crate::text::{self, Tokens};

/// The pieces of a cell that hold one name each.
pub(super) fn pieces(cell: &str, languages: Languages) -> Vec<String> {
    let mut pieces = Vec::new();
    let among_others = cell.contains(',');
    for line in cell.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if is_remark(line) && !pieces.is_empty() {
            continue;
        }
        for listed in cut(line, |text, at, sign| {
            let parts = matches!(sign, ',' | ';' | '•' | '،') || sign == '·' && is_apart(text, at);
            parts && !pattern::is_inside_placeholder(text, at)
        }) {
            for slashed in slashes(listed, among_others) {
                joined(slashed, languages, &mut pieces);
            }
        }
    }
    // "__utma, … , __utmz"
    pieces.retain(|piece| piece.chars().any(|c| !matches!(c, '…' | '.' | ' ')));
    pieces
}

/// Whether spaces stand on both sides of a middle dot: "sid · _lang", not "col·lecta".
fn is_apart(text: &str, at: usize) -> bool {
    let after = || text.get(at + '·'.len_utf8()..).is_some_and(|after| after.starts_with(' '));
    text.get(..at).is_some_and(|before| before.ends_with(' ')) && after()
}

/// A line in brackets below a name tells something else: a storage, a provider, a service.
fn is_remark(line: &str) -> bool {
    line.starts_with('(') && line.ends_with(')')
}

/// Cuts at the characters that pass the test; outside round brackets only.
fn cut(text: &str, is_cut: impl Fn(&str, usize, char) -> bool) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut depth) = (0, 0_usize);
    for (at, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 && is_cut(text, at, character) => {
                parts.extend(text.get(from..at));
                from = at + character.len_utf8();
            }
            _ => {}
        }
    }
    parts.extend(text.get(from..));
    parts.retain(|part| !part.trim().is_empty());
    parts
}

/// A slash or a bar beside a space parts names; without spaces only when names stand on both sides ("_ga/_gid"), or short
/// words where the cell lists names ("loc, uid/uit, psc").
fn slashes(text: &str, among_others: bool) -> Vec<&str> {
    if !text.contains(['/', '|']) {
        return vec![text];
    }
    let tight = cut(text, |_, _, sign| sign == '/');
    let is_short = |part: &str| (2..=6).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase());
    let short = || among_others && tight.iter().all(|part| is_short(part.trim()));
    // "AWSALB/AWSALBCORS"
    let capitals = || tight.iter().all(|part| text::is_capitals(part) && looks_like(part) >= 0.75);
    if tight.len() > 1 && (tight.iter().all(|part| looks_like(part) >= 0.9) || short() || capitals()) {
        return tight;
    }
    // "Google Ads / conversion": what is described so is one thing.
    let described = |part: &&str| part.trim_end().ends_with('-') || part.trim().contains(' ') && looks_like(part) < 0.4;
    if tight.iter().any(described) && tight.iter().all(|part| looks_like(bare(part)) < 0.5) {
        return vec![text];
    }
    cut(text, |text, at, sign| {
        matches!(sign, '/' | '|')
            && (text.get(..at).is_some_and(|before| before.ends_with(' '))
                || text.get(at + 1..).is_some_and(|after| after.starts_with(' ')))
    })
}

/// Words for "and" between names, and names with nothing but spaces between them.
fn joined(text: &str, languages: Languages, pieces: &mut Vec<String>) {
    let text = text.trim();
    if pattern::is_concatenated(text) {
        pieces.push(text.split(' ').collect());
        return;
    }
    if let Some(whole) = broken(text) {
        pieces.push(whole);
        return;
    }
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let is_joint = |word: &str| is_joint(word, languages);
    // "Pool.[User ID].token" is one name.
    let inside = || text.match_indices(' ').any(|(at, _)| pattern::is_inside_placeholder(text, at));
    let has_remark =
        words.iter().any(|word| word.starts_with(['(', '[', '*', '<', '{'])) || text.contains("_$") || inside();
    let is_list = !has_remark
        && words.iter().enumerate().all(|(place, word)| {
            let first_or_last = place == 0 || place + 1 == words.len();
            among_names(bare(word)) >= if first_or_last { 0.3 } else { 0.6 } || is_joint(word)
        })
        && words.iter().filter(|word| among_names(bare(word)) >= 0.6).count() * 2
            > words.iter().filter(|word| !is_joint(word)).count();
    if !is_list {
        // "und [Domain]_session", what is left of "_ga, und [Domain]_session" once cut at its comma.
        let without = words.split_first().filter(|(first, rest)| {
            !rest.is_empty() && is_joint(first) && rest.iter().all(|word| looks_like(bare(word)) >= 0.6)
        });
        match without {
            Some((_, rest)) => pieces.extend(rest.iter().map(|word| (*word).to_owned())),
            // "zfm_cnt_id zfm_usr_id Dynamic cookies"
            None => match words.iter().take_while(|word| looks_like(bare(word)) >= 0.95).count() {
                0 | 1 => pieces.push(text.to_owned()),
                _ if has_remark => pieces.push(text.to_owned()),
                names => pieces.extend(words.iter().take(names).map(|word| (*word).to_owned())),
            },
        }
        return;
    }
    pieces.extend(words.into_iter().filter(|word| !is_joint(word)).map(str::to_owned));
}

/// How much a word among others looks like a name: "Yt-remote-session-name", as pages that begin every line with a capital
/// write it, counts as what it is in small letters.
fn among_names(word: &str) -> f32 {
    let capital = word.starts_with(|first: char| first.is_ascii_uppercase()) && word.matches('-').count() > 2;
    let called = if names::is_called(word) { 0.6 } else { 0.0 };
    looks_like(word).max(called).max(if capital { looks_like(&word.to_ascii_lowercase()) } else { 0.0 })
}

/// Whether a word joins names in some language: "et", "&".
pub(in crate::charter) fn is_joint(word: &str, languages: Languages) -> bool {
    let tokens = Tokens::first(word, 2);
    let listed = |index: &Index| index.joints.longest(&tokens, 0).is_some();
    matches!(word, "&" | "+") || tokens.len() == 1 && languages.near().chain(languages.far()).any(listed)
}

/// A name that a page broke before a hyphen: "yt-remote-connected -devices".
fn broken(text: &str) -> Option<String> {
    let (first, rest) = text.split_once(" -")?;
    let is_part = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    (looks_like(first) >= 0.6 && first.contains('-') && !first.contains(' ') && is_part(rest))
        .then(|| format!("{first}-{rest}"))
}

/// Without the quotes, list marks and footnote marks around it.
pub(super) fn bare(piece: &str) -> &str {
    const AROUND: &[char] = &[
        '"', '\'', '`', '«', '»', '“', '”', '„', '‘', '’', '‹', '›', ' ', '•', '·', '▪', '●', '¹', '²', '³', '⁴', '†',
        '‡', '§', ',', ';',
    ];
    // Most words stand so.
    let is_end = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    if is_end(piece.as_bytes().first()) && is_end(piece.as_bytes().last()) && !piece.contains(' ') {
        return piece;
    }
    let mut bare = piece.trim_matches(AROUND);
    loop {
        let before = bare;
        // In bold, or struck out.
        for sign in ["**", "~~"] {
            bare = bare.strip_prefix(sign).and_then(|rest| rest.strip_suffix(sign)).unwrap_or(bare);
        }
        if let Some((core, _)) = bare.rsplit_once(" *").filter(|(_, rest)| rest.chars().all(|mark| mark == '*'))
            && !core.ends_with(['_', '-', '.'])
        {
            bare = core;
        }
        if !bare.ends_with("..") {
            bare = bare.strip_suffix('.').or_else(|| bare.strip_suffix(':')).unwrap_or(bare);
        }
        if let Some(inner) =
            bare.strip_prefix("- ").or_else(|| bare.strip_prefix("* ")).or_else(|| bare.strip_prefix("– "))
        {
            bare = inner;
        }
        if let Some(inner) =
            bare.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|inner| !inner.contains(['(', ')']))
        {
            bare = inner;
        }
        bare = bare.trim_matches(AROUND);
        if bare == before {
            return bare;
        }
    }
}
