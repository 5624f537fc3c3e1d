#![allow(clippy::float_cmp, reason = "what is read is what was printed")]

use super::harness::read;
use super::{COLUMNS, fill, together};
use crate::bench::report::Section;
use crate::bench::table::table;

const PRINTED: &str = "\
Timer precision: 12 ns
decode                  fastest       │ slowest       │ median        │ mean          │ samples │ iters
├─ configs                            │               │               │               │         │
│  ╰─ vendor                          │               │               │               │         │
│     ╰─ 1              1.5 µs        │ 3 µs          │ 1.6 µs        │ 1.7 µs        │ 100     │ 400
│                       200 MB/s      │ 100 MB/s      │ 190 MB/s      │ 180 MB/s      │         │
╰─ organisations                      │               │               │               │         │
   ├─ by_hand                         │               │               │               │         │
   │  ├─ 1              900 ns        │ 1.2 µs        │ 1 µs          │ 1 µs          │ 100     │ 800
   │  │                 800 MB/s      │ 700 MB/s      │ 720 MB/s      │ 720 MB/s      │         │
   │  │                 max alloc:    │               │               │               │         │
   │  │                   99          │ 99            │ 99            │ 99            │         │
   │  │                   999 B       │ 999 B         │ 999 B         │ 999 B         │         │
   │  │                 alloc:        │               │               │               │         │
   │  │                   12          │ 12            │ 12            │ 12            │         │
   │  │                   412 B       │ 412 B         │ 412 B         │ 412 B         │         │
   │  │                 dealloc:      │               │               │               │         │
   │  │                   2           │ 2             │ 2             │ 2             │         │
   │  │                   40 B        │ 40 B          │ 40 B          │ 40 B          │         │
   │  ╰─ 10000          12.5 ms       │ 15 ms         │ 13 ms         │ 13 ms         │ 100     │ 100
   ╰─ ours                            │               │               │               │         │
      ╰─ 1              1.8 µs        │ 2.2 µs        │ 2 µs          │ 2 µs          │ 100     │ 800
                        alloc:        │               │               │               │         │
                          24          │ 24            │ 24            │ 24            │         │
                          1.5 KB      │ 1.5 KB        │ 1.5 KB        │ 1.5 KB        │         │
                        grow:         │               │               │               │         │
                          2           │ 2             │ 2             │ 2             │         │
                          100 B       │ 100 B         │ 100 B         │ 100 B         │         │
";

#[test]
fn the_rows_of_divan_are_read() {
    let benches = read(PRINTED);
    let facts: Vec<_> = benches
        .iter()
        .map(|bench| {
            let [time, count, bytes] =
                [bench.time, bench.allocations, bench.allocated].map(|found| found.map(|found| found.median));
            (bench.subject.as_str(), bench.candidate.as_str(), bench.size, time, count, bytes)
        })
        .collect();
    assert_eq!(
        facts,
        [
            ("configs", "vendor", 1, Some(1.6 * 1e-6), None, None),
            ("organisations", "by_hand", 1, Some(1e-6), Some(12.0), Some(412.0)),
            ("organisations", "by_hand", 10_000, Some(13.0 * 1e-3), None, None),
            ("organisations", "ours", 1, Some(2.0 * 1e-6), Some(26.0), Some(1600.0)),
        ]
    );
    assert_eq!(benches[1].time.unwrap().least, 900.0 * 1e-9);
    assert_eq!(benches[1].time.unwrap().runs, 100);
}

#[test]
fn one_disturbed_round_of_three_does_not_count() {
    let disturbed = PRINTED.replace("│ 2 µs          │ 2 µs ", "│ 90 µs         │ 90 µs");
    let slower = PRINTED.replace("│ 2 µs          │ 2 µs ", "│ 3 µs          │ 3 µs ");
    let found = together(&[PRINTED, &disturbed, &slower].map(read));
    let ours = found.iter().find(|bench| bench.candidate == "ours").unwrap();
    let time = ours.time.unwrap();
    assert_eq!([time.least, time.median, time.most], [2.0, 3.0, 90.0].map(|micros| micros * 1e-6));
    assert_eq!((time.runs, found.len()), (3, read(PRINTED).len()));
}

#[test]
fn ours_stands_first_and_the_others_are_compared_with_it() {
    let mut section = Section::new("decode", "Decoding", &COLUMNS);
    fill(&mut section, &read(PRINTED));
    let shown = table(&section);
    let rows: Vec<_> = shown.lines().filter(|line| line.starts_with("| o")).collect();
    assert!(rows[0].contains("organisations × 1 ") && rows[0].contains("| ours"), "{shown}");
    assert!(rows[1].contains("by hand") && rows[1].contains("×0.50"), "{shown}");
    assert!(rows[2].contains("organisations × 10000"), "{shown}");
    assert!(rows[3].contains("org configs × 1") && rows[3].contains("the vendor's"), "{shown}");
}
