//! What a page says, once its syntax is forgotten: a flat run of blocks under their headings.
//!
//! HTML ([`html`]) and text renderings ([`text`]) both become an [`Outline`]; every reader of declarations works on
//! blocks and their section, never on markup, so that a table reads the same whatever it was written in.
//!
//! - A heading opens a section; a label (caption, summary, tab, accordion button) opens one below every heading.
//! - Tables, and grids made of repeated siblings, are [`Grid`]s: spans resolved, header cells marked.
//! - Label–value cards and definition lists are runs of [`Body::Pair`].
//! - Scripts, styles, navigation and form choices are left out. Hidden elements are kept: closed accordions are hidden.

mod decode;
pub(crate) mod definitions;
pub(crate) mod flat;
pub(crate) mod grid;
pub(crate) mod html;
mod icon;
pub(crate) mod inline;
pub(crate) mod labels;
mod markup;
pub(crate) mod named;
pub(crate) mod numbered;
mod scan;
mod siblings;
mod table;
pub(crate) mod text;
pub(crate) mod titles;
pub(crate) mod tree;

pub(crate) use grid::Grid;
pub(crate) use inline::{Mark, Marked, Text};

use super::name;
use crate::page::{Form, Page};
use std::collections::BTreeSet;

/// The most blocks an outline holds; what follows is left out and said so. A charter of 5 MB has some ten thousand.
pub(crate) const MOST_BLOCKS: usize = 200_000;

/// The most bytes of a heading, or of whatever else names what is below it: every entry there has a copy.
pub(crate) const LONGEST_TITLE: usize = 600;

/// What a page says, in its order.
#[derive(Debug, Default)]
pub(crate) struct Outline {
    /// The language tag the page gives itself (`<html lang>`). `None` when it gives none, as text does.
    pub(crate) language: Option<String>,
    /// The page's title. `None` when it has none.
    pub(crate) title: Option<String>,
    /// The blocks, in reading order.
    pub(crate) blocks: Vec<Block>,
    /// Every heading and label met, each knowing the one it lies under.
    pub(crate) sections: Vec<Section>,
    /// The first words of what was left out because the page exceeds the bounds. `None` when all was taken.
    pub(crate) truncated: Option<String>,
    /// The sections whose names tell that they speak of cookies, where the page is in a language whose words are not known.
    pub(crate) of_cookies: BTreeSet<Option<usize>>,
    /// The section the next block falls in.
    current: Option<usize>,
}

/// A heading or label, and what it lies under.
#[derive(Debug)]
pub(crate) struct Section {
    /// From 1 (outermost) to 6 for headings, [`LABEL`] and more for labels, more the deeper they are nested.
    pub(crate) level: u8,
    /// Its words.
    pub(crate) title: String,
    /// The paragraph that opens it, or the first words of it. `None` when none does.
    pub(crate) lead: Option<String>,
    /// The section around it, as an index of [`Outline::sections`].
    pub(crate) parent: Option<usize>,
    /// The label that it takes the place of, where both are titles in bold and no more.
    pub(crate) follows: Option<usize>,
    /// Whether it is a title in bold, and no element says so.
    pub(crate) is_bold: bool,
}

/// The level of a label's section: below every heading.
pub(crate) const LABEL: u8 = 7;

/// One block of the page.
#[derive(Debug)]
pub(crate) struct Block {
    /// The section it lies in, as an index of [`Outline::sections`]; a heading lies in the section it opens.
    pub(crate) section: Option<usize>,
    /// How deep it is nested in lists (HTML) or indented (text). Only comparable within a run of blocks.
    pub(crate) depth: u16,
    /// What it is.
    pub(crate) body: Body,
}

