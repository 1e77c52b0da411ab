//! What the headings above an entry tell of it: category, party, kind of storage, provider.

use super::lexicon::{Index, Languages, Named};
use super::outline::{Body, LABEL, Outline, inline::excerpt};
use super::{Category, Kind, Party, category, kind, party, provider};
use crate::text::{self, Tokens};
use std::collections::{BTreeMap, BTreeSet};

/// What the surroundings tell; `None` where they are silent.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Around {
    /// "Cookies statistiques"
    pub(super) category: Option<Named>,
    /// Whether that was told as one of two: "Cookies analytiques et publicitaires"
    pub(super) of_two: bool,
    /// "Cookies tiers"
    pub(super) party: Option<Party>,
    /// "Stockage local"
    pub(super) kind: Option<Kind>,
    /// "Google Analytics"
    pub(super) provider: Option<String>,
    /// "Google Analytics" in "Cookies de Google Analytics"
    pub(super) mentioned: Option<String>,
}

/// Reads the surroundings of an entry: those of its own shape first, then the headings, the innermost first.
/// Headings that are `names` of cookies are no providers.
pub(super) fn of(
    outline: &Outline,
    section: Option<usize>,
    own: &[String],
    names: &BTreeSet<&str>,
    languages: Languages,
) -> Around {
    let mut around = Around::default();
    let introduced = own.len();
    let own = own.iter().map(|title| (title.as_str(), LABEL));
    let titles = own.chain(outline.path(section).map(|section| (section.title.as_str(), section.level)));
    let mut passed = 0;
    for (distance, (title, level)) in titles.take(16).enumerate() {
        let tokens = Tokens::of(title);
        let words = (0..tokens.len()).filter(|at| tokens.is_word(*at)).count();
        if words == 0 || tokens.len() > 40 || !title.contains(char::is_alphabetic) {
            continue;
        }
        // Once both are known, nothing asks for it.
        let sought = around.category.is_none() || around.provider.is_none();
        let sort = sought.then(|| sort_of(title, distance >= introduced, languages)).flatten();
        let sort = sort.filter(|_| !is_of_cookies_and_more(&tokens, languages));
        // "Privacy preferences", the title of a page, says nothing of their sort.
        let of_page = || level == 1 && outline.sections.len() > 1 && !names_cookies(title, languages);
        if around.category.is_none() && sort.is_some() && !of_page() {
            around.category = sort;
            around.of_two = category::is_of_two(title, languages);
        }
        // "Cookies we use", the title of a page, says nothing of their party.
        around.party = around.party.or_else(|| party::of(title, languages).filter(|_| level > 1));
        around.kind = around.kind.or_else(|| {
            // "We use these cookies:" settles it; a heading "Cookies" does not, storage is often listed below it.
            if distance < introduced && title.ends_with(':') {
                kind::of(title, languages)
            } else {
                storage(opening(title).unwrap_or(title), languages).or_else(|| storage_noted(title, languages))
            }
        });
        if level > 1 {
            around.provider = around.provider.or_else(|| provider::known_whole(title));
            around.mentioned = around.mentioned.or_else(|| provider::known(title));
        }
        let is_label = || !languages.roles(title).is_empty();
        let company = provider::company(title);
        if around.provider.is_none()
            && (sort.is_none() || company.is_some())
            && passed < 3
            && !names.contains(title)
            && !is_label()
        {
            passed += 1;
            around.provider = if level >= LABEL && !provider::is_proper(title) {
                provider::known_whole(title)
            } else if level > 2 || company.is_some() {
                provider::of_title(title, languages)
            } else {
                provider::known_whole(title)
            };
        }
    }
    around
}

/// Whether a heading names cookies and, joined to them, a category: "Cookies and analytics" is no sort of cookies, "Cookies
/// and trackers of analytics" is one.
fn is_of_cookies_and_more(tokens: &Tokens, languages: Languages) -> bool {
    let Some(first) = (0..tokens.len()).find(|at| tokens.is_word(*at)) else { return false };
    let after = |index: &Index| {
        let cookies = index.kinds.longest(tokens, first).filter(|kind| kind.meaning == Kind::Cookie)?;
        let joint = cookies.tokens.end;
        let is_joined = tokens.plain(joint) == "&" || index.joints.longest(tokens, joint).is_some();
        index.categories.longest(tokens, joint + 1).filter(|_| is_joined)
    };
    languages.near().any(|index| after(index).is_some())
}

