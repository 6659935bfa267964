//! Compares gradients with central differences of the cost, for every activation function and loss, at random shapes.

mod common;

use common::property_test;
use init_lab::{
    ACTIVATIONS, Activation, Initializer, InitializerKind, LOSSES, NetworkSpec, ParameterValue, RandomState, Samples,
    Workspace,
};
use init_lab_numerics::kernel::BLOCK;
use proptest::prelude::*;

/// Numbers of samples around multiples of the block size.
const COUNTS: [usize; 5] = [1, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK + 2];

/// Step of the difference quotient. Its error is about 1e-10 for functions of order 1.
const H: f64 = 1e-5;

fn random_samples(count: usize, rng: &mut RandomState) -> Samples {
    let points: Vec<[f64; 2]> = (0..count).map(|_| [rng.randn(), rng.randn()]).collect();
    let labels: Vec<u8> = (0..count).map(|_| u8::from(rng.random_sample() < 0.5)).collect();
    Samples::new(&points, &labels)
}

proptest! {
    #![proptest_config(property_test(48))]

    #[test]
    fn gradients_agree_with_central_differences(
        hidden in prop::collection::vec(1_usize..9, 0..4),
        count in prop::sample::select(COUNTS.to_vec()),
        seed in any::<u32>(),
        activation in 0..ACTIVATIONS.len(),
        // The others are computed from a rounded probability, so they take steps (tests/library_losses.rs).
        loss in 0..3_usize,
    ) {
        let (activation, loss) = (&ACTIVATIONS[activation], &LOSSES[loss]);
        let he = InitializerKind::find("he").unwrap().with_defaults();
        let spec = NetworkSpec { hidden: &hidden, activation, initializer: &he, output: &he, bias: 0.1, bias_stddev: 0.0, weight_scale: 1.0, weights: None, seed };
        let mut network = spec.draw(&Samples::unlabelled(&[]));
        let mut rng = RandomState::new(seed);
        for layer in &mut network.layers {
            layer.biases.iter_mut().for_each(|bias| *bias = 0.3 * rng.randn());
        }
        let samples = random_samples(count, &mut rng);
        let mut workspace = Workspace::new(&network);
        workspace.compute(&network, &samples, loss);
        let computed: Vec<Vec<f64>> = (0..network.layers.len())
            .map(|l| {
                let (weights, biases) = workspace.layer_gradient(l, samples.count());
                weights.chain(biases).collect()
            })
            .collect();

        for (l, slopes) in computed.iter().enumerate() {
            for (k, slope) in slopes.iter().enumerate() {
                let mut cost_at = |shift: f64| {
                    let mut moved = network.clone();
                    let layer = &mut moved.layers[l];
                    let weights = layer.weights.len();
                    if k < weights {
                        layer.weights.as_mut_slice()[k] += shift;
                    } else {
                        layer.biases[k - weights] += shift;
                    }
                    workspace.cost(&moved, &samples, loss)
                };
                let (ahead, here, behind) = (cost_at(H), cost_at(0.0), cost_at(-H));
                let central = (ahead - behind) / (2.0 * H);
                // If a ReLU switches within the step, the one-sided slopes differ and the gradient lies between them.
                let kink = ((ahead - here) - (here - behind)).abs() / H;
                let tolerance = 1e-7 * (1.0 + slope.abs()) + kink;
                prop_assert!((slope - central).abs() <= tolerance, "{activation:?}, layer {l}, entry {k}: {slope}, {central}");
                if !["relu", "leaky_relu", "selu"].contains(&activation.name) {
                    prop_assert!(kink <= 1e-3, "smooth activations have no kinks: {kink}");
                }
            }
        }
    }
}

#[test]
fn every_sample_counts_once_at_the_edges_of_blocks() {
    let plain = Initializer {
        kind: InitializerKind::find("random_normal").unwrap(),
        parameters: [0.1, 0.7].map(ParameterValue::Number).into(),
    };
    let mut rng = RandomState::new(8);
    for activation in ["relu", "tanh"].map(|name| Activation::find(name).unwrap()) {
        let spec = NetworkSpec {
            hidden: &[6, 3],
            activation,
            initializer: &plain,
            output: &plain,
            bias: 0.0,
            bias_stddev: 0.0,
            weights: None,
            weight_scale: 1.0,
            seed: 5,
        };
        let network = spec.draw(&Samples::unlabelled(&[]));
        let mut workspace = Workspace::new(&network);
        for count in COUNTS {
            let points: Vec<[f64; 2]> = (0..count).map(|_| [rng.randn(), rng.randn()]).collect();
            let labels: Vec<u8> = (0..count).map(|_| u8::from(rng.random_sample() < 0.5)).collect();
            let mut summed = |points: &[[f64; 2]], labels: &[u8]| {
                workspace.compute(&network, &Samples::new(points, labels), &LOSSES[0]);
                assert_eq!(workspace.computed_logits().len(), points.len());
                workspace.gradient(1).to_vec()
            };
            let together = summed(&points, &labels);
            let mut apart = vec![0.0; together.len()];
            for (point, label) in points.iter().zip(&labels) {
                apart.iter_mut().zip(summed(&[*point], &[*label])).for_each(|(sum, own)| *sum += own);
            }
            assert!(apart.iter().any(|sum| sum.abs() > 1e-3), "a gradient to compare");
            for (together, apart) in together.iter().zip(&apart) {
                assert!((together - apart).abs() < 1e-11, "{activation:?}, {count} samples: {together}, {apart}");
            }
        }
    }
}
