//! The words of one language: sentences with places for names and numbers, in the right plural.
//!
//! One JSON file a language, all with the same sentences; one that is missing is shown as its own key, which a test keeps from
//! happening.

mod plural;

use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// The words of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// The language's tag (`fr`): the name of the file.
    #[serde(skip)]
    language: &'static str,
    /// Fixed labels of the pages, by key. They become the extension's `_locales`.
    pub labels: BTreeMap<String, String>,
    /// What is said of each rule, by its id.
    rules: BTreeMap<String, RuleWords>,
    /// The one sentence of an audit.
    verdict: BTreeMap<String, Phrase>,
    /// Everything else a view says.
    view: BTreeMap<String, Phrase>,
}

/// What is said of a rule.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RuleWords {
    /// Its name, for people ("Absent de la charte").
    pub title: String,
    /// What was observed. Variants of the plain sentence are in `variants`.
    observed: Phrase,
    /// Other ways to say what was observed, by the case they are for (`refused`).
    #[serde(default)]
    variants: BTreeMap<String, Phrase>,
    /// Why it matters.
    why: Phrase,
    /// What a visitor may do.
    visitor: Phrase,
    /// What a visitor may do about a cookie that was seen being set, where that is something else.
    #[serde(default, rename = "visitor-set")]
    visitor_set: Option<Phrase>,
    /// What the owner of the site may do.
    owner: Phrase,
}

/// A sentence, or one for each plural form of its number `{n}`.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum Phrase {
    One(String),
    Forms(BTreeMap<String, String>),
}

/// A part of what is said of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part<'a> {
    /// What was observed, in the variant for this case when there is one.
    Observed(&'a str),
    /// Why it matters.
    Why,
    /// What a visitor may do.
    Visitor,
    /// What a visitor may do about a cookie that was seen being set.
    VisitorSet,
    /// What the owner of the site may do.
    Owner,
}

/// What is put into the places of a sentence: `{name}` and so on. The number of `n` chooses the plural form.
pub type Fill<'a> = &'a [(&'a str, &'a str)];

macro_rules! languages {
    ($($tag:literal)*) => {
        /// The languages with words, French first.
        pub const LANGUAGES: &[&str] = &[$($tag),*];

        fn source(language: &str) -> Option<&'static str> {
            match language {
                $($tag => Some(include_str!(concat!($tag, ".json"))),)*
                _ => None,
            }
        }
    };
}
languages!("fr" "en" "de" "es" "it" "nl" "pt" "pl");

impl Words {
    /// The language's tag (`fr`).
    pub fn language(&self) -> &'static str {
        self.language
    }

    /// The words of a language tag (`fr`, `fr-FR`); English for a language without words.
    pub fn of(language: &str) -> &'static Words {
        let primary = language.split(['-', '_']).next().unwrap_or_default().to_lowercase();
        parsed(&primary).or_else(|| parsed("en")).unwrap_or_else(|| {
            static NONE: OnceLock<Words> = OnceLock::new();
            NONE.get_or_init(Words::none)
        })
    }

    /// A sentence of the verdict.
    pub fn verdict(&self, key: &str, fill: Fill<'_>) -> String {
        self.say(key, fill, self.verdict.get(key))
    }

    /// A sentence of a view.
    pub fn view(&self, key: &str, fill: Fill<'_>) -> String {
        self.say(key, fill, self.view.get(key))
    }

    /// A number with the language's decimal sign, from one with a point.
    pub fn number(&self, number: &str) -> String {
        if self.language == "en" { number.to_owned() } else { number.replace('.', ",") }
    }

    /// The title of a rule.
    pub fn title<'w>(&'w self, rule: &'w str) -> &'w str {
        self.rules.get(rule).map_or(rule, |words| words.title.as_str())
    }

    /// A sentence about a rule.
    pub fn rule(&self, rule: &str, part: Part<'_>, fill: Fill<'_>) -> String {
        let of_rule = self.rules.get(rule).map(|words| match part {
            Part::Observed(case) => words.variants.get(case).unwrap_or(&words.observed),
            Part::Why => &words.why,
            Part::Visitor => &words.visitor,
            Part::VisitorSet => words.visitor_set.as_ref().unwrap_or(&words.visitor),
            Part::Owner => &words.owner,
        });
        self.say(rule, fill, of_rule)
    }

    fn say(&self, key: &str, fill: Fill<'_>, phrase: Option<&Phrase>) -> String {
        phrase.map_or_else(|| key.to_owned(), |phrase| phrase.say(self.language, fill))
    }

    fn none() -> Self {
        let (labels, rules, verdict, view) = Default::default();
        Self { language: "en", labels, rules, verdict, view }
    }
}

impl Phrase {
    fn say(&self, language: &str, fill: Fill<'_>) -> String {
        match self {
            Self::One(pattern) => filled(pattern, language, fill),
            Self::Forms(forms) => {
                let number = fill.iter().find(|(place, _)| *place == "n").and_then(|(_, number)| number.parse().ok());
                let form = plural::form(language, number.unwrap_or_default());
                let pattern = forms.get(form).or_else(|| forms.get("other"));
                pattern.map(|pattern| filled(pattern, language, fill)).unwrap_or_default()
            }
        }
    }
}

/// The places that hold a whole number: what stands elsewhere may be a name of digits.
const COUNTS: [&str; 5] = ["n", "of", "all", "third", "unnamed"];

/// A whole number with its thousands apart, as the pages' own `Intl.NumberFormat` writes it: "1 002", "1,002", "1.002".
fn grouped<'a>(number: &'a str, language: &str) -> Cow<'a, str> {
    let (sign, least) = match language {
        "fr" => ("\u{202f}", 4),
        "en" => (",", 4),
        "es" | "it" => (".", 5),
        "pl" => ("\u{a0}", 5),
        _ => (".", 4),
    };
    if number.len() < least || !number.bytes().all(|byte| byte.is_ascii_digit()) {
        return Cow::from(number);
    }
    let mut text = String::with_capacity(number.len() * 2);
    for (at, digit) in number.chars().enumerate() {
        if at > 0 && (number.len() - at).is_multiple_of(3) {
            text.push_str(sign);
        }
        text.push(digit);
    }
    Cow::from(text)
}

/// Puts names and numbers into their places, once: what is put in is not searched again.
fn filled(pattern: &str, language: &str, fill: Fill<'_>) -> String {
    let mut text = String::with_capacity(pattern.len());
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let place = after.split_once('}').and_then(|(place, after)| {
            let (_, value) = fill.iter().find(|(name, _)| *name == place)?;
            Some((if COUNTS.contains(&place) { grouped(value, language) } else { Cow::from(*value) }, after))
        });
        if let Some((value, after)) = place {
            text.push_str(&value);
            // "X Corp." at the end of a sentence
            rest = if value.ends_with('.') { after.strip_prefix('.').unwrap_or(after) } else { after };
        } else {
            text.push('{');
            rest = after;
        }
    }
    text.push_str(rest);
    text
}

/// The words of a language with a file, parsed once.
fn parsed(language: &str) -> Option<&'static Words> {
    static PARSED: [OnceLock<Option<Words>>; LANGUAGES.len()] = [const { OnceLock::new() }; LANGUAGES.len()];
    let index = LANGUAGES.iter().position(|tag| *tag == language)?;
    let read = || {
        let words = serde_json::from_str(source(language)?).ok()?;
        Some(Words { language: LANGUAGES.get(index)?, ..words })
    };
    PARSED.get(index)?.get_or_init(read).as_ref()
}

#[cfg(test)]
mod tests;
