//! Writes the documentation of the crate as a whole.

use crate::ir;
use crate::lower::docs;
use crate::rust::{Doc, Handle};

use super::simplest;

/// The documentation of `src/lib.rs`: what the API is, and a first call.
pub(super) fn crate_doc(api: &ir::Api, crate_name: &str, handles: &[Handle], limit: Option<usize>) -> Doc {
    let title = docs::markdown(&one_line(&api.info.title));
    let lead = if title.is_empty() { "A client.".to_owned() } else { format!("Client for {title}.") };
    let version = one_line(&api.info.version);
    let version = if version.is_empty() {
        String::new()
    } else {
        format!("Version of the API: {}.", docs::markdown(&version))
    };
    let about = api.info.description.as_deref().map(docs::markdown).unwrap_or_default();
    let notices = api.info.notices.iter().map(|notice| docs::markdown(notice));
    let parts = [lead, about, version].into_iter().chain(notices).chain([first_call(crate_name, handles)]);
    let parts = parts.chain(limit.map(limit_note));
    Doc(parts.filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join("\n\n"))
}

fn first_call(crate_name: &str, handles: &[Handle]) -> String {
    let name = crate_name.replace('-', "_");
    let call = simplest(handles).map(|(handle, operation)| {
        let (handle, method) = (handle.module.as_str(), operation.method.as_str());
        format!(
            "let response = client.{handle}().{method}().await?;\nprintln!(\"{{}}\", response.status());\n"
        )
    });
    format!(
        "# A first call\n\n```no_run\n# async fn example() -> Result<(), Box<dyn std::error::Error>> {{\n\
         let client = {name}::Client::from_env()?;\n{}# Ok(())\n# }}\n```",
        call.unwrap_or_default()
    )
}

/// What a program has to say that uses models which lead through each other further than the compiler follows by itself.
fn limit_note(limit: usize) -> String {
    format!(
        "# Recursion limit\n\n{}\n\n```text\n#![recursion_limit = \"{limit}\"]\n```",
        docs::filled(
            "",
            "Some types hold others in a longer chain than the compiler follows by itself. If it says so of a program that uses \
             them, that has to start with:"
        )
    )
}

/// What the crate is, in one line, for `Cargo.toml`.
pub(super) fn description(info: &ir::Info) -> String {
    let title = one_line(&info.title);
    if title.is_empty() { "A client of an HTTP API".to_owned() } else { format!("Client for {title}") }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
