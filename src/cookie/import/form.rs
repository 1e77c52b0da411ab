//! Which format is it? Told by the first bytes, and for JSON by the outermost keys.

use super::error::ImportError;
use super::recognise;
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
    file.by_ref().take(HEAD).read_to_end(&mut head)?;
    let (form, start) = of_head(&head)?;
    if let Some(form) = form {
        return Ok((form, start));
    }
    file.seek(SeekFrom::Start(start))?;
    Ok((of_json(BufReader::new(file))?, start))
}

/// Tells the format of what can be read but once, and gives what was read for it, from the start of the text on.
pub(super) fn of_stream(stream: &mut impl Read) -> Result<(Form, Vec<u8>), ImportError> {
    let mut stream = Kept { stream, bytes: Vec::new(), full: false };
    let mut head = Vec::new();
    stream.by_ref().take(HEAD).read_to_end(&mut head)?;
    let (form, start) = of_head(&head)?;
    let start = usize::try_from(start).unwrap_or(0);
    let form = if let Some(form) = form {
        form
    } else {
        let text = head.get(start..).unwrap_or_default();
        let told = of_json(BufReader::new(text.chain(&mut stream)));
        if stream.full {
            return Err(ImportError::TooLate { megabytes: MOST_KEPT >> 20 });
        }
        told?
    };
    stream.bytes.drain(..start.min(stream.bytes.len()));
    Ok((form, stream.bytes))
}

/// So many bytes tell a format that is no JSON.
const HEAD: u64 = 4096;
/// A stream that has not told what it is by then is not read on: what was read of it is held.
const MOST_KEPT: usize = 64 << 20;

/// A stream, and all that was read of it.
struct Kept<'a, R> {
    stream: &'a mut R,
    bytes: Vec<u8>,
    /// There was more than is kept.
    full: bool,
}

impl<R: Read> Read for Kept<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        if self.bytes.len() >= MOST_KEPT {
            self.full = true;
            return Ok(0);
        }
        let count = self.stream.read(into)?;
        self.bytes.extend_from_slice(into.get(..count).unwrap_or_default());
        Ok(count)
    }
}

/// What the first bytes tell, and where the text starts. `None`: it is JSON of some kind.
fn of_head(head: &[u8]) -> Result<(Option<Form>, u64), ImportError> {
    const KINDS: [(&[u8], &str); 5] = [
        (b"\x1f\x8b", "a gzip file (unpack it first)"),
        (b"PK\x03\x04", "a ZIP archive (unpack it first)"),
        (b"SQLite format 3", "a database, perhaps the browser's own (export its cookies instead)"),
        (b"\xff\xfe", "text in UTF-16 (save it as UTF-8)"),
        (b"\xfe\xff", "text in UTF-16 (save it as UTF-8)"),
    ];
    if let Some((_, found)) = KINDS.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Err(ImportError::Foreign { found });
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    let start = u64::try_from(head.len() - text.len()).unwrap_or(0);
    let Some(first) = text.iter().find(|byte| !byte.is_ascii_whitespace()) else {
        let whole = u64::try_from(head.len()).is_ok_and(|length| length < HEAD);
        return Err(if whole { ImportError::Empty } else { ImportError::Foreign { found: "blank" } });
    };
    match first {
        b'{' | b'[' => Ok((None, start)),
        b'<' => Err(ImportError::Foreign { found: "HTML or XML" }),
        _ if head.contains(&0) => Err(ImportError::Foreign { found: "binary data" }),
        _ => match recognise::shown(&String::from_utf8_lossy(text)) {
            Some(kind) => Err(ImportError::Shown { kind }),
            None => Ok((Some(Form::Netscape), start)),
        },
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

#[cfg(test)]
mod tests {
    use super::{Form, of_stream};
    use crate::cookie::import::ImportError;
    use std::io::Read as _;

    #[test]
    fn of_a_stream_no_more_is_held_than_tells_its_format() {
        let long = br#"{"log": {"entries": ["#.chain(std::io::repeat(b' ').take(10 << 20));
        let (form, kept) = of_stream(&mut { long }).unwrap();
        assert_eq!(form, Form::Har);
        assert!(kept.len() < 20_000, "{}", kept.len());
        let endless = br#"{"note": ""#.chain(std::io::repeat(b'a'));
        assert!(matches!(of_stream(&mut { endless }), Err(ImportError::TooLate { megabytes: 64 })));
    }
}
