//! Who provides a cookie: names, hosts, and the notes written beside them.

mod known;
mod own;

pub(super) use known::{known, known_in, known_whole, known_whole_in};
pub(super) use own::{is_of_software, is_of_the_site, is_own, is_same};

use super::entry::one_line;
use super::lexicon::{Languages, Role};
use super::{Declaration, Kind, category, field, kind, name, party};
use crate::text::Tokens;

/// The provider and the host, from the cells that may tell them. A provider cell that holds only hosts tells both.
pub(super) fn of(
    provider: Option<&str>,
    domain: Option<&str>,
    service: Option<&str>,
    languages: Languages,
) -> (Option<String>, Option<String>) {
    let host = domain.and_then(host).or_else(|| provider.and_then(host));
    let is_hosts = |words: &&str| words.split([' ', ',', ';', '\n']).filter(|word| !word.is_empty()).all(is_host);
    let [provider, domain] = [provider, domain].map(|told| told.map(|words| beside_host(is_hosts, words)));
    let named = provider
        .filter(|words| !is_hosts(words))
        // "Scope: domain" names none.
        .or(domain.filter(|words| !is_hosts(words) && languages.own_roles(words).is_empty()))
        .or(service)
        .or(provider)
        .map(one_line);
    (named.or_else(|| host.clone()), host)
}

/// The line of a cell that is no host, where it has just another that is one: "Example Ltd", above ".shop.example".
fn beside_host(is_host: impl Fn(&&str) -> bool, words: &str) -> &str {
    match words.split_once('\n').map(|lines| (lines, is_host(&lines.0), is_host(&lines.1))) {
        Some(((named, _), false, true)) => named,
        Some(((_, named), true, false)) if !named.contains('\n') => named,
        _ => words,
    }
}

/// The first host of a text, without leading dot, scheme or path.
pub(super) fn host(words: &str) -> Option<String> {
    if !words.contains('.') {
        return None;
    }
    words.split([' ', ',', ';', '\n', '(', ')', '|']).find(|word| is_host(word)).map(|word| {
        let word = word.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches('.');
        word.split(['/', '?', ':']).next().unwrap_or(word).to_ascii_lowercase()
    })
}

pub(super) fn is_host(word: &str) -> bool {
    if !word.contains('.') {
        return false;
    }
    let word = word.trim().trim_start_matches("https://").trim_start_matches("http://").trim_start_matches(['.', '*']);
    let word = word.split('/').next().unwrap_or(word);
    let Some((before, last)) = word.rsplit_once('.') else { return false };
    let is_end = (2..=6).contains(&last.len()) || LONG_ENDS.contains(&last.to_ascii_lowercase().as_str());
    !before.is_empty()
        && is_end
        && last.chars().all(|character| character.is_ascii_alphabetic())
        && (last.chars().all(|character| character.is_ascii_lowercase())
            || word.chars().all(|character| !character.is_ascii_lowercase()))
        && before.chars().all(|character| character.is_alphanumeric() || ".-".contains(character))
        && !matches!(last, "js" | "php" | "html" | "aspx" | "gif" | "png" | "id" | "sid" | "uid" | "token" | "csrf")
}

/// The ends of hosts that are longer than six letters.
const LONG_ENDS: &[&str] = &[
    "example",
    "digital",
    "academy",
    "network",
    "systems",
    "services",
    "solutions",
    "software",
    "company",
    "website",
    "technology",
];

/// The provider that a note in a sentence names behind its label: "We use Example Analytics (provider: Example Ltd)".
/// `None` where there is no such note, or it is no company's.
pub(super) fn labelled(sentence: &str, languages: Languages) -> Option<&str> {
    const MOST_NOTES: usize = 8;
    let notes = sentence.split('(').skip(1).take(MOST_NOTES).filter_map(|rest| Some(rest.split_once(')')?.0));
    let told = notes.filter_map(|note| field::of(note, languages));
    let mut providers = told.filter(|field| field.roles.first() == Some(&Role::Provider)).map(|field| field.value);
    let provider = providers.next()?.split(',').next()?.trim();
    (known(provider).is_some() && providers.next().is_none()).then_some(provider)
}

/// The note in parentheses behind a provider: "Google LLC (tiers)".
pub(super) fn party_note(provider: &str) -> Option<&str> {
    let (_, note) = provider.split_once('(')?;
    note.split(')').next()
}

