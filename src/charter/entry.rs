//! One entry of a charter as the readers of shapes find it, and its declarations once its words are understood.

mod cells;
mod names;
mod times;

use super::lexicon::{Languages, Named, Role};
use super::lifetime::Unit;
use super::outline::{LABEL, Outline, inline::excerpt};
use super::section::Around;
use super::{
    Category, Column, Declaration, Doubt, DoubtKind, Evidence, Kind, Party, category, field, kind, name, party,
    provider, section,
};
use crate::text::{self, Tokens};
use cells::Cells;
use names::{names, of_name};
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use times::{lifetime_words, lifetimes};

/// What one row, card or item says, each fact in the page's words and not yet understood.
#[derive(Debug, Clone, Default)]
pub(super) struct Entry {
    /// What stands where the name belongs: one name, several, or none.
    pub(super) name: String,
    /// The facts, each with the words that tell it; a role that occurs twice is told by its first.
    pub(super) facts: Vec<(Role, String)>,
    /// What a header says of bare numbers in the lifetime.
    pub(super) unit: Option<Unit>,
    /// What names the entry's surroundings inside its own shape: category rows, provider rows, captions; nearest first.
    pub(super) surroundings: Vec<String>,
    /// The category that a column without a role, or the paragraph right above its table, names. `None` when neither
    /// does, or there is no table.
    pub(super) above: Option<Named>,
    /// The party that the paragraph right above its table names. `None` as before.
    pub(super) party_above: Option<Party>,
    /// The section it lies in, as an index of [`Outline::sections`].
    pub(super) section: Option<usize>,
    /// Its row or place, counted from 1. `None` in prose.
    pub(super) row: Option<u32>,
    /// Its own words.
    pub(super) words: String,
    /// What was unsure before its words were understood.
    pub(super) doubts: Vec<Doubt>,
    /// The columns of the table it lies in. Empty where there is none, or none with headings.
    pub(super) columns: Rc<[Column]>,
}

impl Entry {
    /// The words that tell a fact. `None` when nothing tells it.
    pub(super) fn fact(&self, role: Role) -> Option<&str> {
        self.facts.iter().find(|(told, _)| *told == role).map(|(_, words)| words.as_str())
    }

    /// Takes the words that tell a fact away.
    pub(super) fn take(&mut self, role: Role) -> Option<String> {
        let at = self.facts.iter().position(|(told, _)| *told == role)?;
        Some(self.facts.remove(at).1)
    }

    /// Adds a fact, unless its words are empty or a line to be filled in (`______`).
    pub(super) fn tell(&mut self, role: Role, words: &str) {
        let words = words.trim();
        if words.contains(|character| character != '_') {
            self.facts.push((role, words.to_owned()));
        }
    }
}

/// The columns in which most entries lie, the first ones of several such.
pub(super) fn columns(entries: &[Entry]) -> Vec<Column> {
    let mut counts: BTreeMap<&[Column], usize> = BTreeMap::new();
    let mut most: (usize, &[Column]) = (0, &[]);
    for entry in entries.iter().filter(|entry| !entry.columns.is_empty()) {
        let count = counts.entry(&entry.columns).or_default();
        *count += 1;
        if *count > most.0 {
            most = (*count, &entry.columns);
        }
    }
    most.1.to_vec()
}

