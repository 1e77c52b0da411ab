//! Labels and what stands behind them: "Nom : _ga", "**Marketing cookies:** …".

use super::{Open, Reading, Waiting, append};
use crate::charter::entry::{Entry, Said};
use crate::charter::field::{self, Field};
use crate::charter::lead::{self, Lead};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::line::{Line, Of};
use crate::charter::outline::{Mark, Marked};
use crate::charter::{Kind, category, kind, lifetime, name, party, provider, section};
use crate::names;
use crate::text::{self, Tokens};

impl<'a> Reading<'a> {
    /// "1 año. Proveedor: Ejemplo.": a value, then another label and its own.
    pub(super) fn two_fields(&self, value: &'a str) -> Option<(&'a str, Field<'a>)> {
        let (first, rest) = value.split_once(". ")?;
        let next = field::of(rest, self.languages)?;
        let told = next.roles.first().is_some_and(|role| !matches!(role, Role::Name | Role::Other));
        let single = !next.value.trim_end_matches('.').contains(". ");
        (told && single && !next.value.is_empty())
            .then_some((first, Field { value: next.value.trim_end_matches('.'), ..next }))
    }

    /// The category and the party of the cookies in the items within an item that begins with the word for cookies: "Cookies of
    /// third parties. Cookies for statistics:". Empty for any other line.
    pub(super) fn headed_cookies(&self, line: &Line<'a>) -> Vec<(Role, &'a str)> {
        const MOST_CLAUSES: usize = 3;
        const MOST_WORDS: usize = 10;
        let heads = self.ahead.first().is_some_and(|next| next.of == Of::Item && next.depth > line.depth);
        let of_cookies = || kind::names_cookie(line.words.split([' ', ':']).next().unwrap_or_default(), self.languages);
        if line.of != Of::Item || !heads || !of_cookies() || name::is_told_in(line.words) {
            return Vec::new();
        }
        let clauses = || {
            let clauses = line.words.split(['.', ',', ':', '(']).take(MOST_CLAUSES).map(str::trim);
            clauses.filter(|clause| Tokens::at_most(clause, MOST_WORDS) && !self.languages.denies(clause))
        };
        let sort = clauses().find(|clause| category::of(clause, self.languages).is_some());
        let party = clauses().find(|clause| party::of(clause, self.languages).is_some());
        [(Role::Category, sort), (Role::Party, party)]
            .into_iter()
            .filter_map(|(role, words)| Some((role, words?)))
            .collect()
    }

