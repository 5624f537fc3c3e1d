//! What is told of a call while it is made (feature `tracing`): our spans, and all that the HTTP client and what is below it say, at every
//! level. Who listens is known to a whole process: each test runs again in a process of its own.

use std::fmt::{Debug, Write as _};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::api::{API, GetThings, PostThings, Script, get_things, run};
use super::faults::{Act, Server};
use crate::call::Call;
use crate::client::ClientBuilder;
use crate::file::File;
use crate::multipart::Parts;
use crate::operation::{Endpoint, Operation};
use crate::parameter::Style;
use crate::retry::RetryPolicy;
use crate::token::ClientCredentials;

/// Writes down every field of every span and event from these targets, and every line of a log.
#[derive(Clone)]
struct Notes(Arc<Mutex<String>>, &'static str);

struct Writer<'a>(&'a mut String);

impl Visit for Writer<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        writeln!(self.0, "{field} = {value:?}").unwrap();
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with(self.1)
    }

    fn new_span(&self, attributes: &Attributes<'_>) -> Id {
        attributes.record(&mut Writer(&mut self.0.lock().unwrap()));
        Id::from_u64(1)
    }

    fn record(&self, _span: &Id, values: &Record<'_>) {
        values.record(&mut Writer(&mut self.0.lock().unwrap()));
    }

    fn record_follows_from(&self, _span: &Id, _follows: &Id) {}

    fn event(&self, event: &Event<'_>) {
        let mut notes = self.0.lock().unwrap();
        write!(notes, "{}: ", event.metadata().target()).unwrap();
        event.record(&mut Writer(&mut notes));
    }

    fn enter(&self, _span: &Id) {}

    fn exit(&self, _span: &Id) {}
}

impl log::Log for Notes {
    fn enabled(&self, _metadata: &log::Metadata<'_>) -> bool {
        true
    }

    fn log(&self, record: &log::Record<'_>) {
        writeln!(self.0.lock().unwrap(), "{}: {}", record.target(), record.args()).unwrap();
    }

    fn flush(&self) {}
}

/// What is told from these targets, by tracing and by logs, while this runs. None in the process that starts the other one.
fn told(test: &str, targets: &'static str, act: impl FnOnce()) -> Option<String> {
    if std::env::var_os("RUNTIME_TEST_ALONE").is_none() {
        let mut command = std::process::Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", &format!("tests::told::{test}")]).env("RUNTIME_TEST_ALONE", "yes");
        let output = command.output().unwrap();
        let said = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success() && said.contains("1 passed"), "{said}");
        return None;
    }
    let notes = Notes(Arc::default(), targets);
    tracing::subscriber::set_global_default(notes.clone()).unwrap();
    log::set_boxed_logger(Box::new(notes.clone())).unwrap();
    log::set_max_level(log::LevelFilter::Trace);
    act();
    let told = notes.0.lock().unwrap().clone();
    Some(told)
}

#[test]
fn a_call_has_a_span_without_secrets() {
    let told = told("a_call_has_a_span_without_secrets", "codegen_runtime", || {
        let script = Script::new(&[(503, "text/plain", "hunter2"), (404, "text/plain", "hunter2")]);
        let policy = RetryPolicy::new().base(Duration::ZERO);
        let builder = script.builder().retry(policy).credential("key", "hunter2".into());
        let client = builder.credential("user", "u:hunter2".into()).build().unwrap();
        _ = run(get_things(&client, "hunter2").send());
        _ = run(get_things(&client, "..").send());
    });
    let expected = "operation = \"GetThings\"\nhttp.request.method = \"GET\"\nhttp.route = \"/things/{id}\"\n\
        http.response.status_code = 404\nattempts = 2\n\
        operation = \"GetThings\"\nhttp.request.method = \"GET\"\nhttp.route = \"/things/{id}\"\n\
        error = \"request\"\nattempts = 0\n";
    assert!(told.is_none_or(|told| told == expected));
}

/// Credentials of every kind, secrets in the path, the query, headers and bodies, and answers of every kind, over real HTTP.
#[test]
fn nobody_below_tells_a_secret_at_any_level() {
    let told = told("nobody_below_tells_a_secret_at_any_level", "", || run(everything()));
    let Some(told) = told else { return };
    for target in ["reqwest::connect", "hyper_util", "http.route"] {
        assert!(told.contains(target), "nothing of {target}: {told}");
    }
    assert!(!told.contains("hunter2") && !told.contains("aHVudGVyM"), "{told}");
}

async fn everything() {
    const TOKEN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 26\r\n\r\n{\"access_token\":\"hunter2\"}";
    const AWAY: &str =
        "HTTP/1.1 307 Elsewhere\r\nlocation: /other?hunter2=hunter2\r\ncontent-length: 0\r\n\r\n";
    const NO: &str = "HTTP/1.1 401 No\r\nset-cookie: hunter2\r\ncontent-length: 7\r\n\r\nhunter2";
    const NONSENSE: &str = "HTTP/1.1 200 OK\r\nhunter2\r\n\r\n";
    let acts = [TOKEN, AWAY, NO, NO, AWAY, NO, NO].map(Act::Keeps);
    let server = Server::start(&[&acts[..], &[Act::Says(NONSENSE.into()), Act::Resets("")]].concat()).await;
    let source = ClientCredentials::new(format!("{}/token", server.address()), "hunter2", "hunter2");
    let named = ["query", "cookie", "key"].into_iter();
    let builder =
        named.fold(ClientBuilder::new(&API), |builder, name| builder.credential(name, "hunter2".into()));
    let builder = builder.base_url(server.address()).credential("user", "hunter2:hunter2".into());
    let client = builder.retry(RetryPolicy::never()).token_source("token", source).build().unwrap();
    let mut upload = Call::<PostThings>::new(&client);
    upload.request.endpoint = const { &Endpoint { security: &[&[("token", &[])]], ..PostThings::ENDPOINT } };
    let parts = Parts::new().texts("hunter2", ["hunter2"], None);
    upload.request.multipart(parts.files("file", [File::from_bytes("hunter2").with_name("hunter2")], None));
    let mut get = Call::<GetThings>::new(&client);
    get.request.path("id", Style::SIMPLE, "hunter2");
    get.request.query("q", Style::FORM, "hunter2");
    let mut other = get.clone().header("x-other", "hunter2");
    other.request.endpoint =
        const { &Endpoint { security: &[&[("query", &[]), ("cookie", &[])]], ..GetThings::ENDPOINT } };
    let mut shown = String::new();
    for _ in 0..2 {
        write!(shown, "{:?}", upload.clone().send().await.unwrap_err()).unwrap();
        for call in [&get, &other] {
            let error = call.clone().send().await.unwrap_err();
            write!(shown, "{error} {error:?}").unwrap();
        }
    }
    // What a service says is shown, and nothing else is.
    assert!(!shown.replace(": hunter2", "").contains("hunter2"), "{shown}");
    assert!(server.asked().iter().filter(|line| line.contains("hunter2")).count() > 5);
}
