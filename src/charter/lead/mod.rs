//! Lines that begin with a cookie's name: "`_ga` – distinguishes visitors", "_ga, _gid (2 years)", "_gid".

mod single;

use super::field::is_joint;
use super::lexicon::Languages;
use super::line::{Line, Of};
use super::outline::Marked;
use super::{category, lifetime, name, party, prose, provider};
use crate::text::{self, Tokens};
use single::{between_dashes, of_cookies, quoted, small, stored, timed, unjoined};

/// The names a line begins with, and what it says of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lead<'a> {
    /// The names, as the line writes them.
    pub(super) names: &'a str,
    /// What follows.
    pub(super) rest: &'a str,
    /// How surely they are names: 1 for `_ga`, less for words that could be others.
    pub(super) sure: f32,
}

impl Lead<'_> {
    /// Whether a note stands right behind the names.
    pub(super) fn is_noted(&self) -> bool {
        self.rest.trim_start().starts_with('(')
    }
}

/// The lead of a line. `None` when it does not begin with a name.
pub(super) fn of<'a>(line: &Line<'a>, languages: Languages) -> Option<Lead<'a>> {
    let lead = beginning(line, languages)
        .filter(|lead| !is_mail_address(lead.rest) && !opens_a_sentence(line, lead, languages));
    lead.filter(|lead| !(line.of == Of::Title && is_title_of_a_charter(lead.names, languages)))
}

/// Whether the word for cookies goes on a paragraph that begins with a name: "_ga-kakan räknar besök. IDE-kakan …", "`_ga`
/// cookies count visits. `IDE` cookies …".
fn opens_a_sentence(line: &Line<'_>, lead: &Lead<'_>, languages: Languages) -> bool {
    line.of == Of::Paragraph
        && line.value.is_none()
        && !lead.rest.is_empty()
        && prose::goes_on_with_cookie(lead.names, lead.rest, languages)
}

/// Whether a title in capitals is what pages call their charters: "COOKIE-RICHTLINIE".
fn is_title_of_a_charter(title: &str, languages: Languages) -> bool {
    if title.contains(char::is_lowercase) || !title.contains(char::is_uppercase) {
        return false;
    }
    let tokens = Tokens::of(title);
    languages.near().any(|index| !index.links.whole(&tokens, 0..tokens.len()).is_empty())
}

/// Whether a mail address is what is said: "E-Mail: info@example.org".
fn is_mail_address(said: &str) -> bool {
    let said = said.trim_start_matches(is_joint).trim_matches(|sign| matches!(sign, '[' | ']' | '(' | ')' | '<' | '>'));
    mail_address(said).is_some_and(|(user, _)| !user.is_empty()) && !said.contains(' ')
}

/// The user and the host of a mail address.
fn mail_address(words: &str) -> Option<(&str, &str)> {
    words.split_once('@').filter(|(_, host)| host.contains('.'))
}

fn beginning<'a>(line: &Line<'a>, languages: Languages) -> Option<Lead<'a>> {
    let words = line.words;
    let bare = words.trim_start_matches(is_bullet);
    let numbered = behind_number(bare).filter(|rest| line.of == Of::Item || opens_with_a_name(rest));
    let indent = words.len() - numbered.unwrap_or(bare).len();
    let words = words.get(indent..)?;
    if let Some((names, rest)) = marked(line, indent)
        && let Some(sure) = likeness(names, 0.25, languages)
    {
        if sure >= 0.4 {
            // Bold words in paragraphs are often a brand; marked ones in lists and titles seldom are.
            let bonus = if line.of == Of::Paragraph { 0.05 } else { 0.1 };
            if links_to_a_company(line, indent, names) {
                return Some(Lead { names, rest, sure: UNSURE });
            }
            // "`_gcl_au`, `IDE`, `NID`": beside a name that no other word could be.
            let sure = if sure >= 0.6 && holds_a_sure_name(names) { 0.95 } else { sure + bonus };
            return Some(Lead { names, rest, sure });
        }
        // A small word that stands alone in bold, or before a few words, may be a name, if something is told of it.
        if rest.is_empty() || line.of == Of::Paragraph && is_glossed(names, rest, languages) {
            return Some(Lead { names, rest, sure: UNSURE });
        }
    }
    let singled = of_cookies(words, languages).or_else(|| timed(words, languages)).or_else(|| stored(words, languages));
    if let Some(lead) = singled.or_else(|| between_dashes(words, languages)) {
        return Some(lead);
    }
    if line.of == Of::Item
        && let Some(lead) = small(words, languages).or_else(|| unjoined(words, languages))
    {
        return Some(lead);
    }
    if let Some(lead) = quoted(line.words) {
        return Some(lead);
    }
    // "Invoices: kept for 10 years" is written so, too: its neighbours tell what it is.
    if let Some((names, rest)) = marked(line, indent).filter(|(names, rest)| is_timed(names, rest, languages)) {
        return Some(Lead { names, rest, sure: UNSURE - 0.05 });
    }
    let near = text::head(words, 164);
    // What holds of its beginning holds of each longer one.
    let runs_on = name::is_sentence(near, 0.55, languages);
    let whole = words.trim();
    let least = if line.of == Of::Title || line.value.is_some() { 0.25 } else { 0.55 };
    if whole.len() <= 120
        && !(runs_on && least >= 0.55)
        && let Some(sure) = likeness(whole, least, languages)
    {
        return Some(Lead { names: whole, rest: "", sure });
    }
    let mut best = None;
    let is_sentence = opens_sentence(words);
    for (at, separator) in separators(near) {
        let (before, after) = words.split_at(at);
        let before = before.trim();
        if before.is_empty() || lists_small_words(before, after, languages) {
            continue;
        }
        let behind = |most: usize| before.split_whitespace().nth(most).is_some();
        if at > 160 || is_sentence && behind(2) || runs_on && behind(1) {
            break;
        }
        let least = if after.starts_with(' ') && !after.trim_start().starts_with(is_joint) { 0.9 } else { 0.55 };
        if before.len() <= 120
            && let Some(sure) = likeness(before, least, languages)
        {
            // "_pk_ *"
            let star = if before.ends_with(['_', '-']) && after.starts_with(" *") { 2 } else { 0 };
            let names = words.get(..at + star).unwrap_or(before).trim();
            best = Some(Lead { names, rest: after.get(separator.max(star)..).unwrap_or(""), sure });
            // A comma, a slash or "and" may be followed by another name; a colon or a dash ends the names.
            if !matches!(after.chars().next(), Some(',' | '/' | ' ')) {
                break;
            }
        } else if best.is_some() {
            break;
        }
    }
    best
}

