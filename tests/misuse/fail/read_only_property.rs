// What is read-only cannot be sent: the request's type does not have it.

use datadog_org::models::OrganizationRequest;

fn main() {
    let _change = OrganizationRequest::new().created("2021-08-05");
}
