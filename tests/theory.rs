//! Holds the theory of signals at initialization to simulations and to independent products.

mod common;

use common::lab;
use init_lab::{ACTIVATIONS, Activation, Network, NetworkSpec, RandomState, Samples};
use nalgebra::{DMatrix, DVector, SymmetricEigen};
use serde_json::{Value as Json, json};
use wide::f64x2;

const DRAWS: u32 = 200;

/// Mean squares of z and its variances between samples, of each layer of a network.
fn measured(network: &Network, inputs: &DMatrix<f64>) -> Vec<[f64; 2]> {
    let mut a = inputs.clone();
    let layers = network.layers.iter().map(|layer| {
        let mut z = &layer.weights * &a;
        for mut sample in z.column_iter_mut() {
            sample += &layer.biases;
        }
        let samples = z.ncols() as f64;
        let square = z.norm_squared() / (z.nrows() as f64 * samples);
        let means = z.column_mean();
        let between = z.column_iter().map(|sample| (sample - &means).norm_squared()).sum::<f64>();
        let between = between / (z.nrows() as f64 * samples);
        a = activated(network.activation, &z);
        [square, between]
    });
    layers.collect()
}

fn activated(activation: &Activation, z: &DMatrix<f64>) -> DMatrix<f64> {
    let mut values: Vec<f64x2> = z.as_slice().iter().map(|&z| f64x2::splat(z)).collect();
    let mut slopes = vec![f64x2::ZERO; values.len()];
    activation.apply(&mut values, &mut slopes);
    DMatrix::from_iterator(z.nrows(), z.ncols(), values.iter().map(|value| value.to_array()[0]))
}

/// Mean and standard error.
fn mean_and_error(values: &[f64]) -> (f64, f64) {
    let count = values.len() as f64;
    let mean = values.iter().sum::<f64>() / count;
    let variance = values.iter().map(|value| (value - mean) * (value - mean)).sum::<f64>() / (count - 1.0);
    (mean, (variance / count).sqrt())
}

/// Where expected signals differ from those of 200 draws by more than a factor and three standard errors. `factor` is of the
/// deviation between samples in a layer, counted from 1; the root mean square is held to 10 %.
fn differences(network: &Json, run: &Json, factor: impl Fn(usize) -> f64) -> Vec<String> {
    let mut found = Vec::new();
    let what = format!("{network}, {run}");
    let mut lab = lab(&json!({ "dataset": { "samples": 24 }, "network": network, "runs": [run] }));
    let study = lab.study(0);
    let expected = study.expected_signals();
    let inputs = DMatrix::from_iterator(2, 24, study.inputs.points.as_flattened().iter().copied());
    let draws: Vec<_> = (0..DRAWS)
        .map(|seed| {
            let spec = NetworkSpec { seed, ..study.experiment.network_spec(study.run) };
            measured(&spec.draw(&Samples::unlabelled(&[])), &inputs)
        })
        .collect();
    for (l, expected) in expected.into_iter().enumerate() {
        let expected = expected.expect("theory applies");
        for (kind, name, expected) in [(0, "rms", expected.rms), (1, "between samples", expected.between_samples)] {
            let squares: Vec<f64> = draws.iter().map(|layers| layers[l][kind]).collect();
            let (mean, error) = mean_and_error(&squares);
            let simulated = mean.sqrt();
            let factor = if kind == 0 { 1.1 } else { factor(l + 1) };
            // Below 10⁻¹⁴, rounding is measured.
            let margin = 3.0 * error / (2.0 * simulated) + 1e-14;
            let near = simulated <= factor * expected + margin && simulated >= expected / factor - margin;
            if !near {
                found.push(format!(
                    "{what}, layer {}, {name}: {simulated} ± {}, expected {expected}",
                    l + 1,
                    error / (2.0 * simulated)
                ));
            }
        }
    }
    found
}

