//! The category that sentences tell: what a purpose says of its cookie, a paragraph of those it introduces.

use super::named;
use crate::charter::lexicon::{Languages, Match, Named};
use crate::charter::{Category, kind, provider};
use crate::text::{self, Tokens};

/// The category that a purpose names when it is little more ("Mesure d'audience (Google)"), or speaks of the cookie's sort.
pub(in crate::charter) fn of_purpose(purpose: &str, languages: Languages) -> Option<Named> {
    if let Some(sort) = in_capitals(purpose).and_then(|words| named(words, languages)).filter(|sort| sort.tells_aim()) {
        return Some(sort);
    }
    let clause = purpose.split(['(', ':', '–', '—', '.', '\n']).next().unwrap_or(purpose);
    let words: Vec<&str> = clause.split_whitespace().collect();
    let opening = words.iter().take(2).copied().collect::<Vec<_>>().join(" ");
    let is_cookie = |word: &str| kind::speaks_of_cookies(word, languages);
    // "First-party technical consent cookie, 180 days" says what it is, "Turns off advertising cookies" what it does.
    let first = clause.split(',').next().unwrap_or_default();
    let names_itself = first.to_lowercase().ends_with(" cookie");
    let near = if names_itself { 5 } else { 3 };
    let of_cookies = words.len() <= 9 && words.iter().take(near).any(|word| is_cookie(word));
    let named = match () {
        // "Cookie tècnica i estrictament necessària que conté …"
        () if is_cookie(&opening) && words.len() > 9 => named(&words.get(..6)?.join(" "), languages),
        () if of_cookies || words.len() <= 4 && named(&opening, languages).is_some() => {
            unless_consent(named(clause, languages), clause, languages)
        }
        // "It is a technical cookie, which …"
        () if names_itself && first.split_whitespace().nth(near).is_none() => {
            unless_consent(named(first, languages), first, languages)
        }
        () => provider::party_note(purpose)
            .filter(|note| note.split_whitespace().count() <= 2)
            .and_then(|note| named(note, languages)),
    };
    // "This cookie keeps the others from …" leaves nothing unclassified, "Not classified" does.
    named
        .filter(|named| named.tells_aim())
        .or_else(|| of_last_sentence(purpose, languages))
        .or_else(|| of_clause(purpose, languages))
        .or_else(|| of_necessary_cookies(purpose, languages))
        .or_else(|| of_necessary_cookie(purpose, languages))
        .or(named.filter(|_| words.len() <= 4))
}

/// The words in capitals that a purpose begins with, as a title of what follows: "SECURITY Keeps forms from misuse".
fn in_capitals(purpose: &str) -> Option<&str> {
    const MOST_WORDS: usize = 3;
    const FEWEST_LETTERS: usize = 4;
    // The first letter of "Keeps" is one, too.
    let (end, _) = purpose.char_indices().find(|(_, character)| character.is_lowercase())?;
    let (before, _) = purpose.get(..end)?.char_indices().next_back()?;
    let words = purpose.get(..before)?.trim_end();
    (words.len() >= FEWEST_LETTERS
        && words.chars().all(|c| c.is_uppercase() || c == ' ')
        && Tokens::at_most(words, MOST_WORDS))
    .then_some(words)
}

/// The category that a clause names and nothing else: "Keeps you signed in. Strictly necessary — you could not borrow …"
fn of_clause(purpose: &str, languages: Languages) -> Option<Named> {
    const MOST_CLAUSES: usize = 8;
    const MOST_WORDS: usize = 3;
    let clauses = purpose.split(['.', '—', '–', ';']).flat_map(|part| part.split(" - ")).skip(1).take(MOST_CLAUSES);
    // "Strictly technical, deleted when the tab is closed"
    let clauses = clauses.map(|clause| {
        let (first, rest) = clause.split_once(',').unwrap_or((clause, ""));
        // "Statistics, marketing, comfort" is a list.
        let listed = rest.split(',').take(MOST_CLAUSES).any(|part| named(part, languages).is_some());
        if listed { clause } else { first }.trim()
    });
    let short = |clause: &&str| (1..=MOST_WORDS).contains(&Tokens::count(clause, MOST_WORDS + 1));
    let says = |clause: &str| named(clause, languages).filter(|named| !is_denied(*named, clause, languages));
    let named = clauses.filter(short).find_map(says)?;
    named.tells_aim().then_some(named)
}

