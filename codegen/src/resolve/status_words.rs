//! What an answer is called by its status: the reason phrases of RFC 9110, section 15.

/// The words for a status, such as `404`, `4XX` or `201`.
pub(super) fn words(status: &str) -> String {
    let reason = reason(status).map_or_else(|| format!("status {status}"), str::to_owned);
    match status.as_bytes().first() {
        Some(b'4' | b'5') if reason.ends_with("error") => reason,
        Some(b'4' | b'5') => format!("{reason} error"),
        _ => format!("{reason} response"),
    }
}

/// The reason for a status, if it has one.
fn reason(status: &str) -> Option<&'static str> {
    Some(match status.to_ascii_uppercase().as_str() {
        "1XX" => "informational",
        "2XX" => "success",
        "3XX" => "redirection",
        "4XX" => "client error",
        "5XX" => "server error",
        "200" => "ok",
        "201" => "created",
        "202" => "accepted",
        "203" => "non authoritative",
        "204" => "no content",
        "205" => "reset content",
        "206" => "partial content",
        "207" => "multi status",
        "300" => "multiple choices",
        "301" => "moved permanently",
        "302" => "found",
        "303" => "see other",
        "304" => "not modified",
        "307" => "temporary redirect",
        "308" => "permanent redirect",
        "400" => "bad request",
        "401" => "unauthorized",
        "402" => "payment required",
        "403" => "forbidden",
        "404" => "not found",
        "405" => "method not allowed",
        "406" => "not acceptable",
        "408" => "request timeout",
        "409" => "conflict",
        "410" => "gone",
        "411" => "length required",
        "412" => "precondition failed",
        "413" => "content too large",
        "414" => "uri too long",
        "415" => "unsupported media type",
        "416" => "range not satisfiable",
        "418" => "teapot",
        "421" => "misdirected request",
        "422" => "unprocessable content",
        "423" => "locked",
        "424" => "failed dependency",
        "425" => "too early",
        "426" => "upgrade required",
        "428" => "precondition required",
        "429" => "too many requests",
        "431" => "header fields too large",
        "451" => "unavailable for legal reasons",
        "500" => "internal server error",
        "501" => "not implemented",
        "502" => "bad gateway",
        "503" => "service unavailable",
        "504" => "gateway timeout",
        "507" => "insufficient storage",
        _ => return None,
    })
}
