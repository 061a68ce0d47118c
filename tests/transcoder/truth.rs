//! What OpenAPI documents say of messages is true of what the transcoder writes and reads.
//!
//! ```text
//! random schema --+-- random message --transcoder--> JSON: is it valid by the document?
//!                 |                                    | damage
//!                 +-- document <-----is it valid?-----JSON-----is it read?-----> transcoder: the same answer?
//! ```

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use jsonschema::Validator;
use rialto::http_rule::binding::Binding;
use rialto::schema::descriptor::HttpRule;
use rialto::schema::descriptor::http_rule::Pattern;
use rialto::schema::{Method, Schema};
use rialto::transcode::encode::EncodeOptions;
use rialto::transcode::json::{DecodeOptions, JsonError, decode, decode_field};
use rialto::transcode::response::ResponsePlan;
use rialto::transcode::wire::read::Reader;
use serde_json::Value;

use crate::choices::Choices;
use crate::described;
use crate::disagreements::{self, Disagreement, Names};
use crate::documented::Documented;
use crate::fixture::Fixture;
use crate::properties::names;
use crate::tree::Tree;
use crate::{damage, inspect, message, records};

/// Messages of each type, in each look.
const MESSAGES: usize = 2;
/// Damaged forms of each.
const DAMAGED: usize = 4;
/// The fields of each type that are bodies by themselves.
const FIELDS: usize = 2;

#[test]
fn documents_are_true_of_what_is_written_and_read() {
    let mut tally = Tally::new();
    Documented::each_random(rule, |documented, choices| {
        let api = Api::new(documented);
        for operation in &api.operations {
            let done = api.round(operation, choices, &mut tally);
            done.unwrap_or_else(|why| panic!("{} {:?}\n{why}", operation.message, operation.look));
        }
    });
    for ((what, outcome), count) in &tally {
        println!("{count:7} {what}: {outcome:?}");
    }
    let of = |what, outcome| tally.get(&(what, outcome)).copied().unwrap_or_default();
    for (what, outcome) in [
        ("written", Outcome::Agree(true)),
        ("damaged", Outcome::Agree(true)),
        ("damaged", Outcome::Agree(false)),
        (
            "written",
            Outcome::Disagree([Disagreement::UndeclaredNumber].into()),
        ),
    ] {
        assert!(of(what, outcome.clone()) > 0, "{what}, {outcome:?}: none");
    }
}

