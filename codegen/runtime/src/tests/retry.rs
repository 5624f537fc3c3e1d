//! When a call is sent again: the decision by itself, and the loop by a clock that jumps.

use futures_util::future::BoxFuture;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};
use tokio::time::Instant;

use super::api::{API, ListNumbers, PostThings};
use crate::body::{Body, ByteStream};
use crate::call::Call;
use crate::client::{Client, ClientBuilder};
use crate::error::ErrorKind;
use crate::file::File;
use crate::retry::{Attempt, Decision, Outcome, RetryPolicy};
use crate::transport::{Transport, TransportError, TransportErrorKind, body};

const FIRST: Attempt = Attempt {
    number: 1,
    outcome: Outcome::Status(503),
    repeatable: true,
    asked: None,
    left: None,
    chance: 1.0,
};

fn again(seconds: f64) -> Decision {
    Decision::Again(Duration::from_secs_f64(seconds))
}

#[test]
fn what_may_be_cured_is_tried_again() {
    let policy = RetryPolicy::default();
    for (outcome, expected) in [
        (Outcome::NoConnection, true),
        (Outcome::BrokenConnection, true),
        (Outcome::Status(408), true),
        (Outcome::Status(429), true),
        (Outcome::Status(500), true),
        (Outcome::Status(599), true),
        (Outcome::Status(307), false),
        (Outcome::Status(400), false),
        (Outcome::Status(404), false),
        (Outcome::Status(409), false),
    ] {
        let decision = policy.decide(&Attempt { outcome, ..FIRST });
        assert_eq!(decision != Decision::GiveUp, expected, "{outcome:?}");
        assert_eq!(policy.decide(&Attempt { outcome, repeatable: false, ..FIRST }), Decision::GiveUp);
    }
    let own = RetryPolicy::default().statuses([409]);
    assert_eq!(own.decide(&FIRST), Decision::GiveUp);
    assert_eq!(own.decide(&Attempt { outcome: Outcome::Status(409), ..FIRST }), again(0.5));
    assert_eq!(RetryPolicy::never().decide(&FIRST), Decision::GiveUp);
}

#[test]
fn waiting_doubles_up_to_its_cap_and_is_a_random_part_of_that() {
    let policy = RetryPolicy::default().attempts(u32::MAX);
    for (number, chance, expected) in [
        (1, 1.0, 0.5),
        (2, 1.0, 1.0),
        (3, 1.0, 2.0),
        (3, 0.25, 0.5),
        (3, 0.0, 0.0),
        (6, 1.0, 16.0),
        (7, 1.0, 20.0),
        (4_000_000, 1.0, 20.0),
    ] {
        assert_eq!(policy.decide(&Attempt { number, chance, ..FIRST }), again(expected), "{number} {chance}");
    }
    let chance = crate::retry::chance();
    assert!((0.0..=1.0).contains(&chance));
}

#[test]
fn attempts_are_counted() {
    let policy = RetryPolicy::default();
    assert_ne!(policy.decide(&Attempt { number: 2, ..FIRST }), Decision::GiveUp);
    assert_eq!(policy.decide(&Attempt { number: 3, ..FIRST }), Decision::GiveUp);
    assert_eq!(RetryPolicy::default().attempts(0).decide(&FIRST), Decision::GiveUp);
}

#[test]
fn the_service_says_how_long_within_reason_and_the_deadline() {
    let policy = RetryPolicy::default();
    let seconds = |seconds| Some(Duration::from_secs(seconds));
    let attempt = |asked, left| policy.decide(&Attempt { asked, left, chance: 0.1, ..FIRST });
    assert_eq!(attempt(seconds(0), None), again(0.0));
    assert_eq!(attempt(seconds(7), None), again(7.0));
    assert_eq!(attempt(seconds(60), None), again(60.0));
    assert_eq!(attempt(seconds(61), None), Decision::GiveUp);
    assert_eq!(attempt(seconds(7), seconds(8)), again(7.0));
    assert_eq!(attempt(seconds(7), seconds(7)), Decision::GiveUp);
    assert_eq!(attempt(None, seconds(0)), Decision::GiveUp);
}

