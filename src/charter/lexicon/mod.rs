//! The words by which the readers recognise headers, categories, units and links; one JSON file a language, all with the same keys.
//!
//! A text comes in with the [`Languages`] of its page; what its words mean goes out. Words are compared without case and
//! accents ([`crate::text::Tokens`]): pages lose both. The build makes those of the files so.

mod filter;
mod lazy;
mod phrase;
mod time;
mod words;

pub(super) use filter::Filter;
pub use lazy::Lazy;
pub use phrase::{Match, Phrases, Stems};
pub use time::Time;
pub use words::*;

use super::{Category, Claim, Kind, Party};
use crate::text::Tokens;
use std::ops::Range;
use std::sync::OnceLock;

/// The languages a page is read in: its own first, then English, then all others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Languages {
    /// The place of the page's own in [`LANGUAGES`].
    page: Option<usize>,
}

impl Languages {
    /// The languages of a page by its own (`fr`, `fr-BE`). `None`, or a language without a lexicon: English leads.
    pub fn of(tag: Option<&str>) -> Self {
        Self { page: tag.and_then(known).and_then(place) }
    }

    /// The page's own language and English: what nearly every cell is written in.
    pub fn near(self) -> impl Iterator<Item = &'static Index> {
        let english = (self.page != Some(ENGLISH)).then_some(ENGLISH);
        self.page.into_iter().chain(english).filter_map(index_at)
    }

    /// All languages as one, for what [`Languages::near`] could not read.
    pub fn far(self) -> impl Iterator<Item = &'static Index> {
        static ALL: OnceLock<Index> = OnceLock::new();
        std::iter::once(ALL.get_or_init(|| Index::of(LEXICONS)))
    }

    /// The roles a header cell may announce, the likeliest first. Empty when its words are no header's.
    ///
    /// The whole cell counts: longest term first, then the parts of a composite header ("Fournisseur / Domaine").
    pub fn roles(self, header: &str) -> Vec<Role> {
        let roles = |header| roles_in(header, || self.near().chain(self.far()));
        let told = roles(header);
        if told.is_empty() { self.before_of_cookie(header).map(roles).unwrap_or_default() } else { told }
    }

    /// What stands before "of the cookie" in a header: "Durée de vie du traceur". `None` where it does not end so.
    fn before_of_cookie(self, header: &str) -> Option<&str> {
        const MOST_WORDS: usize = 8;
        const LONGEST_SMALL: usize = 3;
        let tokens = Tokens::first(header, MOST_WORDS + 1);
        let last = tokens.len().checked_sub(1).filter(|last| *last < MOST_WORDS)?;
        let is_cookie =
            |index: &Index| index.kinds.longest(&tokens, last).is_some_and(|phrase| phrase.meaning == Kind::Cookie);
        let is_small = |at: usize| tokens.is_word(at) && tokens.plain(at).len() <= LONGEST_SMALL;
        let end = (1..=last).rev().find(|end| !is_small(end - 1))?;
        (end < last && self.near().any(is_cookie)).then(|| header.get(..tokens.span(0..end).end)).flatten()
    }

    /// The roles a label in running text may announce. Where the page's language is known, no other one counts: any
    /// short word is a label in some language.
    pub fn own_roles(self, label: &str) -> Vec<Role> {
        if self.page.is_none() { self.roles(label) } else { roles_in(label, || self.near()) }
    }

    /// Whether a capital inside a sentence makes a name: not in German, which writes every noun so, and whose pages may be those
    /// of unknown language.
    pub fn tell_names_by_capitals(self) -> bool {
        self.page.and_then(|page| LANGUAGES.get(page)).is_some_and(|tag| *tag != "de")
    }

    /// Whether the words say "for example".
    pub fn is_example(self, sentence: &str) -> bool {
        self.hold(sentence, |index| &index.examples)
    }

    /// Whether the words speak of a visitor's consent or choice.
    pub fn speaks_of_consent(self, words: &str) -> bool {
        self.hold(words, |index| &index.consent)
    }

    /// Whether the words speak of a visitor's consent or choice, or of somebody who accepts, refuses or chooses.
    pub fn speaks_of_choices(self, words: &str) -> bool {
        self.hold(words, |index| &index.choices)
    }

    /// Whether the words speak of a browser, or of a window of it.
    pub fn speaks_of_browsers(self, words: &str) -> bool {
        self.hold(words, |index| &index.windows)
    }

    /// Whether the words speak of what a cookie holds: "valeur".
    pub fn speaks_of_contents(self, words: &str) -> bool {
        self.hold(words, |index| &index.contents)
    }

    /// Whether a sentence begins by saying that it is of some alone: "Some of them are set by Example".
    pub fn speaks_of_some(self, sentence: &str) -> bool {
        const MOST_TOKENS: usize = 4;
        let opening = Tokens::first(sentence, MOST_TOKENS);
        self.near().any(|index| index.some.holds(&opening, 0..opening.len()))
    }

    /// Where words say that each of several has its own, in order: "2 years and 24 hours respectively". In bytes.
    pub fn respectively(self, words: &str) -> Option<Range<usize>> {
        let tokens = Tokens::of(words);
        let said = |index: &Index| (0..tokens.len()).find_map(|at| index.respectively.longest(&tokens, at));
        let said = self.near().find_map(said)?;
        Some(tokens.span(said.tokens))
    }

    /// Whether a sentence begins as one that goes on about what was named before: "It keeps your language".
    pub fn goes_on(self, sentence: &str) -> bool {
        const MOST_TOKENS: usize = 4;
        let opening = Tokens::first(sentence, MOST_TOKENS);
        let first = (0..opening.len()).find(|at| opening.is_word(*at)).unwrap_or_default();
        self.near().any(|index| index.going_on.longest(&opening, first).is_some())
    }

    /// The place of the first words that speak of what was and is no more: "we no longer use", "which has been removed".
    pub fn of_the_past(self, words: &str) -> Option<Range<usize>> {
        let tokens = Tokens::of(words);
        let first = |index: &'static Index| index.former.each(&tokens, 0..tokens.len()).next();
        Some(tokens.span(self.near().find_map(first)?.tokens))
    }

    /// Whether the words deny something: "no", "keine", "aucun".
    pub fn denies(self, words: &str) -> bool {
        let tokens = Tokens::of(words);
        (0..tokens.len()).any(|at| self.negates(&tokens, at))
    }

    /// Whether a word denies something. What denies in English may be one of the commonest words of the page's language:
    /// "no" is "in the" in Portuguese.
    pub fn negates(self, tokens: &Tokens, at: usize) -> bool {
        let is_common = || {
            let lexicon = self.page.and_then(|page| LEXICONS.get(page));
            lexicon.is_some_and(|lexicon| lexicon.common.iter().any(|common| common == tokens.plain(at)))
        };
        let in_english = || index_at(ENGLISH).is_some_and(|english| english.negations.longest(tokens, at).is_some());
        let in_own = self.page.and_then(index_at).is_some_and(|own| own.negations.longest(tokens, at).is_some());
        in_own || in_english() && !is_common()
    }

    /// Whether words hold one of a list, in the page's language or in English.
    fn hold(self, words: &str, list: impl Fn(&'static Index) -> &'static Lazy<()>) -> bool {
        let tokens = Tokens::of(words);
        self.near().any(|index| list(index).holds(&tokens, 0..tokens.len()))
    }

    /// Whether a cell says that there is nothing: "None", "n/a".
    pub fn is_nothing(self, cell: &str) -> bool {
        const LONGEST: usize = 40;
        // Most cells say something, in more words.
        if cell.len() > LONGEST {
            return false;
        }
        let tokens = Tokens::of(cell);
        let says = |index: &Index| {
            let said = index.times.longest(&tokens, 0);
            said.is_some_and(|said| said.meaning == Time::None && said.tokens.end == tokens.len())
        };
        self.near().any(says)
    }

    /// What a cell answers to the question of its header: "oui", "✓", "non", "✗". `None` when it says anything else.
    pub fn answer(self, cell: &str) -> Option<bool> {
        match cell.trim().trim_end_matches('\u{fe0f}') {
            "✓" | "✔" | "✅" | "☑" => return Some(true),
            "✗" | "✘" | "✕" | "❌" | "☐" => return Some(false),
            _ => {}
        }
        let tokens = Tokens::first(cell, 2);
        let whole = |index: &'static Index| {
            index.answers.longest(&tokens, 0).filter(|phrase| phrase.tokens.len() == tokens.len())
        };
        self.near().find_map(whole).map(|phrase| phrase.meaning)
    }
}

