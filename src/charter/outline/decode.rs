//! Texts with character references (`&eacute;`), foreign line ends or zero bytes, as html5ever reads them.

use html5ever::data::NAMED_ENTITIES;
use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
use memchr::{memchr, memchr2};
use std::borrow::Cow;
use std::cell::RefCell;

/// Reads texts one after the other.
pub(super) struct Decoder(Tokenizer<Pieces>);

impl Default for Decoder {
    fn default() -> Self {
        Self(tokenizer(None))
    }
}

impl Decoder {
    /// The texts that a text between two tags is.
    pub(super) fn texts<'a>(&self, text: &'a str) -> Vec<Cow<'a, str>> {
        if let Some(texts) = regular(text) {
            return texts;
        }
        let texts = if is_settled(text) {
            feed(&self.0, text);
            self.0.sink.0.take()
        } else {
            all(tokenizer(None), text)
        };
        texts.into_iter().map(Cow::Owned).collect()
    }

    /// A text in which nothing is markup, such as a title or the value of an attribute.
    pub(super) fn whole(text: &str) -> String {
        let regular = regular(text).map(|texts| texts.concat());
        regular.unwrap_or_else(|| all(tokenizer(Some(State::RawData(RawKind::Rcdata))), text).concat())
    }
}

/// The texts that a text without references is. The line feeds at its head are texts of their own.
pub(super) fn plain(text: &str) -> impl Iterator<Item = &str> {
    let words = text.trim_start_matches('\n');
    let (feeds, _) = text.split_at(text.len() - words.len());
    feeds.split_inclusive('\n').chain(Some(words)).filter(|part| !part.is_empty())
}

/// The texts that a text is whose references are as they should be: a known name or the number of a letter, and a
/// semicolon. `None` of any other, which html5ever reads: far slower, but by all the rules for what is written wrong.
fn regular(text: &str) -> Option<Vec<Cow<'_, str>>> {
    if memchr2(b'\r', b'\0', text.as_bytes()).is_some() {
        return None;
    }
    let mut texts = Vec::new();
    let mut rest = text;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        let (before, reference) = rest.split_at(at);
        texts.extend(plain(before).map(Cow::Borrowed));
        let (sign, behind) = reference.split_at(1);
        rest = if let Some(numbered) = behind.strip_prefix('#') {
            let (number, after) = numbered.split_once(';')?;
            texts.push(Cow::Owned(letter(number)?.to_string()));
            after
        } else if behind.starts_with(|next: char| next.is_ascii_alphanumeric()) {
            let (name, after) = behind.split_once(';')?;
            texts.extend(letters(name)?.map(|letter| Cow::Owned(letter.to_string())));
            // The letter behind a name is read with it, to see whether the name goes on.
            let next = after.chars().next().filter(|next| *next != '&').map_or(0, char::len_utf8);
            let (next, after) = after.split_at(next);
            texts.extend(Some(next).filter(|next| !next.is_empty()).map(Cow::Borrowed));
            after
        } else {
            texts.push(Cow::Borrowed(sign));
            behind
        };
    }
    texts.extend(plain(rest).map(Cow::Borrowed));
    Some(texts)
}

/// The one or two letters of a name: `eacute`. `None` where it has none.
fn letters(name: &str) -> Option<impl Iterator<Item = char> + use<>> {
    const LONGEST: usize = 31;
    let known = if name.len() > LONGEST { None } else { NAMED_ENTITIES.get(&format!("{name};")) };
    let (first, second) = known.copied().filter(|(first, _)| *first != 0)?;
    Some([first, second].into_iter().filter(|letter| *letter != 0).filter_map(char::from_u32))
}

/// The letter of a number: `39`, `x2019`. `None` of what is none, or stands for another.
fn letter(number: &str) -> Option<char> {
    let (digits, radix) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    let digits = Some(digits).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
    char::from_u32(u32::from_str_radix(digits, radix).ok()?).filter(|letter| !letter.is_control())
}

/// The texts found.
#[derive(Default)]
struct Pieces(RefCell<Vec<String>>);

impl TokenSink for Pieces {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if let Token::CharacterTokens(text) = token {
            self.0.borrow_mut().push(text.into());
        }
        TokenSinkResult::Continue
    }
}

fn tokenizer(initial_state: Option<State>) -> Tokenizer<Pieces> {
    let options = TokenizerOpts { initial_state, discard_bom: false, ..TokenizerOpts::default() };
    Tokenizer::new(Pieces::default(), options)
}

fn feed(tokenizer: &Tokenizer<Pieces>, text: &str) {
    let input = BufferQueue::default();
    input.push_back(text.into());
    let _ = tokenizer.feed(&input);
}

fn all(tokenizer: Tokenizer<Pieces>, text: &str) -> Vec<String> {
    feed(&tokenizer, text);
    tokenizer.end();
    tokenizer.sink.0.take()
}

/// Whether a text leaves nothing open that its end decides: no reference, and no line end of two characters.
fn is_settled(text: &str) -> bool {
    let tail =
        text.rsplit_once('&').map(|(_, tail)| tail.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#'));
    !text.ends_with('\r') && tail.is_none_or(|tail| tail.chars().nth(1).is_some())
}
