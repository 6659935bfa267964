//! Defaults of libraries: their names, and draws held to the measured laws (`tests/fixtures/make_library_draws.py`).

mod common;

use common::{json, list, number, numbers, text};
use init_lab::{
    Activation, Error, ErrorKind, Experiment, Initializer, LIBRARIES, LayerShape, RandomState, RunPlan, Value,
    read_experiment,
};
use serde_json::{Value as Json, json};

fn plan(run: &Json, activation: &str) -> Result<RunPlan, Error> {
    let run: Value = serde_json::from_value(run.clone()).expect("a tree");
    RunPlan::read("run", &run, Activation::find(activation).expect("an activation"))
}

fn written(run: &Json) -> Json {
    serde_json::to_value(plan(run, "relu").unwrap_or_else(|error| panic!("{error}")).to_value()).expect("JSON")
}

/// Weights and biases of layers of a case's shape: at least 10⁵ weights and as many biases as those layers have.
fn draws(initializer: &Initializer, shape: LayerShape) -> [Vec<f64>; 2] {
    let (mut all_weights, mut all_biases) = (Vec::new(), Vec::new());
    let mut seed = 0;
    while all_weights.len() < 100_000 || seed < 400 {
        let (weights, biases) = initializer.draw(shape, 0.0, &mut RandomState::new(seed));
        all_weights.extend(weights.iter());
        all_biases.extend(biases.iter());
        seed += 1;
    }
    for values in [&mut all_weights, &mut all_biases] {
        values.sort_by(f64::total_cmp);
    }
    [all_weights, all_biases]
}

/// Asserts that sorted values are from the distribution of a fixture's statistics.
fn assert_same_distribution(values: &[f64], statistics: &Json, ends_sharply: bool, name: &str) {
    let [mean, stddev, min, max, count] = ["mean", "stddev", "min", "max", "draws"].map(|key| number(&statistics[key]));
    let ours = values.len() as f64;
    let our_mean = values.iter().sum::<f64>() / ours;
    let our_stddev = libm::sqrt(values.iter().map(|v| (v - our_mean) * (v - our_mean)).sum::<f64>() / ours);
    // Five standard errors of a difference of means, and of standard deviations of distributions with short tails.
    let error = 5.0 * stddev * libm::sqrt(1.0 / ours + 1.0 / count) + 1e-9;
    assert!((our_mean - mean).abs() <= error, "{name}: means {our_mean}, {mean}");
    assert!((our_stddev - stddev).abs() <= error, "{name}: deviations {our_stddev}, {stddev}");
    // Distributions that end sharply have the same ends.
    if ends_sharply && min >= mean - 2.35 * stddev && max <= mean + 2.35 * stddev {
        let near = 2e-3 * (max - min) + 1e-12;
        let (low, high) = (values[0], values[values.len() - 1]);
        assert!((low - min).abs() <= near && (high - max).abs() <= near, "{name}: {low} to {high}, {min} to {max}");
    }
    // Two-sample Kolmogorov–Smirnov distance at twentieths: exceeded once in ten thousand samples.
    let bound = 2.23 * libm::sqrt(1.0 / ours + 1.0 / count);
    for (k, quantile) in numbers(&statistics["quantiles"]).into_iter().enumerate() {
        let share = (k + 1) as f64 / 20.0;
        let below = |limit: f64| values.partition_point(|&value| value < limit) as f64 / ours;
        let slack = 1e-8 * quantile.abs() + 1e-12;
        let (from, to) = (below(quantile - slack), below(quantile + slack));
        assert!(from <= share + bound && to >= share - bound, "{name}: {from} to {to} below its {share}");
    }
}

#[test]
fn draws_are_those_of_the_measured_laws() {
    let fixture = json(include_str!("fixtures/library-draws.json"));
    let cases = list(&fixture["libraries"]);
    assert_eq!(cases.len() % 3, 0, "three shapes each");
    for case in cases {
        let (library, activation, place) = (text(&case["library"]), text(&case["activation"]), text(&case["place"]));
        let [units, inputs] = ["units", "inputs"].map(|key| number(&case[key]) as usize);
        let run = json!({ "initializer": format!("library/{library}") });
        let plan = plan(&run, activation).unwrap_or_else(|error| panic!("{error}"));
        let initializer = if place == "output" { plan.output() } else { &plan.initializer };
        let activation = Activation::find(activation).expect("an activation");
        let shape = LayerShape { units, inputs, activation, is_first: place == "first" };
        let name = format!("{library} ({}, {place}), {inputs} to {units}", activation.name);
        let [weights, biases] = draws(initializer, shape);
        let ends_sharply = case["sharp"] == true;
        assert_same_distribution(&weights, &case["weights"], ends_sharply, &format!("{name}, weights"));
        assert_same_distribution(&biases, &case["biases"], ends_sharply, &format!("{name}, biases"));
        let stddev = initializer.expected_stddev(shape).expect("not fitted");
        assert!((stddev - number(&case["weights"]["stddev"])).abs() <= 0.01 * stddev, "{name}: expects {stddev}");
    }
}

