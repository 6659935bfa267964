//! The specification of a network, and its initialization: drawing weights, and fitting them to the data.

use nalgebra::DVector;

use crate::activation::Activation;
use crate::distribution::normal;
use crate::formula::{Formula, number, operator, row, square, symbol, words};
use crate::initializer::{Initializer, LayerShape};
use crate::kernel::{Epilogue, PackedMatrix, Row, Samples, WIDTH, ZERO_ROW, numbers};
use crate::network::{Layer, Network};
use crate::rng::RandomState;

/// Number of inputs: the two coordinates.
pub(crate) const INPUTS: usize = 2;

/// The specification of a network.
///
/// ```
/// use init_lab::{Activation, InitializerKind, NetworkSpec, Samples};
///
/// let (activation, he) = (Activation::find("relu").unwrap(), InitializerKind::find("he").unwrap().with_defaults());
/// let spec = NetworkSpec {
///     hidden: &[10, 5],
///     activation,
///     initializer: &he,
///     output: &he,
///     bias: 0.0,
///     weight_scale: 1.0,
///     bias_stddev: 0.0,
///     weights: None,
///     seed: 3,
/// };
/// let network = spec.draw(&Samples::unlabelled(&[]));
/// let shapes: Vec<_> = network.layers.iter().map(|layer| layer.weights.shape()).collect();
/// assert_eq!(shapes, [(10, 2), (5, 10), (1, 5)]);
/// ```
#[derive(Clone, Copy, Debug)]
pub struct NetworkSpec<'a> {
    /// Units in each hidden layer, first to last.
    pub hidden: &'a [usize],
    /// The activation function of the hidden units.
    pub activation: &'static Activation,
    /// Initializes all layers but the last.
    pub initializer: &'a Initializer,
    /// Initializes the last layer.
    pub output: &'a Initializer,
    /// Initial bias, for initializers that do not set biases themselves.
    pub bias: f64,
    /// Factor on the weights of every layer, after any fit to the data.
    pub weight_scale: f64,
    /// Standard deviation of biases around `bias`, for initializers that do not set biases themselves. A fit to the data
    /// uses biases without these deviations.
    pub bias_stddev: f64,
    /// Weights and biases of its own, first layer to last, in place of drawn ones. Nothing else of the specification
    /// changes them.
    pub weights: Option<&'a [Layer]>,
    /// Seed of the stream from which the weights are drawn, layer by layer.
    pub seed: u32,
}

