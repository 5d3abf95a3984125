//! Pipelines by the settings file they are made of, each made again when one of its files has changed.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use copydesk::{Dictionary, Options, Pipeline};

use super::settings::{Settings, Stamp};

struct Kept {
    stamps: Vec<Stamp>,
    pipeline: Arc<Pipeline>,
}

/// The pipelines.
#[derive(Default)]
pub struct Shelf {
    kept: HashMap<Option<PathBuf>, Kept>,
}

impl Shelf {
    /// Forgets what was made with other settings of the editor. What can't be made again stays as it was.
    pub fn wipe(&mut self) {
        self.kept.values_mut().for_each(|kept| kept.stamps = vec![Stamp::never()]);
    }

    /// The pipeline for documents in `folder`; and what is wrong, when it was made anew and could not be: then it is the one from
    /// before, or the one without settings.
    pub fn pipeline(&mut self, settings: &Settings, folder: Option<&Path>) -> (Arc<Pipeline>, Option<String>) {
        let config = settings.config(folder);
        if let Some(kept) = self.kept.get(&config)
            && kept.stamps.iter().all(Stamp::holds)
        {
            return (Arc::clone(&kept.pipeline), None);
        }
        // Before the files are read: what changes meanwhile is seen the next time.
        let stamps = settings.stamps(config.as_deref());
        let (pipeline, trouble) = match settings.pipeline(config.as_deref()) {
            Ok(pipeline) => (Arc::new(pipeline), None),
            Err(error) => {
                let before = self.kept.get(&config).map(|kept| Arc::clone(&kept.pipeline));
                let plain = || Arc::new(Pipeline::with(Dictionary::builtin(), Options::default()));
                (before.unwrap_or_else(plain), Some(format!("{error:#}")))
            }
        };
        self.kept.insert(config, Kept { stamps, pipeline: Arc::clone(&pipeline) });
        (pipeline, trouble)
    }
}
