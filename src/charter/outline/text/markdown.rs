//! The inline syntax of text renderings: escapes, emphasis, code, links, stray tags and entities.
//!
//! Pages turned into markdown by tools are often broken, and cookie names are full of the characters markdown gives a
//! meaning to. So this takes away what is certain and leaves the rest as written: `_ga_*` keeps its underscores and star.

use super::{Marked, Text};

/// How far the end of a code span, an emphasis, a link or a tag is sought, in bytes: hostile text stays linear.
const REACH: usize = 400;
/// The same for the address of a link, which may be a long one.
const ADDRESS_REACH: usize = 2_000;

/// Reads one line, or one cell, of text or markdown.
pub(crate) fn inline(line: &str) -> Text {
    let mut reading =
        Reading { line, at: 0, before: ' ', text: Text::default(), strong: None, code: None, ends: Vec::new() };
    while let Some(next) = reading.rest().chars().next() {
        let understood = reading.end_of_something()
            || match next {
                '\\' => reading.escape(),
                '`' => reading.code(),
                '*' => reading.strong() || reading.emphasis('*'),
                '_' => reading.underlined_code() || reading.underlined() || reading.emphasis('_'),
                '[' => reading.link(),
                '!' => reading.image(),
                '<' => reading.tag(),
                '&' => reading.entity(),
                _ => false,
            };
        if !understood {
            reading.take(next);
        }
    }
    reading.text.finish();
    reading.text
}

struct Reading<'a> {
    line: &'a str,
    /// The next byte to read.
    at: usize,
    /// The character read last: emphasis opens at the start of a word only.
    before: char,
    text: Text,
    /// Where the words of the open `**` or `<b>` began.
    strong: Option<usize>,
    /// Where the words of the open `<code>` began.
    code: Option<usize>,
    /// The closing marks of what is open: their place and length in the line, and for links where their words began.
    ends: Vec<End>,
}

struct End {
    at: usize,
    length: usize,
    link: Option<usize>,
}

