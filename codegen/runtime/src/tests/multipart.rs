use bytes::Bytes;
use futures_util::stream;
use serde_json::Value;

use super::api::{PostThings, raw, run};
use super::recorder::Recorder;
use crate::call::Call;
use crate::file::File;
use crate::model::Map;
use crate::multipart::{MultipartForm, Part, PartContent, Parts, form};
use crate::operation::Operation;

const MARKED: &[u8] = b"\xEF\xBB\xBF<xml/>";

#[test]
fn a_byte_order_mark_is_taken_off_only_where_it_is_asked_for() {
    assert_eq!(run(File::from_bytes(MARKED).into_bytes()).unwrap(), MARKED);
    let without = |file: File| run(file.without_byte_order_mark().into_bytes()).unwrap();
    assert_eq!(without(File::from_bytes(MARKED)), "<xml/>");
    assert_eq!(without(File::from_bytes(&b"<xml/>"[..])), "<xml/>");
    assert_eq!(without(File::from_bytes(&b"\xEF\xBB"[..])), &b"\xEF\xBB"[..]);
    let single_bytes = || stream::iter(MARKED.iter().map(|byte| Ok(Bytes::copy_from_slice(&[*byte]))));
    assert_eq!(without(File::from_stream(single_bytes(), None)), "<xml/>");
    assert_eq!(without(File::from_stream(stream::empty(), Some(0))), "");
    let length = |length| run(File::from_stream(single_bytes(), length).without_byte_order_mark().open());
    assert_eq!([length(Some(9)).unwrap().1, length(None).unwrap().1], [Some(6), None]);
}

#[test]
fn a_file_on_disk_brings_its_name_and_length() {
    let path = std::env::temp_dir().join(format!("runtime-test-{}.xml", std::process::id()));
    std::fs::write(&path, MARKED).unwrap();
    let file = File::from_path(&path);
    assert_eq!(file.name(), path.file_name().unwrap().to_str());
    let (_, length) = run(file.clone().open()).unwrap();
    assert_eq!(length, Some(9));
    assert_eq!(run(file.clone().into_bytes()).unwrap(), MARKED);
    let file = file.without_byte_order_mark();
    assert_eq!(run(file.clone().open()).unwrap().1, Some(6));
    assert_eq!(run(file.clone().into_bytes()).unwrap(), "<xml/>");
    std::fs::write(&path, "<xml/>").unwrap();
    assert_eq!(run(file.clone().open()).unwrap().1, Some(6));
    assert_eq!(run(file.into_bytes()).unwrap(), "<xml/>");
    std::fs::remove_file(&path).unwrap();
    assert!(run(File::from_path(&path).into_bytes()).is_err());
}

#[test]
fn a_stream_is_sent_once() {
    let file = File::from_stream(stream::iter([Ok(Bytes::from("a"))]), Some(1));
    assert_eq!(run(file.clone().into_bytes()).unwrap(), "a");
    assert_eq!(run(file.into_bytes()).unwrap_err().to_string(), "the stream was sent before");
}