/// The deviations between samples of ReLU networks with He's weights, by the arc-cosine kernel (Cho and Saul, 2009) of every
/// pair of samples.
fn relu_between_samples(points: &[[f64; 2]], layers: usize) -> Vec<f64> {
    let dot = |a: &[f64; 2], b: &[f64; 2]| a[0] * b[0] + a[1] * b[1];
    let count = points.len() as f64;
    let squares: Vec<f64> = points.iter().map(|point| dot(point, point)).collect();
    let mut cosines: Vec<f64> = Vec::new();
    for (i, a) in points.iter().enumerate() {
        cosines.extend(points.iter().enumerate().map(|(j, b)| dot(a, b) / (squares[i] * squares[j]).sqrt()));
    }
    let each = (0..layers).map(|_| {
        let mut sum = 0.0;
        for (k, cosine) in cosines.iter_mut().enumerate() {
            let (a, b) = (squares[k / points.len()], squares[k % points.len()]);
            sum += a - (a * b).sqrt() * *cosine;
            let angle = cosine.clamp(-1.0, 1.0).acos();
            *cosine = (angle.sin() + (std::f64::consts::PI - angle) * angle.cos()) / std::f64::consts::PI;
        }
        (sum / (count * count)).sqrt()
    });
    each.collect()
}

#[test]
fn grouping_pairs_of_samples_changes_little() {
    for (data, samples) in [("circles", 300), ("moons", 500), ("blobs", 300), ("spiral", 300), ("xor", 101), ("xor", 2)]
    {
        let dataset = json!({ "name": data, "samples": samples });
        let mut lab = lab(&json!({
            "dataset": dataset,
            "network": { "hidden": vec![64; 29] },
            "runs": [{ "initializer": "he" }],
        }));
        let study = lab.study(0);
        let exact = relu_between_samples(&study.inputs.points, 30);
        for (l, (expected, exact)) in study.expected_signals().into_iter().zip(exact).enumerate() {
            let ratio = expected.expect("theory applies").between_samples / exact;
            let allowed = if l < 5 { 0.01 } else { 0.03 };
            assert!((ratio - 1.0).abs() < allowed, "{dataset}, layer {}: {ratio}", l + 1);
        }
    }
}

/// Where less than a twentieth of layer 1's deviation between samples is left by ReLU with biases of −1, a few units carry
/// it, and 128 are not many. [`layers_that_die_approach_the_theory_as_they_widen`] has wider ones.
fn dies(activation: &str, bias: f64, layer: usize) -> bool {
    ["relu", "leaky_relu"].contains(&activation) && bias == -1.0 && layer >= 3
}

