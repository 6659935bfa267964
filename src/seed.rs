//! Random seeds.

/// A seed from the system's source of randomness, which is Web Crypto in a browser and in Node. All seeds are equally
/// likely.
///
/// # Errors
/// If the system has no source of randomness.
///
/// ```
/// let seeds: Vec<u32> = (0..8).map(|_| init_lab::random_seed().expect("a source of randomness")).collect();
/// assert!(seeds.iter().any(|&seed| seed != seeds[0]));
/// ```
pub fn random_seed() -> Result<u32, getrandom::Error> {
    getrandom::u32()
}
