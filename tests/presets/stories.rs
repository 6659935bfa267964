//! The claims of the presets' sentences, as a table.

use std::collections::BTreeMap;
use std::f64::consts::FRAC_PI_8;
use std::sync::Mutex;

use init_lab::Lab;
use nalgebra::DVector;

use crate::cases::Case;

/// The claims of a preset.
pub struct Story {
    pub preset: &'static str,
    /// Labels of the runs that the claims are about, in the order of the indices in `holds`.
    pub runs: &'static [&'static str],
    pub claims: &'static [Claim],
}

/// Something that a sentence says of every seed, or of most.
pub struct Claim {
    /// The claim, exactly.
    pub text: &'static str,
    /// The sentence's words for it. `{}` is the number of weight seeds in which it holds; without it the claim has to be
    /// as good as certain.
    pub said: &'static str,
    pub holds: fn(&Case) -> bool,
}

/// Distance from ln 2 of a cost that has not left it.
const NEAR: f64 = 0.01;

pub static STORIES: [Story; 11] = [
    Story {
        preset: "notebook",
        runs: &["Zeros", "Random × 10", "He"],
        claims: &[
            Claim {
                text: "He solves the circles.",
                said: "He separates the circles from {} of 40 starts",
                holds: |case| case.solved(2),
            },
            Claim { text: "Random × 10 does not.", said: "weights fail from {}", holds: |case| !case.solved(1) },
            Claim {
                text: "The cost of zeros stays at ln 2.",
                said: "zeros never learn",
                holds: |case| case.stays_at_ln_2(0, 1e-9),
            },
        ],
    },
    Story {
        preset: "confidently_wrong",
        runs: &["From the logit", "With ε", "Squared error"],
        claims: &[Claim {
            text: "From the logit the moons are solved, and the other two end within 5 % of the accuracy they began with.",
            said: "So it is with {} of 40 seeds",
            holds: |case| {
                let start = case.start().snapshot().runs;
                let stays = |run: usize| (case.accuracy(run) - start[run].train_accuracy).abs() <= 0.05;
                case.solved(0) && stays(1) && stays(2)
            },
        }],
    },
    Story {
        preset: "moons",
        runs: &["Random × 10", "He"],
        claims: &[
            Claim {
                text: "He’s cost ends below 0.11.",
                said: "He ends below a cost of 0.11",
                holds: |case| case.cost(1) < 0.11,
            },
            Claim {
                text: "The cost of Random × 10 ends at more than twice He’s.",
                said: "more than twice He's cost from {} of 40 starts",
                holds: |case| case.cost(0) > 2.0 * case.cost(1),
            },
        ],
    },
    Story {
        preset: "scale",
        runs: &["Random × 0.01", "He", "Random × 10"],
        claims: &[
            Claim {
                text: "At 0.01 the cost stays within 0.01 of ln 2.",
                said: "the cost stays at ln 2",
                holds: |case| case.stays_at_ln_2(0, NEAR),
            },
            Claim {
                text: "At 10, from 35 to 65 % of the outputs start confidently wrong.",
                said: "about half of the outputs start confidently wrong",
                holds: |case| (0.35..=0.65).contains(&case.start().study(2).inspect().sure_and_wrong),
            },
            Claim { text: "At 10 it is not solved.", said: "{} of 40 starts fail", holds: |case| !case.solved(2) },
            Claim { text: "He solves it.", said: "solves it from {}", holds: |case| case.solved(1) },
        ],
    },
    Story {
        preset: "symmetry",
        runs: &["Zeros", "Ones", "Constant 0.5", "Identity", "He"],
        claims: &[
            Claim {
                text: "Zeros, ones and 0.5 draw at most one straight line.",
                said: "at most one straight line",
                holds: draw_one_line_at_most,
            },
            Claim {
                text: "Identity’s cost ends lower than theirs.",
                said: "reaches a lower cost",
                holds: |case| (0..3).all(|run| case.cost(3) < case.cost(run)),
            },
            Claim {
                text: "Identity does not solve it, either.",
                said: "but does not solve it either",
                holds: |case| (0..4).all(|run| !case.solved(run)),
            },
            Claim { text: "He solves it.", said: "solves it from {} of 40 starts", holds: |case| case.solved(4) },
        ],
    },
    Story {
        preset: "scale_range",
        runs: &["He", "Random × 0.03", "Random × 3", "Random × 30"],
        claims: &[
            Claim { text: "He solves it.", said: "He solves it from {} of 40 starts", holds: |case| case.solved(0) },
            Claim { text: "Weights × 3 solve it.", said: "× 3, from {}", holds: |case| case.solved(2) },
            Claim { text: "Weights × 30 do not.", said: "× 30 fail from {}", holds: |case| !case.solved(3) },
            Claim {
                text: "With weights × 0.03 the cost stays within 0.01 of ln 2.",
                said: "stays at ln 2 for all 2,000 updates",
                holds: |case| case.stays_at_ln_2(1, NEAR),
            },
        ],
    },
    Story {
        preset: "deep_tanh",
        runs: &["U(±1/√n)", "Xavier", "Random × 2"],
        claims: &[
            Claim { text: "Xavier solves it.", said: "are solved from {} of 40 starts", holds: |case| case.solved(1) },
            Claim {
                text: "With U(±1/√n) the cost stays within 0.01 of ln 2.",
                said: "is still at ln 2 from {}",
                holds: |case| case.stays_at_ln_2(0, NEAR),
            },
            Claim {
                text: "Weights × 2: the error signal at the first layer is at least 10 times that at the output.",
                said: "grows on its way back",
                holds: |case| case.error_signal_ratio(2) >= 10.0,
            },
            Claim { text: "Weights × 2 do not solve it.", said: "fails from {}", holds: |case| !case.solved(2) },
            Claim {
                text: "Weights × 2: most activations are beyond ±0.95, of Xavier’s less than 5 %.",
                said: "most activations are beyond ±0.95",
                holds: |case| saturated(case, 2) > 0.5 && saturated(case, 1) < 0.05,
            },
        ],
    },
    Story {
        preset: "he_at_depth",
        runs: &["He", "Xavier"],
        claims: &[
            Claim { text: "He solves it.", said: "from {} of 40 starts", holds: |case| case.solved(0) },
            Claim {
                text: "Xavier: the first layer’s error signal is less than a thousandth of the output’s.",
                said: "less than a thousandth",
                holds: |case| case.error_signal_ratio(1) < 1e-3,
            },
            Claim {
                text: "With Xavier the cost stays within 0.01 of ln 2.",
                said: "stays at ln 2 from {}",
                holds: |case| case.stays_at_ln_2(1, NEAR),
            },
        ],
    },
    Story {
        preset: "tool_defaults",
        runs: &["PyTorch Linear", "Keras Dense", "Flax Dense", "scikit-learn MLP", "Playground"],
        claims: &[
            Claim {
                text: "Keras, Flax, scikit-learn and Playground all solve it.",
                said: "Four of them solve it from {} of 40 starts",
                holds: |case| (1..5).all(|run| case.solved(run)),
            },
            Claim {
                text: "With PyTorch’s Linear the cost stays within 0.01 of ln 2.",
                said: "still at ln 2 from {}",
                holds: |case| case.stays_at_ln_2(0, NEAR),
            },
            Claim {
                text: "PyTorch’s Linear: between samples, the last hidden layer varies by less than a hundredth of the first.",
                said: "hardly depends on the input",
                holds: |case| case.signal_ratio(0) < 0.01,
            },
        ],
    },
    Story {
        preset: "deep_linear",
        runs: &["Orthogonal", "Gaussian, 1/n"],
        claims: &[
            Claim {
                text: "Orthogonal weights solve it within 40 updates.",
                said: "solve it within 40 updates from {} of 40 starts",
                holds: |case| case.solved_at(0) <= 40.0,
            },
            Claim {
                text: "Gaussian weights solve it in the end.",
                said: "at once or late",
                holds: |case| case.solved(1),
            },
        ],
    },
    Story {
        preset: "loss_forgives",
        runs: &["From the logit", "scikit-learn", "BCELoss", "Keras on JAX"],
        claims: &[
            Claim {
                text: "The loss from the logit solves it.",
                said: "From the logit, {} of 40 starts are solved",
                holds: |case| case.solved(0),
            },
            Claim {
                text: "With a capped cost and the right slope, it is solved.",
                said: "and solves {}",
                holds: |case| case.solved(1),
            },
            Claim {
                text: "At iteration 0 the capped cost is less than half of the true one.",
                said: "caps only the printed cost",
                holds: |case| case.cost_at(1, 0) < 0.5 * case.cost_at(0, 0),
            },
            Claim {
                text: "With BCELoss, and with a clip, the accuracy ends within 5 % of where it began.",
                said: "{} end about as wrong as they began",
                holds: |case| {
                    let before = case.start().snapshot().runs[2].train_accuracy;
                    [2, 3].into_iter().all(|run| (case.accuracy(run) - before).abs() <= 0.05)
                },
            },
        ],
    },
];

