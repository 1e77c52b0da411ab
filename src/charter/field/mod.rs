//! Labels and their values: "Durée : 2 ans", "Provider – Google", "Set by: Google."

mod apart;

use super::entry::{Entry, Said, are_small, says_more};
use super::lexicon::{Index, Languages, Role};
use super::lifetime::Length;
use super::{Kind, category, kind, lifetime, name, party, provider};
use crate::text::{self, Tokens};
pub(super) use apart::apart;

/// The most words of a label.
const LONGEST: usize = 7;

/// The most bytes of a label.
const LONGEST_BYTES: usize = 90;

/// The fewest words behind a name that tell what it is for, whatever was said above it; and the fewest behind its note and a
/// dash: "sid (2 years) – signs in".
const FEWEST_OF_PURPOSE: usize = 4;
const FEWEST_BEHIND_A_DASH: usize = 2;

/// The most bytes of a note in parentheses.
const LONGEST_NOTE: usize = 80;

/// A label and what it labels. An empty value lies on the lines below.
#[derive(Debug, Clone)]
pub(super) struct Field<'a> {
    /// What the label may announce, the likeliest first.
    pub(super) roles: Vec<Role>,
    /// The label.
    pub(super) label: &'a str,
    /// Its value.
    pub(super) value: &'a str,
}

/// The field a line is. `None` when it does not begin with a known label.
///
/// A label ends with a colon or a dash; a line that is a known label and nothing else is one with an empty value.
pub(super) fn of(line: &str, languages: Languages) -> Option<Field<'_>> {
    let line = line.trim_start_matches(is_bullet);
    let near = text::head(line, LONGEST_BYTES + 4);
    for (at, separator) in
        near.char_indices().filter(|(_, character)| matches!(character, ':' | '–' | '—' | '-' | '=' | '：'))
    {
        let (label, rest) = line.split_at(at);
        let value = rest.get(separator.len_utf8()..).unwrap_or("");
        let spaced = label.ends_with(' ') || value.starts_with(' ');
        let capitals = |words: &str| !words.contains(char::is_lowercase);
        let is_word = |words: &str| capitals(words) && words.chars().all(char::is_alphabetic);
        // "ZWECK-Besucher zählen" is a label and its value, the first word of "COOKIE-RICHTLINIE LESEN" is one word.
        let first = value.split([' ', '(', ',']).next().unwrap_or(value);
        // Nor has "COOKIE - RICHTLINIE" a label.
        let is_heading = || {
            capitals(line)
                && is_word(value.trim())
                && name::looks_like(value.trim()) < 0.9
                && kind::names_cookie(label, languages)
        };
        if separator != ':' && (!spaced && (!capitals(label) || is_word(first)) || is_heading()) {
            continue;
        }
        let words = Tokens::count(label, LONGEST + 3);
        if label.len() > LONGEST_BYTES || words > LONGEST + 2 || separator == ':' && value.starts_with("//") {
            break;
        }
        let label = label.trim();
        // "_ga (lifetime: 2 years)", "_ga – lifetime: 2 years" and "_ga – counts visits (lifetime: 2 years)" are a name and
        // what is said of it.
        let noted = || {
            label.rsplit_once('(').is_some_and(|(_, note)| !note.contains(')'))
                || [" (", " – ", " — ", " - "]
                    .iter()
                    .filter_map(|sign| label.split_once(sign))
                    .any(|(name, _)| name::looks_like(name) >= if name.contains('_') { 0.55 } else { 0.7 })
                // "Example Analytics, tells visitors apart, lifetime: 2 years" begins with no label.
                || label.split_once(',').is_some_and(|(first, _)| languages.own_roles(first.trim()).is_empty())
        };
        // "_ga: lifetime: 2 years"
        if name::is_renowned(label) {
            return None;
        }
        if label.is_empty() || words > LONGEST || noted() {
            continue;
        }
        let roles = languages.own_roles(label);
        if !roles.is_empty() {
            return Some(Field { roles, label, value: value.trim() });
        }
        if separator == ':' {
            break;
        }
    }
    let label = line.trim_end_matches([':', ' ', '*']);
    if label.is_empty() || !Tokens::at_most(label, 5) {
        return None;
    }
    let roles = languages.own_roles(label);
    (!roles.is_empty()).then_some(Field { roles, label, value: "" })
}