/// The category that a heading names, or what it says before a dash or a parenthesis, where that `counts`.
fn sort_of(title: &str, counts: bool, languages: Languages) -> Option<Named> {
    let in_opening = || opening(title).filter(|_| counts).and_then(|clause| category::named(clause, languages));
    category::named(title, languages).or_else(in_opening)
}

/// The kind of storage that a heading names: none when it names cookies beside it ("Cookies et stockage local").
fn storage(title: &str, languages: Languages) -> Option<Kind> {
    let named = kind::of(title, languages).filter(|kind| kind.is_storage())?;
    (Tokens::at_most(title, 6) && !kind::names_cookie(title, languages)).then_some(named)
}

/// The kind of storage that a heading notes in parentheses: "Colours (localStorage — no cookie)".
fn storage_noted(title: &str, languages: Languages) -> Option<Kind> {
    let (before, note) = title.split_once(" (")?;
    let clause = note.split([')', '—', '–', ',', ';', ':']).next()?;
    storage(clause, languages).filter(|_| !kind::names_cookie(before, languages))
}

/// What a heading says before a dash or a parenthesis: "Analytics — only if you accept". `None` when it has neither.
fn opening(title: &str) -> Option<&str> {
    let (clause, _) = text::parted(title, &[" — ", " – ", " - ", " (", ": "])?;
    Some(clause.trim()).filter(|clause| !clause.is_empty())
}

/// The category that a purpose names when it is little more ("Mesure d'audience (Google)"), or speaks of the cookie's sort.
pub(super) fn of_purpose(purpose: &str, languages: Languages) -> Option<Named> {
    let clause = purpose.split(['(', ':', '–', '—', '.', '\n']).next().unwrap_or(purpose);
    let words: Vec<&str> = clause.split_whitespace().collect();
    let opening = words.iter().take(2).copied().collect::<Vec<_>>().join(" ");
    let is_cookie = |word: &str| text::holds(word, "cookie");
    // "First-party technical consent cookie, 180 days" says what it is, "Turns off advertising cookies" what it does.
    let first = clause.split(',').next().unwrap_or_default();
    let names_itself = first.to_lowercase().ends_with(" cookie");
    let near = if names_itself { 5 } else { 3 };
    let of_cookies = words.len() <= 9 && words.iter().take(near).any(|word| is_cookie(word));
    let named = match () {
        // "Cookie tècnica i estrictament necessària que conté …"
        () if is_cookie(&opening) && words.len() > 9 => category::named(&words.get(..6)?.join(" "), languages),
        () if of_cookies || words.len() <= 4 && category::named(&opening, languages).is_some() => {
            unless_consent(category::named(clause, languages), clause, languages)
        }
        // "It is a technical cookie, which …"
        () if names_itself && first.split_whitespace().nth(near).is_none() => {
            unless_consent(category::named(first, languages), first, languages)
        }
        () => provider::party_note(purpose)
            .filter(|note| note.split_whitespace().count() <= 2)
            .and_then(|note| category::named(note, languages)),
    };
    // "This cookie keeps the others from …" leaves nothing unclassified, "Not classified" does.
    named
        .filter(|named| named.tells_aim())
        .or_else(|| of_last_sentence(purpose, languages))
        .or_else(|| of_clause(purpose, languages))
        .or(named.filter(|_| words.len() <= 4))
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
        let listed = rest.split(',').take(MOST_CLAUSES).any(|part| category::named(part, languages).is_some());
        if listed { clause } else { first }.trim()
    });
    let short = |clause: &&str| (1..=MOST_WORDS).contains(&Tokens::count(clause, MOST_WORDS + 1));
    let named = clauses.filter(short).find_map(|clause| category::named(clause, languages))?;
    named.tells_aim().then_some(named)
}

/// The category that the last of several sentences names: "… This cookie is strictly necessary."
fn of_last_sentence(purpose: &str, languages: Languages) -> Option<Named> {
    let (_, last) = purpose.trim_end_matches(['.', ' ']).rsplit_once(". ")?;
    let mut opening = last.split_whitespace().take(3);
    let of_cookies = opening.any(|word| text::holds(word, "cookie"));
    // "Both cookies are essential for …"
    let end = last.match_indices(' ').nth(6).map_or(last.len(), |(space, _)| space);
    let words = last.get(..end)?;
    // "… only set once the necessary consent is given" says nothing of its sort.
    (of_cookies && !languages.speaks_of_consent(last)).then(|| category::named(words, languages)).flatten()
}

