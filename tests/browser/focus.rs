//! Where the focus is after an act: where the person was, or where the outcome stands. Never nowhere.

use crate::accessible::{press, ran, tab_to};
use crate::shown::{POPUP, REPORT};
use anyhow::Result;
use serde_json::{Value, json};
use thirtyfour::Key;
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

const OPTIONS: &str = "extension/options/options.html";

/// What has the focus: its key, its id or the name of its element.
const FOCUSED: &str = "const at = document.activeElement; return at.dataset.key ?? (at.id || at.closest('[data-key]')?.dataset.key || at.localName)";

async fn focused(session: &Session) -> Result<Value> {
    ran(session, FOCUSED).await
}

async fn focus(session: &Session, selector: &str) -> Result<()> {
    session.driver.execute("document.querySelector(arguments[0]).focus()", vec![selector.into()]).await?;
    Ok(())
}

/// Whoever gives up a form is back where they opened it; whoever sends it hears what came of it.
async fn a_form_leaves_the_focus_at_its_outcome(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("boutique", "/")).await?;
    session.about(&tab, POPUP).await?;
    tab_to(&session, "[data-act=point]").await?;
    press(&session, Key::Enter).await?;
    tab_to(&session, "form [type=reset]").await?;
    press(&session, Key::Enter).await?;
    assert_eq!(focused(&session).await?, "point");
    press(&session, Key::Enter).await?;
    press(&session, sites.address("mairie", "/cookies")).await?;
    press(&session, Key::Enter).await?;
    session.filled("body[data-state=ready]:not([data-view=no-charter])").await?;
    assert_eq!(focused(&session).await?, "verdict");
    tab_to(&session, "[data-act=paste]").await?;
    press(&session, Key::Enter).await?;
    ran(&session, PASTED).await?;
    tab_to(&session, "form [type=submit]").await?;
    press(&session, Key::Enter).await?;
    session.filled("body[data-state=ready][data-view=audited]").await?;
    assert_eq!(focused(&session).await?, "verdict");
    tab_to(&session, "#read-again").await?;
    press(&session, Key::Enter).await?;
    session.settled().await?;
    assert_eq!(focused(&session).await?, "read-again");
    session.close().await
}

const PASTED: &str = "document.querySelector('#text').value = 'Cookie name\\tPurpose\\tLifetime\\nvisiteur\\tRemembers the visitor\\t1 year\\n'; return true";

/// The list is drawn anew once the charter is read: what was open stays so, and keeps the focus.
async fn a_row_stays_open_while_the_charter_is_read(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("lent", "/")).await?;
    let window = session.driver.new_tab().await?;
    session.driver.switch_to_window(window).await?;
    session.to(&format!("{}?tab={}", session.page(POPUP), tab.id)).await?;
    session.filled("[data-view=reading] .head").await?;
    tab_to(&session, "[data-name=lent_session] .head").await?;
    press(&session, Key::Enter).await?;
    session.settled().await?;
    let row = "
        const head = document.querySelector('[data-name=lent_session] .head');
        return [document.body.dataset.view, head.getAttribute('aria-expanded'), document.activeElement === head, head.checkVisibility()]";
    assert_eq!(ran(&session, row).await?, json!(["charter-refused", "true", true, true]));
    session.close().await
}

/// In the settings, a saved address keeps the focus, and a deleted one leaves it to the next, or to the heading.
async fn the_list_of_charters_keeps_the_focus(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    for site in ["mairie", "opendata"] {
        let charter = json!({ "ask": "set-charter", "site": format!("{site}.localhost"), "address": sites.address(site, "/cookies") });
        session.ask(charter).await?;
    }
    session.to(&session.page(OPTIONS)).await?;
    session.settled().await?;
    focus(&session, "[data-key='save mairie.localhost']").await?;
    press(&session, Key::Enter).await?;
    session.filled("#said:not(:empty)").await?;
    assert_eq!(focused(&session).await?, "save mairie.localhost");
    for (site, next) in [("mairie", "delete opendata.localhost"), ("opendata", "charters-title")] {
        focus(&session, &format!("[data-key='delete {site}.localhost']")).await?;
        press(&session, Key::Enter).await?;
        session.filled(&format!("#charters:not(:has([data-site='{site}.localhost']))")).await?;
        assert_eq!(focused(&session).await?, next);
    }
    session.close().await
}

/// The list of exports closes behind whoever leaves it; a draft is written from where it is offered.
async fn the_list_of_exports_hides_nothing(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    session.about(&tab, REPORT).await?;
    let is_open = "return document.querySelector('#menu').open";
    tab_to(&session, "#menu summary").await?;
    press(&session, Key::Enter).await?;
    assert_eq!(ran(&session, is_open).await?, true);
    tab_to(&session, "#keep").await?;
    assert_eq!(ran(&session, is_open).await?, false);
    ran(&session, "document.querySelector('#menu').open = true; return true").await?;
    press(&session, Key::Escape).await?;
    assert_eq!(ran(&session, is_open).await?, false);
    assert_eq!(focused(&session).await?, "keep");
    focus(&session, ".drafts [data-format=draft-csv]").await?;
    let place = "return [document.activeElement.dataset.format ?? document.activeElement.localName, scrollY > 0]";
    press(&session, Key::Enter).await?;
    session.filled("#said:not(:empty)").await?;
    assert_eq!(ran(&session, place).await?, json!(["draft-csv", true]));
    session.close().await
}

/// What was written of a finding and is not saved yet is there still once the page was read again.
async fn a_judgement_outlives_another_reading(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    session.about(&tab, REPORT).await?;
    tab_to(&session, ".judge summary").await?;
    press(&session, Key::Enter).await?;
    tab_to(&session, ".judge textarea").await?;
    press(&session, "To be asked").await?;
    ran(&session, "document.querySelector('#read-again').click(); return true").await?;
    session.settled().await?;
    session.filled(".judge[open] textarea").await?;
    assert_eq!(ran(&session, "return document.querySelector('.judge textarea').value").await?, "To be asked");
    session.close().await
}

in_both_browsers!(
    a_form_leaves_the_focus_at_its_outcome,
    a_row_stays_open_while_the_charter_is_read,
    the_list_of_charters_keeps_the_focus,
    the_list_of_exports_hides_nothing,
    a_judgement_outlives_another_reading
);
