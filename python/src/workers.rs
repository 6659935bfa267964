//! Trains a sweep in threads.

use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::{Duration, Instant};

use init_lab::{Sweep, SweepTrainer, Trained};

/// Results are handed over about as often.
const PIECE: Duration = Duration::from_millis(50);
/// Updates between two looks whether to stop.
const UPDATES: u32 = 64;
/// The most trainings that a thread takes at a time.
const MOST_AT_A_TIME: usize = 64;

/// Trains these trainings, by their numbers in the order of training, in threads of their own.
///
/// `keep` gets the results, and is also called while there are none. Once it has returned an error, no training goes on,
/// and what is done is still handed over. That error is returned.
pub fn train<E>(
    sweep: &Sweep,
    numbers: &[usize],
    workers: usize,
    mut keep: impl FnMut(Vec<Trained>) -> Result<(), E>,
) -> Result<(), E> {
    let work = Work { sweep, numbers, workers, next: AtomicUsize::new(0), stops: AtomicBool::new(false) };
    let (sender, results) = channel();
    thread::scope(|scope| {
        for _ in 0..workers.min(numbers.len()) {
            let (work, sender) = (&work, sender.clone());
            scope.spawn(move || work.go(&sender));
        }
        drop(sender);
        let mut outcome = Ok(());
        while let Some(done) = gathered(&results) {
            let kept = keep(done);
            if outcome.is_ok() && kept.is_err() {
                work.stops.store(true, Ordering::Relaxed);
                outcome = kept;
            }
        }
        outcome
    })
}

/// What threads share.
struct Work<'a> {
    sweep: &'a Sweep,
    numbers: &'a [usize],
    workers: usize,
    /// Index of the first number that nobody has taken.
    next: AtomicUsize,
    stops: AtomicBool,
}

impl Work<'_> {
    /// Takes trainings until none are left: neighbours, which share their samples, and fewer towards the end.
    fn go(&self, results: &Sender<Trained>) {
        let mut trainer = SweepTrainer::new(self.sweep.clone());
        while let Some(range) = self.take() {
            for &number in &self.numbers[range] {
                trainer.start(number);
                while !trainer.advance(UPDATES) {
                    if self.stops.load(Ordering::Relaxed) {
                        return;
                    }
                }
                // Nobody listens any more only if the sweep has failed.
                let heard = results.send(trainer.result()).is_ok();
                if !heard || self.stops.load(Ordering::Relaxed) {
                    return;
                }
            }
        }
    }

    fn take(&self) -> Option<Range<usize>> {
        let total = self.numbers.len();
        let size = |from: usize| ((total - from) / (8 * self.workers)).clamp(1, MOST_AT_A_TIME);
        let next = |from: usize| (from < total).then(|| from + size(from));
        let from = self.next.fetch_update(Ordering::Relaxed, Ordering::Relaxed, next).ok()?;
        Some(from..from + size(from))
    }
}

/// The results of some 50 ms, perhaps none; `None` after the last one.
fn gathered(results: &Receiver<Trained>) -> Option<Vec<Trained>> {
    let (begun, mut done) = (Instant::now(), Vec::new());
    loop {
        match results.recv_timeout(PIECE.saturating_sub(begun.elapsed())) {
            Ok(trained) => done.push(trained),
            Err(RecvTimeoutError::Timeout) => return Some(done),
            Err(RecvTimeoutError::Disconnected) => return (!done.is_empty()).then_some(done),
        }
    }
}
