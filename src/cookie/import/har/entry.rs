//! One exchange of an archive, as much of it as matters.

use crate::cookie::import::json::Scalar;
use crate::cookie::set_cookie::{self, SetCookie};
use serde::Deserialize as Derive;
use serde::de::{Deserialize, Deserializer, SeqAccess, Visitor};
use std::fmt;

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
}

#[derive(Derive)]
pub(super) struct Sent {
    pub(super) name: String,
}

#[derive(Default, Derive)]
pub(super) struct Response {
    #[serde(default)]
    pub(super) headers: SetCookies,
    #[serde(default)]
    pub(super) cookies: Vec<Told>,
    #[serde(default, rename = "redirectURL")]
    pub(super) redirect_url: Scalar,
}

/// A cookie of `response.cookies`: what is left when an exporter has parsed the header and dropped it.
#[derive(Derive)]
#[serde(rename_all = "camelCase")]
pub(super) struct Told {
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

impl Told {
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

/// The `Set-Cookie` headers of an answer; the others pass by. Firefox joins several by line feeds.
#[derive(Default)]
pub(super) struct SetCookies(pub(super) Vec<SetCookie>);

impl<'de> Deserialize<'de> for SetCookies {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        #[derive(Derive)]
        struct Header {
            name: String,
            #[serde(default)]
            value: Lines,
        }

        #[derive(Default)]
        struct Lines(Vec<SetCookie>);

        impl<'de> Deserialize<'de> for Lines {
            fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
                struct Text;

                impl Visitor<'_> for Text {
                    type Value = Lines;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("a header's value")
                    }

                    fn visit_unit<E>(self) -> Result<Lines, E> {
                        Ok(Lines(Vec::new()))
                    }

                    fn visit_str<E>(self, text: &str) -> Result<Lines, E> {
                        Ok(Lines(
                            text.split('\n')
                                .map(|line| line.trim_end_matches('\r'))
                                .filter_map(set_cookie::parse)
                                .collect(),
                        ))
                    }
                }

                json.deserialize_any(Text)
            }
        }

        struct Headers;

        impl<'de> Visitor<'de> for Headers {
            type Value = SetCookies;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the headers of an answer")
            }

            fn visit_unit<E>(self) -> Result<SetCookies, E> {
                Ok(SetCookies::default())
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<SetCookies, A::Error> {
                let mut all = Vec::new();
                while let Some(Header { name, value }) = seq.next_element()? {
                    if name.eq_ignore_ascii_case("set-cookie") {
                        all.extend(value.0);
                    }
                }
                Ok(SetCookies(all))
            }
        }

        json.deserialize_any(Headers)
    }
}
