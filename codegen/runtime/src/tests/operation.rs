//! Operations by their tables: what a row says, and what none says.

use crate::config::{Server, ServerVariable};
use crate::decode::{Json, Text};
use crate::operation::{Answer, Endpoint, Operation, Status, operation};

operation! {
    /// With as little as an operation can have.
    Bare {
        "bare": "GET" "/bare", output Text, error Json<String>,
    }
}

operation! {
    /// With everything that it can have.
    Whole {
        "whole": "QUERY" "/whole/{id}", output Json<Vec<i64>>, error Json<String>, unstable = true,
        security("key", "oauth"["read", "write"]), security(),
        success(200, 2XX) "application/json", success(204) "", success(203) "text/plain" at 1,
        failure(404, 4XX, default) "application/json", failure(500) "text/plain" at 2,
        server "/v2", server "https://{site}.{zone}" ("site" = "a" from "SITE", "zone" = "b" from "ZONE"),
    }
}

#[test]
fn a_table_without_rows_says_nothing() {
    let expected =
        Endpoint { id: "bare", method: "GET", path: "/bare", security: &[], answers: &[], servers: &[] };
    assert_eq!(format!("{:?}", Bare::ENDPOINT), format!("{expected:?}"));
    assert_eq!((Bare::UNSTABLE, Whole::UNSTABLE), (false, true));
}

#[test]
fn each_row_says_its_part() {
    const VARIABLES: &[ServerVariable] = &[
        ServerVariable { name: "site", default: "a", environment: "SITE" },
        ServerVariable { name: "zone", default: "b", environment: "ZONE" },
    ];
    const EXPECTED: Endpoint = Endpoint {
        id: "whole",
        method: "QUERY",
        path: "/whole/{id}",
        security: &[&[("key", &[]), ("oauth", &["read", "write"])], &[]],
        answers: &[
            Answer::success(&[Status::Code(200), Status::Class(2)], "application/json", 0),
            Answer::success(&[Status::Code(204)], "", 0),
            Answer::success(&[Status::Code(203)], "text/plain", 1),
            Answer::failure(&[Status::Code(404), Status::Class(4), Status::Default], "application/json", 0),
            Answer::failure(&[Status::Code(500)], "text/plain", 2),
        ],
        servers: &[
            Server { url: "/v2", variables: &[] },
            Server { url: "https://{site}.{zone}", variables: VARIABLES },
        ],
    };
    assert_eq!(format!("{:?}", Whole::ENDPOINT), format!("{EXPECTED:?}"));
}

#[test]
fn of_the_statuses_of_an_answer_the_most_exact_counts() {
    let answer = |status| Whole::ENDPOINT.answer(status, "application/json").map(|answer| answer.variant);
    assert_eq!([200, 201, 404, 418, 503].map(answer), [Some(0); 5]);
    assert_eq!(Whole::ENDPOINT.answer(500, "text/plain").map(|answer| answer.variant), Some(2));
    assert_eq!(Whole::ENDPOINT.answer(203, "text/plain").map(|answer| answer.variant), Some(1));
}
