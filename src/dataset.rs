//! Labelled points in the plane: generators, and the split into training and test points.

use std::f64::consts::{FRAC_1_SQRT_2, PI};

use crate::catalogue_text::catalogue_text;
use crate::error::Error;
use crate::rng::RandomState;
use crate::value::Value;

/// Labelled points in the plane.
///
/// ```
/// use init_lab::{Dataset, Samples};
///
/// let data = Dataset { points: vec![[0.0, 1.0], [1.0, 0.0]], labels: vec![0, 1] };
/// assert_eq!(Samples::new(&data.points, &data.labels).count(), 2);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// Coordinates (x₁, x₂) of each sample.
    pub points: Vec<[f64; 2]>,
    /// Class of each sample, 0 or 1; one for each point.
    pub labels: Vec<u8>,
}

/// A generator of a data set: one entry of the catalogue.
///
/// ```
/// use init_lab::Generator;
///
/// let moons = Generator::find("moons").unwrap();
/// let data = moons.draw(200, moons.noise, 1);
/// let ones = data.labels.iter().filter(|&&label| label == 1).count();
/// assert_eq!((data.points.len(), ones), (200, 100));
/// assert_eq!(data, moons.draw(200, moons.noise, 1), "the same seed gives the same data");
/// ```
#[derive(Debug)]
pub struct Generator {
    /// Name in an experiment, lower case.
    pub name: &'static str,
    /// Display name.
    pub title: &'static str,
    /// Description of its appearance.
    pub summary: &'static str,
    /// Source of the definition.
    pub source: &'static str,
    /// What a lab says of runs that solved it, with `{runs}` for their names.
    pub solved: &'static str,
    /// Recommended standard deviation of the noise.
    pub noise: f64,
    /// A NumPy function `draw_points(samples, noise, rng)` that returns points, samples × 2, and labels, with the same
    /// numbers as [`Self::draw`]. It may use `shuffled_with_noise(points, labels, noise, rng)`.
    pub numpy: &'static str,
    /// Draws the data set, given samples, standard deviation of the noise, and stream.
    draw: fn(usize, f64, &mut RandomState) -> Dataset,
}

