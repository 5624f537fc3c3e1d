//! How a client is used: the part of the README that is the same for every API but for its names.
//!
//! In: the crate's name in a path, a call that asks for little, and one whose answer comes in pages, if there are any. Out: sections of
//! prose with examples. Deliberately absent: what the documentation of each item says in full.

/// The sections.
pub(super) fn guide(client: &str, call: Option<&str>, pages: Option<&str>) -> String {
    let sections =
        [Some(settings(client)), call.map(errors), pages.map(walk), call.map(stream), Some(tokens(client))];
    let features = [call.map(|call| fake(client, call)), call.map(blocking), Some(seams())];
    let all = sections.into_iter().chain(features).flatten();
    format!("## Using it\n\n{}", all.collect::<Vec<_>>().join("\n\n"))
}

fn example(prose: &str, code: &str) -> String {
    format!("{prose}\n\n```rust\n{code}\n```")
}

fn settings(client: &str) -> String {
    let prose = "**Time and repetition.** A call has 60 seconds for all its attempts, the body included. Calls that are safe to repeat are sent up \
                 to three times, as the service asks or after a random wait; a POST or PATCH is sent once, unless it carries an \
                 `Idempotency-Key`. Each call may have a `timeout` and a `retry` of its own.";
    example(
        prose,
        &format!(
            "let policy = {client}::RetryPolicy::new().attempts(5);\n\
             let time = std::time::Duration::from_secs(10);\n\
             let client = {client}::Client::builder().environment().timeout(time).retry(policy).build()?;"
        ),
    )
}

fn errors(call: &str) -> String {
    let prose = "**Errors** are told apart by status. Whatever came of a call, `status`, `headers`, `body`, `is_timeout`, `is_rate_limited` and \
                 `retry_after` answer; `api` is the documented body, decoded.";
    let code = format!(
        "if let Err(error) = {call}.await {{\n    println!(\"{{error}}, sent {{}} times\", error.attempts());\n    \
         if error.is_rate_limited() {{\n        println!(\"wait for {{:?}}\", error.retry_after());\n    }}\n}}"
    );
    example(prose, &code)
}

fn walk(call: &str) -> String {
    let prose = "**Pages** are streams: `items` gives what is on them, `pages` the answers themselves. The `futures-util` crate has what walks \
                 them. A walk that would go in a circle or to another server ends with an error.";
    let code = format!(
        "use futures_util::TryStreamExt;\n\nlet mut items = {call}.items();\nwhile let Some(item) = items.try_next().await? {{\n    \
         println!(\"{{item:?}}\");\n}}"
    );
    example(prose, &code)
}

fn stream(call: &str) -> String {
    let prose = "**Large bodies.** `stream` gives the body of any answer while it comes; what is read into memory has at most 64 MiB, unless \
                 `body_limit` says otherwise.";
    let code = format!(
        "use futures_util::TryStreamExt;\n\nlet mut body = {call}.stream().await?.into_value();\n\
         while let Some(piece) = body.try_next().await? {{\n    println!(\"{{}} bytes\", piece.len());\n}}"
    );
    example(prose, &code)
}

fn tokens(client: &str) -> String {
    let prose = "**Tokens** that end are fetched when they are needed, kept, and renewed once however many calls wait: by `ClientCredentials` \
                 (OAuth 2), or by a function of your own, for a scheme by its name in the description.";
    let code = format!(
        "let source = || async {{ Ok({client}::Token::new(\"…\").with_lifetime(std::time::Duration::from_secs(3600))) }};\n\
         let builder = {client}::Client::builder().token_source(\"name of the scheme\", source);"
    );
    example(prose, &code)
}

fn fake(client: &str, call: &str) -> String {
    let prose = "**Tests** of your program need no socket: with the feature `fake`, a transport answers in turn and keeps what it was asked.";
    let code = format!(
        "use {client}::runtime::fake::FakeTransport;\n\n\
         let fake = FakeTransport::new().answer(200, \"application/json\", \"{{}}\");\n\
         let client = {client}::Client::builder().environment().transport(fake.clone()).build()?;\n\
         println!(\"{{:?}}\", {call}.await.map(|response| response.status()));\n\
         println!(\"{{:?}}\", fake.requests());"
    );
    example(prose, &code)
}

fn blocking(call: &str) -> String {
    let prose = "**Without async**, with the feature `blocking`, every call has `send_blocking`, and `blocking::iterate` turns any stream into an \
                 iterator.";
    example(prose, &format!("let response = {call}.send_blocking()?;"))
}

fn seams() -> String {
    "**Around the transport.** With the feature `tower`, `ClientBuilder::layer` puts any layer around it. With `tracing`, each call has a span \
     with its operation, method, route, status and attempts, and no value of the request. `ClientBuilder::http_client` takes a \
     `reqwest::Client` of your own, with its proxy and certificates; what it needs for TLS is told below."
        .to_owned()
}
