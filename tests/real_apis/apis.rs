//! Where the descriptors come from, and what the gateway says of them.

use std::fs;
use std::path::{Path, PathBuf};

use prost_reflect::DescriptorPool;
use protox::Compiler;
use protox::file::{ChainFileResolver, GoogleFileResolver, IncludeFileResolver};
use serde_json::Value;

use crate::rules::Rules;
use crate::support;

pub(crate) const USAGE: &str = "\
usage: real_apis (--folder DIR | --descriptor-set FILE) [--expect SERVICES,METHODS,BINDINGS]
                 [--seed N] [--bindings N|all | [--messages N] [--documents N|all]] [--only TEXT]";

/// What sets of many services need that were published as they are.
pub(crate) const OPTIONS: [&str; 6] = [
    "--set",
    "rest.virtual_hosts=default_host",
    "--set",
    "rest.conflicts=first",
    "--set",
    "rest.allow_segments_after_double_star=true",
];

/// What to try.
#[derive(Debug)]
pub(crate) struct Arguments {
    /// A folder of sources; the set is written beside it.
    folder: Option<PathBuf>,
    set: Option<PathBuf>,
    pub(crate) expected: Option<[usize; 3]>,
    pub(crate) seed: u64,
    /// How many bindings are tried.
    pub(crate) bindings: usize,
    /// How many messages of every type are tried, instead of bindings.
    pub(crate) messages: Option<usize>,
    /// Of how many services the documents are tried, instead of bindings.
    pub(crate) documents: Option<usize>,
    /// What the names of the methods, or of the messages, have in them.
    pub(crate) only: String,
}

impl Arguments {
    pub(crate) fn parse(mut texts: impl Iterator<Item = String>) -> Result<Self, String> {
        let mut arguments = Self {
            folder: None,
            set: None,
            expected: None,
            seed: u64::from(std::process::id()),
            bindings: 1000,
            messages: None,
            documents: None,
            only: String::new(),
        };
        while let Some(flag) = texts.next() {
            let value = texts
                .next()
                .ok_or_else(|| format!("{flag} needs a value"))?;
            let number = |text: &str| {
                text.parse::<usize>()
                    .map_err(|error| format!("{flag} {text}: {error}"))
            };
            match &*flag {
                "--folder" => arguments.folder = Some(value.into()),
                "--descriptor-set" => arguments.set = Some(value.into()),
                "--seed" => arguments.seed = number(&value)? as u64,
                "--bindings" if value == "all" => arguments.bindings = usize::MAX,
                "--bindings" => arguments.bindings = number(&value)?,
                "--messages" => arguments.messages = Some(number(&value)?),
                "--documents" if value == "all" => arguments.documents = Some(usize::MAX),
                "--documents" => arguments.documents = Some(number(&value)?),
                "--only" => arguments.only = value,
                "--expect" => {
                    let counts: Vec<_> = value.split(',').map(number).collect::<Result<_, _>>()?;
                    let counts = counts
                        .try_into()
                        .map_err(|_| "--expect takes three numbers")?;
                    arguments.expected = Some(counts);
                }
                _ => return Err(format!("there is no {flag}")),
            }
        }
        if arguments.folder.is_none() == arguments.set.is_none() {
            return Err("either --folder or --descriptor-set says what to try".to_owned());
        }
        Ok(arguments)
    }
}

/// The descriptors that are to be served.
#[derive(Debug)]
pub(crate) struct Loaded {
    pub(crate) pool: DescriptorPool,
    /// The file with the set of them.
    pub(crate) set: String,
    /// What the gateway makes of the folder as it is, where there is one.
    pub(crate) from_sources: Option<Checked>,
}

pub(crate) fn load(arguments: &Arguments) -> Result<Loaded, String> {
    let (set, from_sources) = match (&arguments.folder, &arguments.set) {
        (Some(folder), _) => {
            // The gateway compiles while we do.
            let sources = folder.display().to_string();
            let is_checked = arguments.messages.is_none() && arguments.documents.is_none();
            let checking =
                is_checked.then(|| std::thread::spawn(move || check(&["--proto", &sources])));
            let set = compile(folder)?;
            let checked =
                checking.map(|checking| checking.join().expect("the check does not panic"));
            (set, checked.transpose()?)
        }
        (None, Some(set)) => (set.clone(), None),
        (None, None) => return Err("there is nothing to try".to_owned()),
    };
    let bytes = fs::read(&set).map_err(|error| format!("{}: {error}", set.display()))?;
    let pool =
        DescriptorPool::decode(&*bytes).map_err(|error| format!("{}: {error}", set.display()))?;
    let set = set.display().to_string();
    Ok(Loaded {
        pool,
        set,
        from_sources,
    })
}

