//! Measures growth: time and memory for each operation, of synthetic descriptions of more and more operations.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::generate::{LONG, crate_of};
use super::measure;
use super::plot::{self, Line};
use super::report::{OURS, Section, Unit};
use super::samples::{Spread, float};
use super::subjects::Subject;
use super::synthetic;
use super::workshop::Workshop;

/// The smallest description, in operations. Each next one has ten times as many.
const SMALLEST: usize = 100;

const COLUMNS: [(&str, Unit); 6] = [
    ("description", Unit::Bytes),
    ("wall", Unit::Seconds),
    ("wall per operation", Unit::Seconds),
    ("memory", Unit::Bytes),
    ("memory per operation", Unit::Bytes),
    ("bytes per byte", Unit::Rate),
];

/// Measures our generator with descriptions of up to so many operations, and draws what it found.
pub fn run(workshop: &Workshop, largest: usize, plot: &Path) -> Result<Section> {
    let mut section = Section::new("scale", "Growth", &COLUMNS);
    let mut points = Vec::new();
    for operations in sizes(largest) {
        points.extend(one(workshop, operations, &mut section)?);
    }
    let per_operation =
        |of: fn(&Point) -> f64| points.iter().map(|point| (point.operations, of(point))).collect();
    let lines = [
        Line { name: "milliseconds per operation", points: per_operation(|point| point.wall * 1e3) },
        Line { name: "kilobytes per operation", points: per_operation(|point| point.peak / 1e3) },
    ];
    plot::write(plot, "What an operation costs to generate, by the size of the description", &lines)?;
    section.remark(growth(&points));
    section.remark(format!("Synthetic descriptions; drawn in `{}`.", crate::workspace::shown(plot)));
    Ok(section)
}

/// 100, 1,000, … up to the largest, which is always there.
fn sizes(largest: usize) -> Vec<usize> {
    let powers = std::iter::successors(Some(SMALLEST), |size| size.checked_mul(10));
    let mut sizes: Vec<usize> = powers.take_while(|&size| size < largest).collect();
    sizes.push(largest);
    sizes
}

/// What an operation costs at a size.
#[derive(Debug, Clone, Copy)]
struct Point {
    operations: f64,
    wall: f64,
    peak: f64,
}

fn one(workshop: &Workshop, operations: usize, section: &mut Section) -> Result<Option<Point>> {
    let name = format!("synthetic-{operations}");
    let folder = workshop.folder.join("scale");
    fs::create_dir_all(&folder).with_context(|| format!("`{}` cannot be made", folder.display()))?;
    let path = folder.join(format!("{name}.json"));
    let bytes = synthetic::write(&path, operations)?;
    let subject = Subject { name, path, bytes, is_one_file: true };
    let series = measure::in_turn(&[()], workshop.runs, LONG, |()| {
        let outcome = crate_of(workshop, "scale", &subject, workshop.ours())?.outcome;
        workshop.tell("scale", &subject.name, OURS, &outcome);
        Ok(outcome)
    })?;
    let Some(series) = series.first() else { return Ok(None) };
    let per = |spread: Option<Spread>, divisor| spread.map(|spread| spread.over(divisor));
    let (wall, peak) = (series.wall(), series.peak());
    let count = float(operations as u64);
    let numbers = [
        Some(Spread::exact(float(bytes))),
        wall,
        per(wall, count),
        peak,
        per(peak, count),
        per(peak, float(bytes)),
    ];
    section.add(&super::table::number(Unit::Count, count), OURS, numbers, series.failure());
    let measured = wall.filter(|_| series.is_done()).zip(peak);
    Ok(measured.map(|(wall, peak)| Point {
        operations: count,
        wall: wall.median / count,
        peak: peak.median / count,
    }))
}

/// How much more an operation costs at the end than at the start.
fn growth(points: &[Point]) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return "No description was generated.".to_owned();
    };
    let [wall, peak] = [last.wall / first.wall, last.peak / first.peak];
    format!(
        "From {} to {} operations, the time for each becomes {wall:.2} times what it was, the memory {peak:.2} times.",
        first.operations, last.operations
    )
}
