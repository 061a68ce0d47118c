//! Whatever stands in descriptors is text on a page.

use prost::Message as _;
use prost_types::{
    DescriptorProto, EnumDescriptorProto, EnumValueDescriptorProto, FieldDescriptorProto,
    FileDescriptorProto, MethodDescriptorProto, OneofDescriptorProto, ServiceDescriptorProto,
    SourceCodeInfo, source_code_info::Location,
};

use super::*;
use crate::pages::Site;

/// The elements that pages are made of; comments add those that Markdown has.
const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "link",
    "script",
    "body",
    "header",
    "nav",
    "main",
    "search",
    "label",
    "input",
    "section",
    "details",
    "summary",
    "div",
    "p",
    "span",
    "h1",
    "h2",
    "h3",
    "a",
    "ul",
    "ol",
    "li",
    "code",
    "pre",
    "b",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "wbr",
    "em",
    "strong",
    "blockquote",
    "hr",
    "br",
];
const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "name",
    "content",
    "rel",
    "href",
    "src",
    "defer",
    "class",
    "id",
    "for",
    "type",
    "autocomplete",
    "spellcheck",
    "role",
    "scope",
    "tabindex",
    "data-call",
    "data-is",
    "data-hosts",
    "data-services",
    "hidden",
    "start",
    "title",
];