fn roles_in<I: Iterator<Item = &'static Index>>(header: &str, indices: impl Fn() -> I) -> Vec<Role> {
    let roles = phrase::roles(indices(), of_cookie(header));
    match header.split_once('-') {
        // "Cookie-Lebensdauer"
        Some((first, rest)) if roles.is_empty() && first.trim().to_lowercase().starts_with("cookie") => {
            phrase::roles(indices(), rest)
        }
        _ => roles,
    }
}

/// A label without the cookie it is one of: "Cookie's name".
pub(super) fn of_cookie(label: &str) -> &str {
    let begins = |mark: &str| {
        let (head, rest) = label.split_at_checked("cookie".len())?;
        head.eq_ignore_ascii_case("cookie").then(|| rest.strip_prefix(mark)).flatten()
    };
    ["'s ", "’s "].into_iter().find_map(begins).unwrap_or(label)
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Role {
    /// The cookie's name.
    Name,
    /// Who provides it.
    Provider,
    /// The service it belongs to.
    Service,
    /// The host that sets it.
    Domain,
    /// What it is for.
    Purpose,
    /// Its category.
    Category,
    /// How long it is kept.
    Lifetime,
    /// Interne ou tiers.
    Party,
    /// Cookie, local storage, pixel…
    Kind,
    /// Known, and none of ours ("Base légale").
    Other,
}

/// A word between two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Joint {
    /// "et"
    And,
    /// "ou"
    Or,
}