#[test]
fn every_library_is_in_the_fixture_of_draws() {
    let fixture = json(include_str!("fixtures/library-draws.json"));
    let drawn: Vec<Json> = list(&fixture["libraries"])
        .iter()
        .map(|case| written(&json!({ "initializer": format!("library/{}", text(&case["library"])) })))
        .collect();
    for row in &LIBRARIES {
        let stands_for = written(&json!({ "initializer": format!("library/{}", row.names[0]) }));
        assert!(drawn.contains(&stands_for), "{} stands for {stands_for}, which no case draws", row.names[0]);
    }
}

#[test]
fn the_complete_experiment_names_what_libraries_stand_for() {
    let named = |name: &str| written(&json!({ "initializer": name }));
    assert_eq!(named("library/keras"), json!({ "initializer": "keras_dense" }));
    assert_eq!(
        named("library/brain.js"),
        json!({ "initializer": "fixed_layer", "distribution": "uniform", "size": 0.2 })
    );
    assert_eq!(
        named("library/@tensorflow/tfjs"),
        json!({ "initializer": "variance_scaling", "scale": 1, "mode": "fan_avg", "distribution": "cut_normal" })
    );
    assert_eq!(
        named("library/h2o_rectifier"),
        json!({ "initializer": "h2o_rectifier", "outputInitializer": { "initializer": "keras_dense" } })
    );
    assert_eq!(
        named("library/opencv"),
        json!({
            "initializer": "opencv_mlp",
            "outputInitializer": { "initializer": "fixed_layer", "distribution": "uniform", "size": 1 },
        })
    );
    // Read again, the complete experiment is the same.
    for row in &LIBRARIES {
        let once = named(&format!("library/{}", row.names[0]));
        assert_eq!(written(&once), once);
    }
}

#[test]
fn an_output_layer_is_the_users_or_the_librarys() {
    let given = json!({ "initializer": "library/opencv", "outputInitializer": { "initializer": "he" } });
    assert_eq!(written(&given)["outputInitializer"], json!({ "initializer": "he" }));
    let given = json!({ "initializer": "he", "outputInitializer": { "initializer": "library/sb3" }, "label": "mine" });
    assert_eq!(
        written(&given),
        json!({ "initializer": "he", "outputInitializer": { "initializer": "orthogonal", "gain": 0.01 }, "label": "mine" })
    );
}

#[test]
fn unknown_libraries_and_parameters_of_libraries_are_refused() {
    let refused = |run: Json| plan(&run, "relu").unwrap_err();
    let error = refused(json!({ "initializer": "library/caffe" }));
    assert_eq!((error.kind(), error.path(), error.value()), (ErrorKind::Range, "run.initializer", "\"library/caffe\""));
    assert!(error.allowed().starts_with("library/ and a package"), "{error}");
    assert!(error.to_string().len() < 250, "names every library: {error}");
    let error = refused(json!({ "initializer": "he", "outputInitializer": { "initializer": "library/" } }));
    assert_eq!(error.path(), "run.outputInitializer.initializer");
    let error = refused(json!({ "initializer": "library/brainjs", "size": 0.3 }));
    assert_eq!((error.kind(), error.path()), (ErrorKind::Type, "run.size"));
}

#[test]
fn rectifier_networks_of_h2o_have_biases_by_place() {
    let biases = |hidden: Json| {
        let given = json!({ "network": { "hidden": hidden }, "runs": [{ "initializer": "library/h2o" }] });
        let value: Value = serde_json::from_value(given).expect("a tree");
        let lab = init_lab::Lab::new(read_experiment(&value).unwrap_or_else(|error| panic!("{error}")));
        lab.network(0).layers.iter().map(|layer| layer.biases[0]).collect::<Vec<f64>>()
    };
    assert_eq!(biases(json!([2, 5, 2, 4])), [0.5, 1.0, 1.0, 1.0, 0.0]);
    assert_eq!(biases(json!([3])), [0.5, 0.0]);
    assert_eq!(biases(json!([])), [0.0], "the only layer is the output layer");
}

