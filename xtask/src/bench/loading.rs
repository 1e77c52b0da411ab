//! What the extension costs a page: a page with a thousand requests, loaded in turn in a browser with it, in one without,
//! and in one with the least that hears of cookies at all.

use super::listener;
use crate::session::{Browser, Extension, Opening, Session};
use crate::site::Sites;
use anyhow::{Context, Result};

/// Rounds of loads; the first are not counted.
const ROUNDS: usize = 11;
const WARMING: usize = 2;

/// The browsers that are compared, the one without any extension first.
const EXTENSIONS: [Extension; 3] = [Extension::None, Extension::Listener, Extension::Ours];

/// The same page, on servers that answer at once and on servers as far away as most are.
const PAGES: [(&str, &str); 2] = [("/", "at once"), ("/loin", "after 20 ms")];

/// Loads the pages in rounds in both browsers, and prints the medians in milliseconds and the medians of the rounds' ratios.
///
/// # Errors
/// A browser does not start, or the page does not load.
#[tokio::main]
pub(super) async fn loading() -> Result<()> {
    listener::lay()?;
    println!(
        "A page of 1,000 small files, and what is heard of it: by nobody, by one listener that does nothing, by Cookie Charter."
    );
    println!("An extension that is told who sets a cookie cannot cost less than that listener does.\n");
    let head = ["nobody", "a listener", "ours", "listener ratio", "our ratio", "ours to listener"];
    println!("{:<10} {:<12} {}", "browser", "answered", head.map(|title| format!("{title:>16}")).concat());
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let mut sessions = Vec::new();
        for extension in EXTENSIONS {
            sessions.push(Session::open(Opening { extension, ..Opening::headless(browser) }).await?);
        }
        for (path, answered) in PAGES {
            let [nobody, listener, ours] = rounds(&sessions, &sites.address("mille", path)).await?;
            let ratio = |of: &[f64], to: &[f64]| median(of.iter().zip(to).map(|(of, to)| of / to).collect());
            let times = [&nobody, &listener, &ours].map(|times| format!("{:>13.0} ms", median(times.clone())));
            let ratios = [ratio(&listener, &nobody), ratio(&ours, &nobody), ratio(&ours, &listener)];
            let ratios = ratios.map(|ratio| format!("{ratio:>16.3}"));
            println!("{:<10} {answered:<12} {}{}", browser.name(), times.concat(), ratios.concat());
        }
        for session in sessions {
            session.close().await?;
        }
    }
    Ok(())
}

/// The milliseconds of each load of a page, by the session it was loaded in.
async fn rounds(sessions: &[Session], address: &str) -> Result<[Vec<f64>; EXTENSIONS.len()]> {
    let mut times: [Vec<f64>; EXTENSIONS.len()] = Default::default();
    for round in 0..ROUNDS + WARMING {
        // Whoever comes later finds a warmer machine: they take turns.
        let order = (0..sessions.len()).map(|place| (place + round) % sessions.len());
        let order: Vec<usize> = if round % 2 == 0 { order.collect() } else { order.rev().collect() };
        for place in order {
            let (Some(session), Some(times)) = (sessions.get(place), times.get_mut(place)) else { continue };
            let time = load(session, address).await?;
            if round >= WARMING {
                times.push(time);
            }
        }
    }
    Ok(times)
}

/// Milliseconds from the start of a navigation to the end of its load event.
async fn load(session: &Session, address: &str) -> Result<f64> {
    session.to(address).await?;
    let script = "
        const [navigation] = performance.getEntriesByType('navigation');
        return (async () => { while (!navigation.loadEventEnd) await new Promise((resume) => setTimeout(resume, 5)); return navigation.loadEventEnd; })()";
    session.driver.execute(script, Vec::new()).await?.json().as_f64().context("the page tells no time")
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}
