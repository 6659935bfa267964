//! The inner loops of training: kernels, activation functions, losses, optimizers and random numbers.
//!
//! This crate is independent of experiments. All numbers are `f64`, and every operation gives the same bits on every
//! target: the order of summation is fixed ([`kernel`]), there is no fused multiply-add, and elementary functions have
//! the bits of the crate `libm` ([`elementary`]).
//!
//! - [`network`]: the layers of a network, and its forward pass.
//! - [`training`]: the cost and its gradient; [`optimizer`] updates parameters with it.
//! - [`activation`], [`loss`] and [`optimizer`]: tables of the catalogue.
//! - [`decision_surface`]: logits on a grid in the plane, and their picture.
//! - [`rank`]: the rank of a matrix. [`rng`]: NumPy's `RandomState`.
//!
//! ```
//! use init_lab_numerics::activation::Activation;
//! use init_lab_numerics::kernel::Samples;
//! use init_lab_numerics::loss::Loss;
//! use init_lab_numerics::network::{Layer, Network};
//! use init_lab_numerics::optimizer::{Optimizer, OptimizerConstants, OptimizerState};
//! use init_lab_numerics::training::Workspace;
//! use nalgebra::{dmatrix, dvector};
//!
//! // The logical or of x₁ and x₂, by logistic regression.
//! let samples = Samples::new(&[[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]], &[0, 1, 1, 1]);
//! let loss = Loss::find("cross_entropy").unwrap();
//! let output = Layer { weights: dmatrix![0.0, 0.0], biases: dvector![0.0] };
//! let mut network = Network { layers: vec![output], activation: Activation::find("relu").unwrap() };
//! let constants = OptimizerConstants { momentum: 0.9, rho: 0.9, beta1: 0.9, beta2: 0.999, epsilon: 1e-8 };
//! let mut state = OptimizerState::new(Optimizer::find("gradient_descent").unwrap(), constants, &network);
//! let mut workspace = Workspace::new(&network);
//! for _ in 0..500 {
//!     workspace.compute(&network, &samples, loss);
//!     state.update(&mut network, workspace.gradient(samples.count()), 1.0);
//! }
//! assert!(workspace.cost(&network, &samples, loss) < 0.1);
//! ```

pub mod activation;
pub mod catalogue_text;
pub mod code;
pub mod decision_surface;
pub mod elementary;
pub mod kernel;
pub mod loss;
pub mod network;
pub mod optimizer;
pub mod rank;
pub mod rng;
pub mod statistics;
pub mod training;