/// Tells what a label does: each fact where its value is a list of them, "Type: analytics, third-party, persistent (2 years)",
/// else the value.
pub(super) fn tell_value(role: Role, value: &str, entry: &mut Entry, languages: Languages) {
    let may_list = matches!(role, Role::Kind | Role::Category | Role::Party);
    let facts = if may_list { listed(value, languages) } else { Vec::new() };
    if facts.is_empty() {
        entry.tell_labelled(role, value);
    } else {
        tell_listed(&facts, entry);
    }
}

/// Whether some words are a known label with its value.
pub(super) fn is_labelled(words: &str, languages: Languages) -> bool {
    of(words, languages).is_some_and(|field| !field.value.is_empty())
}

/// What a cell says behind the label it repeats ("Durée : 2 ans" in a column "Durée"); the whole cell when it has none.
pub(super) fn value(cell: &str, languages: Languages) -> &str {
    let near = text::head(cell, 40);
    if !near.contains(':') {
        return cell;
    }
    of(cell, languages).map(|field| field.value).filter(|value| !value.is_empty()).unwrap_or(cell)
}

/// What a cell says in a column that holds something: [`value`], if the label it begins with announces that.
pub(super) fn value_in(cell: &str, role: Role, languages: Languages) -> &str {
    let value = value(cell, languages);
    let announces = || of(cell, languages).is_some_and(|field| field.roles.contains(&role));
    if value.len() == cell.len() || announces() { value } else { cell }
}

/// Whether a label is the word for cookies and nothing else, and its value the party that sets them: "Cookie: third party".
pub(super) fn is_of_party(label: &str, value: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 4;
    let tokens = Tokens::first(label.trim_end_matches([':', ' ']), MOST_WORDS);
    let is_cookie = |index: &Index| index.kinds.whole(&tokens, 0..tokens.len()).contains(&Kind::Cookie);
    // "Cookie: partner_id"
    let is_name = || !value.contains(' ') && value.contains(['_', '-']) && name::looks_like(value) >= 0.25;
    languages.near().any(is_cookie)
        && Tokens::at_most(value, MOST_WORDS)
        && party::of(value, languages).is_some()
        && !is_name()
}

/// The role of a field, of those its label may announce, by what its value looks like. `None` when none suits.
pub(super) fn role(field: &Field<'_>, value: &str, entry: Option<&Entry>, languages: Languages) -> Option<Role> {
    // "Third party: No" tells no provider.
    if languages.answer(value).is_some() && party::of(field.label, languages).is_some() {
        return Some(Role::Other);
    }
    if field.roles.contains(&Role::Name) && is_of_party(field.label, value, languages) {
        return Some(Role::Party);
    }
    let free = |role: Role| entry.is_none_or(|entry| matches!(entry.said(role), None | Some(Said::Noted)));
    let short = || Tokens::at_most(value, 6);
    let suits = |role: Role| match role {
        Role::Kind => short() && (kind::of(value, languages).is_some() || value.contains("cookie")),
        Role::Party => short() && party::of(value, languages).is_some(),
        Role::Category => {
            let clause = value.split(['–', '—', ',', '.', ':', '(']).next().unwrap_or(value);
            Tokens::at_most(clause, 6)
                && (short() && category::of(value, languages).is_some() || category::of(clause, languages).is_some())
        }
        Role::Domain => provider::host(value).is_some(),
        _ => true,
    };
    let fits = |role: &&Role| suits(**role);
    field
        .roles
        .iter()
        .filter(|role| free(**role))
        .find(fits)
        .or_else(|| field.roles.iter().find(fits))
        // "Type: first-party"
        .or_else(|| field.roles.contains(&Role::Kind).then_some(&Role::Party).filter(fits))
        .or_else(|| field.roles.iter().find(|role| matches!(role, Role::Category | Role::Provider | Role::Domain)))
        .copied()
}

