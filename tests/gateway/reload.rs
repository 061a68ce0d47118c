//! Descriptors and configuration that change while the gateway serves.

use std::fs;
use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use serde_json::Value;
use tonic::codegen::tokio_stream;

use crate::backend::{Script, Scripted, closed_port};
use crate::support::{Folder, Gateway, Reply, call, connect, read_reply};

/// More questions than anybody would wait for.
const QUESTIONS_MAX: usize = 100_000;

/// A file with a service that has one route for each of these paths.
fn proto(package: &str, paths: &[&str]) -> String {
    let rpcs: String = paths
        .iter()
        .enumerate()
        .map(|(at, path)| {
            format!("  rpc M{at}(Req) returns (Req) {{ option (google.api.http) = {{ get: \"{path}\" }}; }}\n")
        })
        .collect();
    format!(
        "syntax = \"proto3\";\npackage {package};\nimport \"google/api/annotations.proto\";\n\
         service S {{\n{rpcs}}}\nmessage Req {{ string name = 1; }}\n"
    )
}

fn admin(gateway: &Gateway, method: &str, path: &str) -> Reply {
    call(gateway.admin, method, path, &[], b"")
}

fn status(gateway: &Gateway) -> Value {
    admin(gateway, "GET", "/status").json()
}

/// Asks until it is so.
fn until(what: &str, so: impl Fn() -> bool) {
    assert!((0..QUESTIONS_MAX).any(|_| so()), "never: {what}");
}

/// Loads again, and fails unless this came of it.
fn reload(gateway: &Gateway, expected: u16, changed: bool) -> Value {
    let reply = admin(gateway, "POST", "/reload");
    let json = reply.json();
    assert_eq!(
        (reply.status, json["changed"].as_bool()),
        (expected, Some(changed)),
        "{json:#}"
    );
    json
}

/// A folder with one file, a back end, and a gateway in front of it.
struct Setup {
    folder: Folder,
    backend: Scripted,
    gateway: Gateway,
}

