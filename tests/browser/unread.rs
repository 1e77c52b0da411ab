//! Pages that there is nothing to look into: the popup says why, and shows what could be seen all the same.

use crate::shown::{POPUP, Shown, popup};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

const NONE_FOUND: &str = "No cookie charter was found for this site; 4 cookies seen, none from third parties.";
const POINT: &str = "If you know where it is, point to its address or paste its text.";
const NOBODY: &str = "This page could not be looked into: it did not load, or the browser lets no extension in.";

/// The sentence beside the verdict of the popup that is open.
async fn beside(session: &Session) -> Result<String> {
    let script = "return document.querySelector('#sentence').textContent";
    Ok(session.driver.execute(script, Vec::new()).await?.json().as_str().unwrap_or_default().to_owned())
}

/// What a browser shows of a file: the cookies of its site are there. Firefox lets nobody look into its viewer of PDFs.
async fn files(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let files = ["/dessin.pdf", "/image.png", "/image.svg", "/texte.txt", "/donnees.json"];
    let mut tabs = Vec::new();
    for file in files {
        tabs.push((file, session.visit(&sites.address("formes", file)).await?));
    }
    for (file, tab) in tabs {
        let Shown { verdict, view, quiet, .. } = popup(&session, &tab).await?;
        assert_eq!((view.as_str(), verdict.as_str()), ("no-charter", NONE_FOUND), "{file}");
        assert_eq!(quiet, ["dessin", "dessinee", "donnee", "texte"], "{file}");
        let expected = if browser == Browser::Firefox && file == "/dessin.pdf" { NOBODY } else { POINT };
        let sentence = beside(&session).await?;
        assert!(sentence.starts_with(expected), "{file}: {sentence}");
    }
    session.close().await
}

/// Pages of the browser itself, and what has no address of a site.
async fn no_sites(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let source = format!("view-source:{}", sites.address("formes", "/"));
    let own = if browser == Browser::Firefox { "about:support" } else { "chrome://version/" };
    for address in ["about:blank", own, &source, "data:text/html,<h1>formes</h1>"] {
        let tab = session.visit(address).await?;
        let shown = popup(&session, &tab).await?;
        assert_eq!((shown.view.as_str(), shown.verdict.as_str()), ("not-a-site", "This page is not a web site."));
        assert_eq!(beside(&session).await?, "Open a site, then come back here.", "{address}");
    }
    session.close().await
}

/// A page whose host has no address, or does not answer, is said not to have loaded; what the jar holds is shown.
async fn pages_that_did_not_load(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("formes", "/texte.txt")).await?;
    let stopped = Sites::start(0).await?;
    let silent = stopped.address("formes", "/");
    drop(stopped);
    for (address, verdict, quiet) in [
        (
            "http://absent.invalid/",
            "This page did not load: no cookie was seen, and its links to a charter could not be followed.",
            &[][..],
        ),
        (
            &silent,
            "This page did not load, so its links to a charter could not be followed; 1 cookie seen, none from third parties.",
            &["texte"],
        ),
    ] {
        session.driver.switch_to_window(tab.window.clone()).await?;
        // Browsers differ in whether they tell WebDriver.
        let _ = session.to(address).await;
        let shown = popup(&session, &tab).await?;
        assert_eq!((shown.view.as_str(), shown.verdict.as_str()), ("no-charter", verdict));
        assert_eq!((shown.findings, shown.quiet), (vec![], quiet.iter().map(|&it| it.to_owned()).collect()));
        assert_eq!(beside(&session).await?, "Check the page’s address, or reload it once the site answers.");
    }
    session.close().await
}