/// Reads what stands behind a name: notes in parentheses, labelled clauses, lengths of time, and the rest as purpose, which
/// running text says in one way or the other.
pub(super) fn behind(rest: &str, said: Said, entry: &mut Entry, languages: Languages) {
    let mut rest = rest.trim_start_matches(|character: char| is_joint(character));
    let mut fewest = FEWEST_OF_PURPOSE;
    while let Some(note) = rest.strip_prefix(['(', '[']) {
        let Some((note, after)) = note.split_once([')', ']']) else { break };
        self::note(note, entry, languages);
        if [" – ", " — ", " - "].iter().any(|dash| after.starts_with(dash)) && provider::known_whole(after).is_none()
        {
            fewest = FEWEST_BEHIND_A_DASH;
        }
        rest = after.trim_start_matches(|character: char| is_joint(character));
    }
    let (rest, notes) = without_notes(rest, languages);
    for words in notes {
        note(&words, entry, languages);
    }
    let mut purpose = String::new();
    for clause in clauses(&rest) {
        let trimmed = clause.trim_matches(|character: char| is_joint(character) || character == '.');
        if trimmed.is_empty() {
            continue;
        }
        if tells_facts_alone(trimmed, &purpose, said, entry, languages) {
            continue;
        }
        if let Some(told) = whose_and_how_long(trimmed, languages).filter(|_| purpose.is_empty()) {
            entry.tell_as(said, Role::Provider, &told.provider);
            entry.tell(Role::Lifetime, told.lifetime);
            if !is_sort(told.between, said, entry, languages) {
                purpose.push_str(told.between);
            }
            continue;
        }
        if let Some(role) = told_alone(trimmed, purpose.is_empty(), languages)
            && entry.fact(role).is_none()
        {
            entry.tell(role, trimmed);
            // "A file of the local storage that keeps …" says more than its kind.
            if role != Role::Kind || Tokens::at_most(trimmed, 5) {
                continue;
            }
        }
        if entry.fact(Role::Lifetime).is_none()
            && let Some((before, time)) = labelled_time(trimmed, languages)
        {
            entry.tell(Role::Lifetime, time);
            if !is_sort(before, said, entry, languages) {
                purpose.push_str(before);
            }
            continue;
        }
        if entry.fact(Role::Lifetime).is_none() && is_lifetime(trimmed, languages) {
            entry.tell(Role::Lifetime, trimmed);
            // "keeps you signed in, 2 hours": what stands before the comma is no length of time.
            if let Some((before, _)) = trimmed.rsplit_once(',')
                && lifetime::find(before, languages).is_none()
            {
                purpose.push_str(before);
            }
            continue;
        }
        if entry.fact(Role::Lifetime).is_none() && tells_time_alone(trimmed, entry, languages) {
            continue;
        }
        if entry.fact(Role::Party).is_none()
            && let Some((opening, _)) = trimmed.split_once(',')
            && let Some(role) = told_alone(opening, purpose.is_empty(), languages)
        {
            entry.tell_as(said, role, opening);
        }
        purpose.push_str(clause);
    }
    let purpose = purpose.trim_matches(|character: char| is_joint(character));
    let is_untold = entry.fact(Role::Lifetime).is_none();
    let found = if is_untold { lifetime::find(purpose, languages) } else { None };
    // "keeps you signed in, 2 hours": what stands behind the last comma tells no purpose; "device, session" may.
    let last = match &found {
        Some((Length::Seconds(_), range)) if range.end == purpose.len() => purpose.get(..range.start),
        _ => None,
    };
    let before = last.and_then(|before| before.trim_end().strip_suffix(','));
    // "they last 2 years, 24 hours and 1 minute", of several names
    let several = names_several(entry, languages);
    let time = found.map(|(_, range)| if several { lifetime::with_others(purpose, range, languages) } else { range });
    let own = before.unwrap_or(purpose);
    // What was said above of all names is not said of one that has words of its own.
    let has_own = || said != Said::Loosely && Tokens::count(own, fewest) == fewest;
    if entry.said(Role::Purpose) == Some(Said::Above) && has_own() {
        entry.take(Role::Purpose);
    }
    if entry.fact(Role::Purpose).is_none() {
        entry.tell_as(said, Role::Purpose, own);
    }
    if let Some(words) = time.and_then(|range| purpose.get(range)) {
        entry.tell_as(said, Role::Lifetime, words);
    }
}