/// Understands the words of entries, in their order.
pub(super) fn declare(entries: &[Entry], outline: &Outline, languages: Languages) -> Vec<Declaration> {
    let mut declarations = Vec::new();
    let mut categories = Vec::new();
    let declared: BTreeSet<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let mut leads = section::leads(outline);
    // "Analytics cookies: _ga, _gid" is said of these, not of all in the section.
    let sure =
        entries.iter().flat_map(|entry| entry.name.split([',', ' '])).filter(|word| name::looks_like(word) >= 0.75);
    let sure: BTreeSet<&str> = sure.collect();
    let lists = |words: &str| {
        let label = words.split_once(": ").filter(|(label, _)| !label.contains('\n'));
        let listed = label.map_or(words, |(_, listed)| listed);
        listed.split_whitespace().next().is_some_and(|first| sure.contains(first.trim_matches(AROUND)))
    };
    leads.values_mut().for_each(|leads| leads.retain(|words| !lists(words)));
    // The rows of a table have the same headings around them.
    let mut known: BTreeMap<(Option<usize>, &[String]), Around> = BTreeMap::new();
    let mut paths: BTreeMap<Option<usize>, Option<String>> = BTreeMap::new();
    let mut companies: BTreeMap<Option<usize>, Option<String>> = BTreeMap::new();
    let mut openings: BTreeMap<Option<usize>, Option<&str>> = BTreeMap::new();
    let led = |section: Option<usize>| leads.get(&section).map(Vec::as_slice).unwrap_or_default();
    // Below a button "Show details", the paragraphs above it count.
    let above = |section: Option<usize>| {
        let is_label = section.and_then(|at| outline.sections.get(at)).is_some_and(|at| at.level >= LABEL);
        if is_label { led(outline.parent(section)) } else { &[] }
    };
    let cells = Cells::of(languages, html(entries));
    let mut parties: BTreeMap<Option<usize>, Option<Party>> = BTreeMap::new();
    for entry in entries {
        let party_told = *parties.entry(entry.section).or_insert_with(|| {
            let within = std::iter::successors(Some(entry.section), |at| at.map(|_| outline.parent(*at)));
            let mut within = within.take(16);
            within.any(|at| section::are_first(led(at), languages)).then_some(Party::First)
        });
        let company = companies.entry(entry.section).or_insert_with(|| {
            let paragraphs = led(entry.section).iter().chain(above(entry.section));
            // "We set no cookies of Google Analytics."
            let said = paragraphs
                .flat_map(|words| words.split(". "))
                .filter_map(|words| Some((words, provider::known(words)?)));
            said.filter(|(words, company)| !is_denied(words, company, languages)).map(|(_, company)| company).next()
        });
        let title = outline.title_of(entry.section);
        let titled = title.is_some_and(|title| whole(title, &entry.name).is_some());
        let introduced = led(if titled { outline.parent(entry.section) } else { entry.section }).last().copied();
        let introduced = introduced.filter(|words| words.ends_with(':'));
        let lead = Lead {
            introduction: introduced.filter(|_| titled),
            party: introduced.and_then(|words| section::party_of_introduction(words, languages)).or(party_told),
            words: *openings.entry(entry.section).or_insert_with(|| {
                let first = led(entry.section).first().copied();
                // "Purpose: …" at the head of a section is said of one card.
                first.filter(|words| words.lines().all(|line| field::of(line, languages).is_none()))
            }),
            company: company.as_deref(),
        };
        let around = known
            .entry((entry.section, &entry.surroundings))
            .or_insert_with(|| section::of(outline, entry.section, &entry.surroundings, &declared, languages))
            .clone();
        let path = paths.entry(entry.section).or_insert_with(|| section::path(outline, entry.section));
        let (category, understood) = understand(entry, lead, around, path.as_deref(), &cells);
        categories.extend(understood.iter().map(|_| category));
        declarations.extend(understood);
    }
    for (declaration, category) in declarations.iter_mut().zip(category::settle(&categories)) {
        declaration.category = category;
    }
    declarations
}

/// What stands around a name in a sentence.
const AROUND: &[char] = &['(', ')', ',', '.', ':', ';', '`', '"', '\'', '«', '»', '“', '”', '„'];

/// What opens the section of an entry.
#[derive(Clone, Copy)]
struct Lead<'a> {
    /// Its first paragraph.
    words: Option<&'a str>,
    /// The line above its title, where that is the entry's name: it introduces all that are below.
    introduction: Option<&'a str>,
    /// The party of all cookies that the line above them tells.
    party: Option<Party>,
    /// The company that its first paragraphs name in passing.
    company: Option<&'a str>,
}

