//! What web-extensions-sys 0.4.2 leaves out of the browser, and nothing else.
//!
//! Every call that can fail says so: a rejection without `catch` would be a panic. None is an `async fn`, which would
//! be a panic too where Chromium throws at once (at a property it does not know): [`settled`] waits for both.

use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_futures::js_sys::{Array, Date, Function, JSON, JsString, Object, Promise, Reflect};
use web_extensions_sys::{StorageArea, chrome};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["chrome", "cookies"], js_name = getAll, catch)]
    pub(super) fn all_cookies(filter: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "cookies"], js_name = getAllCookieStores, catch)]
    pub(super) fn all_cookie_stores() -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "permissions"], js_name = contains, catch)]
    pub(super) fn has_permission(wanted: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "action"], js_name = setBadgeText, catch)]
    pub(super) fn set_badge_text(details: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "action"], js_name = setIcon, catch)]
    pub(super) fn set_icon(details: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "action"], js_name = setBadgeBackgroundColor, catch)]
    pub(super) fn set_badge_color(details: &JsValue) -> Result<Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["chrome", "i18n"], js_name = getUILanguage)]
    pub(super) fn browser_language() -> String;

    #[wasm_bindgen(js_namespace = ["chrome", "runtime"], js_name = getManifest)]
    pub(super) fn manifest() -> JsValue;

    #[wasm_bindgen(thread_local_v2, js_namespace = ["globalThis", "navigator"], js_name = userAgent)]
    pub(super) static USER_AGENT: String;

    #[wasm_bindgen(js_name = setTimeout)]
    fn set_timeout(then: &Function, milliseconds: u32) -> JsValue;

    /// The browser's own reading of an address.
    #[wasm_bindgen(js_name = URL)]
    pub(super) type Url;

    #[wasm_bindgen(constructor, js_class = "URL", catch)]
    pub(super) fn new(address: &str) -> Result<Url, JsValue>;

    #[wasm_bindgen(constructor, js_class = "URL", catch)]
    pub(super) fn new_with_base(address: &str, base: &str) -> Result<Url, JsValue>;

    #[wasm_bindgen(method, getter)]
    pub(super) fn href(this: &Url) -> String;

    #[wasm_bindgen(method, setter)]
    pub(super) fn set_hash(this: &Url, hash: &str);

    #[wasm_bindgen(method, getter)]
    pub(super) fn protocol(this: &Url) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn hostname(this: &Url) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn port(this: &Url) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn username(this: &Url) -> String;

    #[wasm_bindgen(method, getter)]
    pub(super) fn password(this: &Url) -> String;
}

#[wasm_bindgen(raw_module = "../background/fetch.js")]
extern "C" {
    /// One GET without cookies, redirects or more bytes and milliseconds than given.
    #[wasm_bindgen(js_name = fetchPage, catch)]
    pub(super) fn fetch_page(address: &str, most_bytes: u32, most_milliseconds: u32) -> Result<Promise, JsValue>;
}

/// Waits for what the browser promised.
///
/// # Errors
/// The browser threw at once, or its promise was rejected.
pub(super) async fn settled(call: Result<Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(call?).await
}

/// Settles after so many milliseconds.
pub(super) fn after(milliseconds: u32) -> Promise {
    Promise::new(&mut |resolve, _| {
        set_timeout(&resolve, milliseconds);
    })
}

/// Whole seconds since 1970.
pub(super) fn now() -> u64 {
    seconds(Date::now())
}

/// Milliseconds as browsers give them → whole seconds; 0 when it is no such number.
pub(super) fn seconds(milliseconds: f64) -> u64 {
    whole((milliseconds / 1000.0).clamp(0.0, 1e12))
}

/// A number as browsers give it → a whole one; 0 when it is no such number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped before")]
pub(super) fn whole(number: f64) -> u64 {
    number.clamp(0.0, 1e15) as u64
}

/// A value for the browser.
pub(super) fn to_js(value: &impl Serialize) -> JsValue {
    serde_json::to_string(value).ok().and_then(|text| JSON::parse(&text).ok()).unwrap_or(JsValue::UNDEFINED)
}

/// What the browser answered. `None` when it has another shape than expected.
pub(super) fn from_js<T: DeserializeOwned>(value: &JsValue) -> Option<T> {
    let text = JSON::stringify(value).ok()?;
    serde_json::from_str(&String::from(text)).ok()
}

/// Only these properties of what the browser answered, at every depth: the others are never copied.
pub(super) fn only<T: DeserializeOwned>(value: &JsValue, properties: &[&str]) -> Option<T> {
    let properties: Array = properties.iter().map(|property| JsValue::from_str(property)).collect();
    let text = JSON::stringify_with_replacer(value, &properties).ok()?;
    serde_json::from_str(&String::from(text)).ok()
}

/// The session's storage: memory that outlives the background, never the disk.
pub(super) fn session() -> StorageArea {
    chrome().storage().session()
}

/// The storage on this machine's disk.
pub(super) fn local() -> StorageArea {
    chrome().storage().local()
}

/// What is kept under a key. `None` when nothing is, or in another shape.
pub(super) async fn load<T: DeserializeOwned>(area: &StorageArea, key: &str) -> Option<T> {
    let all = area.get(&JsValue::from_str(key)).await.ok()?;
    let value = Reflect::get(&all, &JsValue::from_str(key)).ok()?;
    if value.is_undefined() { None } else { from_js(&value) }
}

/// Of the texts that are kept under these keys, those that have one of some words in them. The others are not even copied.
pub(super) async fn texts_with(area: &StorageArea, keys: &[String], words: &BTreeSet<String>) -> Vec<String> {
    let Ok(all) = area.get(&to_js(&keys)).await else { return Vec::new() };
    let text = |key: &String| Reflect::get(&all, &JsValue::from_str(key)).ok()?.dyn_into::<JsString>().ok();
    let texts = keys.iter().filter_map(text);
    texts.filter(|text| words.iter().any(|word| text.includes(word, 0))).map(String::from).collect()
}

/// Keeps a value under a key.
///
/// # Errors
/// The storage is full, or the browser refuses.
pub(super) async fn save(area: &StorageArea, key: &str, value: &impl Serialize) -> Result<(), JsValue> {
    let object = Object::new();
    Reflect::set(&object, &JsValue::from_str(key), &to_js(value))?;
    area.set(&object).await.map(|_| ())
}

/// Everything that an area holds. `None` when it cannot be read.
pub(super) async fn everything(area: &StorageArea) -> Option<BTreeMap<String, serde_json::Value>> {
    from_js(&area.get(&JsValue::NULL).await.ok()?)
}

/// Keeps several values under their keys: all of them, or none.
///
/// # Errors
/// The storage is full, or the browser refuses.
pub(super) async fn save_all(
    area: &StorageArea,
    values: &serde_json::Map<String, serde_json::Value>,
) -> Result<(), JsValue> {
    area.set(to_js(values).unchecked_ref()).await.map(|_| ())
}

/// Forgets what is kept under these keys.
///
/// # Errors
/// The browser refuses.
pub(super) async fn remove(area: &StorageArea, keys: &[String]) -> Result<(), JsValue> {
    area.remove(&to_js(&keys)).await.map(|_| ())
}
