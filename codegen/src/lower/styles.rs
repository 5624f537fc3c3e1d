//! Styles of the description as those of the runtime.

use crate::ir::Style;
use crate::rust::WireStyle;

/// A style as it is written.
pub(super) fn wire_style(style: Style) -> WireStyle {
    match style {
        Style::Simple => WireStyle::Simple,
        Style::Segments => WireStyle::Segments,
        Style::Label => WireStyle::Label,
        Style::Matrix => WireStyle::Matrix,
        Style::Form => WireStyle::Form,
        Style::SpaceDelimited => WireStyle::SpaceDelimited,
        Style::PipeDelimited => WireStyle::PipeDelimited,
        Style::DeepObject => WireStyle::DeepObject,
    }
}