/// What a block is.
#[derive(Debug)]
pub(crate) enum Body {
    /// A heading, from 1 (outermost) to 6.
    Heading(u8, Text),
    /// A caption, summary, tab or button: it names what follows without being a heading.
    Label(Text),
    /// A paragraph, or any other run of text that stands alone.
    Paragraph(Text),
    /// An item of a list.
    Item(Text),
    /// A label and its value: `dt` and `dd`, or two halves of one line of a card.
    Pair(Text, Text),
    /// A table, or a grid of repeated siblings.
    Grid(Grid),
    /// A code sample. Nothing is declared in it.
    Code(Text),
}

/// The outline of a page, whatever its form.
pub(crate) fn of(page: &Page) -> Outline {
    let meant = crate::text::unmangled(&page.source);
    let source = meant.as_deref().unwrap_or(&page.source);
    match page.form {
        Form::Html => html::outline(source),
        Form::Text => text::outline(source, page.language.as_deref()),
    }
}

impl Outline {
    /// Adds a block after the others; headings and labels open their section first.
    pub(crate) fn push(&mut self, body: Body, depth: u16) {
        self.push_within(body, depth, 0);
    }

    /// Adds a block that lies in as many boxes that each begin with a title: below these titles, if it is a label.
    pub(crate) fn push_within(&mut self, body: Body, depth: u16, boxes: u16) {
        if self.blocks.len() >= MOST_BLOCKS {
            self.leave_out(|| body.excerpt());
            return;
        }
        match &body {
            Body::Heading(level, text) => self.open((*level).clamp(1, 6), text),
            Body::Label(text) => {
                let within = u8::try_from(depth.saturating_add(boxes)).unwrap_or(u8::MAX);
                self.open(LABEL.saturating_add(within), text);
            }
            _ => {}
        }
        if let Body::Paragraph(text) = &body
            && let Some(section) = self.current.and_then(|at| self.sections.get_mut(at))
        {
            section.lead.get_or_insert_with(|| inline::excerpt(&text.plain));
        }
        self.blocks.push(Block { section: self.current, depth, body });
    }

    /// The first running text of the page, some thousand words, for telling its language.
    pub(crate) fn sample(&self) -> String {
        let mut sample = String::new();
        for block in &self.blocks {
            let text = match &block.body {
                Body::Paragraph(text) | Body::Item(text) | Body::Heading(_, text) => &text.plain,
                Body::Pair(_, value) => &value.plain,
                Body::Grid(grid) => &grid.row_text(1),
                Body::Label(_) | Body::Code(_) => continue,
            };
            sample.push_str(text);
            sample.push('\n');
            if sample.len() > 20_000 {
                break;
            }
        }
        sample
    }

    /// The labels of pairs and the cells of the first rows of grids.
    pub(crate) fn headers(&self) -> impl Iterator<Item = &str> {
        self.told(|grid| grid.row(0).map(|(_, cell)| cell), |label, _| label)
    }