/// Tells how long something is kept, where a clause says no more: "Caduca a los 6 meses". `false` where it does.
fn tells_time_alone(clause: &str, entry: &mut Entry, languages: Languages) -> bool {
    let found = lifetime::find(clause, languages).filter(|_| provider::known(clause).is_none());
    let Some((length, place)) = found.filter(|_| !says_more(clause, "", languages)) else { return false };
    // "Keeps the length of the session" is what it is for.
    let before = clause.get(..place.start).unwrap_or_default();
    if matches!(length, Length::Session(_)) && !are_small(before, languages) {
        return false;
    }
    let place = if names_several(entry, languages) { lifetime::with_others(clause, place, languages) } else { place };
    clause.get(place).into_iter().for_each(|time| entry.tell(Role::Lifetime, time));
    true
}

/// Whether an entry has several names: "_ga, _gid".
fn names_several(entry: &Entry, languages: Languages) -> bool {
    entry.name.contains([',', ' ', '\n']) && name::read(&entry.name, languages).len() > 1
}

/// Tells what a clause says, where that is facts and nothing else: behind a label, or in a list. `purpose` is what the
/// clauses before it say. `false` where it says more.
fn tells_facts_alone(clause: &str, purpose: &str, said: Said, entry: &mut Entry, languages: Languages) -> bool {
    if let Some(field) = of(clause, languages).filter(|field| !field.value.is_empty())
        && let Some(role) = role(&field, field.value, Some(entry), languages)
        && role != Role::Name
    {
        let value = field.value.trim_end_matches(['.', ' ']);
        tell_value(role, value, entry, languages);
        if field.roles.contains(&Role::Provider) && role != Role::Provider && provider::host(value).is_some() {
            entry.tell_as(said, Role::Provider, value);
        }
        return true;
    }
    if !purpose.is_empty() {
        return false;
    }
    // "session, basket" may be a time and what it is for.
    let facts = listed(clause, languages);
    let is_list = facts.len() > 2 || facts.iter().any(|(role, _)| *role == Role::Party);
    if is_list && facts.iter().all(|(role, words)| is_bare_fact(*role, words, languages)) {
        tell_listed(&facts, entry);
        return true;
    }
    // "Third-party. Analytics. 2 years."
    let is_behind_party = entry.said(Role::Party) == Some(Said::Apart) && entry.fact(Role::Category).is_none();
    let is_sort = is_behind_party && is_bare_fact(Role::Category, clause, languages);
    if is_sort {
        entry.tell(Role::Category, clause);
    }
    is_sort
}

/// What commas part: a provider, a length of time, and what stands between them.
struct WhoseAndHowLong<'a> {
    provider: String,
    between: &'a str,
    lifetime: &'a str,
}