/// The declarations of one entry, and the category all of them have once the whole page is known.
fn understand<'a>(
    entry: &'a Entry,
    lead: Lead<'_>,
    around: Around,
    path: Option<&str>,
    cells: &Cells<'a>,
) -> (Option<Named>, Vec<Declaration>) {
    let languages = cells.languages;
    let names = names(&entry.name, languages);
    let told = |role| entry.fact(role);
    let mut doubts = entry.doubts.clone();

    let own_category = [Role::Category, Role::Kind, Role::Party]
        .into_iter()
        .find_map(|role| told(role).and_then(|words| cells.category(words)));
    if let (Some(Named::Surely(own)), Some(Named::Surely(above))) = (own_category, around.category)
        && own != above
    {
        let words = told(Role::Category).or(told(Role::Kind)).unwrap_or_default();
        doubts.push(Doubt { doubt: DoubtKind::Contradiction, excerpt: excerpt(words) });
    }
    let of_two = |words: &str| category::is_of_two(words, languages);
    let which = || told(Role::Purpose).and_then(|words| category::of_two(words, languages));
    let category = told(Role::Category)
        .filter(|words| of_two(words))
        .and_then(|_| which())
        .or(own_category)
        .or_else(|| if around.of_two { which() } else { None })
        .or(around.category.filter(|named| *named != Named::NotNecessary))
        .or_else(|| {
            let told = told(Role::Purpose).and_then(|words| section::of_purpose(words, languages));
            // Below "Non-essential cookies", what is "essential for the player" is not what the site needs.
            let denied = around.category == Some(Named::NotNecessary);
            told.filter(|named| !(denied && *named == Named::Surely(Category::Necessary)))
        })
        .or(entry.above)
        .or_else(|| lead.words.and_then(|words| section::of_lead(words, languages)))
        .or_else(|| lead.introduction.and_then(|words| section::of_introduction(words, languages)))
        .or(around.category);
    let party = told_party(entry, names.len(), cells).or(around.party).or(entry.party_above).or(lead.party);
    let is_storage = |kind: &Kind| !matches!(kind, Kind::Cookie | Kind::Pixel);
    let storage = |words: &'a str| cells.kind(words).filter(is_storage);
    let kind = [Role::Kind, Role::Category]
        .into_iter()
        .find_map(|role| told(role).and_then(|words| told_kind(words, cells)))
        .or_else(|| told(Role::Lifetime).and_then(storage))
        .or_else(|| told(Role::Provider).filter(|words| words.len() <= 60).and_then(storage))
        .or_else(|| storage(&entry.name))
        .or_else(|| told(Role::Purpose).and_then(|words| provider::storage_note(words, languages)))
        .or_else(|| told(Role::Purpose).and_then(|words| storage(opening(words))))
        .or_else(|| {
            // "Kept in localStorage. No cookie."
            let clauses = told(Role::Purpose).into_iter().flat_map(|words| words.split(['.', ',', ';']));
            clauses.filter(|clause| !languages.denies(clause)).find_map(kind::called)
        })
        .or(around.kind)
        .or_else(|| {
            let words = lead.words.filter(|words| !text::holds(words, "cookie"))?;
            kind::of(words, languages).filter(is_storage)
        });
    // "Tercero" says whose it is not; the purpose may say whose it is.
    let in_purpose = || told(Role::Purpose).and_then(provider::known);
    let told_provider = told(Role::Provider)
        .filter(|words| words.contains(char::is_whitespace) || cells.party(words).is_none() || in_purpose().is_none());
    // ".example.org" is where it lies.
    let is_set = |words: &str| {
        provider::set_by(words, languages).is_some()
            || provider::known(words).is_some_and(|known| words.starts_with(&known))
    };
    let is_place = told_provider.is_some_and(|words| words.starts_with('.')) && told(Role::Purpose).is_some_and(is_set);
    let (provider, domain) = provider::of(told_provider, told(Role::Domain), told(Role::Service), languages);
    let provider = provider.filter(|_| !is_place);
    let domain = domain.or_else(|| told(Role::Name).and_then(provider::host));
    // A company's name and postal address, below the heading of its service.
    let service_above = provider.as_deref().filter(|told| provider::is_postal(told)).and(around.provider.as_deref());
    let provider = service_above
        .and_then(provider::known_whole)
        .or(provider)
        .or_else(|| provider::behind_name(&entry.name, &entry.words))
        .or_else(|| told(Role::Party).and_then(|words| provider::beside_party(words, languages)))
        .or(around.provider)
        .or_else(|| {
            [Role::Category, Role::Kind, Role::Purpose]
                .into_iter()
                .find_map(|role| told(role).and_then(provider::known))
        })
        .or_else(|| told(Role::Purpose).and_then(|words| provider::set_by(words, languages)))
        .or(around.mentioned)
        .or_else(|| lead.company.map(str::to_owned));
    let led = || lead.words.filter(|words| is_said_of(entry, provider.is_some(), words, languages));
    let purpose = told(Role::Purpose).or_else(led).map(one_line);
    let service = told(Role::Service).map(one_line);

    let told_lifetime = lifetime_words(entry, cells);
    let lifetimes = lifetimes(told_lifetime, &names, cells, entry.unit);
    if let Some(words) = told_lifetime.filter(|_| lifetimes.iter().all(Option::is_none)) {
        doubts.push(Doubt { doubt: DoubtKind::UnreadLifetime, excerpt: excerpt(words) });
    }
    let evidence =
        Evidence { section: path.map(str::to_owned), row: entry.row, excerpt: excerpt(&entry.words), address: None };
    let declarations = names
        .into_iter()
        .enumerate()
        .map(|(place, name)| Declaration {
            kind: kind.unwrap_or_else(|| of_name(&name.name)),
            name: name.name,
            as_written: name.as_written,
            provider: provider.clone(),
            service: service.clone(),
            domain: domain.clone(),
            purpose: purpose.clone(),
            category: None,
            party,
            lifetime: lifetimes.get(place).or(lifetimes.first()).cloned().flatten(),
            evidence: evidence.clone(),
            doubts: doubts.clone(),
        })
        .collect();
    (category, declarations)
}

