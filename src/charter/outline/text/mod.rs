//! The outline of a text rendering: it tells by itself how the page was written down.
//!
//! Line by line, the first layout that fits takes what it can: settings ([`settings`]), tabs ([`tabs`]), pipes and markdown
//! tables ([`pipes`]), quoted fields ([`quoted`]), rows that begin with whose they are ([`whose`]), arrows and other marks
//! ([`marks`]), the dialogs of consent platforms ([`dialog`], [`glued`]), aligned spaces ([`columns`]), a header whose table
//! has lost its lines ([`loose`]), labels and values ([`labels`]), items ([`items`]). What is left is headings and paragraphs.

mod align;
mod columns;
mod counted;
mod dialog;
mod fit;
mod glued;
mod header;
mod items;
mod labels;
mod lines;
mod looks;
mod loose;
mod markdown;
mod marks;
mod parted;
mod pipes;
mod quoted;
mod recurring;
mod settings;
mod settle;
mod split;
mod tabs;
mod upright;
mod whose;

use self::lines::{Line, Width, lines};
use self::looks::Looks;
use self::pipes::Table;
use super::{Body, Mark, Marked, Outline, Text};
use crate::charter::lexicon::{Languages, Role};
use crate::charter::{category, kind, language, lifetime, name, party, provider};
use crate::text::Tokens;
use std::ops::Range;

/// Reads plain text or markdown into blocks.
pub(crate) fn outline(source: &str, announced: Option<&str>) -> Outline {
    let lines = lines(source);
    let language = language::of(source, announced).or_else(|| of_labels(&lines));
    let mut outline = Outline { language: language.map(str::to_owned), ..Outline::default() };
    TextPage::read(&lines, Languages::of(language), &mut outline);
    outline
}

/// Adds the blocks of a text that stands in a page of another form, after those of the outline.
pub(super) fn within(source: &str, outline: &mut Outline) {
    let lines = lines(source);
    let language = language::of(source, outline.language.as_deref()).or_else(|| of_labels(&lines));
    TextPage::read(&lines, Languages::of(language), outline);
}

/// The language most labels and headers of a short page are written in. `None` when no line is one.
fn of_labels(lines: &[Line<'_>]) -> Option<&'static str> {
    let labels = lines.iter().map(|line| line.unpiped().split([':', '|', '\t']).next().unwrap_or_default());
    language::of_labels(labels, lines.iter().map(|line| line.text))
}

/// How many lines of a page are looked at for the end of elements that never end.
const MOST_UNCLOSED: usize = 1_000_000;

/// How many headers may turn out to head no rows that begin with whose they are: many lines are looked at below each.
const MOST_UNHEADED: usize = 50;

/// A text page while it is read.
pub(super) struct TextPage<'a> {
    pub(super) lines: &'a [Line<'a>],
    pub(super) width: Width,
    pub(super) languages: Languages,
    pub(super) outline: &'a mut Outline,
    /// Whether a heading was met.
    titled: bool,
    /// How many lines may still be looked at for the end of elements that never end.
    unclosed: usize,
    /// Whether the line lies in a page that the page shows, which shows no other.
    shown: bool,
    /// The line before which no list of names and sentences begins: the lines up to it were looked at together.
    pub(super) unlisted: usize,
    /// How much its lines look like names, as cells.
    looks: Looks,
    /// The line before which no settings begin: the lines up to it were looked at together.
    pub(super) unset: usize,
    /// How many more headers may turn out to head no such rows; see [`whose`].
    unheaded: usize,
    /// Whether it is pasted out of a dialog; see [`dialog`].
    pub(super) pasted: bool,
}