/// A page that the site answers with an error is said to be one, and the next page of the tab is not.
async fn a_page_that_is_an_error(browser: Browser) -> Result<()> {
    const ERROR: &str = "The site answered with an error where its page was expected";
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("opendata", "/nulle-part")).await?;
    popup(&session, &tab).await?;
    let sentence = beside(&session).await?;
    assert!(sentence.starts_with(ERROR) && sentence.contains("(HTTP 404)"), "{sentence}");
    session.driver.switch_to_window(tab.window.clone()).await?;
    session.to(&sites.address("opendata", "/")).await?;
    popup(&session, &tab).await?;
    let sentence = beside(&session).await?;
    assert!(!sentence.contains(ERROR), "{sentence}");
    session.close().await
}

/// A page that does nothing but work: the popup does not wait for it, and says so, with what was heard of the page.
async fn a_page_at_work(browser: Browser) -> Result<()> {
    const WORKS: &str = "
        const work = () => {
            const asked = new XMLHttpRequest();
            asked.open('GET', '/au-travail', false);
            asked.send();
            for (const begun = Date.now(); Date.now() - begun < 60_000; );
        };
        chrome.scripting.executeScript({ target: { tabId: arguments[0] }, func: work });
        return true;";
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("formes", "/texte.txt")).await?;
    session.inside(WORKS, vec![tab.id.into()]).await?;
    sites.asked("formes.localhost", "/au-travail").await?;
    let shown = popup(&session, &tab).await?;
    let sentence = beside(&session).await?;
    assert!(sentence.starts_with("This page is busy and did not answer"), "{} {sentence}", shown.verdict);
    assert_eq!(shown.quiet, ["texte"]);
    // A browser waits for its pages before it ends.
    Ok(())
}

/// What a popup shows that a script of ours has opened.
#[derive(Debug, Deserialize)]
struct Opened {
    verdict: String,
    sentence: String,
    quiet: Vec<String>,
}

/// A tab whose page the browser has unloaded is not waked: what was heard of it is shown, and who set its cookies.
async fn a_page_that_sleeps(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("formes", "/texte.txt")).await?;
    let address = session.page(POPUP);
    let [opened, report] = told(session.inside(SLEEPS, vec![tab.id.into(), address.into()]).await?)?;
    let Opened { verdict, sentence, quiet } = serde_json::from_value(opened)?;
    assert_eq!(verdict, "No cookie charter was found for this site; 1 cookie seen, none from third parties.");
    assert!(sentence.starts_with("The browser has put this page to sleep to save memory"), "{sentence}");
    assert_eq!(quiet, ["texte"]);
    assert_eq!(report.pointer("/report/visit/missing"), Some(&json!(["page-asleep"])));
    assert_eq!(report.pointer("/report/visit/cookies/0/setBy/by"), Some(&json!("header")), "{report}");
    session.close().await
}

fn told(answer: Value) -> Result<[Value; 2]> {
    serde_json::from_value(answer).context("not two answers")
}

/// Has the browser unload a tab, and reads the popup about it. WebDriver would wake the tab: it is not asked meanwhile.
const SLEEPS: &str = "
    const [tab, popup] = arguments;
    return (async () => {
        const { id } = (await chrome.tabs.discard(tab)) ?? { id: tab };
        const address = `${popup}?tab=${id}`;
        await chrome.tabs.create({ url: address });
        const shown = () => chrome.extension.getViews({ type: 'tab' }).find(({ location }) => location.href === address)?.document;
        while (shown()?.body?.dataset.state !== 'ready') await new Promise((resume) => setTimeout(resume, 20));
        const text = (selector) => shown().querySelector(selector).textContent;
        const quiet = [...shown().querySelectorAll('[data-name]')].filter((it) => !it.querySelector('[data-rule]')).map((it) => it.dataset.name);
        const report = await chrome.runtime.sendMessage({ ask: 'report', tab: id, language: 'en' });
        return [{ verdict: text('#verdict'), sentence: text('#sentence'), quiet }, report];
    })();
";

in_both_browsers!(
    files,
    no_sites,
    pages_that_did_not_load,
    a_page_that_is_an_error,
    a_page_at_work,
    a_page_that_sleeps
);
