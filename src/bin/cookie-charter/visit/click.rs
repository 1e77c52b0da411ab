//! The click that accepts or refuses: in a consent dialog wherever it stands, as soon as it can be clicked.

use super::frames::CHILDREN;
use super::session::Session;
use super::trouble::Trouble;
use cookie_charter::report::text::plain;
use serde::Deserialize;
use serde_json::Value;
use std::time::{Duration, Instant};

/// Frames that are searched: consent dialogs are not deep.
const MOST_FRAMES: usize = 40;

/// What became of one attempt; the later, the nearer to a click.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Attempt {
    Nothing,
    Hidden,
    /// With the browser's own words.
    Covered(String),
    Clicked(Clicked),
}

/// What was clicked.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Clicked {
    /// What is written on it, shortened.
    words: String,
    /// How many things that are shown the selector matches beside it, in the same frame.
    others: usize,
}

impl Clicked {
    /// What speaks for a click on something else than was meant: it led to another page, or was one of several.
    pub(super) fn astray(&self, wish: &str, before: &str, after: &str) -> Option<String> {
        let page = |address: &str| address.split(['?', '#']).next().unwrap_or_default().to_owned();
        let led = (page(before) != page(after)).then(|| format!("led to {after}"));
        let others = match self.others {
            0 => None,
            others => Some(format!("is one of {} that it matches", others + 1)),
        };
        let told: Vec<String> = led.into_iter().chain(others).collect();
        let words = &self.words;
        (!told.is_empty())
            .then(|| format!("{wish} clicked “{words}”, which {}: is this the choice?", told.join(" and ")))
    }
}

/// Whether the browser can read a selector, asked before it shows any site.
///
/// # Errors
///
/// [`Trouble::Site`] says that it cannot; others as every command.
pub(super) fn check(session: &Session, option: &str, selector: &str) -> Result<(), Trouble> {
    let read =
        "try { document.createDocumentFragment().querySelector(selector); return true; } catch { return false; }";
    match session.script(&format!("const selector = {};\n{read}", Value::from(selector))) {
        Ok(Value::Bool(false)) => Err(no_selector(&format!("{option} {selector}"))),
        Err(trouble) if trouble.is_passing() || session.is_over() => Err(trouble),
        // Where nothing is shown yet, the browser may have no answer.
        Ok(_) | Err(_) => Ok(()),
    }
}

fn no_selector(wish: &str) -> Trouble {
    Trouble::Site(format!("{wish}: this is no CSS selector; expected one such as #reject or button.refuse"))
}

/// Clicks the first element that a CSS selector matches and that can be clicked: in the page, its frames, their open
/// shadow roots. Dialogs come, and slide in, some time after their page: it is waited for as long as `patience`. `option`
/// is what the person typed the selector after, for messages.
///
/// # Errors
///
/// [`Trouble::Site`] says whether nothing matches, or why it cannot be clicked; others as every command.
pub(super) fn click(session: &Session, option: &str, selector: &str, patience: Duration) -> Result<Clicked, Trouble> {
    let end = Instant::now() + patience;
    let wish = format!("{option} {selector}");
    loop {
        let attempt = match within(session, &wish, selector, &mut 0, true) {
            // The page went away, or else the browser, which then shows no other either.
            Err(Trouble::Lost(_)) => session.top().map(|()| Attempt::Nothing)?,
            other => other?,
        };
        let why = match attempt {
            Attempt::Clicked(clicked) => return Ok(clicked),
            Attempt::Nothing => "nothing on the page matches it, its frames and open shadow roots included".to_owned(),
            Attempt::Hidden => "what it matches stays hidden, and cannot be clicked".to_owned(),
            Attempt::Covered(told) => format!("what it matches is covered, and cannot be clicked: {told}"),
        };
        if Instant::now() >= end || session.is_over() {
            return Err(Trouble::Site(format!("{wish}: {why}")));
        }
        std::thread::sleep(Duration::from_millis(200));
    }
}

