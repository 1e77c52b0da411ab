//! What category words mean: "Cookies strictement nécessaires" → necessary.
//!
//! "Fonctionnel" is the trap: where a page names other cookies necessary it means comfort, elsewhere (Complianz, Dutch
//! usage, the CNIL's « nécessaires au bon fonctionnement ») it means necessary. [`settle`] decides once the whole page is known.

mod said;

pub(super) use said::{of_introduction, of_lead, of_opening, of_purpose, of_title};

use super::lexicon::{Index, Languages, Match, Named};
use super::{Category, Kind, kind};
use crate::text::Tokens;

/// The category that a heading, a cell or a phrase names. `None` when it names none.
///
/// Of several, the one that asks most of the visitor counts: marketing, statistics, functional; but what is named both
/// necessary and functional is necessary (« nécessaires au bon fonctionnement / fonctionnels »).
pub fn of(text: &str, languages: Languages) -> Option<Category> {
    named(text, languages).map(Named::alone)
}

/// What a heading, a cell or a phrase names, before the page's other categories are known; see [`of`].
pub fn named(text: &str, languages: Languages) -> Option<Named> {
    if text.len() > MOST_BYTES { None } else { named_in(&Tokens::of(text), languages) }
}

/// See [`named`], of a text that is cut already.
pub(super) fn named_in(tokens: &Tokens, languages: Languages) -> Option<Named> {
    let text = tokens.text();
    if text.len() > MOST_BYTES {
        return None;
    }
    // "Preference cookies (always active)"
    let noted = text.trim_end().strip_suffix(')').and_then(|text| text.split_once(" ("));
    if let Some((before, note)) = noted
        && let Some(sure @ Named::Surely(category)) = named(before, languages)
        && category != Category::Unclassified
        && matches!(named(note, languages), None | Some(Named::Surely(Category::Necessary)))
    {
        return Some(sure);
    }
    let bare = without_consent_note(text, languages).map(Tokens::of);
    let tokens = bare.as_ref().unwrap_or(tokens);
    let words = (0..tokens.len()).filter(|at| tokens.is_word(*at)).count();
    let near = languages.near().find_map(|index| strongest(tokens, words, index));
    near.or_else(|| {
        (words <= FEW_WORDS).then(|| languages.far().find_map(|index| strongest(tokens, words, index))).flatten()
    })
}

/// Whether a heading names cookies of statistics and of marketing in one: "Analytics and advertising cookies".
pub(super) fn is_of_two(title: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(title);
    let named: Vec<Named> =
        languages.near().flat_map(|index| index.categories.all(&tokens)).map(|found| found.meaning).collect();
    tokens.len() <= 20
        && [Category::Statistics, Category::Marketing].iter().all(|sort| named.contains(&Named::Surely(*sort)))
}

/// Which of statistics and marketing a purpose speaks of, below a heading that names both: marketing where of both. `None`
/// when of neither, or when it denies something.
pub(super) fn of_two(purpose: &str, languages: Languages) -> Option<Named> {
    const PIECE: usize = 4;
    const MOST_PIECES: usize = 8;
    if languages.denies(purpose) {
        return None;
    }
    let words: Vec<&str> = purpose.split_whitespace().take(PIECE * MOST_PIECES).collect();
    let told: Vec<Named> = words.chunks(PIECE).filter_map(|piece| named(&piece.join(" "), languages)).collect();
    [Category::Marketing, Category::Statistics].map(Named::Surely).into_iter().find(|sort| told.contains(sort))
}

/// What a purpose says that a cookie is for, statistics or marketing, where nothing else tells its category: "Counts visitors
/// for our statistics". Clauses on the visitor's choice say nothing of it: "whether you accepted statistics".
pub(super) fn aim(purpose: &str, languages: Languages) -> Option<Named> {
    let clauses = purpose.split(['.', ';', '(', '—', '–']);
    let says = |clause: &&str| !languages.speaks_of_choices(clause) && !languages.denies(clause);
    let told: Vec<&str> = clauses.filter(says).collect();
    of_two(&told.join(" "), languages)
}

/// A heading without the note behind it that asks for consent: "Cookies de préférences (consentement requis)". What is
/// required there is the consent. `None` when it has no such note.
fn without_consent_note(text: &str, languages: Languages) -> Option<&str> {
    let (before, note) = text.trim_end().strip_suffix(')')?.rsplit_once('(')?;
    (!before.trim().is_empty() && languages.speaks_of_consent(note)).then_some(before)
}

