//! The rectifier max(0, z) and its derivative, on lane vectors.

use wide::f64x2;

/// max(0, z). A NaN stays NaN.
#[inline]
pub fn relu(z: f64x2) -> f64x2 {
    z & relu_mask(z)
}

/// All bits set where z > 0 or z is NaN, none elsewhere. `value & relu_mask(z)` is the value times the derivative of
/// [`relu`] at z, which is 0 at z = 0. relu(z) has the same mask as z.
#[inline]
pub fn relu_mask(z: f64x2) -> f64x2 {
    !z.simd_le(f64x2::ZERO)
}

/// [`relu`] in one instruction of WebAssembly. It is wrong for z = −0 only, which cannot occur in a sum with a
/// [`Self::bias`].
#[derive(Clone, Copy)]
pub(super) struct Relu {
    zero: f64x2,
}

impl Relu {
    /// Hides the value of zero from the compiler, which would otherwise emit two instructions instead of one.
    #[inline]
    pub(super) fn new() -> Self {
        Self { zero: std::hint::black_box(f64x2::ZERO) }
    }

    /// A bias, with −0 replaced by 0.
    #[inline]
    pub(super) fn bias(bias: f64) -> f64x2 {
        f64x2::splat(bias + 0.0)
    }

    #[inline]
    pub(super) fn apply(self, z: f64x2) -> f64x2 {
        // On other targets, `fast_max` treats NaN differently.
        if cfg!(target_arch = "wasm32") { z.fast_max(self.zero) } else { relu(z) }
    }
}