    /// Keeps what an item says of the cookies in the items within it.
    pub(super) fn head_cookies(&mut self, headed: &[(Role, &'a str)], line: &Line<'a>) {
        self.close();
        for (role, words) in headed {
            self.wait(*role, words, self.outline.heading(line.section), line);
            if let Some(waiting) = self.waiting.last_mut() {
                waiting.within = Some(line.depth);
            }
        }
    }

    /// "Typologie : **_ga**": whatever the label, a name that no other word could be.
    pub(super) fn is_marked_name(&self, line: &Line<'_>, name: &str) -> bool {
        let marked = |mark: &Mark| mark.marked != Marked::Link && line.words.get(mark.start..mark.end) == Some(name);
        name.starts_with('_') && line.marks.iter().any(marked) && lead::are_names(name, 0.9, self.languages)
    }

    /// "id: 2 ans", "cookie-consent – keeps your choice" in a list of names: the label is one of them.
    pub(super) fn is_timed_name(&self, found: &Field<'_>) -> bool {
        let first = found.roles.first();
        // "Name: sid_x (90 days)" is a label and a name with its time.
        let opening = found.value.split([' ', '(']).next().unwrap_or_default();
        let timed = Tokens::at_most(found.value, 5)
            && lifetime::looks_like(found.value, self.languages) >= 0.7
            && !lead::are_names(opening, 0.7, self.languages);
        let explained = lead::is_made_of_parts(found.label, self.languages)
            && !found.value.is_empty()
            && !lead::are_names(found.value, 0.9, self.languages);
        first == Some(&Role::Name) && timed || matches!(first, Some(Role::Name | Role::Other)) && explained
    }

    /// Headings that are labels occur inside entries; elsewhere a heading "Cookies" is a heading.
    pub(super) fn is_field_title(&self, field: &Field<'_>) -> bool {
        self.open.is_some() || field.roles.first() == Some(&Role::Name)
    }

    pub(super) fn pair(&mut self, line: &Line<'a>, value: &'a str) {
        self.label = None;
        let found = self.labels.get(line.words, line.words, || field::of(line.words, self.languages));
        if let Some(found) = found.filter(|found| found.value.is_empty()) {
            self.field(&found, value, line, line.section);
        } else if let Some(open) = self.open.as_mut().filter(|_| line.words.is_empty()) {
            // One more definition of the same term: `<dt>sid<dd>keeps you signed in<dd>2 hours`.
            field::behind(value, Said::Running, &mut open.entry, self.languages);
            append(&mut open.entry.words, value);
        } else if let Some(lead) = lead::of(line, self.languages) {
            self.lead(Lead { rest: "", ..lead }, line);
            if let Some(open) = &mut self.open {
                field::note(lead.rest, &mut open.entry, self.languages);
                field::behind(value, Said::Running, &mut open.entry, self.languages);
                append(&mut open.entry.words, value);
                open.alone = false;
            }
        } else {
            self.close();
        }
    }

    pub(super) fn field(&mut self, found: &Field<'a>, value: &'a str, line: &Line<'a>, section: Option<usize>) {
        let is_of_party = found.roles.contains(&Role::Name) && field::is_of_party(found.label, value, self.languages);
        if found.roles.contains(&Role::Name) && !is_of_party && self.names(found, value, line, section) {
            return;
        }
        if line.of == Of::Item && found.roles.first() == Some(&Role::Name) && !is_of_party {
            self.legend = Some(self.run);
            let run = self.run;
            self.waiting.retain(|waiting| waiting.run != run);
        }
        if self.legend == Some(self.run) && line.of == Of::Item {
            return;
        }
        let Some(role) = field::role(found, value, self.open.as_ref().map(|open| &open.entry), self.languages)
            .filter(|role| !matches!(role, Role::Name | Role::Other))
        else {
            return;
        };
        let said = self.open.as_ref().and_then(|open| open.entry.said(role));
        // "What it is: a cookie of ours." below a heading that is a name, or "sid: a cookie of ours" in a paragraph, then
        // "Purpose: keeps you signed in."
        if role == Role::Purpose && said == Some(Said::Loosely) && !self.gives_way(line) {
            return;
        }
        // "Content: a token", then "Purpose: keeps you signed in."
        let of_content = role == Role::Purpose
            && self.contents.get(found.label, found.label, || self.languages.speaks_of_contents(found.label));
        if let Some(open) = self.open.as_mut().filter(|_| said == Some(Said::AsContent) && !of_content) {
            open.entry.take(Role::Purpose);
        }
        // "_ga: tells visitors apart", then "Lifetime: 2 years", items of one list.
        let closes = role == Role::Lifetime && self.follows_names(line);
        let belongs = closes || self.label_belongs(line, value);
        let is_free = |open: &Open| matches!(open.entry.said(role), None | Some(Said::Noted));
        let free = self.open.as_ref().is_some_and(is_free);
        // "Purpose: …", then "Data collected: …": said of the name that stands above both, not of the next.
        let told = |open: &Open| open.label.is_none() && open.entry.told_apart() > 0;
        if belongs && !free && !super::lasts(role) && self.open.as_ref().is_some_and(told) {
            return;
        }
        let Some(open) = self.open.as_mut().filter(|_| free && belongs) else {
            self.wait(role, value, section, line);
            return;
        };
        if of_content {
            open.entry.tell_as(Said::AsContent, role, value);
        } else {
            field::tell_value(role, value, &mut open.entry, self.languages);
        }
        if open.entry.unit.is_none() && role == Role::Lifetime {
            open.entry.unit = self.units.get(found.label, found.label, || lifetime::unit(found.label, self.languages));
        }
        append(&mut open.entry.words, line.words);
        if let Some(value) = line.value {
            append(&mut open.entry.words, value);
        }
        for entry in self.entries.iter_mut().rev().take(open.beside).filter(|entry| entry.fact(role).is_none()) {
            entry.tell_labelled(role, value);
        }
        if open.of == Of::Item && (closes || line.of == Of::Paragraph) {
            let run = open.run;
            self.tell_list(run, role, value);
        }
    }

    /// Takes what running text says an entry is for, where a label says it better. `false` where what was said stays: more
    /// than a gloss, which "Information: …" in a paragraph below does not replace.
    fn gives_way(&mut self, line: &Line<'_>) -> bool {
        const MOST_WORDS: usize = 4;
        let Some(open) = &mut self.open else { return true };
        let is_gloss = |words: &str| words.split_whitespace().nth(MOST_WORDS).is_none();
        if open.opens.is_none() && open.label.is_none() && line.of != Of::Paragraph {
            return true;
        }
        if open.opens.is_none() && !open.entry.fact(Role::Purpose).is_some_and(is_gloss) {
            return false;
        }
        // "Example Analytics cookie"
        let said = open.entry.take(Role::Purpose).filter(|words| is_gloss(words));
        if let Some(service) = said.and_then(|words| provider::known(&words)) {
            open.entry.tell(Role::Service, &service);
        }
        true
    }

    /// Whether a label is an item behind those of names, in a list that does not begin with labels, and heads none itself.
    fn follows_names(&self, line: &Line<'_>) -> bool {
        let leads = self.waiting.iter().any(|waiting| waiting.run == self.run);
        let heads = self.ahead.first().is_some_and(|next| next.of == Of::Item && next.depth > line.depth);
        let beside = |open: &Open| {
            // A label that is an item ends its run.
            let run = open.run + usize::from(line.of == Of::Pair);
            open.of == Of::Item && run == self.run && open.depth == line.depth && open.block != line.block
        };
        let is_item = line.of == Of::Item || line.of == Of::Pair && line.depth > 0;
        is_item && !leads && !heads && self.open.as_ref().is_some_and(beside)
    }

    /// Tells what a label behind a list says of all its items, if none of them tells the like: "Speicherdauer: 30 Tage".
    fn tell_list(&mut self, run: usize, role: Role, value: &str) {
        if !matches!(role, Role::Lifetime | Role::Provider | Role::Party) {
            return;
        }
        // The list was read last: its items stand at the end.
        let of_run = |own: Option<usize>| own == Some(run);
        let entries = self.entries.iter_mut().zip(&self.runs).rev();
        let entries = entries.take_while(|(_, own)| of_run(**own)).map(|(entry, _)| entry);
        let unsure = self.unsure.iter_mut().rev().take_while(|unsure| of_run(unsure.list));
        let unsure = unsure.map(|unsure| &mut unsure.entry);
        let mut listed = Vec::new();
        for entry in entries.chain(unsure) {
            if entry.fact(role).is_some() {
                return;
            }
            listed.push(entry);
        }
        listed.into_iter().for_each(|entry: &mut Entry| entry.tell(role, value));
    }

    /// Keeps a fact for the names that follow.
    pub(super) fn wait(&mut self, role: Role, words: &str, section: Option<usize>, line: &Line<'_>) {
        let is_other = |before: &str| category::of(before, self.languages) != category::of(words, self.languages);
        let before = self.waiting.iter().position(|waiting| waiting.role == role).map(|at| self.waiting.remove(at));
        let names = self.entries.len() + self.unsure.len() + usize::from(self.open.is_some());
        self.waiting.push(Waiting {
            follows: before.is_some_and(|before| before.names == names && is_other(&before.words)),
            names,
            role,
            words: words.to_owned(),
            section,
            told: line.section,
            block: line.block,
            run: self.run,
            within: None,
            fresh: true,
        });
    }

    /// The category in bold that a paragraph begins with: "**Marketing cookies:** used to show advertisements", or, above a
    /// list, "**Marketing.** These cookies show advertisements".
    pub(super) fn sort_label(&self, line: &Line<'a>) -> Option<&'a str> {
        let mark = line.marks.iter().find(|mark| mark.start == 0 && mark.marked == Marked::Strong)?;
        let (label, rest) = line.words.split_at_checked(mark.end)?;
        let ends = label.trim_end().ends_with([':', '.']) || rest.trim_start().starts_with([':', '–', '—', '-']);
        let label = label.trim_end_matches([':', '.', ' ']);
        let sort = line.of == Of::Paragraph && ends && Tokens::at_most(label, 12);
        let of_cookies = || {
            let heads = self.ahead.first().is_some_and(|next| next.of == Of::Item || next.depth > line.depth);
            let first = text::sentences(rest).next().filter(|_| heads && Tokens::at_most(label, 3));
            kind::names_cookie(label, self.languages)
                || first.is_some_and(|sentence| kind::speaks_of_cookies(sentence, self.languages))
        };
        (sort && of_cookies() && category::of(label, self.languages).is_some()).then_some(label)
    }

    /// Keeps such a category for the names below, and the party that the first sentence behind it tells: "Marketing cookies,
    /// set by our partners, show …".
    pub(super) fn tell_sort(&mut self, label: &str, line: &Line<'a>) {
        let section = self.outline.heading(line.section);
        self.waiting.retain(|waiting| waiting.role != Role::Party);
        self.wait(Role::Category, label, section, line);
        let said = line.words.get(label.len()..).map(|said| said.trim_start_matches([':', '.', ' ']));
        let first = said.and_then(|said| text::sentences(said).next());
        if let Some(sentence) = first.filter(|sentence| party::of_lead(sentence, self.languages).is_some()) {
            self.wait(Role::Party, sentence, section, line);
        }
    }

    /// Whether an item is a category and nothing else, with the cookies of it in items within: "Necessary", then "sid – keeps you
    /// signed in".
    pub(super) fn heads_sort(&self, line: &Line<'_>) -> bool {
        let heads = self.ahead.first().is_some_and(|next| next.depth > line.depth);
        line.of == Of::Item && heads && self.is_sort(line.words.trim_end_matches([':', ' ']))
    }

    /// Whether a line is a category and nothing else, or announces cookies of a category and a party: "External cookies for
    /// statistics:".
    pub(super) fn is_sort(&self, words: &str) -> bool {
        let announced = words
            .strip_suffix(':')
            .filter(|words| kind::names_cookie(words, self.languages) && party::of(words, self.languages).is_some());
        let (most, words) = announced.map_or((6, words), |words| (12, words));
        Tokens::at_most(self.without_note(words), most)
            && !words.ends_with(['.', ';', ',', ':', '?', '!'])
            && category::of(words, self.languages).is_some()
    }

    /// A title that names cookies of a category, without a sign before it and a few words in parentheses behind it: "🍪 Cookies
    /// for statistics (only with your consent)".
    fn without_note<'b>(&self, words: &'b str) -> &'b str {
        const MOST_WORDS: usize = 5;
        let title = words.trim_start_matches(|sign: char| !sign.is_alphanumeric() && sign != '(');
        let noted = title.strip_suffix(')').and_then(|title| title.split_once(" ("));
        let noted = noted.filter(|(title, note)| {
            Tokens::at_most(note, MOST_WORDS)
                && kind::names_cookie(title, self.languages)
                && category::of(title, self.languages).is_some()
        });
        noted.map_or(title, |(title, _)| title)
    }

    /// Whether a labelled line still speaks of the open entry.
    fn label_belongs(&self, line: &Line<'_>, value: &str) -> bool {
        let Some(open) = &self.open else { return false };
        // "Durée : _ga (2 ans), _gid (24h)" below the item of both.
        let names = || open.entry.name.split([',', ' ']).filter(|name| name.len() > 2);
        if open.of == Of::Item && names().nth(1).is_some() && names().all(|name| value.contains(name)) {
            return true;
        }
        let beside = open.label.is_some() && line.section == open.entry.section && line.depth == open.depth;
        beside || line.block == open.block || open.of != Of::Item || line.depth > open.depth || line.of == Of::Paragraph
    }

    /// Names that a line begins with, each with its time, and what is said of all of them: "`sid` (session) and `_lang` (1 year)
    /// keep you signed in". `None` for any other line.
    fn timed_subjects(&self, line: &Line<'a>) -> Option<(Vec<(&'a str, &'a str)>, &'a str)> {
        const MOST: usize = 8;
        let mut pieces = Vec::new();
        let mut rest = line.words;
        while pieces.len() < MOST
            && let Some((before, behind)) = rest.split_once('(')
        {
            let words: Vec<&str> = before.split(' ').filter(|word| !matches!(*word, "" | ",")).take(3).collect();
            let name = match words.as_slice() {
                [name] => name,
                [joint, name] if !pieces.is_empty() && name::is_joint(joint, self.languages) => name,
                _ => break,
            };
            let Some((note, after)) = behind.split_once(')') else { break };
            let is_timed = lifetime::looks_like(note, self.languages) >= 0.8;
            if !is_timed || !lead::are_names(name, 0.55, self.languages) && !names::is_known(name) {
                break;
            }
            pieces.push((*name, note));
            rest = after;
        }
        let is_said = rest.starts_with([' ', ':']) && rest.contains(char::is_alphabetic);
        (pieces.len() > 1 && is_said && matches!(line.of, Of::Item | Of::Paragraph)).then_some((pieces, rest))
    }

    /// Names on one line, each with its time and nothing else: "sid (session), _lang (1 year)"; before them perhaps whose they are,
    /// "Example Analytics: …". `None` for any other line.
    pub(super) fn timed_names(&self, line: &Line<'a>) -> Option<(&'a str, Vec<(&'a str, &'a str)>)> {
        const MOST_WORDS: usize = 6;
        if line.of == Of::Pair || !line.words.trim_end_matches(['.', ' ']).ends_with(')') {
            return None;
        }
        // A paragraph is running text otherwise.
        let is_title = |title: &str| line.of == Of::Item || provider::known_whole(title.trim()).is_some();
        let titled = || line.words.split_once(": ").filter(|(title, _)| !title.contains(['(', ',']) && is_title(title));
        let (title, listed) = titled().unwrap_or(("", line.words));
        let pieces = noted(listed);
        let is_time = |note: &str| lifetime::looks_like(note.trim_matches(['(', ')']), self.languages) >= 0.8;
        let is_name = |name: &str| !name.contains(' ') && lead::are_names(name, 0.25, self.languages);
        let are_timed = pieces.len() > 1 && pieces.iter().all(|(name, note)| is_name(name) && is_time(note));
        let are_sure = || pieces.iter().any(|(name, _)| lead::are_names(name, 0.7, self.languages));
        let of_cookies = || section::speaks_of_cookies(self.outline, line.section, self.languages);
        let are_listed = are_timed && Tokens::at_most(title, MOST_WORDS) && (are_sure() || of_cookies());
        are_listed.then_some((title, pieces))
    }

    /// Opens the entries of names that each have their time. `false` where the line holds none.
    pub(super) fn tell_timed(&mut self, line: &Line<'a>) -> bool {
        if let Some((title, pieces)) = self.timed_names(line) {
            let section = if line.of == Of::Title { self.outline.parent(line.section) } else { line.section };
            self.open_noted(title, pieces, "", line, section);
            // What stands below is said of none of them.
            if !title.is_empty() {
                self.close();
            }
            return true;
        }
        let Some((pieces, said)) = self.timed_subjects(line) else { return false };
        self.open_noted("", pieces, said, line, line.section);
        true
    }

    /// Opens the entry of each name, with its note and what is `said` of all of them.
    fn open_noted(
        &mut self,
        title: &str,
        pieces: Vec<(&str, &str)>,
        said: &str,
        line: &Line<'a>,
        section: Option<usize>,
    ) {
        for (beside, (names, note)) in pieces.into_iter().enumerate() {
            self.open(names, line, section);
            if let Some(open) = &mut self.open {
                open.beside = beside;
                if !title.is_empty() {
                    open.entry.surroundings.push(title.to_owned());
                }
                field::behind(note, Said::Running, &mut open.entry, self.languages);
                field::behind(said, Said::Running, &mut open.entry, self.languages);
                open.sure = 1.0;
            }
        }
    }

    /// Opens the entry a name field gives. `false` when its value holds no name.
    pub(super) fn names(&mut self, found: &Field<'_>, value: &'a str, line: &Line<'a>, section: Option<usize>) -> bool {
        // "Cookie-Namen und Speicherdauer: __cfruid (Session), __cf_bm (30 Minuten)"
        let pieces = noted(value);
        if pieces.len() > 1
            && pieces.iter().all(|(names, _)| lead::are_names(names, 0.15, self.languages))
            && pieces.iter().any(|(names, _)| lead::are_names(names, 0.55, self.languages))
        {
            self.open_noted("", pieces, "", line, section);
            return true;
        }
        if let Some(names) = names_of_cookies(value, self.languages) {
            self.open(&names, line, section);
            if let Some(open) = &mut self.open {
                (open.label, open.alone, open.sure) = (Some(found.label.to_owned()), true, 1.0);
            }
            return true;
        }
        let clean = value.trim_end_matches(['.', ' ']);
        let sure = lead::are_names(clean, 0.55, self.languages);
        let possible = found.roles.first() == Some(&Role::Name)
            && Tokens::at_most(clean, 4)
            && !clean.is_empty()
            && lead::are_names(clean, 0.15, self.languages);
        // "Cookie name: bcookie, UserMatchHistory, lang"
        let listed = || {
            kind::names_cookie(found.label, self.languages)
                && clean.split(',').all(|name| !name.trim().contains(' '))
                && clean.split(',').any(|name| lead::are_names(name.trim(), 0.55, self.languages))
                && lead::are_names(clean, 0.15, self.languages)
        };
        if !sure && !possible && !listed() {
            let line = Line { words: clean, marks: Vec::new(), value: None, ..line.clone() };
            if let Some(lead) = lead::of(&line, self.languages) {
                let (names, rest) = (lead.names.to_owned(), lead.rest.to_owned());
                self.open(&names, &line, section);
                if let Some(open) = &mut self.open {
                    field::behind(&rest, Said::Loosely, &mut open.entry, self.languages);
                    open.sure = lead.sure + 0.3;
                }
                return true;
            }
            return false;
        }
        // "Name: Vimeo … Cookie name: vuid": the first was the service's.
        let replaces = |open: &Open| {
            let other = open.label.as_deref().is_some_and(|label| label != found.label);
            other && open.sure <= 0.5 && open.block == line.block && open.of == Of::Pair
        };
        let replaced = if self.open.as_ref().is_some_and(replaces) { self.open.take() } else { None };
        // "Cookie Name & Laufzeit: sid (1 Jahr)", "Cookies: sid (lifetime: 1 year)"
        let note = noted(clean).pop().map(|(name, note)| (name, note.trim_matches(['(', ')'])));
        let time = note.map(|(name, note)| (name, field::value_in(note, Role::Lifetime, self.languages)));
        let time = time.filter(|(_, time)| lifetime::looks_like(time, self.languages) >= 0.7);
        let is_whole = |name: &str| clean.starts_with(name) && clean.ends_with(')');
        let names = time.map(|(name, _)| name).filter(|name| is_whole(name)).unwrap_or(clean);
        self.open(names, line, section);
        if let (Some(open), Some(replaced)) = (&mut self.open, replaced) {
            open.entry.facts.extend(replaced.entry.facts);
            open.entry.tell(Role::Service, &replaced.entry.name);
        }
        if let Some(open) = &mut self.open {
            open.label = Some(found.label.to_owned());
            open.alone = true;
            open.sure = if sure { 1.0 } else { 0.5 };
            if let Some((_, time)) = time {
                open.entry.tell(Role::Lifetime, time);
            }
        }
        true
    }
}

/// Names without the word for cookies behind each: "`_sid` cookie & `_lang` cookie". `None` where the value says anything else.
fn names_of_cookies(value: &str, languages: Languages) -> Option<String> {
    const MOST_WORDS: usize = 12;
    let words: Vec<&str> = value.split_whitespace().take(MOST_WORDS + 1).collect();
    let is_name = |word: &str| name::looks_like(word) >= 0.9;
    let is_cookie =
        |word: &str| word.chars().all(char::is_alphabetic) && kind::of(word, languages) == Some(Kind::Cookie);
    let follows =
        words.iter().zip(words.iter().skip(1)).filter(|(name, word)| is_name(name) && is_cookie(word)).count();
    let are_names = words.iter().all(|word| is_name(word) || is_cookie(word) || name::is_joint(word, languages));
    let others = words.iter().filter(|word| is_cookie(word)).count();
    if follows == 0 || follows < others || words.len() > MOST_WORDS || !are_names {
        return None;
    }
    let names = words.into_iter().filter(|word| is_name(word) || name::is_joint(word, languages));
    Some(names.collect::<Vec<_>>().join(" "))
}

/// Names with a note each: `__cfruid (Session), __cf_bm (30 Minuten)`.
fn noted(value: &str) -> Vec<(&str, &str)> {
    let mut pieces = Vec::new();
    for piece in value.split_inclusive(')') {
        let Some(at) = piece.rfind('(') else { continue };
        let (names, note) = piece.split_at(at);
        pieces.push((names.trim_matches(|character: char| field::is_joint(character)), note));
    }
    pieces
}

/// Whether a line begins with a well-known service, and says something of it.
pub(super) fn begins_with_a_service(words: &str) -> bool {
    let (service, rest) = words.split_at(words.find([':', '–', '—', '(']).unwrap_or(words.len()));
    !rest.is_empty() && service.len() <= 60 && provider::known_whole(service.trim()).is_some()
}

/// The lines that one line would be, did each label in bold begin its own: "**Lifetime:** 1 year **Type:** HTTP". `None`
/// where fewer than two labels stand in it.
pub(super) fn labels_apart<'a>(line: &Line<'a>, languages: Languages) -> Option<Vec<Line<'a>>> {
    let is_label = |mark: &&Mark| {
        let label = line.words.get(mark.start..mark.end).map(str::trim_end);
        let label = label.filter(|label| mark.marked == Marked::Strong && label.ends_with(':'));
        label.is_some_and(|label| field::of(label, languages).is_some())
    };
    let mut places: Vec<usize> = line.marks.iter().filter(is_label).map(|mark| mark.start).collect();
    places.sort_unstable();
    if places.len() < 2 {
        return None;
    }
    let ends = places.iter().skip(1).copied().chain([line.words.len()]);
    let part = |from: usize, to: usize| {
        let words = line.words.get(from..to).map(str::trim).filter(|words| !words.is_empty());
        words.map(|words| Line { words, marks: Vec::new(), ..line.clone() })
    };
    let first = part(0, *places.first()?);
    Some(first.into_iter().chain(places.iter().zip(ends).filter_map(|(from, to)| part(*from, to))).collect())
}

