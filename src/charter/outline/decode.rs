//! Texts with character references (`&eacute;`), foreign line ends or zero bytes, as html5ever reads them.

use html5ever::tokenizer::states::{RawKind, State};
use html5ever::tokenizer::{BufferQueue, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts};
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
    pub(super) fn texts(&self, text: &str) -> Vec<String> {
        if !is_settled(text) {
            return all(tokenizer(None), text);
        }
        feed(&self.0, text);
        self.0.sink.0.take()
    }

    /// A text in which nothing is markup, such as a title or the value of an attribute.
    pub(super) fn whole(text: &str) -> String {
        all(tokenizer(Some(State::RawData(RawKind::Rcdata))), text).concat()
    }
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
