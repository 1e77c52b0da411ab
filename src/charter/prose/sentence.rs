//! What a sentence says: that it speaks of cookies, explains, denies.

use crate::charter::lexicon::Languages;
use crate::charter::{Kind, kind, lifetime};
use crate::text::Tokens;

/// Whether words speak of cookies or of another storage.
pub(super) fn speaks(words: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(words);
    languages.near().any(|index| {
        let mut phrases = (0..tokens.len()).filter_map(|at| index.kinds.longest(&tokens, at));
        // "Tag" and "pixel" are words of many trades.
        phrases.any(|phrase| matches!(phrase.meaning, Kind::Cookie | Kind::LocalStorage | Kind::SessionStorage))
    })
}

/// Whether words go on a list with a way of storing that is no cookie: ", local storage of the app".
pub(super) fn lists_storage(rest: &str, languages: Languages) -> bool {
    let Some(rest) = rest.trim_start_matches(['`', '"', '»', '”', ' ']).strip_prefix(',') else { return false };
    let tokens = Tokens::first(rest, 4);
    languages.near().any(|index| {
        let next = index.kinds.longest(&tokens, 0);
        next.is_some_and(|phrase| phrase.meaning.is_storage())
    })
}

/// Whether "for example" stands before a place, in its sentence.
pub(super) fn is_example_before(words: &str, at: usize, languages: Languages) -> bool {
    let Some(before) = words.get(..at) else { return false };
    // "Its own cookies (e.g. NID)": one of them.
    let of_cookies = before.rsplit_once('(').is_some_and(|(above, _)| {
        above.split_whitespace().next_back().is_some_and(|last| kind::names_cookie(last, languages))
    });
    !of_cookies && languages.is_example(before)
}

/// Whether the sentence denies the cookie: "we set no cookie such as".
pub(super) fn is_denied(words: &str, at: usize, languages: Languages) -> bool {
    let tokens = Tokens::of(words.get(..at).unwrap_or_default());
    let from = tokens.len().saturating_sub(8);
    let is_negation = |at: &usize| languages.negates(&tokens, *at);
    let is_storage = |at: usize| languages.near().any(|index| index.kinds.longest(&tokens, at).is_some());
    // « Nous n'utilisons que ces cookies » denies nothing.
    let is_restricted = |at: usize| {
        let behind = || at + 1..tokens.len();
        matches!(tokens.plain(at), "ne" | "n")
            && behind().any(|at| matches!(tokens.plain(at), "que" | "qu"))
            && !behind().any(|at| is_negation(&at))
    };
    let denies = (from..tokens.len()).rev().find(is_negation).filter(|at| !is_restricted(*at));
    denies.is_some_and(|denies| (denies..tokens.len()).any(is_storage))
}

/// Whether a sentence speaks of addresses and what is appended to them.
pub(super) fn speaks_of_addresses(words: &str) -> bool {
    let tokens = Tokens::of(words);
    (0..tokens.len()).any(|at| {
        let word = tokens.plain(at);
        // « WordPress paramètre le cookie » sets it.
        let sets = word == "parametre" && matches!(tokens.plain(at + 1), "le" | "un" | "les" | "des");
        word == "url" || word == "urls" || word == "utm" || word.starts_with("paramet") && !sets
    })
}

/// What stands behind the bracket that names close, and a colon or a dash: "Shop statistics (cookies sid and _lang): we
/// count visits". `None` where they stand in no bracket, or nothing follows it.
pub(super) fn behind_bracket(rest: &str) -> Option<&str> {
    let (inside, after) = rest.split_once(')')?;
    let said = after.trim_start().strip_prefix([':', '—', '–'])?.trim();
    (!inside.contains('(') && said.split_whitespace().nth(2).is_some()).then_some(said)
}

/// What follows a name, the quotes it stands in and the word "cookie" behind it: "_fbp cookie (kept for 90 days)".
pub(super) fn behind_kind(after: &str) -> &str {
    let after = after.trim_start_matches(['`', '"', '\'', '»', '”', '“', '’', ' ', '\u{a0}', '\u{202f}']);
    let rest = after.split_once(' ').filter(|(word, _)| word.to_ascii_lowercase().starts_with("cookie"));
    rest.map_or(after, |(_, rest)| rest.trim_start())
}

/// The storage that a name is said to lie in, behind small words: "the key `theme` in localStorage".
pub(super) fn storage_behind(after: &str, languages: Languages) -> Option<&str> {
    let after = after.trim_start_matches(['`', '"', '»', '”']);
    let tokens = Tokens::first(after, 5);
    // "the cookie `sid` and local storage" are two.
    let is_joint = |at: usize| languages.near().any(|index| index.joints.longest(&tokens, at).is_some());
    let is_small = |at: &usize| tokens.is_word(*at) && tokens.plain(*at).len() <= 3 && !is_joint(*at);
    let small = (0..tokens.len()).take_while(is_small).count();
    languages.near().find_map(|index| {
        let phrase = (0..=small).find_map(|at| index.kinds.longest(&tokens, at))?;
        phrase.meaning.is_storage().then(|| after.get(tokens.span(phrase.tokens))).flatten()
    })
}

/// Whether a length of time in parentheses, and nothing else in them, follows a word: "PREF (8 months)".
pub(super) fn is_timed(after: &str, languages: Languages) -> bool {
    note_behind(after).is_some_and(|note| lifetime::looks_like(note, languages) >= 0.7)
}

/// Whether a note in parentheses that follows a word tells a length of time, beside what else it tells: "_gid
/// (statistics, 24 hours)", "_ga (expires after 2 years)".
pub(super) fn tells_time(after: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 6;
    let has_figure = |part: &str| {
        Tokens::at_most(part, MOST_WORDS)
            && matches!(lifetime::find(part, languages), Some((lifetime::Length::Seconds(_), _)))
    };
    let tells = |part: &str| lifetime::looks_like(part, languages) >= 0.7 || has_figure(part);
    note_behind(after).is_some_and(|note| note.split(',').any(tells))
}

/// The short note in parentheses that follows a word. `None` where none does.
fn note_behind(after: &str) -> Option<&str> {
    let (note, _) = behind_kind(after).strip_prefix('(')?.split_once(')')?;
    (note.len() <= 60).then_some(note)
}

/// Whether words between two names only join them: a comma, "and", a note in brackets; the hyphen of "SID- und HSID-Cookies"
/// before them.
pub(super) fn joins(between: &str) -> bool {
    let between = between.trim_start_matches('-');
    let note = between.trim_start().strip_prefix('(').and_then(|between| between.split_once(')'));
    let between = note.filter(|(note, _)| note.len() <= 60).map_or(between, |(_, between)| between);
    let between = between.trim().trim_matches([',', ';', '/', '«', '»', '"', '“', '”', '„', '\'', '`', '(', ')', ' ']);
    between.chars().count() <= 4 && between.chars().all(char::is_alphabetic) || between == "&"
}

/// Whether nothing but an arrow stands between two names: "`club_*` → `team_*`", which says how cookies were renamed.
pub(super) fn is_arrow(between: &str) -> bool {
    matches!(between.trim_matches(['`', '"', '\'', ' ']), "→" | "->" | "=>" | "➔" | "⇒")
}
