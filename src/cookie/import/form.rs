//! Which format is it? Told by the first bytes, and for JSON by the outermost keys.

use super::error::ImportError;
use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io::{BufReader, Read, Seek, SeekFrom};

/// The formats that hold cookies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Form {
    /// `cookie-charter/visit/1`.
    Visit,
    /// `cookie-charter/report/1`, which contains its visit.
    Report,
    /// An array of cookies.
    #[default]
    List,
    /// An object with `cookies`, perhaps with the `origins` of a Playwright `storageState`.
    Session,
    /// inspection.json of the Website Evidence Collector.
    Inspection,
    /// HTTP Archive 1.2.
    Har,
    /// Netscape cookies.txt.
    Netscape,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Visit => "a visit",
            Self::Report => "a report",
            Self::List => "a list of cookies",
            Self::Session => "the cookies of a session",
            Self::Inspection => "inspection.json",
            Self::Har => "HAR",
            Self::Netscape => "cookies.txt",
        })
    }
}

/// Tells the format, and where its text starts (after a byte order mark). Reads no further than it must.
pub(super) fn of(file: &mut (impl Read + Seek)) -> Result<(Form, u64), ImportError> {
    let mut head = Vec::new();
    file.by_ref().take(4096).read_to_end(&mut head)?;
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    let start = u64::try_from(head.len() - text.len()).unwrap_or(0);
    let Some(first) = text.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        return if head.len() < 4096 { Err(ImportError::Empty) } else { Err(ImportError::Foreign { found: "blank" }) };
    };
    match first {
        b'{' | b'[' => {
            file.seek(SeekFrom::Start(start))?;
            Ok((of_json(BufReader::new(file))?, start))
        }
        b'<' => Err(ImportError::Foreign { found: "HTML or XML" }),
        _ if head.contains(&0) => Err(ImportError::Foreign { found: "binary data" }),
        _ => Ok((Form::Netscape, start)),
    }
}

fn of_json(file: impl Read) -> Result<Form, ImportError> {
    let mut clues = Clues::default();
    let mut json = serde_json::Deserializer::from_reader(file);
    let end = (&mut clues).deserialize(&mut json);
    match (clues.form, end) {
        (Some(form), _) => Ok(form),
        (None, Err(_)) if let Some((found, option)) = clues.misplaced => Err(ImportError::Misplaced { found, option }),
        (None, Ok(())) if clues.cookies => Ok(Form::Session),
        (None, Ok(())) => Err(ImportError::Unknown { keys: clues.keys }),
        (None, Err(error)) => Err(ImportError::unknown_json(&error)),
    }
}

/// What the outermost keys tell.
#[derive(Default)]
struct Clues {
    form: Option<Form>,
    cookies: bool,
    /// It is something else, which belongs after another option.
    misplaced: Option<(&'static str, &'static str)>,
    keys: Vec<String>,
}

const KNOWLEDGE: (&str, &str) = ("a knowledge base", "--knowledge");

/// The first member of an array, as far as it tells a knowledge base from a cookie.
#[derive(serde::Deserialize)]
struct First {
    #[serde(default)]
    knowledges: Option<IgnoredAny>,
}

impl Clues {
    /// Ends the reading: enough is known. The error is never shown.
    fn found<E: serde::de::Error>(&mut self, form: Form) -> Result<(), E> {
        self.form = Some(form);
        Err(E::custom("the format is known"))
    }
}

impl<'de> DeserializeSeed<'de> for &mut Clues {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for &mut Clues {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or an array of cookies")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        if let Ok(Some(First { knowledges: Some(_) })) = seq.next_element::<First>() {
            self.misplaced = Some(KNOWLEDGE);
            return Err(A::Error::custom("a knowledge base"));
        }
        self.found(Form::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "log" => return self.found(Form::Har),
                "knowledges" => {
                    self.misplaced = Some(KNOWLEDGE);
                    return Err(A::Error::custom("a knowledge base"));
                }
                "origins" | "result" => return self.found(Form::Session),
                "uri_ins" | "uri_dest" | "browsing_history" | "beacons" | "testSSL" => {
                    return self.found(Form::Inspection);
                }
                "schema" => match map.next_value::<serde_json::Value>()?.as_str() {
                    Some(schema) if schema.starts_with("cookie-charter/visit/") => return self.found(Form::Visit),
                    Some(schema) if schema.starts_with("cookie-charter/report/") => return self.found(Form::Report),
                    Some(schema) if schema.starts_with("cookie-charter/") => {
                        self.misplaced = Some(("a charter", "--charter"));
                        return Err(A::Error::custom("a charter"));
                    }
                    _ => {}
                },
                _ => {
                    self.cookies |= key == "cookies";
                    map.next_value::<IgnoredAny>()?;
                }
            }
            if self.keys.len() < 8 {
                self.keys.push(key.chars().filter(|c| !c.is_control()).take(40).collect());
            }
        }
        Ok(())
    }
}