impl Setup {
    fn start(name: &str, more: &[&str]) -> Self {
        let folder = Folder::new(name, &[("s.proto", &proto("s", &["/v1/one"]))]);
        let backend = Scripted::start(Script::ok(b"\x0a\x01n"));
        let upstream = backend.address.to_string();
        let mut arguments = vec!["--proto", folder.path(), "--upstream", &upstream];
        arguments.extend(["--set", "descriptors.watch_debounce=20ms"]);
        arguments.extend(more);
        let gateway = Gateway::start(&arguments);
        assert_eq!(gateway.get("/v1/one").text(), r#"{"name":"n"}"#);
        assert_eq!(gateway.get("/v1/two").status, 404);
        Self {
            folder,
            backend,
            gateway,
        }
    }

    fn write(&self, name: &str, text: &str) {
        fs::write(self.folder.0.join(name), text).unwrap();
    }

    fn add_two(&self) {
        self.write("s.proto", &proto("s", &["/v1/one", "/v1/two"]));
    }
}

#[test]
fn an_edited_file_is_followed() {
    let setup = Setup::start("followed", &[]);
    setup.add_two();
    until("the new route is served", || {
        setup.gateway.get("/v1/two").status == 200
    });
    // A new file in a new folder, and one that is saved by renaming.
    fs::create_dir(setup.folder.0.join("deep")).unwrap();
    setup.write("deep/t.proto", &proto("t", &["/v1/three"]));
    until("a new file is served", || {
        setup.gateway.get("/v1/three").status == 200
    });
    let saved = setup.folder.0.join("s.proto.saved");
    fs::write(&saved, proto("s", &["/v1/four"])).unwrap();
    fs::rename(saved, setup.folder.0.join("s.proto")).unwrap();
    until("the renamed file is served", || {
        setup.gateway.get("/v1/four").status == 200
    });
    assert_eq!(setup.gateway.get("/v1/two").status, 404);
    fs::remove_file(setup.folder.0.join("deep/t.proto")).unwrap();
    until("the removed file is gone", || {
        setup.gateway.get("/v1/three").status == 404
    });
}

#[test]
fn a_folder_that_is_replaced_is_followed() {
    let setup = Setup::start("replaced", &[]);
    let (folder, old) = (&setup.folder.0, setup.folder.0.with_extension("old"));
    fs::rename(folder, &old).unwrap();
    fs::create_dir(folder).unwrap();
    setup.add_two();
    until("the new folder is served", || {
        setup.gateway.get("/v1/two").status == 200
    });
    setup.write("s.proto", &proto("s", &["/v1/three"]));
    until("the new folder is followed", || {
        setup.gateway.get("/v1/three").status == 200
    });
    fs::remove_dir_all(old).unwrap();
}

#[test]
fn without_watching_a_signal_or_a_request_loads_again() {
    for off in [
        &["--watch=false"][..],
        &["--no-watch"],
        &["--set", "descriptors.watch=false"],
    ] {
        let setup = Setup::start("asked", off);
        let gateway = &setup.gateway;
        assert_eq!(status(gateway)["generation"], 1);
        setup.add_two();
        gateway.signal("-HUP");
        until("the signal loads again", || {
            status(gateway)["generation"] == 2
        });
        assert_eq!(gateway.get("/v1/two").status, 200);
        setup.write("s.proto", &proto("s", &["/v1/three"]));
        let json = reload(gateway, 200, true);
        assert_eq!(
            (&json["generation"], &json["counts"]["bindings"]),
            (&3.into(), &1.into())
        );
        assert_eq!(gateway.get("/v1/three").status, 200);
        let json = reload(gateway, 200, false);
        assert_eq!(json["generation"], 3);
    }
}

#[test]
fn with_a_configuration_file_watching_is_a_choice() {
    for (flags, watched) in [(&[][..], false), (&["--watch"], true)] {
        let backend = Scripted::start(Script::ok(b""));
        let folder = Folder::new(
            &format!("choice-{watched}"),
            &[
                ("protos/s.proto", &proto("s", &["/v1/one"])),
                (
                    "rialto.toml",
                    "[descriptors]\nproto = \"protos\"\nwatch_debounce = \"1ms\"\n",
                ),
            ],
        );
        let (file, upstream) = (
            format!("{}/rialto.toml", folder.path()),
            backend.address.to_string(),
        );
        let mut arguments = vec!["-c", &file, "--upstream", &upstream];
        arguments.extend(flags);
        let gateway = Gateway::start(&arguments);
        assert_eq!(gateway.get("/v1/one").text(), "{}");
        let mut text = fs::read_to_string(&file).unwrap();
        text.push_str("[json]\nemit_defaults = \"no_presence\"\n");
        fs::write(&file, text).unwrap();
        if !watched {
            // Asking shows that nobody loaded it before.
            reload(&gateway, 200, true);
            assert_eq!(status(&gateway)["reloads"]["successes"], 1);
        }
        until("the configuration is loaded", || {
            gateway.get("/v1/one").text() == r#"{"name":""}"#
        });
    }
}

#[test]
fn a_state_with_errors_is_refused_and_the_one_before_is_served() {
    let setup = Setup::start("refused", &["--no-watch"]);
    let gateway = &setup.gateway;
    let broken =
        proto("s", &["/v1/{nope}"]).replace("message Req {", "message Req { Missing m = 2;");
    setup.write("s.proto", &broken);
    setup.write(
        "t.proto",
        "syntax = \"proto3\";\nmessage T {\n  nonsense;\n}\n",
    );
    let json = reload(gateway, 422, false);
    let findings = json["findings"].as_array().unwrap();
    let mut places: Vec<_> = findings
        .iter()
        .map(|finding| {
            assert_eq!(finding["severity"], "error");
            let file = finding["file"].as_str().unwrap();
            (
                file.rsplit('/').next().unwrap().to_owned(),
                finding["line"].as_u64().unwrap(),
            )
        })
        .collect();
    places.sort();
    places.dedup();
    assert_eq!(
        places,
        [("s.proto".to_owned(), 7), ("t.proto".to_owned(), 3)]
    );
    let line = gateway.logged("s.proto:7:");
    assert!(line.contains("ERROR"), "{line}");

    assert_eq!(gateway.get("/v1/one").status, 200);
    assert_eq!(admin(gateway, "GET", "/readyz").status, 200);
    let told = status(gateway);
    assert_eq!(
        (&told["ready"], &told["generation"]),
        (&true.into(), &1.into())
    );
    assert_eq!(told["reloads"]["failures"], 1);
    assert_eq!(told["reloads"]["last_successful"], false);
    assert_eq!(&told["findings"], &json["findings"]);

    fs::remove_file(setup.folder.0.join("t.proto")).unwrap();
    setup.add_two();
    reload(gateway, 200, true);
    assert_eq!(gateway.get("/v1/two").status, 200);
    let told = status(gateway);
    assert_eq!(told["reloads"]["last_successful"], true);
    assert_eq!(told["findings"].as_array().unwrap().len(), 0);
}

#[test]
fn what_needs_a_restart_is_told() {
    let folder = Folder::new("restart", &[("rialto.toml", "[server]\nworkers = 1\n")]);
    let file = format!("{}/rialto.toml", folder.path());
    let gateway = Gateway::start(&["-c", &file, "--proto", "proto", "--upstream", "h:1"]);
    reload(&gateway, 200, false);
    fs::write(
        &file,
        "[server]\ndrain_timeout = \"1s\"\nhead_max = \"1KiB\"\n[logging]\nlevel = \"debug\"\n",
    )
    .unwrap();
    let json = reload(&gateway, 200, false);
    let told: Vec<_> = json["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            assert_eq!(
                (&finding["severity"], &finding["rule"]),
                (&"warning".into(), &"restart".into())
            );
            finding["message"].as_str().unwrap()
        })
        .collect();
    assert_eq!(
        told,
        [
            "logging.level changed; restart to apply",
            "server.drain_timeout changed; restart to apply",
            "server.head_max changed; restart to apply",
        ]
    );
    gateway.logged("server.drain_timeout changed; restart to apply");
}

