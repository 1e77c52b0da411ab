//! The walk through an archive's JSON: nothing of it is stored on the way.

use super::jar::Jar;
use crate::cookie::import::json::Scalar;
use serde::Deserialize as Derive;
use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// The outermost object, whose `log` is walked without being stored.
pub(super) struct Archive<'a>(pub(super) &'a mut Jar);

/// The object under `log`.
struct Log<'a>(&'a mut Jar);

/// The array of exchanges.
struct Entries<'a>(&'a mut Jar);

/// The browser, or whoever else wrote the archive.
#[derive(Derive)]
struct Writer {
    #[serde(default)]
    name: Scalar,
    #[serde(default)]
    version: Scalar,
}

impl<'de> Visitor<'de> for Archive<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an archive: an object with log")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            if key == "log" {
                map.next_value_seed(Log(self.0))?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }
}

impl<'de> Visitor<'de> for Log<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a log: an object with entries")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        let mut entries = false;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "entries" => {
                    entries = true;
                    map.next_value_seed(Entries(self.0))?;
                }
                "creator" => {
                    let Writer { name, .. } = map.next_value()?;
                    self.0.hosts_only |= name.text().as_deref() == Some(super::HOSTS_ONLY);
                }
                "browser" => {
                    let Writer { name, version } = map.next_value()?;
                    self.0.browser = name
                        .text()
                        .map(|name| format!("{name} {}", version.text().unwrap_or_default()).trim_end().to_owned());
                }
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        if entries { Ok(()) } else { Err(serde::de::Error::missing_field("entries")) }
    }
}

impl<'de> Visitor<'de> for Entries<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the array of entries")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<(), A::Error> {
        while let Some(entry) = seq.next_element()? {
            self.0.entry(entry);
        }
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Archive<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> DeserializeSeed<'de> for Log<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_map(self)
    }
}

impl<'de> DeserializeSeed<'de> for Entries<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, json: D) -> Result<(), D::Error> {
        json.deserialize_seq(self)
    }
}
