//! Turns: what reads, changes and writes again the same thing is done one after another, or the later would undo the earlier.

use super::api;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::future::Future;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::js_sys::{Array, Function, Object, Promise};

thread_local! {
    /// The end of the last piece of work on each thing; it has waited for those before it.
    static LAST: RefCell<BTreeMap<String, Promise>> = const { RefCell::new(BTreeMap::new()) };
}

/// Does a piece of work on a thing when the one before is done, or has taken longer than so many milliseconds: work that stops
/// half-way never ends.
pub(super) async fn in_turn<T>(thing: &str, patience: u32, work: impl Future<Output = T>) -> T {
    let mut end: Option<Function> = None;
    let own = Promise::new(&mut |resolve, _| end = Some(resolve));
    if let Some(before) = LAST.with_borrow_mut(|last| last.insert(thing.to_owned(), own.clone())) {
        // An end has no outcome of its own.
        let _ = api::settled(Ok(Promise::race(&Array::of2(&before, &api::after(patience))))).await;
    }
    let done = work.await;
    if let Some(end) = end {
        let _ = end.call0(&JsValue::UNDEFINED);
    }
    LAST.with_borrow_mut(|last| {
        if last.get(thing).is_some_and(|last| Object::is(last, &own)) {
            last.remove(thing);
        }
    });
    done
}