/// What a clause tells between commas: "Facebook, advertising, 3 months", "de YouTube, 6 meses". `None` when it does not begin
/// with a well-known provider, or does not end with a length of time.
fn whose_and_how_long(clause: &str, languages: Languages) -> Option<WhoseAndHowLong<'_>> {
    let (first, rest) = clause.split_once(',')?;
    let (between, lifetime) = rest.rsplit_once(',').unwrap_or(("", rest));
    let provider = provider::known_whole(first)?;
    let (between, lifetime) = (between.trim(), lifetime.trim());
    // "Facebook, Inc.", "Google, Meta and TikTok"
    let is_of_names = |part: &str| {
        provider::known(part).is_some() || provider::is_incorporated(part) || provider::is_legal_form(part.trim())
    };
    (lifetime::looks_like(lifetime, languages) >= 0.9 && !between.split(',').any(is_of_names))
        .then_some(WhoseAndHowLong { provider, between, lifetime })
}

/// What a clause of few words tells and nothing else: "First-party.", "Almacenamiento local del navegador".
fn told_alone(clause: &str, first: bool, languages: Languages) -> Option<Role> {
    let words = Tokens::count(clause, 10);
    let noted = clause.strip_suffix(')').and_then(|clause| clause.split_once(" ("));
    // Of "De terceros (Google)" the note names whom, of "Third-party (none)" it says that there are none.
    let without_note = match noted {
        Some((words, note)) if Tokens::at_most(note, 2) && !languages.denies(note) && !languages.is_nothing(note) => {
            words
        }
        _ => clause,
    };
    if Tokens::at_most(without_note, 4) && party::of(clause, languages).is_some() && !languages.denies(clause) {
        return Some(Role::Party);
    }
    let storage = || kind::of(clause, languages).is_some_and(Kind::is_storage);
    (first && words <= 9 && storage()).then_some(Role::Kind)
}

/// What a clause says before its last part, when that is a label and a length of time: "counts visits, lifetime: 1 day".
fn labelled_time(clause: &str, languages: Languages) -> Option<(&str, &str)> {
    let (label, _) = clause.rsplit_once(':')?;
    let (before, _) = label.rsplit_once([',', ';'])?;
    let field = of(clause.get(before.len() + 1..)?.trim_start(), languages)?;
    let timed = field.roles.first() == Some(&Role::Lifetime) && lifetime::find(field.value, languages).is_some();
    timed.then_some((before, field.value))
}

/// Tells the category that some words are, and whether they are one: "Essential, lifetime: 13 months".
fn is_sort(words: &str, said: Said, entry: &mut Entry, languages: Languages) -> bool {
    let is_sort =
        Tokens::at_most(words, 3) && entry.fact(Role::Category).is_none() && category::of(words, languages).is_some();
    if is_sort {
        entry.tell_as(said, Role::Category, words);
    }
    is_sort
}

/// A text without its parentheses that tell a length of time or a labelled fact, and these.
fn without_notes(text: &str, languages: Languages) -> (String, Vec<String>) {
    let mut rest = String::with_capacity(text.len());
    let mut notes = Vec::new();
    let mut left = text;
    while let Some((before, after)) = left.split_once('(') {
        // Looking further than a note is long would cost a look at the whole text for each parenthesis.
        let near = text::head(after, LONGEST_NOTE);
        let Some(inside) = near.split_once(')').map(|(inside, _)| inside) else {
            rest.push_str(before);
            rest.push('(');
            left = after;
            continue;
        };
        let tells = is_lifetime(inside, languages)
            || gives_a_figure(inside, languages)
            || is_labelled(inside, languages)
            || !listed(inside, languages).is_empty();
        if tells && !inside.contains('(') {
            rest.push_str(before.trim_end());
            notes.push(inside.to_owned());
        } else {
            rest.push_str(before);
            rest.push('(');
            rest.push_str(inside);
            rest.push(')');
        }
        left = after.get(inside.len() + 1..).unwrap_or("");
    }
    rest.push_str(left);
    (rest, notes)
}

