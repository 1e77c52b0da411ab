//! The names that stand where an entry has its own.

use crate::charter::lexicon::{Index, Joint, Languages};
use crate::charter::{Category, Kind, Party, category, kind, lifetime, name, party, provider};
use crate::text::{self, Tokens};
use std::borrow::Cow;

/// The longest word for nothing, in bytes.
const LONGEST_NOTHING: usize = 16;

/// The names of an entry; those that a name has in parentheses (`_ga (_ga_A, _ga_B)`) count too.
pub(super) fn names(words: &str, languages: Languages) -> Vec<name::Name> {
    if words.starts_with("{{") {
        return default_of_template(words).map(|name| name::read(name, languages)).unwrap_or_default();
    }
    let words = kind::keys(words, languages).unwrap_or(words);
    let words = provider::beside_names(words).map_or(words, |(names, _)| names);
    let bracketed = words.split_once('(').and_then(|(before, rest)| Some((before, rest.split_once(')')?.0)));
    // "Contact form (no cookie)"
    if bracketed
        .is_some_and(|(before, inside)| name::looks_like(before.trim()) < 0.4 && is_no_cookie(inside, languages))
    {
        return Vec::new();
    }
    if are_of_others(words, bracketed, languages) || are_hosts(words) {
        return Vec::new();
    }
    if let Some((before, inside)) = bracketed
        && let Some(other) = alternative(inside, languages)
    {
        let mut names = name::read(before.trim(), languages);
        names.extend(name::read(other, languages));
        return names;
    }
    if let Some((before, inside)) = bracketed
        && let Some(inside) = in_brackets(before, inside, languages)
    {
        let inside = name::read(&inside, languages);
        // "Session (`auth.session_token`)": words, then the name.
        let least = if before.ends_with('\n') { 0.6 } else { 0.4 };
        if name::looks_like(before.trim()) < least && !inside.is_empty() {
            return inside;
        }
        let mut names = name::read(before.trim(), languages);
        names.extend(inside);
        return names;
    }
    // "Groupe de cookies :" above names is none of them.
    let is_title = |line: &str| line.trim_end().ends_with(':');
    if words.lines().any(is_title) && !words.lines().all(is_title) {
        let rest: Vec<&str> = words.lines().filter(|line| !is_title(line)).collect();
        return name::read(&rest.join("\n"), languages);
    }
    let mut names = name::read(words, languages);
    // "Divers" and "LocalStorage" in a name column name nothing.
    let names_storage = |name: &str| kind::of(name, languages).is_some_and(|kind| kind != Kind::Cookie);
    // A cell with a dash alone is empty.
    let is_dash = |name: &str| name.chars().all(|c| matches!(c, '-' | '–' | '—'));
    // "Cookie: yes"
    let is_answer = |name: &str| name.len() <= 4 && languages.answer(name).is_some();
    // "Random string", "PHPSESSID" and "_lang", each on a line: the first says what the others hold.
    let sure = names.iter().filter(|name| name::looks_like(&name.name) >= 0.9).count();
    let is_described = |name: &name::Name| {
        let mut words = name.as_written.split(' ');
        words.clone().nth(2).is_some() && words.all(|word| name::is_one_word(word) && name::looks_like(word) < 0.4)
    };
    names.retain(|name| sure < 2 || !is_described(name));
    // "None", below a lifetime "N/A"
    let is_nothing = |name: &str| name.len() <= LONGEST_NOTHING && languages.is_nothing(name);
    names.retain(|name| {
        !name.name.contains("://") && !is_dash(&name.name) && !is_answer(&name.name) && !is_nothing(&name.name)
    });
    names.retain(|name| {
        name::looks_like(&name.name) >= 0.4
            || category::of(&name.name, languages) != Some(Category::Unclassified) && !names_storage(&name.name)
    });
    names
}

/// The name that an expression of a template falls back to: `{{ config('session.cookie', 'shop_session') }}`. `None` where
/// the page does not say what stands there.
fn default_of_template(words: &str) -> Option<&str> {
    let expression = words.split("}}").next()?;
    let mut quoted = expression.split(['\'', '"']).skip(1).step_by(2);
    quoted.nth(1).filter(|name| name::looks_like(name) >= 0.6)
}

