//! Placeholders become `*`.

use crate::text;
use std::borrow::Cow;

/// A name as names are compared: browsers hold `AMCV_1%40AdobeOrg` where pages write `AMCV_1@AdobeOrg`. One that would say
/// something else decoded, a star, or nothing that can be read, stays as it is.
pub fn decoded(name: &str) -> Cow<'_, str> {
    let decoded = text::decoded(name);
    let stars = |text: &str| memchr::memchr_iter(b'*', text.as_bytes()).count();
    let is_readable = !decoded.contains(['\u{fffd}', '\0']) && stars(&decoded) == stars(name);
    if is_readable { decoded } else { Cow::Borrowed(name) }
}

/// The name with every variable part as one `*`.
pub(super) fn of(written: &str) -> String {
    let mut name = String::with_capacity(written.len());
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        if let Some((entry, length)) = entry(rest, &name) {
            name.push_str(&entry);
            rest = rest.get(length..).unwrap_or_default();
            continue;
        }
        // "disney+" is a brand.
        let added = if first == '+' && name.contains('_') { added(rest) } else { None };
        let added = added.or_else(|| concatenated(rest));
        let (star, length) = match added.or_else(|| placeholder(rest, name.chars().next_back())) {
            Some(length) => (true, length),
            None => (false, first.len_utf8()),
        };
        let (taken, after) = rest.split_at_checked(length).unwrap_or((rest, ""));
        name.push_str(if star { "*" } else { taken });
        rest = after;
    }
    merge(&name.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The bytes of what a program puts behind a text in quotes, from the closing quote on: the `' + itemId` of `'seen_' + itemId`.
/// `None` of anything else.
fn concatenated(text: &str) -> Option<usize> {
    let behind = text.strip_prefix(['\'', '"'])?.trim_start().strip_prefix('+')?.trim_start();
    let word =
        behind.len() - behind.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.')).len();
    (word > 0).then(|| text.len() - behind.len() + word)
}

/// Whether a text is what a program makes of a text in quotes and a variable: `'seen_' + itemId`.
pub(super) fn is_concatenated(text: &str) -> bool {
    let ends = |at: usize| text.get(at..).is_some_and(|rest| concatenated(rest) == Some(rest.len()));
    text.match_indices(['\'', '"']).skip(1).any(|(at, _)| ends(at))
}

/// What stands for any key of an array, in lower case.
const ANY_KEY: &[&str] = &["hash", "key", "name", "number", "nr", "n", "i"];

/// A bracket directly behind a word, and its bytes: the cookie is an entry of an array of PHP, and has the brackets in its name
/// too, `csrf[login]`, `cart[*]` for any. One or two digits are the mark of a footnote.
fn entry(text: &str, before: &str) -> Option<(String, usize)> {
    if !text.starts_with('[') || !before.ends_with(|last: char| last.is_alphanumeric() || last == ']') {
        return None;
    }
    let length = closed(text, ']')?;
    let key = text.get(1..length - 1)?;
    let is_footnote = length == text.len() && key.len() <= 2 && key.bytes().all(|byte| byte.is_ascii_digit());
    if is_footnote && !key.is_empty() {
        return Some((String::new(), length));
    }
    let small = key.to_ascii_lowercase();
    let is_any = !key.contains(char::is_alphanumeric)
        || small.ends_with("id")
        || ANY_KEY.contains(&small.as_str())
        || of(key).contains('*');
    // What stands for any end of `visitor_id[account_id]` is written so as well.
    let base = before.split('[').next().unwrap_or_default();
    if is_any && base.contains(['_', '-', '.']) {
        return None;
    }
    Some((if is_any { "[*]".to_owned() } else { format!("[{key}]") }, length))
}

/// The most bytes of a placeholder looked at to either side of a place inside it.
const LONGEST: usize = 200;

/// Whether a place lies inside the brackets or behind the `$` of a placeholder.
pub(super) fn is_inside_placeholder(text: &str, at: usize) -> bool {
    let Some((before, after)) = text.split_at_checked(at) else { return false };
    // Looking further would cost a look at the whole cell for each of its commas.
    let before = before.get(before.floor_char_boundary(before.len().saturating_sub(LONGEST))..).unwrap_or(before);
    let after = text::head(after, LONGEST);
    [('<', '>'), ('{', '}'), ('[', ']')].into_iter().any(|(open, close)| {
        before.rfind(open).is_some_and(|from| !before.get(from..).unwrap_or_default().contains(close))
            && after.contains(close)
    }) || (before.contains("_$") && before.ends_with('_'))
}

/// Words that stand for a variable part, when they end a name.
const STANDING_FOR: &[&str] = &[
    "VERSION_NUMBER",
    "CONTAINER_ID",
    "CONTAINER-ID",
    "PROPERTY_ID",
    "PROPERTY-ID",
    "MEASUREMENT_ID",
    "MEASUREMENT-ID",
    "YYYY",
    "YYYY_MM",
    "YYYY-MM",
    "YYYYMM",
    "YYYY-MM-DD",
    "YYYYMMDD",
    "AAAA_MM",
    "AAAA-MM",
];

/// How many bytes of placeholder the text begins with. `None` when it begins with none.
fn placeholder(text: &str, before: Option<char>) -> Option<usize> {
    let first = text.chars().next()?;
    let separated = before.is_none_or(|before| matches!(before, '_' | '-' | '.' | ':' | '/' | '*' | '@'));
    match first {
        '<' => closed(text, '>'),
        '{' => closed(text, '}'),
        '[' => closed(text, ']'),
        '(' => closed(text, ')'),
        '%' if separated => text.get(1..)?.find('%').map(|length| length + 2),
        '$' if text.starts_with("${") => closed(text, '}'),
        '$' if matches!(before, Some('_' | '-')) => Some(text.len()),
        // "smartlook_internal_db#assets": one sign between two words is the page's own.
        '#' if text.get(1..)?.starts_with(char::is_alphanumeric) && before.is_some_and(char::is_alphanumeric) => None,
        '#' | '*' | '…' => Some(run(text, first)),
        '.' if text.starts_with("...") => Some(run(text, '.')),
        'x' | 'X' => repeated(text, first, if separated { 2 } else { 3 }).map(|length| length + version(text, length)),
        _ if first.is_ascii_alphabetic() => {
            if separated && STANDING_FOR.contains(&text) {
                Some(text.len())
            } else {
                repeated(text, first, 5)
            }
        }
        _ => None,
    }
}

/// What is said to be added to a name, `_pk_id+<number>`, `_pk_id+proměnné číslo`: a placeholder, or words that no name has.
fn added(text: &str) -> Option<usize> {
    let rest = text.strip_prefix('+')?;
    if let Some(close) = rest.chars().next().and_then(|open| "<>{}[]".split_once(open)?.1.chars().next()) {
        return closed(text, close);
    }
    let is_said = !rest.is_ascii() && rest.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '_'));
    is_said.then_some(text.len())
}