#[test]
fn links_of_released_experiments_keep_their_initializers() {
    // A name without the prefix is no library's.
    for name in ["keras", "torch", "h2o"] {
        assert!(plan(&json!({ "initializer": name }), "relu").is_err(), "{name}");
    }
    assert_eq!(Experiment::default().runs[2].initializer.kind.name, "he");
}

#[test]
fn packages_and_layers_have_the_names_of_registries_and_imports() {
    // Names of a package; the names of a layer; the name with the same law.
    let names = [
        ("@tensorflow/tfjs tensorflow.js tfjs @tensorflow/tfjs-layers", "dense", "tfjs"),
        ("keras tensorflow tf tf-keras tf_keras tensorflow.keras", "dense layers.Dense", "keras"),
        ("torch pytorch skorch equinox eqx burn dfdx mlx tinygrad jittor", "linear Linear", "torch"),
        ("torch equinox burn dfdx mlx tinygrad jittor", "nn.Linear", "torch"),
        ("mindspore", "dense nn.Dense", "torch"),
        ("dm-haiku haiku dm_haiku dm-sonnet sonnet snt hk", "linear", "haiku"),
        ("candle candle-nn candle_nn candle-core", "linear", "candle"),
        ("paddlepaddle paddle paddlepaddle-gpu", "linear nn.Linear", "paddle"),
        ("scikit-learn sklearn Scikit_Learn", "mlp mlpclassifier MLPRegressor", "sklearn"),
        ("jax stax jax.stax", "dense", "jax"),
        ("jax", "stax.Dense example_libraries.stax.Dense", "jax"),
        ("flax", "dense linear nnx_linear linen_dense nnx linen", "flax"),
        ("mxnet gluon mxnet_gluon mxnet.gluon.nn", "dense", "mxnet"),
        ("stable-baselines3 stable_baselines3 sb3", "ppo a2c", "sb3"),
        ("stable-baselines3 sb3", "value", "sb3_value"),
        ("stable-baselines3 sb3", "dqn SAC", "torch"),
        ("micrograd", "neuron", "micrograd"),
        ("genann", "init genann_init", "genann"),
        ("fann libfann fann2", "create_standard", "fann"),
        ("opencv opencv-python cv2 opencv-contrib-python", "ann_mlp mlp ml.ANN_MLP", "opencv"),
        ("brain.js brain", "neuralnetwork", "brainjs"),
        ("synaptic neataptic", "perceptron Architect.Perceptron", "synaptic"),
        ("chainer", "linear links.Linear", "chainer"),
        ("objax", "linear nn.Linear", "objax"),
        ("brainpy", "dense dnn.Dense", "brainpy"),
        ("brainstate", "linear nn.Linear", "brainstate"),
        ("nnabla", "affine parametric_functions.affine", "keras"),
        ("tiny-dnn tiny_dnn", "fully_connected fully_connected_layer", "keras"),
        ("numpy-ml numpy_ml", "FullyConnected", "keras"),
        ("dlib convnetjs", "fc", ""),
        ("pybrain", "FullConnection", "pybrain"),
        ("pyrenn", "CreateNN", "pyrenn"),
        ("neurolab", "newff net.newff", "neurolab"),
        ("ml-fnn", "FeedForwardNeuralNetworks", "ml-fnn"),
        ("fastai", "tabular TabularModel", "fastai"),
        ("tflearn", "fully_connected", "tflearn"),
        ("weka weka-stable", "MultilayerPerceptron", "weka"),
        ("nnet r_nnet", "nnet", "nnet"),
        ("h2o", "deeplearning Rectifier Maxout", "h2o"),
        ("h2o", "Tanh", "keras"),
        ("thinc", "linear Relu Mish ClippedLinear", "thinc"),
    ];
    for (packages, layers, same) in names {
        for package in packages.split(' ') {
            let expected =
                written(&json!({ "initializer": format!("library/{}", if same.is_empty() { package } else { same }) }));
            for layer in layers.split(' ') {
                for name in [format!("library/{package}_{layer}"), format!("LIBRARY/{package}.{layer}").to_uppercase()]
                {
                    assert_eq!(written(&json!({ "initializer": name })), expected, "{name}");
                }
            }
        }
    }
    for name in ["library/torch_dense", "library/kerasdensedense", "library/tflearn_dense", "library/braindense"] {
        assert!(plan(&json!({ "initializer": name }), "relu").is_err(), "{name}");
    }
}
