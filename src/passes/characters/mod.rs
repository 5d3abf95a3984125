//! Damaged characters: text decoded wrongly, escaped twice, or mixed from several scripts.

use super::RuleFn;

mod decomposed_letter;
mod escaped_entity;
mod full_width_character;
mod homoglyph;
mod invisible_character;
mod leftover_markup;
mod ligature;
mod look_alike;
mod lost_letter;
mod misread_text;
mod mojibake;
mod odd_hyphen;
mod odd_space;
mod one_letter;
mod pages;
mod scan;
mod swapped_marks;

/// The rules of this pass.
pub(super) const RULES: &[RuleFn] = &[
    mojibake::run,
    one_letter::run,
    swapped_marks::run,
    lost_letter::run,
    escaped_entity::run,
    decomposed_letter::run,
    invisible_character::run,
    full_width_character::run,
    homoglyph::run,
    look_alike::run,
    odd_space::run,
    odd_hyphen::run,
    ligature::run,
    leftover_markup::run,
];