/// Whether words say no more than that others set cookies: "Third-party cookies (Example)", "example.com (third-party
/// cookies)". What looks like a name in them is one.
fn are_of_others(words: &str, bracketed: Option<(&str, &str)>, languages: Languages) -> bool {
    let is_name = |word: &str| name::looks_like(word.trim_matches(['(', ')', ',', ':', '.'])) >= 0.5;
    let says = |words: &str| {
        kind::speaks_of_cookies(words, languages)
            && party::of(words, languages) == Some(Party::Third)
            && words.contains(' ')
            && Tokens::at_most(words, 6)
    };
    match bracketed {
        Some((host, note)) if is_lower_host(host.trim()) => says(note),
        Some((before, note)) => says(before) && !note.split_whitespace().any(is_name),
        None => says(words) && !words.contains(':') && !words.split(' ').any(is_name),
    }
}

/// Whether words are several hosts, between slashes or commas, and nothing else: whose cookies they are, and not what these are
/// called.
fn are_hosts(words: &str) -> bool {
    let parts = || words.split([',', '/', '\n']).map(str::trim).filter(|part| !part.is_empty());
    parts().nth(1).is_some() && parts().all(|part| part.contains('.') && is_lower_host(part))
}

/// Whether words are a host in small letters: not `ASP.NET`, nor `app.cookie`.
fn is_lower_host(words: &str) -> bool {
    provider::is_host(words) && !words.contains(char::is_uppercase) && !words.ends_with(".cookie")
}

/// Whether a cell describes cookies and names them in brackets behind that: "Basket cookies (__basket__ and __items__)".
pub(in crate::charter) fn are_described(cell: &str, languages: Languages) -> bool {
    let bracketed = cell.trim_end().strip_suffix(')').and_then(|cell| cell.split_once('('));
    bracketed.is_some_and(|(before, inside)| !before.is_empty() && in_brackets(before, inside, languages).is_some())
}

/// The first line of a cell, where it names a cookie in brackets, and what the lines below it say of that: "Example
/// Analytics (_ea)", and below it "counts visits on this site". `None` of any other cell.
pub(in crate::charter) fn described_above(cell: &str, languages: Languages) -> Option<(&str, &str)> {
    const FEWEST_WORDS: usize = 3;
    let (first, rest) = cell.split_once('\n')?;
    let (first, rest) = (first.trim_end(), rest.trim());
    let lists_names = |words: &str| words.split_whitespace().any(crate::names::is_known);
    let says = |words: &str| {
        Tokens::count(words, FEWEST_WORDS) == FEWEST_WORDS
            && !words.contains(['_', '*'])
            && !lists_names(words)
            && lifetime::looks_like(words, languages) < 0.7
    };
    let names_service = || first.split('(').next().is_some_and(|before| name::looks_like(before.trim()) < 0.4);
    (first.ends_with(')') && says(rest) && names_service() && are_described(first, languages)).then_some((first, rest))
}

/// The names among words in brackets: all of them are, or those that surely are behind words that name a service
/// ("Example Ads (_gcl_*, conversion linker)"). `None` when they hold another word.
fn in_brackets<'a>(before: &str, inside: &'a str, languages: Languages) -> Option<Cow<'a, str>> {
    let inside = without_others(behind_example(behind_words(inside), languages), languages);
    let is_name = |word: &str| name::looks_like(word) >= 0.95 && !is_locale(word) && !is_prefix(word);
    let words = || inside.split([',', ' ']).filter(|word| !word.is_empty());
    if words().all(is_name) {
        return Some(Cow::Borrowed(inside));
    }
    // "Sign-in (`sb-*`)", "Basket cookies (__basket__ and __items__)", "Session cookie (JSESSIONID)"
    let is_described = name::looks_like(before.trim()) < 0.4;
    let of_cookies = kind::names_cookie(before, languages);
    // "Load balancing (AWSALB, AWSALBCORS)", "Consent cookie (CookieConsent)"
    let several = words().nth(1).is_some() && words().all(text::is_capitals);
    let is_listed = |word: &str| {
        let sure = several || of_cookies && (text::is_capitals(word) || text::holds(word, "cookie"));
        let least = if sure { 0.75 } else { 0.9 };
        let looks = crate::names::is_known(word) || name::looks_like(word) >= least;
        looks && provider::known_whole(word).is_none() && !is_locale(word)
    };
    if is_described && words().all(|word| is_listed(word) || name::is_joint(word, languages)) && words().any(is_listed)
    {
        return Some(Cow::Borrowed(inside));
    }
    let parts = || inside.split(',').map(|part| without_abbreviation(part.trim())).filter(|part| !part.is_empty());
    let is_likely = |part: &str| name::looks_like(part) >= 0.7;
    // "PHP Session", and below it "(PHPSESSID)"; not "Sign-in", and below it "(OAuth2)"
    let is_sure = |part: &str| part.contains('_') || part.len() > 5 && text::is_capitals(part);
    let several = parts().nth(1).is_some();
    let likely = parts().filter(|part| is_likely(part) && (several || is_sure(part))).count();
    if (before.is_empty() || before.ends_with('\n'))
        && name::looks_like(before.trim()) < 0.6
        && likely * 2 > parts().count()
        && !parts().any(|part| part.contains(' '))
    {
        return Some(Cow::Borrowed(inside));
    }
    let service = before.contains(' ') && name::looks_like(before.trim()) < 0.4;
    let names: Vec<&str> = parts().filter(|part| !part.contains(' ') && is_likely(part)).collect();
    (service && names.iter().any(|name| is_name(name))).then(|| Cow::Owned(names.join(", ")))
}