/// Whether a space behind a comma stands among several names, and one more follows that could be any small word:
/// "`guest_id`, `auth_token`, `device_id`, twll – …". Whether it is one, what stands before the next sign tells.
fn lists_small_words(before: &str, after: &str, languages: Languages) -> bool {
    const SEVERAL: usize = 3;
    let next = after.trim_start().split([' ', ',']).next().unwrap_or_default();
    after.starts_with(' ')
        && before.strip_suffix(',').is_some_and(|names| names.split(',').nth(SEVERAL - 1).is_some())
        && name::may_be_names(next)
        && category::of(next, languages).is_none()
        && party::of(next, languages).is_none()
}

/// A line without the number that it is listed by: "1. _fbp", "2) _ga". `None` where it has none.
fn behind_number(words: &str) -> Option<&str> {
    const MOST_DIGITS: usize = 3;
    let behind = words.trim_start_matches(|c: char| c.is_ascii_digit());
    let numbered = (1..=MOST_DIGITS).contains(&(words.len() - behind.len()));
    let rest = behind.strip_prefix(['.', ')']).filter(|rest| numbered && rest.starts_with([' ', '\u{a0}']))?;
    Some(rest.trim_start_matches(is_bullet))
}

/// Whether the first word of a line is a name that no other word could be.
fn opens_with_a_name(words: &str) -> bool {
    let first = words.split_whitespace().next().unwrap_or_default();
    name::looks_like(first.trim_end_matches([':', ',', ';'])) >= 0.9
}

/// How sure a name is that could be any word.
const UNSURE: f32 = 0.5;

/// Whether a few words stand behind a small word and a colon, and tell no more than what it is: "lang: Example Translate
/// cookie".
fn is_glossed(word: &str, rest: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 6;
    let said = rest.strip_prefix(':').map(str::trim).unwrap_or_default();
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && (1..=MOST_WORDS).contains(&said.split_whitespace().take(MOST_WORDS + 1).count())
        && !said.contains(|c: char| matches!(c, ':' | '.') || c.is_ascii_digit())
        && category::of(word, languages).is_none()
}

/// Whether a small word is followed by a sign and by what tells how long it is kept: "lang. Keeps the language. Duration: 1 year".
fn is_timed(word: &str, rest: &str, languages: Languages) -> bool {
    const LONGEST: usize = 300;
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && name::is_one_word(word)
        && rest.trim_start().starts_with([':', '.', '–', '—', '-'])
        && rest.len() <= LONGEST
        && lifetime::find(rest, languages).is_some()
        && category::of(word, languages).is_none()
}