/// Longer texts are paragraphs, not headings.
const MOST_BYTES: usize = 400;

/// In so few words a single word of the trade ("statistiques") names a category; in more it must stand in a phrase or
/// beside the word "cookie". Other single words ("suivi", "sécurité") count alone, or beside that word.
const FEW_WORDS: usize = 6;

impl Named {
    /// Whether it says what a cookie is for, and not only that nothing is known or that the site works without it.
    pub fn tells_aim(self) -> bool {
        !matches!(self, Self::Surely(Category::Unclassified) | Self::NotNecessary)
    }

    /// The category, when nothing else is known of the page.
    pub fn alone(self) -> Category {
        match self {
            Self::Surely(category) => category,
            Self::FunctionalOrNecessary => Category::Functional,
            Self::NotNecessary => Category::Unclassified,
        }
    }
}

/// The categories of a page's declarations, now that all are known: without any named necessary, "functional" means that.
pub fn settle(named: &[Option<Named>]) -> Vec<Option<Category>> {
    let has_necessary = named.contains(&Some(Named::Surely(Category::Necessary)));
    let settled = |named: Named| match named {
        Named::FunctionalOrNecessary if !has_necessary => Category::Necessary,
        named => named.alone(),
    };
    named.iter().map(|named| named.map(settled)).collect()
}

fn strongest(tokens: &Tokens, words: usize, index: &Index) -> Option<Named> {
    let found = index.categories.all(tokens);
    if found.is_empty() {
        return None;
    }
    let of_cookies = (0..tokens.len()).any(|at| kind::is_storage(tokens, at, index));
    let counts = |phrase: &Match<Named>| {
        let is_sure = phrase.meaning == Named::FunctionalOrNecessary
            || index.categories.begins(tokens.plain(phrase.tokens.start));
        match (phrase.tokens.len() > 1, is_sure) {
            (true, _) => true,
            // "Settings of the cookies" are no sort of them.
            (false, _) if is_of_all_cookies(tokens, phrase, index) => false,
            (false, true) => words <= FEW_WORDS || of_cookies,
            (false, false) => words <= 2 || (words <= FEW_WORDS && of_cookies),
        }
    };
    if opens_with_necessary(tokens, &found, index) {
        return Some(Named::Surely(Category::Necessary));
    }
    let named: Vec<Named> = found
        .into_iter()
        .filter(counts)
        .map(|phrase| {
            // "Non — strictement nécessaire" answers a question, and denies nothing.
            let window = phrase.tokens.start.saturating_sub(2)..phrase.tokens.start;
            let denied = window.rev().take_while(|at| tokens.is_word(*at)).any(|at| denies(tokens, at, index));
            match phrase.meaning {
                Named::Surely(Category::Necessary) | Named::FunctionalOrNecessary if denied => Named::NotNecessary,
                meaning => meaning,
            }
        })
        .collect();
    let by_weight =
        [Category::Marketing, Category::Statistics, Category::Necessary, Category::Functional].map(Named::Surely);
    by_weight
        .into_iter()
        .chain([Named::FunctionalOrNecessary, Named::Surely(Category::Unclassified), Named::NotNecessary])
        .find(|category| named.contains(category))
}

/// Whether a word for settings stands before "of the cookies", with which a text ends.
fn is_of_all_cookies(tokens: &Tokens, phrase: &Match<Named>, index: &Index) -> bool {
    let is_end = |at: usize| {
        index
            .kinds
            .longest(tokens, at)
            .is_some_and(|kind| kind.meaning == Kind::Cookie && kind.tokens.end == tokens.len())
    };
    let of = || index.of.longest(tokens, phrase.tokens.end).map(|of| of.tokens.end);
    phrase.meaning == Named::Surely(Category::Functional) && of().is_some_and(|end| is_end(end) || is_end(end + 1))
}

