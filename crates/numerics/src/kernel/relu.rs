//! The rectifier max(0, z) and its derivative, over lanes.

use wide::f64x2;

/// max(0, z). A NaN stays NaN.
#[inline]
pub fn relu(z: f64x2) -> f64x2 {
    z & relu_mask(z)
}

/// All bits where z > 0 or z is NaN, none elsewhere: `value & relu_mask(z)` is the value times the derivative of [`relu`] at z,
/// which is 0 at z = 0. The mask of relu(z) is that of z.
#[inline]
pub fn relu_mask(z: f64x2) -> f64x2 {
    !z.simd_le(f64x2::ZERO)
}

/// [`relu`] in the one instruction that WebAssembly has for it, which is right but for −0: no sum is −0 to which a
/// [`Self::bias`] was added.
#[derive(Clone, Copy)]
pub(super) struct Relu {
    zero: f64x2,
}

impl Relu {
    /// Hides from the compiler that zero is 0: it would make two instructions of the one.
    #[inline]
    pub(super) fn new() -> Self {
        Self { zero: std::hint::black_box(f64x2::ZERO) }
    }

    /// A bias, as 0 where it is −0.
    #[inline]
    pub(super) fn bias(bias: f64) -> f64x2 {
        f64x2::splat(bias + 0.0)
    }

    #[inline]
    pub(super) fn apply(self, z: f64x2) -> f64x2 {
        // Elsewhere it has another idea of NaN.
        if cfg!(target_arch = "wasm32") { z.fast_max(self.zero) } else { relu(z) }
    }
}
