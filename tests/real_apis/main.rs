//! Published APIs through the gateway: a random request for each of their bindings, compared with an oracle of its own.
//!
//! ```text
//! random message and texts -> HTTP request -> gateway -> scripted back end: is it the message?
//! random message -> back end's answer -> gateway -> HTTP answer: is it the message?
//! ```
//!
//! With `--messages` it is instead every message type through the transcoder, there and back; with `--documents` what the
//! OpenAPI documents of services say of what is written.
//!
//! The oracle is prost-reflect, with the rules, the templates and the texts of values read by this program itself. It
//! needs descriptors that are not in this repository: `tests/real_apis/run` brings them.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::cast_possible_truncation,
    missing_debug_implementations
)]

mod apis;
#[path = "../gateway/backend.rs"]
#[expect(dead_code, reason = "the tests of the gateway use all of it")]
mod backend;
mod body;
mod call;
#[path = "../transcoder/described.rs"]
#[expect(dead_code, reason = "the tests of the transcoder use all of it")]
mod described;
#[path = "../transcoder/disagreements.rs"]
#[expect(dead_code, reason = "the tests of the transcoder use all of it")]
mod disagreements;
mod documents;
#[path = "../transcoder/inspect.rs"]
#[expect(dead_code, reason = "the tests of the transcoder use all of it")]
mod inspect;
mod mask;
mod messages;
mod query;
mod random;
mod request;
mod rules;
#[path = "../gateway/support.rs"]
#[expect(dead_code, reason = "the tests of the gateway use all of it")]
mod support;
mod text;
#[path = "../transcoder/tree.rs"]
#[expect(dead_code, reason = "the tests of the transcoder use all of it")]
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::process::ExitCode;

use apis::Arguments;
use backend::{Script, Scripted};
use call::Caller;
use random::Choices;
use rules::{Binding, Rules};
use support::Gateway;

/// Differences that are shown in full; there is one cause behind many.
const SHOWN_MAX: usize = 10;

fn main() -> ExitCode {
    let arguments = match Arguments::parse(std::env::args().skip(1)) {
        Ok(arguments) => arguments,
        Err(error) => {
            eprintln!("real_apis: {error}\n{}", apis::USAGE);
            return ExitCode::from(2);
        }
    };
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("real_apis: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &Arguments) -> Result<(), String> {
    let loaded = apis::load(arguments)?;
    if let Some(rounds) = arguments.messages {
        messages::run(&loaded, arguments, rounds)?;
    }
    if let Some(most) = arguments.documents {
        documents::run(&loaded, arguments, most)?;
    }
    if arguments.messages.is_some() || arguments.documents.is_some() {
        return Ok(());
    }
    let rules = Rules::read(&loaded.pool);
    println!(
        "{} services, {} methods, {} bindings; seed {}",
        rules.services,
        rules.methods,
        rules.bindings.len(),
        arguments.seed
    );
    apis::compare(&loaded, &rules, arguments.expected)?;

    let backend = Scripted::start(Script::NoTrailers);
    let upstream = backend.address.to_string();
    let mut flags = vec!["--descriptor-set", &loaded.set, "--upstream", &upstream];
    flags.extend(apis::OPTIONS);
    let gateway = Gateway::start(&flags);
    let mut caller = Caller {
        gateway: gateway.address,
        backend: &backend,
        stream: support::connect(gateway.address),
    };
    let mut tally = Tally::default();
    for binding in choose(&rules, arguments, &mut tally) {
        if tally.verified + tally.failed == arguments.bindings {
            break;
        }
        let name = format!("{} {} {}", binding.verb, binding.template.text, binding.rpc);
        let mut choices = Choices::new(arguments.seed, &name);
        match request::make(&rules, binding, &mut choices) {
            Err(why) => tally.leave_out(why, binding),
            Ok(request) => tally.count(
                binding,
                caller.verify(binding, &request, &mut choices),
                arguments,
            ),
        }
    }
    tally.report()
}

/// The bindings to try, one of each service in turn, in random order.
fn choose<'r>(rules: &'r Rules, arguments: &Arguments, tally: &mut Tally) -> Vec<&'r Binding> {
    let mut choices = Choices::new(arguments.seed, "");
    let hidden = rules.hidden();
    let mut services: BTreeMap<String, Vec<&Binding>> = BTreeMap::new();
    for (at, binding) in rules.bindings.iter().enumerate() {
        if !binding.rpc.contains(&arguments.only) {
            continue;
        }
        match left_out(binding) {
            None if hidden.contains(&at) => {
                tally.leave_out("hidden: an earlier rule has the same path", binding)
            }
            None => {
                let service = binding.method.parent_service().full_name().to_owned();
                services.entry(service).or_default().push(binding);
            }
            Some(why) => tally.leave_out(why, binding),
        }
    }
    let mut services: Vec<_> = services.into_values().collect();
    choices.shuffle(&mut services);
    for bindings in &mut services {
        choices.shuffle(bindings);
    }
    let most = services.iter().map(Vec::len).max().unwrap_or(0);
    let rounds = (0..most).flat_map(|round| {
        services
            .iter()
            .filter_map(move |bindings| bindings.get(round))
    });
    rounds.copied().collect()
}