/// A provider without what is said of it behind its name: the party ("Example Tours (first-party)"), the postal address
/// ("Example Ltd, 1 High Street, Dublin").
pub(super) fn bare(provider: String, languages: Languages) -> String {
    let noted = || {
        let (name, note) = provider.strip_suffix(')')?.split_once('(')?;
        let first = note.split(',').next()?;
        let is_party = Tokens::at_most(first, 3) && party::of(first, languages).is_some();
        (is_party && !note.contains('(') && known_whole(first).is_none()).then_some(name)
    };
    // "Google, Meta, 33Across" are three companies.
    let addressed = || {
        let (name, rest) = provider.split_once(',').filter(|_| is_postal(&provider))?;
        let is_number = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
        let numbered = rest.split_whitespace().any(|word| is_number(word.trim_end_matches(',')));
        (numbered && rest.split(',').all(|part| known_whole(part.trim()).is_none())).then_some(name)
    };
    let name = noted().or_else(addressed).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    name.unwrap_or(provider)
}

/// The provider that a cell of the party names too: "`HartAI` (1e partij)", "Third party cookies / Google".
pub(super) fn beside_party(words: &str, languages: Languages) -> Option<String> {
    match words.split_once('(') {
        // "De terceros (Google Analytics)"
        Some((before, note)) if party::of(before, languages).is_some() => return known(note),
        Some((before, _)) => return Some(one_line(before)),
        None => {}
    }
    // "University of Example", in a column "Party"
    let named = || {
        let proper = words.starts_with(char::is_uppercase) && is_proper(words);
        let short = (2..=5).contains(&words.split_whitespace().count());
        let told = party::of(words, languages).is_some()
            || kind::of(words, languages).is_some()
            || category::of(words, languages).is_some();
        (proper && short && !told).then(|| one_line(words))
    };
    words.split(['/', ':', '–', '—']).find_map(|part| known_whole(part.trim())).or_else(named)
}

/// The provider in parentheses behind a name: "_fbp (Facebook)". `None` when the note is anything else than a host or a
/// well-known provider.
pub(super) fn behind_name(name: &str, words: &str) -> Option<String> {
    let note = note_behind(name, words)?;
    if is_host(note) { host(note) } else { known_whole(note) }
}

/// What stands in parentheses behind a name, in its cell or in the words of its line.
fn note_behind<'a>(name: &'a str, words: &'a str) -> Option<&'a str> {
    let remark = name.find(" (").and_then(|at| name.get(at..));
    let behind = remark.or_else(|| words.trim_start().strip_prefix(name))?;
    let (note, _) = behind.trim_start().strip_prefix('(')?.split_once(')')?;
    Some(note)
}

/// The one word in parentheses behind a name that is written as a name, of which only the page can tell whether it is one:
/// "__session (Example)", "basket (Optional)".
pub(super) fn word_behind<'a>(name: &'a str, words: &'a str) -> Option<&'a str> {
    let is_name = |note: &&str| {
        let mut letters = note.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(|letter| letter.is_lowercase() || letter == '.')
    };
    note_behind(name, words).filter(|note| note.len() > 3).filter(is_name)
}

/// The well-known service before the names that it sets, which stand in brackets: "Google Analytics 4 (_ga, _ga_*)".
pub(super) fn before_names(name: &str) -> Option<String> {
    const MOST_WORDS: usize = 4;
    let (title, names) = name.split_once(" (")?;
    let first = names.split([',', ' ', ')']).next().unwrap_or_default();
    let is_service = Tokens::at_most(title, MOST_WORDS) && known(title).is_some();
    (is_service && name::looks_like(first) >= 0.6 && name::looks_like(title) < 0.6).then(|| title.trim().to_owned())
}

/// The names on the lines of a cell, and the service or company on the last of these or the first: "_ga", then "Google
/// Analytics". `None` where none is, or where the others are no names.
pub(super) fn beside_names(cell: &str) -> Option<(&str, &str)> {
    const MOST_WORDS: usize = 6;
    let is_sure = |line: &str| name::looks_like(line.trim()) >= 0.75;
    let is_company = |line: &str| {
        let is_known = || known_whole(line).is_some();
        let is_incorporated = || is_proper(line) && line.split_whitespace().any(is_legal_form);
        Tokens::at_most(line, MOST_WORDS) && name::looks_like(line) < 0.6 && (is_known() || is_incorporated())
    };
    let (first, below) = cell.trim().split_once('\n')?;
    let (above, last) = cell.trim().rsplit_once('\n')?;
    let either = [(above, last), (below, first)].into_iter();
    either.filter(|(_, company)| is_company(company)).find(|(names, _)| names.lines().all(is_sure))
}