/// One answer: a status with headers, or an error.
#[derive(Clone)]
enum Turn {
    Status(u16, &'static str, String),
    Fails(TransportErrorKind),
    Hangs,
}

fn status(status: u16) -> Turn {
    Turn::Status(status, "x-none", "1".to_owned())
}

/// Answers in turn, and tells when it was asked.
#[derive(Clone)]
struct Turns {
    left: Arc<Mutex<VecDeque<Turn>>>,
    asked: Arc<Mutex<Vec<Instant>>>,
}

impl Transport for Turns {
    fn send(
        &self,
        _request: http::Request<Body>,
    ) -> BoxFuture<'static, Result<http::Response<ByteStream>, TransportError>> {
        self.asked.lock().unwrap().push(Instant::now());
        let turn = self.left.lock().unwrap().pop_front().unwrap();
        Box::pin(async move {
            match turn {
                Turn::Status(status, name, value) => {
                    let answer = http::Response::builder().status(status).header(name, value);
                    Ok(answer.body(body("[1]")).unwrap())
                }
                Turn::Fails(kind) => Err(TransportError::new(kind, "broken")),
                Turn::Hangs => std::future::pending().await,
            }
        })
    }
}

impl Turns {
    fn new(turns: impl IntoIterator<Item = Turn>) -> Self {
        Self { left: Arc::new(Mutex::new(turns.into_iter().collect())), asked: Arc::default() }
    }

    fn builder(&self) -> ClientBuilder {
        ClientBuilder::new(&API).transport(self.clone())
    }

    fn client(&self) -> Client {
        self.builder().build().unwrap()
    }

    /// The seconds between requests.
    fn gaps(&self) -> Vec<f64> {
        let asked = self.asked.lock().unwrap();
        asked.windows(2).map(|pair| (pair[1] - pair[0]).as_secs_f64()).collect()
    }
}

/// Runs a future with a clock that jumps to the next moment something waits for.
fn run<F: Future>(future: F) -> F::Output {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().start_paused(true).build().unwrap().block_on(future)
}

fn list(turns: &Turns) -> Call<ListNumbers> {
    Call::new(&turns.client())
}

#[test]
fn a_call_succeeds_after_failures_and_tells_how_often_it_was_sent() {
    let turns = Turns::new([status(503), Turn::Fails(TransportErrorKind::Connect), status(200)]);
    let response = run(list(&turns).send()).unwrap();
    assert_eq!((response.attempts(), response.value()), (3, &vec![1]));
    assert!(turns.gaps()[0] <= 0.51 && turns.gaps()[1] <= 1.01, "{:?}", turns.gaps());
}

#[test]
fn the_last_failure_is_the_result() {
    let turns = Turns::new([status(503), status(429), status(500)]);
    let error = run(list(&turns).send()).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (500, 3));
    let turns = Turns::new([Turn::Fails(TransportErrorKind::Interrupted), status(404)]);
    let error = run(list(&turns).send()).unwrap_err();
    assert_eq!((error.status().unwrap().as_u16(), error.attempts()), (404, 2));
}

/// `Retry-After` in seconds or as one of the three forms of a date (RFC 9110, sections 5.6.7 and 10.2.3), and the reset of a limit.
#[test]
fn each_form_of_a_wait_is_honoured() {
    let now = SystemTime::now();
    let at = |seconds| now + Duration::from_secs(seconds);
    let since_1970 = at(30).duration_since(SystemTime::UNIX_EPOCH).unwrap().as_secs();
    for (header, value, least, most) in [
        ("retry-after", "7".to_owned(), 7.0, 7.01),
        ("retry-after", httpdate::fmt_http_date(at(30)), 20.0, 30.01),
        ("x-ratelimit-reset", "9".to_owned(), 9.0, 9.01),
        ("retry-after", " 7 ".to_owned(), 7.0, 7.01),
        ("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT".to_owned(), 0.0, 0.01),
        ("retry-after", "Sunday, 06-Nov-94 08:49:37 GMT".to_owned(), 0.0, 0.01),
        ("retry-after", "Sun Nov  6 08:49:37 1994".to_owned(), 0.0, 0.01),
        ("x-ratelimit-reset", "8.5".to_owned(), 8.5, 8.51),
        ("x-ratelimit-reset", since_1970.to_string(), 20.0, 30.01),
        ("x-ratelimit-reset", format!("{since_1970}.5"), 20.0, 30.51),
        ("x-ratelimit-reset", (since_1970 * 1000).to_string(), 20.0, 30.01),
        ("ratelimit-reset", "9".to_owned(), 9.0, 9.01),
    ] {
        let turns = Turns::new([Turn::Status(429, header, value.clone()), status(200)]);
        run(list(&turns).send()).unwrap();
        assert!((least..=most).contains(&turns.gaps()[0]), "{header} {value}: {:?}", turns.gaps());
    }
    let turns = Turns::new([Turn::Status(429, "retry-after", "soon".to_owned()), status(200)]);
    run(list(&turns).send()).unwrap();
    assert!(turns.gaps()[0] <= 0.51, "what is no wait is none");
    let turns = Turns::new([Turn::Status(503, "x-ratelimit-reset", "9".to_owned()), status(200)]);
    run(list(&turns).send()).unwrap();
    assert!(turns.gaps()[0] <= 0.51, "the reset of a limit that was not reached is no wait");
}