impl NetworkSpec<'_> {
    /// Each layer's shape and its initializer, first to last.
    pub fn layer_shapes(&self) -> Vec<(LayerShape, &Initializer)> {
        let mut inputs = INPUTS;
        let mut layers = Vec::with_capacity(self.hidden.len() + 1);
        for &units in self.hidden {
            let is_first = layers.is_empty();
            layers.push((LayerShape { units, inputs, activation: self.activation, is_first }, self.initializer));
            inputs = units;
        }
        let is_first = layers.is_empty();
        layers.push((LayerShape { units: 1, inputs, activation: self.activation, is_first }, self.output));
        layers
    }

    /// The formula of initial weights and biases in all layers but the last, with the network's factor and deviations.
    pub fn formula(&self) -> Formula {
        let mut parts = vec![self.initializer.formula(self.activation)];
        if self.weight_scale != 1.0 && self.weights.is_none() {
            parts.extend([words(", weights × "), number(self.weight_scale)]);
        }
        if self.bias_stddev != 0.0 && !self.initializer.sets_biases() {
            parts.extend([operator(","), symbol("b"), normal(number(self.bias), square(number(self.bias_stddev)))]);
        }
        if parts.len() == 1 { parts.remove(0) } else { row(parts) }
    }

    /// The standard deviation of the distribution of a layer's weights; `None` if it depends on the data, or if nothing is
    /// drawn.
    pub fn expected_stddev(&self, shape: LayerShape, initializer: &Initializer) -> Option<f64> {
        if self.weights.is_some() {
            return None;
        }
        initializer.expected_stddev(shape).map(|stddev| stddev * self.weight_scale)
    }

    /// Draws the network, unless it has weights of its own. Initializers fitted to the data are fitted to `samples`.
    pub fn draw(&self, samples: &Samples) -> Network {
        if let Some(layers) = self.weights {
            return Network { layers: layers.to_vec(), activation: self.activation };
        }
        let mut rng = RandomState::new(self.seed);
        let mut deviations = Vec::new();
        let layers = self.layer_shapes().into_iter().map(|(shape, initializer)| {
            let (weights, biases) = initializer.draw(shape, self.bias, &mut rng);
            deviations.push(self.bias_deviations(initializer, &biases, &mut rng));
            Layer { weights, biases }
        });
        let mut network = Network { layers: layers.collect(), activation: self.activation };
        if self.layer_shapes().iter().any(|(_, initializer)| initializer.kind.fitted) {
            self.fit(&mut network, samples);
        }
        for (layer, deviations) in network.layers.iter_mut().zip(deviations) {
            if self.weight_scale != 1.0 {
                layer.weights *= self.weight_scale;
            }
            if let Some(deviations) = deviations {
                layer.biases += deviations;
            }
        }
        network
    }

    /// Draws the deviations of a layer's biases from the initial bias; `None` if there are none.
    fn bias_deviations(
        &self,
        initializer: &Initializer,
        biases: &DVector<f64>,
        rng: &mut RandomState,
    ) -> Option<DVector<f64>> {
        let drawn = self.bias_stddev != 0.0 && !initializer.sets_biases();
        drawn.then(|| DVector::from_fn(biases.len(), |_, _| self.bias_stddev * rng.randn()))
    }

    /// Layer-sequential unit variance (Mishkin and Matas, 2016). From the first layer to the last, divides the weights
    /// of each layer with a fitted initializer by the standard deviation of its pre-activations over all its units and
    /// samples, until that is 1. A layer whose pre-activations do not vary stays unchanged.
    fn fit(&self, network: &mut Network, samples: &Samples) {
        const TOLERANCE: f64 = 0.02;
        const ROUNDS: usize = 20;
        let mut packed = PackedMatrix::default();
        let mut inputs: Vec<Vec<Row>> = samples.blocks().iter().map(|block| block.inputs.to_vec()).collect();
        for (layer, (_, initializer)) in network.layers.iter_mut().zip(self.layer_shapes()) {
            let mut outputs = vec![vec![ZERO_ROW; layer.biases.len()]; inputs.len()];
            let mut rounds = if initializer.kind.fitted { ROUNDS } else { 0 };
            loop {
                packed.pack(&layer.weights);
                for (rows, outputs) in inputs.iter().zip(&mut outputs) {
                    packed.multiply(rows, WIDTH, outputs, Epilogue::Bias(layer.biases.as_slice()));
                }
                if rounds == 0 {
                    break;
                }
                let variance = variance(&outputs, samples);
                let fits = (variance - 1.0).abs() <= TOLERANCE;
                if fits || variance == 0.0 || !variance.is_finite() {
                    break;
                }
                layer.weights /= f64::sqrt(variance);
                rounds -= 1;
            }
            for rows in &mut outputs {
                let mut slopes = vec![ZERO_ROW; rows.len()];
                self.activation.apply(rows.as_flattened_mut(), slopes.as_flattened_mut());
            }
            inputs = outputs;
        }
    }
}

/// The number of samples of each unit that [`variance`] adds at a time. It determines the order of summation, which is
/// part of the numerics contract.
const SAMPLES_AT_A_TIME: usize = 32;

/// The variance of the values in the rows of each block, over all rows and samples.
fn variance(blocks: &[Vec<Row>], samples: &Samples) -> f64 {
    let values = || {
        blocks.iter().zip(samples.blocks()).flat_map(|(rows, block)| {
            let weights = numbers(&block.weights).chunks(SAMPLES_AT_A_TIME).enumerate();
            weights.flat_map(move |(part, weights)| {
                let own = move |row| numbers(row)[part * SAMPLES_AT_A_TIME..].iter().copied();
                rows.iter().flat_map(move |row| own(row).zip(weights.iter().copied()))
            })
        })
    };
    let count: f64 = values().map(|(_, weight)| weight).sum();
    let mean = values().map(|(value, weight)| value * weight).sum::<f64>() / count;
    values().map(|(value, weight)| weight * (value - mean) * (value - mean)).sum::<f64>() / count
}