#[test]
fn wide_networks_have_the_expected_signals_for_every_activation_and_bias() {
    let mut found = Vec::new();
    for activation in &ACTIVATIONS {
        for (bias, deviation) in [(0.0, 0.0), (-1.0, 0.0), (0.5, 0.0), (0.0, 0.5)] {
            let network = json!({
                "hidden": [128, 128, 128, 128, 128],
                "activation": activation.name,
                "initialBias": bias,
                "biasStddev": deviation,
            });
            found.extend(differences(&network, &json!({ "initializer": "he" }), |layer| {
                if dies(activation.name, bias, layer) { 2.0 } else { 1.1 }
            }));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Deviations between samples in layer 3 of networks with He's weights and a constant bias: square root of the mean over
/// draws, and its standard error. Given the layer before, the pre-activations of a layer are independent normal vectors, one
/// a unit, so that layers of thousands of units can be drawn.
fn third_layer(activation: &Activation, bias: f64, inputs: &DMatrix<f64>, width: usize) -> (f64, f64) {
    let mut stream = RandomState::new(3);
    let squares: Vec<f64> = (0..DRAWS)
        .map(|_| {
            let mut covariance = inputs.transpose() * inputs;
            let mut between = 0.0;
            for _ in 0..3 {
                let eigen = SymmetricEigen::new(covariance);
                let root =
                    &eigen.eigenvectors * DMatrix::from_diagonal(&eigen.eigenvalues.map(|value| value.max(0.0).sqrt()));
                let normal = DMatrix::from_fn(root.ncols(), width, |_, _| stream.randn());
                let z = (root * normal).add_scalar(bias);
                between = z.row_variance().mean();
                let a = activated(activation, &z);
                covariance = &a * a.transpose() * (2.0 / width as f64);
            }
            between
        })
        .collect();
    let (mean, error) = mean_and_error(&squares);
    (mean.sqrt(), error / (2.0 * mean.sqrt()))
}

/// With biases of −1, what ReLU passes on lies far out in the tail of z's distribution, and the deviation of the next layer is
/// the mean of a steep function of a variance that varies from draw to draw. That is no error of the theory: it goes with
/// 1 / width.
#[test]
fn layers_that_die_approach_the_theory_as_they_widen() {
    for name in ["relu", "leaky_relu"] {
        let network = json!({ "hidden": [128, 128, 128], "activation": name, "initialBias": -1 });
        let mut lab =
            lab(&json!({ "dataset": { "samples": 12 }, "network": network, "runs": [{ "initializer": "he" }] }));
        let study = lab.study(0);
        let expected = study.expected_signals()[2].expect("theory applies").between_samples;
        let inputs = DMatrix::from_iterator(2, 12, study.inputs.points.as_flattened().iter().copied());
        let activation = Activation::find(name).expect("an activation function");
        let [narrow, wider, widest] = [128, 512, 2048].map(|width| {
            let (simulated, error) = third_layer(activation, -1.0, &inputs, width);
            (simulated / expected, error / expected)
        });
        assert!(narrow.0 > 1.3 && wider.0 > 1.05, "{name}: {narrow:?}, {wider:?}");
        // A tenth of the excess, or less, is left of a width sixteen times as large, but for chance.
        assert!(widest.0 - 1.0 < 0.1 * (narrow.0 - 1.0) + 3.0 * (0.1 * narrow.1 + widest.1), "{name}: {widest:?}");
        assert!((widest.0 - 1.0).abs() < 0.1 + 3.0 * widest.1, "{name}: {widest:?}");
    }
}

#[test]
fn wide_networks_have_the_expected_signals_for_every_way_to_draw_biases() {
    let mut found = Vec::new();
    for initializer in ["pytorch_linear", "sklearn_mlp", "playground", "keras_dense", "flax_dense", "orthogonal"] {
        for activation in ["relu", "tanh", "sigmoid", "silu"] {
            let network = json!({
                "hidden": [128, 128, 128, 128, 128],
                "activation": activation,
                "initialBias": 0.5,
                "biasStddev": 0.3,
                "weightScale": 1.2,
            });
            found.extend(differences(&network, &json!({ "initializer": initializer }), |_| 1.1));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// The example: with biases of −1, ReLU layers die, and with biases of 1 the signal grows.
#[test]
fn a_constant_bias_shifts_the_mean() {
    let last = |bias: f64| {
        let network = json!({ "hidden": vec![256; 6], "initialBias": bias });
        let mut lab = lab(&json!({ "network": network, "runs": [{ "initializer": "he" }] }));
        lab.study(0).expected_signals()[5].expect("theory applies")
    };
    let (below, above) = (last(-1.0), last(1.0));
    assert!((below.rms - 1.0).abs() < 1e-12 && below.between_samples < 1e-12, "{below:?}");
    assert!((above.rms.powi(2) - 1.0).sqrt() > 4.5, "{above:?}: rms about the bias");
}

/// ln Γ′ of half-integers and integers: the mean of ln χ²ₙ is ψ(n / 2) + ln 2 (ψ of ½ and 1, and ψ(x + 1) = ψ(x) + 1 / x).
fn mean_log_chi_square(degrees: u32) -> f64 {
    const EULER: f64 = 0.577_215_664_901_532_9;
    let (mut x, mut digamma) = if degrees.is_multiple_of(2) { (1.0, -EULER) } else { (0.5, -EULER - 4f64.ln()) };
    while x < f64::from(degrees) / 2.0 {
        digamma += 1.0 / x;
        x += 1.0;
    }
    digamma + 2f64.ln()
}

/// The mean of ln χ² with as many degrees of freedom as fair coins show heads, if any does.
fn mean_log_gated_chi_square(coins: u32) -> f64 {
    let mut chance = 0.5f64.powi(coins.cast_signed());
    let mut sum = 0.0;
    for heads in 1..=coins {
        chance *= f64::from(coins - heads + 1) / f64::from(heads);
        sum += chance * mean_log_chi_square(heads);
    }
    sum / (1.0 - 0.5f64.powi(coins.cast_signed()))
}

/// With normal weights, the squared length of a layer's activations over that of the layer before is σ² χ²ₙ for the identity,
/// and for ReLU σ² χ² with as many degrees of freedom as units are positive, each with a chance of ½. Factors of different
/// layers are independent. Their product has the mean that theory gives, however narrow the network, but few draws make most
/// of that mean; the mean of its logarithm can be measured.
#[test]
fn lengths_are_products_of_independent_factors() {
    const WIDTH: u32 = 16;
    const DEPTH: usize = 20;
    for (activation, factor) in [
        ("identity", mean_log_chi_square(WIDTH) + (1.0 / f64::from(WIDTH)).ln()),
        ("relu", mean_log_gated_chi_square(WIDTH) + (2.0 / f64::from(WIDTH)).ln()),
    ] {
        let stddev = (if activation == "relu" { 2.0 } else { 1.0 } / f64::from(WIDTH)).sqrt();
        let mut lab = lab(&json!({
            "network": { "hidden": vec![WIDTH; DEPTH], "activation": activation },
            "runs": [{ "initializer": "random_normal", "stddev": stddev }],
        }));
        let study = lab.study(0);
        let point = DVector::from_row_slice(&[0.6, -0.8]);
        let logs: Vec<f64> = (0..4000)
            .map(|seed| {
                let spec = NetworkSpec { seed, ..study.experiment.network_spec(study.run) };
                let network = spec.draw(&Samples::unlabelled(&[]));
                let last = network.layers[..DEPTH].iter().fold(point.clone(), |a, layer| {
                    let z = &layer.weights * a;
                    if activation == "relu" { z.map(|z| z.max(0.0)) } else { z }
                });
                last.norm_squared().ln()
            })
            .filter(|log| log.is_finite())
            .collect();
        let (mean, error) = mean_and_error(&logs);
        let product = DEPTH as f64 * factor;
        assert!((mean - product).abs() < 3.0 * error, "{activation}: {mean} ± {error}, {product}");
        // Theory's mean of the squared length is 1 for this point: σ² n, or half of it, in every layer.
        let signals = study.expected_signals();
        let (first, last) = (signals[0].expect("theory applies").rms, signals[DEPTH - 1].expect("theory applies").rms);
        assert!((last / first - 1.0).abs() < 1e-6, "{activation}: {first}, {last}");
        assert!(product < -1.0, "the typical draw is far below the mean: {product}");
    }
}

#[test]
fn theory_says_nothing_of_weights_that_are_not_drawn_around_zero() {
    let mut lab = lab(&json!({
        "network": { "hidden": [4, 4, 4] },
        "runs": [
            { "initializer": "ones" },
            { "initializer": "he", "outputInitializer": { "initializer": "constant" } },
            { "initializer": "lsuv", "outputInitializer": { "initializer": "he" } },
            { "initializer": "pytorch_linear" },
        ],
    }));
    let mut known = |run: usize| lab.study(run).expected_signals().iter().filter(|layer| layer.is_some()).count();
    assert_eq!([known(0), known(1), known(2), known(3)], [0, 3, 0, 4]);
}

/// A hundred layers with factors that overflow and underflow: no NaN.
#[test]
fn every_size_of_signal_has_an_expectation() {
    for (scale, activation) in
        [(1e6, "relu"), (1e-6, "relu"), (1e6, "tanh"), (1e-6, "tanh"), (0.0, "sigmoid"), (1e6, "gelu")]
    {
        let network = json!({ "hidden": vec![4; 100], "weightScale": scale, "activation": activation });
        let mut lab = lab(&json!({ "network": network, "runs": [{ "initializer": "he" }] }));
        for signal in lab.study(0).expected_signals() {
            let signal = signal.expect("theory applies");
            assert!(signal.rms >= 0.0 && signal.between_samples >= 0.0, "{activation} × {scale}: {signal:?}");
        }
    }
}
