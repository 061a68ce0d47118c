//! The ratios of the last run, from what criterion has kept of it.

use std::path::{Path, PathBuf};

use serde_json::Value;

const SIZES: [&str; 4] = ["small", "types", "medium", "large"];
const OTHERS: [&str; 3] = ["prost-reflect", "pbjson", "limit"];

/// Prints how many times as long as Rialto's each of the others takes.
pub(crate) fn print() {
    println!("\nTimes Rialto's own time (median of this run)");
    println!(
        "{:10} {:8} {:>12} {:>14} {:>8} {:>8}",
        "", "", "rialto, ns", OTHERS[0], OTHERS[1], OTHERS[2]
    );
    for group in ["request", "response"] {
        for size in SIZES {
            let Some(own) = median(group, "rialto", size) else {
                continue;
            };
            let ratio = |other| {
                median(group, other, size)
                    .map_or_else(|| "-".to_owned(), |time| format!("{:.2}", time / own))
            };
            let [reflect, pbjson, limit] = OTHERS.map(ratio);
            println!("{group:10} {size:8} {own:12.0} {reflect:>14} {pbjson:>8} {limit:>8}");
        }
    }
}

fn median(group: &str, who: &str, size: &str) -> Option<f64> {
    let file = criterion_folder()?
        .join(group)
        .join(who)
        .join(size)
        .join("new/estimates.json");
    let estimates: Value = serde_json::from_slice(&std::fs::read(file).ok()?).ok()?;
    estimates["median"]["point_estimate"].as_f64()
}

/// Criterion's folder beside the one that this program was built into.
fn criterion_folder() -> Option<PathBuf> {
    let program = std::env::current_exe().ok()?;
    let target = program
        .ancestors()
        .find(|folder| folder.join("criterion").is_dir())?;
    Some(Path::new(target).join("criterion"))
}