#[test]
fn parts_that_are_not_declared_go_out_too() {
    #[derive(Default)]
    struct Upload {
        note: Option<String>,
        others: Map<Value>,
    }
    form! { Upload as form { "note" => texts(form.note, None), ..others(form.others) } }

    let json = r#"{"text":"a, b","number":1.5,"nothing":null,"list":["x",2],"object":{"k":[1]},"empty":""}"#;
    let upload = Upload { note: Some("first".to_owned()), others: serde_json::from_str(json).unwrap() };
    let told = |part: &Part| match &part.content {
        PartContent::Bytes(bytes) => {
            (part.name.to_string(), String::from_utf8(bytes.to_vec()).unwrap(), part.content_type.clone())
        }
        PartContent::File(file) => {
            (part.name.to_string(), format!("{:?}", file.name()), part.content_type.clone())
        }
    };
    let parts: Vec<_> = upload.parts().into_parts().unwrap().iter().map(told).collect();
    let text = |name: &str, text: &str| (name.to_owned(), text.to_owned(), None);
    let object = ("object".to_owned(), r#"{"k":[1]}"#.to_owned(), Some("application/json".to_owned()));
    let [note, empty, x, two] = [("note", "first"), ("empty", ""), ("list", "x"), ("list", "2")]
        .map(|(name, value)| text(name, value));
    assert_eq!(parts, [note, empty, x, two, text("number", "1.5"), object, text("text", "a, b")]);

    let files = Map::from([
        ("a".to_owned(), File::from_bytes("x")),
        ("b".to_owned(), File::from_bytes("y").with_name("n")),
    ]);
    let parts: Vec<_> = Parts::new().other_files(files).into_parts().unwrap().iter().map(told).collect();
    let file = |name: &str, file: &str| {
        (name.to_owned(), format!("{:?}", Some(file)), Some("application/octet-stream".to_owned()))
    };
    assert_eq!(parts, [file("a", "a"), file("b", "n")]);
}

#[test]
fn parts_have_names_and_types() {
    let parts = Parts::new()
        .files(
            "file",
            [File::from_bytes("x"), File::from_bytes("y").with_name("n").with_content_type("a/b")],
            Some("c/d"),
        )
        .texts("text", Some("t"), None)
        .texts("number", Some(3), None)
        .texts("nothing", None::<String>, None)
        .json("object", [serde_json::json!({"a": 1})], None)
        .into_parts()
        .unwrap();
    let shown: Vec<String> = parts
        .iter()
        .map(|part| {
            let content = match &part.content {
                PartContent::Bytes(bytes) => String::from_utf8(bytes.to_vec()).unwrap(),
                PartContent::File(file) => format!("file {}", file.name().unwrap()),
            };
            format!("{}: {content} {}", part.name, part.content_type.as_deref().unwrap_or("-"))
        })
        .collect();
    let expected = [
        "file: file file c/d",
        "file: file n a/b",
        "text: t -",
        "number: 3 -",
        "object: {\"a\":1} application/json",
    ];
    assert_eq!(shown, expected);
}

struct Upload {
    note: Option<String>,
    files: Vec<File>,
}

form! {
    Upload as form {
        "note" => texts(form.note, None),
        "files" => files(form.files, Some("text/csv")),
    }
}

#[test]
fn a_file_may_have_headers_that_can_be_sent() {
    let with = |name: &str, value: &str| {
        let mut request = crate::request::Request::new(&PostThings::ENDPOINT);
        request.multipart(Parts::new().files("f", [File::from_bytes("x").with_header(name, value)], None));
        request
    };
    let request = with("X-Kind", "a b");
    assert!(request.check_body().is_ok());
    let parts = request.body.parts().unwrap().clone();
    assert_eq!(parts.into_parts().unwrap()[0].headers["x-kind"], "a b");
    for (name, value) in [("x-kind", "a\r\nb: c"), ("x kind", "a"), ("x-kind", "a\0")] {
        let fault = with(name, value).check_body().unwrap_err().to_string();
        assert_eq!(fault, "the body cannot be written: part \"f\" has headers that cannot be sent");
    }
}

/// The bytes of a form as they are sent.
#[test]
fn a_form_goes_out_as_its_standard_has_it() {
    run(async {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let client = crate::client::ClientBuilder::new(&super::api::API).base_url(url).build().unwrap();
        let mut call = crate::call::Call::<PostThings>::new(&client);
        let stream = File::from_stream(stream::iter([Ok(Bytes::from("str")), Ok(Bytes::from("eam"))]), None);
        let files = [
            File::from_bytes("x").with_name("a \"b\" ü.txt").with_header("X-Kind", "k"),
            stream.with_name("s.bin").with_content_type("application/pdf"),
        ];
        let parts = Parts::new().files("file", files, Some("image/png")).texts("text", ["ü"], None);
        call.request.multipart(parts.json("object", [serde_json::json!({"a": 1})], None));
        let answer = async {
            let (mut socket, _) = listener.accept().await.unwrap();
            let mut text = Vec::new();
            while !text.ends_with(b"\r\n0\r\n\r\n") {
                let read = tokio::io::AsyncReadExt::read_buf(&mut socket, &mut text).await.unwrap();
                if read == 0 {
                    break;
                }
            }
            let ok = b"HTTP/1.1 200 OK\r\ncontent-length: 2\r\nconnection: close\r\n\r\n[]";
            tokio::io::AsyncWriteExt::write_all(&mut socket, ok).await.unwrap();
            String::from_utf8(text).unwrap()
        };
        let (sent, result) = tokio::join!(answer, call.send());
        result.unwrap();
        for line in [
            "content-type: multipart/form-data; boundary=",
            "x-kind: k\r\n",
            "Content-Type: application/pdf\r\n",
            "Content-Type: image/png\r\n",
            "Content-Disposition: form-data; name=\"text\"\r\n",
            "Content-Type: application/json\r\n\r\n",
            "{\"a\":1}",
            "filename=\"s.bin\"",
            "Content-Disposition: form-data; name=\"file\"; filename=\"a \\\"b\\\" ü.txt\"\r\n",
        ] {
            assert!(sent.to_ascii_lowercase().contains(&line.to_ascii_lowercase()), "{line} in {sent}");
        }
    });
}

/// What a form is refused for; nothing is sent then.
fn refused(parts: Parts) -> String {
    let mut request = crate::request::Request::new(&PostThings::ENDPOINT);
    request.multipart(parts);
    request.check_body().unwrap_err().to_string()
}

#[test]
fn what_cannot_be_a_part_is_refused() {
    for name in ["a\nb", "a\rb", "a\0b"] {
        let parts = Parts::new().files("f", [File::from_bytes("x").with_name(name)], None);
        assert_eq!(
            refused(parts),
            "the body cannot be written: part \"f\" has a file name with a line break"
        );
    }
    for content_type in ["image/png\r\nx: y", "a\nb", "image/png; a=\"\n\"", "no type", "image/*", ""] {
        let file = File::from_bytes("x").with_content_type(content_type);
        let parts = Parts::new().files("f", [file], Some("image/png"));
        assert_eq!(
            refused(parts),
            "the body cannot be written: part \"f\" has a content type that is none",
            "{content_type:?}"
        );
    }
    let mut parts = Parts::new().texts("a", ["1"], None);
    parts.header("b", "x-kind", "k");
    assert_eq!(
        refused(parts),
        "the body cannot be written: no part is called \"b\", which is to have a header"
    );
    let mut parts = Parts::new().texts("a", ["1"], None);
    parts.header("a", "x-kind", "k\r\nx: y");
    assert_eq!(refused(parts), "the body cannot be written: part \"a\" has headers that cannot be sent");
}

/// No range is a content type. What is in it may not be guessed, unless bytes of any kind are (RFC 7578, section 4.4).
#[test]
fn a_part_whose_media_type_is_left_open_names_its_own() {
    let content_type = |range: &str, file: File| {
        let parts = Parts::new().files("f", [file], Some(range)).into_parts();
        parts.map(|parts| parts[0].content_type.clone().unwrap())
    };
    let file = || File::from_bytes("content").with_name("a.png");
    assert_eq!(content_type("image/*", file().with_content_type("image/png")).unwrap(), "image/png");
    for range in ["*/*", "application/*"] {
        assert_eq!(content_type(range, file()).unwrap(), "application/octet-stream");
    }
    let message = "part \"f\" is of any type in `image/*`, which `File::with_content_type` names";
    assert_eq!(content_type("image/*", file()).unwrap_err(), message);
}

/// What goes out for parts, each as its name, headers and content.
fn sent(call: impl FnOnce(Call<PostThings>) -> Call<PostThings>) -> (String, Vec<String>) {
    run(async {
        let recorder = Recorder::start().await;
        call(Call::new(&recorder.client())).send().await.unwrap();
        let sent = recorder.last();
        (sent.header("content-type").unwrap(), sent.parts())
    })
}

#[test]
fn any_part_may_have_headers() {
    let parts = || {
        let files = [File::from_bytes("x").with_name("x"), File::from_bytes("y").with_header("x-own", "1")];
        Parts::new().files("f", files, None).texts("t", ["a"], None).json("j", [1], None)
    };
    let (_, sent) = sent(|mut call| {
        call.request.multipart(parts());
        call.part_header("t", "X-Kind", "k").part_header("f", "X-Kind", "m").part_header("j", "x-o", "o")
    });
    let expected = [
        "f\"; filename=\"x [application/octet-stream, x-kind: m]: x",
        "f\"; filename=\"f [application/octet-stream, x-own: 1, x-kind: m]: y",
        "t [x-kind: k]: a",
        "j [application/json, x-o: o]: 1",
    ];
    assert_eq!(sent, expected);
}

#[test]
fn a_form_may_be_of_another_kind_of_multipart() {
    let (content_type, parts) = sent(|mut call| {
        call.request.multipart_of("multipart/mixed", Parts::new().texts("a", ["1"], Some("text/plain")));
        call
    });
    assert!(content_type.starts_with("multipart/mixed; boundary="), "{content_type}");
    assert_eq!(parts, ["a [text/plain]: 1"]);
}

/// Keys of an object become names of parts: none of them can end its quotes.
#[test]
fn a_name_cannot_leave_its_quotes() {
    let value = raw("{\"a\\\"; x=\\\"\\r\\nb\":1}");
    let (_, parts) = sent(|mut call| {
        call.request.multipart(Parts::new().form("o", &value, true));
        call
    });
    assert_eq!(parts, ["a%22; x=%22%0D%0Ab: 1"]);
}

struct Nothing;

form! {
    Nothing as _form {}
}

#[test]
fn a_table_takes_a_struct_apart() {
    let upload = Upload { note: None, files: vec![File::from_bytes(&b"a"[..]), File::from_bytes(&b"b"[..])] };
    let parts = upload.parts().into_parts().unwrap();
    let named: Vec<_> = parts.iter().map(|part| (part.name.as_ref(), part.content_type.as_deref())).collect();
    assert_eq!(named, [("files", Some("text/csv")), ("files", Some("text/csv"))]);
    assert!(Nothing.parts().into_parts().unwrap().is_empty());
}
