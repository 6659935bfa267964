//! Grids over rectangles of the plane.

/// A rectangle of the plane.
///
/// ```
/// use init_lab::Bounds;
///
/// let unit = Bounds { x_min: 0.0, x_max: 1.0, y_min: 0.0, y_max: 1.0 };
/// assert_eq!(unit.cells(2, 1), [[0.25, 0.5], [0.75, 0.5]]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Left edge.
    pub x_min: f64,
    /// Right edge.
    pub x_max: f64,
    /// Lower edge.
    pub y_min: f64,
    /// Upper edge.
    pub y_max: f64,
}

impl Bounds {
    /// The centres of a grid's columns from left to right, and of its rows from top to bottom.
    pub fn axes(self, width: usize, height: usize) -> (Vec<f64>, Vec<f64>) {
        let centres = |low: f64, high: f64, count: usize| {
            (0..count).map(|i| low + (high - low) * (i as f64 + 0.5) / count as f64).collect()
        };
        (centres(self.x_min, self.x_max, width), centres(self.y_max, self.y_min, height))
    }

    /// The centres of a grid's cells, row by row from the top.
    pub fn cells(self, width: usize, height: usize) -> Vec<[f64; 2]> {
        let (xs, ys) = self.axes(width, height);
        ys.iter().flat_map(|&y| xs.iter().map(move |&x| [x, y])).collect()
    }
}