/// How surely a link's words lead to a charter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lead {
    /// "Charte cookies": the charter itself.
    Strong,
    /// "Mentions légales": a page that may contain or lead to it.
    Weak,
}

/// What a category word names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Named {
    /// "statistiques"
    Surely(Category),
    /// "fonctionnels": necessary where the page names nothing else so, else functional.
    FunctionalOrNecessary,
    /// "non essentiels": whatever else is said of it tells more.
    NotNecessary,
}

/// The words of one language (or of all as one), ready for looking up.
#[derive(Debug)]
pub struct Index {
    /// The words, language by language.
    pub lexicons: &'static [Lexicon],
    /// Header cells.
    pub columns: Lazy<Role>,
    /// Header cells of what a cookie holds: "valeur"
    pub contents: Lazy<()>,
    /// Category words.
    pub categories: Lazy<Named>,
    /// Party words.
    pub parties: Lazy<Party>,
    /// Words of storage kinds.
    pub kinds: Lazy<Kind>,
    /// Words of links.
    pub links: Lazy<Lead>,
    /// Phrases of claims.
    pub claims: Lazy<Claim>,
    /// "et", "ou": between names
    pub joints: Lazy<Joint>,
    /// Words of lifetimes.
    pub times: Lazy<Time>,
    /// "ferm-", of each lexicon: beside a window word, the end of the session
    pub closings: Stems,
    /// "supprim-", of each lexicon: behind "jusqu'à", no end at all
    pub deletions: Stems,
    /// "etc.": behind names that stand for others
    pub and_so_on: Lazy<()>,
    /// "suivi d'un identifiant": behind the fixed part of a name
    pub followed: Lazy<()>,
    /// "nommé"
    pub naming: Lazy<()>,
    /// "consentement", "choix"
    pub consent: Lazy<()>,
    /// "navigateur": what cookies are set and refused in
    pub windows: Lazy<()>,
    /// "par exemple"
    pub examples: Lazy<()>,
    /// "par": before whoever sets a cookie
    pub by: Lazy<()>,
    /// "de": before what something is of
    pub of: Lazy<()>,
    /// "pour": before what something is for
    pub aims: Lazy<()>,
    /// "oui", "non": whole cells
    pub answers: Lazy<bool>,
    /// "ne", "aucun"
    pub negations: Lazy<()>,
    /// "certains"
    pub some: Lazy<()>,
    /// "respectivement"
    pub respectively: Lazy<()>,
    /// "il", "ce cookie", "sert": with which a sentence goes on about the cookie named before
    pub going_on: Lazy<()>,
    /// "n'utilise plus"
    pub former: Lazy<()>,
    /// "uniquement"
    pub only: Lazy<()>,
    /// "tous"
    pub all: Lazy<()>,
    /// "sont"
    pub are: Lazy<()>,
    /// "accept-", "consentement": what is up to the visitor
    pub choices: Lazy<()>,
    /// "application mobile", "partenaire": what is not the site itself, or only a part of it
    pub elsewhere: Lazy<()>,
    /// "avant", "tant que": before the consent that a denied cookie waits for
    pub befores: Lazy<()>,
    /// "après", "avec": likewise, behind "uniquement"
    pub afters: Lazy<()>,
    /// "erst", "uniquement": before what alone something happens
    pub laters: Lazy<()>,
    /// "dépos-": what is done with cookies
    pub settings: Lazy<()>,
    /// "neukládá-": the same denied, in one word
    pub unsettings: Lazy<()>,
    /// "bandeau": what asks for the choice
    pub dialogs: Lazy<()>,
    /// "ces", "autres": before cookies that are not all
    pub particulars: Lazy<()>,
    /// "doivent", "loi": what ought to be, or may
    pub oughts: Lazy<()>,
    /// "sauf", "sans"
    pub conditions: Lazy<()>,
    /// "en cas": conditions, and small words of other uses
    pub circumstances: Lazy<()>,
}

