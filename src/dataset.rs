//! Points in the plane and their labels: circles, moons, or the user's own.

use std::f64::consts::PI;

use crate::rng::RandomState;

/// Labelled points in the plane.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// Coordinates (x₁, x₂) of each sample.
    pub points: Vec<[f64; 2]>,
    /// Class of each sample, 0 or 1; as many as points.
    pub labels: Vec<u8>,
}

/// A data set that can be drawn: one entry of the catalogue.
#[derive(Debug)]
pub struct Generator {
    /// Name in an experiment.
    pub name: &'static str,
    /// Name for people.
    pub title: &'static str,
    /// What it looks like.
    pub summary: &'static str,
    /// Where the definition comes from.
    pub source: &'static str,
    /// Draws (samples, standard deviation of the noise, stream).
    draw: fn(usize, f64, &mut RandomState) -> Dataset,
}

/// Every data set that can be drawn.
pub static GENERATORS: [Generator; 2] = [
    Generator {
        name: "circles",
        title: "Circles",
        summary: "Two concentric circles, the inner one (class 1) with 0.8 times the radius.",
        source: "scikit-learn, sklearn.datasets.make_circles",
        draw: circles,
    },
    Generator {
        name: "moons",
        title: "Moons",
        summary: "Two interleaving half circles.",
        source: "scikit-learn, sklearn.datasets.make_moons",
        draw: moons,
    },
];

impl Generator {
    /// The generator of that name.
    pub fn find(name: &str) -> Option<&'static Self> {
        GENERATORS.iter().find(|generator| generator.name == name)
    }

    /// Draws `samples` points, shuffled, with normal noise of standard deviation `noise`, from a stream of their own.
    pub fn draw(&self, samples: usize, noise: f64, seed: u32) -> Dataset {
        (self.draw)(samples, noise, &mut RandomState::new(seed))
    }
}

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

/// Labels the first `zeros` points 0 and the rest 1, shuffles them, then adds noise point by point, x₁ before x₂:
/// the order in which scikit-learn draws.
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
    fn odd_counts_give_class_one_the_extra_sample() {
        for generator in &GENERATORS {
            let data = generator.draw(7, 0.0, 1);
            assert_eq!(data.points.len(), 7, "{}", generator.name);
            assert_eq!(data.labels.iter().map(|&label| u32::from(label)).sum::<u32>(), 4, "{}", generator.name);
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
    fn two_samples_are_one_of_each_class() {
        for generator in &GENERATORS {
            let mut labels = generator.draw(2, 0.1, 3).labels;
            labels.sort_unstable();
            assert_eq!(labels, [0, 1], "{}", generator.name);
        }
    }
}