/// The party that the words of an entry tell, which has so many names.
fn told_party<'a>(entry: &'a Entry, names: usize, cells: &Cells<'a>) -> Option<Party> {
    let told = |role| entry.fact(role);
    [Role::Party, Role::Category, Role::Kind, Role::Lifetime]
        .into_iter()
        .find_map(|role| told(role).and_then(|words| cells.party(words)))
        .or_else(|| told(Role::Party).and_then(party::of_number))
        .or_else(|| {
            // "(own cookies)" below several names is said of all of them, "(own)" of the last.
            let of_all = |note: &&str| names == 1 || kind::names_cookie(note, cells.languages);
            let mut notes = entry.name.lines().skip(1).filter_map(in_parentheses).filter(of_all);
            notes.find_map(|note| cells.party(note))
        })
        .or_else(|| {
            let noted = |role| told(role).and_then(provider::party_note).and_then(|note| cells.party(note));
            noted(Role::Provider).or_else(|| noted(Role::Domain))
        })
        .or_else(|| told(Role::Provider).filter(|words| words.len() <= 24).and_then(|words| cells.party(words)))
        .or_else(|| told(Role::Purpose).and_then(|words| party_sentence(words, cells.languages)))
}

/// Whether the first paragraph of a section says what an entry without a purpose is for: where nothing stands beside its
/// name, or, in the list of a service, nothing but a time.
fn is_said_of(entry: &Entry, of_service: bool, lead: &str, languages: Languages) -> bool {
    let timed = || entry.columns.is_empty() && entry.facts.iter().all(|(role, _)| *role == Role::Lifetime);
    // "To withdraw your consent, write to …"
    let is_address = || lead.contains('@') || provider::is_postal(lead) || languages.speaks_of_consent(lead);
    entry.row.is_none() || entry.facts.is_empty() || of_service && timed() && !is_address()
}

/// The category a cell or label tells, as a whole or in its first clause: "Analítica – De terceros: Example".
fn own_category(words: &str, languages: Languages) -> Option<Named> {
    let clause = || words.split(['–', '—', ',', '.', ':', '(']).next().filter(|clause| clause.len() < words.len());
    let first_of_two = || {
        let tokens = Tokens::first(words, 4);
        let joined = languages.near().any(|index| index.joints.longest(&tokens, 1).is_some());
        words.get(tokens.span(0..1)).filter(|_| joined)
    };
    category::named(words, languages)
        .or_else(|| clause().and_then(|clause| category::named(clause, languages)))
        .or_else(|| first_of_two().and_then(|first| category::named(first, languages)))
}