#[test]
fn a_call_in_flight_ends_on_what_it_began_with() {
    let backend = bookstore::Server::start().unwrap();
    let folder = Folder::new("in-flight", &[("rialto.toml", "")]);
    let (file, upstream) = (
        format!("{}/rialto.toml", folder.path()),
        backend.address().to_string(),
    );
    let set = "descriptors/bookstore.binpb";
    let arguments = [
        "-c",
        &file,
        "--descriptor-set",
        set,
        "--upstream",
        &upstream,
    ];
    let gateway = Gateway::start(&arguments);
    let mut stream = connect(gateway.address);
    std::io::Write::write_all(
        &mut stream,
        b"GET /lab/v1/slow?delay=1s HTTP/1.1\r\nhost: x\r\n\r\n",
    )
    .unwrap();
    until("the call is in flight", || {
        let stats = gateway.get("/lab/v1/stats").json();
        stats["methods"]["/bookstore.v1.Lab/Slow"]["started"] == "1"
    });
    fs::write(&file, "[json]\nindent = 2\n").unwrap();
    reload(&gateway, 200, true);
    assert!(gateway.get("/v1/shelves").text().contains('\n'));
    let reply = read_reply(&mut stream, false);
    assert_eq!(reply.status, 200);
    assert!(!reply.text().contains('\n'), "{}", reply.text());
}

