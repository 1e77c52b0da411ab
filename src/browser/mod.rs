//! The edge to the browser: questions come in as JSON, the browser is asked for what they need, answers go out as JSON.
//!
//! Conversions and order of events only. What a cookie, a charter or a finding is, the core says.

mod bounds;
mod joined;
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "the keys are for the browser alone"))]
mod layout;
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser goes along it"))]
mod route;
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only the browser remembers"))]
mod site;

#[cfg(target_arch = "wasm32")]
mod api;
#[cfg(target_arch = "wasm32")]
mod ask;
#[cfg(target_arch = "wasm32")]
mod badge;
#[cfg(target_arch = "wasm32")]
mod charter;
#[cfg(target_arch = "wasm32")]
mod cookies;
#[cfg(target_arch = "wasm32")]
mod error;
#[cfg(target_arch = "wasm32")]
mod export;
#[cfg(target_arch = "wasm32")]
mod fetch;
#[cfg(target_arch = "wasm32")]
mod history;
#[cfg(target_arch = "wasm32")]
mod later;
#[cfg(target_arch = "wasm32")]
mod look;
#[cfg(target_arch = "wasm32")]
mod memory;
#[cfg(target_arch = "wasm32")]
mod page;
#[cfg(target_arch = "wasm32")]
mod seen;
#[cfg(target_arch = "wasm32")]
mod settings;
#[cfg(target_arch = "wasm32")]
mod stage;
#[cfg(target_arch = "wasm32")]
mod tab;
#[cfg(target_arch = "wasm32")]
mod turn;
#[cfg(target_arch = "wasm32")]
mod visit;

/// Answers one question of an extension page. Questions and answers are JSON; [`ask::Request`] lists the questions.
/// It always answers: what could not be done is `{"error": {"id", "sentence"}}`.
#[cfg(target_arch = "wasm32")]
#[expect(unreachable_pub, reason = "wasm-bindgen exports public functions alone")]
#[wasm_bindgen::prelude::wasm_bindgen]
pub async fn answer(request: String) -> String {
    ask::answer(&request).await
}
