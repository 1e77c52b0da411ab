//! One exchange of an archive, as much of it as matters.

use crate::cookie::import::json::Scalar;
use crate::cookie::set_cookie::{self, SetCookie};
use serde::Deserialize as Derive;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use std::fmt;
use std::marker::PhantomData;

/// One exchange, as much of it as matters.
#[derive(Derive)]
#[serde(rename_all = "camelCase")]
pub(super) struct Entry {
    #[serde(default)]
    pub(super) started_date_time: Scalar,
    pub(super) request: Request,
    #[serde(default)]
    pub(super) response: Response,
    /// Chromium's and Playwright's own key.
    #[serde(default, rename = "_resourceType")]
    pub(super) resource_type: Scalar,
}

#[derive(Derive)]
pub(super) struct Request {
    pub(super) url: String,
    #[serde(default)]
    pub(super) cookies: Vec<Sent>,
    /// The `Cookie` header: some exporters leave the array empty, or what is `HttpOnly` out of it.
    #[serde(default)]
    pub(super) headers: Headers<Sent>,
}

/// A cookie of a request.
#[derive(Derive)]
pub(super) struct Sent {
    pub(super) name: String,
}

#[derive(Default, Derive)]
pub(super) struct Response {
    #[serde(default)]
    pub(super) headers: Headers<SetCookie>,
    #[serde(default)]
    pub(super) cookies: Vec<Parsed>,
    #[serde(default, rename = "redirectURL")]
    pub(super) redirect_url: Scalar,
}

/// A cookie of `response.cookies`: what is left when an exporter has parsed the header and dropped it.
#[derive(Derive)]
#[serde(rename_all = "camelCase")]
pub(super) struct Parsed {
    pub(super) name: String,
    #[serde(default)]
    path: Scalar,
    #[serde(default)]
    domain: Scalar,
    #[serde(default)]
    expires: Scalar,
    #[serde(default)]
    secure: Scalar,
    #[serde(default)]
    http_only: Scalar,
    #[serde(default)]
    same_site: Scalar,
}

impl Parsed {
    pub(super) fn set_cookie(self) -> SetCookie {
        let same_site = self.same_site.text().unwrap_or_default();
        let domain = self.domain.text().unwrap_or_default();
        SetCookie {
            expires: self.expires.moment(),
            secure: self.secure.is_true(),
            http_only: self.http_only.is_true(),
            path: self.path.text().filter(|path| path.starts_with('/')),
            domain: Some(domain.trim_start_matches('.').to_lowercase()).filter(|domain| !domain.is_empty()),
            same_site: set_cookie::parse(&format!("a=; SameSite={same_site}")).and_then(|set| set.same_site),
            name: self.name,
            ..SetCookie::default()
        }
    }
}

/// The headers of one name; the others pass by.
pub(super) struct Headers<T>(pub(super) Vec<T>);

impl<T> Default for Headers<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

/// What a header says of cookies.
pub(super) trait Told: Sized {
    /// The header's name, lower case.
    const HEADER: &str;

    /// What one value says.
    fn of(value: &str) -> Vec<Self>;
}

impl Told for SetCookie {
    const HEADER: &str = "set-cookie";

    /// Firefox joins several by line feeds.
    fn of(value: &str) -> Vec<Self> {
        value.split('\n').map(|line| line.trim_end_matches('\r')).filter_map(set_cookie::parse).collect()
    }
}

impl Told for Sent {
    const HEADER: &str = "cookie";

    /// A pair without name is a value.
    fn of(value: &str) -> Vec<Self> {
        let names = value.split([';', '\n']).filter_map(|pair| pair.split_once('='));
        names.map(|(name, _)| Self { name: name.trim().to_owned() }).collect()
    }
}

impl<'de, T: Told> Deserialize<'de> for Headers<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Walk(PhantomData))
    }
}

/// The walk through the headers of a message.
struct Walk<T>(PhantomData<T>);

impl<'de, T: Told> Visitor<'de> for Walk<T> {
    type Value = Headers<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the headers of a message")
    }

    fn visit_unit<E>(self) -> Result<Headers<T>, E> {
        Ok(Headers::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Headers<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(Header { name, value }) = seq.next_element::<Header<T>>()? {
            if name.eq_ignore_ascii_case(T::HEADER) {
                all.extend(value.0);
            }
        }
        Ok(Headers(all))
    }
}

#[derive(Derive)]
#[serde(bound = "T: Told")]
struct Header<T> {
    name: String,
    #[serde(default)]
    value: Value<T>,
}

/// What a header's value says; the value itself is not kept.
struct Value<T>(Vec<T>);

impl<T> Default for Value<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de, T: Told> Deserialize<'de> for Value<T> {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        json.deserialize_any(Read(PhantomData))
    }
}

struct Read<T>(PhantomData<T>);

impl<T: Told> Visitor<'_> for Read<T> {
    type Value = Value<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a header's value")
    }

    fn visit_unit<E>(self) -> Result<Value<T>, E> {
        Ok(Value::default())
    }

    fn visit_str<E>(self, text: &str) -> Result<Value<T>, E> {
        Ok(Value(T::of(text)))
    }
}
