//! What singles a word out as a name: its letters, its marks, the words beside it.

use super::noun::{is_before_cookie, suspended, without_noun};
use crate::charter::Kind;
use crate::charter::lexicon::{Index, Joint, Languages, Role, Time};
use crate::charter::{category, kind, lifetime, name, party};
use crate::names;
use crate::text::{self, Tokens};
use std::ops::Range;

/// What the letters of a word say by themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// No language writes so: `_ga`, `user_lang`, `sid*`.
    Strange,
    /// Capitals only, as PHPSESSID; or as any abbreviation.
    Capitals,
    /// As any word, or any product.
    Ordinary,
}

impl Letters {
    pub(super) fn of(text: &str) -> Self {
        let parts = || text.split('_').filter(|part| !part.is_empty()).count();
        let is_strange = || text.starts_with('_') && !text.ends_with('_') || parts() > 1;
        let is_capitals = || text::is_capitals(text) && text.bytes().filter(u8::is_ascii_uppercase).count() >= 6;
        match () {
            () if !text.is_ascii() => Self::Ordinary,
            () if text.contains('_') && is_strange() => Self::Strange,
            () if is_capitals() => Self::Capitals,
            () => Self::Ordinary,
        }
    }
}

/// What stands beside a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Beside {
    /// "nommé", "called"
    Naming,
    /// "cookie"
    Cookie,
    Nothing,
}

pub(super) fn beside(words: &str, word: &Range<usize>, languages: Languages) -> Beside {
    let before: Vec<&str> = words.get(..word.start).unwrap_or_default().split_whitespace().rev().take(5).collect();
    let before: String = before.into_iter().rev().collect::<Vec<_>>().join(" ");
    // "a session cookie (“sid”)"
    let before = before.trim_end_matches(OPENING);
    // "das sid-Cookie"
    let after = words.get(word.end..).unwrap_or_default().trim_start_matches('-');
    let after: String = after.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    let tokens = Tokens::of(before);
    let naming = languages.near().any(|index| {
        (0..tokens.len()).any(|at| {
            index.naming.longest(&tokens, at).is_some_and(|phrase| {
                phrase.tokens.end == tokens.len()
                    || phrase.tokens.end + 1 == tokens.len() && !tokens.is_word(phrase.tokens.end)
            })
        })
    });
    if naming {
        return Beside::Naming;
    }
    let next = Tokens::of(&after);
    let cookie = languages.near().any(|index| {
        let ends = |at: usize| index.kinds.longest(&tokens, at).is_some_and(|phrase| phrase.tokens.end == tokens.len());
        (0..tokens.len()).any(ends) || index.kinds.longest(&next, 0).is_some()
    });
    if cookie || is_before_cookie(words, word, languages) { Beside::Cookie } else { Beside::Nothing }
}

/// Whether words around a word say that it is a cookie's name: "cookie" right before or behind it, or "called".
pub(super) fn is_called(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    is_behind_cookie(words, word, languages)
        || is_named_known(words, word, languages)
        || is_before_cookie(words, word, languages)
}

/// Whether a word stands behind "cookie" as its name, known to everyone, or in quotes: "the cookie “view” keeps your choice".
/// "A cookie called “persistent”" is of a sort.
fn is_behind_cookie(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    let before = words.get(..word.start).unwrap_or_default();
    // "the cookie banner (“accepted”)"
    let before = before.trim_end_matches(OPENING.map(|sign| if sign == '(' { ' ' } else { sign }));
    let behind_cookie =
        before.len().checked_sub(COOKIE.len()).and_then(|at| Some((before.get(at..)?, before.get(..at)?)));
    let is_end = |before: &&str| !before.ends_with(|letter: char| letter.is_alphanumeric());
    let Some((noun, before)) = behind_cookie.filter(|(_, before)| is_end(before)) else { return false };
    let text = words.get(word.clone()).unwrap_or_default();
    let is_small = || {
        let is_plain =
            |letter: u8| letter.is_ascii_lowercase() || letter.is_ascii_digit() || matches!(letter, b'-' | b'.');
        let article = before.split_whitespace().next_back().unwrap_or_default();
        (3..=40).contains(&text.len())
            && text.bytes().all(is_plain)
            && name::looks_like(text) >= 0.25
            && !is_compound(noun, text, languages)
            && (!tells_time(text, |_| true, languages) || is_of_session(text, languages))
            && !is_number(article, languages)
    };
    noun.eq_ignore_ascii_case(COOKIE) && (names::is_called(text) || is_quoted(words, word) && is_small())
}