/// Writes a descriptor set of all sources that can be compiled by themselves, beside their folder.
fn compile(folder: &Path) -> Result<PathBuf, String> {
    // The copies of protobuf's own files in the package need newer compilers; those of the oracle are the same to it.
    let mut resolver = ChainFileResolver::new();
    resolver.add(GoogleFileResolver::new());
    resolver.add(IncludeFileResolver::new(folder.to_owned()));
    let mut compiler = Compiler::with_file_resolver(resolver);
    compiler.include_imports(true);
    let mut left_out = Vec::new();
    for entry in walkdir::WalkDir::new(folder).sort_by_file_name() {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = entry
            .path()
            .strip_prefix(folder)
            .unwrap_or_else(|_| entry.path());
        let is_source = name
            .extension()
            .is_some_and(|extension| extension == "proto");
        if is_source && compiler.open_file(name).is_err() {
            left_out.push(name.display().to_string());
        }
    }
    println!(
        "{} files compiled; {} cannot be: {}",
        compiler.files().len(),
        left_out.len(),
        left_out.join(" ")
    );
    let set = folder.with_extension("binpb");
    fs::write(&set, compiler.encode_file_descriptor_set())
        .map_err(|error| format!("{}: {error}", set.display()))?;
    Ok(set)
}

/// What `rialto check` says.
#[derive(Debug)]
pub(crate) struct Checked {
    /// Services, methods, bindings.
    counts: [usize; 3],
    /// Rules that another one hides.
    conflicts: usize,
    errors: Vec<String>,
}

/// Runs it for these sources.
pub(crate) fn check(flags: &[&str]) -> Result<Checked, String> {
    let output = support::command(&["check", "--json"])
        .args(flags)
        .args(OPTIONS)
        .output();
    let output = output.map_err(|error| format!("rialto check: {error}"))?;
    let json: Value = serde_json::from_slice(&output.stdout).map_err(|error| {
        format!(
            "rialto check: {error}: {}",
            String::from_utf8_lossy(&output.stderr)
        )
    })?;
    let count = |name: &str| json["counts"][name].as_u64().map(|count| count as usize);
    let counts = [count("services"), count("methods"), count("bindings")];
    let findings = json["findings"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let with = |key: &'static str, value: &'static str| {
        findings.iter().filter(move |finding| finding[key] == value)
    };
    Ok(Checked {
        counts: counts.map(Option::unwrap_or_default),
        conflicts: with("rule", "route-conflict").count(),
        errors: with("severity", "error").map(Value::to_string).collect(),
    })
}

/// Fails unless the gateway and whoever runs this see in the descriptors what the oracle sees.
pub(crate) fn compare(
    loaded: &Loaded,
    rules: &Rules,
    expected: Option<[usize; 3]>,
) -> Result<(), String> {
    let ours = [rules.services, rules.methods, rules.bindings.len()];
    let same = |who: &str, theirs: [usize; 3]| {
        if theirs == ours {
            Ok(())
        } else {
            Err(format!(
                "{who} {theirs:?} services, methods and bindings, the oracle {ours:?}"
            ))
        }
    };
    let from_set = check(&["--descriptor-set", &loaded.set])?;
    if !from_set.errors.is_empty() {
        return Err(format!(
            "the set has errors: {}",
            from_set.errors.join("\n")
        ));
    }
    same("the gateway counts in the set", from_set.counts)?;
    if let Some(from_sources) = &loaded.from_sources {
        same("the gateway counts in the sources", from_sources.counts)?;
        println!(
            "the sources as they are: the same, and {} errors",
            from_sources.errors.len()
        );
    }
    if let Some(expected) = expected {
        same("--expect says", expected)?;
    }
    let hidden = rules.hidden().len();
    if from_set.conflicts != hidden {
        return Err(format!(
            "the gateway finds {} conflicts, the oracle {hidden}",
            from_set.conflicts
        ));
    }
    Ok(())
}
