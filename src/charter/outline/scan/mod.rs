//! The tags and texts of an HTML source, in its order; comments and declarations are skipped.
//!
//! The tags are found by the rules of HTML's tokenizer (<https://html.spec.whatwg.org/#tokenization>), and nothing is
//! copied: nearly all of a page is as it is written. Texts with character references are [`super::decode`]'s.

use super::decode::{self, Decoder};
use memchr::{memchr, memchr2, memchr3};
use std::borrow::Cow;

/// A part of a source.
#[derive(Debug)]
pub(super) enum Token<'a> {
    /// A start tag.
    Start(Tag<'a>),
    /// The name of an end tag, in lower case.
    End(Cow<'a, str>),
    /// A stretch of text, its character references decoded.
    Text(Cow<'a, str>),
}

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    /// Its name, in lower case.
    pub(super) name: Cow<'a, str>,
    /// Its attributes.
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Whether it ends in a slash.
    pub(super) self_closing: bool,
}

/// An attribute as it is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Attribute<'a> {
    /// Its name, in any case.
    pub(super) name: &'a str,
    /// Its value, its character references not decoded. Empty when it has none.
    pub(super) value: &'a str,
}

/// Hands over every tag and text of a source. A tag that never ends is none.
pub(super) fn scan<'a>(source: &'a str, mut each: impl FnMut(Token<'a>)) {
    let decoder = Decoder::default();
    let mut rest = source.strip_prefix('\u{feff}').unwrap_or(source);
    let mut drawings = 0_usize;
    let mut comments = Comments::default();
    // How much of the source the next `<` begins: a text of many comments is not searched for it again.
    let mut marked = usize::MAX;
    while !rest.is_empty() {
        if marked > rest.len() {
            marked = memchr(b'<', rest.as_bytes()).map_or(0, |at| rest.len() - at);
        }
        let (text, markup) = rest.split_at(rest.len() - marked);
        if let Some(cut) = comments.cut(rest, text.len()) {
            texts(cut.before, &decoder, &mut each);
            if cut.is_space {
                each(Token::Text(Cow::Borrowed(" ")));
            }
            rest = cut.after;
            continue;
        }
        texts(text, &decoder, &mut each);
        rest = match Markup::of(markup) {
            Markup::Start(tag, after) => {
                // HTML, 13.2.6.5: `<title/>` is whole in a drawing, as every tag that closes itself there.
                let within = Within::of(&tag.name).filter(|_| drawings == 0 || !tag.self_closing);
                let name = tag.name.clone();
                drawings += usize::from(is_drawing(&name) && !tag.self_closing);
                each(Token::Start(tag));
                match within {
                    Some(within) => raw(after, &name, within, &mut each),
                    None => after,
                }
            }
            Markup::End(name, after) => {
                drawings = drawings.saturating_sub(usize::from(is_drawing(&name)));
                each(Token::End(name));
                after
            }
            Markup::Skipped(after) => after,
            Markup::Sign(sign, after) => {
                for sign in sign.split_inclusive(|_| true) {
                    each(Token::Text(Cow::Borrowed(sign)));
                }
                let next = after.chars().next().filter(|next| !matches!(next, '<' | '&' | '\r' | '\0'));
                let (next, after) = after.split_at(next.map_or(0, char::len_utf8));
                if !next.is_empty() {
                    each(Token::Text(Cow::Borrowed(next)));
                }
                after
            }
            Markup::Cut => return,
        };
    }
}

/// A text without what stands in its midst and no visitor sees.
struct Cut<'a> {
    before: &'a str,
    /// Whether a visitor sees a space in its place.
    is_space: bool,
    after: &'a str,
}

/// The comments of templates, of Blade, Handlebars and JSX: no visitor sees them.
struct Comments {
    /// Each opening with its end, while the page may have such a one.
    ends: Vec<(&'static str, &'static str)>,
}

impl Default for Comments {
    fn default() -> Self {
        Self { ends: vec![("{{--", "--}}"), ("{{!--", "--}}"), ("{/*", "*/}")] }
    }
}

impl Comments {
    /// The first comment that begins in so much of a source, or the first space that JSX writes as an expression. `None`
    /// where none does, or it never ends.
    fn cut<'a>(&mut self, source: &'a str, most: usize) -> Option<Cut<'a>> {
        const SPACES: [&str; 2] = ["{' '}", "{\" \"}"];
        let text = source.get(..most)?;
        let mut from = 0;
        while let Some(at) = memchr(b'{', text.as_bytes().get(from..)?).map(|at| from + at) {
            let rest = source.get(at..)?;
            if let Some(place) = self.ends.iter().position(|(begins, _)| rest.starts_with(begins)) {
                let (begins, ends) = self.ends.get(place)?;
                let inside = rest.get(begins.len()..)?;
                match memchr::memmem::find(inside.as_bytes(), ends.as_bytes()) {
                    Some(end) => {
                        let after = inside.get(end + ends.len()..)?;
                        return Some(Cut { before: source.get(..at)?, is_space: false, after });
                    }
                    // Nor does any that begins behind it.
                    None => drop(self.ends.swap_remove(place)),
                }
            } else if let Some(after) = SPACES.iter().find_map(|space| rest.strip_prefix(space)) {
                return Some(Cut { before: source.get(..at)?, is_space: true, after });
            }
            from = at + 1;
        }
        None
    }
}