/// Whether a word is one for a session, and not for what lasts as long: "sesión", not "temporary".
fn is_of_session(word: &str, languages: Languages) -> bool {
    let tokens = Tokens::first(word, 1);
    languages.near().any(|index| index.windows.longest(&tokens, 0).is_some())
}

/// Whether the word "cookie", in the singular, stands right before a small word that is no sort of cookies: "the cookie `sid`".
pub(super) fn is_of_one_cookie(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    let text = words.get(word.clone()).unwrap_or_default();
    let before = words.get(..word.start).unwrap_or_default().trim_end_matches(OPENING);
    let noun = before.split_whitespace().next_back().unwrap_or_default();
    noun.eq_ignore_ascii_case(COOKIE)
        && text.len() > 2
        && text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
        && name::looks_like(text) >= 0.25
        && category::of(text, languages).is_none()
        && party::of(text, languages).is_none()
        && !is_compound(noun, text, languages)
        && !tells_time(text, |_| true, languages)
}

/// Whether "cookie" and the word behind it are one thing or say something together: "cookie policy", "cookie banner".
fn is_compound(noun: &str, text: &str, languages: Languages) -> bool {
    let words = format!("{noun} {text}");
    let tokens = Tokens::of(&words);
    let ends = |range: Range<usize>| range.end == tokens.len();
    let is_named = |index: &Index| {
        index.links.longest(&tokens, 0).is_some_and(|found| ends(found.tokens))
            || index.dialogs.longest(&tokens, 1).is_some()
            || index.consent.longest(&tokens, 1).is_some()
            || index.settings.longest(&tokens, 1).is_some()
            || index.lexicons.iter().any(|lexicon| lexicon.common.iter().any(|common| common == tokens.plain(1)))
    };
    languages.near().any(is_named)
}

/// Whether words say that what everyone knows as a cookie's name is one: "the other is usually called `MoodleSession`".
fn is_named_known(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    let text = words.get(word.clone()).unwrap_or_default();
    // "a tool called tarteaucitron"
    names::is_known(text) && name::looks_like(text) >= 0.7 && beside(words, word, languages) == Beside::Naming
}

/// Whether the word "cookie" stands before a word that everyone knows as a cookie's name.
pub(super) fn calls_known(words: &str) -> bool {
    memchr::memmem::find_iter(words.as_bytes(), b"ookie ").any(|at| {
        let next = words.get(at + COOKIE.len()..).unwrap_or_default().split([' ', ',', '.', ':', ')']).next();
        next.is_some_and(names::is_called)
    })
}

const COOKIE: &str = "cookie";

/// What opens a quotation or a bracket.
const OPENING: [char; 10] = ['(', '«', '“', '”', '„', '"', '‘', '`', ' ', '\u{a0}'];

/// Whether a word between commas says which cookie is meant: "another cookie, isMobile, which is on or off".
fn is_apposed(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    const MOST_WORDS: usize = 5;
    let before = words.get(..word.start).and_then(|before| before.trim_end().strip_suffix(','));
    let after = words.get(word.end..).is_some_and(|after| after.starts_with(','));
    let last = before.and_then(|before| before.split_whitespace().next_back());
    // ": le cookie de session, PHPSESSID, qui …"
    let clause = before.and_then(|before| before.rsplit([',', ':', ';', '(']).next()).map(str::trim);
    let described = clause.filter(|clause| {
        let of_one = || clause.split_whitespace().any(|noun| noun.eq_ignore_ascii_case(COOKIE));
        names::is_known(words.get(word.clone()).unwrap_or_default()) && Tokens::at_most(clause, MOST_WORDS) && of_one()
    });
    // "two cookies, MoodleSession and MOODLEID_"
    let is_joint = |next: &str| name::is_joint(next, languages);
    let after = after
        || words.get(word.clone()).is_some_and(names::is_known)
            && words.get(word.end..).and_then(|after| after.split_whitespace().next()).is_some_and(is_joint);
    after && (described.is_some() || last.is_some_and(|last| kind::of(last, languages) == Some(Kind::Cookie)))
}

