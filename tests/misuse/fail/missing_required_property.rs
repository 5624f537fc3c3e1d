// A required property is an argument of `new`.

use datadog_org::models::OrgConnectionCreateRequest;

fn main() {
    let _body = OrgConnectionCreateRequest::new();
}
