//! Numbers that were measured several times.

use serde::{Deserialize, Serialize};

use super::measure::Outcome;

/// What one run of a program cost.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Seconds from start to end.
    pub wall: f64,
    /// Seconds of all processors together.
    pub cpu: f64,
    /// Bytes of memory that the largest of its processes held at most.
    pub peak: u64,
}

/// A number, measured several times.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Spread {
    /// The one in the middle; of two in the middle, their mean.
    pub median: f64,
    /// The smallest.
    pub least: f64,
    /// The largest.
    pub most: f64,
    /// How many.
    pub runs: usize,
    /// The true number is larger, for the measurement was stopped here.
    pub is_bound: bool,
}

impl Spread {
    /// What these numbers have in common; nothing if there are none.
    pub fn of(samples: impl IntoIterator<Item = f64>) -> Option<Self> {
        let mut sorted: Vec<f64> = samples.into_iter().collect();
        sorted.sort_by(f64::total_cmp);
        let (&least, &most) = (sorted.first()?, sorted.last()?);
        let middle = sorted.len() / 2;
        let upper = *sorted.get(middle)?;
        let lower = if sorted.len().is_multiple_of(2) { *sorted.get(middle - 1)? } else { upper };
        Some(Self { median: f64::midpoint(lower, upper), least, most, runs: sorted.len(), is_bound: false })
    }

    /// A number that is what it is.
    pub fn exact(number: f64) -> Self {
        Self { median: number, least: number, most: number, runs: 1, is_bound: false }
    }

    /// A number that is at least this.
    pub fn more_than(number: f64) -> Self {
        Self { is_bound: true, ..Self::exact(number) }
    }

    /// All of it, divided.
    pub fn over(self, divisor: f64) -> Self {
        let [median, least, most] = [self.median, self.least, self.most].map(|number| number / divisor);
        Self { median, least, most, ..self }
    }
}

/// The runs of one candidate.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    done: Vec<Usage>,
    ended: Option<Outcome>,
}

impl Series {
    /// Takes down a run.
    pub fn add(&mut self, outcome: Outcome) {
        match outcome {
            Outcome::Done(usage) => self.done.push(usage),
            other => self.ended = Some(other),
        }
    }

    /// Whether another run is worth its time.
    pub fn may_go_on(&self, long: f64) -> bool {
        self.ended.is_none() && self.done.iter().all(|usage| usage.wall < long)
    }

    /// Whether some run came to its end.
    pub fn is_done(&self) -> bool {
        !self.done.is_empty()
    }

    /// Whether a run was stopped.
    pub fn is_late(&self) -> bool {
        matches!(self.ended, Some(Outcome::TimedOut(_)))
    }

    /// Seconds from start to end.
    pub fn wall(&self) -> Option<Spread> {
        let bound = match &self.ended {
            Some(Outcome::TimedOut(limit)) => Some(Spread::more_than(limit.as_secs_f64())),
            _ => None,
        };
        Spread::of(self.done.iter().map(|usage| usage.wall)).or(bound)
    }

    /// Seconds of all processors together.
    pub fn cpu(&self) -> Option<Spread> {
        Spread::of(self.done.iter().map(|usage| usage.cpu))
    }

    /// Bytes of memory.
    pub fn peak(&self) -> Option<Spread> {
        Spread::of(self.done.iter().map(|usage| float(usage.peak)))
    }

    /// Why there are no numbers, if something failed.
    pub fn failure(&self) -> Option<&str> {
        match &self.ended {
            Some(Outcome::Failed(reason)) => Some(reason),
            _ => None,
        }
    }
}

/// A count as a number that can be divided.
#[allow(clippy::cast_precision_loss, reason = "bytes and lines are fewer than a float can count")]
pub fn float(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests;
