//! What a run's network computes at points: logits, probabilities, and its decision surface.

use super::Lab;
use crate::decision_surface;
use crate::elementary::sigmoid;
use crate::grid::Bounds;
use crate::kernel::Samples;

/// A picture of a run's decision surface. Its memory is reused for the next picture.
///
/// ```
/// use init_lab::{Bounds, COLOURS, Experiment, Lab, Picture};
///
/// let bounds = Bounds { x_min: -1.5, x_max: 1.5, y_min: -1.5, y_max: 1.5 };
/// let (mut lab, mut picture) = (Lab::new(Experiment::default()), Picture::default());
/// lab.paint(0, bounds, [4, 3, 2], &[0; COLOURS], &mut picture);
/// assert_eq!((picture.logits.len(), picture.pixels.len()), (4 * 3, 8 * 6));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Picture {
    /// The logit of each cell, row by row from the top.
    pub logits: Vec<f32>,
    /// The pixels, row by row from the top.
    pub pixels: Vec<u32>,
}

impl Lab {
    /// The logit of each point.
    ///
    /// # Panics
    /// If there is no such run.
    pub fn logits(&mut self, index: usize, points: &[[f64; 2]]) -> &[f64] {
        let inputs: Vec<[f64; 2]> = points.iter().map(|&point| self.standardization.apply(point)).collect();
        self.workspace.logits(&self.runs[index].state.network, &Samples::unlabelled(&inputs))
    }

    /// The probability of class 1 at each point.
    ///
    /// # Panics
    /// If there is no such run.
    pub fn predict(&mut self, index: usize, points: &[[f64; 2]]) -> Vec<f64> {
        self.logits(index, points).iter().copied().map(sigmoid).collect()
    }

    /// A run's decision surface: the logits at the centres of a grid's cells, row by row from the top.
    ///
    /// # Panics
    /// If there is no such run.
    pub fn field(&mut self, index: usize, bounds: Bounds, width: usize, height: usize) -> Vec<f32> {
        let mut logits = Vec::new();
        let (xs, ys) = self.standardization.axes(bounds.axes(width, height));
        decision_surface::logits(&self.runs[index].state.network, self.workspace.pass(), &xs, &ys, &mut logits);
        logits
    }

    /// Paints a run's decision surface: the logits at the centres of a grid's cells, row by row from the top, and
    /// `detail` × `detail` pixels for each cell, coloured by interpolated logits. `colours` has one colour for each of
    /// 2,049 logits from −8 to 8, and one for NaN.
    ///
    /// # Panics
    /// If there is no such run, or the table of colours has the wrong length.
    pub fn paint(
        &mut self,
        index: usize,
        bounds: Bounds,
        [width, height, detail]: [usize; 3],
        colours: &[u32],
        picture: &mut Picture,
    ) {
        let (xs, ys) = self.standardization.axes(bounds.axes(width, height));
        decision_surface::logits(&self.runs[index].state.network, self.workspace.pass(), &xs, &ys, &mut picture.logits);
        picture.pixels.resize(width * height * detail * detail, 0);
        decision_surface::paint(&picture.logits, width, detail, colours, &mut picture.pixels);
    }
}
