//! Work done by several threads and handed over in order, with a bound on what waits to be handed over.

use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// Results that may wait at a time: enough that the threads have work while a batch of files is brought to disk.
const AHEAD: usize = 1024;

/// What waiting results may weigh together, in bytes.
const WEIGHT: usize = 64 << 20;

struct State<T> {
    count: usize,
    /// The first number nobody has taken.
    next: usize,
    /// The number of the first result in `ready`.
    delivered: usize,
    ready: VecDeque<Option<(T, usize)>>,
    weight: usize,
    /// Threads that wait for room.
    waiting: usize,
    /// Does the calling thread wait for news?
    awaited: bool,
    stopped: bool,
}

impl<T> State<T> {
    /// The next number, when there is one and room for its result.
    fn take(&mut self) -> Option<usize> {
        // Nothing that waits weighs anything when the next number is the one to be handed over, so this can't wait for ever.
        let room = self.next < self.delivered + AHEAD && self.weight < WEIGHT;
        (self.next < self.count && room).then(|| {
            self.next += 1;
            self.next - 1
        })
    }

    /// Keeps a result until its turn comes; is that now?
    fn put(&mut self, number: usize, (result, weight): (T, usize)) -> bool {
        let place = number - self.delivered;
        if self.ready.len() <= place {
            self.ready.resize_with(place + 1, || None);
        }
        self.ready[place] = Some((result, weight));
        self.weight += weight;
        place == 0
    }

    /// The result whose turn it is.
    fn hand_over(&mut self) -> Option<T> {
        let (result, weight) = self.ready.front_mut()?.take()?;
        self.ready.pop_front();
        self.delivered += 1;
        self.weight -= weight;
        Some(result)
    }
}

/// Calls `make` for `0..count` on `threads` threads and `each` on this one with what it gives, in order. `make` gives with its
/// result what that weighs in bytes; `start` gives each thread what it keeps between two calls. This thread is one of them: it
/// makes what is next while there is nothing to hand over. The others are no pool's: one that waits for room must not hold up what
/// a pool does.
///
/// Once `stop` says so, no further number is taken; gives how many results were handed over.
///
/// # Errors
/// The first that `each` gives; nothing is handed over after it.
pub fn map<T: Send, K>(
    threads: usize,
    count: usize,
    stop: impl Fn() -> bool + Sync,
    start: impl Fn() -> K + Sync,
    make: impl Fn(&mut K, usize) -> (T, usize) + Sync,
    mut each: impl FnMut(T) -> anyhow::Result<()>,
) -> anyhow::Result<usize> {
    let (ready, waiting, awaited) = (VecDeque::new(), 0, false);
    let state = State { count, next: 0, delivered: 0, ready, weight: 0, waiting, awaited, stopped: false };
    let (state, room, news) = (Mutex::new(state), Condvar::new(), Condvar::new());
    std::thread::scope(|scope| {
        for _ in 1..threads.min(count) {
            scope.spawn(|| {
                let mut kept = start();
                while let Some(number) = take(&state, &room, &news, &stop) {
                    let made = make(&mut kept, number);
                    let mut state = lock(&state);
                    if state.put(number, made) && std::mem::take(&mut state.awaited) {
                        news.notify_one();
                    }
                }
            });
        }
        let mut kept = None;
        let mut done = 0;
        while done < count {
            let mut guard = lock(&state);
            if let Some(result) = guard.hand_over() {
                let full = guard.waiting > 0;
                drop(guard);
                if full {
                    room.notify_all();
                }
                if let Err(error) = each(result) {
                    lock(&state).stopped = true;
                    room.notify_all();
                    return Err(error);
                }
                done += 1;
            } else if guard.stopped || stop() {
                guard.stopped = true;
                room.notify_all();
                return Ok(done);
            } else if let Some(number) = guard.take() {
                drop(guard);
                let made = make(kept.get_or_insert_with(&start), number);
                lock(&state).put(number, made);
            } else {
                guard.awaited = true;
                drop(news.wait(guard).unwrap_or_else(PoisonError::into_inner));
            }
        }
        Ok(done)
    })
}

/// The next number, when there is room for its result; `None`: there is none, or it is time to stop.
fn take<T>(state: &Mutex<State<T>>, room: &Condvar, news: &Condvar, stop: &impl Fn() -> bool) -> Option<usize> {
    let mut guard = lock(state);
    loop {
        if stop() {
            guard.stopped = true;
            news.notify_one();
        }
        if guard.stopped || guard.next == guard.count {
            return None;
        }
        if let Some(number) = guard.take() {
            return Some(number);
        }
        guard.waiting += 1;
        guard = room.wait(guard).unwrap_or_else(PoisonError::into_inner);
        guard.waiting -= 1;
    }
}

fn lock<T>(state: &Mutex<State<T>>) -> MutexGuard<'_, State<T>> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order_for_any_number_of_threads_and_any_weight() {
        for (threads, weight) in [(1, 0), (4, 1), (3, WEIGHT)] {
            let mut seen = Vec::new();
            let done = map(
                threads,
                3000,
                || false,
                || (),
                |(), n| (n, weight),
                |n| {
                    seen.push(n);
                    Ok(())
                },
            );
            assert_eq!(done.unwrap(), 3000);
            assert!(seen.into_iter().eq(0..3000));
        }
    }

    #[test]
    fn an_error_and_a_stop_end_it() {
        let end = |n| if n == 7 { Err(anyhow::anyhow!("seven")) } else { Ok(()) };
        assert!(map(2, 100_000, || false, || (), |(), n| (n, 1), end).is_err());
        assert_eq!(map(2, 10, || true, || (), |(), n| (n, 1), |_| Ok(())).unwrap(), 0);
    }
}