impl<'a> TextPage<'a> {
    /// Adds all blocks of some lines.
    fn read(lines: &'a [Line<'a>], languages: Languages, outline: &'a mut Outline) {
        let titled = !outline.sections.is_empty();
        let width = Width::of(lines);
        let mut page = TextPage {
            lines,
            width,
            languages,
            outline,
            titled,
            unclosed: MOST_UNCLOSED,
            shown: false,
            unlisted: 0,
            looks: Looks::of(lines.len()),
            unset: 0,
            unheaded: MOST_UNHEADED,
            pasted: false,
        };
        page.pasted = dialog::is_pasted(&page);
        let mut at = 0;
        while at < lines.len() {
            at = page.block(at).max(at + 1);
        }
    }

    /// Reads the block that begins at a line; answers with the first line after it.
    fn block(&mut self, at: usize) -> usize {
        let Some(line) = self.line(at).filter(|line| !line.is_blank()) else { return at + 1 };
        self.front_matter(at)
            .or_else(|| self.fence(at))
            .or_else(|| settings::bare(self, at))
            .or_else(|| self.comment(at))
            .or_else(|| self.html(at))
            .or_else(|| self.heading(at))
            .or_else(|| dialog::read(self, at))
            .or_else(|| self.grid(at))
            .or_else(|| labels::plain(self, at))
            .or_else(|| items::plain(self, at))
            .or_else(|| glued::labelled(self, at))
            .or_else(|| loose::read(self, at))
            .or_else(|| labels::read(self, at))
            .or_else(|| items::read(self, at))
            .or_else(|| line.rule().map(|_| at + 1))
            .unwrap_or_else(|| self.paragraph(at))
    }

    pub(super) fn line(&self, at: usize) -> Option<Line<'a>> {
        self.lines.get(at).copied()
    }

    /// Adds a block.
    pub(super) fn push(&mut self, body: Body, depth: u16) {
        self.outline.push(body, depth);
    }

    /// The settings some generators write above a page; its title is among them. They open every part of joined pages.
    fn front_matter(&mut self, at: usize) -> Option<usize> {
        const MOST_LINES: usize = 60;
        let fence = self.line(at)?.text;
        let setting =
            |line: &Line<'_>| line.text.split_once([':', '=']).is_some_and(|(key, _)| !key.trim().contains(' '));
        if !matches!(fence, "---" | "+++") || !self.line(at + 1).is_some_and(|line| setting(&line)) {
            return None;
        }
        let below = self.lines.iter().enumerate().skip(at + 1).take(settings::MOST_LINES);
        let mut below = below.take_while(|(index, line)| *index < at + MOST_LINES || settings::may_hold(line));
        let (end, _) = below.find(|(_, line)| line.text == fence)?;
        // Rules may part cards as well, whose labels begin with capitals.
        let is_label = || self.line(at + 1).is_some_and(|line| line.text.starts_with(char::is_uppercase));
        if self.card(at + 1..end).is_some_and(|name| name::looks_like(&name.plain) >= 0.5 && is_label()) {
            return None;
        }
        let lines = self.lines.get(at..end)?;
        let settings = |wanted: &str| {
            lines.iter().find_map(|line| {
                let (key, value) = line.text.split_once([':', '='])?;
                (key.trim() == wanted).then(|| value.trim().trim_matches(['"', '\'']))
            })
        };
        let language = settings("lang").or_else(|| settings("language")).map(str::to_owned);
        self.outline.language = self.outline.language.take().or(language);
        let title = settings("title");
        let open = |page: &mut Self| title.into_iter().for_each(|title| page.open(1, markdown::inline(title)));
        open(self);
        if settings::read(self, at + 1..end) {
            // What stands below is of the page, and not of the last list.
            open(self);
        }
        Some(end + 1)
    }

    fn fence(&mut self, at: usize) -> Option<usize> {
        let first = self.line(at)?.text;
        let fence = ["```", "~~~"].into_iter().find(|fence| first.starts_with(fence))?;
        let end =
            (at + 1..self.lines.len()).find(|end| self.line(*end).is_some_and(|line| line.text.starts_with(fence)))?;
        // A page that another one shows, or the card of a cookie.
        let tongue = first.trim_start_matches(['`', '~']).trim();
        let shown = || matches!(tongue, "markdown" | "md") || tongue.is_empty() && self.card(at + 1..end).is_some();
        if !self.shown && shown() && !self.is_sample(at) {
            self.shown = true;
            let mut index = at + 1;
            while index < end {
                index = self.block(index).max(index + 1);
            }
            self.shown = false;
            return Some(index.max(end + 1));
        }
        let may_be_settings = matches!(tongue, "yaml" | "yml" | "toml" | "");
        if may_be_settings && !self.is_sample(at) && settings::read(self, at + 1..end) {
            return Some(end + 1);
        }
        let mut code = Text::default();
        for line in self.lines.get(at + 1..end)? {
            code.add(line.text);
            code.break_line();
        }
        code.finish();
        self.push(Body::Code(code), 0);
        Some(end + 1)
    }

    /// The name on some lines that are labels with their values, that of a name first: "Cookie: _ga", "Purpose: counts
    /// visits". `None` of any others; the headers of a request are others: "Cookie: sid=a1b2".
    fn card(&self, lines: Range<usize>) -> Option<Text> {
        let written = || lines.clone().filter_map(|at| self.line(at)).filter(|line| !line.is_blank());
        let pair = |line: Line<'_>| labels::pair(line.text, self.languages);
        let known = written().filter_map(pair).count();
        let (role, _, value) = written().find_map(pair)?;
        let is_card = known >= 2 && known * 2 >= written().count() && role == Role::Name && !value.plain.contains('=');
        is_card.then_some(value)
    }

    /// Whether the words above a line announce an example.
    fn is_sample(&self, at: usize) -> bool {
        let above = (at.saturating_sub(3)..at).rev().filter_map(|above| self.line(above)).find(|line| !line.is_blank());
        above.is_some_and(|line| line.heading().is_none() && self.languages.is_example(line.text))
    }

    /// A comment, up to the line that closes it: what is written there is not shown.
    fn comment(&self, at: usize) -> Option<usize> {
        const MOST_LINES: usize = 5_000;
        let first = self.line(at)?.text;
        // One that ends in its own line is skipped there, and what stands behind it is read.
        if !first.starts_with("<!--") || first.contains("-->") {
            return None;
        }
        let mut lines = (at + 1..self.lines.len()).take(MOST_LINES).filter_map(|at| Some((at, self.line(at)?.text)));
        let (end, last) = lines.find(|(_, line)| line.contains("-->") || line.contains("<!--"))?;
        last.trim_end().ends_with("-->").then_some(end + 1)
    }

    /// A table or a list that markdown leaves in HTML, up to the line that closes it.
    fn html(&mut self, at: usize) -> Option<usize> {
        const MOST_LINES: usize = 5_000;
        let line = self.line(at)?.text;
        let tag = ["table", "ul", "ol", "dl", "div", "section", "details"].into_iter().find(|tag| {
            let rest = line.strip_prefix('<').and_then(|line| line.strip_prefix(tag));
            rest.is_some_and(|rest| rest.starts_with(['>', ' ']))
        })?;
        if matches!(tag, "div" | "section" | "details") && self.holds_markdown(at) {
            return Some(at + 1);
        }
        let close = format!("</{tag}>");
        let open = format!("<{tag}");
        let mut depth = 0_usize;
        let mut source = String::new();
        let end = (at + MOST_LINES.min(self.unclosed)).min(self.lines.len());
        for index in at..end {
            let line = self.line(index)?;
            depth = (depth + line.text.matches(&open).count()).saturating_sub(line.text.matches(&close).count());
            source.push_str(line.raw);
            source.push('\n');
            if depth == 0 {
                for block in super::html::outline(&source).blocks {
                    self.push(block.body, block.depth);
                }
                return Some(index + 1);
            }
        }
        self.unclosed = self.unclosed.saturating_sub(end - at);
        None
    }

    /// Whether the element that a line opens holds markdown: a blank line ends the HTML (`CommonMark` 0.31.2, 4.6), and
    /// more lines below are running text than begin with a tag of their own.
    fn holds_markdown(&self, at: usize) -> bool {
        const MOST_LINES: usize = 60;
        let is_open = self.line(at).is_some_and(|line| line.text.ends_with('>') && !line.text.contains("</"));
        if !is_open || !self.line(at + 1).is_some_and(Line::is_blank) {
            return false;
        }
        let below = (at + 2..at + MOST_LINES).filter_map(|at| self.line(at));
        let (mut written, mut tagged) = (0, 0);
        for line in below.filter(|line| !line.is_blank()) {
            match line.text.strip_prefix('<') {
                None => written += 1,
                Some(tag)
                    if ["/", "div", "section", "details", "summary", "span", "a "]
                        .iter()
                        .any(|it| tag.starts_with(it)) => {}
                Some(_) => tagged += 1,
            }
        }
        written > tagged
    }

    /// A marked heading: `## Cookies`, or underlined.
    fn heading(&mut self, at: usize) -> Option<usize> {
        let line = self.line(at)?;
        // "# Name Purpose" above rows that are counted is the header of their table.
        let counted = self.line(at + 1).is_some_and(|next| next.text.starts_with("1 "));
        if counted && line.text.starts_with("# ") && header::at(self.lines, at, self.languages).is_some() {
            return None;
        }
        if let Some((level, words)) = line.heading() {
            self.open(level, markdown::inline(words));
            return Some(at + 1);
        }
        let level = match self.line(at + 1).and_then(Line::rule)? {
            '=' => 1,
            '-' | '~' => 2,
            '*' if self.line(at + 1)?.text.len() * 2 >= line.text.len() => 2,
            _ => return None,
        };
        let short = line.text.chars().nth(120).is_none() && !line.text.contains('|') && line.item().is_none();
        (short && line.rule().is_none()).then(|| {
            self.open(level, markdown::inline(line.text));
            at + 2
        })
    }

    /// The table whose first row is a line. `None` when there is none.
    pub(super) fn table(&self, at: usize) -> Option<Table> {
        recurring::barred(self, at)
            .or_else(|| quoted::at(self.lines, at))
            .or_else(|| tabs::at(self.lines, at, self.languages))
            .or_else(|| counted::at(self.lines, at))
            .or_else(|| pipes::at(self.lines, at, self.languages))
            .or_else(|| marks::at(self.lines, at, self.languages))
            .or_else(|| columns::at(self.lines, at, self.languages))
    }

    fn grid(&mut self, at: usize) -> Option<usize> {
        let table = whose::at(self, at).or_else(|| self.table(at))?;
        if let Some(excerpt) = table.left_out {
            self.outline.leave_out(|| excerpt);
        }
        self.push(Body::Grid(table.grid), 0);
        Some(table.end)
    }

    pub(super) fn open(&mut self, level: u8, words: Text) {
        if !words.is_empty() {
            self.titled = true;
            self.push(Body::Heading(level, words), 0);
        }
    }

    /// The running text that begins at a line: one block for each sentence group, whatever the width it was broken at.
    fn paragraph(&mut self, at: usize) -> usize {
        let mut text = Text::default();
        let mut end = at;
        while let Some(line) = self.line(end) {
            let words = markdown::inline(line.text.trim_end_matches('\\'));
            let hard = line.text.ends_with('\\') || line.raw.ends_with("  ");
            append(&mut text, &words);
            end += 1;
            let Some(next) = self.line(end).filter(|next| !next.is_blank()) else { break };
            if self.begins_block(end) || !(hard || line.runs_into(next, self.width)) {
                break;
            }
            if hard {
                text.break_line();
            } else {
                text.add(" ");
            }
        }
        text.finish();
        self.running(text, at, end);
        end
    }

    /// Adds running text as what it looks like: a heading, a label, or a paragraph.
    pub(super) fn running(&mut self, text: Text, at: usize, end: usize) {
        if text.is_empty() {
            return;
        }
        let strong = text.marks.iter().any(|mark| {
            matches!(mark.marked, Marked::Strong | Marked::Code) && mark.start == 0 && mark.end + 1 >= text.plain.len()
        });
        if !text.plain.contains('\n') && (is_name_title(&text.plain) || self.heads_a_card(&text.plain, end)) {
            self.push(Body::Label(text), 0);
        } else if let Some(level) = self.ends_service(&text.plain) {
            self.open(level, Text::new(text.plain.trim_end_matches([':', ' '])));
            self.push(Body::Paragraph(text), 0);
        } else if self.is_title(&text.plain, at, end) {
            // "Google Analytics", then "Statistics" below it, then the cookies.
            let above = match self.outline.blocks.last().map(|block| &block.body) {
                Some(Body::Heading(level, _)) if *level > 2 => Some(*level),
                _ => None,
            };
            let service = provider::company(&text.plain, self.languages).is_some()
                || provider::known_whole(&text.plain).is_some();
            let level = match category::of(&text.plain, self.languages) {
                _ if strong => return self.push(Body::Label(text), 0),
                _ if !self.titled => 1,
                // A service may be called "Analytics" and lie under "Statistics".
                Some(_) if !service && is_numbered(&text.plain) => 2,
                Some(_) if !service => above.map_or(2, |above| (above + 1).min(6)),
                // "Cookies of Example (our shop)" right below "Example (our shop)" heads its table.
                _ if self.says_again(&text.plain) => 6,
                // "Cookies on example.org" are those of the page, whatever sort was spoken of above.
                None if self.names_the_site(&text.plain) => 2,
                // What is told of a service ("Usage", "Data shared") lies under it.
                _ if !service && self.outline.path(self.outline.place()).any(|section| section.level == 4) => 5,
                _ => 3,
            };
            self.open(level, text);
        } else {
            self.push(Body::Paragraph(text), 0);
        }
    }

    /// Whether a word stands above a label as the name of the card before it does, above the same label: "`shop_lang`", its
    /// labels, then "basket" and the first of them again.
    fn heads_a_card(&self, word: &str, end: usize) -> bool {
        const MOST_LABELS: usize = 12;
        let may_be_name = word.bytes().all(|byte| byte.is_ascii_lowercase()) && name::looks_like(word) >= 0.25;
        let below = || labels::pair(self.line(end)?.text, self.languages);
        let Some((_, label, _)) = may_be_name.then(below).flatten() else { return false };
        let mut first = None;
        for block in self.outline.blocks.iter().rev().take(MOST_LABELS) {
            match &block.body {
                Body::Pair(label, _) => first = Some(&label.plain),
                Body::Label(_) => return first == Some(&label.plain),
                _ => return false,
            }
        }
        false
    }

    /// The level of the service whose list is over where words tell whose the cookies are that follow, and nothing else:
    /// "Example Analytics", its list, then "Our own cookies:". Whose its own are, a service may tell above its list.
    fn ends_service(&self, words: &str) -> Option<u8> {
        const MOST_WORDS: usize = 5;
        const MOST_BLOCKS: usize = 40;
        let announced = words.strip_suffix(':').filter(|words| Tokens::at_most(words, MOST_WORDS))?;
        let tells_party =
            |words: &str| kind::names_cookie(words, self.languages) && party::of(words, self.languages).is_some();
        let section = self.outline.path(self.outline.place()).next()?;
        if !tells_party(announced)
            || category::of(announced, self.languages).is_some()
            || provider::known_whole(&section.title).is_none()
        {
            return None;
        }
        let place = self.outline.place();
        let own = self.outline.blocks.iter().rev().take(MOST_BLOCKS).take_while(|block| block.section == place);
        let bodies: Vec<&Body> = own.map(|block| &block.body).collect();
        let told = bodies.iter().any(|body| matches!(body, Body::Paragraph(text) if tells_party(&text.plain)));
        let lists = bodies.first().is_some_and(|body| matches!(body, Body::Item(_) | Body::Pair(..) | Body::Grid(_)));
        (lists && !told).then_some(section.level)
    }

    /// Whether a heading speaks of cookies and of what the heading right above it begins with.
    fn says_again(&self, title: &str) -> bool {
        let Some(Body::Heading(_, above)) = self.outline.blocks.last().map(|block| &block.body) else { return false };
        let first = above.plain.split(' ').next().unwrap_or_default();
        first.len() > 3
            && first.starts_with(char::is_uppercase)
            && kind::names_cookie(title, self.languages)
            && !title.starts_with(first)
            && title.split(' ').any(|word| word == first)
    }

    /// Whether a heading names cookies and the host that they are used on, that of no well-known provider.
    fn names_the_site(&self, title: &str) -> bool {
        kind::names_cookie(title, self.languages)
            && title.split(' ').next_back().is_some_and(|word| provider::host(word).is_some())
            && provider::known(title).is_none()
    }

    /// Whether words that stand alone are a heading: short, without an end, and something follows.
    fn is_title(&self, words: &str, at: usize, end: usize) -> bool {
        let title = without_note(words);
        let short =
            title.split_whitespace().nth(12).is_none() && title.chars().nth(100).is_none() && !words.contains('\n');
        let begins = enumerated(words)
            .starts_with(|c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '¿' | '¡' | '«' | '“' | '"'));
        let open = !words.ends_with(['.', ',', ';', ':', '…', '|', '-']);
        let followed = (end..end + 4).any(|index| self.line(index).is_some_and(|line| !line.is_blank()));
        let first_or_apart =
            at == 0 || self.line(at - 1).is_none_or(|line| line.is_blank() || !line.text.ends_with(','));
        // "Gelöscht beim Schließen des Browsers" is a lifetime; "Session cookies" is a heading.
        let timed = lifetime::find(words, self.languages).is_some() && kind::of(words, self.languages).is_none();
        // "Last updated: 2026-05-10", "Version: 3": a label and its value.
        let in_figures =
            words.rsplit_once(": ").is_some_and(|(_, value)| value.starts_with(|c: char| c.is_ascii_digit()));
        // "Anbieter: Example Ltd" is a label and its value.
        let labelled = labels::pair(words, self.languages).is_some_and(|(role, ..)| role != Role::Name)
            || self.goes_on_labels(words, at);
        short
            && begins
            && open
            && followed
            && first_or_apart
            && !timed
            && !in_figures
            && !labelled
            && !self.lists_names(words)
            && !self.is_announced(words, at)
    }

    /// Whether a line stands right below a sentence with a colon, as the items of a list do that has lost its bullets.
    /// A sort of cookies is a heading all the same, and so is what has a number.
    fn is_announced(&self, words: &str, at: usize) -> bool {
        const FEWEST_WORDS: usize = 7;
        let is_sentence = |line: Line<'_>| line.text.split_whitespace().nth(FEWEST_WORDS - 1).is_some();
        let above = at.checked_sub(1).and_then(|above| self.line(above));
        above.is_some_and(|line| line.text.ends_with(':') && is_sentence(line))
            && category::of(words, self.languages).is_none()
            && self.line(at).is_some_and(|line| !is_numbered(line.text))
            && !self.line(at + 1).is_some_and(|below| self.is_entry(below))
    }

    /// Whether a line is of a cookie: a label with its value, or what begins with a name.
    fn is_entry(&self, line: Line<'_>) -> bool {
        let first = line.text.split([' ', ':']).next().unwrap_or_default();
        labels::pair(line.text, self.languages).is_some() || name::looks_like(first) >= 0.7
    }

    /// Whether words behind a colon are names: "Analytics cookies: _ga (2 years), _gid (24 hours)", "YouTube: YSC, PREF".
    /// "Cookie: _ga" is the title of what is said of it.
    fn lists_names(&self, words: &str) -> bool {
        let Some((label, listed)) = words.split_once(": ") else { return false };
        let first = listed.split(['(', ' ']).next().unwrap_or_default();
        let timed = || {
            listed.contains('(') && name::looks_like(first) >= 0.7 && lifetime::find(listed, self.languages).is_some()
        };
        (fit::names(listed) >= 0.7 || timed()) && labels::role(label, self.languages) != Some(Role::Name)
    }

    /// Whether words are a label of no known sort with its value, between two of known sorts: "Data: a random number", below
    /// "Domain: example.org". The label of a name begins another cookie.
    fn goes_on_labels(&self, words: &str, at: usize) -> bool {
        const MOST_WORDS: usize = 3;
        let Some((label, _)) = words.split_once(": ") else { return false };
        let role = |line: Line<'_>| labels::pair(line.text, self.languages).map(|(role, ..)| role);
        let said = |line: &Line<'_>| !line.is_blank();
        let above = || (at.saturating_sub(3)..at).rev().filter_map(|above| self.line(above)).find(said).and_then(role);
        let below = || (at + 1..at + 4).filter_map(|below| self.line(below)).find(said).and_then(role);
        label.split_whitespace().nth(MOST_WORDS).is_none()
            && above().is_some()
            && below().is_none_or(|role| role != Role::Name)
            && !is_numbered(label)
            && provider::known_whole(label).is_none()
            && category::of(label, self.languages).is_none()
    }

    fn begins_block(&self, at: usize) -> bool {
        self.line(at).is_some_and(|line| {
            line.item().is_some()
                || line.heading().is_some()
                || line.rule().is_some()
                || line.text.starts_with('|')
                || line.has_tabs()
        }) || columns::begins_frame(self.lines, at)
            || self.pasted && glued::begins(self, at)
    }
}

