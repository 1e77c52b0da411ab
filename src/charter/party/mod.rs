//! Who sets a cookie: the site itself, or somebody else.
//!
//! Words tell it first ([`of`], of a cell or a phrase: "interne", "tiers"), then sentences (`said`). Where nothing beside a
//! cookie does, its host or its provider tells, beside what the site is called ([`site`]), and last what the page says of
//! its providers, its categories or all of its cookies elsewhere ([`page`]).

pub(super) mod page;
mod said;
pub(super) mod site;

pub(super) use said::{Called, are_first, of_cookies_called, of_introduction, of_lead, of_purpose};

use super::kind::is_cookie;
use super::lexicon::{Index, Languages, Match};
use super::{Party, provider};
use crate::text::Tokens;
use std::ops::Range;

/// Longer texts are paragraphs; what they say of parties is general.
pub(super) const MOST_BYTES: usize = 300;

/// The party that a cell or a phrase names. `None` when it names none, or both.
///
/// A single word ("internes", "partenaire") counts among few words or beside the word "cookie"; words for the site itself ("ce
/// site") only when they are the whole cell: "Cookies utilisés sur ce site" says nothing of their party.
pub fn of(text: &str, languages: Languages) -> Option<Party> {
    if text.len() > MOST_BYTES { None } else { of_tokens(&Tokens::of(text), languages) }
}

/// See [`of`], of a text that is cut already.
pub(super) fn of_tokens(tokens: &Tokens, languages: Languages) -> Option<Party> {
    let text = tokens.text();
    if text.len() > MOST_BYTES {
        return None;
    }
    // "Internal (login service of the portal)"
    let noted = text.trim_end().strip_suffix(')').and_then(|text| text.split_once(" ("));
    if let Some((before, note)) = noted
        && Tokens::at_most(before, 2)
        && let Some(party) = of(before, languages)
        && of(note, languages).is_none()
    {
        return Some(party);
    }
    // "Session storage (own)", "Statistics (third party)"
    if let Some((before, note)) = noted
        && Tokens::at_most(note, 2)
        && Tokens::at_most(before, 4)
        && of(before, languages).is_none()
        && let Some(party) = of(note, languages)
    {
        return Some(party);
    }
    let words = (0..tokens.len()).filter(|at| tokens.is_word(*at)).count();
    if words == 0 {
        return None;
    }
    let near = languages.near().find_map(|index| named(tokens, words, index));
    near.or_else(|| (words <= 4).then(|| languages.far().find_map(|index| named(tokens, words, index))).flatten())
}

/// Whether a clause says of someone that the cookies they set are the site's own: "le logiciel dépose des cookies internes".
/// "Our cookies" says no more than whose page it is, and "First-party cookies are …" what such cookies are.
pub(super) fn says_own(clause: &Tokens, languages: Languages) -> bool {
    if clause.text().len() > MOST_BYTES {
        return false;
    }
    let says = languages.near().any(|index| {
        let is_said = |phrase: &Match<Party>| {
            let range = &phrase.tokens;
            let cookie = |at: &usize| is_cookie(clause, *at, index);
            let around = range.start.saturating_sub(1)..(range.end + 1).min(clause.len());
            let general = |at: usize| is_site(clause.plain(at), index) || is_pronoun(clause.plain(at), index);
            let words = match (range.clone().find(cookie), range.clone().rev().find(|at| !cookie(at))) {
                (Some(first), Some(last)) if first > last => range.start..last + 1,
                (Some(_), Some(last)) => last..range.end,
                _ => range.clone(),
            };
            // "Alla kakor är förstapartskakor" says it in one word.
            let is_compound = || {
                let word = clause.plain(range.start);
                range.len() == 1 && (0..range.start).any(|at| cookie(&at) && word.ends_with(clause.plain(at)))
            };
            phrase.meaning == Party::First
                && range.start > 0
                && (around.into_iter().any(|at| cookie(&at)) || is_compound())
                && !range.clone().any(general)
                && !index.parties.whole(clause, words).is_empty()
        };
        index.parties.all(clause).iter().any(is_said)
    });
    says && !languages.denies(clause.text()) && !languages.speaks_of_browsers(clause.text())
}

/// Whether a sentence says of the site that it sets cookies of its own, whatever the visitor does: "We use first-party
/// cookies"; not "Advertisers set their own cookies", nor "If you order, we set first-party cookies".
pub(super) fn says_own_of_site(sentence: &Tokens, languages: Languages) -> bool {
    // Few sentences do.
    if !says_own(sentence, languages) || languages.is_example(sentence.text()) {
        return false;
    }
    let is_of_site = |index: &Index| {
        (0..sentence.len()).any(|at| is_pronoun(sentence.plain(at), index) || is_site(sentence.plain(at), index))
    };
    let is_limited = |index: &Index| {
        [&index.conditions, &index.circumstances].into_iter().any(|list| list.holds(sentence, 0..sentence.len()))
    };
    let names_host = || provider::host(sentence.text()).is_some() && provider::known(sentence.text()).is_none();
    (languages.near().any(is_of_site) || names_host()) && !languages.near().any(is_limited)
}

/// Whether a text speaks of third parties anywhere.
pub(super) fn speaks_of_third(text: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(text);
    let third = |phrase: &Match<Party>| phrase.meaning == Party::Third;
    languages.near().any(|index| index.parties.all(&tokens).iter().any(third))
}

/// The party that a number tells, in a column "1st or 3rd party".
pub(super) fn of_number(cell: &str) -> Option<Party> {
    match cell.trim().trim_end_matches('.') {
        "1" => Some(Party::First),
        "3" => Some(Party::Third),
        _ => None,
    }
}

