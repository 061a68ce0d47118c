//! What the files that are loaded look like from outside, to tell whether one has changed.

use std::fs;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::sources::source_files;
use crate::config::Configuration;
use crate::finding::Findings;

/// The size, the time and the identity of every file that a configuration is loaded from. An event
/// of the file system that changes none of them (a neighbour's, a reading) loads nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp(Vec<(PathBuf, Option<Looks>)>);

#[derive(Debug, Clone, PartialEq, Eq)]
struct Looks {
    length: u64,
    modified: Option<SystemTime>,
    /// Saving by renaming, and a link that leads elsewhere, give another one.
    inode: u64,
}

impl Stamp {
    pub(super) fn of(configuration: &Configuration) -> Self {
        let descriptors = &configuration.descriptors;
        let mut files: Vec<PathBuf> = configuration
            .files
            .iter()
            .chain(&descriptors.descriptor_sets)
            .chain(&descriptors.service_configs)
            .cloned()
            .collect();
        for path in &descriptors.proto {
            files.push(path.clone());
            // What cannot be looked into is told when it is read.
            files.extend(source_files(path, &mut Findings::new()));
        }
        Self(files.into_iter().map(looks).collect())
    }
}

fn looks(path: PathBuf) -> (PathBuf, Option<Looks>) {
    let looks = fs::metadata(&path).ok().map(|metadata| {
        // A folder changes with every file in it; those that matter are looked at on their own.
        let is_file = metadata.is_file();
        Looks {
            length: if is_file { metadata.len() } else { 0 },
            modified: metadata.modified().ok().filter(|_| is_file),
            inode: metadata.ino(),
        }
    });
    (path, looks)
}

/// The folders to follow for a configuration, each with whether what is below it counts too.
pub(super) fn folders(configuration: &Configuration) -> Vec<(PathBuf, bool)> {
    let descriptors = &configuration.descriptors;
    let mut folders = Vec::new();
    for path in &descriptors.proto {
        // Another folder may be put in the place of this one.
        folders.extend(parents(path));
        if path.is_dir() {
            folders.push((path.clone(), true));
        } else {
            let imported = source_files(path, &mut Findings::new());
            folders.extend(imported.iter().flat_map(|file| parents(file)));
        }
    }
    for file in configuration
        .files
        .iter()
        .chain(&descriptors.descriptor_sets)
        .chain(&descriptors.service_configs)
    {
        folders.extend(parents(file));
    }
    // Following a folder with all that is below it comes first, and makes up for itself alone.
    folders.sort_by(|a, b| (&a.0, !a.1).cmp(&(&b.0, !b.1)));
    folders.dedup_by(|later, kept| later.0 == kept.0);
    folders
}

/// The folder of a file, and that of the file which it links to. A file alone is not followed:
/// saving it by renaming would leave the follower with the old one.
fn parents(path: &Path) -> impl Iterator<Item = (PathBuf, bool)> {
    let real = fs::canonicalize(path).ok();
    let folder = |path: PathBuf| {
        let parent = path.parent()?;
        let here = parent.as_os_str().is_empty();
        Some((
            if here {
                PathBuf::from(".")
            } else {
                parent.to_owned()
            },
            false,
        ))
    };
    [Some(path.to_owned()), real]
        .into_iter()
        .flatten()
        .filter_map(folder)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;

    fn configuration(proto: &[&Path], sets: &[&Path]) -> Configuration {
        let mut configuration = Configuration::default();
        configuration.descriptors.proto = proto.iter().map(PathBuf::from).collect();
        configuration.descriptors.descriptor_sets = sets.iter().map(PathBuf::from).collect();
        configuration
    }

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Self {
            let path = std::env::temp_dir().join(format!("rialto-{name}-{}", std::process::id()));
            let _ = fs::remove_dir_all(&path);
            fs::create_dir_all(path.join("protos/deep")).unwrap();
            Self(path)
        }

        fn write(&self, name: &str, text: &str) -> PathBuf {
            let path = self.0.join(name);
            fs::write(&path, text).unwrap();
            path
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_stamp_changes_with_the_files_that_are_loaded_and_no_other() {
        let folder = Folder::new("stamp");
        folder.write("protos/a.proto", "a");
        let set = folder.write("api.binpb", "one");
        let rules = folder.write("rules.yaml", "one");
        let mut configuration = configuration(&[&folder.0.join("protos")], &[&set]);
        configuration.descriptors.service_configs.push(rules);
        let mut last = Stamp::of(&configuration);
        let mut changed = || {
            let now = Stamp::of(&configuration);
            let changed = now != last;
            last = now;
            changed
        };
        assert!(!changed());
        folder.write("protos/notes.txt", "n");
        folder.write("neighbour", "n");
        assert!(!changed());
        folder.write("rules.yaml", "three");
        assert!(changed());
        folder.write("protos/deep/b.proto", "b");
        assert!(changed());
        folder.write("protos/a.proto", "longer");
        assert!(changed());
        // Saved by renaming, with the length and the time of before.
        let time = fs::metadata(&set).unwrap().modified().unwrap();
        let other = folder.write("api.binpb.new", "two");
        fs::File::open(&other).unwrap().set_modified(time).unwrap();
        fs::rename(other, &set).unwrap();
        assert!(changed());
        fs::remove_file(folder.0.join("protos/a.proto")).unwrap();
        assert!(changed());
    }

    #[test]
    fn the_folders_of_files_and_of_what_they_link_to_are_followed() {
        let folder = Folder::new("folders");
        let set = folder.write("protos/deep/api.binpb", "");
        let link = folder.0.join("api.binpb");
        std::os::unix::fs::symlink(&set, &link).unwrap();
        let root = fs::canonicalize(&folder.0).unwrap();
        let found = folders(&configuration(&[], &[&root.join("api.binpb")]));
        assert_eq!(
            found,
            [(root.clone(), false), (root.join("protos/deep"), false)]
        );
        let protos = root.join("protos");
        let found = folders(&configuration(&[&protos], &[&protos.join("x.binpb")]));
        assert_eq!(found, [(root, false), (protos, true)]);
        assert_eq!(
            folders(&configuration(&[], &[Path::new("api.binpb")])),
            [(PathBuf::from("."), false)]
        );
    }
}