/// The names marked at the beginning of a line: one mark, or several that only joints separate.
fn marked<'a>(line: &Line<'a>, indent: usize) -> Option<(&'a str, &'a str)> {
    let mut end = None;
    for mark in line.marks.iter().filter(|mark| mark.marked != Marked::Link || mark.start == indent) {
        let gap = line.words.get(end.unwrap_or(indent)..mark.start.max(end.unwrap_or(indent)))?;
        let joins = gap.chars().all(|character| is_joint(character) || "/(«“+".contains(character))
            || (end.is_some() && is_word_joint(gap));
        if !joins || (end.is_none() && gap.len() > 4) {
            break;
        }
        if end.is_none_or(|end| mark.end > end) {
            end = Some(mark.end);
        }
    }
    let end = end?;
    Some((line.words.get(indent..end)?.trim_end_matches([':', ' ']), line.words.get(end..)?))
}

/// Whether what a line begins with is a link and could be a company's name: "`ShopBooking` to manage your bookings".
fn links_to_a_company(line: &Line<'_>, indent: usize, names: &str) -> bool {
    let is_brand = names.starts_with(|c: char| c.is_ascii_uppercase())
        && names.contains(char::is_lowercase)
        && names.chars().all(|c| c.is_ascii_alphabetic())
        && !["cookie", "consent"].iter().any(|part| names.to_ascii_lowercase().contains(part));
    is_brand
        && line.of != Of::Title
        && line.marks.iter().all(|mark| mark.start != indent || mark.marked == Marked::Link)
}

/// Whether one of several names is written as no other word is.
fn holds_a_sure_name(names: &str) -> bool {
    names.contains(',') && names.split(',').any(|name| name::looks_like(name) >= 0.95)
}

fn is_word_joint(gap: &str) -> bool {
    let gap = gap.trim();
    gap.len() <= 3 && gap.chars().all(char::is_alphabetic)
}

/// Whether a word is made of parts as names are (`session-id`), and is no term of the trade ("third-party").
pub(super) fn is_made_of_parts(word: &str, languages: Languages) -> bool {
    let lower = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_.".contains(c));
    lower
        && word.trim_matches(['-', '_', '.']).contains(['-', '_', '.'])
        && !word.ends_with("cookies")
        && party::of(word, languages).is_none()
        && (category::of(word, languages).is_none() || ends_with_sort(word, languages))
}

/// Whether a word of parts names a category by its last one alone: `theme-preference`, not "non-essential".
fn ends_with_sort(word: &str, languages: Languages) -> bool {
    let Some((first, _)) = word.split_once(['-', '_', '.']) else { return false };
    first.len() >= 4 && category::of(first, languages).is_none()
}

/// Whether a text holds one or several names and nothing else.
pub(super) fn are_names(text: &str, least: f32, languages: Languages) -> bool {
    likeness(text, least, languages).is_some()
}

/// How much the least name-like of the names in a text looks like one, if at least so much. `None` as well when the text
/// is something else: it begins with a parenthesis, is a host or an address, or holds more than names.
pub(super) fn likeness(text: &str, least: f32, languages: Languages) -> Option<f32> {
    // Most lines are sentences, and each of their beginnings may be asked for.
    let is_sentence = name::is_sentence(text, least, languages);
    if is_sentence { None } else { least_of(text, languages).filter(|likeness| *likeness >= least) }
}

/// See [`likeness`].
fn least_of(text: &str, languages: Languages) -> Option<f32> {
    if text.len() <= 120 && name::is_literal(text) {
        return Some(name::looks_like(text));
    }
    let mut others = text.split_whitespace().skip(1);
    if let Some(second) = others.next()
        && (others.next().is_some() || continues(second, languages))
        && opens_sentence(text)
    {
        return None;
    }
    // `.AspNetCore.Antiforgery` begins with a dot.
    let dotted = text.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    let stray = text.starts_with(['(', '[', '/', '.']) && !text.ends_with(']') && !dotted || text.contains("//");
    if text.is_empty()
        || text.len() > 600
        || stray
        || provider::host(text).is_some_and(|host| host.len() + 1 >= text.len())
    {
        return None;
    }
    // A sign behind a word is no part of the name: "Safari:", "Prénom ;".
    let word = text.strip_suffix([':', ';', ',', '.']).unwrap_or(text).trim_end();
    if name::is_one_word(word) {
        return Some(of_name(word, word));
    }
    let names = name::read(text, languages);
    let written: usize = names.iter().map(|name| name.as_written.len() + 5).sum();
    let quotes: usize =
        text.chars().filter(|c| matches!(c, '‘' | '’' | '“' | '”' | '„' | '«' | '»')).map(char::len_utf8).sum();
    if names.is_empty() || written + quotes < text.len() || !names.iter().all(is_neat) {
        return None;
    }
    let likenesses: Vec<f32> = names.iter().map(|name| of_name(&name.name, &name.as_written)).collect();
    let least = likenesses.iter().copied().min_by(f32::total_cmp)?;
    // "__jid, disqusauth, sessionid": among sure names, a small word is one too.
    let sure = likenesses.iter().filter(|likeness| **likeness >= 0.75).count();
    let single = least >= 0.15 && names.iter().all(|name| !name.as_written.contains(' '));
    Some(if sure * 2 >= names.len() && single { least.max(0.6) } else { least })
}