/// Necessary, where the first clause of a purpose says so of cookies: "The shop uses some basic cookies for it to work, as …".
fn of_necessary_cookies(purpose: &str, languages: Languages) -> Option<Named> {
    const NEAR: usize = 3;
    let clause = text::sentences(purpose).next()?.split(',').next()?;
    let tokens = Tokens::of(clause);
    let necessary = Named::Surely(Category::Necessary);
    let told = languages.near().find_map(|index| {
        let is_of_cookies = |phrase: &Match<Named>| {
            let mut around = phrase.tokens.start.saturating_sub(1)..phrase.tokens.end + 1;
            around.any(|at| kind::is_cookie(&tokens, at, index))
        };
        let found = index.categories.all(&tokens).into_iter();
        let phrase = found.filter(|phrase| phrase.meaning == necessary).find(is_of_cookies)?;
        // "Non-essential cookies"
        let near = phrase.tokens.start.saturating_sub(NEAR)..phrase.tokens.end;
        clause.get(tokens.span(near)).and_then(|words| named(words, languages)).filter(|named| *named == necessary)
    });
    // "… cookies necessary to remember your choice"
    told.filter(|_| {
        !languages.denies(clause) && !languages.speaks_of_consent(clause) && !languages.speaks_of_choices(clause)
    })
}

/// Necessary, where the first clause of a purpose ends with that word and begins with the cookie: "This cookie is, for some
/// applications, technically necessary and tells visitors apart."
fn of_necessary_cookie(purpose: &str, languages: Languages) -> Option<Named> {
    const SUBJECT: usize = 2;
    const MOST_WORDS: usize = 12;
    let sentence = text::sentences(purpose).next()?;
    let tokens = Tokens::first(sentence, MOST_WORDS);
    let necessary = Named::Surely(Category::Necessary);
    let is_told = languages.near().any(|index| {
        let ends = |at: usize| !tokens.is_word(at) || index.joints.longest(&tokens, at).is_some();
        let found = index.categories.all(&tokens).into_iter().find(|phrase| phrase.meaning == necessary);
        (0..SUBJECT).any(|at| kind::is_cookie(&tokens, at, index))
            && found.is_some_and(|phrase| phrase.tokens.start > SUBJECT && ends(phrase.tokens.end))
    });
    (is_told && !languages.denies(sentence) && !languages.speaks_of_consent(sentence)).then_some(necessary)
}

/// Whether words deny the category they name: "never for advertising". What is "not necessary" is denied by its own words, and
/// what is necessary may be told by what fails without it.
fn is_denied(named: Named, words: &str, languages: Languages) -> bool {
    named != Named::Surely(Category::Necessary) && languages.denies(words)
}

/// The category that the last of several sentences names: "… This cookie is strictly necessary."
fn of_last_sentence(purpose: &str, languages: Languages) -> Option<Named> {
    let last = text::sentences(purpose).skip(1).last()?.trim();
    let mut opening = last.split_whitespace().take(3);
    let of_cookies = opening.any(|word| kind::speaks_of_cookies(word, languages));
    // "Both cookies are essential for …"
    let end = last.match_indices(' ').nth(6).map_or(last.len(), |(space, _)| space);
    let words = last.get(..end)?;
    // "… only set once the necessary consent is given" says nothing of its sort.
    let named = (of_cookies && !languages.speaks_of_consent(last)).then(|| named(words, languages)).flatten()?;
    (!is_denied(named, last, languages)).then_some(named)
}

/// The category that the paragraph above names in its first clause: "We only set strictly necessary cookies: …"
pub(in crate::charter) fn of_lead(lead: &str, languages: Languages) -> Option<Named> {
    let first = lead.split([',', ':', ';', '(']).next()?;
    // "The application app.shop.example sets …"
    let first = text::sentences(first).next()?.trim_end_matches('.');
    // "We use one cookie, technical and necessary; …"
    let second = lead.get(first.len()..).and_then(|rest| rest.strip_prefix(','));
    let second = second.and_then(|rest| rest.split([',', ':', ';', '.', '(']).next());
    let sorts_them = |clause: &&str| is_of_categories(clause, languages) && kind::speaks_of_storage(first, languages);
    let clauses = [
        Some(first).filter(|clause| !denies_category(clause, languages)),
        second.filter(sorts_them).filter(|clause| !languages.denies(clause) && !languages.denies(first)),
        introduction(lead).filter(|clause| !languages.denies(clause)),
    ];
    clauses.into_iter().flatten().find_map(|clause| unless_consent(named(clause, languages), clause, languages))
}

/// Whether a clause is words for categories, and nothing else but what joins them: "technical and necessary".
fn is_of_categories(clause: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(clause);
    languages.near().any(|index| {
        let mut at = 0;
        while at < tokens.len() {
            match index.categories.longest(&tokens, at) {
                Some(phrase) => at = phrase.tokens.end,
                None if index.joints.longest(&tokens, at).is_some() => at += 1,
                None => return false,
            }
        }
        !tokens.is_empty()
    })
}