/// Whether a word that looks like a name is counted up: behind a colon ("the cookies used for this are: `sid_key`, authtoken"),
/// in a bracket, `joined` to a name before it, between commas. Behind a colon, the sentence itself must speak of cookies.
pub(super) fn is_counted(words: &str, word: &Range<usize>, speaks: bool, joined: bool, languages: Languages) -> bool {
    let text = words.get(word.clone()).unwrap_or_default();
    // "`_fbp` (90 days) and fr (3 months)"
    if joined && names::is_known(text) {
        return true;
    }
    // "To refuse cookies, press: REFUSE."
    let capitals = text::is_capitals(text) && !names::is_known(text);
    let announced = || speaks && is_announced(words, word, languages);
    let apposed = is_apposed(words, word, languages);
    let told = || joined || opens_list(words, word) || apposed || announced();
    !capitals && (apposed && names::is_known(text) || told() && name::looks_like(text) >= 0.75)
}

/// Whether a word stands behind a colon, and is not the subject of what follows.
fn is_announced(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    let after = words.get(word.end..).unwrap_or_default();
    let after = after.trim_start_matches(['`', '"', '»', '”', '\'', '’', ' ', '\u{a0}']);
    let next = after.split_whitespace().next().unwrap_or_default();
    // "In short: ShopStack uses no cookies" names a brand, "one cookie: shopSession keeps you signed in" none.
    let humped = words.get(word.clone()).is_some_and(|text| text.starts_with(char::is_lowercase));
    let is_subject = !humped && next.starts_with(char::is_alphabetic) && !name::is_joint(next, languages);
    !is_subject && words.get(..word.start).is_some_and(|before| before.trim_end().ends_with(':'))
}

/// Whether a word opens a bracket, and a name that no language writes otherwise follows it: "(shop-csrf, `__shop_sid`)".
fn opens_list(words: &str, word: &Range<usize>) -> bool {
    let next = words.get(word.end..).and_then(|after| after.strip_prefix(", "));
    let next = next.and_then(|next| next.split([',', ' ', ')']).next());
    words.get(..word.start).is_some_and(|before| before.ends_with('('))
        && next.is_some_and(|next| Letters::of(next) == Letters::Strange)
}

/// Whether a label of a cookie's name stands before a place: "(nom du cookie : CASTGC)".
pub(super) fn is_labelled(words: &str, at: usize, languages: Languages) -> bool {
    let before = words.get(..at).unwrap_or_default().trim_end_matches([' ', '\u{a0}']);
    let Some(before) = before.strip_suffix(':') else { return false };
    let Some((_, label)) = before.rsplit_once('(') else { return false };
    let label = label.trim();
    label.len() <= 40
        && !label.contains([')', ',', ';'])
        && kind::names_cookie(label, languages)
        && languages.own_roles(label).first() == Some(&Role::Name)
}

/// Whether the word before a place is one for a name: "the key `theme` in localStorage".
pub(super) fn is_keyed(words: &str, at: usize, languages: Languages) -> bool {
    let last = word_before(words, at);
    last.chars().nth(2).is_some()
        && !kind::names_cookie(last, languages)
        && languages.own_roles(last).first() == Some(&Role::Name)
}

/// Whether the word before a place says that a host follows: "on the domain `shop.example`".
pub(super) fn is_placed(words: &str, at: usize, languages: Languages) -> bool {
    let last = word_before(words, at);
    !last.is_empty() && languages.own_roles(last).contains(&Role::Domain)
}

/// The word before a place, or the end of a long one.
fn word_before(words: &str, at: usize) -> &str {
    const LONGEST: usize = 60;
    let near = end(words, at, LONGEST).trim_end_matches(['`', '"', ' ', '\u{a0}']);
    near.rsplit([' ', '(', '\u{a0}']).next().unwrap_or_default()
}

/// How far around a word its sentence is looked at for the one word, in bytes.
const REACH: usize = 240;

/// What stands right before a place, so many bytes at most.
fn end(words: &str, at: usize, most: usize) -> &str {
    let before = words.get(..at).unwrap_or_default();
    before.get(before.ceil_char_boundary(before.len().saturating_sub(most))..).unwrap_or_default()
}

pub(super) fn is_quoted(words: &str, word: &Range<usize>) -> bool {
    let before = words.get(..word.start).and_then(|before| before.trim_end().chars().last());
    let after = words.get(word.end..).and_then(|after| after.trim_start().chars().next());
    matches!(
        (before, after),
        (Some('«' | '“' | '„' | '"' | '‘' | '\'' | '”' | '`'), Some('»' | '”' | '“' | '"' | '’' | '\'' | '`'))
    )
}

