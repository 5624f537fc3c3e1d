//! How a client is set up, and what is said of settings that cannot be.

use datadog_org::{Client, ConfigError, Site};
use std::process::Command;

#[test]
fn a_site_is_one_of_the_known_or_any_other() {
    for site in [Site::DatadoghqEu, Site::from("us3.datadoghq.com"), "datadog.example.com".into()] {
        let shown = format!("{:?}", Client::builder().site(site.clone()).build().unwrap());
        assert!(shown.contains(&format!("https://api.{site}")), "{shown}");
    }
    let shown = format!("{:?}", Client::builder().protocol("http").name("localhost:8080").build().unwrap());
    assert!(shown.contains("http://localhost:8080"), "{shown}");
}

#[test]
fn settings_that_cannot_be_are_named() {
    let error = |builder: datadog_org::ClientBuilder| builder.build().unwrap_err();
    let named = ConfigError::InvalidVariable { name: "site".to_owned(), value: "evil.com/x".to_owned() };
    assert_eq!(error(Client::builder().site("evil.com/x")), named);
    assert_eq!(
        error(Client::builder().base_url("nonsense")),
        ConfigError::InvalidBaseUrl("nonsense".to_owned())
    );
    assert_eq!(error(Client::builder().api_key_auth("a\nb")), ConfigError::InvalidCredential("apiKeyAuth"));
    assert_eq!(error(Client::builder().user_agent("a\rb")), ConfigError::InvalidUserAgent);
    assert_eq!(error(Client::builder().site("x").name("y")), ConfigError::NoSuchServer(vec!["site", "name"]));
}

/// Environment variables belong to a whole process: each case runs this test again in a process of its own.
#[test]
fn the_environment_sets_a_client_up() {
    if let Ok(expected) = std::env::var("EXPECTED") {
        let shown = Client::from_env().map_or_else(|error| error.to_string(), |client| format!("{client:?}"));
        assert!(shown.contains(&expected), "{shown:?} instead of {expected:?}");
        return;
    }
    for (variables, expected) in [
        (&[][..], "missing environment variables: DD_API_KEY, DD_APP_KEY"),
        (&[("DD_API_KEY", "a")], "missing environment variable: DD_APP_KEY"),
        (&[("DD_API_KEY", "a"), ("DD_APP_KEY", "")], "missing environment variable: DD_APP_KEY"),
        (&[("DD_BEARER_TOKEN", "t")], "https://api.datadoghq.com"),
        (
            &[("DD_API_KEY", "a"), ("DD_APP_KEY", "b"), ("DD_SITE", "datadoghq.eu")],
            "https://api.datadoghq.eu",
        ),
        (
            &[("DD_API_KEY", "a"), ("DD_APP_KEY", "b"), ("DD_SITE", "a b")],
            "DD_SITE is \"a b\", which cannot be part",
        ),
        (&[("DD_API_KEY", "a"), ("DD_APP_KEY", "b\tc")], "the credential DD_APP_KEY has characters"),
    ] {
        let mut command = Command::new(std::env::current_exe().unwrap());
        command.args(["--exact", "wire::configuration::the_environment_sets_a_client_up"]);
        for name in ["DD_API_KEY", "DD_APP_KEY", "DD_BEARER_TOKEN", "DD_SITE"] {
            command.env_remove(name);
        }
        let output = command.envs(variables.iter().copied()).env("EXPECTED", expected).output().unwrap();
        assert!(output.status.success(), "{variables:?}: {}", String::from_utf8_lossy(&output.stdout));
    }
}
