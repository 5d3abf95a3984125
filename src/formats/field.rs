//! Names of fields: `text`, `body.text`, `items[].body.text`, `["a.b"].text`. What jq users write before it (`.text`, `$.text`) is
//! understood.

use super::Problem;

/// A path to a field of a record, or the name of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    name: String,
    steps: Result<Vec<Step>, String>,
}

/// One step of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The value of this key of an object.
    Key(String),
    /// Each element of an array.
    Each,
}

impl Field {
    /// The field of that name.
    pub fn named(name: &str) -> Field {
        Field { name: name.to_owned(), steps: Field::path(name) }
    }

    fn path(name: &str) -> Result<Vec<Step>, String> {
        let trouble =
            |what: &str| format!("the field {name:?} {what}; a field is named as in text, body.text or items[].body.text");
        let mut steps = Vec::new();
        let mut rest = name.strip_prefix('$').filter(|r| r.is_empty() || r.starts_with(['.', '['])).unwrap_or(name);
        rest = rest.strip_prefix('.').unwrap_or(rest);
        loop {
            if let Some(after) = rest.strip_prefix("[]").or_else(|| rest.strip_prefix("[*]")) {
                steps.push(Step::Each);
                rest = after;
            } else if let Some(quoted) = rest.strip_prefix("[\"") {
                let end = quoted.find("\"]").ok_or_else(|| trouble("has no \"] behind its [\""))?;
                steps.push(Step::Key(quoted[..end].to_owned()));
                rest = &quoted[end + 2..];
            } else if rest.starts_with('[') {
                return Err(trouble("has a [ that is neither [] nor [\"…\"]"));
            } else {
                let end = rest.find(['.', '[']).unwrap_or(rest.len());
                if end == 0 {
                    return Err(trouble("is empty or has an empty step"));
                }
                steps.push(Step::Key(rest[..end].to_owned()));
                rest = &rest[end..];
            }
            match rest.strip_prefix('.') {
                Some(after) => rest = after,
                None if rest.is_empty() => return Ok(steps),
                None => {}
            }
        }
    }

    /// As it was given.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The steps of a path; none if it can't be read as one.
    fn steps(&self) -> &[Step] {
        self.steps.as_deref().unwrap_or_default()
    }

    /// Can it be read as a path?
    ///
    /// # Errors
    /// Says what can't be read.
    pub(super) fn check(&self) -> Result<(), Problem> {
        self.steps.as_ref().map(|_| ()).map_err(Problem::new)
    }
}

/// The fields wanted, as a tree.
#[derive(Debug, Default)]
pub(super) struct Wanted {
    pub(super) keys: Vec<(String, Wanted)>,
    pub(super) each: Option<Box<Wanted>>,
    /// Is the value itself wanted?
    pub(super) here: bool,
    /// Is each element of this array read by itself?
    pub(super) records: bool,
}

impl Wanted {
    /// `split`: the elements of the innermost array that all the paths go through are read each by itself.
    pub(super) fn of(fields: &[Field], split: bool) -> Wanted {
        let mut wanted = Wanted::default();
        for field in fields {
            let mut at = &mut wanted;
            for step in field.steps() {
                at = match step {
                    Step::Each => at.each.get_or_insert_default(),
                    Step::Key(key) => {
                        let place = at.keys.iter().position(|(k, _)| k == key).unwrap_or_else(|| {
                            at.keys.push((key.clone(), Wanted::default()));
                            at.keys.len() - 1
                        });
                        &mut at.keys[place].1
                    }
                };
            }
            at.here = field.steps.is_ok();
        }
        if split && let Some((first, others)) = fields.split_first() {
            let common = |n: &usize| others.iter().all(|f| f.steps().get(..*n) == first.steps().get(..*n));
            let shared = (1..=first.steps().len()).rev().find(|n| first.steps()[n - 1] == Step::Each && common(n));
            if let Some(shared) = shared {
                wanted.mark(&first.steps()[..shared - 1]);
            }
        }
        wanted
    }

    fn mark(&mut self, steps: &[Step]) {
        let Some((step, rest)) = steps.split_first() else {
            self.records = true;
            return;
        };
        let next = match step {
            Step::Each => self.each.as_deref_mut(),
            Step::Key(key) => self.keys.iter_mut().find(|(k, _)| k == key).map(|(_, w)| w),
        };
        if let Some(next) = next {
            next.mark(rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_read() {
        let steps = |name: &str| Field::named(name).steps().to_vec();
        let key = |k: &str| Step::Key(k.to_owned());
        assert_eq!(steps("text"), [key("text")]);
        assert_eq!(steps("items[].body.text"), [key("items"), Step::Each, key("body"), key("text")]);
        assert_eq!(steps("$.a[*][\"b.c\"]"), [key("a"), Step::Each, key("b.c")]);
        assert_eq!(steps("[].text"), [Step::Each, key("text")]);
        assert_eq!(steps("Body text"), [key("Body text")]);
        for bad in ["", "a..b", "a[0]", "a[\"b", "a."] {
            assert!(Field::named(bad).check().is_err(), "{bad}");
        }
    }
}