/// The facts that the parts of a list tell, where each tells one: "essential, first-party, persistent (2 years)". Empty
/// for any other words.
fn listed(words: &str, languages: Languages) -> Vec<(Role, &str)> {
    const MOST_PARTS: usize = 6;
    const MOST_WORDS: usize = 6;
    let fact = |part: &str| match () {
        () if !Tokens::at_most(part, MOST_WORDS) || !part.contains(char::is_alphanumeric) => None,
        () if lifetime::looks_like(part, languages) >= 0.5 => Some(Role::Lifetime),
        () if party::of(part, languages).is_some() => Some(Role::Party),
        () if kind::of(part, languages).is_some_and(|kind| kind != Kind::Cookie) => Some(Role::Kind),
        () if category::of(part, languages).is_some() => Some(Role::Category),
        () if kind::of(part, languages).is_some() => Some(Role::Kind),
        () => None,
    };
    let parts = words.split(',').map(|part| part.trim_matches(|sign: char| sign.is_whitespace() || sign == '.'));
    if !words.contains(',') || words.split(',').nth(MOST_PARTS).is_some() {
        return Vec::new();
    }
    parts.map(|part| Some((fact(part)?, part))).collect::<Option<_>>().unwrap_or_default()
}

/// Whether words that tell a fact say nothing else: "statistics", not "measures advertisements".
fn is_bare_fact(role: Role, words: &str, languages: Languages) -> bool {
    let tokens = Tokens::of(words);
    let all = 0..tokens.len();
    languages.near().any(|index| match role {
        Role::Category => !index.categories.whole(&tokens, all.clone()).is_empty(),
        Role::Party => !index.parties.whole(&tokens, all.clone()).is_empty(),
        Role::Kind => !index.kinds.whole(&tokens, all.clone()).is_empty(),
        _ => lifetime::looks_like(words, languages) >= 0.8,
    })
}

/// Tells an entry facts that stand in a list. Of several sorts or kinds it is told all, as a cell tells them; of several parties
/// or times none: "Type: session, persistent" says of no cookie which it is.
fn tell_listed(facts: &[(Role, &str)], entry: &mut Entry) {
    for (role, _) in facts {
        let told: Vec<&str> = facts.iter().filter(|(other, _)| other == role).map(|(_, words)| *words).collect();
        let is_one = told.len() == 1 || matches!(role, Role::Category | Role::Kind);
        if is_one && entry.fact(*role).is_none() {
            entry.tell(*role, &told.join(", "));
        }
    }
}

fn is_lifetime(words: &str, languages: Languages) -> bool {
    // "identifies browsers for our services, and lasts for 90 days" is a purpose as well.
    let tokens = Tokens::count(words, 15);
    let likeness = if tokens > 14 { 0.0 } else { lifetime::looks_like(words, languages) };
    // "Identificación de sesión" says whose, not how long; "Zaniká zavřením prohlížeče" says how long. Most languages
    // write the first with a word like "session".
    let whose = || {
        let count = |words: &str| words.split_whitespace().map(|_| 1.0_f32).sum::<f32>();
        let explained = |words: &str| lifetime::looks_like(words, languages) * count(words);
        let figures = words.contains(|character: char| character.is_ascii_digit());
        let (first, rest) = words.split_once(' ').unwrap_or_default();
        !figures
            && rest.to_lowercase().split_whitespace().any(|word| word.starts_with("ses"))
            && kind::of(first, languages).is_none()
            && explained(rest) + 0.01 >= explained(words)
    };
    likeness >= 0.8 || likeness >= 0.5 && Tokens::at_most(words, 7) && !whose()
}

/// Whether a short note gives a length of time in figures: "expires 2 hours after your last visit".
fn gives_a_figure(note: &str, languages: Languages) -> bool {
    const MOST_WORDS: usize = 8;
    note.bytes().any(|byte| byte.is_ascii_digit())
        && Tokens::at_most(note, MOST_WORDS)
        && matches!(lifetime::find(note, languages), Some((lifetime::Length::Seconds(_), _)))
}