/// The provider above the cookies that it sets, with their number: "Stripe (6)", "example.org (1) Learn more". `None` for
/// any other line.
pub(super) fn counted<'a>(line: &Line<'a>) -> Option<&'a str> {
    let (provider, rest) = line.words.split_once(" (")?;
    let (count, rest) = rest.split_once(')')?;
    let links = line.words.len() - rest.len();
    let leads_on = |mark: &Mark| mark.marked == Marked::Link && mark.start >= links;
    if !rest.trim().is_empty() && !line.marks.iter().any(leads_on) {
        return None;
    }
    let counts = (1..=3).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
    let is_provider = || provider::host(provider).is_some() || provider::known_whole(provider).is_some();
    (line.of != Of::Title && counts && is_provider()).then_some(provider)
}

/// What a line that announces names says they are for: "Cookies for the look of the page:". `None` when it says whose
/// they are ("Cookies for Example Analytics:"), or no more than a word.
pub(super) fn aim(intro: &str, languages: Languages) -> Option<&str> {
    const FEWEST_WORDS: usize = 3;
    let tokens = Tokens::first(intro, 8);
    let cookies = languages.near().find_map(|index| index.kinds.longest(&tokens, 0))?.tokens.end;
    let aim = languages.near().find_map(|index| index.aims.longest(&tokens, cookies))?.tokens.end;
    let told = intro.get(tokens.span(aim..aim + 1).start..)?.trim_end_matches([':', ' ']);
    let short = told.split_whitespace().nth(FEWEST_WORDS - 1).is_none();
    (!short && provider::known(told).is_none() && provider::host(told).is_none()).then_some(told)
}
