//! The gateway as a process, and a client that sends exactly the bytes that it is told to.

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Mutex, mpsc};
use std::time::Duration;

use serde_json::Value;

/// Long enough for a loaded machine; only a failing test waits for it.
pub(crate) const PATIENCE: Duration = Duration::from_secs(20);

/// A running gateway; stopped when it is dropped.
pub(crate) struct Gateway {
    child: Child,
    log: Mutex<mpsc::Receiver<String>>,
    pub(crate) address: SocketAddr,
    /// The first listener with TLS, if there is one.
    pub(crate) tls: Option<SocketAddr>,
    pub(crate) admin: SocketAddr,
}

impl Gateway {
    /// `rialto serve` with these arguments, on ports that the system chooses.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        let mut child = command(&[
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--admin-listen",
            "127.0.0.1:0",
            "--set",
            "server.workers=2",
        ])
        .args(arguments)
        .stderr(Stdio::piped())
        .spawn()
        .expect("rialto starts");
        let stderr = child.stderr.take().expect("stderr is piped");
        let (lines, log) = mpsc::channel();
        std::thread::spawn(move || {
            for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                // The test may be over; the pipe is still emptied, so that the gateway never waits.
                let _ = lines.send(line);
            }
        });
        let mut told = Vec::new();
        let (mut address, mut tls, mut admin) = (None, None, None);
        while admin.is_none() {
            let line = log
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("rialto does not serve:\n{}", told.join("\n")));
            for (what, found) in [
                ("serving operators", &mut admin),
                ("serving TLS", &mut tls),
                ("serving", &mut address),
            ] {
                if line.contains(what) {
                    *found = address_in(&line);
                    break;
                }
            }
            told.push(line);
        }
        Self {
            child,
            log: Mutex::new(log),
            address: address.unwrap_or_else(|| panic!("no address:\n{}", told.join("\n"))),
            tls,
            admin: admin.unwrap(),
        }
    }

    /// Reads the log up to the first line that is wanted, and returns that line.
    pub(crate) fn line(&self, wanted: impl Fn(&str) -> bool) -> String {
        let log = self.log.lock().unwrap();
        let mut told = Vec::new();
        loop {
            let line = log
                .recv_timeout(PATIENCE)
                .unwrap_or_else(|_| panic!("no such line in:\n{}", told.join("\n")));
            if wanted(&line) {
                return line;
            }
            told.push(line);
        }
    }

    /// A gateway for the sample's sources in front of one back end.
    pub(crate) fn for_sample(backend: SocketAddr, more: &[&str]) -> Self {
        let upstream = backend.to_string();
        let mut arguments = vec!["--proto", "proto", "--upstream", &upstream];
        arguments.extend(more);
        Self::start(&arguments)
    }

    pub(crate) fn get(&self, target: &str) -> Reply {
        self.call("GET", target, &[], b"")
    }

    pub(crate) fn post(&self, target: &str, body: &str) -> Reply {
        self.call(
            "POST",
            target,
            &[("content-type", "application/json")],
            body.as_bytes(),
        )
    }

    pub(crate) fn call(
        &self,
        method: &str,
        target: &str,
        headers: &[(&str, &str)],
        body: &[u8],
    ) -> Reply {
        call(self.address, method, target, headers, body)
    }

    /// Fails if the process has ended.
    pub(crate) fn assert_alive(&mut self) {
        assert!(
            self.child.try_wait().unwrap().is_none(),
            "the gateway has ended"
        );
    }

    /// Asks it to drain, and waits for the end.
    pub(crate) fn terminate(mut self) -> std::process::ExitStatus {
        self.signal("-TERM");
        self.child.wait().unwrap()
    }

    /// Asks it to drain; what it has written to standard error since it serves.
    pub(crate) fn terminate_and_read(mut self) -> String {
        self.signal("-TERM");
        self.child.wait().unwrap();
        // The reader ends with the process.
        let log = self.log.lock().unwrap();
        log.iter().collect::<Vec<_>>().join("\n")
    }

    pub(crate) fn signal(&self, signal: &str) {
        let pid = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &pid]).status();
        assert!(sent.unwrap().success());
    }

    /// Reads the log up to the first line with `text`, and returns that line.
    pub(crate) fn logged(&self, text: &str) -> String {
        self.line(|line| line.contains(text))
    }
}

impl Drop for Gateway {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The address of a line of the log, as text or as JSON.
fn address_in(line: &str) -> Option<SocketAddr> {
    let (_, rest) = line
        .split_once("address=")
        .or_else(|| line.split_once("\"address\":\""))?;
    rest.split([' ', '"']).next()?.parse().ok()
}

/// The program, run from the root of the project.
pub(crate) fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_rialto"));
    command
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(arguments)
        .stdin(Stdio::null());
    command
}

/// Runs the program to its end.
pub(crate) fn run(arguments: &[&str]) -> Output {
    command(arguments).output().expect("rialto runs")
}