/// The category that a paragraph names, and nothing else but a note in brackets: "Necessary (always on)".
pub(in crate::charter) fn of_title(paragraph: &str, languages: Languages) -> Option<Named> {
    const MOST_WORDS: usize = 6;
    let title = paragraph.split(" (").next().unwrap_or(paragraph);
    let is_title = Tokens::at_most(paragraph, MOST_WORDS) && is_of_categories(title, languages);
    is_title.then(|| named(paragraph, languages)).flatten()
}

/// The category that the first words of a paragraph name, with the cookies they speak of: "Necessary cookies are …".
pub(in crate::charter) fn of_opening(paragraph: &str, languages: Languages) -> Option<Named> {
    let tokens = Tokens::first(paragraph, 4);
    let opening = paragraph.get(tokens.span(0..tokens.len()))?;
    named(opening, languages).filter(|_| kind::speaks_of_storage(opening, languages))
}

/// The category that a line above the label of an entry announces: "We only keep these strictly necessary ones:".
pub(in crate::charter) fn of_introduction(lead: &str, languages: Languages) -> Option<Named> {
    let clause = introduction(lead).or_else(|| lead.trim_end().strip_suffix(':'))?;
    (!languages.denies(clause)).then(|| unless_consent(named(clause, languages), clause, languages)).flatten()
}

/// The first words of the last of several sentences, which ends with a colon: "… We use only these strictly necessary
/// ones, without asking you:".
fn introduction(lead: &str) -> Option<&str> {
    const MOST_WORDS: usize = 12;
    let last = text::sentences(lead.trim_end().strip_suffix(':')?).skip(1).last()?;
    let clause = last.trim_start().split([',', ':', ';', '(']).next()?;
    let end = clause.match_indices(' ').nth(MOST_WORDS).map_or(clause.len(), |(space, _)| space);
    clause.get(..end)
}

/// Whether a clause denies the category it names: "This site sets no advertising cookies", "does not install cookies of
/// statistics". What is "not necessary" is denied by its own words, and what "needs no consent for statistics" denies none.
fn denies_category(clause: &str, languages: Languages) -> bool {
    const MOST_BETWEEN: usize = 2;
    let tokens = Tokens::of(clause);
    languages.near().any(|index| {
        let others = [Category::Functional, Category::Statistics, Category::Marketing].map(Named::Surely);
        let named = index.categories.all(&tokens).into_iter().find(|phrase| others.contains(&phrase.meaning));
        // Few words stand between, beside the word "cookie": "aucun cookie publicitaire".
        named.is_some_and(|named| {
            let is_storage = |at: &usize| index.kinds.longest(&tokens, *at).is_some();
            let near = (0..named.tokens.start).rev().filter(|at| !is_storage(at)).take(MOST_BETWEEN + 1);
            let mut near = near.take_while(|at| tokens.is_word(*at) && index.consent.longest(&tokens, *at).is_none());
            near.any(|at| languages.negates(&tokens, at))
        })
    })
}

/// "Keeps your analytics choice" is said of no statistics cookie.
fn unless_consent(named: Option<Named>, clause: &str, languages: Languages) -> Option<Named> {
    let asked = matches!(named, Some(Named::Surely(Category::Statistics | Category::Marketing)));
    named.filter(|_| !asked || !languages.speaks_of_consent(clause))
}

#[cfg(test)]
mod tests {
    use super::{Languages, Named, of_purpose};
    use crate::charter::Category::Necessary;

    #[test]
    fn a_purpose_ends_with_its_sort_in_any_language() {
        for (language, purpose) in [
            ("fr", "Retient la langue. Ce traceur est strictement nécessaire."),
            ("fi", "Muistaa kielen. Tämä eväste on välttämätön."),
            ("hu", "Megjegyzi a nyelvet. Ez a süti feltétlenül szükséges."),
            ("sv", "Minns språket. Denna kaka är nödvändig."),
            ("lv", "Atceras valodu. Šī sīkdatne ir nepieciešama."),
            ("bg", "Запомня езика. Тази бисквитка е необходима."),
            ("nb", "Husker språket. Denne informasjonskapselen er nødvendig."),
            ("ga", "Cuimhníonn sé ar an teanga. Tá an fianán seo riachtanach."),
        ] {
            let told = of_purpose(purpose, Languages::of(Some(language)));
            assert_eq!(told, Some(Named::Surely(Necessary)), "{language}: {purpose}");
        }
    }
}