/// NumPy code of [`board`] with this number of cells a side.
macro_rules! board {
    ($cells:literal, $words:literal) => {
        concat!(
            r#"def draw_points(samples, noise, rng):
    """"#,
            $words,
            r#""""
    side = 2 / "#,
            $cells,
            r#"
    points = []
    sizes = [samples // 2, samples - samples // 2]  # of class 0 and class 1
    for label, size in enumerate(sizes):
        squares = [(i, j) for j in range("#,
            $cells,
            r#") for i in range("#,
            $cells,
            r#") if (i + j) % 2 == label]
        corners = np.array([squares[k % len(squares)] for k in range(size)]).reshape(size, 2)
        points.append((corners + rng.uniform(0.08, 0.92, (size, 2))) * side - 1)
    return shuffled_with_noise(np.concatenate(points), np.repeat([0, 1], sizes), noise, rng)
"#
        )
    };
}

/// Every generator.
pub static GENERATORS: [Generator; 7] = [
    Generator {
        name: "circles",
        title: "Circles",
        summary: catalogue_text("Two concentric circles. The inner one, class 1, has 0.8 times the radius."),
        source: catalogue_text("scikit-learn, make_circles"),
        solved: catalogue_text("{runs} separated the circles."),
        noise: 0.05,
        numpy: catalogue_text(CIRCLES),
        draw: circles,
    },
    Generator {
        name: "moons",
        title: "Moons",
        summary: catalogue_text("Two interleaving half circles."),
        source: catalogue_text("scikit-learn, make_moons"),
        solved: catalogue_text("{runs} separated the moons."),
        noise: 0.2,
        numpy: catalogue_text(MOONS),
        draw: moons,
    },
    Generator {
        name: "blobs",
        title: "Blobs",
        summary: catalogue_text("Two normal clouds around (−1, −1) and (1, 1); the noise is their standard deviation."),
        source: catalogue_text("scikit-learn, make_blobs with these two centers"),
        solved: catalogue_text("{runs} separated the blobs."),
        noise: 0.5,
        numpy: catalogue_text(BLOBS),
        draw: blobs,
    },
    Generator {
        name: "xor",
        title: "XOR",
        summary: catalogue_text("Four squares. The class is 1 where the two coordinates differ in sign."),
        source: catalogue_text("Minsky and Papert (1969), Perceptrons; drawn as docs/datasets.md says"),
        solved: catalogue_text("{runs} solved XOR."),
        noise: 0.0,
        numpy: catalogue_text(board!(2, "Four squares. The class is 1 where the two coordinates differ in sign.")),
        draw: |samples, noise, rng| board(2, samples, noise, rng),
    },
    Generator {
        name: "spiral",
        title: "Spiral",
        summary: catalogue_text("Two arms that wind around each other one and a half times."),
        source: catalogue_text(
            "Lang and Witbrock (1988), Learning to tell two spirals apart; drawn as docs/datasets.md says",
        ),
        solved: catalogue_text("{runs} separated the spirals."),
        noise: 0.02,
        numpy: catalogue_text(SPIRAL),
        draw: spiral,
    },
    Generator {
        name: "checkerboard",
        title: "Checkerboard",
        summary: catalogue_text("Sixteen squares whose classes alternate."),
        source: catalogue_text("drawn as docs/datasets.md says"),
        solved: catalogue_text("{runs} solved the checkerboard."),
        noise: 0.0,
        numpy: catalogue_text(board!(4, "Sixteen squares whose classes alternate.")),
        draw: |samples, noise, rng| board(4, samples, noise, rng),
    },
    Generator {
        name: "stripes",
        title: "Stripes",
        summary: catalogue_text(
            "Two parallel stripes: a straight line separates them, so logistic regression is enough.",
        ),
        source: catalogue_text("drawn as docs/datasets.md says"),
        solved: catalogue_text("{runs} separated the stripes."),
        noise: 0.02,
        numpy: catalogue_text(STRIPES),
        draw: stripes,
    },
];

/// Splits the indices of `count` points into (train, test), each in random order, as scikit-learn's
/// `train_test_split(points, test_size=test_share, random_state=seed)` does: the first ⌈share × count⌉ of a permutation
/// are the test set. At least one point remains for training.
///
/// # Errors
/// If `test_share` is not from 0 to 1.
pub fn split_indices(count: usize, test_share: f64, seed: u32) -> Result<(Vec<usize>, Vec<usize>), Error> {
    if !(0.0..=1.0).contains(&test_share) {
        return Err(Error::out_of_range("testShare", Value::Number(test_share), "a number from 0 to 1"));
    }
    let tests = (f64::ceil(test_share * count as f64) as usize).min(count.saturating_sub(1));
    let mut test = RandomState::new(seed).permutation(count);
    let train = test.split_off(tests);
    Ok((train, test))
}

impl Generator {
    /// The generator with this name.
    pub fn find(name: &str) -> Option<&'static Self> {
        GENERATORS.iter().find(|generator| generator.name == name)
    }

    /// Draws `samples` points, shuffled, with normal noise of standard deviation `noise`, from a new stream with this
    /// seed.
    pub fn draw(&self, samples: usize, noise: f64, seed: u32) -> Dataset {
        (self.draw)(samples, noise, &mut RandomState::new(seed))
    }
}

const CIRCLES: &str = r#"def draw_points(samples, noise, rng):
    """Two circles around the origin, radius 1 (class 0) and 0.8 (class 1).

    The same as sklearn.datasets.make_circles(samples, noise=noise, random_state=...).
    """
    outer = samples // 2
    inner = samples - outer
    outer_angles = np.linspace(0, 2 * np.pi, outer, endpoint=False)
    inner_angles = np.linspace(0, 2 * np.pi, inner, endpoint=False)
    points = np.concatenate([
        np.column_stack([np.cos(outer_angles), np.sin(outer_angles)]),
        np.column_stack([np.cos(inner_angles), np.sin(inner_angles)]) * 0.8,
    ])
    return shuffled_with_noise(points, np.repeat([0, 1], [outer, inner]), noise, rng)
"#;

/// `make_circles(n_samples=samples, noise=noise)`: radius 1 is class 0, radius 0.8 is class 1.
fn circles(samples: usize, noise: f64, rng: &mut RandomState) -> Dataset {
    const FACTOR: f64 = 0.8;
    let outer = samples / 2;
    let inner = samples - outer;
    let circle = |count: usize, radius: f64| {
        let step = 2.0 * PI / count as f64;
        (0..count).map(move |i| {
            let angle = i as f64 * step;
            [libm::cos(angle) * radius, libm::sin(angle) * radius]
        })
    };
    let points: Vec<_> = circle(outer, 1.0).chain(circle(inner, FACTOR)).collect();
    shuffled_with_noise(&points, outer, noise, rng)
}

const MOONS: &str = r#"def draw_points(samples, noise, rng):
    """Two interleaving half circles, the upper one class 0, the lower one class 1.

    The same as sklearn.datasets.make_moons(samples, noise=noise, random_state=...).
    """
    upper = samples // 2
    lower = samples - upper
    upper_angles = np.linspace(0, np.pi, upper)
    lower_angles = np.linspace(0, np.pi, lower)
    points = np.concatenate([
        np.column_stack([np.cos(upper_angles), np.sin(upper_angles)]),
        np.column_stack([1 - np.cos(lower_angles), 1 - np.sin(lower_angles) - 0.5]),
    ])
    return shuffled_with_noise(points, np.repeat([0, 1], [upper, lower]), noise, rng)
"#;

/// `make_moons(n_samples=samples, noise=noise)`: the upper moon is class 0, the lower one class 1.
fn moons(samples: usize, noise: f64, rng: &mut RandomState) -> Dataset {
    let upper = samples / 2;
    let lower = samples - upper;
    let half_circle = |count: usize| {
        let step = PI / (count.max(2) - 1) as f64;
        (0..count).map(move |i| {
            let angle = if i > 0 && i == count - 1 { PI } else { i as f64 * step };
            (libm::cos(angle), libm::sin(angle))
        })
    };
    let points: Vec<_> = half_circle(upper)
        .map(|(cos, sin)| [cos, sin])
        .chain(half_circle(lower).map(|(cos, sin)| [1.0 - cos, 1.0 - sin - 0.5]))
        .collect();
    shuffled_with_noise(&points, upper, noise, rng)
}

const BLOBS: &str = r#"def draw_points(samples, noise, rng):
    """Normal clouds around (-1, -1), class 0, and (1, 1), class 1; the noise is their deviation.

    The same as sklearn.datasets.make_blobs(samples, centers=[[-1, -1], [1, 1]],
    cluster_std=noise, random_state=...).
    """
    ones = samples // 2
    zeros = samples - ones
    points = np.concatenate([-1 + noise * rng.randn(zeros, 2), 1 + noise * rng.randn(ones, 2)])
    labels = np.repeat([0, 1], [zeros, ones])
    order = rng.permutation(samples)
    return points[order], labels[order]
"#;

/// `make_blobs(n_samples=samples, centers=[[-1, -1], [1, 1]], cluster_std=noise)`.
fn blobs(samples: usize, noise: f64, rng: &mut RandomState) -> Dataset {
    let ones = samples / 2;
    let zeros = samples - ones;
    let mut cloud = |count: usize, centre: f64| -> Vec<[f64; 2]> {
        (0..count).map(|_| std::array::from_fn(|_| centre + noise * rng.randn())).collect()
    };
    let points = [cloud(zeros, -1.0), cloud(ones, 1.0)].concat();
    shuffled_with_noise(&points, zeros, 0.0, rng)
}

/// A board of `cells` × `cells` squares over [−1, 1]². The square in column i from the left and row j from the bottom
/// has class (i + j) mod 2. Each class cycles through its squares, row by row, and draws x₁ then x₂ uniformly within a
/// square, except for a margin of 0.08 of its side.
fn board(cells: usize, samples: usize, noise: f64, rng: &mut RandomState) -> Dataset {
    const MARGIN: f64 = 0.08;
    let side = 2.0 / cells as f64;
    let zeros = samples / 2;
    let points: Vec<[f64; 2]> = [(0, zeros), (1, samples - zeros)]
        .into_iter()
        .flat_map(|(class, count)| {
            let squares = (0..cells).flat_map(move |j| (0..cells).map(move |i| [i, j]));
            squares.filter(move |[i, j]| (i + j) % 2 == class).collect::<Vec<_>>().into_iter().cycle().take(count)
        })
        .map(|square| square.map(|index| (index as f64 + rng.uniform(MARGIN, 1.0 - MARGIN)) * side - 1.0))
        .collect();
    shuffled_with_noise(&points, zeros, noise, rng)
}

const SPIRAL: &str = r#"def draw_points(samples, noise, rng):
    """Two arms that wind around each other one and a half times."""
    sizes = [samples // 2, samples - samples // 2]  # of class 0 and class 1
    points = []
    for label, size in enumerate(sizes):
        t = np.arange(1, size + 1) / size
        angles = 3 * np.pi * t + np.pi * label
        points.append(np.column_stack([t * np.cos(angles), t * np.sin(angles)]))
    return shuffled_with_noise(np.concatenate(points), np.repeat([0, 1], sizes), noise, rng)
"#;

/// Arm c at t = 1/n, …, 1: radius t, angle 3πt + πc.
fn spiral(samples: usize, noise: f64, rng: &mut RandomState) -> Dataset {
    let zeros = samples / 2;
    let arm = |count: usize, start: f64| {
        (1..=count).map(move |k| {
            let t = k as f64 / count as f64;
            let angle = 3.0 * PI * t + start;
            [t * libm::cos(angle), t * libm::sin(angle)]
        })
    };
    let points: Vec<_> = arm(zeros, 0.0).chain(arm(samples - zeros, PI)).collect();
    shuffled_with_noise(&points, zeros, noise, rng)
}

const STRIPES: &str = r#"def draw_points(samples, noise, rng):
    """Two parallel stripes from the upper left to the lower right; a line separates them."""
    zeros = samples // 2
    labels = np.repeat([0, 1], [zeros, samples - zeros])
    u = rng.random_sample((samples, 2))
    along = -1 + 2 * u[:, 0]
    across = (0.15 + (0.85 - 0.15) * u[:, 1]) * np.where(labels == 1, 1, -1)
    points = np.column_stack([across + along, across - along]) * np.sqrt(0.5)
    return shuffled_with_noise(points, labels, noise, rng)
"#;

/// Each point is uniform along its stripe in [−1, 1), then across it in [0.15, 0.85), on the side of its class. The
/// stripes run from the upper left to the lower right.
fn stripes(samples: usize, noise: f64, rng: &mut RandomState) -> Dataset {
    let zeros = samples / 2;
    let points: Vec<[f64; 2]> = (0..samples)
        .map(|k| {
            let along = rng.uniform(-1.0, 1.0);
            let across = rng.uniform(0.15, 0.85) * if k < zeros { -1.0 } else { 1.0 };
            [(across + along) * FRAC_1_SQRT_2, (across - along) * FRAC_1_SQRT_2]
        })
        .collect();
    shuffled_with_noise(&points, zeros, noise, rng)
}

/// Labels the first `zeros` points 0 and the rest 1, shuffles them, then adds noise point by point, x₁ before x₂:
/// scikit-learn's order of draws.
fn shuffled_with_noise(points: &[[f64; 2]], zeros: usize, noise: f64, rng: &mut RandomState) -> Dataset {
    let order = rng.permutation(points.len());
    let labels = order.iter().map(|&i| u8::from(i >= zeros)).collect();
    let points = order.iter().map(|&i| points[i].map(|coordinate| coordinate + noise * rng.randn())).collect();
    Dataset { points, labels }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_counts_give_one_class_the_extra_sample() {
        for generator in &GENERATORS {
            let data = generator.draw(7, 0.0, 1);
            assert_eq!(data.points.len(), 7, "{}", generator.name);
            // Only make_blobs gives it to class 0.
            let ones = if generator.name == "blobs" { 3 } else { 4 };
            assert_eq!(data.labels.iter().map(|&label| u32::from(label)).sum::<u32>(), ones, "{}", generator.name);
        }
    }

    #[test]
    fn without_noise_circles_lie_on_their_radii() {
        let data = Generator::find("circles").unwrap().draw(50, 0.0, 9);
        for ([x, y], label) in data.points.iter().zip(&data.labels) {
            let radius = if *label == 1 { 0.8 } else { 1.0 };
            assert!((x.hypot(*y) - radius).abs() < 1e-15);
        }
    }

    #[test]
    fn a_split_takes_each_point_once_and_leaves_one_to_train_on() {
        for (share, tests) in [(0.0, 0), (0.25, 3), (1.0, 10)] {
            let (train, test) = split_indices(11, share, 5).unwrap();
            assert_eq!((test.len(), train.len()), (tests, 11 - tests));
            let mut all = [train, test].concat();
            all.sort_unstable();
            assert!(all.into_iter().eq(0..11));
        }
        assert_eq!(split_indices(0, 0.5, 1).unwrap(), (vec![], vec![]));
        assert!(split_indices(5, f64::NAN, 1).unwrap_err().to_string().starts_with("testShare: NaN is not allowed"));
    }

    #[test]
    fn stripes_are_separated_by_a_line_and_squares_by_their_signs() {
        let stripes = Generator::find("stripes").unwrap().draw(200, 0.0, 1);
        assert!(stripes.points.iter().zip(&stripes.labels).all(|([x, y], &label)| (x + y > 0.0) == (label == 1)));
        let xor = Generator::find("xor").unwrap().draw(200, 0.0, 1);
        assert!(xor.points.iter().zip(&xor.labels).all(|([x, y], &label)| (x * y < 0.0) == (label == 1)));
    }

    #[test]
    fn two_samples_are_one_of_each_class() {
        for generator in &GENERATORS {
            let mut labels = generator.draw(2, 0.1, 3).labels;
            labels.sort_unstable();
            assert_eq!(labels, [0, 1], "{}", generator.name);
        }
    }
}