    /// The cells of grids, and what stands beside the labels of pairs.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &str> {
        self.told(|grid| grid.cells().map(|(_, cell)| cell), |_, value| value)
    }

    /// Some cells of each grid, and one side of each pair.
    fn told<'a, Cells: Iterator<Item = &'a grid::Cell>>(
        &'a self,
        of_grid: fn(&'a Grid) -> Cells,
        of_pair: fn(&'a Text, &'a Text) -> &'a Text,
    ) -> impl Iterator<Item = &'a str> {
        self.blocks.iter().flat_map(move |block| {
            let (cells, side) = match &block.body {
                Body::Grid(grid) => (Some(of_grid(grid)), None),
                Body::Pair(label, value) => (None, Some(of_pair(label, value))),
                _ => (None, None),
            };
            let cells = cells.into_iter().flatten().map(|cell| &cell.text);
            cells.chain(side).map(|text| text.plain.as_str())
        })
    }

    /// The sections that hold names which are those of cookies wherever they stand, in a cell, a label or at the head of an
    /// item; and those beside them, unless these are the parts of the whole page.
    pub(crate) fn sections_of_renowned_names(&self) -> BTreeSet<Option<usize>> {
        let is_name = |text: &Text| text.plain.split_whitespace().next().is_some_and(name::is_renowned);
        let holds = |block: &&Block| match &block.body {
            Body::Heading(_, text) | Body::Label(text) | Body::Item(text) | Body::Pair(text, _) => is_name(text),
            Body::Grid(grid) => grid.cells().any(|(_, cell)| is_name(&cell.text)),
            Body::Paragraph(_) | Body::Code(_) => false,
        };
        let mut sections: BTreeSet<Option<usize>> =
            self.blocks.iter().filter(holds).map(|block| block.section).collect();
        let part = |at: &usize| self.sections.get(*at).is_some_and(|section| section.level > 1);
        let above = |at: Option<usize>| std::iter::successors(self.parent(at), |at| self.parent(Some(*at)));
        let parts: BTreeSet<usize> = sections.iter().flat_map(|at| above(*at)).filter(part).collect();
        let lies_in = |at: &usize| above(Some(*at)).any(|above| parts.contains(&above));
        sections.extend((0..self.sections.len()).filter(lies_in).map(Some));
        sections
    }

    /// Says that something was left out, if nothing was said yet.
    pub(crate) fn leave_out(&mut self, excerpt: impl FnOnce() -> String) {
        self.truncated.get_or_insert_with(excerpt);
    }

    /// The titles above and including a section, innermost first.
    pub(crate) fn path(&self, section: Option<usize>) -> impl Iterator<Item = &Section> {
        std::iter::successors(section.and_then(|at| self.sections.get(at)), |section| {
            self.sections.get(section.parent?)
        })
    }

    /// The section the next block falls in, to come back to with [`Outline::return_to`].
    pub(crate) fn place(&self) -> Option<usize> {
        self.current
    }

    /// Ends the sections opened since [`Outline::place`] was asked.
    pub(crate) fn return_to(&mut self, place: Option<usize>) {
        self.current = place;
    }

    /// The title of a section. `None` for the page.
    pub(crate) fn title_of(&self, section: Option<usize>) -> Option<&str> {
        self.sections.get(section?).map(|section| section.title.as_str())
    }

    /// The section around a section.
    pub(crate) fn parent(&self, section: Option<usize>) -> Option<usize> {
        self.sections.get(section?)?.parent
    }

    /// The section of the heading that a section lies under, or is: labels left out.
    pub(crate) fn heading(&self, section: Option<usize>) -> Option<usize> {
        std::iter::successors(section, |at| self.sections.get(*at)?.parent)
            .find(|at| self.sections.get(*at).is_some_and(|section| section.level < LABEL))
    }

    /// The section of the title in bold that a title in bold puts an end to. `None` where it lies below that, or follows none.
    pub(crate) fn title_ended_by(&self, section: Option<usize>) -> Option<usize> {
        let section = self.sections.get(section?)?;
        let mut before = std::iter::successors(section.follows, |at| self.parent(Some(*at)));
        before.find(|at| self.parent(Some(*at)) == section.parent)
    }

    /// Whether a section lies in another, or is it. Everything lies in `None`, the page.
    pub(crate) fn is_under(&self, section: Option<usize>, around: Option<usize>) -> bool {
        around.is_none()
            || std::iter::successors(section, |at| self.sections.get(*at)?.parent).any(|at| Some(at) == around)
    }

    fn open(&mut self, level: u8, title: &Text) {
        let is_bold = level >= LABEL && title.is_strong();
        let closed = if level < LABEL { None } else { self.label_closed_by(level) };
        let parent = match closed.and_then(|at| self.sections.get(at)) {
            _ if level < LABEL => self.around_heading(level),
            Some(closed) => closed.parent,
            None => self.current,
        };
        let follows = closed.filter(|at| is_bold && self.sections.get(*at).is_some_and(|closed| closed.is_bold));
        self.current = Some(self.sections.len());
        let title = crate::text::head(&title.plain, LONGEST_TITLE).to_owned();
        self.sections.push(Section { level, title, lead: None, parent, follows, is_bold });
    }

    /// A heading closes those of its level and below, and the labels these bear; a label above a lower heading stays.
    fn around_heading(&self, level: u8) -> Option<usize> {
        let mut around = self.current;
        let mut at = self.current;
        while let Some(section) = at.and_then(|at| self.sections.get(at)) {
            at = section.parent;
            if section.level >= LABEL {
                continue;
            }
            if section.level < level {
                return around;
            }
            around = at;
        }
        // No heading lies higher: labels alone hold nothing.
        None
    }

    /// A label closes the label it follows and all below that.
    fn label_closed_by(&self, level: u8) -> Option<usize> {
        let above = std::iter::successors(self.current, |at| self.sections.get(*at)?.parent);
        above.filter(|at| self.sections.get(*at).is_some_and(|section| section.level >= level)).last()
    }
}