/// Whoever a purpose says that sets or uses the cookie, in its first words: "Set and used by Adaptive Images to …".
pub(super) fn set_by(purpose: &str, languages: Languages) -> Option<String> {
    const MOST_BEFORE: usize = 7;
    const LONGEST_ARTICLE: usize = 3;
    const MOST_OF_NAME: usize = 4;
    let tokens = Tokens::first(purpose, MOST_BEFORE + 2 + MOST_OF_NAME);
    let behind = (1..MOST_BEFORE.min(tokens.len())).find_map(|at| {
        languages.near().find_map(|index| index.by.longest(&tokens, at)).map(|phrase| phrase.tokens.end)
    })?;
    // "Set by the Example plugin"
    let is_article =
        |word: &str| word.len() <= LONGEST_ARTICLE && word.bytes().all(|letter| letter.is_ascii_lowercase());
    let article = purpose.get(tokens.span(behind..behind + 1)).is_some_and(is_article);
    let behind = behind + usize::from(article);
    let before = purpose.get(..tokens.span(behind..behind + 1).start)?;
    // What stands before has no name of its own: "Google Analytics uses it by …".
    if before.split_whitespace().skip(1).any(|word| word.starts_with(char::is_uppercase)) {
        return None;
    }
    let name: Vec<&str> = purpose
        .get(before.len()..)?
        .split_whitespace()
        .take(MOST_OF_NAME)
        .take_while(|word| word.starts_with(char::is_uppercase))
        .collect();
    let name = name.join(" ");
    let name = name.split(['.', ',', ';', '(']).next().unwrap_or_default().trim();
    // "Example Cookie Consent" is a program.
    let is_kind = || name.split(' ').nth(2).is_none() && kind::of(name, languages).is_some();
    let generic = party::of(name, languages).is_some() || is_kind();
    // "By the Company" names none.
    let is_of_one_word = !name.contains(' ');
    (name.len() > 2 && !generic && !(article && is_of_one_word)).then(|| name.to_owned())
}

/// Whoever a heading says that sets the cookies below it: "2.1 Cookies issued by the Museum of Example". `None` where it is a
/// party that is named so, or another word stands behind the name.
pub(super) fn issuer(title: &str, languages: Languages) -> Option<String> {
    const MOST_WORDS: usize = 12;
    const MOST_BEFORE: usize = 8;
    const MOST_BEFORE_COOKIES: usize = 2;
    let tokens = Tokens::first(title, MOST_WORDS + 1);
    // "Read more about the cookies set by Example" is a link.
    let opening = || (0..tokens.len()).filter(|at| tokens.is_word(*at)).take(MOST_BEFORE_COOKIES);
    let is_cookie = |at| languages.near().any(|index| kind::is_cookie(&tokens, at, index));
    if tokens.len() > MOST_WORDS || !opening().any(is_cookie) {
        return None;
    }
    let by = |at: usize| languages.near().find_map(|index| index.by.longest(&tokens, at));
    let behind = (1..MOST_BEFORE.min(tokens.len())).find_map(by)?.tokens.end;
    let begins =
        |at: &usize| title.get(tokens.span(*at..*at + 1)).is_some_and(|word| word.starts_with(char::is_uppercase));
    // "… by the Museum of Example"
    let first = [behind, behind + 1].into_iter().find(begins)?;
    let name = title.get(tokens.span(first..tokens.len()))?;
    let is_name = is_proper(name) && kind::of(name, languages).is_none() && party::of(name, languages).is_none();
    is_name.then(|| name.to_owned())
}

/// Whether words hold a postal address: "Google LLC, 1600 Amphitheatre Parkway, Mountain View".
pub(super) fn is_postal(words: &str) -> bool {
    words.matches(',').count() >= 2 && words.contains(|character: char| character.is_ascii_digit())
}

/// The kind of storage told in parentheses in a purpose: "… (localStorage, pas un cookie)".
pub(super) fn storage_note(purpose: &str, languages: Languages) -> Option<Kind> {
    let note = party_note(purpose)?;
    Tokens::at_most(note, 6).then(|| kind::of(note, languages)).flatten().filter(|kind| kind.is_storage())
}