/// Names without the words that leave others open: "`shop_session` or equivalent".
fn without_others(inside: &str, languages: Languages) -> &str {
    const MOST_WORDS: usize = 3;
    let is_or = |word: &str| {
        let word = Tokens::first(word, 2);
        languages.near().any(|index| index.joints.longest(&word, 0).is_some_and(|joint| joint.meaning == Joint::Or))
    };
    let leaves_open = |at: usize| {
        let mut words = inside.get(at..).unwrap_or_default().split_whitespace();
        words.next().is_some_and(is_or)
            && words.clone().next().is_some()
            && words.all(|word| name::looks_like(word) < 0.4)
    };
    let mut ends = inside.rmatch_indices(' ').map(|(at, _)| at).take(MOST_WORDS + 1);
    ends.find(|at| leaves_open(*at)).and_then(|at| inside.get(..at)).unwrap_or(inside)
}

/// What stands behind the words that say when names are set, or what they are: "none (after a click only: `VIDEO_ID`, YSC)".
fn behind_words(inside: &str) -> &str {
    let is_word = |word: &str| name::looks_like(word) < 0.4;
    let behind = inside.split_once(": ").filter(|(words, _)| words.split(' ').all(is_word));
    behind.map_or(inside, |(_, names)| names)
}

/// The one example of what a cell describes, without the word that says it is one: "Cookies of the shop (e.g. SHOPSESSID)".
fn behind_example(inside: &str, languages: Languages) -> &str {
    let last = inside.trim_end().rsplit_once([' ', ':']).filter(|(before, _)| !before.contains(','));
    last.filter(|(before, _)| Tokens::at_most(before, 4) && languages.is_example(before))
        .map_or(inside, |(_, name)| name)
}

/// A name without the abbreviation before it: "e.g. _ga", "z. B. _ga".
fn without_abbreviation(part: &str) -> &str {
    const LONGEST: usize = 6;
    let is_short = |word: &str| word.len() <= LONGEST && word.ends_with('.') && !word.contains('_');
    part.rsplit_once(' ').filter(|(before, _)| before.split(' ').all(is_short)).map_or(part, |(_, name)| name)
}

/// The other name of a cookie: "session-token (or __Secure-session-token in production)". `None` where "or" leads to no name.
fn alternative(inside: &str, languages: Languages) -> Option<&str> {
    let mut words = inside.split_whitespace();
    let first = Tokens::first(words.next()?, 2);
    let is_or = |index: &Index| index.joints.longest(&first, 0).is_some_and(|joint| joint.meaning == Joint::Or);
    let name = words.next().filter(|_| languages.near().any(is_or))?.trim_end_matches(',');
    // "(or en_US)" is a value.
    (name::looks_like(name) >= 0.9 && !is_locale(name)).then_some(name)
}

/// Whether a word is a prefix that names may have, and no more: "auth.csrf (`__Host-…`)" (RFC 6265bis, section 4.1.3).
fn is_prefix(word: &str) -> bool {
    ["__Host-", "__Secure-"]
        .iter()
        .any(|prefix| word.strip_prefix(prefix).is_some_and(|rest| !rest.contains(char::is_alphanumeric)))
}

/// Whether a word is the tag of a language in a country: `en_US`.
fn is_locale(word: &str) -> bool {
    word.len() == 5 && word.split(['_', '-']).all(|part| part.len() == 2)
}

/// Whether words say "no cookie" and nothing else.
fn is_no_cookie(words: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(words);
    let says = |at: usize, index: &Index| {
        [&index.negations, &index.of].into_iter().any(|list| list.longest(&tokens, at).is_some())
            || index.kinds.longest(&tokens, at).is_some_and(|phrase| phrase.meaning == Kind::Cookie)
    };
    // English stands in pages of any language: "(no cookie)".
    languages.near().any(|index| index.negations.holds(&tokens, 0..tokens.len()))
        && kind::of(words, languages) == Some(Kind::Cookie)
        && (0..tokens.len()).all(|at| !tokens.is_word(at) || languages.near().any(|index| says(at, index)))
}
