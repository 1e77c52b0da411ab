//! A page with bounded nesting: HTML's tree builder looks through every open element at most tags, so that a page of
//! a hundred thousand nested elements would take it minutes.
//!
//! What goes is tags only, never words or links, and only beyond a depth that no page people read has.

use std::borrow::Cow;

/// The deepest nesting kept, Blink's own limit.
const DEEPEST: usize = 512;

/// The most bold, italic and the like open at once: the tree builder repeats them in every paragraph.
const MOST_FORMATS: usize = 16;

/// The page without the tags that nest deeper than a browser shows. Linear in its length.
pub(super) fn shallow(source: &str) -> Cow<'_, str> {
    let mut open = Open::default();
    let mut kept = String::new();
    let (mut from, mut at) = (0, 0);
    while let Some(tag) = next(source, at) {
        if !open.takes(&tag) {
            kept.push_str(source.get(from..tag.start).unwrap_or_default());
            from = tag.end;
        }
        at = if tag.is_end { tag.end } else { behind_raw(source, &tag) };
    }
    if from == 0 {
        return Cow::Borrowed(source);
    }
    kept.push_str(source.get(from..).unwrap_or_default());
    Cow::Owned(kept)
}

/// The elements counted as open. One that an end tag out of order leaves open counts on: the depth is never too low.
#[derive(Default)]
struct Open<'a> {
    /// Their names, and whether their tags were kept.
    names: Vec<(&'a str, bool)>,
    formats: usize,
    /// Whether the last tags were a drawing's, where `/>` closes.
    drawing: bool,
}

impl<'a> Open<'a> {
    /// Counts a tag, and answers whether it stays.
    fn takes(&mut self, tag: &Tag<'a>) -> bool {
        let name = tag.name;
        let is = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
        self.drawing = !(tag.is_end && is(&["svg"])) && is(DRAWN) && (self.drawing || is(&["svg"]));
        if is(UNCOUNTED) || tag.closes_itself && self.drawing {
            return true;
        }
        if tag.is_end {
            let closed = self.names.pop_if(|(open, _)| open.eq_ignore_ascii_case(name));
            self.formats -= usize::from(closed.is_some() && is(FORMATS));
            return closed.is_none_or(|(_, kept)| kept);
        }
        let kept = self.names.len() < DEEPEST && !(is(FORMATS) && self.formats >= MOST_FORMATS);
        self.formats += usize::from(is(FORMATS));
        self.names.push((name, kept));
        kept
    }
}

/// Void elements, those whose end tag another tag stands for, and links: none of them nests by itself.
const UNCOUNTED: &[&str] = &[
    "a", "p", "li", "br", "img", "td", "tr", "th", "dt", "dd", "area", "base", "col", "embed", "hr", "input", "link",
    "meta", "param", "source", "track", "wbr", "html", "head", "body", "option", "optgroup", "tbody", "thead", "tfoot",
    "colgroup", "caption",
];

/// Elements that the tree builder opens again after each block that ends with them open.
const FORMATS: &[&str] = &["b", "i", "u", "em", "strong", "code", "font", "small", "big", "s", "strike", "tt", "nobr"];

/// Elements of drawings.
const DRAWN: &[&str] = &[
    "svg",
    "path",
    "g",
    "use",
    "circle",
    "rect",
    "line",
    "polyline",
    "polygon",
    "ellipse",
    "defs",
    "clippath",
    "mask",
    "stop",
    "lineargradient",
    "radialgradient",
    "title",
    "desc",
    "text",
    "tspan",
    "image",
    "symbol",
    "style",
];

struct Tag<'a> {
    start: usize,
    /// The byte after its `>`.
    end: usize,
    name: &'a str,
    is_end: bool,
    closes_itself: bool,
}

/// The next tag from a place on. `None` when none is complete.
fn next(source: &str, from: usize) -> Option<Tag<'_>> {
    let mut at = from;
    loop {
        let start = at + source.get(at..)?.find('<')?;
        let inside = source.get(start + 1..)?;
        if let Some(comment) = inside.strip_prefix("!--") {
            at = start + 4 + comment.find("-->")?;
            continue;
        }
        let is_end = inside.starts_with('/');
        let named = inside.get(usize::from(is_end)..)?;
        if !named.starts_with(|first: char| first.is_ascii_alphabetic()) {
            at = start + 1;
            continue;
        }
        let name = named.split(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')).next()?;
        let close = close(inside)?;
        let closes_itself = inside.get(..close)?.ends_with('/');
        return Some(Tag { start, end: start + 1 + close + 1, name, is_end, closes_itself });
    }
}

/// The place of the `>` that ends a tag, outside the quotes of its values. `None` when it has no end.
fn close(inside: &str) -> Option<usize> {
    let mut quote = None;
    let mut before = b' ';
    for (at, byte) in inside.bytes().enumerate() {
        match quote {
            Some(open) if byte == open => quote = None,
            None if byte == b'>' => return Some(at),
            None if matches!(byte, b'"' | b'\'') && before == b'=' => quote = Some(byte),
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            before = byte;
        }
    }
    None
}

/// Where markup goes on behind a start tag: behind the words of scripts, styles and the like, which hold none.
fn behind_raw(source: &str, tag: &Tag<'_>) -> usize {
    const RAW: &[&str] = &["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"];
    if !RAW.iter().any(|raw| raw.eq_ignore_ascii_case(tag.name)) {
        return tag.end;
    }
    let rest = source.get(tag.end..).unwrap_or_default();
    let ends =
        |at: &usize| rest.get(at + 2..at + 2 + tag.name.len()).is_some_and(|name| name.eq_ignore_ascii_case(tag.name));
    rest.match_indices("</").map(|(at, _)| at).find(ends).map_or(source.len(), |at| tag.end + at)
}

#[cfg(test)]
mod tests {
    use super::shallow;

    #[test]
    fn ordinary_pages_stay_as_they_are() {
        for page in [
            "<p>a<p>b<!-- <div> --><script>'<div>'</script><a title='>' href=x>y</a>",
            &"<div><svg><path/><path/></svg><li>a<b>c</i></b></div>".repeat(5_000),
            "a < b <div",
        ] {
            assert_eq!(shallow(page), page);
        }
    }

    #[test]
    fn deep_pages_keep_words_and_links() {
        let link = "<a href=\"/cookies\">Cookies</a>";
        let deep = format!("{}{link}{}<footer>fin</footer>", "<div>".repeat(100_000), "</div>".repeat(100_000));
        let (open, close) = ("<div>".repeat(512), "</div>".repeat(512));
        assert_eq!(shallow(&deep), format!("{open}{link}{close}<footer>fin</footer>"));
        let formats = format!("{}{link}", "<b class=x>".repeat(100_000));
        assert_eq!(shallow(&formats), format!("{}{link}", "<b class=x>".repeat(16)));
    }
}