/// Whether the class changes at most once along each of many lines through the plane, at the end of the first three runs.
/// Their starts are the same with every seed of the weights, so they are trained once for each seed of the data.
fn draw_one_line_at_most(case: &Case) -> bool {
    static KNOWN: Mutex<BTreeMap<u32, bool>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().expect("no panic while it is held");
    *known.entry(case.data_seed()).or_insert_with(|| {
        let mut lab = case.end_of(3);
        (0..3).all(|run| changes_once_at_most(&mut lab, run))
    })
}

fn changes_once_at_most(lab: &mut Lab, run: usize) -> bool {
    (0..8).all(|direction| {
        let (sin, cos) = (f64::from(direction) * FRAC_PI_8).sin_cos();
        [-1.0, -0.3, 0.0, 0.5, 1.2].into_iter().all(|offset| {
            let at = |t: f64| [t * cos - offset * sin, t * sin + offset * cos];
            let points: Vec<[f64; 2]> = (-300..=300).map(|k| at(f64::from(k) / 50.0)).collect();
            let logits = lab.logits(run, &points);
            logits.windows(2).filter(|pair| (pair[0] > 0.0) != (pair[1] > 0.0)).count() <= 1
        })
    })
}

/// The fraction of tanh activations beyond ±0.95, over hidden layers, units and samples, at iteration 0.
fn saturated(case: &Case, run: usize) -> f64 {
    let lab = case.start();
    let layers = &lab.network(run).layers;
    let mut all = Vec::new();
    for point in &lab.train().points {
        let mut passed = DVector::from_row_slice(point);
        for layer in &layers[..layers.len() - 1] {
            passed = (&layer.weights * passed).map(f64::tanh);
            all.extend_from_slice(passed.as_slice());
        }
    }
    all.iter().filter(|activation| activation.abs() > 0.95).count() as f64 / all.len() as f64
}
