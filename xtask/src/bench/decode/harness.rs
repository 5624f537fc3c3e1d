//! Reads what divan prints: a tree of benchmarks with a row of numbers each, and below a row what was allocated.
//!
//! ```text
//! decode             fastest       │ slowest       │ median        │ mean          │ samples │ iters
//! ╰─ organisations                 │               │               │               │         │
//!    ╰─ ours                       │               │               │               │         │
//!       ╰─ 100       120.4 µs      │ 180.2 µs      │ 121.9 µs      │ 123 µs        │ 100     │ 100
//!                    alloc:        │               │               │               │         │
//!                      1204        │ 1204          │ 1204          │ 1204          │         │
//!                      98.3 KB     │ 98.3 KB       │ 98.3 KB       │ 98.3 KB       │         │
//!                    grow:         │               │               │               │         │
//! ```

use crate::bench::samples::Spread;

/// What a benchmark has found.
#[derive(Debug, Clone, PartialEq)]
pub struct Bench {
    /// What is decoded.
    pub subject: String,
    /// Into whose types.
    pub candidate: String,
    /// How many of them.
    pub size: u64,
    /// Seconds.
    pub time: Option<Spread>,
    /// Allocations of one run, growth of what was there included.
    pub allocations: Option<Spread>,
    /// Bytes of these.
    pub allocated: Option<Spread>,
}

impl Bench {
    /// Whether both are about the same.
    pub fn is_same(&self, other: &Self) -> bool {
        (&self.subject, &self.candidate, self.size) == (&other.subject, &other.candidate, other.size)
    }
}

impl Bench {
    /// Takes down a number of allocations, or their bytes.
    fn count(&mut self, cell: &str) {
        let (sum, number) = match (cell.parse(), quantity(cell)) {
            (Ok(count), _) => (&mut self.allocations, count),
            (_, Some(bytes)) => (&mut self.allocated, bytes),
            _ => return,
        };
        *sum = Some(Spread::exact(sum.map_or(0.0, |sum| sum.median) + number));
    }
}

/// What divan draws before a name.
const BRANCHES: [char; 5] = ['│', '├', '╰', '─', ' '];

/// Reads everything that was printed.
pub fn read(printed: &str) -> Vec<Bench> {
    let (mut path, mut benches) = (Vec::<String>::new(), Vec::<Bench>::new());
    let mut counted = None;
    for line in printed.lines() {
        let text = line.trim_start_matches(BRANCHES);
        let cells: Vec<&str> = text.split('│').map(str::trim).collect();
        let Some(&first) = cells.first().filter(|first| !first.is_empty()) else { continue };
        if is_branch(line) {
            counted = None;
            path.truncate(depth(line).saturating_sub(1));
            let name = first.split_whitespace().next().unwrap_or_default();
            path.push(name.to_owned());
            benches.extend(bench(&path, first.strip_prefix(name).unwrap_or_default(), &cells));
        } else if first.ends_with(':') {
            counted = Some(first);
        } else if let (Some("alloc:" | "grow:"), Some(bench)) = (counted, benches.last_mut()) {
            bench.count(cells.get(2).copied().unwrap_or_default());
        }
    }
    benches
}

/// Whether a line starts a part of the tree.
fn is_branch(line: &str) -> bool {
    line.trim_start_matches(['│', ' ']).starts_with(['├', '╰'])
}

/// How deep a part stands: each level takes three columns.
fn depth(line: &str) -> usize {
    line.chars().take_while(|letter| BRANCHES.contains(letter)).count() / 3
}

/// The benchmark of a row, if it is one: subject, candidate and size, and then numbers.
fn bench(path: &[String], fastest: &str, cells: &[&str]) -> Option<Bench> {
    let [subject, candidate, size] = path else { return None };
    let [least, most, median] = [quantity(fastest)?, quantity(cells.get(1)?)?, quantity(cells.get(2)?)?];
    let runs = cells.get(4)?.parse().ok()?;
    Some(Bench {
        subject: subject.clone(),
        candidate: candidate.clone(),
        size: size.parse().ok()?,
        time: Some(Spread { median, least, most, runs, is_bound: false }),
        allocations: None,
        allocated: None,
    })
}

/// A number with a unit, in seconds or bytes.
fn quantity(text: &str) -> Option<f64> {
    let (number, unit) = text.trim().split_once(' ')?;
    let scale = match unit.trim() {
        "ns" => 1e-9,
        "µs" => 1e-6,
        "ms" => 1e-3,
        "s" | "B" => 1.0,
        "KB" => 1e3,
        "MB" => 1e6,
        "GB" => 1e9,
        _ => return None,
    };
    number.parse::<f64>().ok().map(|number| number * scale)
}