/// What the present frame answers.
#[derive(Deserialize)]
struct Found {
    /// The browser cannot read the selector.
    invalid: bool,
    elements: Vec<Value>,
    /// What is written on each.
    words: Vec<String>,
    /// How many are shown in all.
    shown: usize,
    children: Vec<Value>,
}

/// Searches the present frame and those in it, and comes back to it unless something was clicked.
fn within(session: &Session, wish: &str, selector: &str, frames: &mut usize, is_top: bool) -> Result<Attempt, Trouble> {
    let asked = format!("const selector = {};\nconst children = {CHILDREN};\n{FIND}", Value::from(selector));
    let found = match session.script(&asked) {
        Ok(found) => serde_json::from_value::<Found>(found).ok(),
        Err(trouble) if trouble.is_passing() || session.is_over() => return Err(trouble),
        Err(_) => None,
    };
    let Some(found) = found else { return Ok(Attempt::Nothing) };
    if found.invalid {
        return Err(no_selector(wish));
    }
    let mut nearest = Attempt::Nothing;
    for (element, words) in found.elements.iter().zip(&found.words) {
        let clicked = Clicked { words: plain(words), others: found.shown.saturating_sub(1) };
        nearest = nearest.max(attempt(session, element, clicked)?);
        if matches!(nearest, Attempt::Clicked(_)) {
            return Ok(nearest);
        }
    }
    for child in &found.children {
        *frames += 1;
        if *frames > MOST_FRAMES {
            break;
        }
        match inside(session, wish, selector, child, frames) {
            // A frame of the page went away: the others are still there, if the page is.
            Err(Trouble::Lost(_)) if is_top => session.top()?,
            other => nearest = nearest.max(other?),
        }
        if matches!(nearest, Attempt::Clicked(_)) {
            return Ok(nearest);
        }
    }
    Ok(nearest)
}

/// Searches a frame of the present one, and comes back unless something was clicked.
fn inside(
    session: &Session,
    wish: &str,
    selector: &str,
    child: &Value,
    frames: &mut usize,
) -> Result<Attempt, Trouble> {
    match session.enter(child) {
        Ok(()) => {}
        Err(trouble) if trouble.is_passing() || session.is_over() => return Err(trouble),
        // It has gone since.
        Err(_) => return Ok(Attempt::Nothing),
    }
    let nearest = within(session, wish, selector, frames, false)?;
    if !matches!(nearest, Attempt::Clicked(_)) {
        session.leave()?;
    }
    Ok(nearest)
}

fn attempt(session: &Session, element: &Value, clicked: Clicked) -> Result<Attempt, Trouble> {
    match session.press(element) {
        Ok(()) => Ok(Attempt::Clicked(clicked)),
        Err(Trouble::Site(told)) if told.contains("is not clickable at point") => Ok(Attempt::Covered(told)),
        // The words differ from browser to browser; what is left is hidden, or has gone since.
        Err(Trouble::Site(_)) => Ok(Attempt::Hidden),
        Err(trouble) => Err(trouble),
    }
}

/// The elements that match, the shown ones first.
const FIND: &str = r"
const elements = [];
const search = (within, queries) => {
  elements.push(...queries.querySelectorAll.call(within, selector));
  for (const element of queries.querySelectorAll.call(within, '*'))
    if (element.shadowRoot) search(element.shadowRoot, DocumentFragment.prototype);
};
try { search(document, Document.prototype); } catch { return { invalid: true, elements: [], words: [], shown: 0, children: [] }; }
const shown = (element) => element.getClientRects().length > 0;
elements.sort((one, other) => shown(other) - shown(one));
const words = elements.slice(0, 5).map((element) => {
  const said = element.innerText || element.value || element.getAttribute('aria-label') || element.localName;
  return String(said).replace(/\s+/g, ' ').trim().slice(0, 60);
});
return { invalid: false, elements: elements.slice(0, 5), words, shown: elements.filter(shown).length, children: children() };";
