//! Descriptions of any size, with a mix of schemas as real ones have it.
//!
//! In: how many operations. Out: a document of OpenAPI 3.0 in JSON, the same in every run, written piece by piece, so that even a
//! large one needs no memory. One resource has five operations (list, create, read, update, delete) and seven schemas: the thing
//! with its parts, what creates it, what updates it, a page of them, an enumeration, a union with a discriminator in every third
//! resource, `allOf` in every second. Twenty resources share a tag.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use anyhow::{Context, Result};

mod resource;

/// Operations of a resource.
const OPERATIONS: usize = 5;

/// Resources of a tag.
const RESOURCES: usize = 20;

/// Writes a description of this many operations, and tells its size.
pub fn write(path: &Path, operations: usize) -> Result<u64> {
    let failure = || format!("`{}` cannot be written", path.display());
    let file = File::create(path).with_context(failure)?;
    let mut out = BufWriter::new(file);
    document(&mut out, operations).and_then(|()| out.flush()).with_context(failure)?;
    Ok(fs::metadata(path).with_context(failure)?.len())
}

/// The document.
pub fn document(out: &mut impl Write, operations: usize) -> io::Result<()> {
    out.write_all(HEAD.as_bytes())?;
    let resources = operations.div_ceil(OPERATIONS);
    for number in 0..resources {
        let rest = (operations - number * OPERATIONS).min(OPERATIONS);
        separate(out, number)?;
        out.write_all(resource::paths(number, number / RESOURCES, rest).as_bytes())?;
    }
    out.write_all(MIDDLE.as_bytes())?;
    for number in 0..resources {
        separate(out, number)?;
        out.write_all(resource::schemas(number, resources).as_bytes())?;
    }
    out.write_all(TAIL.as_bytes())
}

fn separate(out: &mut impl Write, number: usize) -> io::Result<()> {
    if number == 0 { Ok(()) } else { out.write_all(b",\n") }
}

const HEAD: &str = r#"{"openapi":"3.0.3","info":{"title":"Synthetic","version":"1.0.0","description":"A description of a size that was asked for."},
"servers":[{"url":"https://api.example.com/v1"}],"security":[{"key":[]}],
"paths":{
"#;

const MIDDLE: &str = r##"
},
"components":{"securitySchemes":{"key":{"type":"apiKey","in":"header","name":"X-Key"}},
"responses":{"Refused":{"description":"The request is refused.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Problem"}}}}},
"schemas":{
"Problem":{"type":"object","required":["message"],"properties":{"message":{"type":"string"},"code":{"type":"integer","format":"int32"},"details":{"type":"array","items":{"type":"string"}}}},
"##;

const TAIL: &str = "\n}}}\n";

#[cfg(test)]
mod tests;