impl Index {
    /// The words of some languages as one; where a word means different things, the first language's meaning comes first.
    fn of(lexicons: &'static [Lexicon]) -> Self {
        macro_rules! phrases {
            ($(($meaning:expr, $($field:ident).+)),* $(,)?) => {
                Lazy::of(lexicons, |lexicons| {
                    let lists = lexicons.iter().flat_map(|words| [$(($meaning, words.$($field).+)),*]);
                    Phrases::of(lists.flat_map(|(meaning, list)| list.iter().map(move |phrase| (phrase, meaning))))
                })
            };
        }
        Self {
            lexicons,
            columns: phrases![
                (Role::Name, columns.name),
                (Role::Purpose, columns.purpose),
                (Role::Lifetime, columns.lifetime),
                (Role::Provider, columns.provider),
                (Role::Category, columns.category),
                (Role::Domain, columns.domain),
                (Role::Service, columns.service),
                (Role::Party, columns.party),
                (Role::Kind, columns.kind),
                (Role::Other, columns.content),
                (Role::Other, columns.other),
            ],
            contents: phrases![((), columns.content)],
            categories: phrases![
                (Named::Surely(Category::Marketing), categories.marketing),
                (Named::Surely(Category::Statistics), categories.statistics),
                (Named::Surely(Category::Functional), categories.functional),
                (Named::Surely(Category::Necessary), categories.necessary),
                (Named::Surely(Category::Unclassified), categories.unclassified),
                (Named::FunctionalOrNecessary, categories.either),
            ],
            parties: phrases![(Party::First, party.first), (Party::Third, party.third)],
            kinds: phrases![
                (Kind::LocalStorage, kinds.local_storage),
                (Kind::SessionStorage, kinds.session_storage),
                (Kind::IndexedDb, kinds.indexed_db),
                (Kind::Pixel, kinds.pixel),
                (Kind::Cookie, kinds.cookie),
            ],
            links: phrases![(Lead::Strong, links.strong), (Lead::Weak, links.weak)],
            claims: phrases![
                (Claim::NoThirdPartyCookies, claims.no_third_party),
                (Claim::OnlyNecessary, claims.only_necessary),
                (Claim::NoAdvertisingCookies, claims.no_advertising),
                (Claim::NoCookies, claims.no_cookies),
                (Claim::ExemptFromConsent, claims.exempt),
            ],
            joints: phrases![(Joint::And, and), (Joint::Or, or)],
            times: Lazy::of(lexicons, |lexicons| {
                Phrases::of(lexicons.iter().flat_map(|words| time::meanings(&words.lifetime)))
            }),
            closings: Stems::of(lexicons.iter().map(|words| words.lifetime.closing)),
            deletions: Stems::of(lexicons.iter().map(|words| words.lifetime.deletion)),
            and_so_on: phrases![((), and_so_on)],
            followed: phrases![((), followed)],
            naming: phrases![((), naming)],
            consent: phrases![((), consent)],
            windows: phrases![((), lifetime.window)],
            examples: phrases![((), examples)],
            by: phrases![((), by)],
            of: phrases![((), of)],
            aims: phrases![((), aim)],
            answers: phrases![(true, yes), (false, no)],
            negations: phrases![((), negation)],
            some: phrases![((), some)],
            respectively: phrases![((), respectively)],
            going_on: phrases![((), going_on)],
            former: phrases![((), former)],
            only: phrases![((), claims.only)],
            all: phrases![((), claims.all)],
            are: phrases![((), claims.are)],
            choices: phrases![((), claims.choosing), ((), consent)],
            elsewhere: phrases![((), claims.elsewhere)],
            befores: phrases![((), waiting.before)],
            afters: phrases![((), waiting.after)],
            laters: phrases![((), waiting.later), ((), claims.only)],
            settings: phrases![((), waiting.setting)],
            unsettings: phrases![((), waiting.unsetting)],
            dialogs: phrases![((), waiting.dialog)],
            particulars: phrases![((), waiting.particular)],
            oughts: phrases![((), waiting.ought)],
            conditions: phrases![((), condition)],
            circumstances: phrases![((), circumstance)],
        }
    }
}