/// Whether a line is the source of a program that names what it takes from another: `import { Page } from "./page";`.
pub(super) fn is_import(line: &str) -> bool {
    const REACH: usize = 400;
    let named = line.strip_prefix("import ").map(|rest| text::head(rest, REACH));
    named.is_some_and(|named| named.contains(" from \"") || named.contains(" from '"))
}

/// Whether a word is a key in the source of a program, or a function: `'description' => 'Which cookies we set',`, "by the
/// function `_setVisitorTimeout()`".
pub(super) fn is_of_a_program(words: &str, word: &Range<usize>) -> bool {
    let Some(after) = words.get(word.end..) else { return false };
    let unquoted = after.strip_prefix(['\'', '"', '’', '”']);
    after.starts_with("()") || unquoted.is_some_and(|after| after.trim_start().starts_with("=>"))
}

/// Whether a word stands in a bracket alone.
fn fills_bracket(words: &str, word: &Range<usize>) -> bool {
    let opens = words.get(..word.start).is_some_and(|before| before.trim_end_matches('`').ends_with('('));
    opens && words.get(word.end..).is_some_and(|after| after.trim_start_matches('`').starts_with(')'))
}

/// Whether a word is known as a name or written as keys are, in a sentence that names a storage of the browser and no
/// cookie: "We keep your colours as `shop-theme` in localStorage". Among others in brackets, or joined by "or", stand
/// values: "`light` or `dark`".
pub(super) fn is_stored(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    let text = words.get(word.clone()).unwrap_or_default();
    // "localStorage, to keep your language (`shop-language`)"
    if fills_bracket(words, word) {
        return name::looks_like(text) >= 0.5 && kind::storage(words, languages).is_some();
    }
    let (before, after) = (end(words, word.start, REACH), text::head(words.get(word.end..).unwrap_or_default(), REACH));
    let is_or = |word: Option<&str>| {
        let tokens = Tokens::first(word.unwrap_or_default(), 1);
        let joins = |index: &Index| index.joints.longest(&tokens, 0).is_some_and(|joint| joint.meaning == Joint::Or);
        languages.near().any(joins)
    };
    let in_bracket = || before.rfind('(').is_some_and(|open| !before.get(open..).unwrap_or_default().contains(')'));
    let is_choice = || is_or(before.trim_end_matches(OPENING).split(' ').next_back()) || is_or(after.split(' ').nth(1));
    let is_value = || languages.answer(text).is_some() || matches!(text, "true" | "false" | "null" | "undefined");
    // "We build with `npm`; nothing is kept in local storage."
    let from = word.start - before.rsplit([';', ':']).next().map_or(0, str::len);
    let to = word.end + after.split([';', ':']).next().map_or(0, str::len);
    let is_kept = || {
        let clause = words.get(from..to).unwrap_or_default();
        let storage = kind::storage(clause, languages).and_then(|storage| clause.split_once(storage));
        storage.is_some_and(|(before, _)| !languages.denies(before))
    };
    // "Press `delete` to empty the local storage."
    name::may_be_names(text)
        && (name::looks_like(text) >= 0.4 || names::is_known(text) || names::is_called(text))
        && kind::of(text, languages).is_none()
        && !in_bracket()
        && !is_choice()
        && !is_value()
        && is_kept()
}

/// Whether a small word that is singled out behind "the cookie" is its name, known or written as no other word, and no
/// verb: the sentence tells how long it is kept, not right behind the word ("Each cookie **expires** after a year").
pub(super) fn is_of_the_cookie(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    const NEAR: usize = 2;
    let before = end(words, word.start, REACH).trim_end_matches(OPENING);
    let article = before.split_whitespace().nth_back(1).unwrap_or_default();
    let after = text::head(words.get(word.end..).unwrap_or_default(), REACH);
    let time = || {
        let (_, place) = lifetime::find(after, languages)?;
        after.get(..place.start).filter(|between| !Tokens::at_most(between, NEAR))
    };
    let is_known =
        || words.get(word.clone()).is_some_and(|text| names::is_known(text) || name::looks_like(text) >= 0.4);
    is_known() && is_of_one_cookie(words, word, languages) && !is_number(article, languages) && time().is_some()
}

/// Whether a word is a number, as articles may be: "a", "un".
fn is_number(word: &str, languages: Languages) -> bool {
    tells_time(word, |time| matches!(time, Time::Number(_)), languages)
}

