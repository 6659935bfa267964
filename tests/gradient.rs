//! Gradients against central differences of the cost, for every activation and loss, at random shapes.

use init_lab::{
    ACTIVATIONS, Activation, Initializer, InitializerKind, LOSSES, NetworkSpec, ParameterValue, RandomState, Samples,
    Workspace,
};
use proptest::prelude::*;

/// Step of the difference quotient: its error is about 1e-10 for functions of order 1.
const H: f64 = 1e-5;

fn random_samples(count: usize, rng: &mut RandomState) -> Samples {
    let points: Vec<[f64; 2]> = (0..count).map(|_| [rng.randn(), rng.randn()]).collect();
    let labels: Vec<u8> = (0..count).map(|_| u8::from(rng.random_sample() < 0.5)).collect();
    Samples::new(&points, &labels)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn gradients_agree_with_central_differences(
        hidden in prop::collection::vec(1_usize..9, 0..4),
        count in 1_usize..70,
        seed in any::<u32>(),
        activation in 0..ACTIVATIONS.len(),
        loss in 0..LOSSES.len(),
    ) {
        let (activation, loss) = (&ACTIVATIONS[activation], &LOSSES[loss]);
        let he = InitializerKind::find("he").unwrap().with_defaults();
        let spec = NetworkSpec { hidden: &hidden, activation, initializer: &he, output: &he, bias: 0.1, seed };
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
                // Where a ReLU switches within the step, the one-sided slopes differ; the gradient then lies between them.
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
fn padding_adds_nothing() {
    let plain = Initializer {
        kind: InitializerKind::find("random_normal").unwrap(),
        parameters: [0.1, 0.7].map(ParameterValue::Number).into(),
    };
    let activation = Activation::find("tanh").unwrap();
    let spec = NetworkSpec { hidden: &[6, 3], activation, initializer: &plain, output: &plain, bias: 0.0, seed: 5 };
    let network = spec.draw(&Samples::unlabelled(&[]));
    let mut workspace = Workspace::new(&network);
    let mut rng = RandomState::new(8);
    let points: Vec<[f64; 2]> = (0..33).map(|_| [rng.randn(), rng.randn()]).collect();
    let labels = [1; 33];
    let mut summed = |count: usize| {
        workspace.compute(&network, &Samples::new(&points[..count], &labels[..count]), &LOSSES[0]);
        let (weights, _) = workspace.layer_gradient(0, 1);
        weights.collect::<Vec<_>>()
    };
    let (whole_block, one_more) = (summed(32), summed(33));
    let difference: f64 = whole_block.iter().zip(&one_more).map(|(a, b)| (a - b).abs()).sum();
    assert!(difference > 1e-6, "the 33rd sample counts");
    workspace.compute(&network, &Samples::new(&points[32..], &labels[32..]), &LOSSES[0]);
    let (alone, _) = workspace.layer_gradient(0, 1);
    for ((together, before), alone) in one_more.iter().zip(&whole_block).zip(alone) {
        assert!((together - before - alone).abs() < 1e-12, "and counts once");
    }
}