macro_rules! languages {
    ($($tag:literal)*) => {
        /// The languages with a lexicon, French first.
        pub const LANGUAGES: &[&str] = &[$($tag),*];

        /// The words of each.
        static LEXICONS: &[Lexicon] = &[$(include!(concat!(env!("OUT_DIR"), "/", $tag, ".rs"))),*];
    };
}
languages!("fr" "en" "de" "es" "it" "nl" "pt" "pl" "sv" "da" "fi" "cs" "ro" "hu" "el" "ca" "nb" "sk" "sl" "hr" "bg" "et" "lv" "lt" "ga" "mt" "sr" "is" "uk" "tr" "gl" "eu" "mk" "sq" "ru" "id");

/// The tag of the lexicon that reads a language tag: `fr-BE` → `fr`, Nynorsk → `nb`, Bosnian → `hr`, Montenegrin → `sr`.
/// `None` for a language without one.
pub fn known(tag: &str) -> Option<&'static str> {
    let primary = tag.split(['-', '_']).next().unwrap_or_default().trim().to_ascii_lowercase();
    let read_as = match primary.as_str() {
        "no" | "nn" => "nb",
        "bs" | "sh" => "hr",
        "cnr" | "rs" => "sr",
        "cz" => "cs",
        "gr" => "el",
        "se" => "sv",
        "dk" => "da",
        "mo" => "ro",
        "ua" => "uk",
        "al" => "sq",
        other => other,
    };
    LANGUAGES.iter().find(|tag| **tag == read_as).copied()
}

const _: () = assert!(LANGUAGES.len() <= Stems::MOST_LISTS);

/// The place of English in [`LANGUAGES`].
const ENGLISH: usize = 1;

fn place(language: &str) -> Option<usize> {
    LANGUAGES.iter().position(|tag| *tag == language)
}

/// The lexicons with the tags of their languages.
pub fn all() -> impl Iterator<Item = (&'static str, &'static Lexicon)> {
    LANGUAGES.iter().copied().zip(LEXICONS)
}

/// The index of a language, built once.
fn index_at(place: usize) -> Option<&'static Index> {
    static BUILT: [OnceLock<Index>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
    let lexicon = LEXICONS.get(place)?;
    Some(BUILT.get(place)?.get_or_init(|| Index::of(std::slice::from_ref(lexicon))))
}

#[cfg(test)]
mod tests {
    use super::{Languages, Role};

    #[test]
    fn english_is_where_it_is_said_to_be() {
        assert_eq!(super::place("en"), Some(super::ENGLISH));
    }

    #[test]
    fn stems_have_the_two_letters_they_are_found_by() {
        for (language, words) in super::all() {
            for stem in words.lifetime.closing.iter().chain(words.lifetime.deletion.iter()) {
                assert!(stem.trim_end_matches('-').len() > 1, "{language}: {stem}");
            }
        }
    }

    #[track_caller]
    fn check(language: &str, header: &str, expected: Role) {
        let roles = Languages::of(Some(language)).roles(header);
        assert_eq!(roles.first(), Some(&expected), "{header}: {roles:?}");
    }

    #[test]
    fn headers_tell_their_column() {
        check("fr", "Nom du cookies", Role::Name);
        check("fr", "Nom du prestataire", Role::Provider);
        check("fr", "Service et emplacement", Role::Service);
        check("fr", "Finalités :", Role::Purpose);
        check("fr", "DURÉE DE CONSERVATION*", Role::Lifetime);
        check("fr", "Expiry", Role::Lifetime);
        check("en", "Durée (jours)", Role::Lifetime);
        check("en", "Cookie’s expiration", Role::Lifetime);
        check("el", "ΣΚΟΠΟΣ", Role::Purpose);
    }

    #[test]
    fn a_composite_header_has_both_roles() {
        let roles = Languages::of(Some("fr")).roles("Fournisseur / Domaine");
        assert!(roles.contains(&Role::Provider) && roles.contains(&Role::Domain), "{roles:?}");
    }
}