/// Whether a word is one of time, of a sort.
fn tells_time(word: &str, wanted: fn(Time) -> bool, languages: Languages) -> bool {
    let tokens = Tokens::of(word);
    languages.near().any(|index| index.times.longest(&tokens, 0).is_some_and(|time| wanted(time.meaning)))
}

/// Whether a word opens a bracket that gives it a time: "in your browser (shop:choice, for one year)".
pub(super) fn is_timed_key(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    let note = words.get(word.end..).and_then(|after| after.split_once(')')).map_or("", |(note, _)| note);
    words.get(..word.start).is_some_and(|before| before.ends_with('('))
        && note.len() <= 120
        && lifetime::find(note, languages).is_some()
}

/// Whether a word begins a clause, quotes aside: "we keep: “theme” for your colours".
fn opens_clause(words: &str, at: usize) -> bool {
    let before =
        words.get(..at).unwrap_or_default().trim_end_matches(['«', '“', '„', '"', '‘', '\'', '`', ' ', '\u{a0}']);
    before.is_empty() || before.ends_with([':', ',', ';', '('])
}

/// Whether a word in small letters alone stands in quotes and begins a clause.
pub(super) fn is_small(words: &str, word: &Range<usize>) -> bool {
    let text = words.get(word.clone()).unwrap_or_default();
    text.bytes().all(|byte| byte.is_ascii_lowercase())
        && is_quoted(words, word)
        && opens_clause(words, word.start)
        && name::looks_like(text) >= 0.25
}

/// Whether a word is written as keys of storage are, in parts with colons between them (`shop:choice`), and is no label
/// with its value ("duration:session").
pub(super) fn is_key(text: &str, languages: Languages) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_lowercase())
            && part
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'-' | b'_'))
    };
    let Some((first, _)) = text.split_once(':') else { return false };
    text.split(':').all(is_part)
        && first.len() > 2
        && !["http", "https", "mailto", "tel"].contains(&first)
        && languages.own_roles(first).is_empty()
        && !languages.is_example(first)
}

/// Whether a word is written `likeThis`, as few brands are.
pub(super) fn is_camel(text: &str) -> bool {
    text.bytes().take(2).all(|byte| byte.is_ascii_lowercase())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().skip(3).any(|byte| byte.is_ascii_uppercase())
}

/// Whether a word that speaks of cookies itself stands before the word "cookies", or is joined to one that does: "additional
/// allowCookieChoice and showCookieIcon cookies are set".
pub(super) fn is_camel_of_cookies(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    // `openStreetMap` is written so as well.
    let is_humped = |text: &str| is_camel(text) && (text::holds(text, "cookie") || text::holds(text, "consent"));
    if !words.get(word.clone()).is_some_and(is_humped) {
        return false;
    }
    let mut after = words.get(word.end..).unwrap_or_default().split_whitespace();
    let next = after.next().unwrap_or_default();
    kind::names_cookie(next, languages)
        || name::is_joint(next, languages)
            && after.next().is_some_and(is_humped)
            && after.next().is_some_and(|next| kind::names_cookie(next, languages))
}

/// Whether a word stands beside another that is written `likeThis`, in a sentence whose first words name cookies: "The essential
/// cookies that we use are, among others, guestID and sessionId".
pub(super) fn is_camel_in_list(words: &str, word: &Range<usize>, languages: Languages) -> bool {
    const MOST_OPENING: usize = 6;
    let (Some(before), Some(after)) = (words.get(..word.start), words.get(word.end..)) else { return false };
    let is_word = |text: &str| is_camel(text.trim_matches([',', '.', ';']));
    let mut next = after.split_whitespace();
    let mut last = before.split_whitespace().rev();
    let joins = |joint: Option<&str>, other: Option<&str>| {
        joint.is_some_and(|joint| name::is_joint(joint, languages)) && other.is_some_and(is_word)
    };
    let opening = Tokens::first(before, MOST_OPENING);
    (joins(next.next(), next.next()) || joins(last.next(), last.next()))
        && kind::names_cookie(before.get(opening.span(0..opening.len())).unwrap_or_default(), languages)
}

/// Whether the signs of a word are those of names: no address, no call, no sum, no file.
pub(super) fn is_name_shaped(text: &str) -> bool {
    let called = text.to_ascii_lowercase().contains("anonymizeip")
        || text.ends_with("()")
        || ["(['", "(\"", "('"].iter().any(|opening| text.contains(opening))
        || text.ends_with(';')
        || text.starts_with("document.")
        || text.starts_with("window.");
    // `_ga_[unique`, of "_ga_[unique id]"
    let closed = text.matches(['[', '<', '{']).count() == text.matches([']', '>', '}']).count();
    !called && closed && !text.contains(['/', '=', '@', '%', '+', '"', '?', '…']) && text.chars().count() > 1
}

