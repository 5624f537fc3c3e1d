//! Writes the `README.md` of the generated crate.
//!
//! In: the crate as data. Out: what it is, how to install it, a first call, how it is used, its features, servers and credentials. Deliberately absent:
//! anything that its documentation says better.

mod guide;

use crate::rust::{
    Crate, CredentialKind, CredentialSetter, Feature, Gate, Handle, Operation, ServerTemplate, TokenAddress,
};

/// The text of the file.
pub(crate) fn readme(output: &Crate) -> String {
    let sections = [
        introduction(output),
        install(output),
        first_call(output),
        using(output),
        features(output),
        servers(output),
        credentials(output),
    ];
    let mut text =
        sections.into_iter().filter(|section| !section.is_empty()).collect::<Vec<_>>().join("\n\n");
    text.push('\n');
    text
}

fn introduction(output: &Crate) -> String {
    let version = if output.api_version.is_empty() {
        String::new()
    } else {
        format!(", version {}", output.api_version)
    };
    format!(
        "# {}\n\n{}{version}.\n\nThe sources are generated from the API's OpenAPI description; edit that, not them.",
        output.name,
        output.description.trim_end_matches('.')
    )
}

fn install(output: &Crate) -> String {
    format!(
        "## Install\n\n```toml\n[dependencies]\n{} = \"0.1\"\ntokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n```",
        output.name
    )
}

/// How the client is used, by the first operations that ask for nothing.
fn using(output: &Crate) -> String {
    let simple = || {
        let all = output
            .handles
            .iter()
            .flat_map(|handle| handle.operations.iter().map(move |operation| (handle, operation)));
        all.filter(|(_, operation)| is_simple(operation))
    };
    let first = simple().next().map(|(handle, operation)| call(handle, operation));
    let paged = simple().find(|(_, operation)| operation.pagination.is_some());
    let paged = paged.map(|(handle, operation)| call(handle, operation));
    guide::guide(&output.name.replace('-', "_"), first.as_deref(), paged.as_deref())
}

/// The first operation that asks for nothing, else the first of all.
fn first_call(output: &Crate) -> String {
    let all = || {
        output
            .handles
            .iter()
            .flat_map(|handle| handle.operations.iter().map(move |operation| (handle, operation)))
    };
    let first = all().find(|(_, operation)| is_simple(operation)).or_else(|| all().next());
    let Some((handle, operation)) = first else { return String::new() };
    let call = call(handle, operation);
    let crate_name = output.name.replace('-', "_");
    format!(
        "## A first call\n\n```rust\n#[tokio::main(flavor = \"current_thread\")]\nasync fn main() -> Result<(), Box<dyn \
         std::error::Error>> {{\n    let client = {crate_name}::Client::from_env()?;\n    let response = {call}.await?;\n    \
         println!(\"{{}}\", response.status());\n    Ok(())\n}}\n```"
    )
}

fn is_simple(operation: &Operation) -> bool {
    operation.arguments.is_empty() && operation.http_method == "GET" && !operation.deprecated
}

fn call(handle: &Handle, operation: &Operation) -> String {
    let arguments = operation.arguments.iter().map(|argument| argument.name.as_str());
    let arguments = arguments.collect::<Vec<_>>().join(", ");
    format!("client.{}().{}({arguments})", handle.module.as_str(), operation.method.as_str())
}

/// What no row of the table has room for.
const TLS: &str = "With `rustls`, the cryptography is that of the `CryptoProvider` that the program has installed as its default, else `ring`; this crate \
     installs nothing. `reqwest` itself is left without any: a program that builds a `reqwest::Client` of its own turns on `reqwest`'s feature \
     `rustls` or `native-tls`, or installs a `CryptoProvider`, else `reqwest` panics there. Where `native-tls` is on too, it is what is used.";

fn features(output: &Crate) -> String {
    let row = |handle: &Handle| {
        let feature = match &handle.gate {
            Gate::Always => return None,
            Gate::Any(features) => &features.first()?.0,
        };
        let count = handle.operations.len();
        let noun = if count == 1 { "operation" } else { "operations" };
        Some(format!("| `{feature}` | `client.{}()`: {count} {noun} |", handle.module.as_str()))
    };
    let mut rows: Vec<String> = output.handles.iter().filter_map(row).collect();
    rows.extend(models(output));
    rows.push("| `rustls` | TLS by rustls, with the certificates that the system trusts |".to_owned());
    rows.push(
        "| `native-tls` | TLS by the system's library, also where `rustls` is on; off by default |"
            .to_owned(),
    );
    let optional = crate::manifest::OPTIONAL.iter();
    rows.extend(optional.map(|(name, about)| format!("| `{name}` | {about}; off by default |")));
    format!(
        "## Features\n\nAll are on by default, except where said.\n\n| feature | what it brings |\n|---|---|\n{}\n\n{TLS}",
        rows.join("\n")
    )
}

/// The rows of the features that bring models, and no operations.
fn models(output: &Crate) -> impl Iterator<Item = String> {
    let has_operations = |feature: &Feature| {
        let gate = Gate::Any([feature.clone()].into());
        output.handles.iter().any(|handle| handle.gate == gate)
    };
    output.models.iter().filter_map(move |module| match &module.gate {
        Gate::Any(features) if features.len() == 1 => {
            let feature = features.first().filter(|feature| !has_operations(feature))?;
            let what = module.doc.0.trim_start_matches("Models").trim_end_matches('.');
            Some(format!("| `{}` | models{what} |", feature.0))
        }
        Gate::Any(_) | Gate::Always => None,
    })
}

fn servers(output: &Crate) -> String {
    if output.client.servers.is_empty() {
        return String::new();
    }
    let mut lines: Vec<String> = output.client.servers.iter().map(server_line).collect();
    lines.dedup();
    let lead = "The first that has all the variables that are set is used; `Client::builder().base_url(..)` names any other.";
    format!("## Servers\n\n{lead}\n\n{}", lines.join("\n"))
}

fn server_line(server: &ServerTemplate) -> String {
    let about = server.doc.0.split("\n\n").next().unwrap_or_default().replace('\n', " ");
    let colon = if about.is_empty() { "" } else { ": " };
    format!("- `{}`{colon}{about}", server.url)
}

fn credentials(output: &Crate) -> String {
    if output.client.credentials.is_empty() {
        return String::new();
    }
    let row = |setter: &CredentialSetter| {
        let own = format!("| `{}` | `{}` | `{}` |", setter.wire, setter.method.as_str(), setter.environment);
        match &setter.kind {
            CredentialKind::ClientCredentials(TokenAddress { method, id, secret, .. }) => {
                format!("{own}\n| `{}` | `{}` | `{id}` and `{secret}` |", setter.wire, method.as_str())
            }
            _ => own,
        }
    };
    let rows: Vec<String> = output.client.credentials.iter().map(row).collect();
    format!(
        "## Credentials\n\n| scheme | setter of the builder | environment variable |\n|---|---|---|\n{}",
        rows.join("\n")
    )
}
