//! JavaScript object literals, as configurations write them: bare keys, single quotes, trailing commas, comments, regular
//! expressions (kept as `/…/`), functions and names (skipped). Nothing is run.

use memchr::memmem;
use serde_json::{Map, Value};

/// Deeper nesting is no configuration.
const DEEPEST: usize = 40;

/// The most values one literal may have.
const MOST_VALUES: usize = 100_000;

/// A script mentions its configuration's name a few times; each mention costs one reading.
const MOST_ATTEMPTS: usize = 20;

/// The literals that a script assigns to a name (`klaroConfig = {…}`) or hands to a function (`run({…})`).
pub(super) fn assigned(script: &str, marker: &str) -> Vec<Value> {
    let mut found = Vec::new();
    let mut rest = script;
    for _ in 0..MOST_ATTEMPTS {
        let Some(at) = memmem::find(rest.as_bytes(), marker.as_bytes()) else { break };
        let after = rest.get(at + marker.len()..).unwrap_or_default();
        let value = after
            .trim_start_matches([' ', '\n', '\t', '\r', '"', '\'', ']'])
            .trim_start_matches(['=', '(', ':'])
            .trim_start();
        match value.starts_with(['{', '[']).then(|| parse(value)).flatten() {
            Some((literal, length)) => {
                found.push(literal);
                rest = value.get(length..).unwrap_or_default();
            }
            None => rest = after,
        }
    }
    found
}

/// The literal a text begins with, and its length in bytes. `None` when it is no literal.
pub(super) fn parse(text: &str) -> Option<(Value, usize)> {
    let mut reader = Reader { text, at: 0, values: 0 };
    let value = reader.value(0)?;
    Some((value, reader.at))
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    values: usize,
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Spaces and comments.
    fn skip(&mut self) {
        loop {
            let rest = self.rest();
            let trimmed = rest.trim_start();
            let skipped = if let Some(comment) = trimmed.strip_prefix("//") {
                comment.find('\n').map_or(comment.len(), |at| at) + 2
            } else if let Some(comment) = trimmed.strip_prefix("/*") {
                comment.find("*/").map_or(comment.len(), |at| at + 2) + 2
            } else {
                0
            };
            let blank = rest.len() - trimmed.len();
            self.at += blank + skipped;
            if skipped == 0 {
                return;
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.values += 1;
        if depth > DEEPEST || self.values > MOST_VALUES {
            return None;
        }
        self.skip();
        match self.peek()? {
            '{' => self.object(depth),
            '[' => self.array(depth),
            '"' | '\'' | '`' => self.string().map(Value::String),
            '/' => Some(Value::String(self.regular_expression())),
            _ => Some(self.expression()),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.next();
        let mut object = Map::new();
        loop {
            self.skip();
            match self.peek()? {
                '}' => {
                    self.next();
                    return Some(Value::Object(object));
                }
                ',' => {
                    self.next();
                    continue;
                }
                _ => {}
            }
            let key = match self.peek()? {
                '"' | '\'' | '`' => self.string()?,
                _ => self.name(),
            };
            self.skip();
            if self.peek()? == ':' {
                self.next();
                let value = self.value(depth + 1)?;
                object.insert(key, value);
            } else if self.expression() == Value::Null && key.is_empty() {
                return None;
            }
        }
    }

    fn array(&mut self, depth: usize) -> Option<Value> {
        self.next();
        let mut array = Vec::new();
        loop {
            self.skip();
            match self.peek()? {
                ']' => {
                    self.next();
                    return Some(Value::Array(array));
                }
                ',' => {
                    self.next();
                }
                _ => {
                    let before = self.at;
                    array.push(self.value(depth + 1)?);
                    if self.at == before {
                        return None;
                    }
                }
            }
        }
    }

    fn string(&mut self) -> Option<String> {
        let quote = self.next()?;
        let mut string = String::new();
        loop {
            match self.next()? {
                end if end == quote => return Some(string),
                '\\' => match self.next()? {
                    'n' => string.push('\n'),
                    't' => string.push(' '),
                    'u' => string.extend(self.code(4)),
                    'x' => string.extend(self.code(2)),
                    other => string.push(other),
                },
                other => string.push(other),
            }
        }
    }

    /// The character of so many hexadecimal digits; half a surrogate pair is none.
    fn code(&mut self, digits: usize) -> Option<char> {
        let code = u32::from_str_radix(self.rest().get(..digits)?, 16).ok()?;
        self.at += digits;
        char::from_u32(code)
    }

    fn regular_expression(&mut self) -> String {
        let mut pattern = String::new();
        pattern.extend(self.next());
        let mut in_class = false;
        while let Some(character) = self.next() {
            pattern.push(character);
            match character {
                '\\' => pattern.extend(self.next()),
                '[' => in_class = true,
                ']' => in_class = false,
                '/' if !in_class => break,
                '\n' => break,
                _ => {}
            }
        }
        while self.peek().is_some_and(|flag| flag.is_ascii_alphabetic()) {
            pattern.extend(self.next());
        }
        pattern
    }

    fn name(&mut self) -> String {
        let mut name = String::new();
        while let Some(character) =
            self.peek().filter(|character| character.is_alphanumeric() || matches!(character, '_' | '$' | '-'))
        {
            name.push(character);
            self.next();
        }
        name
    }

    /// A number or a word as a value; anything else (a call, a function) is skipped to the end of its value.
    fn expression(&mut self) -> Value {
        let from = self.at;
        let mut depth = 0_usize;
        while let Some(character) = self.peek() {
            match character {
                '"' | '\'' | '`' => {
                    if self.string().is_none() {
                        break;
                    }
                    continue;
                }
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' | ',' | ';' if depth == 0 => break,
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
            self.next();
        }
        let words = self.text.get(from..self.at).unwrap_or_default().trim();
        match words {
            "true" | "!0" => Value::Bool(true),
            "false" | "!1" => Value::Bool(false),
            _ => match words.strip_prefix("new RegExp(").and_then(|rest| rest.split(['"', '\'']).nth(1)) {
                Some(pattern) => Value::String(format!("/{pattern}/")),
                None => serde_json::from_str(words).unwrap_or(Value::Null),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{assigned, parse};
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn literals_are_read_as_written() {
        let script = "window.klaroConfig = { // our services\n services: [{name: 'matomo', cookies: [/^_pk_.*$/, ['_x', '/', 'a.example'],], required: !0, callback: function(a, b) { return {a: 1}; }},], n: 1.5, };";
        let expected = json!({"services": [{"name": "matomo", "cookies": ["/^_pk_.*$/", ["_x", "/", "a.example"]], "required": true, "callback": null}], "n": 1.5});
        assert_eq!(assigned(script, "klaroConfig"), [expected]);
    }

    #[test]
    fn hostile_nesting_ends() {
        assert_eq!(parse(&"[".repeat(100_000)), None);
        assert_eq!(parse(&"{a:".repeat(100_000)), None);
        assert_eq!(parse("{"), None);
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[\\[{][a-z:,'\"/\\[\\]{}() \\\\]{0,60}") {
            let _ = parse(&text);
        }
    }
}
