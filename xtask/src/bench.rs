//! `cargo xtask bench`: what the generator and the generated client cost, beside other generators.
//!
//! In: which parts to measure, and with what. Out: tables, a report as JSON that is kept up to date while the run goes on, and a plot.
//! Everything is made below `target/bench`, in crates of its own, so that the workspace never pays for it. Deliberately absent:
//! verdicts. A table says what is; what could not be measured stands below it, with the reason.

pub mod apart;
pub mod call;
pub mod compile;
pub mod decode;
pub mod generate;
pub mod generators;
pub mod lines;
pub mod machine;
pub mod measure;
pub mod plot;
pub mod readme;
pub mod report;
pub mod samples;
pub mod scale;
pub mod subjects;
pub mod synthetic;
pub mod table;
pub mod workshop;

use anyhow::Result;

use crate::arguments::{Bench, Part};
use crate::record;
use machine::Machine;
use report::{Report, Section};
use workshop::Workshop;

/// All parts, in the order in which they are measured.
const PARTS: [Part; 5] = [Part::Generate, Part::Scale, Part::Compile, Part::Decode, Part::Call];

/// Runs the command. A part that fails as a whole is said and costs the others nothing, but the verdict is false.
pub fn run(arguments: &Bench) -> Result<bool> {
    let workshop = Workshop::new(arguments)?;
    workshop.clear()?;
    let mut report = Report::new(Machine::this(), workshop.versions());
    print!("{}", report.heading());
    if arguments.readme {
        readme::write("machine", &report.heading())?;
    }
    let mut all_went_well = true;
    for part in PARTS.into_iter().filter(|part| arguments.parts.is_empty() || arguments.parts.contains(part))
    {
        let sections = measure(part, arguments, &workshop).unwrap_or_else(|error| {
            all_went_well = false;
            vec![failure(part, &error)]
        });
        if arguments.readme {
            readme::write(name(part), &readme::text(&sections))?;
        }
        for section in sections {
            print!("\n{}", table::table(&section));
            report.sections.push(section);
        }
        if let Some(path) = &arguments.report {
            record::write(path, &report)?;
        }
    }
    workshop.clear()?;
    Ok(all_went_well)
}

/// Measures a part.
fn measure(part: Part, arguments: &Bench, workshop: &Workshop) -> Result<Vec<Section>> {
    let mut sections = match part {
        Part::Generate => generate::run(workshop, &subjects::to_generate(arguments, &workshop.folder)?)?,
        Part::Scale => {
            let plot = arguments.plot.clone().unwrap_or_else(|| workshop.folder.join("growth.svg"));
            vec![scale::run(workshop, usize::try_from(arguments.operations)?, &plot)?]
        }
        Part::Compile => vec![
            compile::run(workshop, &subjects::to_compile(arguments, &workshop.folder)?)?,
            compile::organisation::run(workshop)?,
        ],
        Part::Decode => vec![decode::run(workshop)?],
        Part::Call => vec![call::run(workshop)?],
    };
    if let (Some(absence), Part::Generate | Part::Compile, Some(last)) =
        (workshop.absence(), part, sections.last_mut())
    {
        last.remark(absence);
    }
    Ok(sections)
}

/// What a part is called on the command line.
fn name(part: Part) -> &'static str {
    match part {
        Part::Generate => "generate",
        Part::Compile => "compile",
        Part::Decode => "decode",
        Part::Call => "call",
        Part::Scale => "scale",
    }
}

/// A table of nothing that says why.
fn failure(part: Part, error: &anyhow::Error) -> Section {
    let mut section = Section::new(name(part), name(part), &[]);
    section.remark(format!("Could not be measured: {error:#}"));
    section
}
