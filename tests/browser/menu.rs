//! The entry in the menu of a page that makes it the charter of its site, chosen as a person does.

use anyhow::Result;
use serde_json::{Value, json};
use xtask::session::{Browser, Opening, Session};
use xtask::site::Sites;

/// The entry's label, in the browser's language.
async fn label(session: &Session) -> Result<String> {
    let label = session.inside("return chrome.i18n.getMessage('menuCharter')", Vec::new()).await?;
    Ok(label.as_str().unwrap_or_default().to_owned())
}

const UNREAD: &str = "We could not read a list of cookies in this site’s charter";

/// The popup opens and tells what was read of the page, which is the charter of its site from then on; a page that is none is
/// said to be none, and stays what the person named.
async fn a_page_named_in_its_menu(browser: Browser) -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(browser)).await?;
    let label = label(&session).await?;
    let mut named = Vec::new();
    for (site, path, view, verdict) in [
        ("boutique", "/livraison", "charter-unreadable", UNREAD),
        ("opendata", "/charte-cookies", "audited", "1 of the site’s own 5 cookies is not in its charter"),
    ] {
        let address = sites.address(site, path);
        let tab = session.visit(&address).await?;
        session.choose(&tab, &label).await?;
        let popup = session.popup().await?;
        assert_eq!((popup.state.as_str(), popup.view.as_str()), ("ready", view), "{}", popup.verdict);
        assert!(popup.verdict.starts_with(verdict), "{}", popup.verdict);
        assert_eq!(popup.charter.as_ref(), Some(&address));
        named.push(json!({ "site": format!("{site}.localhost"), "address": address }));
        assert_eq!(session.ask(json!({ "ask": "settings" })).await?["charters"], Value::Array(named.clone()));
    }
    session.close().await
}

/// Where the browser opens no popup, the icon tells what came of it.
#[tokio::test]
async fn a_page_named_where_no_popup_opens() -> Result<()> {
    let sites = Sites::start(0).await?;
    let session = Session::open(Opening::headless(Browser::Chromium)).await?;
    let label = label(&session).await?;
    session.inside("return chrome.action.setPopup({ popup: '' })", Vec::new()).await?;
    for (site, path, badge, title) in [
        ("boutique", "/livraison", "", UNREAD),
        ("opendata", "/charte-cookies", "1", "1 of the site’s own 5 cookies is not in its charter"),
    ] {
        let tab = session.visit(&sites.address(site, path)).await?;
        session.choose(&tab, &label).await?;
        let told = session.inside(TOLD, vec![tab.id.into(), badge.into(), title.into()]).await?;
        assert_eq!(told, true);
    }
    session.close().await
}

/// Waits until the icon of a tab has such a badge, and a title that begins so.
const TOLD: &str = "
    const [tabId, badge, title] = arguments;
    const told = async () => (await chrome.action.getBadgeText({ tabId })) === badge && (await chrome.action.getTitle({ tabId })).startsWith(title);
    return (async () => { while (!(await told())) await new Promise((resume) => setTimeout(resume, 50)); return true; })();
";

in_both_browsers!(a_page_named_in_its_menu);
