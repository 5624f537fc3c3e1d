//! The pages of the list of connections.

use futures_util::TryStreamExt;
use serde_json::{Value, json};

use super::{client, server};

fn connection(id: u32) -> Value {
    json!({
        "id": format!("00000000-0000-0000-0000-{id:012}"), "type": "org_connection", "relationships": {},
        "attributes": {"connection_types": ["logs"], "created_at": "2024-01-01T00:00:00Z"},
    })
}

fn page(ids: std::ops::Range<u32>, total: Option<u32>) -> Value {
    json!({"data": ids.map(connection).collect::<Vec<_>>(), "meta": {"page": {"total_filtered_count": total}}})
}

async fn walk(pages: &[Value]) -> (usize, Vec<String>) {
    let server = server().await;
    let mut script = server.on("ListOrgConnections");
    for (index, page) in pages.iter().enumerate() {
        script = if index == 0 { script.json(page) } else { script.then().json(page) };
    }
    let call = client(&server).org_connections().list_org_connections().limit(2);
    let items: Vec<_> = call.items().try_collect().await.unwrap();
    let targets = server.requests().iter().map(|request| request.target.clone()).collect();
    server.finish();
    (items.len(), targets)
}

#[tokio::test]
async fn items_come_from_all_pages_until_the_total() {
    let (count, targets) = walk(&[page(0..2, Some(3)), page(2..3, Some(3))]).await;
    assert_eq!(count, 3);
    assert_eq!(targets, ["/api/v2/org_connections?limit=2", "/api/v2/org_connections?limit=2&offset=2"]);
}

#[tokio::test]
async fn without_a_total_an_empty_page_is_the_end() {
    let (count, targets) = walk(&[page(0..2, None), page(2..4, None), page(0..0, None)]).await;
    assert_eq!((count, targets.len()), (4, 3));
    assert_eq!(targets[2], "/api/v2/org_connections?limit=2&offset=4");
}

#[tokio::test]
async fn pages_have_their_status_and_limits() {
    let server = server().await;
    server.on("ListOrgConnections").json(&page(0..2, Some(2))).header("x-ratelimit-remaining", "5");
    let pages: Vec<_> =
        client(&server).org_connections().list_org_connections().pages().try_collect().await.unwrap();
    assert_eq!(pages.len(), 1);
    assert_eq!(pages[0].rate_limit().unwrap().remaining, Some(5));
    server.finish();
}

#[tokio::test]
async fn a_failure_ends_the_walk() {
    let server = server().await;
    server.on("ListOrgConnections").json(&page(0..2, None)).then().status(403);
    let call = client(&server).org_connections().list_org_connections();
    let error = call.items().try_collect::<Vec<_>>().await.unwrap_err();
    assert_eq!(error.status().unwrap().as_u16(), 403);
    server.finish();
}
