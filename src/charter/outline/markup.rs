//! What the elements of HTML mean to a reader.

use super::inline::{Marked, Text};
use super::tree::{self, Content, Element, Tree};
use crate::charter::provider;
use std::collections::BTreeSet;

/// Whether nothing inside an element is said to the reader: code, drawings, navigation, choices of a form.
pub(crate) fn is_left_out(element: &Element, role: &str) -> bool {
    matches!(role, "navigation" | "menu" | "menubar" | "search")
        || is_icon(element)
        || matches!(
            &*element.tag,
            "script"
                | "style"
                | "template"
                | "svg"
                | "math"
                | "nav"
                | "select"
                | "datalist"
                | "iframe"
                | "canvas"
                | "video"
                | "audio"
                | "object"
                | "textarea"
                | "noembed"
                | "noframes"
        )
}

/// Whether a font draws an element's word as an icon: `<i class="material-icons">settings</i>`.
fn is_icon(element: &Element) -> bool {
    const FONTS: &[&str] = &["material-icons", "material-symbols"];
    matches!(&*element.tag, "i" | "span")
        && element.attribute("class").is_some_and(|classes| {
            classes.split_ascii_whitespace().any(|class| FONTS.iter().any(|font| class.starts_with(font)))
        })
}

/// Whether an element opens and closes a part of the page: an accordion's or a tab's handle.
pub(crate) fn is_toggle(element: &Element, role: &str) -> bool {
    role == "tab"
        || (role == "button" || &*element.tag == "button" || &*element.tag == "a")
            && (element.attribute("aria-expanded").is_some() || element.attribute("aria-controls").is_some())
}

/// Whether a link ends with a number on a line of its own, how many stand below it: `<a>Example Analytics<div>4</div></a>`.
pub(crate) fn is_counted(tree: &Tree, at: usize) -> bool {
    const MOST_NODES: usize = 5;
    let Some(node) = tree.nodes.get(at).filter(|_| tree.element(at).is_some_and(|link| &*link.tag == "a")) else {
        return false;
    };
    let within = tree.nodes.get(at + 1..node.end).filter(|within| within.len() <= MOST_NODES).unwrap_or_default();
    let says = |node: &&tree::Node| !matches!(&node.content, Content::Text(words) if words.trim().is_empty());
    let told: Vec<&tree::Node> = within.iter().filter(says).collect();
    let [tree::Node { content: Content::Text(title), .. }, block, tree::Node { content: Content::Text(count), .. }] =
        *told
    else {
        return false;
    };
    let is_count = |count: &str| (1..=3).contains(&count.len()) && count.bytes().all(|byte| byte.is_ascii_digit());
    matches!(&block.content, Content::Element(block) if is_block(&block.tag))
        && title.contains(char::is_alphabetic)
        && is_count(count.trim())
}

/// Whether an element stands on lines of its own.
pub(crate) fn is_block(tag: &str) -> bool {
    matches!(
        tag,
        "p" | "div"
            | "section"
            | "article"
            | "main"
            | "header"
            | "footer"
            | "aside"
            | "ul"
            | "ol"
            | "menu"
            | "blockquote"
            | "figure"
            | "form"
            | "fieldset"
            | "address"
            | "dialog"
            | "hr"
            | "center"
            | "td"
            | "th"
            | "tr"
            | "tbody"
            | "thead"
            | "tfoot"
            | "hgroup"
            | "search"
            | "noscript"
    )
}

/// Whether a paragraph is a title in all but its element: one short line, wholly in bold.
pub(crate) fn is_title(text: &Text) -> bool {
    let is_line = text.plain.len() <= 160 && !text.plain.contains('\n') && !text.plain.ends_with('.');
    is_line && text.is_strong() || counts_what_follows(&text.plain)
}

/// Whether the first words of an item that goes on below are its title: "Cookies de mesure", not "_ga" or a sentence.
pub(crate) fn is_item_title(text: &Text) -> bool {
    let is_link = text.marks.iter().any(|mark| mark.marked == Marked::Link);
    let is_strong = text.marks.iter().any(|mark| mark.marked == Marked::Strong && mark.start == 0);
    let text = text.plain.trim_end_matches([':', ' ']);
    let words = text.split_whitespace().count();
    let is_service = || is_strong && provider::known_whole(text).is_some();
    ((2..=8).contains(&words) || words == 1 && is_service())
        && !is_link
        && text.len() <= 80
        && text.starts_with(char::is_uppercase)
        && !text.contains(['_', ':', '\n'])
        && !text.ends_with(['.', ';', ','])
        // "Google Analytics (GA4)", not "Session cookie (PHPSESSID)" nor "Cookies of the shop (2 years)"
        && text.split_once('(').is_none_or(|(before, noted)| before.trim_end().contains(' ') && is_short_mark(noted))
}