/// A folder that is removed with the test.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str, files: &[(&str, &str)]) -> Self {
        let path =
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&path);
        for (name, text) in files {
            let file = path.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, text).unwrap();
        }
        Self(path)
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// An answer.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
    /// The connection was closed before the last chunk.
    pub(crate) is_cut: bool,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.body).expect("the body is text")
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// `ErrorInfo.reason`.
    pub(crate) fn reason(&self) -> String {
        let json = self.json();
        let details = json["details"]
            .as_array()
            .unwrap_or_else(|| panic!("no details: {json}"));
        let info = details
            .iter()
            .find(|detail| detail["@type"] == "type.googleapis.com/google.rpc.ErrorInfo");
        info.unwrap_or_else(|| panic!("no ErrorInfo: {json}"))["reason"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Fails unless the gateway refused the request with this status, code and reason.
    pub(crate) fn assert_rejected(&self, status: u16, code: u8, reason: &str) {
        assert_eq!(
            (self.status, self.json()["code"].as_u64(), &*self.reason()),
            (status, Some(code.into()), reason),
            "{}",
            self.text()
        );
    }
}

/// One request on a connection of its own; to the gateway's own address, unless `host` is among the headers.
pub(crate) fn call(
    address: SocketAddr,
    method: &str,
    target: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> Reply {
    let mut head = format!("{method} {target} HTTP/1.1\r\nconnection: close\r\n");
    if !headers
        .iter()
        .any(|(name, _)| name.eq_ignore_ascii_case("host"))
    {
        head.push_str(&format!("host: {address}\r\n"));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !body.is_empty() || method == "POST" {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("\r\n");
    let mut bytes = head.into_bytes();
    bytes.extend_from_slice(body);
    send(address, &bytes)
}

/// Sends bytes as they are and reads the one answer that follows.
pub(crate) fn send(address: SocketAddr, bytes: &[u8]) -> Reply {
    let mut stream = connect(address);
    // A server that has answered may stop reading; its answer still counts.
    let _ = stream.write_all(bytes);
    read_reply(&mut stream, bytes.starts_with(b"HEAD"))
}

pub(crate) fn connect(address: SocketAddr) -> TcpStream {
    let stream = TcpStream::connect(address).expect("the gateway listens");
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// Reads an answer up to the end of its body.
pub(crate) fn read_reply(stream: &mut TcpStream, is_head: bool) -> Reply {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|window| window == b"\r\n\r\n") {
            break end + 4;
        }
        assert!(
            read_some(stream, &mut bytes),
            "no answer but {:?}",
            String::from_utf8_lossy(&bytes)
        );
    };
    let head = String::from_utf8(bytes[..end].to_vec()).expect("the head is text");
    let mut lines = head.split("\r\n");
    let status = lines
        .next()
        .unwrap()
        .split(' ')
        .nth(1)
        .unwrap()
        .parse()
        .unwrap();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| {
            line.split_once(": ")
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
        })
        .collect();
    let mut reply = Reply {
        status,
        headers,
        body: bytes.split_off(end),
        is_cut: false,
    };
    if is_head || matches!(status, 204 | 304) {
        return reply;
    }
    if reply.header("transfer-encoding") == Some("chunked") {
        let mut chunks = std::mem::take(&mut reply.body);
        while let Some(chunk) = next_chunk(stream, &mut chunks) {
            if chunk.is_empty() {
                return reply;
            }
            reply.body.extend_from_slice(&chunk);
        }
        reply.is_cut = true;
        return reply;
    }
    let length: usize = reply
        .header("content-length")
        .expect("every answer has its length, or chunks")
        .parse()
        .unwrap();
    while reply.body.len() < length && read_some(stream, &mut reply.body) {}
    assert_eq!(reply.body.len(), length, "the body was cut");
    reply
}

/// The next chunk of a body, empty at its end; `None` if the connection is closed before. `read` is what was read ahead.
pub(crate) fn next_chunk(stream: &mut TcpStream, read: &mut Vec<u8>) -> Option<Vec<u8>> {
    loop {
        if let Some(end) = read.windows(2).position(|window| window == b"\r\n") {
            let size = std::str::from_utf8(&read[..end]).expect("a chunk's size is text");
            let size = usize::from_str_radix(size, 16).expect("a chunk has a size");
            let (start, end) = (end + 2, end + 2 + size);
            if read.len() >= end + 2 {
                let chunk = read[start..end].to_vec();
                read.drain(..end + 2);
                return Some(chunk);
            }
        }
        if !read_some(stream, read) {
            return None;
        }
    }
}

fn read_some(stream: &mut TcpStream, into: &mut Vec<u8>) -> bool {
    let mut buffer = [0; 16 * 1024];
    match stream.read(&mut buffer) {
        Ok(0) => false,
        Ok(read) => {
            into.extend_from_slice(&buffer[..read]);
            true
        }
        Err(error) if error.kind() == std::io::ErrorKind::ConnectionReset => false,
        Err(error) => panic!("reading the answer: {error}"),
    }
}