/// The words of a heading without the letter that counts it: "a) Cookies nécessaires".
fn enumerated(words: &str) -> &str {
    let mut characters = words.chars();
    let (letter, mark) = (characters.next(), characters.next());
    match (letter, mark) {
        (Some('a'..='z'), Some(')' | '.')) => characters.as_str().trim_start(),
        _ => words,
    }
}

/// A numbered heading without the note in brackets behind it: "2.1 Necessary cookies (exempt from consent — article 82)".
fn without_note(words: &str) -> &str {
    let noted = words.strip_suffix(')').and_then(|words| words.split_once(" ("));
    noted.filter(|_| is_numbered(words)).map_or(words, |(title, _)| title)
}

/// Whether a heading has a number with a full stop: "2.1 Necessary cookies", "3. Third parties".
fn is_numbered(words: &str) -> bool {
    let number = words.split(' ').next().unwrap_or_default();
    number.contains('.') && number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether words that stand alone are the names of cookies: "_ga", "AWSALB, AWSALBCORS", "sessionId / csrf:". A small
/// word with a colon may be one too.
fn is_name_title(words: &str) -> bool {
    let names = words.trim_end_matches([':', ' ']);
    let small = names.len() < words.len() && name::looks_like(names) >= 0.3;
    // "sid (session), _lang (1 year)" are told there.
    if names.ends_with(')') && names.contains("), ") {
        return false;
    }
    small || words.len() <= 200 && fit::names(names) >= 0.7
}

/// Adds words with their marks.
pub(super) fn append(text: &mut Text, words: &Text) {
    let shift = text.plain.len();
    text.plain.push_str(&words.plain);
    text.marks.extend(words.marks.iter().map(|mark| Mark {
        start: mark.start + shift,
        end: mark.end + shift,
        ..*mark
    }));
}