impl<'a> Reading<'a> {
    fn rest(&self) -> &'a str {
        self.line.get(self.at..).unwrap_or_default()
    }

    /// What lies ahead, after `skip` bytes, no further than `reach`.
    fn ahead(&self, skip: usize, reach: usize) -> &'a str {
        let rest = self.rest().get(skip..).unwrap_or_default();
        let mut end = rest.len().min(reach);
        while !rest.is_char_boundary(end) {
            end -= 1;
        }
        rest.get(..end).unwrap_or_default()
    }

    fn take(&mut self, character: char) {
        self.text.add(character.encode_utf8(&mut [0; 4]));
        self.pass(character.len_utf8(), character);
    }

    fn pass(&mut self, bytes: usize, before: char) {
        self.at += bytes;
        self.before = before;
    }

    fn end_of_something(&mut self) -> bool {
        let Some(position) = self.ends.iter().rposition(|end| end.at == self.at) else {
            self.ends.retain(|end| end.at > self.at);
            return false;
        };
        let end = self.ends.remove(position);
        if let Some(start) = end.link {
            self.text.mark(start, Marked::Link);
        }
        self.pass(end.length, self.before);
        true
    }

    fn escape(&mut self) -> bool {
        match self.rest().chars().nth(1) {
            None => {
                self.text.break_line();
                self.pass(1, ' ');
                true
            }
            Some(escaped) if escaped.is_ascii_punctuation() => {
                self.pass(1, self.before);
                self.take(escaped);
                true
            }
            Some(_) => false,
        }
    }

    fn code(&mut self) -> bool {
        let ticks = self.rest().len() - self.rest().trim_start_matches('`').len();
        let inner = self.ahead(ticks, REACH);
        let Some(inner) = self.rest().get(..ticks).and_then(|fence| inner.split_once(fence)).map(|(inner, _)| inner)
        else {
            return false;
        };
        let start = self.text.plain.len();
        self.text.add(inner);
        self.text.mark(start, Marked::Code);
        self.pass(inner.len() + 2 * ticks, '`');
        true
    }

    fn strong(&mut self) -> bool {
        if !self.rest().starts_with("**") {
            return false;
        }
        // "**_ga_***" closes behind the star of a family.
        let of_name = self.rest().starts_with("***") && self.before == '_';
        if self.strong.is_some() && of_name {
            return false;
        }
        if let Some(start) = self.strong.take() {
            self.text.mark(start, Marked::Strong);
        } else {
            let inner = self.ahead(2, REACH);
            if matches!(self.before, '_' | '*') || inner.starts_with([' ', '*']) || !inner.contains("**") {
                return false;
            }
            self.strong = Some(self.text.plain.len());
        }
        self.pass(2, ' ');
        true
    }

    /// A code span and nothing else between underscores: the underscores are no part of the name in it.
    fn underlined_code(&mut self) -> bool {
        let ahead = self.ahead(0, REACH);
        let code = ahead.trim_start_matches('_');
        let mark = ahead.get(..ahead.len() - code.len()).unwrap_or_default();
        let Some((code, after)) = code.strip_prefix('`').and_then(|code| code.split_once('`')) else { return false };
        let outside = |c: char| c.is_alphanumeric() || c == '_';
        let closed = after.strip_prefix(mark).is_some_and(|after| !after.starts_with(outside));
        if mark.len() > 3 || outside(self.before) || code.is_empty() || !closed {
            return false;
        }
        let start = self.text.plain.len();
        self.text.add(code);
        self.text.mark(start, Marked::Code);
        self.pass(2 * mark.len() + code.len() + 2, '`');
        true
    }

    /// `__several words__`: names begin with two underscores as well, and have no spaces.
    fn underlined(&mut self) -> bool {
        let Some(inner) = self.rest().strip_prefix("__").map(|_| self.ahead(2, REACH)) else { return false };
        let Some((words, after)) = inner.split_once("__") else { return false };
        let spaced = words.contains(' ') && !words.contains('_') && !words.ends_with(' ');
        if !spaced || !starts_a_word(words) || after.starts_with(char::is_alphanumeric) || self.before.is_alphanumeric()
        {
            return false;
        }
        let start = self.text.plain.len();
        let words = inline(words);
        super::append(&mut self.text, &words);
        self.text.mark(start, Marked::Strong);
        self.pass(2 + (inner.len() - after.len()), ' ');
        true
    }

    /// `*words*` and `_words_`; a lone `_word_` is emphasis only inside a sentence, at its start it is a name.
    fn emphasis(&mut self, mark: char) -> bool {
        let inner = self.ahead(1, REACH);
        if self.before.is_alphanumeric() || matches!(self.before, '_' | '-') || !starts_a_word(inner) {
            return false;
        }
        let Some((length, _)) = inner.match_indices(mark).find(|(at, _)| {
            let after = inner.get(at + 1..).and_then(|rest| rest.chars().next());
            // "**_Updated on 2 May 2026_**", but `_gaexp_*`.
            let bold = || mark == '_' && inner.get(..*at).is_some_and(|inner| inner.contains(' '));
            after.is_none_or(|after| !after.is_alphanumeric() && after != '_' && (after != '*' || bold()))
        }) else {
            return false;
        };
        let inner = inner.get(..length).unwrap_or_default();
        // "_Updated on 2 May 2026_" is all of its line, in bold or not.
        let alone = self.text.is_empty() && self.ahead(length + 2, REACH).bytes().all(|byte| byte == b'*');
        let whole = alone && inner.contains(' ') && !inner.contains('_');
        let plain = mark == '*'
            || whole
            || inner.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '\'' | '’' | '-' | '(' | ')'))
                && (inner.contains(' ') || (!self.text.is_empty() && inner.chars().count() > 4));
        if !plain || inner.ends_with([' ', '\\', '_', '*', '-']) {
            return false;
        }
        self.ends.push(End { at: self.at + 1 + length, length: 1, link: None });
        self.pass(1, ' ');
        true
    }

    fn link(&mut self) -> bool {
        let Some((words, target)) = self.link_parts(1) else { return false };
        self.ends.push(End { at: self.at + 1 + words, length: 1 + target, link: Some(self.text.plain.len()) });
        self.pass(1, ' ');
        true
    }

    fn image(&mut self) -> bool {
        if !self.rest().starts_with("![") {
            return false;
        }
        let Some((words, target)) = self.link_parts(2) else { return false };
        self.pass(2 + words + 1 + target, ' ');
        true
    }

    /// The lengths of `words` and `(target)` in `[words](target)`, whose `[` ends `skip` bytes ahead.
    fn link_parts(&self, skip: usize) -> Option<(usize, usize)> {
        let ahead = self.ahead(skip, REACH);
        let words = closing(ahead, '[', ']')?;
        let target = self.ahead(skip + words + 1, ADDRESS_REACH).strip_prefix('(')?;
        let target = closing(target, '(', ')')?;
        Some((words, target + 2))
    }

    fn tag(&mut self) -> bool {
        let ahead = self.ahead(0, ADDRESS_REACH);
        if ahead.starts_with("<!--") {
            let Some((comment, _)) = ahead.split_once("-->") else { return false };
            self.pass(comment.len() + 3, self.before);
            return true;
        }
        let Some((tag, _)) = ahead.get(1..).and_then(|tag| tag.split_once('>')) else { return false };
        if tag.starts_with("http") && !tag.contains(' ') {
            self.text.add(tag);
        } else {
            let closes = tag.starts_with('/');
            let name = tag.trim_start_matches('/').split([' ', '/', '\t']).next().unwrap_or_default();
            match name.to_ascii_lowercase().as_str() {
                "br" | "p" | "div" | "li" | "ul" | "ol" | "tr" | "hr" => self.text.break_line(),
                "a" | "em" | "i" | "u" | "sup" | "sub" | "span" | "font" | "small" | "img" | "td" | "th" | "input" => {}
                "b" | "strong" => mark(&mut self.text, &mut self.strong, closes, Marked::Strong),
                "code" | "kbd" | "samp" => mark(&mut self.text, &mut self.code, closes, Marked::Code),
                _ => return false,
            }
        }
        self.pass(tag.len() + 2, ' ');
        true
    }

    fn entity(&mut self) -> bool {
        let Some((name, _)) = self.ahead(1, 10).split_once(';') else { return false };
        let Some(character) = entity(name) else { return false };
        self.pass(name.len() + 2, character);
        self.text.add(character.encode_utf8(&mut [0; 4]));
        true
    }
}