#[test]
fn where_documents_and_the_transcoder_disagree_is_known() {
    use Disagreement::*;
    const SOURCE: &str = r#"
        syntax = "proto3"; package told;
        import "old.proto"; import "google/protobuf/any.proto"; import "google/protobuf/duration.proto";
        import "google/protobuf/field_mask.proto"; import "google/protobuf/timestamp.proto";
        import "google/protobuf/wrappers.proto";
        enum Color { NONE = 0; RED = 1; }
        message Told {
          int32 count = 1; int64 long_one = 2; Color color = 3; bytes data = 4; double real = 5; float small = 6;
          oneof choice { string a = 7; string b = 8; }
          google.protobuf.Any any = 9; google.protobuf.FieldMask mask = 10;
          google.protobuf.Duration time = 11; google.protobuf.Timestamp at = 12;
          map<int32, bool> flags = 13; Union union = 14; old.Old old = 15;
          oneof wrapped { google.protobuf.BoolValue c = 16; google.protobuf.StringValue d = 17; string e = 18; }
        }
        message Union { oneof one { string text = 1; int32 number = 2; } }
        "#;
    const OLD: &str = r#"
        syntax = "proto2"; package old;
        message Old { oneof one { string text = 1; int32 number = 2; } extensions 10; }
        extend Old { optional int32 more = 10; }
        "#;
    const METHODS: &str = r#"
        syntax = "proto3"; package described;
        import "told.proto";
        service Messages { rpc M0L0(told.Told) returns (told.Told); }
        "#;
    let fixture = Fixture::from_sources(&[
        ("old.proto", OLD),
        ("told.proto", SOURCE),
        ("described.proto", METHODS),
    ]);
    let looks = [EncodeOptions::default(), EncodeOptions::default()];
    let documented = Documented::new(fixture, looks, rule, &mut Choices::new(0));
    let api = Api::new(&documented);
    let valid = || Outcome::Agree(true);
    let invalid = || Outcome::Agree(false);
    let unlike = |why| Outcome::Disagree([why].into());
    for (json, expected) in [
        (r#"{}"#, valid()),
        (
            r#"{"count": 2147483647, "longOne": "-9223372036854775808", "color": "RED", "data": "AA=="}"#,
            valid(),
        ),
        (
            r#"{"real": "NaN", "small": 3.4028235e38, "union": {"number": 1}, "flags": {"-1": true}}"#,
            valid(),
        ),
        (
            r#"{"mask": "a.bC,d", "time": "-1.5s", "at": "2024-02-29T12:00:00.5+01:00"}"#,
            valid(),
        ),
        // An extension is beside the oneof of all fields.
        (r#"{"old": {"number": 1, "[old.more]": 2}}"#, valid()),
        (r#"{"count": 2147483648}"#, invalid()),
        (r#"{"count": 1.5}"#, invalid()),
        (r#"{"longOne": "9223372036854775808"}"#, invalid()),
        (r#"{"longOne": "01"}"#, invalid()),
        (r#"{"color": "BLUE"}"#, invalid()),
        (r#"{"data": "A"}"#, invalid()),
        (r#"{"small": 3.5e38}"#, invalid()),
        (r#"{"mask": "a..b"}"#, invalid()),
        (r#"{"time": "1"}"#, invalid()),
        (r#"{"at": "2023-02-29T12:00:00Z"}"#, invalid()),
        (r#"{"flags": {"01": true}}"#, invalid()),
        (r#"{"flags": []}"#, invalid()),
        (r#"{"union": {"text": "", "number": 1}}"#, invalid()),
        (r#"{"a": "", "b": ""}"#, invalid()),
        (r#"{"c": null, "d": "", "a": ""}"#, valid()),
        (r#"{"c": true, "d": null, "e": ""}"#, invalid()),
        (r#"{"other": 1}"#, invalid()),
        (r#"[]"#, invalid()),
        (r#"{"count": null}"#, unlike(Null)),
        (r#"{"count": "1"}"#, unlike(NumberOrString)),
        (r#"{"longOne": 1}"#, unlike(NumberOrString)),
        (r#"{"longOne": "1e2"}"#, unlike(NumberSpelling)),
        (r#"{"color": 1}"#, unlike(EnumNumberOrName)),
        (r#"{"long_one": "1"}"#, unlike(OtherName)),
        (r#"{"data": "-_"}"#, unlike(Base64)),
        (r#"{"a": null, "b": ""}"#, unlike(Null)),
        (r#"{"any": {"@type": "x/told.None"}}"#, unlike(Any)),
        (r#"{"mask": "a_b"}"#, unlike(FieldMask)),
        (r#"{"count": 1.00000000000000000001}"#, unlike(Rounded)),
        (r#"{"flags": {"2147483648": true}}"#, unlike(KeyRange)),
        (r#"{"time": "315576000001s"}"#, unlike(DurationRange)),
        (
            r#"{"at": "2024-02-29T12:00:00.0123456789Z"}"#,
            unlike(TimestampRange),
        ),
    ] {
        let outcome = api.read(&api.operations[0], json.as_bytes());
        assert_eq!(outcome, Ok(Some(expected)), "{json}");
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// It is valid and is taken, or neither.
    Agree(bool),
    Disagree(BTreeSet<Disagreement>),
}

type Tally = BTreeMap<(&'static str, Outcome), usize>;

/// One binding, and what documents of both versions say of it.
struct Operation<'l> {
    message: &'l str,
    look: &'l EncodeOptions,
    plan: ResponsePlan,
    answers: [Validator; 2],
    bodies: [Validator; 2],
}

struct Api<'f> {
    fixture: &'f Fixture,
    operations: Vec<Operation<'f>>,
    names: Vec<String>,
    pairs: Names,
}

impl<'f> Api<'f> {
    fn new(documented: &'f Documented) -> Self {
        let fixture = &documented.fixture;
        let bindings = &documented.bindings;
        let messages: BTreeSet<&str> = bindings.iter().map(|one| documented.message(one)).collect();
        let messages: Vec<String> = messages.into_iter().map(str::to_owned).collect();
        Self {
            operations: bindings
                .iter()
                .map(|one| operation(documented, one))
                .collect(),
            names: names(fixture, &messages),
            pairs: Names::new(&fixture.pool),
            fixture,
        }
    }

    fn round(
        &self,
        operation: &Operation<'_>,
        choices: &mut Choices,
        tally: &mut Tally,
    ) -> Result<(), String> {
        let descriptor = self.fixture.descriptor(operation.message);
        let plans = &self.fixture.plans;
        for _ in 0..MESSAGES {
            let wire = records::encoded(&message::random(&descriptor, choices));
            let mut json = Vec::new();
            let written = operation
                .plan
                .append(plans, &wire, operation.look, &mut json);
            written.expect("the generator makes nothing that has no JSON");
            for outcome in self.written(operation, &wire, &json)? {
                *tally.entry(("written", outcome)).or_default() += 1;
            }
            for at in 0..DAMAGED {
                let damaged = if at == 0 {
                    damage::json_values(&json, &self.names, choices)
                } else {
                    damage::json_nearly(&json, choices)
                };
                if let Some(outcome) = self.read(operation, &damaged)? {
                    *tally.entry(("damaged", outcome)).or_default() += 1;
                }
            }
        }
        Ok(())
    }

    /// What documents say of JSON that was written.
    fn written(
        &self,
        operation: &Operation<'_>,
        wire: &[u8],
        json: &[u8],
    ) -> Result<Vec<Outcome>, String> {
        let value: Value = serde_json::from_slice(json).expect("it is JSON");
        // An answer is null where the field is not set, and a body is not.
        let is_unset = value.is_null() && matches!(operation.plan, ResponsePlan::Field(..));
        let bodies = operation.bodies.iter().filter(|_| !is_unset);
        let descriptor = self.fixture.descriptor(operation.message);
        let validators = operation.answers.iter().chain(bodies);
        let outcomes = validators.map(|validator| {
            let errors: Vec<_> = validator.iter_errors(&value).collect();
            if errors.is_empty() {
                return Ok(Outcome::Agree(true));
            }
            let is_undeclared =
                inspect::any_field(&descriptor, Reader::new(wire), &inspect::is_undeclared);
            let why = disagreements::of_written(&errors).filter(|_| is_undeclared);
            let errors = || {
                format!(
                    "written, and not as documented: {value}\n{}",
                    described::shown(&errors)
                )
            };
            why.map(Outcome::Disagree).ok_or_else(errors)
        });
        outcomes.collect()
    }

    /// What the document and the transcoder say of JSON, unless it has a member twice: that no schema sees.
    fn read(&self, operation: &Operation<'_>, json: &[u8]) -> Result<Option<Outcome>, String> {
        let tree = Tree::parse(json).expect("it is JSON");
        if tree.duplicate().is_some() {
            return Ok(None);
        }
        let value: Value = serde_json::from_slice(json).expect("it is JSON");
        let [validator, _] = &operation.bodies;
        let errors: Vec<_> = validator.iter_errors(&value).collect();
        let outcome = match (self.decode(operation.plan, json), &*errors) {
            (Ok(()), []) => Outcome::Agree(true),
            (Err(_), [_, ..]) => Outcome::Agree(false),
            (Err(error), []) => {
                let why = self.refused(operation.plan, tree, &error);
                let why =
                    why.ok_or_else(|| format!("as documented, and refused: {value}\n{error}"))?;
                Outcome::Disagree([why].into())
            }
            (Ok(()), errors) => {
                let shown = || {
                    format!(
                        "taken, and not as documented: {value}\n{}",
                        described::shown(errors)
                    )
                };
                let why = disagreements::of_taken(errors, &self.pairs);
                Outcome::Disagree(why.ok_or_else(shown)?)
            }
        };
        Ok(Some(outcome))
    }

    fn refused(&self, plan: ResponsePlan, tree: Tree, error: &JsonError) -> Option<Disagreement> {
        let held = Cell::new(false);
        let without = tree.map(&|tree| match tree {
            Tree::Object(members) if members.iter().any(|(key, _)| key == "@type") => {
                held.set(true);
                Tree::Object(Vec::new())
            }
            tree => tree,
        });
        if !held.get() {
            return disagreements::of_refused(error);
        }
        match self.decode(plan, without.to_string().as_bytes()) {
            Ok(()) => Some(Disagreement::Any),
            Err(error) => disagreements::of_refused(&error),
        }
    }

    fn decode(&self, plan: ResponsePlan, json: &[u8]) -> Result<(), JsonError> {
        let (plans, options) = (&self.fixture.plans, DecodeOptions::default());
        match plan {
            ResponsePlan::Message(id) => decode(plans, id, json, &options, &mut Vec::new()),
            ResponsePlan::Field(id, field) => {
                decode_field(plans, id, field, json, &options, &mut Vec::new())
            }
            ResponsePlan::HttpBody { .. } => panic!("no message is bytes"),
        }
    }
}

fn operation<'d>(documented: &'d Documented, binding: &Binding) -> Operation<'d> {
    let id = documented.id(binding);
    let versions = documented.versions.each_ref();
    Operation {
        message: documented.message(binding),
        look: documented.look(binding),
        plan: ResponsePlan::new(documented.fixture.plans.schema(), binding),
        answers: versions.map(|one| one.validator(one.answer(&id).expect("it answers"))),
        bodies: versions.map(|one| one.validator(one.body(&id).expect("it takes one"))),
    }
}

/// The whole message is the body, or one of some fields.
fn rule(schema: &Schema, method: &Method, choices: &mut Choices) -> HttpRule {
    let fields = &schema.message(method.input).fields;
    let fields: Vec<_> = fields.iter().filter(|field| !field.is_extension).collect();
    let path = format!("/{}", method.name);
    let rule = |path: String, body: &str| HttpRule {
        pattern: Some(Pattern::Post(path)),
        body: Some(body.to_owned()),
        ..HttpRule::default()
    };
    let mut whole = rule(path.clone(), "*");
    for at in 0..FIELDS.min(fields.len()) {
        let field = fields[choices.below(fields.len())];
        let mut one = rule(format!("{path}/{at}"), &field.name);
        one.response_body = Some(field.name.to_string());
        whole.additional_bindings.push(one);
    }
    whole
}
