//! Draws lines between logarithmic axes, as SVG.

use std::ops::Range;
use std::path::Path;

use anyhow::{Result, anyhow};
use plotters::prelude::{
    BLACK, ChartBuilder, IntoDrawingArea, IntoLogRange, LineSeries, PathElement, RGBColor, SVGBackend,
    SeriesLabelPosition, WHITE,
};
use plotters::style::Color;

/// A line and what it is called.
#[derive(Debug, Clone)]
pub struct Line {
    /// What it is called.
    pub name: &'static str,
    /// Where it goes: to the right, and up.
    pub points: Vec<(f64, f64)>,
}

/// Width and height.
const SIZE: (u32, u32) = (800, 450);

/// One for each line.
const COLOURS: [RGBColor; 3] = [RGBColor(31, 119, 180), RGBColor(214, 39, 40), RGBColor(44, 160, 44)];

/// Writes a plot.
pub fn write(path: &Path, title: &str, lines: &[Line]) -> Result<()> {
    let mut text = String::new();
    draw(&mut text, title, lines).map_err(|error| anyhow!("the plot cannot be drawn: {error}"))?;
    std::fs::write(path, text).map_err(|error| anyhow!("`{}` cannot be written: {error}", path.display()))
}

fn draw(
    text: &mut String,
    title: &str,
    lines: &[Line],
) -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    let points = || lines.iter().flat_map(|line| &line.points);
    let (across, up) =
        (range(points().map(|point| point.0), 1.05), range(points().map(|point| point.1), 2.0));
    let area = SVGBackend::with_string(text, SIZE).into_drawing_area();
    area.fill(&WHITE).map_err(|error| error.to_string())?;
    let mut chart = ChartBuilder::on(&area)
        .caption(title, ("sans-serif", 18))
        .margin(20)
        .x_label_area_size(40)
        .y_label_area_size(50)
        .build_cartesian_2d(across.log_scale(), up.log_scale())
        .map_err(|error| error.to_string())?;
    let mut mesh = chart.configure_mesh();
    let whole = |number: &f64| super::table::number(super::report::Unit::Count, *number);
    mesh.x_desc("operations").x_label_formatter(&whole).draw().map_err(|error| error.to_string())?;
    for (line, colour) in lines.iter().zip(COLOURS) {
        let series = LineSeries::new(line.points.iter().copied(), colour.stroke_width(2)).point_size(4);
        let drawn = chart.draw_series(series).map_err(|error| error.to_string())?;
        drawn.label(line.name).legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour));
    }
    let mut labels = chart.configure_series_labels();
    labels.position(SeriesLabelPosition::UpperRight);
    labels.background_style(WHITE.mix(0.8)).border_style(BLACK).draw().map_err(|error| error.to_string())?;
    area.present().map_err(|error| error.to_string().into())
}

/// From the smallest number to the largest, and a little further.
fn range(numbers: impl Iterator<Item = f64> + Clone, further: f64) -> Range<f64> {
    let least = numbers.clone().fold(f64::INFINITY, f64::min);
    let most = numbers.fold(1.0, f64::max);
    least.min(most) / further..most * further
}

#[cfg(test)]
mod tests {
    use super::{Line, draw};

    #[test]
    fn a_plot_names_its_lines() {
        let mut text = String::new();
        let points = vec![(100.0, 1.0), (1000.0, 1.1), (100_000.0, 1.3)];
        draw(&mut text, "Growth", &[Line { name: "seconds per operation", points }]).unwrap();
        assert!(text.starts_with("<svg"), "{text}");
        for part in ["Growth", "seconds per operation", "operations", "polyline", "</svg>"] {
            assert!(text.contains(part), "{part} is not in {text}");
        }
    }

    #[test]
    fn nothing_measured_is_drawn_as_an_empty_plot() {
        let mut text = String::new();
        draw(&mut text, "Growth", &[]).unwrap();
        assert!(text.ends_with("</svg>\n"), "{text}");
    }
}