/// Hands over a text outside of tags.
fn texts<'a>(text: &'a str, decoder: &Decoder, each: &mut impl FnMut(Token<'a>)) {
    if memchr3(b'&', b'\r', b'\0', text.as_bytes()).is_some() {
        decoder.texts(text).into_iter().for_each(|text| each(Token::Text(text)));
    } else {
        decode::plain(text).for_each(|text| each(Token::Text(Cow::Borrowed(text))));
    }
}

/// Whether an element holds a drawing or a formula, whose elements are others than HTML's.
fn is_drawing(name: &str) -> bool {
    matches!(name, "svg" | "math")
}

/// How the text inside an element without markup is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Within {
    Script,
    Raw,
    /// Text in which character references count.
    References,
}

/// Whether tags stand inside an element: they do in all but scripts, styles, titles and the like.
pub(super) fn has_markup(name: &str) -> bool {
    Within::of(name).is_none()
}

impl Within {
    /// `None` for an element with markup inside.
    fn of(name: &str) -> Option<Self> {
        match name {
            "script" => Some(Self::Script),
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(Self::Raw),
            "textarea" | "title" => Some(Self::References),
            _ => None,
        }
    }
}

/// Hands over what stands inside an element without markup, and its end tag; answers what stands behind that.
fn raw<'a>(source: &'a str, name: &str, within: Within, each: &mut impl FnMut(Token<'a>)) -> &'a str {
    let end = if within == Within::Script { script_end(source) } else { raw_end(source, name) };
    let (text, end) = source.split_at(end);
    if within == Within::References && memchr3(b'&', b'\r', b'\0', text.as_bytes()).is_some() {
        each(Token::Text(Cow::Owned(Decoder::whole(text))));
    } else if !text.is_empty() {
        each(Token::Text(Cow::Borrowed(text)));
    }
    let Markup::End(name, after) = Markup::of(end) else { return "" };
    each(Token::End(name));
    after
}

/// Where the end tag of an element without markup begins.
fn raw_end(source: &str, name: &str) -> usize {
    let ends = |at: &usize| source.get(at + 1..).is_some_and(|after| is_tag(after, "/", name));
    memchr::memchr_iter(b'<', source.as_bytes()).find(ends).unwrap_or(source.len())
}

/// Where the end tag of a script begins. One that stands in a comment of the script, behind the start of another script,
/// is not its own.
fn script_end(source: &str) -> usize {
    #[derive(PartialEq)]
    enum In {
        Script,
        Comment,
        CommentedScript,
    }
    let bytes = source.as_bytes();
    let (mut at, mut place) = (0, In::Script);
    while let Some(found) = bytes.get(at..).and_then(|rest| match place {
        In::Script => memchr(b'<', rest),
        _ => memchr2(b'<', b'-', rest),
    }) {
        at += found;
        let rest = source.get(at..).unwrap_or_default();
        let after = rest.get(1..).unwrap_or_default();
        at += 1;
        match place {
            In::Script if rest.starts_with("<!--") => {
                place = In::Comment;
                at += 1;
            }
            In::Comment | In::CommentedScript if rest.starts_with("-->") => place = In::Script,
            In::Script | In::Comment if is_tag(after, "/", "script") => return at - 1,
            In::Comment if rest.starts_with('<') && is_tag(after, "", "script") => place = In::CommentedScript,
            In::CommentedScript if is_tag(after, "/", "script") => place = In::Comment,
            _ => {}
        }
    }
    source.len()
}

/// Whether what stands behind `<` is a tag of this name.
fn is_tag(after: &str, slash: &str, name: &str) -> bool {
    after.strip_prefix(slash).and_then(|after| after.split_at_checked(name.len())).is_some_and(|(own, after)| {
        own.eq_ignore_ascii_case(name) && after.starts_with(|next: char| is_space(next) || matches!(next, '/' | '>'))
    })
}

/// What begins with `<`, and what stands behind it.
enum Markup<'a> {
    Start(Tag<'a>, &'a str),
    End(Cow<'a, str>, &'a str),
    /// A comment, or a declaration.
    Skipped(&'a str),
    /// Signs that begin no tag.
    Sign(&'a str, &'a str),
    /// What never ends.
    Cut,
}

impl<'a> Markup<'a> {
    fn of(source: &'a str) -> Self {
        let Some(after) = source.strip_prefix('<') else { return Self::Cut };
        let begins = |text: &str| text.starts_with(|first: char| first.is_ascii_alphabetic());
        let found = if begins(after) {
            tag(after).map(|(tag, after)| Self::Start(tag, after))
        } else if let Some(name) = after.strip_prefix('/') {
            match name {
                "" => Some(Self::Sign(source, "")),
                _ if begins(name) => tag(name).map(|(tag, after)| Self::End(tag.name, after)),
                _ => behind_bracket(name).map(Self::Skipped),
            }
        } else if let Some(comment) = after.strip_prefix("!--") {
            behind_comment(comment).map(Self::Skipped)
        } else if after.starts_with(['!', '?']) {
            behind_bracket(after).map(Self::Skipped)
        } else {
            source.split_at_checked(1).map(|(sign, after)| Self::Sign(sign, after))
        };
        found.unwrap_or(Self::Cut)
    }
}

fn behind_bracket(source: &str) -> Option<&str> {
    source.get(memchr(b'>', source.as_bytes())? + 1..)
}

/// What stands behind a comment, given what stands behind its `<!--`.
fn behind_comment(comment: &str) -> Option<&str> {
    let ends = |at: &usize| {
        comment.get(..*at).is_some_and(|said| matches!(said, "" | "-") || said.ends_with("--") || said.ends_with("--!"))
    };
    comment.get(memchr::memchr_iter(b'>', comment.as_bytes()).find(ends)? + 1..)
}

/// The most attributes of a tag that are kept.
const MOST_ATTRIBUTES: usize = 4_000;

/// The tag whose name a source begins with, and what stands behind it. `None` when it never ends.
fn tag(source: &str) -> Option<(Tag<'_>, &str)> {
    let ends = |byte: &u8| is_space(char::from(*byte)) || matches!(byte, b'/' | b'>');
    let (name, mut rest) = source.split_at_checked(source.bytes().position(|byte| ends(&byte))?)?;
    let has_capitals = name.bytes().any(|byte| byte.is_ascii_uppercase());
    let name = if has_capitals { Cow::Owned(name.to_ascii_lowercase()) } else { Cow::Borrowed(name) };
    let mut attributes = Vec::new();
    loop {
        rest = behind_spaces(rest);
        if let Some(after) = rest.strip_prefix('>') {
            return Some((Tag { name, attributes, self_closing: false }, after));
        }
        if let Some(after) = rest.strip_prefix("/>") {
            return Some((Tag { name, attributes, self_closing: true }, after));
        }
        if let Some(after) = rest.strip_prefix('/') {
            rest = after;
            continue;
        }
        let (attribute, after) = attribute(rest)?;
        if attributes.len() < MOST_ATTRIBUTES {
            attributes.push(attribute);
        }
        rest = after;
    }
}

/// The attribute a source begins with, and what stands behind it.
fn attribute(source: &str) -> Option<(Attribute<'_>, &str)> {
    let ends =
        |(at, byte): (usize, u8)| is_space(char::from(byte)) || matches!(byte, b'/' | b'>') || byte == b'=' && at > 0;
    let (name, rest) = source.split_at_checked(source.bytes().enumerate().position(ends)?)?;
    let Some(value) = behind_spaces(rest).strip_prefix('=').map(behind_spaces) else {
        return Some((Attribute { name, value: "" }, rest));
    };
    let quote = value.bytes().next().filter(|first| matches!(first, b'"' | b'\''));
    let expression = Some(value).filter(|value| value.starts_with('{')).and_then(braces_end);
    let (value, rest) = match (expression, quote) {
        (Some(end), _) => value.split_at_checked(end)?,
        (None, Some(quote)) => {
            let quoted = value.get(1..)?;
            let (value, rest) = quoted.split_at_checked(memchr(quote, quoted.as_bytes())?)?;
            (value, rest.get(1..)?)
        }
        (None, None) => {
            value.split_at_checked(value.bytes().position(|byte| is_space(char::from(byte)) || byte == b'>')?)?
        }
    };
    Some((Attribute { name, value }, rest))
}

/// Where an expression of a template ends that stands as a value: `onChange={(event) => save({ ...choice, on: event })}`. `None`
/// where its braces are too many, never match, or something else than a tag's goes on behind them.
fn braces_end(value: &str) -> Option<usize> {
    const DEEPEST: usize = 8;
    const LONGEST: usize = 4_000;
    let bytes = value.as_bytes().get(..LONGEST).unwrap_or(value.as_bytes());
    let mut depth = 0_usize;
    for at in memchr::memchr2_iter(b'{', b'}', bytes) {
        depth = if bytes.get(at) == Some(&b'{') { depth + 1 } else { depth - 1 };
        if depth == 0 {
            let after = value.get(at + 1..)?;
            let ends = after.is_empty() || after.starts_with(|next: char| is_space(next) || matches!(next, '/' | '>'));
            return ends.then_some(at + 1);
        }
        if depth > DEEPEST {
            break;
        }
    }
    None
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

fn behind_spaces(source: &str) -> &str {
    source.trim_start_matches(is_space)
}

#[cfg(test)]
mod tests;
