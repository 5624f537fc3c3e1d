// A required path parameter is an argument: a call without it is not a program.

fn main() {
    let client = datadog_org::Client::builder().build().unwrap();
    drop(client.organizations().get_org());
}
