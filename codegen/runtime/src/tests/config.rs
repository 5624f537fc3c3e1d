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
    for bad in [
        "",
        "localhost",
        "/api",
        "ftp://example.com",
        "https://user:secret@example.com",
        "http://a?b",
        "http://a#b",
    ] {
        assert_eq!(check_base_url(bad), Err(ConfigError::InvalidBaseUrl(bad.to_owned())), "{bad:?}");
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
