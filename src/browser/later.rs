//! What is done behind an answer: whoever asked does not wait until it is kept, the next question does.

use super::api;
use std::cell::RefCell;
use std::future::Future;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;
use wasm_bindgen_futures::js_sys::{Array, Promise};

/// In milliseconds. Whoever waited for longer is better answered without what is still being kept.
const PATIENCE: u32 = 2_000;

thread_local! {
    /// The last piece of work; it waits for those before it.
    static LAST: RefCell<Option<Promise>> = const { RefCell::new(None) };
}

/// Begins a piece of work for whose end nobody waits but [`done`].
pub(super) fn begin(work: impl Future<Output = ()> + 'static) {
    let before = done();
    let promise = future_to_promise(async move {
        before.await;
        work.await;
        Ok(JsValue::UNDEFINED)
    });
    LAST.set(Some(promise));
}

/// Waits for everything that was begun so far, but no longer than [`PATIENCE`]: work that stops half-way never ends.
pub(super) fn done() -> impl Future<Output = ()> + 'static {
    let last = LAST.with_borrow(Clone::clone);
    async move {
        if let Some(last) = last {
            // Work has no outcome of its own.
            let _ = api::settled(Ok(Promise::race(&Array::of2(&last, &api::after(PATIENCE))))).await;
        }
    }
}