fn named(tokens: &Tokens, words: usize, index: &Index) -> Option<Party> {
    let found = index.parties.all(tokens);
    if found.is_empty() {
        // "Nous", in a column of providers; "nos" is what is left of a broken cell.
        let opens = tokens.text().trim_start().starts_with(char::is_uppercase);
        let is_alone = tokens.len() == 1 && opens && is_pronoun(tokens.plain(0), index);
        return is_alone.then_some(Party::First);
    }
    let of_cookies = words <= 3 || (0..tokens.len()).any(|at| is_cookie(tokens, at, index));
    let counts = |range: &Range<usize>| {
        let own_words = range.clone().filter(|at| tokens.is_word(*at)).count();
        let is_whole = own_words == words;
        let of_the_site = range.clone().any(|at| is_site(tokens.plain(at), index));
        // "What we keep" tells of no party, "we" in a cell does.
        let is_pronoun = range.len() == 1 && is_pronoun(tokens.plain(range.start), index);
        is_whole || !of_the_site && !is_pronoun && (own_words > 1 || range.len() > 1 || of_cookies)
    };
    // "The owners of the cookies" are whoever they are; "own of the session" is no owner.
    let owns = |phrase: &Match<Party>| {
        let end = phrase.tokens.end;
        let of = || index.of.longest(tokens, end).is_some() && (end..end + 3).any(|at| is_cookie(tokens, at, index));
        phrase.meaning == Party::First && phrase.tokens.len() == 1 && of()
    };
    // "A third cookie keeps your language."
    let counts_up = |phrase: &Match<Party>| {
        let Range { start, end } = phrase.tokens;
        start > 0 && end == start + 1 && is_cookie(tokens, end, index) && is_ordinal(tokens.plain(start), index)
    };
    let counted = found.into_iter().filter(|phrase| counts(&phrase.tokens) && !owns(phrase) && !counts_up(phrase));
    let mut parties = counted.map(|phrase| phrase.meaning);
    let first = parties.next()?;
    parties.all(|party| party == first).then_some(first)
}

fn is_pronoun(word: &str, index: &Index) -> bool {
    index.lexicons.iter().any(|lexicon| lexicon.party.pronoun.iter().any(|pronoun| pronoun == word))
}

/// Whether a word counts up as well: "third", "tercera".
fn is_ordinal(word: &str, index: &Index) -> bool {
    index.lexicons.iter().any(|lexicon| lexicon.party.ordinal.iter().any(|ordinal| ordinal == word))
}

/// Whether a word names the site: "Website", "sitemizde".
pub(in crate::charter) fn is_site(word: &str, index: &Index) -> bool {
    index.lexicons.iter().any(|lexicon| lexicon.party.site.iter().any(|part| word.contains(part)))
}

#[cfg(test)]
mod tests {
    use super::{Languages, Tokens, of, says_own};
    use crate::charter::Party::{self, First, Third};

    #[track_caller]
    fn check(language: &str, text: &str, expected: Option<Party>) {
        assert_eq!(of(text, Languages::of(Some(language))), expected, "{language}: {text}");
    }

    #[test]
    fn cells_name_their_party() {
        check("fr", "Cookies internes", Some(First));
        check("fr", "Cookie tiers", Some(Third));
        check("fr", "Tiers", Some(Third));
        check("en", "1st Party", Some(First));
        check("en", "Third", Some(Third));
        check("nl", "1e partij", Some(First));
        check("nl", "3e partij", Some(Third));
        check("nb", "Førsteparts, strengt nødvendig", Some(First));
        check("es", "Propias", Some(First));
        check("es", "Propia de sesión", Some(First));
        check("de", "Diese Website", Some(First));
        check("de", "Drittanbieter-Cookie", Some(Third));
        check("fr", "Third-Party", Some(Third));
        check("fr", "Interne (service de connexion du portail)", Some(First));
        check("es", "Almacenamiento de sesión (propio)", Some(First));
        check("de", "Statistik (Drittanbieter)", Some(Third));
        check("fr", "Les cookies tiers liés aux contenus vidéos", Some(Third));
    }

    #[test]
    fn clauses_say_whose_the_cookies_are() {
        let says = |language, clause| says_own(&Tokens::of(clause), Languages::of(Some(language)));
        assert!(says("fr", "Le logiciel dépose des cookies internes sur le domaine du site"));
        assert!(says("cs", "Tyto stránky užívají tyto vlastní cookies"));
        assert!(says("en", "The shop sets first-party cookies"));
        for (language, clause) in [
            ("fr", "Les noms et les propriétaires des différents cookies"),
            ("en", "The cookies we use"),
            ("en", "It sets no first-party cookies"),
            ("en", "First-party cookies are set by the page you visit"),
            ("en", "Most browsers accept first-party cookies"),
            ("en", "You can refuse our cookies"),
            ("de", "Alles über unsere Cookies"),
        ] {
            assert!(!says(language, clause), "{language}: {clause}");
        }
    }

    #[test]
    fn other_words_name_none() {
        check("it", "Cookie utilizzati su questo sito", None);
        check("en", "Local Storage", None);
        check("fr", "Partage des données avec des tiers", None);
        check("fr", "Interne ou tiers", None);
        check("fr", "Google", None);
        check("en", "What we keep", None);
        check("en", "Cookies we use", None);
        check("fr", "Les propriétaires des cookies", None);
        check("fr", "", None);
        check("en", "A third cookie keeps the size of the letters", None);
        check("es", "La tercera cookie guarda el idioma", None);
    }
}