#[test]
fn the_timeout_covers_all_attempts() {
    let turns = Turns::new([Turn::Status(503, "retry-after", "4".to_owned()), Turn::Hangs]);
    let began = std::time::Instant::now();
    let (error, took) = run(async {
        let began = Instant::now();
        (list(&turns).timeout(Duration::from_secs(10)).send().await.unwrap_err(), began.elapsed())
    });
    assert!(error.is_timeout(), "{error}");
    assert_eq!((error.attempts(), took.as_secs()), (2, 10));
    assert!(began.elapsed().as_secs() < 5);
    let turns = Turns::new([Turn::Status(429, "retry-after", "11".to_owned())]);
    let error = run(list(&turns).timeout(Duration::from_secs(10)).send()).unwrap_err();
    assert_eq!((error.is_rate_limited(), error.attempts()), (true, 1));
    assert_eq!(error.retry_after().unwrap().as_secs(), 11);
}

#[test]
fn time_that_ran_out_and_endless_redirects_are_no_reason_to_try_again() {
    for kind in [TransportErrorKind::Timeout, TransportErrorKind::Redirect, TransportErrorKind::RequestBody] {
        let error = run(list(&Turns::new([Turn::Fails(kind)])).send()).unwrap_err();
        assert_eq!((error.kind(), error.attempts()), (ErrorKind::Transport, 1), "{kind:?}");
    }
}

#[test]
fn a_post_is_repeated_only_with_a_key_and_a_body_that_is_still_there() {
    let stream = || File::from_stream(futures_util::stream::iter([Ok("x".into())]), Some(1));
    for (key, file, expected) in [
        (None, File::from_bytes("x"), 1),
        (Some("k"), File::from_bytes("x"), 2),
        (Some("k"), File::from_path("/nowhere"), 2),
        (Some("k"), stream(), 1),
    ] {
        for first in [status(503), Turn::Fails(TransportErrorKind::Connect)] {
            let turns = Turns::new([first, status(200)]);
            let mut call = Call::<PostThings>::new(&turns.client());
            call.request.file("text/plain", file.clone(), false);
            let call = match key {
                Some(key) => call.header("Idempotency-Key", key),
                None => call,
            };
            _ = run(call.send());
            assert_eq!(turns.asked.lock().unwrap().len(), expected, "{key:?} {file:?}");
        }
    }
}

#[test]
fn a_call_may_have_a_policy_of_its_own() {
    let turns = Turns::new([status(503)]);
    assert_eq!(run(list(&turns).retry(RetryPolicy::never()).send()).unwrap_err().attempts(), 1);
    let turns = Turns::new([status(503), status(200)]);
    let client = turns.builder().retry(RetryPolicy::never()).build().unwrap();
    let policy = RetryPolicy::new().attempts(2).base(Duration::ZERO).cap(Duration::ZERO);
    assert_eq!(run(Call::<ListNumbers>::new(&client).retry(policy).send()).unwrap().attempts(), 2);
    assert_eq!(turns.gaps(), [0.0]);
}

#[test]
fn a_call_that_is_dropped_while_it_waits_is_not_sent_again() {
    let turns = Turns::new([Turn::Status(429, "retry-after", "5".to_owned())]);
    run(async {
        let cut = tokio::time::timeout(Duration::from_secs(1), list(&turns).send()).await;
        assert!(cut.is_err());
        tokio::time::sleep(Duration::from_secs(60)).await;
    });
    assert_eq!(turns.asked.lock().unwrap().len(), 1);
}

#[test]
fn nothing_sent_is_no_attempt() {
    let client = Turns::new([]).client();
    let call = super::api::get_things(&client, "..");
    assert_eq!(run(call.send()).unwrap_err().attempts(), 0);
}
