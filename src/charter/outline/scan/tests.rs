//! What is found is what html5ever's tokenizer finds.

use super::{Decoder, Token, has_markup, scan};
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{self, BufferQueue, TagKind, TokenSink, TokenSinkResult, Tokenizer};
use proptest::prelude::*;
use std::cell::RefCell;
use std::fmt::Write;

/// One tag or text a line; texts inside scripts and the like are joined, since nobody looks at their parts.
#[derive(Default)]
struct Peer(RefCell<Told>);

#[derive(Default)]
struct Told {
    lines: String,
    /// The text inside an element without markup.
    raw: Option<String>,
    /// How many drawings are open.
    drawings: usize,
}

impl Told {
    fn text(&mut self, text: &str) {
        match &mut self.raw {
            Some(raw) => raw.push_str(text),
            None => writeln!(self.lines, "text {text:?}").unwrap(),
        }
    }

    /// Whether text without markup follows a start tag: not where it closes itself in a drawing.
    fn start(&mut self, name: &str, self_closing: bool) -> bool {
        let closed = self_closing && self.drawings > 0;
        self.drawings += usize::from(matches!(name, "svg" | "math") && !self_closing);
        let raw = !has_markup(name) && !closed;
        self.raw = raw.then(String::new);
        raw
    }

    fn end(&mut self, name: &str) {
        self.end_raw();
        self.drawings = self.drawings.saturating_sub(usize::from(matches!(name, "svg" | "math")));
        writeln!(self.lines, "</{name}>").unwrap();
    }

    fn end_raw(&mut self) {
        if let Some(raw) = self.raw.take().filter(|raw| !raw.is_empty()) {
            // Line ends inside scripts are left as they are.
            self.text(&raw.replace("\r\n", "\n").replace('\r', "\n"));
        }
    }
}

impl TokenSink for Peer {
    type Handle = ();

    fn process_token(&self, token: tokenizer::Token, _line: u64) -> TokenSinkResult<()> {
        let mut told = self.0.borrow_mut();
        match token {
            tokenizer::Token::CharacterTokens(text) => told.text(&text),
            tokenizer::Token::TagToken(tag) if tag.kind == TagKind::StartTag => {
                let slash = if tag.self_closing { " /" } else { "" };
                writeln!(told.lines, "<{}{slash}>", tag.name).unwrap();
                for attribute in &tag.attrs {
                    writeln!(told.lines, "  {} = {:?}", attribute.name.local, &*attribute.value).unwrap();
                }
                let raw = match &*tag.name {
                    "script" => RawKind::ScriptData,
                    "style" | "iframe" | "noembed" | "noframes" | "xmp" => RawKind::Rawtext,
                    "textarea" | "title" => RawKind::Rcdata,
                    _ => {
                        told.start(&tag.name, tag.self_closing);
                        return TokenSinkResult::Continue;
                    }
                };
                if told.start(&tag.name, tag.self_closing) {
                    return TokenSinkResult::RawData(raw);
                }
            }
            tokenizer::Token::TagToken(tag) => {
                told.end(&tag.name);
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

fn peer(source: &str) -> String {
    let tokenizer = Tokenizer::new(Peer::default(), tokenizer::TokenizerOpts::default());
    let input = BufferQueue::default();
    input.push_back(source.into());
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mut told = tokenizer.sink.0.take();
    told.end_raw();
    told.lines
}

fn own(source: &str) -> String {
    let mut told = Told::default();
    scan(source, |token| match token {
        Token::Text(text) => told.text(&text),
        Token::End(name) => told.end(&name),
        Token::Start(tag) => {
            let slash = if tag.self_closing { " /" } else { "" };
            writeln!(told.lines, "<{}{slash}>", tag.name).unwrap();
            let mut known: Vec<String> = Vec::new();
            for attribute in &tag.attributes {
                let name = attribute.name.to_ascii_lowercase();
                // Of two alike the first counts.
                if !known.contains(&name) {
                    writeln!(told.lines, "  {name} = {:?}", Decoder::whole(attribute.value)).unwrap();
                    known.push(name);
                }
            }
            told.start(&tag.name, tag.self_closing);
        }
    });
    told.end_raw();
    told.lines
}

#[track_caller]
fn check(source: &str) {
    assert_eq!(own(source), peer(source), "{source:?}");
}

#[test]
fn markup_is_found_as_html5ever_finds_it() {
    for source in [
        "<!doctype html><p class=a id='b' data-x=\"c>d\">A\n\nB<br/>C</P >",
        "\u{feff}\n\n<p>1 < 2 <3 <",
        "a<!-- b --><!--> c --><!---> d --><!-- e --!>f<!-- <!-- g -->h<!--",
        "a</>b</ c>d<?e>f<![CDATA[g]]>h<!i>",
        "<a href=b/>c</a/ d=e><f / g/h><i =j k==l \"m>n</",
        "<title>A &amp; <b>B</b></titl></title\n><textarea>\nC</textarea x=y>D",
        "<script>a < b; '</scrip>'</script><script><!-- <script> </script> --></script>c",
        "<script><!-- <script> </script>a</script>b</script>",
        "<script><!--></script>a<script><!-- b</script >c<style></styles></style/>d<script>e",
        "&eacute;&amp;&#39;&#x41&copy=&notit;&foo; &\r\n&amp",
        "&rsquo;\n\na&#8217;&#X2019;&#128;&#0;&#xd800;&#1114112;&#;&#x;&#+9;b & c &",
        "&NotEqualTilde;&fjlig;&Eacute;&eacut;&notin;&notit;&amp&;&é;&",
        "a\r\nb\r<p>\n&amp;\r",
        "<p title='&lt;&eacute;x'>&lt;<b>&gt;</b>&nbsp;</p>",
        "<P\nCLASS=X\nclass=y>a<svg><path d='m'/></svg>",
        "<svg><title/><style/><path/></svg><p>a</p><title/>b</title><svg/><title/>c",
        "<svg><title>d</title></svg>e<math><script/>f</math>",
        "<p a",
        "<p a='b",
        "",
    ] {
        check(source);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]
    #[test]
    fn any_source_is_found_alike(source in "(<|</|>|/|=|\"|'|!--|--|-|!|\\?|[ab]|p|b|script|style|title|svg|class|[ \n]|&|&amp;|&#65|;|\r|[éA])*") {
        // In texts, references without a semicolon are read more often than in the values of attributes.
        let source = if source.contains('&') { source.replace('=', " ") } else { source };
        prop_assert_eq!(own(&source), peer(&source));
    }
}