/// Why a binding is not tried.
fn left_out(binding: &Binding) -> Option<&'static str> {
    let method = &binding.method;
    if method.is_client_streaming() || method.is_server_streaming() {
        Some("streams")
    } else if !binding.response_body.is_empty() {
        Some("answers with one field")
    } else {
        None
    }
}

/// What became of the bindings.
#[derive(Debug, Default)]
struct Tally {
    verified: usize,
    failed: usize,
    by_verb: BTreeMap<String, usize>,
    by_body: BTreeMap<&'static str, usize>,
    left_out: BTreeMap<&'static str, BTreeSet<String>>,
    left_out_count: BTreeMap<&'static str, usize>,
    services: BTreeSet<String>,
}

impl Tally {
    fn leave_out(&mut self, why: &'static str, binding: &Binding) {
        self.left_out
            .entry(why)
            .or_default()
            .insert(binding.rpc.clone());
        *self.left_out_count.entry(why).or_default() += 1;
    }

    fn count(&mut self, binding: &Binding, result: Result<(), String>, arguments: &Arguments) {
        if let Err(problem) = result {
            self.failed += 1;
            if self.failed <= SHOWN_MAX {
                let Arguments { seed, .. } = arguments;
                println!(
                    "FAILED {}: {problem}\n  again: --seed {seed} --only {}\n",
                    binding.rpc, binding.rpc
                );
            }
            return;
        }
        let body = match &*binding.body {
            "" => "without a body",
            "*" => "the message as the body",
            _ => "a field as the body",
        };
        self.verified += 1;
        *self.by_verb.entry(binding.verb.clone()).or_default() += 1;
        *self.by_body.entry(body).or_default() += 1;
        self.services
            .insert(binding.method.parent_service().full_name().to_owned());
    }

    fn report(&self) -> Result<(), String> {
        let Self {
            verified, failed, ..
        } = self;
        println!(
            "{} bindings of {} services tried, {verified} verified",
            verified + failed,
            self.services.len()
        );
        println!(
            "  by verb: {:?}\n  by body: {:?}",
            self.by_verb, self.by_body
        );
        for (why, rpcs) in &self.left_out {
            let names: Vec<&str> = rpcs.iter().map(String::as_str).collect();
            println!(
                "  left out, {} bindings, {why}: {}",
                self.left_out_count[why],
                names.join(" ")
            );
        }
        match failed {
            0 if *verified == 0 => Err("no binding was tried".to_owned()),
            0 => Ok(()),
            _ => Err(format!("{failed} of {} bindings failed", verified + failed)),
        }
    }
}
