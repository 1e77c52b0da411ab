//! Lenient pieces of JSON: tools disagree on types, and one odd field must not lose a whole file.

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;

/// A value of any type, of which only plain ones matter.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Scalar {
    /// Absent, null, an array or an object.
    #[default]
    Nothing,
    /// true or false.
    Truth(bool),
    /// Any number.
    Number(f64),
    /// A string.
    Text(String),
}

impl Scalar {
    /// Its text; a number as written. `None` when it is neither.
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Number(number) => Some(number.to_string()),
            Self::Nothing | Self::Truth(_) => None,
        }
    }

    /// `true`, `1` and "true" in any case.
    pub(super) fn is_true(&self) -> bool {
        match self {
            Self::Truth(truth) => *truth,
            Self::Number(number) => *number != 0.0,
            Self::Text(text) => text.eq_ignore_ascii_case("true"),
            Self::Nothing => false,
        }
    }

    /// A moment, in seconds since 1970: a number, a number in a string, RFC 3339 or a cookie date. `None` when it is
    /// none, zero or negative: tools write `-1` or `0` for "until the browser closes".
    pub(super) fn moment(&self) -> Option<u64> {
        match self {
            Self::Number(number) => seconds(*number),
            Self::Text(text) => match text.trim().parse::<f64>() {
                Ok(number) => seconds(number),
                Err(_) => crate::cookie::moment::rfc3339(text).or_else(|| crate::cookie::moment::cookie_date(text)),
            },
            Self::Nothing | Self::Truth(_) => None,
        }
    }
}

/// Whole seconds; a cast saturates, so no figure is too large.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the value is checked to be positive, and saturates"
)]
fn seconds(number: f64) -> Option<u64> {
    (number > 0.0).then_some(number as u64)
}

/// The length of a string in bytes; the string itself is never stored. `None` for anything else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Length(pub(super) Option<u64>);

macro_rules! anything_else_is {
    ($nothing:expr) => {
        fn visit_unit<E>(self) -> Result<Self::Value, E> {
            Ok($nothing)
        }

        fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            while seq.next_element::<IgnoredAny>()?.is_some() {}
            Ok($nothing)
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
            while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
            Ok($nothing)
        }

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("any value")
        }
    };
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Scalar;

            fn visit_bool<E>(self, truth: bool) -> Result<Scalar, E> {
                Ok(Scalar::Truth(truth))
            }

            fn visit_f64<E>(self, number: f64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number))
            }

            #[expect(clippy::cast_precision_loss, reason = "moments are far below 2⁵³")]
            fn visit_u64<E>(self, number: u64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number as f64))
            }

            #[expect(clippy::cast_precision_loss, reason = "moments are far below 2⁵³")]
            fn visit_i64<E>(self, number: i64) -> Result<Scalar, E> {
                Ok(Scalar::Number(number as f64))
            }

            fn visit_str<E>(self, text: &str) -> Result<Scalar, E> {
                Ok(Scalar::Text(text.to_owned()))
            }

            anything_else_is!(Scalar::Nothing);
        }

        json.deserialize_any(Any)
    }
}

impl<'de> Deserialize<'de> for Length {
    fn deserialize<D: Deserializer<'de>>(json: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Length;

            fn visit_bool<E>(self, _: bool) -> Result<Length, E> {
                Ok(Length(None))
            }

            fn visit_f64<E>(self, _: f64) -> Result<Length, E> {
                Ok(Length(None))
            }

            fn visit_u64<E>(self, _: u64) -> Result<Length, E> {
                Ok(Length(None))
            }

            fn visit_i64<E>(self, _: i64) -> Result<Length, E> {
                Ok(Length(None))
            }

            fn visit_str<E>(self, text: &str) -> Result<Length, E> {
                Ok(Length(u64::try_from(text.len()).ok()))
            }

            anything_else_is!(Length(None));
        }

        json.deserialize_any(Any)
    }
}