impl Body {
    /// The block's first words, at most 300 characters.
    pub(crate) fn excerpt(&self) -> String {
        match self {
            Self::Heading(_, text)
            | Self::Label(text)
            | Self::Paragraph(text)
            | Self::Item(text)
            | Self::Code(text) => inline::excerpt(&text.plain),
            Self::Pair(label, value) => inline::excerpt(&format!("{}: {}", label.plain, value.plain)),
            Self::Grid(grid) => inline::excerpt(&grid.row_text(0)),
        }
    }
}

#[cfg(test)]
impl std::fmt::Display for Outline {
    /// One block a line, `⏎` for the line breaks inside; for tests to look at.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for block in &self.blocks {
            let depth = block.depth;
            match &block.body {
                Body::Heading(level, text) => writeln!(formatter, "h{level} {}", text.plain.replace('\n', "⏎"))?,
                Body::Label(text) => writeln!(formatter, "label{depth} {}", text.plain.replace('\n', "⏎"))?,
                Body::Paragraph(text) => writeln!(formatter, "p{depth} {}", text.plain.replace('\n', "⏎"))?,
                Body::Item(text) => writeln!(formatter, "item{depth} {}", text.plain.replace('\n', "⏎"))?,
                Body::Code(text) => writeln!(formatter, "code {}", text.plain.replace('\n', "⏎"))?,
                Body::Pair(label, value) => {
                    let (label, value) = (label.plain.replace('\n', "⏎"), value.plain.replace('\n', "⏎"));
                    writeln!(formatter, "pair{depth} {label} = {value}")?;
                }
                Body::Grid(grid) => {
                    for row in 0..grid.height() {
                        writeln!(formatter, "row | {}", grid.row_text(row).replace('\n', "⏎"))?;
                    }
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Body, Outline, Text};

    fn path(outline: &Outline) -> Vec<&str> {
        outline.path(outline.blocks.last().unwrap().section).map(|section| section.title.as_str()).collect()
    }

    #[test]
    fn a_heading_closes_those_of_its_level_and_below() {
        let mut outline = Outline::default();
        for (level, title) in [(1, "Charte"), (2, "Cookies"), (3, "Nécessaires"), (3, "Statistiques")] {
            outline.push(Body::Heading(level, Text::new(title)), 0);
        }
        assert_eq!(path(&outline), ["Statistiques", "Cookies", "Charte"]);
        outline.push(Body::Label(Text::new("Détails")), 0);
        outline.push(Body::Label(Text::new("Matomo")), 0);
        outline.push(Body::Paragraph(Text::new("_pk_id")), 0);
        assert_eq!(path(&outline), ["Matomo", "Statistiques", "Cookies", "Charte"]);
        outline.push(Body::Heading(2, Text::new("Vos droits")), 0);
        assert_eq!(path(&outline), ["Vos droits", "Charte"]);
    }
}