fn mark(text: &mut Text, open: &mut Option<usize>, closes: bool, marked: Marked) {
    match open.take() {
        Some(start) if closes => text.mark(start, marked),
        _ if !closes => *open = Some(text.plain.len()),
        _ => {}
    }
}

fn starts_a_word(words: &str) -> bool {
    words.starts_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '\\' | '"' | '«' | '“' | '[' | '(' | '`'))
}

/// The bytes before the mark that closes what was opened just before `words`.
fn closing(words: &str, opens: char, closes: char) -> Option<usize> {
    let mut depth = 0_u32;
    for (at, character) in words.char_indices() {
        if character == closes {
            if depth == 0 {
                return Some(at);
            }
            depth -= 1;
        } else if character == opens {
            depth += 1;
        }
    }
    None
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
            None => number.parse().ok()?,
        };
        return char::from_u32(code);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::inline;
    use crate::charter::outline::Marked;

    #[track_caller]
    fn check(line: &str, plain: &str) {
        assert_eq!(inline(line).plain, plain);
    }

    #[test]
    fn names_keep_their_underscores_and_stars() {
        check("**_ga, _ga_*** (Google)", "_ga, _ga_* (Google)");
        check(r"\_hjSession\_\*", "_hjSession_*");
        check("_ga_*, _gid, _gac_*", "_ga_*, _gid, _gac_*");
        check("**_ga**, **__cf_bm**", "_ga, __cf_bm");
        check("`_ga_*` (2 ans)", "_ga_* (2 ans)");
        check("wp-settings-*, wp-settings-time-*", "wp-settings-*, wp-settings-time-*");
        check("_gac_", "_gac_");
        check("_gat_gtag_UA_********_**", "_gat_gtag_UA_********_**");
        check("__Host-id *", "__Host-id *");
        check("__utma, __utmb and __utmc", "__utma, __utmb and __utmc");
        check("_ga_<container-id> &lt;ID&gt;", "_ga_<container-id> <ID>");
    }

    #[test]
    fn emphasis_links_and_tags_go() {
        check("Les _cookies_ que *nous* posons, **tous**", "Les cookies que nous posons, tous");
        check("[_ga](https://example.org/_ga_(x) \"Note\"), [ID]", "_ga, [ID]");
        check("<a class=\"x\" href=\"https://example.org/\">Hotjar</a> <br/>Ltd.", "Hotjar\nLtd.");
        check("![Logo](logo.png) Charte<!-- fin -->", "Charte");
        check("une ligne \\", "une ligne");
        check("__Les cookies du site__ :", "Les cookies du site :");
        check("__`_sid`__, _`on`_ ou *`off`*", "_sid, on ou off");
        check("_Mis à jour le 2 mai 2026._", "Mis à jour le 2 mai 2026.");
    }

    #[test]
    fn marks_stand_on_their_words() {
        let text = inline("Le cookie **`sid`** et [la page](x)");
        assert_eq!(text.marked(Marked::Strong).collect::<Vec<_>>(), ["sid"]);
        assert_eq!(text.marked(Marked::Code).collect::<Vec<_>>(), ["sid"]);
        assert_eq!(text.marked(Marked::Link).collect::<Vec<_>>(), ["la page"]);
    }

    #[test]
    fn hostile_marks_stay_linear() {
        for mark in ["*", "_a ", " *a", "[", "![", "`a``", "<", "&", "\\", "[a](", " _a_", "**a"] {
            let line = mark.repeat(20_000);
            assert!(inline(&line).plain.len() <= line.len());
        }
    }
}