/// Whether what follows a parenthesis is a few capitals and figures: "GA4)".
fn is_short_mark(noted: &str) -> bool {
    let mark = noted.strip_suffix(')').unwrap_or_default();
    (1..=4).contains(&mark.len()) && crate::text::is_capitals(mark)
}

/// Whether a text is a few words and the number of what stands below: "Statistiques (12)".
fn counts_what_follows(text: &str) -> bool {
    let counted = text.trim_end().strip_suffix(')').and_then(|text| text.rsplit_once('('));
    counted.is_some_and(|(words, count)| {
        (1..=4).contains(&count.len())
            && count.bytes().all(|byte| byte.is_ascii_digit())
            && words.len() <= 60
            && words.starts_with(char::is_uppercase)
            && words
                .trim_end()
                .chars()
                .all(|character| character.is_alphabetic() || matches!(character, ' ' | '-' | '’' | '\''))
    })
}

/// The inline elements directly inside a block that stand on lines of their own: the block has no text between them,
/// so that only a style sheet can keep them apart. The first is not among them.
pub(crate) fn stacked(tree: &Tree, at: usize) -> Vec<usize> {
    let mut inline = Vec::new();
    for child in tree.children(at).take(40) {
        match tree.nodes.get(child).map(|node| &node.content) {
            Some(Content::Text(words)) if !words.trim().is_empty() => return Vec::new(),
            Some(Content::Element(element))
                if matches!(&*element.tag, "span" | "strong" | "b" | "code" | "a" | "small") =>
            {
                // ": keeps the session" continues the line before it.
                if !inline.is_empty() && continues(tree, child) {
                    return Vec::new();
                }
                inline.push(child);
            }
            Some(Content::Element(element)) if matches!(&*element.tag, "em" | "i" | "br" | "u" | "sup" | "sub") => {
                return Vec::new();
            }
            _ => {}
        }
    }
    if inline.len() < 2 {
        return Vec::new();
    }
    inline.remove(0);
    inline
}

/// Whether what an element says begins with a sign that only stands behind other words. The point of ".example.com" begins a
/// host.
fn continues(tree: &Tree, at: usize) -> bool {
    let end = tree.nodes.get(at).map_or(at, |node| node.end).min(at + 8);
    let said = tree.nodes.get(at + 1..end).unwrap_or_default().iter().find_map(|node| match &node.content {
        Content::Text(words) => Some(words),
        Content::Element(_) => None,
    });
    said.is_some_and(|words| {
        let is_host = words.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        words.starts_with([':', ',', ';', '.', ')']) && !is_host
    })
}

/// The next text behind an element, by what is left out of the page. `usize::MAX` where none is.
pub(crate) fn words_from(tree: &Tree, mut at: usize) -> usize {
    while let Some(node) = tree.nodes.get(at) {
        match &node.content {
            Content::Text(words) if !words.trim().is_empty() => return at,
            Content::Element(element) if is_left_out(element, "") => at = node.end.max(at + 1),
            Content::Text(_) | Content::Element(_) => at += 1,
        }
    }
    usize::MAX
}

/// Everything an element says, block elements and `<br>` breaking the line.
pub(crate) fn text(tree: &Tree, at: usize) -> Text {
    let mut all = Text::default();
    collect(tree, at, &mut all, Text::break_line);
    all.finish();
    all
}

/// What each block inside an element says, and each inline element that stands on a line of its own.
pub(crate) fn texts(tree: &Tree, at: usize) -> Vec<Text> {
    let mut texts = Vec::new();
    let mut last = Text::default();
    collect(tree, at, &mut last, |text| {
        let mut done = std::mem::take(text);
        done.finish();
        if !done.is_empty() {
            texts.push(done);
        }
    });
    last.finish();
    if !last.is_empty() {
        texts.push(last);
    }
    texts
}