#[test]
fn connections_to_back_ends_survive_until_their_endpoint_is_gone() {
    let (first, second) = (
        Scripted::start(Script::ok(b"")),
        Scripted::start(Script::ok(b"")),
    );
    let endpoint = |backend: &Scripted| {
        format!(
            "[grpc.services.\"*\"]\nendpoints = \"{}\"\n",
            backend.address
        )
    };
    let folder = Folder::new(
        "connections",
        &[
            ("protos/s.proto", &proto("s", &["/v1/one"])),
            ("rialto.toml", &endpoint(&first)),
        ],
    );
    let (file, protos) = (
        format!("{}/rialto.toml", folder.path()),
        format!("{}/protos", folder.path()),
    );
    let one_worker = ["--set", "server.workers=1"];
    let gateway = Gateway::start(&[&["-c", &file, "--proto", &protos], &one_worker[..]].concat());
    assert_eq!(gateway.get("/v1/one").status, 200);
    assert_eq!(first.connections(), (1, 1));
    for path in ["/v1/two", "/v1/three"] {
        fs::write(format!("{protos}/s.proto"), proto("s", &[path])).unwrap();
        reload(&gateway, 200, true);
        assert_eq!(gateway.get(path).status, 200);
    }
    assert_eq!(first.connections(), (1, 1));

    fs::write(&file, endpoint(&second)).unwrap();
    reload(&gateway, 200, true);
    assert_eq!(gateway.get("/v1/three").status, 200);
    assert_eq!(second.connections(), (1, 1));
    until("the connection to the first is closed", || {
        first.connections() == (1, 0)
    });
}

#[test]
fn no_call_fails_through_quick_reloads() {
    let setup = Setup::start("quick", &["--no-watch"]);
    let (gateway, over, calls) = (&setup.gateway, AtomicBool::new(false), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while !over.load(Ordering::SeqCst) {
                    let reply = gateway.get("/v1/one");
                    assert_eq!(reply.status, 200, "{}", reply.text());
                    calls.fetch_add(1, Ordering::SeqCst);
                }
            });
        }
        for round in 0..20 {
            let other = format!("/v1/round{round}");
            setup.write("s.proto", &proto("s", &["/v1/one", &other]));
            reload(gateway, 200, true);
            assert_eq!(gateway.get(&other).status, 200);
        }
        over.store(true, Ordering::SeqCst);
    });
    assert!(calls.load(Ordering::SeqCst) > 20);
    assert_eq!(status(gateway)["generation"], 21);
    let (_, open) = setup.backend.connections();
    assert!(open <= 2, "{open} connections of 2 workers");
}

#[test]
fn requests_to_load_again_that_come_together_are_all_answered() {
    let setup = Setup::start("together", &["--no-watch"]);
    setup.add_two();
    let changed: usize = std::thread::scope(|scope| {
        let asking: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(|| {
                    let reply = admin(&setup.gateway, "POST", "/reload");
                    assert_eq!(reply.status, 200);
                    usize::from(reply.json()["changed"] == true)
                })
            })
            .collect();
        asking.into_iter().map(|asked| asked.join().unwrap()).sum()
    });
    assert!(changed >= 1, "nobody was told of the change");
    assert_eq!(status(&setup.gateway)["generation"], 2);
}

#[test]
fn only_post_loads_again() {
    let setup = Setup::start("methods", &[]);
    for (method, path, allow) in [
        ("GET", "/reload", "POST"),
        ("POST", "/status", "GET, HEAD"),
        ("DELETE", "/nothing", "GET, HEAD"),
    ] {
        let reply = admin(&setup.gateway, method, path);
        assert_eq!(
            (reply.status, reply.header("allow")),
            (405, Some(allow)),
            "{method} {path}"
        );
    }
    assert_eq!(admin(&setup.gateway, "GET", "/nothing").status, 404);
}

#[test]
fn a_source_that_is_down_is_waited_for() {
    let address = closed_port();
    let gateway = Gateway::start(&["--reflect", &address.to_string()]);
    let reply = gateway.get("/v1/shelves");
    reply.assert_rejected(503, 14, "NOT_READY");
    assert!(reply.header("retry-after").is_some());
    assert!(!reply.text().contains(&address.to_string()));
    let ready = admin(&gateway, "GET", "/readyz");
    assert_eq!(ready.status, 503);
    assert!(
        ready.text().contains(&address.to_string()),
        "{}",
        ready.text()
    );
    assert_eq!(admin(&gateway, "GET", "/livez").status, 200);
    let json = reload(&gateway, 422, false);
    assert_eq!(json["findings"][0]["rule"], "reflection", "{json:#}");

    let listener = TcpListener::bind(address).unwrap();
    let _backend = bookstore::Server::start_on(listener, None).unwrap();
    until("the API is loaded without anybody asking", || {
        admin(&gateway, "GET", "/readyz").status == 200
    });
    assert_eq!(gateway.get("/v1/shelves").status, 200);
    assert_eq!(status(&gateway)["generation"], 1);
}

