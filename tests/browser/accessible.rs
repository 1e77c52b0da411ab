//! WCAG 2.2 AA in the real extension: axe-core on the screens that the demo sites lead to, and the whole way by keyboard.

use crate::shown::{POPUP, REPORT};
use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use std::fs;
use thirtyfour::{Key, TypingData};
use xtask::place;
use xtask::session::{Browser, Opening, Session, Tab};
use xtask::site::Sites;

const SETTINGS: &str = "extension/options/options.html";
const WELCOME: &str = "extension/options/welcome.html";
const HISTORY: &str = "extension/history/history.html";

/// Axe looks at one place of scrolling only, so nothing may stick.
const JUDGE: &str = "
    for (const each of document.querySelectorAll('body > header, body > footer, h2')) each.style.position = 'static';
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return axe.run(document, { runOnly: tags, resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | ')}`));
";

async fn axe_finds_nothing(browser: Browser) -> Result<()> {
    let axe =
        fs::read_to_string(place::node().join("node_modules/axe-core/axe.min.js")).context("cargo xtask install")?;
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let portal = session.visit(&sites.address("opendata", "/")).await?;
    let shop = session.visit(&sites.address("boutique", "/")).await?;
    let ferry = session.visit(&sites.address("spa", "/")).await?;
    let blank = session.visit("about:blank").await?;
    let screens = [
        (POPUP, &portal, "audited"),
        (REPORT, &portal, "audited"),
        (POPUP, &shop, "no-charter"),
        (REPORT, &shop, "no-charter"),
        (POPUP, &ferry, "charter-unreadable"),
        (REPORT, &ferry, "charter-unreadable"),
        (POPUP, &blank, "not-a-site"),
        (SETTINGS, &portal, ""),
        (WELCOME, &portal, ""),
        (HISTORY, &portal, ""),
    ];
    for (page, tab, view) in screens {
        judge(&session, &axe, page, tab, view).await?;
    }
    session.withhold_access().await?;
    for (page, view) in [(POPUP, "no-access"), (SETTINGS, ""), (WELCOME, "")] {
        judge(&session, &axe, page, &portal, view).await?;
    }
    session.close().await
}

/// Opens a screen, opens everything on it that opens, and lets axe judge it.
async fn judge(session: &Session, axe: &str, page: &str, tab: &Tab, view: &str) -> Result<()> {
    session.about(tab, page).await?;
    let open = "
        for (const each of document.querySelectorAll('.head')) each.click();
        for (const each of document.querySelectorAll('details:not(.menu)')) each.open = true;
        return document.body.dataset.view ?? ''";
    assert_eq!(ran(session, open).await?, view, "{page}");
    let violations = ran(session, &format!("{axe}\n{JUDGE}")).await?;
    assert_eq!(violations, json!([]), "{page} {view} in {:?}", session.browser());
    Ok(())
}

async fn the_keyboard_goes_all_the_way(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    session.speak("en").await?;
    session.about(&tab, POPUP).await?;

    tab_to(&session, "#stage summary").await?;
    press(&session, Key::Enter).await?;
    tab_to(&session, "[data-act='stage'][data-stage='before']").await?;
    press(&session, Key::Enter).await?;
    session.filled("#stage[data-stage='before']").await?;

    tab_to(&session, ".counts .raised button").await?;
    press(&session, " ").await?;
    let groups = "return [...document.querySelectorAll('[data-group]')].map((each) => each.dataset.group)";
    assert_eq!(ran(&session, groups).await?, json!(["undeclared", "undeclared-third-party"]));
    press(&session, " ").await?;

    tab_to(&session, "#search").await?;
    press(&session, "ab_bucket").await?;
    let names = "return [...document.querySelectorAll('.row')].map((each) => each.dataset.name)";
    assert_eq!(ran(&session, names).await?, json!(["ab_bucket"]));

    tab_to(&session, ".head").await?;
    press(&session, Key::Enter).await?;
    let sides =
        "return [...document.querySelectorAll('.evidence .side')].filter((each) => each.checkVisibility()).length";
    assert_eq!(ran(&session, sides).await?, 2);

    tab_to(&session, "#report").await?;
    press(&session, Key::Enter).await?;
    session.inside(REPORT_IS_OPEN, vec![session.page(REPORT).into()]).await?;

    session.about(&tab, REPORT).await?;
    session.filled("body[data-view='audited']").await?;
    tab_to(&session, "#menu summary").await?;
    press(&session, Key::Enter).await?;
    tab_to(&session, "#formats button").await?;
    press(&session, Key::Escape).await?;
    let closed = "return [document.querySelector('#menu').open, document.activeElement.matches('#menu summary')]";
    assert_eq!(ran(&session, closed).await?, json!([false, true]));
    session.close().await
}

async fn nothing_moves_where_no_motion_is_wanted(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    session.about(&tab, POPUP).await?;
    assert_ne!(ran(&session, MOVING).await?, 0, "there is nothing to keep still");
    session.still().await?;
    assert_eq!(ran(&session, MOVING).await?, 0, "{browser:?}");
    session.close().await
}

/// How many boxes would move or fade.
const MOVING: &str = "
    const boxes = [...document.querySelectorAll('*')].flatMap((each) => [null, '::before', '::after'].map((of) => getComputedStyle(each, of)));
    const moves = (style) => style.animationName !== 'none' || style.transitionDuration.split(', ').some((time) => time !== '0s');
    return boxes.filter(moves).length";

/// A tab that an extension opens is not always one of WebDriver's windows; the browser knows it.
const REPORT_IS_OPEN: &str = "
    const open = async () => (await chrome.tabs.query({})).some(({ url }) => url?.startsWith(arguments[0]));
    return (async () => { while (!(await open())) await new Promise((resume) => setTimeout(resume, 20)); })();
";

/// A row is called by its cookie, a pause, and its host; what the charter says is in the charter's language.
async fn what_is_read_aloud_is_read_right(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    session.about(&tab, POPUP).await?;
    let called = "
        const head = document.querySelector('[data-name=tk_uid] .head');
        const why = document.getElementById(head.getAttribute('aria-describedby').split(' ')[0]).textContent;
        return [head.innerText.replace(/\\s+/g, ' '), /^(Minor|Major) discrepancy /.test(why)]";
    let [name, weighed] = serde_json::from_value::<[Value; 2]>(ran(&session, called).await?)?;
    assert!(name.as_str().is_some_and(|name| name.starts_with("tk_uid stats.tracker.localhost ")), "{name}");
    assert_eq!(weighed, true, "how grave it is stands in words");
    let open = "for (const each of document.querySelectorAll('.head')) each.click(); return true";
    let spoken = "
        const quotes = [...document.querySelectorAll('blockquote')];
        return [document.documentElement.lang, quotes.length > 0, [...new Set(quotes.map((each) => each.closest('[lang]').lang))]]";
    for page in [POPUP, REPORT] {
        session.about(&tab, page).await?;
        ran(&session, open).await?;
        assert_eq!(ran(&session, spoken).await?, json!(["en", true, ["fr"]]), "{page}");
    }
    session.close().await
}

/// What comes of reading again, of a stage and of a count is said in a live region.
async fn what_is_done_is_said(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    session.speak("en").await?;
    let tab = session.visit(&sites.address("opendata", "/")).await?;
    session.about(&tab, POPUP).await?;
    ran(&session, HEARD).await?;
    let said = "const { dataset } = document.querySelector('#said'); const { heard } = dataset; dataset.heard = ''; return heard";
    ran(&session, "document.querySelector('#read-again').click()").await?;
    session.settled().await?;
    assert_eq!(ran(&session, said).await?, "Reading the charter and the cookies…|Read again. Nothing new.|");
    ran(&session, "document.querySelector('[data-act=stage][data-stage=before]').click()").await?;
    session.settled().await?;
    let told = "Reading the charter and the cookies…|Recorded: Before your choice. 1 new finding.|";
    assert_eq!(ran(&session, said).await?, told);
    ran(&session, "document.querySelector('.counts .raised button').click()").await?;
    assert_eq!(ran(&session, said).await?, "8 rows shown|");
    session.about(&tab, REPORT).await?;
    ran(&session, HEARD).await?;
    ran(&session, "document.querySelector('#read-again').click()").await?;
    session.settled().await?;
    assert_eq!(ran(&session, said).await?, "Reading the charter and the cookies…|Read again. Nothing new.|");
    session.close().await
}

/// Notes in `data-heard` what the live region says.
const HEARD: &str = "
    const said = document.querySelector('#said[role=status]');
    said.dataset.heard = '';
    new MutationObserver(() => { said.dataset.heard += `${said.textContent}|`; }).observe(said, { childList: true });
    return true";

/// Presses the tabulator until an element has the focus, which must be visible on every stop of the way.
pub(crate) async fn tab_to(session: &Session, selector: &str) -> Result<()> {
    let script = "const at = document.activeElement;
        return [at.matches(arguments[0]), at === document.body || getComputedStyle(at).outlineStyle !== 'none', at.outerHTML.slice(0, 120)]";
    for _ in 0..120 {
        press(session, Key::Tab).await?;
        let stop = session.driver.execute(script, vec![selector.into()]).await?.json().clone();
        ensure!(stop[1] == true, "no focus to see on {}", stop[2]);
        if stop[0] == true {
            return Ok(());
        }
    }
    anyhow::bail!("the keyboard never comes to {selector}")
}

pub(crate) async fn press(session: &Session, keys: impl Into<TypingData>) -> Result<()> {
    Ok(session.driver.action_chain().send_keys(keys).perform().await?)
}

pub(crate) async fn ran(session: &Session, script: &str) -> Result<Value> {
    Ok(session.driver.execute(script, Vec::new()).await?.json().clone())
}

in_both_browsers!(
    axe_finds_nothing,
    the_keyboard_goes_all_the_way,
    nothing_moves_where_no_motion_is_wanted,
    what_is_read_aloud_is_read_right,
    what_is_done_is_said
);
