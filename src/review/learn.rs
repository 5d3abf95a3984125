//! What decisions teach the dictionaries.

/// What somebody never wants to be asked again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Never {
    /// These words are right wherever they stand.
    Form(String),
    /// The entry with this right form is to be switched off.
    Entry(String),
}

/// Dictionary entries that see to it, in TOML; to be put at the end of a dictionary.
pub fn never_again<'n>(all: impl IntoIterator<Item = &'n Never>) -> String {
    let mut out = String::new();
    for never in all {
        if !out.is_empty() {
            out.push('\n');
        }
        match never {
            Never::Form(form) => {
                out += &format!("[[entry]]\nright = {}\nnote  = \"right as it stands: decided in a review\"\n", quoted(form))
            }
            Never::Entry(right) => {
                out += &format!("[[entry]]\nright = {}\noff   = true\nnote  = \"switched off in a review\"\n", quoted(right));
            }
        }
    }
    out
}

/// A TOML string.
pub(super) fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}
