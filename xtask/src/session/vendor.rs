//! Commands that WebDriver's standard does not have.

use anyhow::Result;
use axum::http::Method;
use serde_json::{Value, json};
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId, WebDriver};

#[derive(Debug)]
struct Post {
    path: &'static str,
    body: Value,
}

impl FormatRequestData for Post {
    fn format_request(&self, session: &SessionId) -> RequestData {
        RequestData::new(Method::POST, format!("session/{session}/{}", self.path)).add_body(self.body.clone())
    }
}

/// Chromium: a command of the DevTools protocol, to the present tab.
pub(super) async fn devtools(driver: &WebDriver, command: &str, parameters: Value) -> Result<Value> {
    let body = json!({ "cmd": command, "params": parameters });
    Ok(driver.cmd(Post { path: "goog/cdp/execute", body }).await?.value_json()?)
}

/// Firefox: a script with the rights of the browser itself.
pub(super) async fn privileged(driver: &WebDriver, script: &str, arguments: Vec<Value>) -> Result<Value> {
    let enter = |context: &str| Post { path: "moz/context", body: json!({ "context": context }) };
    driver.cmd(enter("chrome")).await?;
    let answer = driver.execute(script, arguments).await;
    driver.cmd(enter("content")).await?;
    Ok(answer?.json().clone())
}