/// The company in brackets behind a service: "Google Analytics (Google Ireland Limited)". "Necessary cookies (Always Active)",
/// "Cookie analitici (Con Consenso)" name none.
pub(super) fn company(title: &str, languages: Languages) -> Option<&str> {
    let (_, company) = title.strip_suffix(')')?.rsplit_once(" (")?;
    let words = company.split_whitespace().count();
    let proper = company.split_whitespace().all(|word| word.starts_with(|c: char| c.is_uppercase() || c.is_numeric()));
    let short = title.split_whitespace().nth(16).is_none();
    // "Google Analytics" names a service and, in passing, its sort.
    let says_when = || {
        known(company).is_none()
            && (category::named(company, languages).is_some() || languages.speaks_of_consent(company))
    };
    (proper && short && (2..=6).contains(&words) && !says_when()).then_some(company)
}

/// How the names of companies end: the forms that the law gives them.
const LEGAL_FORMS: &[&str] = &[
    "ltd",
    "limited",
    "inc",
    "llc",
    "corp",
    "corporation",
    "gmbh",
    "ag",
    "se",
    "kg",
    "sa",
    "sas",
    "sarl",
    "srl",
    "spa",
    "bv",
    "b.v",
    "nv",
    "n.v",
    "oy",
    "oyj",
    "ab",
    "as",
    "a/s",
    "aps",
    "kft",
    "zrt",
    "s.r.o",
    "a.s",
    "d.o.o",
    "oü",
    "sia",
    "uab",
    "lda",
    "o.o",
    "s.l",
    "s.a",
    "s.p.a",
    "s.r.l",
    "foundation",
];

/// Whether words end with the legal form of a company, and begin with something else: "Example Ltd."
pub(super) fn is_incorporated(words: &str) -> bool {
    words.trim().rsplit_once(char::is_whitespace).is_some_and(|(_, last)| is_legal_form(last))
}

/// Whether a word is the legal form of a company: "Ltd."
pub(super) fn is_legal_form(word: &str) -> bool {
    LEGAL_FORMS.contains(&word.trim_end_matches(['.', ',']).to_lowercase().as_str())
}

/// Whether all long words of a title are written as those of names: "Google Analytics", not "Show details".
pub(super) fn is_proper(title: &str) -> bool {
    let line = title.lines().next().unwrap_or_default();
    line.split_whitespace().filter(|word| word.len() > 3).all(|word| !word.starts_with(char::is_lowercase))
}

/// The provider a heading names ("Google Analytics", "Stripe, Inc."). `None` when it is a heading of another sort:
/// one that speaks of cookies, is numbered, is long, or is itself a cookie's name.
pub(super) fn of_title(title: &str, languages: Languages) -> Option<String> {
    let first_line = title.lines().next()?.trim();
    if let Some(company) = company(first_line, languages) {
        return Some(company.to_owned());
    }
    let tokens = Tokens::of(first_line);
    let proper = first_line.chars().next().is_some_and(char::is_uppercase);
    let speaks =
        first_line.contains(['?', ':', '!', '«']) || first_line.ends_with('.') && !first_line.ends_with("Inc.");
    if is_host(first_line) {
        return host(first_line);
    }
    // "Hotjar Heat Maps & Recordings (Hotjar Ltd.)"
    let longest = if first_line.ends_with(')') { 12 } else { 6 };
    if !proper || speaks || tokens.len() > longest || name::looks_like(first_line) >= 0.9 {
        return None;
    }
    // "The club uses these files" is a sentence.
    if first_line.split(' ').filter(|word| word.starts_with(char::is_lowercase) && word.len() > 3).count() > 2 {
        return None;
    }
    let generic = !languages.roles(first_line).is_empty()
        || kind::of(first_line, languages).is_some()
        // "Configure your web browser"
        || languages.speaks_of_browsers(first_line);
    // "Example CMS (our publishing tool)"
    let explained = first_line.strip_suffix(')').and_then(|line| line.split_once(" ("));
    let named = explained.filter(|(_, note)| note.starts_with(char::is_lowercase)).map_or(first_line, |(name, _)| name);
    (!generic).then(|| named.to_owned())
}

/// Whether a declaration names a well-known company or service, which is another than the site.
pub(super) fn is_named_by(declaration: &Declaration) -> bool {
    [&declaration.provider, &declaration.purpose].into_iter().flatten().any(|words| known(words).is_some())
}

#[cfg(test)]
mod tests {
    use super::company;
    use crate::charter::lexicon::Languages;

    #[test]
    fn companies_in_brackets_are_told_from_when_cookies_are_set() {
        let company = |title| company(title, Languages::of(Some("fr")));
        assert_eq!(company("Mesure (Agence Wysistat)"), Some("Agence Wysistat"));
        assert_eq!(company("Cookies d’audience (Google Analytics)"), Some("Google Analytics"));
        assert_eq!(company("Cookies nécessaires (Toujours Actif)"), None);
    }
}