/// Whether the first word of a text is no name: when others follow, it is a sentence.
fn opens_sentence(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    // "_ga,_gid, _gat"
    let first = first.split(',').next().unwrap_or_default();
    let first = first.trim_matches(['"', '«', '»', '“', '”', '\'', '’', '`', ';', ':']);
    !first.is_empty() && name::looks_like(first) < 0.25
}

/// Whether the second word of two is an ordinary one: no name, and not the beginning of "followed by".
fn continues(second: &str, languages: Languages) -> bool {
    name::is_literal(second) && name::looks_like(second) < 0.6 && {
        let tokens = Tokens::first(second, 1);
        !languages.near().any(|index| index.followed.longest(&tokens, 0).is_some())
    }
}

/// Whether a name is written with no more than a remark in parentheses or a placeholder behind it.
fn is_neat(name: &name::Name) -> bool {
    let mut words = name.as_written.split_whitespace().skip(1).peekable();
    let Some(second) = words.peek() else { return true };
    // "_ga_*: counts visits", "_ga_* – counts visits" go on to say what the name is for.
    let first = name.as_written.split_whitespace().next();
    if first.is_some_and(|first| first.ends_with(':')) || matches!(*second, ":" | "–" | "—" | "-" | "=" | "→") {
        return false;
    }
    // "font_size (1 year): remembers the size": more than a remark.
    if let Some((_, after)) = name.as_written.split_once(" (").and_then(|(_, remark)| remark.split_once(')'))
        && after.trim_start().starts_with([':', '–', '—', '-'])
        && after.contains(char::is_alphabetic)
    {
        return false;
    }
    if second.starts_with('*') {
        return words.count() == 1;
    }
    second.starts_with(['(', '[', '<', '{', '#']) || (name.name.ends_with('*') && words.count() <= 8)
}

/// How much a name looks like one, by itself and as it is written.
fn of_name(name: &str, as_written: &str) -> f32 {
    let open = name.matches('(').count() != name.matches(')').count();
    let core = name.trim_matches('*');
    // "Session-/Auth-Cookies"
    let is_compound = core.contains("-/") || core.ends_with("-Cookies") || core.ends_with("-Cookie");
    if mail_address(name).is_some() || open || is_compound || core.is_empty() {
        return 0.0;
    }
    let placeholder = match () {
        () if core.len() == name.len() => 0.0,
        () if core.ends_with(['_', '-', '.', '#', '/', ':']) => 0.9,
        // "TSxxxxxxxx", "ts<id>"
        () if as_written.contains("xxxx") || ends_in_a_template(as_written) => 0.8,
        () => 0.0,
    };
    name::looks_like(core).max(placeholder)
}

/// Whether a word ends in what is to be filled in: `ts<id>`.
fn ends_in_a_template(word: &str) -> bool {
    let parts = word.strip_suffix('>').and_then(|word| word.split_once('<'));
    parts.is_some_and(|(fixed, varies)| {
        fixed.len() > 1
            && fixed.chars().all(char::is_alphanumeric)
            && !varies.is_empty()
            && varies.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-'))
    })
}

/// The places where a name may end, and how long the separator is.
fn separators(words: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut inside = 0_usize;
    words.char_indices().filter_map(move |(at, character)| match character {
        // `_ga_[unique id]`
        '[' | '<' | '{' => {
            inside += 1;
            None
        }
        ']' | '>' | '}' => {
            inside = inside.saturating_sub(1);
            None
        }
        _ if inside > 0 => None,
        // `shop:favourites:v1`
        ':' if is_inside_key(words, at) => None,
        // A name may hold a bar.
        '|' if !words.get(..at).is_some_and(|before| before.ends_with(' ')) => None,
        ':' | '–' | '—' | '=' | '→' | ',' | '/' | ' ' | '|' | '•' | '·' => Some((at, character.len_utf8())),
        '(' => Some((at, 0)),
        _ => None,
    })
}

/// Whether a colon stands inside a key of several parts, small letters and figures around each colon.
fn is_inside_key(words: &str, at: usize) -> bool {
    let start = words.get(..at).and_then(|before| before.rfind(' ')).map_or(0, |space| space + 1);
    let key = words.get(start..).unwrap_or_default().split(' ').next().unwrap_or_default();
    let is_part = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
    };
    key.matches(':').count() > 1 && key.split(':').all(is_part)
}

fn is_bullet(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            '•' | '·' | '▪' | '►' | '✓' | '–' | '—' | '‣' | '⁃' | '-' | '"' | '«' | '“' | '„' | '‘' | '\''
        )
        || ('\u{2190}'..='\u{2bff}').contains(&character)
        || character > '\u{1f000}'
}