/// Walks an element, adding what it says to `text`; `between` is called where one block ends or begins.
fn collect(tree: &Tree, at: usize, text: &mut Text, mut between: impl FnMut(&mut Text)) {
    let Some(end) = tree.nodes.get(at).map(|node| node.end) else { return };
    let mut open: Vec<(usize, Option<Marked>, usize)> = Vec::new();
    let mut apart: BTreeSet<usize> = stacked(tree, at).into_iter().collect();
    let mut next = at + 1;
    loop {
        while let Some((_, marked, start)) = open.pop_if(|(end, ..)| *end <= next) {
            match marked {
                Some(marked) => text.mark(start.min(text.plain.len()), marked),
                None => between(text),
            }
        }
        let Some(node) = tree.nodes.get(next).filter(|_| next < end) else { break };
        next += 1;
        match &node.content {
            Content::Text(words) => text.add(words),
            Content::Element(element) => {
                let role = element.attribute("role").unwrap_or_default();
                let footnote = &*element.tag == "sup" && next < node.end && is_footnote(tree, next - 1);
                if footnote || is_left_out(element, &role) {
                    next = node.end;
                    continue;
                }
                if apart.remove(&(next - 1)) {
                    between(text);
                }
                let start = text.plain.len();
                match &*element.tag {
                    "br" => text.break_line(),
                    "code" | "kbd" | "samp" | "tt" => open.push((node.end, Some(Marked::Code), start)),
                    "b" | "strong" => open.push((node.end, Some(Marked::Strong), start)),
                    "em" | "i" => open.push((node.end, Some(Marked::Emphasis), start)),
                    "a" => open.push((node.end, Some(Marked::Link), start)),
                    tag if is_block(tag)
                        || matches!(
                            tag,
                            "li" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "summary" | "pre"
                        ) =>
                    {
                        between(text);
                        apart.extend(stacked(tree, next - 1));
                        open.push((node.end, None, start));
                    }
                    _ => {}
                }
            }
        }
    }
}

/// Whether the element at an index is the mark of a footnote: `<sup>1</sup>`, `<sup><a>[2]</a></sup>`.
pub(crate) fn is_footnote(tree: &Tree, at: usize) -> bool {
    const MOST_NODES: usize = 4;
    const LONGEST: usize = 5;
    let Some(node) = tree.nodes.get(at) else { return false };
    let within = tree.nodes.get(at + 1..node.end).unwrap_or_default();
    let mut length = 0;
    within.len() <= MOST_NODES
        && within.iter().all(|node| match &node.content {
            Content::Text(words) => {
                length += words.trim().len();
                length <= LONGEST
                    && words
                        .chars()
                        .all(|sign| sign.is_ascii_digit() || sign.is_whitespace() || "*†‡()[]".contains(sign))
            }
            Content::Element(_) => true,
        })
}

/// The text of an element whose line ends count (`pre`), where it is a page written for people: several lines of sentences,
/// none of code or of a log, and no other element than those of running text. `None` where it is anything else.
pub(super) fn written(tree: &Tree<'_>, at: usize) -> Option<String> {
    const FEWEST_SENTENCES: usize = 3;
    const FEWEST_WORDS: usize = 8;
    let end = tree.nodes.get(at)?.end;
    let mut written = String::new();
    for node in tree.nodes.get(at + 1..end)? {
        match &node.content {
            Content::Text(text) => written.push_str(text),
            Content::Element(element) if &*element.tag == "br" => written.push('\n'),
            Content::Element(element) if matches!(&*element.tag, "b" | "strong" | "i" | "em" | "u" | "a") => {}
            Content::Element(_) => return None,
        }
    }
    // A question ends with a semicolon in Greek.
    let is_code = |line: &str| {
        let line = line.trim();
        line.ends_with(['{', '}', '>', '\\'])
            || line.ends_with(';') && line.contains(['=', '(', '"'])
            || line.starts_with(['#', '/', '$', '[', '<'])
    };
    let is_sentence = |line: &&str| {
        line.split_whitespace().nth(FEWEST_WORDS - 1).is_some()
            && line.trim_start().starts_with(char::is_alphabetic)
            && line.trim_end().ends_with(['.', ':', '!', '?'])
    };
    let is_page = written.lines().filter(is_sentence).nth(FEWEST_SENTENCES - 1).is_some();
    (is_page && !written.lines().any(is_code)).then_some(written)
}