/// The tags of a page, each with its attributes. A `<` or `>` in a text would end up here.
fn tags(page: &str) -> Vec<(&str, Vec<(&str, &str)>)> {
    let parts = page.split('<').skip(1);
    parts
        .map(|part| {
            let (tag, _) = part.split_once('>').expect("a tag ends");
            let tag = tag.trim_start_matches('/');
            let (element, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
            let mut attributes = Vec::new();
            while let Some((name, behind)) = rest.split_once("=\"") {
                let (value, behind) = behind.split_once('"').expect("a value ends");
                // Those without a value stand in front.
                let mut names = name.split_whitespace().rev();
                attributes.push((names.next().expect("a name"), value));
                attributes.extend(names.map(|name| (name, "")));
                rest = behind;
            }
            attributes.extend(
                rest.split_whitespace()
                    .filter(|one| *one != "/")
                    .map(|name| (name, "")),
            );
            (element, attributes)
        })
        .collect()
}

fn check(page: &str) {
    for (element, attributes) in tags(page) {
        assert!(
            element == "!doctype" || ELEMENTS.contains(&element),
            "<{element}>"
        );
        for (name, value) in attributes {
            let is_ours = ATTRIBUTES.contains(&name) || (element, name) == ("!doctype", "html");
            assert!(is_ours, "<{element} {name}>");
            if name == "href" || name == "src" {
                let is_link = ["#", "/", "https://", "http://"]
                    .iter()
                    .any(|start| value.starts_with(start));
                assert!(is_link && !value.starts_with("//"), "{name}={value}");
                assert!(
                    element != "script" || value.starts_with("/docs/assets/"),
                    "{value}"
                );
            }
        }
    }
    assert_eq!(page.matches("<script").count(), 1, "the page's own");
}

fn pages(api: &Api) -> Vec<String> {
    let site = Site {
        path: "/docs".to_owned(),
        title: "<img src=x onerror=alert(1)>\"'".to_owned(),
        document: Some("/openapi.json".to_owned()),
        reference_methods_max: 10,
        types_max: 100,
        has_sockets: true,
        comment_max: crate::units::ByteSize(1 << 16),
        version: || "1",
        server: Some("https://x'\"><script>alert(1)</script>/".to_owned()),
    };
    let catalog = api.catalog();
    vec![
        site.index(&catalog),
        site.service(&catalog).expect("a service"),
    ]
}

const HOSTILE: &str = "x\"'><script>alert(1)</script><img src=x onerror=alert(1)>{{}}`$(id)";

#[test]
fn names_are_never_markup() {
    let named = |number, kind| FieldDescriptorProto {
        name: Some(format!("{HOSTILE}{number}")),
        json_name: Some(format!("{HOSTILE}{number}")),
        number: Some(number),
        label: Some(1),
        r#type: Some(kind),
        ..FieldDescriptorProto::default()
    };
    let message = DescriptorProto {
        name: Some(HOSTILE.to_owned()),
        field: vec![
            named(1, 9),
            FieldDescriptorProto {
                type_name: Some(format!(".{HOSTILE}.{HOSTILE}")),
                ..named(2, 11)
            },
            FieldDescriptorProto {
                type_name: Some(format!(".{HOSTILE}.E{HOSTILE}")),
                oneof_index: Some(0),
                ..named(3, 14)
            },
        ],
        oneof_decl: vec![OneofDescriptorProto {
            name: Some(HOSTILE.to_owned()),
            ..OneofDescriptorProto::default()
        }],
        ..DescriptorProto::default()
    };
    let value = EnumValueDescriptorProto {
        name: Some(HOSTILE.to_owned()),
        number: Some(0),
        options: None,
    };
    let method = MethodDescriptorProto {
        name: Some(HOSTILE.to_owned()),
        input_type: Some(format!(".{HOSTILE}.{HOSTILE}")),
        output_type: Some(format!(".{HOSTILE}.{HOSTILE}")),
        server_streaming: Some(true),
        ..MethodDescriptorProto::default()
    };
    let service = ServiceDescriptorProto {
        name: Some(format!("S{HOSTILE}")),
        method: vec![method],
        options: None,
    };
    let paths = [
        &[4, 0][..],
        &[4, 0, 2, 0],
        &[5, 0],
        &[5, 0, 2, 0],
        &[6, 0],
        &[6, 0, 2, 0],
    ];
    let location = paths.map(|path| Location {
        path: path.to_vec(),
        span: vec![0, 0, 0],
        leading_comments: Some(HOSTILE.to_owned()),
        ..Location::default()
    });
    let file = FileDescriptorProto {
        name: Some(format!("{HOSTILE}.proto")),
        package: Some(HOSTILE.to_owned()),
        message_type: vec![message],
        enum_type: vec![EnumDescriptorProto {
            name: Some(format!("E{HOSTILE}")),
            value: vec![value],
            ..EnumDescriptorProto::default()
        }],
        service: vec![service],
        source_code_info: Some(SourceCodeInfo {
            location: location.to_vec(),
        }),
        syntax: Some("proto3".to_owned()),
        ..FileDescriptorProto::default()
    };
    let api = Api::of_files([("hostile".to_owned(), file.encode_to_vec().into())]);
    for page in pages(&api) {
        assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
        check(&page);
    }
    // And never more than a word of a shell.
    let grpcurl = api.of_method(HOSTILE, |samples, offered| {
        crate::pages::calls::grpcurl(HOSTILE, &samples.request(offered.method, None))
    });
    assert!(
        format!("{grpcurl:?}").contains("'x\\\"'\\\\''><script>"),
        "{grpcurl:?}"
    );
}

#[test]
fn comments_are_markdown_without_markup() {
    let comments = [
        "<script>alert(1)</script>",
        "</script><script src=https://a.example/x.js></script>",
        "<img src=x onerror=alert(1)> <svg/onload=alert(1)>",
        "text <b onclick=\"alert(1)\">b</b> <!-- a comment --> <?php ?> <![CDATA[x]]>",
        "<div>\n<iframe srcdoc='<script>alert(1)</script>'>\n</div>",
        "<style>body { display: none }</style>",
        "[x](javascript:alert(1)) [y](JaVaScRiPt:alert(1)) [z]( javascript:alert(1))",
        "[x](&#106;avascript:alert(1)) [y](java\tscript:alert(1)) <javascript:alert(1)>",
        "[x](//a.example/x) [y](/docs) [z](data:text/html,<script>alert(1)</script>) [v](vbscript:x)",
        "[x]: javascript:alert(1)\n\n[x] ![x] [x][x]",
        "[x](https://a.example/\"onclick=alert(1)) [y](https://a.example/ \"t\\\" onclick=alert(1)\")",
        "![x](https://a.example/x.png) ![y](javascript:alert(1) \"title\")",
        "<https://a.example/\"><script>alert(1)</script>>",
        "```html\" onload=\"alert(1)\n<script>alert(1)</script>\n```",
        "`<script>alert(1)</script>` &lt;script&gt; &#60;script&#62;",
        "| a | b |\n|---|---|\n| <script>alert(1)</script> | [x](javascript:x) |",
        "# <script>alert(1)</script>\n\n> <script>\n\n- <script>",
        "**[x](javascript:alert(1)** _<b_ ><script>",
    ];
    let mut text = String::from("syntax = \"proto3\"; package t.v1;\n");
    let mut methods = String::new();
    for (index, comment) in comments.iter().enumerate() {
        let comment: String = comment.lines().map(|line| format!("// {line}\n")).collect();
        text.push_str(&format!(
            "{comment}message Req{index} {{\n{comment}E{index} a = 1;\n}}\n{comment}enum E{index} {{\n{comment}Z{index} = 0;\n}}\n"
        ));
        methods.push_str(&format!(
            "{comment}rpc M{index}(Req{index}) returns (Req{index});\n"
        ));
        // The list shows the comment of a service.
        text.push_str(&format!("{comment}service S{index} {{}}\n"));
    }
    text.push_str(&format!("service A {{ {methods} }}"));
    for page in pages(&Api::of_file("t.proto", &text)) {
        check(&page);
    }
}