/// The party that the first words of a purpose tell: "Own cookie. It keeps you signed in."
fn party_sentence(purpose: &str, languages: Languages) -> Option<Party> {
    const MOST_WORDS: usize = 5;
    // "Third-party cookies of Example, which …"
    let opening = Tokens::first(purpose, 3);
    let of_cookies = |at: usize| opening.plain(at).starts_with("cookie");
    if (0..opening.len()).any(of_cookies)
        && let Some(party) = languages.near().find_map(|index| index.parties.longest(&opening, 0))
        && party.tokens.end >= 2
        && (provider::known(purpose).is_some()
            // "Third-party cookie choice" is the site's own.
            || party.meaning == Party::First && (0..opening.len()).any(|at| opening.plain(at) == "cookie"))
    {
        return Some(party.meaning);
    }
    let (first, _) = purpose.split_once(['.', ':', ','])?;
    let tokens = Tokens::first(first, MOST_WORDS + 1);
    let is_cookie = || (0..tokens.len()).any(|at| tokens.plain(at).contains("cookie"));
    // "First-party technical consent cookie" says what it is, "Blocks third-party cookies" what it does.
    let names_itself = || tokens.len().checked_sub(1).is_some_and(|last| tokens.plain(last) == "cookie");
    (tokens.len() <= 3 && is_cookie() || tokens.len() <= MOST_WORDS && names_itself())
        .then(|| party::of(first, languages))
        .flatten()
}

/// The first words of a purpose: "Fichiers « session storage » permettant …" says what it is of.
fn opening(purpose: &str) -> &str {
    let tokens = Tokens::first(purpose, 6);
    purpose.get(tokens.span(0..tokens.len())).unwrap_or(purpose)
}

/// What a line that stands in parentheses says: "(first-party)", below a name.
fn in_parentheses(line: &str) -> Option<&str> {
    line.trim().strip_prefix('(')?.strip_suffix(')')
}

/// What "HTML" means in the cells that tell the kind: the browser's own storage, unless every cell says so.
fn html(entries: &[Entry]) -> Option<Kind> {
    const SEVERAL: usize = 2;
    let kinds = || entries.iter().filter_map(|entry| entry.fact(Role::Kind));
    let alone = kinds().nth(SEVERAL - 1).is_some() && kinds().all(|words| words.eq_ignore_ascii_case("html"));
    (!alone).then_some(Kind::LocalStorage)
}

/// The kind a cell or label tells. Beside "HTTP", "HTML" means the browser's own storage.
fn told_kind<'a>(words: &'a str, cells: &Cells<'a>) -> Option<Kind> {
    if words.trim().eq_ignore_ascii_case("html") {
        return cells.html;
    }
    if words.contains('_') { kind::of(&words.replace('_', " "), cells.languages) } else { cells.kind(words) }
}

/// Where a name stands in some words, no letter, digit or joint of names beside it. `None` where it does not.
fn whole(words: &str, name: &str) -> Option<usize> {
    const MOST_MATCHES: usize = 20;
    let is_part = |character: char| character.is_alphanumeric() || matches!(character, '_' | '-');
    let mut places = words.match_indices(name).take(MOST_MATCHES).map(|(at, _)| at).filter(|_| !name.is_empty());
    places.find(|at| {
        let (before, after) = (words.get(..*at), words.get(*at + name.len()..));
        !before.is_some_and(|before| before.ends_with(is_part))
            && !after.is_some_and(|after| after.starts_with(is_part))
    })
}

/// Whether words deny something shortly before they name a company: "keine Dienste wie Google Analytics".
fn is_denied(words: &str, company: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 8;
    let first = company.split(' ').next().unwrap_or(company);
    let before = words.find(first).and_then(|at| words.get(..at)).unwrap_or_default();
    let near = before.split_whitespace().count().saturating_sub(MOST_WORDS);
    let near: Vec<&str> = before.split_whitespace().skip(near).collect();
    languages.denies(&near.join(" "))
}

/// Words on one line.
pub(super) fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
