//! Names behind a title in one line: "YouTube: YSC, PREF", "Cookies of the shop (sid, `_lang`)", "Technical cookie: sid.
//! Keeps …".

use super::Reading;
use crate::charter::lexicon::Role;
use crate::charter::line::{Line, Of};
use crate::charter::outline::{Mark, Marked};
use crate::charter::{category, kind, lead, lifetime, name, party, provider, section};
use crate::names;
use crate::text::{self, Tokens};

/// How sure a name is that could be any word, where it has a time of its own.
const UNSURE: f32 = 0.45;

/// Names behind a title of one's own.
pub(super) struct Titled<'a> {
    /// What stands before them.
    pub(super) title: &'a str,
    /// The names.
    pub(super) names: &'a str,
    /// What follows.
    pub(super) rest: &'a str,
    /// How surely they are names: 1, or less where they could be other words.
    pub(super) sure: f32,
}

impl<'a> Reading<'a> {
    /// Names in brackets, behind a sort or a service, where no other list follows them: "Necessary cookies: sid (session).
    /// Statistics cookies: `_pk_id` (13 months)."
    pub(super) fn names_of_one_list(&self, line: &Line<'a>) -> Option<Titled<'a>> {
        const MOST_WORDS: usize = 6;
        let sorted = || self.sorted_names(line).or_else(|| self.headed_names(line));
        let found = self.bracketed_names(line).or_else(sorted)?;
        let mut labels = text::sentences(found.rest).filter_map(|sentence| Some(sentence.split_once(':')?.0));
        let sorts_again = labels.any(|label| {
            Tokens::count(label, MOST_WORDS + 1) <= MOST_WORDS && kind::names_cookie(label, self.languages)
        });
        (!sorts_again).then_some(found)
    }

    /// Opens the entry of names alone behind a title.
    pub(super) fn open_titled(&mut self, title: &str, names: &str, line: &Line<'a>) {
        // A block of labels without a name, above, spoke of something else.
        if self.is_marked_name(line, names) {
            self.waiting.retain(|waiting| {
                let sort = || category::of(&waiting.words, self.languages).is_some();
                waiting.block == line.block || waiting.role == Role::Category && sort()
            });
        }
        self.open(names, line, line.section);
        if let Some(open) = &mut self.open {
            open.sure = 1.0;
            open.entry.surroundings.push(title.to_owned());
        }
    }

    /// "YouTube: YSC, PREF": whose they are, or of what sort, and names alone.
    pub(super) fn titled_names(&self, line: &Line<'a>) -> Option<(&'a str, &'a str)> {
        let (title, names) = line.words.split_once(':')?;
        let (title, names) = (title.trim(), names.trim().trim_end_matches(['.', ' ']));
        // "For the old templates (withdrawn): SHOP_CHOICE and SHOP_SORTS"
        let long = lead::are_names(names, 0.95, self.languages) && !self.languages.denies(title);
        let most = if long { 12 } else { 6 };
        let words = Tokens::count(title, most + 1);
        // "Advertising cookies: fr, IDE, NID"
        let sorted = || kind::names_cookie(title, self.languages) && category::of(title, self.languages).is_some();
        let least = if names.contains(',') && sorted() { 0.6 } else { 0.7 };
        // "Marketing: _fbp"
        let is_sure_of_a_sort = || is_name_alone(names) && self.is_sort(title);
        let listed = matches!(line.of, Of::Paragraph | Of::Item)
            && (1..=most).contains(&words)
            && (names.contains([',', ' '])
                || self.is_marked_name(line, names)
                || is_sure_of_a_sort()
                || is_code_of_a_service(line, title, names))
            && !names.contains('(')
            && !lead::are_names(title, 0.5, self.languages)
            && lead::are_names(names, least, self.languages);
        (listed && section::speaks_of_cookies(self.outline, line.section, self.languages)).then_some((title, names))
    }

    /// Names alone in brackets, and what follows: "Cookies of the shop (sid, _lang)", a line "(sid, _lang)" below such a
    /// title, an item "Shop (sid, _lang) — 2 years".
    fn bracketed_names(&self, line: &Line<'a>) -> Option<Titled<'a>> {
        let (title, rest) = line.words.split_once('(')?;
        let (names, rest) = rest.split_once(')')?;
        let (title, rest) = (title.trim(), rest.trim_start_matches([':', ' ']));
        let short = Tokens::at_most(title, 8);
        let titles = match line.of {
            Of::Title => short && !title.is_empty() && rest.is_empty(),
            Of::Item => short && (title.is_empty() == rest.is_empty()),
            Of::Paragraph => title.is_empty() && rest.is_empty(),
            Of::Pair => false,
        };
        // "The group (KRY)" names one thing in capitals.
        let is_written = || names.contains(char::is_lowercase) || names::is_known(names);
        let written = || is_written() && kind::names_cookie(title, self.languages);
        let least = if names.contains(',') && rest.is_empty() || written() { 0.7 } else { 0.9 };
        let are_sure =
            lead::are_names(names, least, self.languages) || self.are_names_of_the_service_above(line, names);
        let sure = if are_sure { 1.0 } else { UNSURE };
        let listed = titles
            && !names.contains(':')
            && (are_sure || line.of == Of::Item && self.is_small_name(title, names, rest))
            && !lead::are_names(title, 0.5, self.languages);
        (listed && section::speaks_of_cookies(self.outline, line.section, self.languages)).then_some(Titled {
            title,
            names,
            rest,
            sure,
        })
    }

    /// Whether a small word in brackets, known as a name, may be that of the one cookie before them, with its time behind:
    /// "Language cookie (lang): 1 year", but "Language cookie (optional): 1 year". Others of its list must be surer.
    fn is_small_name(&self, title: &str, name: &str, rest: &str) -> bool {
        let is_time = || lifetime::looks_like(rest.trim_end_matches('.'), self.languages) >= 0.7;
        names::of(name).next().is_some()
            && kind::names_cookie(title, self.languages)
            && category::of(name, self.languages).is_none()
            && party::of(name, self.languages).is_none()
            && is_time()
    }

    /// Whether names alone on a line, some of which could be other words, stand below the title of a well-known service: "Example
    /// Analytics", then "(_ea, _eid, cid)".
    fn are_names_of_the_service_above(&self, line: &Line<'_>, names: &str) -> bool {
        const FEWEST_SURE: usize = 2;
        let title = self.outline.title_of(line.section);
        let sure = || names.split(',').filter(|name| name::looks_like(name) >= 0.9).count();
        line.of == Of::Paragraph
            && names.split(',').all(name::may_be_names)
            && sure() >= FEWEST_SURE
            && title.is_some_and(|title| provider::known_whole(title).is_some())
    }

    /// A category of cookies, names of it, and what they are for in sentences: "Technical cookie: sid. Keeps you signed in."
    fn sorted_names(&self, line: &Line<'a>) -> Option<Titled<'a>> {
        let (title, rest) = line.words.split_once(':')?;
        let (names, rest) = rest.split_once(". ")?;
        let (title, names) = (title.trim(), names.trim());
        let is_sort = || kind::names_cookie(title, self.languages) && self.is_sort(title);
        let listed = matches!(line.of, Of::Paragraph | Of::Item)
            && !rest.trim().is_empty()
            && lead::are_names(names, 0.7, self.languages)
            && is_sort();
        listed.then_some(Titled { title, names, rest, sure: 1.0 })
    }

    /// A well-known service or a sort of cookies, names, and what they are for or how long they last: "Example Pay: `__pay_mid`,
    /// `__pay_sid` for fraud prevention", "Statistics – _ga, _gid (Example Analytics)".
    fn headed_names(&self, line: &Line<'a>) -> Option<Titled<'a>> {
        const MOST_WORDS: usize = 4;
        let (title, rest) = text::parted(line.words, &[": ", " – ", " — ", " - "])?;
        let (title, rest) = (title.trim(), rest.trim());
        let may_head = matches!(line.of, Of::Paragraph | Of::Item)
            && Tokens::at_most(title, MOST_WORDS)
            && !lead::are_names(title, 0.5, self.languages);
        let is_service = || provider::known_whole(title).is_some();
        let first = rest.split([' ', ',']).next().unwrap_or_default();
        if !may_head || !(is_service() || is_name_alone(first) && self.is_sort(title)) {
            return None;
        }
        let names = lead::of(&Line { words: rest, marks: Vec::new(), ..line.clone() }, self.languages)?;
        // "_ga (2 years), _gid (24 hours)"
        let have_notes = names.names.contains('(') || names.is_noted() && name::is_told_in(names.rest);
        let listed = names.sure >= 0.9 && !have_notes;
        let of_cookies = || section::speaks_of_cookies(self.outline, line.section, self.languages);
        (listed && of_cookies()).then_some(Titled { title, names: names.names, rest: names.rest, sure: 1.0 })
    }
}

/// Whether a word behind a sort is a cookie's name, and no setting or event: "Marketing: _fbp", not "Marketing: `opt_in`".
fn is_name_alone(word: &str) -> bool {
    word.starts_with('_') && name::looks_like(word) >= 0.9 || names::is_known(word)
}

/// Whether an item is a well-known service and one name in code: "Example Chat: `example-chat-*`".
fn is_code_of_a_service(line: &Line<'_>, title: &str, name: &str) -> bool {
    let is_code = |mark: &Mark| mark.marked == Marked::Code && line.words.get(mark.start..mark.end) == Some(name);
    line.of == Of::Item
        && name::looks_like(name) >= 0.9
        && provider::known_whole(title).is_some()
        && line.marks.iter().any(is_code)
}
