//! Many sites, several hands: who visits what, once each, politely.

use cookie_charter::cookie::domain::{host, registrable};
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// The sites still to visit. Sites of one registrable domain are never visited at the same time.
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
    /// A domain is not visited again within this time, whatever its addresses.
    pause: Duration,
}

struct State {
    waiting: VecDeque<Task>,
    /// By registrable domain: when it may be visited next. `None`: it is being visited.
    domains: BTreeMap<String, Option<Instant>>,
    /// Taken and not yet given back.
    taken: usize,
    /// No more is handed out.
    closed: bool,
}

/// One site to visit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Task {
    pub(super) address: String,
    /// How often it was tried already.
    pub(super) tries: u32,
}

impl Queue {
    /// A queue of these addresses.
    pub(super) fn of(addresses: Vec<String>, pause: Duration) -> Self {
        let waiting = addresses.into_iter().map(|address| Task { address, tries: 0 }).collect();
        let state = State { waiting, domains: BTreeMap::new(), taken: 0, closed: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), pause }
    }

    /// Takes the next site whose domain is free; waits for one. `None` when all are done.
    pub(super) fn take(&self) -> Option<Task> {
        let mut state = self.state();
        loop {
            if state.closed {
                return None;
            }
            let now = Instant::now();
            let free = |state: &State, task: &Task| match state.domains.get(&domain(&task.address)) {
                Some(Some(next)) => *next <= now,
                Some(None) => false,
                None => true,
            };
            if let Some(place) = state.waiting.iter().position(|task| free(&state, task)) {
                let task = state.waiting.remove(place)?;
                state.domains.insert(domain(&task.address), None);
                state.taken += 1;
                return Some(task);
            }
            if state.waiting.is_empty() && state.taken == 0 {
                return None;
            }
            let waited = self.changed.wait_timeout(state, Duration::from_millis(200));
            state = waited.unwrap_or_else(PoisonError::into_inner).0;
        }
    }

    /// Gives back a site that was visited.
    pub(super) fn done(&self, task: &Task) {
        self.release(task, None);
    }

    /// Gives back a site to be tried again, by whoever comes.
    pub(super) fn again(&self, task: &Task) {
        self.release(task, Some(Task { tries: task.tries + 1, ..task.clone() }));
    }

    /// Hands out no more; what was taken may be finished.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.changed.notify_all();
    }

    /// Empties the queue: nobody is left to visit these.
    pub(super) fn rest(&self) -> Vec<Task> {
        self.state().waiting.drain(..).collect()
    }

    fn release(&self, task: &Task, again: Option<Task>) {
        let mut state = self.state();
        state.taken -= 1;
        state.domains.insert(domain(&task.address), Some(Instant::now() + self.pause));
        state.waiting.extend(again);
        drop(state);
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn domain(address: &str) -> String {
    let host = host(address).unwrap_or_else(|| address.to_owned());
    registrable(&host).map(str::to_owned).unwrap_or(host)
}

#[cfg(test)]
mod tests {
    use super::Queue;
    use std::time::Duration;

    #[test]
    fn one_domain_is_visited_by_one_hand_at_a_time() {
        let queue = Queue::of(
            ["https://a.example.org/", "https://b.example.org/", "https://c.example.net/"].map(str::to_owned).to_vec(),
            Duration::from_millis(20),
        );
        let first = queue.take().unwrap();
        let second = queue.take().unwrap();
        assert_eq!(
            (first.address.as_str(), second.address.as_str()),
            ("https://a.example.org/", "https://c.example.net/")
        );
        queue.done(&second);
        queue.again(&first);
        let third = queue.take().unwrap();
        assert_eq!((third.address.as_str(), third.tries), ("https://b.example.org/", 0));
        queue.done(&third);
        let last = queue.take().unwrap();
        assert_eq!((last.address.as_str(), last.tries), ("https://a.example.org/", 1));
        queue.done(&last);
        assert_eq!(queue.take(), None);
    }

    #[test]
    fn a_closed_queue_hands_out_nothing_and_keeps_the_rest() {
        let queue = Queue::of(vec!["https://example.org/".to_owned()], Duration::ZERO);
        queue.close();
        assert_eq!((queue.take(), queue.rest().len()), (None, 1));
    }
}
