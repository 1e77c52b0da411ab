//! The words of a language, cut and made plain, as a value of the lexicon's own types: no page waits for them to be read.

use crate::text::{self, Tokens};
use serde_json::Value;
use std::fmt::Write;

/// Rust source: the value of the type `Lexicon` that a language file is. A key that is missing or unknown, or a value of
/// another form, fails the library's build.
pub(crate) fn value(words: &Value) -> String {
    let mut source = String::new();
    write_struct(&mut source, "Lexicon", words);
    source
}

fn write_struct(source: &mut String, name: &str, fields: &Value) {
    source.push_str(name);
    source.push('{');
    for (key, value) in fields.as_object().into_iter().flatten() {
        source.push_str(key);
        source.push(':');
        match (value, structure(key)) {
            (Value::Object(_), Some(name)) => write_struct(source, name, value),
            (Value::Object(meanings), None) => {
                source.push_str("&[");
                for (phrase, meaning) in meanings {
                    let meaning = meaning.as_f64().map_or_else(|| meaning.to_string(), |number| format!("{number:?}"));
                    let _ = write!(source, "({:?},{meaning}),", plain(phrase));
                }
                source.push(']');
            }
            (Value::Array(list), _) if list.iter().all(Value::is_string) => {
                let phrases = list.iter().filter_map(Value::as_str);
                // Parts of addresses are no words.
                let phrases: Vec<String> =
                    if key == "slugs" { phrases.map(str::to_owned).collect() } else { phrases.map(plain).collect() };
                let _ = write!(source, "List({:?})", phrases.join("\n"));
            }
            _ => source.push_str(&value.to_string()),
        }
        source.push(',');
    }
    source.push('}');
}

/// The name of the type of the keys below a key. `None` when words with their meanings stand there.
fn structure(key: &str) -> Option<&'static str> {
    Some(match key {
        "columns" => "Columns",
        "categories" => "Categories",
        "party" => "Parties",
        "kinds" => "Kinds",
        "lifetime" => "Lifetimes",
        "units" => "Units",
        "links" => "Links",
        "claims" => "Claims",
        "waiting" => "Waiting",
        _ => return None,
    })
}

/// The plain words of a phrase, a space between each, without the signs at its ends. The hyphen of a beginning of words
/// ("statisti-") stays.
fn plain(phrase: &str) -> String {
    if let Some(beginning) = phrase.strip_suffix('-').filter(|beginning| beginning.len() > 1) {
        return format!("{}-", text::plain(beginning));
    }
    let tokens = Tokens::of(phrase);
    let range = tokens.without_signs(0..tokens.len());
    let range = if range.is_empty() { 0..tokens.len() } else { range };
    range.map(|index| tokens.plain(index)).collect::<Vec<_>>().join(" ")
}
