//! The numbers of init-lab: what training spends its time in.
//!
//! A package of its own so that it is compiled for speed, and the rest, which a page has to load before it can draw
//! anything, for size. Nothing in it knows what an experiment is.

pub mod activation;
pub mod elementary;
pub mod kernel;
pub mod loss;
pub mod network;
pub mod optimizer;
pub mod picture;
pub mod rng;
pub mod training;