/// The bytes of a star behind a name that breaks off: "_pk_ * and the like".
pub(super) fn star(after: &str, name: &str) -> usize {
    let star =
        after.strip_prefix(" *").is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '*'));
    if star && name.ends_with(['_', '-']) { 2 } else { 0 }
}

/// A word up to the end of the placeholder behind the sign that it breaks off at: `shop-settings- {time}-[UID]`.
pub(super) fn with_placeholder(words: &str, word: Range<usize>) -> Range<usize> {
    let breaks_off = words.get(word.clone()).is_some_and(|text| text.len() > 2 && text.ends_with(['_', '-']));
    let after = words.get(word.end..).filter(|_| breaks_off).and_then(|after| after.strip_prefix(' '));
    let after = after.filter(|after| after.starts_with(['{', '[', '<']));
    let placeholder = after.and_then(|after| after.split_whitespace().next()).unwrap_or_default();
    let end = placeholder.rfind(['}', ']', '>']).map_or(word.end, |last| word.end + ' '.len_utf8() + last + 1);
    word.start..end
}

/// Whether a word has a placeholder behind a hyphen: `shop-settings-{time}`.
pub(super) fn has_placeholder(text: &str) -> bool {
    let opens = text.split('-').skip(1).any(|part| part.trim_start().starts_with(['{', '[', '<']));
    opens && text.is_ascii() && text.starts_with(|first: char| first.is_ascii_lowercase())
}

/// How much a word looks like a name, up to the end of its placeholder.
pub(super) fn likeness(text: &str) -> f32 {
    if has_placeholder(text) { 0.9 } else { name::looks_like(text) }
}

/// The words of a sentence without the signs at their ends.
pub(super) fn candidates(words: &str, languages: Languages) -> impl Iterator<Item = Range<usize>> + '_ {
    const SIGNS: &[char] =
        &['.', ',', ';', ':', '(', ')', '"', '«', '»', '“', '”', '„', '\'', '’', '‘', '`', '!', '?', '–', '—'];
    const QUOTES: &[char] = &['"', '“', '„', '‘', '\'', '`'];
    words.split_whitespace().flat_map(unglued).filter_map(move |word| {
        let tail = word.trim_end_matches(SIGNS);
        let name = tail.trim_start_matches(|c| SIGNS.contains(&c) && c != '.');
        // "(for 6 months)_pk_ref": a line was lost.
        let behind = name.rsplit_once(')').filter(|(before, rest)| rest.starts_with('_') && !before.contains('('));
        let name = behind.map_or(name, |(_, rest)| rest);
        // Compounds: "das sid-Cookie". In quotes a name is whole: “borlabs-cookie”.
        let quoted = word.starts_with(QUOTES) && tail.len() < word.len();
        let name = if quoted { name } else { without_noun(name, languages) };
        let start = name.as_ptr() as usize - words.as_ptr() as usize;
        let end = start + name.len() - suspended(words, &(start..start + name.len()), languages);
        (start < end).then_some(start..end)
    })
}

/// The names of a word that a sign alone parts: "(_ga,_gid,_gat)", `__sid/__lang`. Any other word is whole: a path, "1,5".
fn unglued(word: &str) -> impl Iterator<Item = &str> {
    const COMMAS: &[char] = &[',', ';'];
    let signs = if word.contains('/') { &['/'] } else { COMMAS };
    // Most words hold no mark of a name, and nothing else is asked of them.
    let inner = if word.contains('_') { word.trim_matches(|sign: char| signs.contains(&sign)) } else { "" };
    let is_name =
        |part: &str| part.contains(|letter: char| letter.is_ascii_alphanumeric()) && !part.contains(['=', ':']);
    let is_marked = |part: &str| part.contains('_');
    let is_glued = || inner.is_ascii() && inner.split(signs).all(is_name);
    // "wp_content/uploads" is a path.
    let are_listed = || signs == COMMAS || !word.starts_with(signs) && inner.split(signs).all(is_marked);
    let is_parted = inner.contains(signs) && is_glued() && are_listed();
    let parts = is_parted.then(|| word.split(signs)).into_iter().flatten();
    parts.chain((!is_parted).then_some(word))
}