#[test]
fn errors_in_files_end_the_start_also_when_a_source_is_down() {
    let folder = Folder::new(
        "bad-start",
        &[(
            "s.proto",
            "syntax = \"proto3\";\nmessage T {\n  nonsense;\n}\n",
        )],
    );
    let down = closed_port().to_string();
    let output = crate::support::run(&[
        "serve",
        "--reflect",
        &down,
        "--proto",
        folder.path(),
        "--listen",
        "127.0.0.1:0",
    ]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{err}");
    assert!(err.contains("s.proto:3:") && err.contains(&down), "{err}");
}

/// A server that only describes itself, each time anew.
struct Reflecting {
    address: SocketAddr,
    set: Arc<Mutex<Vec<u8>>>,
}

impl Reflecting {
    fn start(folder: &Folder) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let address = listener.local_addr().unwrap();
        let set = Arc::new(Mutex::new(Self::compile(folder)));
        let current = Arc::clone(&set);
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            runtime.block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).unwrap();
                let mut connections = tokio::task::JoinSet::new();
                while let Ok((socket, _)) = listener.accept().await {
                    let set = current.lock().unwrap().clone();
                    let service = tonic_reflection::server::Builder::configure()
                        .register_encoded_file_descriptor_set(&set)
                        .build_v1()
                        .unwrap();
                    connections.spawn(
                        tonic::transport::Server::builder()
                            .add_service(service)
                            .serve_with_incoming(tokio_stream::once(Ok::<_, std::io::Error>(
                                socket,
                            ))),
                    );
                }
            });
        });
        Self { address, set }
    }

    fn compile(folder: &Folder) -> Vec<u8> {
        let mut compiler = protox::Compiler::new([folder.path(), "proto"]).unwrap();
        compiler.include_imports(true);
        compiler.open_file("s.proto").unwrap();
        compiler.encode_file_descriptor_set()
    }

    fn describe(&self, folder: &Folder) {
        *self.set.lock().unwrap() = Self::compile(folder);
    }
}

#[test]
fn a_server_with_reflection_is_asked_again() {
    let folder = Folder::new("refresh", &[("s.proto", &proto("s", &["/v1/one"]))]);
    let server = Reflecting::start(&folder);
    let address = server.address.to_string();
    let gateway = Gateway::start(&[
        "--reflect",
        &address,
        "--set",
        "descriptors.reflect_refresh=20ms",
    ]);
    let has = |path: &str| admin(&gateway, "GET", "/routes").text().contains(path);
    assert!(has("/v1/one") && !has("/v1/two"));
    fs::write(
        folder.0.join("s.proto"),
        proto("s", &["/v1/one", "/v1/two"]),
    )
    .unwrap();
    server.describe(&folder);
    until("the new route is served", || has("/v1/two"));
    until("the change is told", || status(&gateway)["generation"] == 2);
    // Being asked without having changed is no reload.
    assert_eq!(status(&gateway)["reloads"]["successes"], 1);
}

#[test]
fn what_a_server_said_stands_while_it_is_down() {
    let folder = Folder::new("stands", &[("rialto.toml", "")]);
    let file = format!("{}/rialto.toml", folder.path());
    let backend = bookstore::Server::start().unwrap();
    let address = backend.address().to_string();
    let gateway = Gateway::start(&["-c", &file, "--reflect", &address]);
    backend.stop();
    fs::write(&file, "[grpc]\ntimeout = \"1s\"\n").unwrap();
    let json = reload(&gateway, 200, true);
    assert_eq!(json["findings"][0]["severity"], "warning");
    assert_eq!(json["counts"]["services"], 3);
    assert_eq!(gateway.get("/nothing").status, 404);
}
