//! The links of a page, with their words and their place.

use super::shallow::shallow;
use crate::page::{Form, Page};
use scraper::{Html, Node};

/// More links than this are no navigation any more.
const MOST_LINKS: usize = 5_000;

/// The most ancestors looked at for a link's place.
const MOST_ANCESTORS: usize = 40;

/// A link.
#[derive(Debug, Clone)]
pub(super) struct Link {
    pub(super) href: String,
    pub(super) text: String,
    pub(super) place: Place,
}

/// Where in the page a link stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Where sites put their legal links.
    Footer,
    /// A consent dialog.
    Dialog,
    /// The header or a navigation.
    Header,
    /// An article: its links speak of its subject.
    Article,
    /// Anywhere else.
    Body,
}

/// The links of a page, in its order.
pub(super) fn of(page: &Page) -> Vec<Link> {
    match page.form {
        Form::Html => of_html(&page.source),
        Form::Text => of_text(&page.source),
    }
}

/// The language the page gives itself. `None` when it gives none.
pub(super) fn language(page: &Page) -> Option<String> {
    let at = page.source.find("lang=").filter(|at| *at < 4_000 && page.form == Form::Html)?;
    let value = page.source.get(at + 5..)?.trim_start_matches(['"', '\'']);
    Some(
        value.chars().take_while(|character| character.is_ascii_alphanumeric() || *character == '-').take(12).collect(),
    )
}

fn of_html(source: &str) -> Vec<Link> {
    let html = Html::parse_document(&shallow(source));
    let mut links = Vec::new();
    for node in html.tree.nodes() {
        let Node::Element(element) = node.value() else { continue };
        if element.name() != "a" && element.name() != "area" {
            continue;
        }
        let Some(href) = element.attr("href") else { continue };
        let mut text = String::new();
        for part in node.descendants().take(200) {
            if let Node::Text(words) = part.value() {
                text.push_str(words);
                text.push(' ');
            }
        }
        if text.trim().is_empty() {
            let instead = ["aria-label", "title", "alt"].into_iter().find_map(|name| element.attr(name));
            text.push_str(instead.unwrap_or_default());
        }
        let ancestors = node.ancestors().take(MOST_ANCESTORS).filter_map(|above| above.value().as_element());
        links.push(Link { href: href.to_owned(), text: text.chars().take(200).collect(), place: place(ancestors) });
        if links.len() >= MOST_LINKS {
            break;
        }
    }
    links
}

fn place<'a>(ancestors: impl Iterator<Item = &'a scraper::node::Element>) -> Place {
    for element in ancestors {
        let mut marks = format!("{} {}", element.id().unwrap_or_default(), element.attr("class").unwrap_or_default());
        marks.make_ascii_lowercase();
        let role = element.attr("role").unwrap_or_default();
        match element.name() {
            "footer" => return Place::Footer,
            "nav" | "header" if !marks.contains("foot") => return Place::Header,
            "dialog" => return Place::Dialog,
            "article" => return Place::Article,
            _ if role == "contentinfo" || marks.contains("footer") => return Place::Footer,
            _ if role == "dialog" || marks.contains("consent") || marks.contains("cookie") => return Place::Dialog,
            _ => {}
        }
    }
    Place::Body
}

/// Markdown links, and bare addresses with their line as words.
fn of_text(source: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for line in source.lines() {
        let mut rest = line;
        while let Some((before, after)) = rest.split_once("](") {
            let Some((href, behind)) = after.split_once(')') else { break };
            let text = before.rsplit('[').next().unwrap_or_default();
            let href = href.split_whitespace().next().unwrap_or_default();
            links.push(Link { href: href.to_owned(), text: text.chars().take(200).collect(), place: Place::Body });
            rest = behind;
        }
        if let Some(at) = line.find("http").filter(|_| !line.contains("](")) {
            let href: String = line
                .get(at..)
                .unwrap_or_default()
                .chars()
                .take_while(|character| !character.is_whitespace() && !matches!(character, '>' | ')' | '"'))
                .collect();
            let text = line.get(..at).unwrap_or_default().trim_end_matches(['<', '(', ' ', ':']);
            links.push(Link {
                href: href.trim_end_matches(['.', ',']).to_owned(),
                text: text.chars().take(200).collect(),
                place: Place::Body,
            });
        }
        if links.len() >= MOST_LINKS {
            break;
        }
    }
    links
}