/// Whether a heading names necessary cookies and then says what for: "Essential cookies for a good performance".
fn opens_with_necessary(tokens: &Tokens, found: &[Match<Named>], index: &Index) -> bool {
    let Some((first, others)) = found.split_first() else { return false };
    let end = first.tokens.end;
    let of_cookies = (first.tokens.start..=end).any(|at| kind::is_cookie(tokens, at, index));
    let apart = |phrase: &Match<Named>| {
        let between = end..phrase.tokens.start;
        between.len() >= 2
            && !between.clone().any(|at| index.joints.longest(tokens, at).is_some() || !tokens.is_word(at))
    };
    first.tokens.start == 0
        && first.meaning == Named::Surely(Category::Necessary)
        && of_cookies
        && !others.is_empty()
        && others.iter().all(|phrase| phrase.tokens.len() == 1 && apart(phrase))
}

/// Whether a word denies what follows it: "non-essential", "not necessary".
pub(super) fn denies(tokens: &Tokens, at: usize, index: &Index) -> bool {
    matches!(tokens.plain(at), "non" | "no" | "not" | "nicht" | "niet") || index.negations.longest(tokens, at).is_some()
}

#[cfg(test)]
mod tests {
    use super::{Languages, Named, of, settle};
    use crate::charter::Category::{self, Functional, Marketing, Necessary, Statistics, Unclassified};

    #[track_caller]
    fn check(language: &str, text: &str, expected: Option<Category>) {
        assert_eq!(of(text, Languages::of(Some(language))), expected, "{language}: {text}");
    }

    #[test]
    fn headings_name_their_category() {
        check(
            "fr",
            "Cookies nécessaires au bon fonctionnement de la plateforme / cookies fonctionnels",
            Some(Necessary),
        );
        check("fr", "Cookies de mesure d’audience strictement nécessaires", Some(Statistics));
        check("fr", "Mesure des campagnes publicitaires", Some(Marketing));
        check("fr", "Cookies tiers à finalité publicitaire", Some(Marketing));
        check("fr", "🟡 Cookies Analytiques (consentement requis)", Some(Statistics));
        check("fr", "2.2 Cookies de préférences (consentement requis)", Some(Functional));
        check("es", "cookie técnica estrictamente necesaria", Some(Necessary));
        check("it", "Targeting e Pubblicità", Some(Marketing));
        check("de", "Gegenstand der Untersuchung", Some(Unclassified));
        check("de", "Unbedingt erforderliche Cookies", Some(Necessary));
        check("fi", "Analytiikkaevästeet", Some(Statistics));
        check("cs", "Marketingové soubory cookie", Some(Marketing));
        check("sv", "HTTP (väsentlig)", Some(Necessary));
        check("el", "Απαραίτητα cookies", Some(Necessary));
        check("fr", "Notwendig", Some(Necessary));
        check("fr", "2. Stockage local fonctionnel", Some(Functional));
        check("fr", "Publicités personnalisées, Fonctionnalités", Some(Marketing));
        check("nl", "🟢 Functioneel — altijd actief, geen toestemming vereist", Some(Necessary));
        check("fr", "Suivi", Some(Marketing));
        check("en", "Essential Cookies for Website Performance", Some(Necessary));
        check("en", "Essential cookies and statistics", Some(Statistics));
        check("fr", "Non – strictement nécessaire", Some(Necessary));
    }

    #[test]
    fn a_denied_necessity_is_none() {
        check("fr", "Cookies non nécessaires", Some(Unclassified));
        check("en", "Not strictly necessary cookies", Some(Unclassified));
        check("de", "Nicht notwendige Cookies", Some(Unclassified));
        check("pt", "Cookies não obrigatórios", Some(Unclassified));
    }

    #[test]
    fn other_words_name_none() {
        check("fr", "Qu’est-ce qu’un cookie ?", None);
        check("fr", "Ce site peut être consulté à tout moment et ses performances sont vérifiées chaque nuit", None);
        check("it", "Strumenti di tracciamento di terza parte", None);
        check("fr", "Sécurité et confidentialité des données", None);
        check("en", "Session", None);
        check("en", "Google", None);
    }

    #[test]
    fn functional_means_necessary_where_nothing_else_does() {
        let statistics = Some(Named::Surely(Statistics));
        let necessary = Some(Named::Surely(Necessary));
        let functional = Some(Named::FunctionalOrNecessary);
        assert_eq!(settle(&[functional, statistics, None]), [Some(Necessary), Some(Statistics), None]);
        assert_eq!(settle(&[functional, necessary]), [Some(Functional), Some(Necessary)]);
    }
}