fn closed(text: &str, close: char) -> Option<usize> {
    text::head(text, LONGEST).find(close).map(|at| at + close.len_utf8())
}

/// The bytes of a run of one character.
fn run(text: &str, character: char) -> usize {
    text.len() - text.trim_start_matches(character).len()
}

/// A run of a letter, at least so long, that ends the word.
fn repeated(text: &str, letter: char, at_least: usize) -> Option<usize> {
    let length = run(text, letter);
    let ends = !text.get(length..)?.starts_with(char::is_alphanumeric);
    (length >= at_least && ends).then_some(length)
}

/// The "-Y" behind "UA-XXXXX".
fn version(text: &str, from: usize) -> usize {
    let rest = text.get(from..).unwrap_or_default();
    let is_version =
        rest.len() == 2 && rest.starts_with(['-', '_']) && rest.ends_with(['Y', 'X', 'N', 'Z', '1', 'y', 'x', 'n']);
    if is_version { 2 } else { 0 }
}

/// Stars with only separators between them are one star.
fn merge(name: &str) -> String {
    let mut merged = String::with_capacity(name.len());
    let mut parts = name.split('*');
    merged.push_str(parts.next().unwrap_or_default());
    let mut parts = parts.peekable();
    while let Some(part) = parts.next() {
        let is_last = parts.peek().is_none();
        if !merged.ends_with('*') {
            merged.push('*');
        }
        if is_last || !part.chars().all(|character| matches!(character, '-' | '.' | '_')) {
            merged.push_str(part);
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{decoded, of};
    use crate::names::matches;
    use proptest::prelude::*;

    #[test]
    fn a_pattern_is_anchored_and_literal() {
        assert!(matches("_ga", "_ga"));
        assert!(!matches("_ga", "_GA"));
        assert!(!matches("_ga", "_gat"));
        assert!(!matches("_gac_", "_gid"));
        assert!(!matches("__", "__cf_bm"));
        assert!(!matches("_ga*x", "_ga"));
        assert!(matches("*_session", "shop_session"));
        assert!(!matches("a*a", "a"));
        assert!(!matches("_g.", "_ga"));
        assert!(matches("_gat_UA-", "_gat_UA-1"));
        assert!(!matches("**", "x"));
    }

    #[test]
    fn a_bracket_behind_a_word_is_part_of_the_name() {
        for (written, name, covers, not) in [
            (
                "csrf[frontend.account.login]",
                "csrf[frontend.account.login]",
                "csrf[frontend.account.login]",
                "csrftracker",
            ),
            ("cookie[xxx]", "cookie[*]", "cookie[ab1]", "cookietracker"),
            ("data[user][id]", "data[user][*]", "data[user][7]", "data_spy"),
            ("cart[]", "cart[*]", "cart[]", "cartoon"),
            ("_ga_[id]", "_ga_*", "_ga_AB1", "_gat"),
            ("visitor_id[account_id]", "visitor_id*", "visitor_id1234", "visitor"),
            ("_pk_id[…]", "_pk_id*", "_pk_id.1.4f2a", "_pk"),
            ("wp_shown[tour]", "wp_shown[tour]", "wp_shown[tour]", "wp_shown_x"),
            ("wp-settings-[UID]", "wp-settings-*", "wp-settings-7", "wp-setting"),
            ("[shop]_session", "*_session", "a_session", "session"),
            ("sessionid[1]", "sessionid", "sessionid", "sessionids"),
        ] {
            assert_eq!(of(written), name, "{written}");
            assert!(matches(name, covers), "{name} {covers}");
            assert!(!matches(name, not), "{name} {not}");
        }
    }

    #[test]
    fn names_are_compared_without_percent_encoding() {
        for (name, plain) in [
            ("AMCV_4D63%40AdobeOrg", "AMCV_4D63@AdobeOrg"),
            ("caf%C3%A9", "café"),
            ("100%", "100%"),
            ("a%zz", "a%zz"),
            ("a%2A", "a%2A"),
            ("a%ff", "a%ff"),
        ] {
            assert_eq!(decoded(name), plain);
        }
    }

    #[test]
    fn a_hostile_pattern_costs_no_time() {
        assert!(!matches(&"a*".repeat(20_000), &"a".repeat(10_000)));
    }

    proptest! {
        #[test]
        fn a_literal_name_matches_itself(name in "[a-zA-Z0-9_.|-]{1,40}") {
            prop_assert!(matches(&name, &name));
        }

        #[test]
        fn a_pattern_reads_as_itself(name in "_[a-f]{1,3}_[a-f]{1,3}") {
            prop_assert_eq!(of(&of(&name)), of(&name));
        }
    }
}
