//! What the extension costs a page: a page with a thousand requests, loaded in turn in a browser with it and in one without.

use crate::session::{Browser, Opening, Session};
use crate::site::Sites;
use anyhow::{Context, Result};

/// Pairs of loads; the first are not counted.
const PAIRS: usize = 15;
const WARMING: usize = 3;

/// Loads the page in pairs in both browsers, and prints the medians in milliseconds and the median of the pairs' ratios.
///
/// # Errors
/// A browser does not start, or the page does not load.
#[tokio::main]
pub(super) async fn loading() -> Result<()> {
    println!("{:<10} {:>12} {:>12} {:>16}", "browser", "without", "with", "median ratio");
    for browser in Browser::ALL {
        let sites = Sites::start(0).await?;
        let address = sites.address("mille", "/");
        let with = Session::open(Opening::headless(browser)).await?;
        let without = Session::open(Opening { extension: false, ..Opening::headless(browser) }).await?;
        let (mut bare, mut watched, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
        for pair in 0..PAIRS + WARMING {
            // Whoever comes second finds a warmer machine: they take turns.
            let (first, second) = if pair % 2 == 0 { (&with, &without) } else { (&without, &with) };
            let (first, second) = (load(first, &address).await?, load(second, &address).await?);
            let (watching, alone) = if pair % 2 == 0 { (first, second) } else { (second, first) };
            if pair >= WARMING {
                bare.push(alone);
                watched.push(watching);
                ratios.push(watching / alone);
            }
        }
        println!(
            "{:<10} {:>9.0} ms {:>9.0} ms {:>16.3}",
            browser.name(),
            median(bare),
            median(watched),
            median(ratios)
        );
        with.close().await?;
        without.close().await?;
    }
    Ok(())
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