/// The category that the paragraph above names in its first clause: "We only set strictly necessary cookies: …"
pub(super) fn of_lead(lead: &str, languages: Languages) -> Option<Named> {
    let first = lead.split([',', ':', ';', '(']).next()?;
    // "The application app.shop.example sets …"
    let first = first.split(". ").next()?.trim_end_matches('.');
    // "We use one cookie, technical and necessary; …"
    let second = lead.get(first.len()..).and_then(|rest| rest.strip_prefix(','));
    let second = second.and_then(|rest| rest.split([',', ':', ';', '.', '(']).next());
    let sorts_them = |clause: &&str| is_of_categories(clause, languages) && names_cookies(first, languages);
    let clauses = [
        Some(first).filter(|clause| !denies_category(clause, languages)),
        second.filter(sorts_them).filter(|clause| !languages.denies(clause) && !languages.denies(first)),
        introduction(lead).filter(|clause| !languages.denies(clause)),
    ];
    clauses
        .into_iter()
        .flatten()
        .find_map(|clause| unless_consent(category::named(clause, languages), clause, languages))
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

/// The category that the first words of a paragraph name, with the cookies they speak of: "Necessary cookies are …".
pub(super) fn of_opening(paragraph: &str, languages: Languages) -> Option<Named> {
    let tokens = Tokens::first(paragraph, 4);
    let opening = paragraph.get(tokens.span(0..tokens.len()))?;
    category::named(opening, languages).filter(|_| names_cookies(opening, languages))
}

/// The category that a line above the label of an entry announces: "We only keep these strictly necessary ones:".
pub(super) fn of_introduction(lead: &str, languages: Languages) -> Option<Named> {
    let clause = introduction(lead).or_else(|| lead.trim_end().strip_suffix(':'))?;
    (!languages.denies(clause)).then(|| unless_consent(category::named(clause, languages), clause, languages)).flatten()
}

/// The first words of the last of several sentences, which ends with a colon: "… We use only these strictly necessary
/// ones, without asking you:".
fn introduction(lead: &str) -> Option<&str> {
    const MOST_WORDS: usize = 12;
    let last = lead.trim_end().strip_suffix(':')?;
    let ends = last
        .match_indices(". ")
        .filter(|(at, _)| last.get(at + 2..).is_some_and(|after| after.starts_with(char::is_uppercase)));
    let (at, _) = ends.last()?;
    let clause = last.get(at + 2..)?.split([',', ':', ';', '(']).next()?;
    let end = clause.match_indices(' ').nth(MOST_WORDS).map_or(clause.len(), |(space, _)| space);
    clause.get(..end)
}

/// Whether a clause denies the category it names: "This site sets no advertising cookies". What is "not necessary" is denied
/// by its own words.
fn denies_category(clause: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(clause);
    languages.near().any(|index| {
        let others = [Category::Functional, Category::Statistics, Category::Marketing].map(Named::Surely);
        let named = index.categories.all(&tokens).into_iter().find(|phrase| others.contains(&phrase.meaning));
        // Nothing but the word "cookie" stands between: "aucun cookie publicitaire".
        named.is_some_and(|named| {
            let is_storage = |at: &usize| index.kinds.longest(&tokens, *at).is_some();
            let before = (0..named.tokens.start).rev().find(|at| !is_storage(at));
            before.is_some_and(|at| index.negations.longest(&tokens, at).is_some())
        })
    })
}

/// The party that the paragraph above names in its first sentence: "The shop sets three first-party cookies. …"
pub(super) fn party_of_lead(lead: &str, languages: Languages) -> Option<Party> {
    let sentence = lead.split(". ").next()?;
    let tokens = Tokens::count(sentence, 25);
    // "Most browsers accept first-party cookies."
    let general = || languages.denies(sentence) || languages.speaks_of_browsers(sentence);
    (tokens <= 24 && names_cookies(sentence, languages) && !general()).then(|| party::of(sentence, languages)).flatten()
}

/// The party that a paragraph tells of the cookies it introduces, in one of its last two sentences: "Others set cookies here
/// too. These are:", "The only third-party cookies are these:".
pub(super) fn party_of_introduction(words: &str, languages: Languages) -> Option<Party> {
    let mut sentences = words.rsplit(". ").take(2);
    sentences.find_map(|sentence| party_of_lead(sentence, languages))
}

/// Whether the paragraphs of a section say that its cookies are the site's own, and nothing of third parties: "We use
/// first-party cookies to know which pages are read."
pub(super) fn are_first(paragraphs: &[&str], languages: Languages) -> bool {
    let sentences = paragraphs.iter().flat_map(|words| words.split(". "));
    let mut clauses = sentences.flat_map(|sentence| sentence.split([',', ':', ';']));
    clauses.any(|clause| party::says_own(clause, languages))
        && !paragraphs.iter().any(|words| party::speaks_of_third(words, languages))
}

/// "Keeps your analytics choice" is said of no statistics cookie.
fn unless_consent(named: Option<Named>, clause: &str, languages: Languages) -> Option<Named> {
    let asked = matches!(named, Some(Named::Surely(Category::Statistics | Category::Marketing)));
    named.filter(|_| !asked || !languages.speaks_of_consent(clause))
}

/// The first words of a page that speak of cookies. `None` when none do.
pub(super) fn first_on_cookies(outline: &Outline, languages: Languages) -> Option<String> {
    outline.blocks.iter().find_map(|block| match &block.body {
        Body::Heading(_, text) | Body::Label(text) | Body::Paragraph(text) | Body::Item(text) => {
            text.plain.lines().find(|line| names_cookies(line, languages)).map(excerpt)
        }
        _ => None,
    })
}

/// Whether the page, or a heading above a section, or the paragraph that opens it, speaks of cookies.
pub(super) fn speaks_of_cookies(outline: &Outline, section: Option<usize>, languages: Languages) -> bool {
    outline.of_cookies.contains(&section)
        || outline.title.as_deref().is_some_and(|title| names_cookies(title, languages))
        || outline.path(section).any(|section| names_cookies(&section.title, languages))
        || section
            .and_then(|at| outline.sections.get(at))
            .is_some_and(|section| section.lead.as_deref().is_some_and(|lead| names_cookies(lead, languages)))
        // What stands above the first heading speaks of the whole page.
        || outline
            .blocks
            .iter()
            .take(4)
            .take_while(|block| block.section.is_none())
            .any(|block| names_cookies(&block.body.excerpt(), languages))
}

/// Whether the page's title, or its first heading, speaks of cookies.
pub(super) fn is_of_cookies(outline: &Outline, languages: Languages) -> bool {
    let first = outline.sections.first().map(|section| section.title.as_str());
    outline.title.as_deref().into_iter().chain(first).any(|title| names_cookies(title, languages))
}

/// Whether some words name cookies or another storage of the browser.
pub(super) fn names_cookies(words: &str, languages: Languages) -> bool {
    text::holds(words, "cookie") || kind::of(words, languages).is_some()
}

/// The first paragraphs of some length in each section, above its lists and tables, three at most.
pub(super) fn leads(outline: &Outline) -> BTreeMap<Option<usize>, Vec<&str>> {
    let mut leads: BTreeMap<Option<usize>, Vec<&str>> = BTreeMap::new();
    let mut listed = BTreeSet::new();
    for block in &outline.blocks {
        if matches!(block.body, Body::Item(_) | Body::Pair(..) | Body::Grid(_)) {
            listed.insert(block.section);
        }
        if let Body::Paragraph(text) = &block.body
            && (20..600).contains(&text.plain.len())
        {
            let paragraphs = leads.entry(block.section).or_default();
            if paragraphs.len() < 3 && !listed.contains(&block.section) {
                paragraphs.push(text.plain.as_str());
            }
        }
    }
    leads
}

/// The headings above and including a section, outermost first. `None` when there is none.
pub(super) fn path(outline: &Outline, section: Option<usize>) -> Option<String> {
    let mut titles: Vec<String> =
        outline.path(section).take(12).map(|section| super::entry::one_line(&section.title)).collect();
    titles.reverse();
    (!titles.is_empty()).then(|| titles.join(" › "))
}