/// Reads what a note in parentheses tells: a length of time, a kind of storage, a party, a category, a provider.
pub(super) fn note(note: &str, entry: &mut Entry, languages: Languages) {
    // "1 Jahr/30 Min.", "1 Jahr, 30 Min.", "30 Min.–1 Tag": one for each name, or a range.
    let is_range = || note.contains(['/', '–']) && lifetime::looks_like(note, languages) >= 0.9;
    if is_range() || note.contains(',') && lifetime::are_times(note, languages) {
        entry.tell(Role::Lifetime, note);
        return;
    }
    for part in note.split([',', ';', '/', '·', '–']) {
        let part = part.trim();
        let short = Tokens::at_most(part, 6);
        if part.is_empty() {
        } else if let Some(field) = of(part, languages).filter(|field| !field.value.is_empty())
            && let Some(role) = role(&field, field.value, Some(entry), languages)
            && role != Role::Name
        {
            let said = if role == Role::Provider { Said::Noted } else { Said::Apart };
            entry.tell_as(said, role, field.value);
        } else if lifetime::looks_like(part, languages) >= 0.5 || gives_a_figure(part, languages) {
            entry.tell(Role::Lifetime, part);
        } else if provider::known_whole(part).is_some() {
            entry.tell_as(Said::Noted, Role::Provider, part);
        } else if short && kind::of(part, languages).is_some() {
            entry.tell(Role::Kind, part);
        } else if short && party::of(part, languages).is_some() {
            entry.tell(Role::Party, part);
        } else if short && category::of(part, languages).is_some() {
            entry.tell(Role::Category, part);
        } else if short && part.starts_with(char::is_uppercase) && provider::is_proper(part) {
            entry.tell_as(Said::Noted, Role::Provider, part);
        }
    }
}

/// The clauses of a text: its sentences, and what middle dots, bars and dashes between spaces separate.
fn clauses(text: &str) -> Vec<&str> {
    let mut clauses = Vec::new();
    let mut start = 0;
    let mut characters = text.char_indices().peekable();
    let mut depth = 0_u32;
    while let Some((at, character)) = characters.next() {
        let spaced = characters.peek().is_none_or(|(_, next)| next.is_whitespace());
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let ends = match character {
            '\n' => true,
            '–' | '—' | '-' => {
                spaced && depth == 0 && text.get(start..at).is_some_and(|before| before.ends_with(' '))
            }
            '.' => spaced && depth == 0 && !text::is_shortened(text.get(start..at).unwrap_or("")),
            ';' | '·' | '|' => spaced && depth == 0,
            _ => false,
        };
        if ends {
            let end = at + character.len_utf8();
            clauses.extend(text.get(start..end));
            start = end;
        }
    }
    clauses.extend(text.get(start..));
    clauses
}

/// Whether a sign stands before an item of a list.
fn is_bullet(character: char) -> bool {
    matches!(character, '•' | '-' | '–' | '—' | '*' | '·' | '▪' | '►' | '✓' | ' ')
}

/// Whether a sign only joins a name and what is said of it.
pub(super) fn is_joint(character: char) -> bool {
    character.is_whitespace()
        || matches!(
            character,
            ':' | '–' | '—' | '-' | '=' | '→' | '|' | ',' | ';' | '·' | '•' | '»' | '"' | '”' | '\'' | '`'
        )
}

#[cfg(test)]
mod tests {
    use super::{Languages, Role, of};

    #[track_caller]
    fn check(language: &str, line: &str, expected: Option<(Role, &str)>) {
        let field = of(line, Languages::of(Some(language)));
        let found = field.as_ref().and_then(|field| Some((*field.roles.first()?, field.value)));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn labels_end_with_a_colon_or_a_dash() {
        check("fr", "Durée de conservation : 13 mois", Some((Role::Lifetime, "13 mois")));
        check("fr", "• Finalité – Mesurer l'audience", Some((Role::Purpose, "Mesurer l'audience")));
        check("de", "Cookie-Lebensdauer: 2 Jahre", Some((Role::Lifetime, "2 Jahre")));
        check("de", "Anbieter:", Some((Role::Provider, "")));
        check("en", "https://example.com", None);
        check("en", "We use cookies to remember your choices: language and size.", None);
    }
}
