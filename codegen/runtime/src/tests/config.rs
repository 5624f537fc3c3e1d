use super::api::API;
use crate::client::ClientBuilder;
use crate::config::{ConfigError, Setting, base_url, check_base_url};

fn url(settings: &[(&'static str, &str)]) -> Result<String, ConfigError> {
    let setting =
        |&(name, value): &(&'static str, &str)| Setting { name, value: value.to_owned(), source: name };
    base_url(API.servers, &settings.iter().map(setting).collect::<Vec<_>>())
}

#[test]
fn the_first_server_with_all_variables_is_taken() {
    assert_eq!(url(&[]).unwrap(), "https://api.example.com");
    assert_eq!(url(&[("site", "example.org")]).unwrap(), "https://api.example.org");
    assert_eq!(url(&[("host", "localhost:8080"), ("scheme", "http")]).unwrap(), "http://localhost:8080/v1");
    assert_eq!(url(&[("host", "h"), ("site", "s")]), Err(ConfigError::NoSuchServer(vec!["host", "site"])));
}

#[test]
fn a_value_cannot_leave_its_place_in_the_address() {
    for value in ["", "evil.com/", "x@evil.com", "a b", "a?b", "a#b", "a\\b", "a\nb"] {
        let error = url(&[("site", value)]).unwrap_err();
        assert_eq!(error, ConfigError::InvalidVariable { name: "site".to_owned(), value: value.to_owned() });
    }
}

#[test]
fn a_base_url_is_absolute_http() {
    assert_eq!(check_base_url("http://[::1]:8080/api/").unwrap(), "http://[::1]:8080/api");
    // What may be a secret is not told.
    for (bad, told) in [
        ("", ""),
        ("localhost", "localhost"),
        ("/api", "/api"),
        ("ftp://example.com", "ftp://example.com/"),
        ("https://user:secret@example.com", "https://example.com/"),
        ("http://a?b", "http://a/"),
        ("http://a#b", "http://a/"),
        ("example.com/v1?key=secret", "example.com/v1"),
        ("user:secret@example.com:x", "example.com:x"),
        ("http://user:secret@/v1#x", "/v1"),
    ] {
        assert_eq!(check_base_url(bad), Err(ConfigError::InvalidBaseUrl(told.to_owned())), "{bad:?}");
    }
}

#[test]
fn a_credential_must_fit_a_header() {
    for bad in ["line\nbreak", "line\rbreak", "nul\0", "ümlaut"] {
        let error = ClientBuilder::new(&API).credential("key", bad.into()).build().unwrap_err();
        assert_eq!(error, ConfigError::InvalidCredential("key"), "{bad:?}");
        assert!(!error.to_string().contains(bad));
    }
}

#[test]
fn missing_variables_are_those_of_the_closest_alternative() {
    let error = ClientBuilder::new(&API).environment().build().unwrap_err();
    assert_eq!(error.to_string(), "missing environment variables: RUNTIME_TEST_KEY, RUNTIME_TEST_USER");
    let error = ClientBuilder::new(&API).credential("key", "k".into()).environment().build().unwrap_err();
    assert_eq!(error, ConfigError::MissingVariables(vec!["RUNTIME_TEST_USER"]));
}

/// An operation with servers of its own.
mod own_servers {
    use crate::call::Call;
    use crate::config::{Server, ServerVariable};
    use crate::decode::Json;
    use crate::operation::{Endpoint, Operation};

    use super::super::api::{ListNumbers, Script, run};

    const SITE: &[ServerVariable] =
        &[ServerVariable { name: "site", default: "example.com", environment: "RUNTIME_TEST_VARIABLE" }];

    macro_rules! operations {
        ($($name:ident: $servers:expr,)*) => {$(
            enum $name {}

            impl Operation for $name {
                type Output = Json<Vec<i64>>;
                type Error = Json<String>;
                const ENDPOINT: Endpoint = Endpoint { servers: $servers, ..ListNumbers::ENDPOINT };
            }
        )*};
    }

    operations! {
        Intake: &[Server { url: "https://intake.{site}/v2", variables: SITE }],
        Relative: &[Server { url: "/v3/", variables: &[] }],
    }

    fn asked<Op: Operation>(
        set: impl Fn(crate::client::ClientBuilder) -> crate::client::ClientBuilder,
    ) -> String {
        let script = Script::new(&[(200, "application/json", "[]")]);
        run(async { Call::<Op>::new(&set(script.builder()).build().unwrap()).send().await.map(drop) })
            .ok()
            .unwrap();
        let requests = script.sent.lock().unwrap();
        requests[0].uri().to_string()
    }

    #[test]
    fn take_the_variables_that_they_know_and_give_way_to_a_base_url() {
        assert_eq!(asked::<Intake>(|builder| builder), "https://intake.example.com/v2/pages");
        let site = |builder: crate::client::ClientBuilder| {
            builder.server_variable("site", "example.eu").server_variable("label", "app")
        };
        assert_eq!(asked::<Intake>(site), "https://intake.example.eu/v2/pages");
        assert_eq!(asked::<Relative>(site), "https://app.example.eu/v3/pages");
        let base = |builder: crate::client::ClientBuilder| builder.base_url("http://127.0.0.1:1/mock");
        assert_eq!(asked::<Intake>(base), "http://127.0.0.1:1/mock/pages");
        assert_eq!(asked::<Relative>(base), "http://127.0.0.1:1/mock/pages");
    }
}
