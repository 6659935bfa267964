//! Activation functions and their derivatives, in lanes.
//!
//! Each maps a pre-activation z to (value, derivative at z). Values are within 2 ulp of the true ones, those of GELU within
//! 4; derivatives within 4 · 2⁻⁵². A NaN stays NaN, and the limits are exact.

use bytemuck::cast;
use wide::{f64x2, i64x2};

use crate::elementary::exponential::{
    ExponentialConstants, at_least, at_most, decay_by_parts, exponential, growth_by_parts, log1p_of_share,
};
use crate::kernel;

/// Slope of leaky ReLU below 0, PyTorch's default.
pub const LEAK: f64 = 0.01;
/// The two constants for which mean 0 and variance 1 are a fixed point (Klambauer, Unterthiner, Mayr and Hochreiter,
/// 2017, Self-Normalizing Neural Networks).
const SELU_SCALE: f64 = 1.050_700_987_355_480_5;
/// SELU_SCALE × 1.673 263 242 354 377 2, and what its last digit leaves of the product.
const SELU_DEPTH: f64 = 1.758_099_340_847_376_6;
const SELU_DEPTH_REST: f64 = 5.750_146_487_564_76e-17;

#[inline]
fn splat(x: f64) -> f64x2 {
    f64x2::splat(x)
}

#[inline]
pub fn relu(z: f64x2) -> (f64x2, f64x2) {
    (kernel::relu(z), f64x2::ONE & kernel::relu_mask(z))
}

/// z or 0.01 z, with derivative 0.01 at z = 0.
#[inline]
pub fn leaky_relu(z: f64x2) -> (f64x2, f64x2) {
    let slope = z.simd_gt(f64x2::ZERO).bitselect(f64x2::ONE, splat(LEAK));
    (z * slope, slope)
}

/// (eᶻ − 1, eᶻ) for z up to 0; the derivative is 0 below −708.
#[inline]
fn expm1_and_exp(z: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let e = exponential(at_least(z, -c.normal), c);
    let scaled = e.power * e.p;
    (scaled + (e.power - splat(c.one)), (e.power + scaled) & !z.simd_lt(splat(-c.normal)))
}

/// z, or eᶻ − 1 below 0.
#[inline]
pub fn elu(z: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let above = z.simd_gt(f64x2::ZERO);
    let (below, slope) = expm1_and_exp(z & !above, c);
    (above.bitselect(z, below), above.bitselect(splat(c.one), slope))
}

/// scale × z, or scale × α (eᶻ − 1) below 0.
#[inline]
pub fn selu(z: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let above = z.simd_gt(f64x2::ZERO);
    let (below, slope) = expm1_and_exp(z & !above, c);
    let (scale, depth) = (splat(SELU_SCALE), splat(SELU_DEPTH));
    let value = above.bitselect(scale * z, depth * below + splat(SELU_DEPTH_REST) * below);
    (value, above.bitselect(scale, depth * slope))
}

/// The hyperbolic tangent: (1 − e^−2|z|) / (1 + e^−2|z|) with the sign of z.
#[inline]
pub fn tanh(z: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let (sign, one) = (z & -f64x2::ZERO, splat(c.one));
    let e = exponential(-at_most(z.abs() * splat(c.two), 40.0), c);
    let scaled = e.power * e.p;
    let value = (((one - e.power) - scaled) / ((one + e.power) + scaled)) | sign;
    (value, one - value * value)
}

/// The logistic function 1 / (1 + e⁻ᶻ).
#[inline]
pub fn sigmoid(z: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let (e, factor) = growth_by_parts(at_least(at_most(-z, c.extreme), -c.normal), c);
    let value = factor / ((factor + e.power) + e.power * e.p);
    (value, value * (splat(c.one) - value))
}

/// z / (1 + e⁻ᶻ).
#[inline]
pub fn silu(z: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let x = at_least(at_most(-z, c.extreme), -c.normal);
    let (e, factor) = growth_by_parts(x, c);
    let scaled = e.power * e.p;
    let whole = (factor + e.power) + scaled;
    let share = factor / whole;
    let rest = (e.power + scaled) * share;
    (at_least(z, -c.extreme) * factor / whole, share - x * share * rest)
}

/// ln(1 + eᶻ) = max(z, 0) + ln(1 + e^−|z|).
#[inline]
pub fn softplus(z: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let (e, factor) = decay_by_parts(at_most(z.abs(), c.extreme), f64x2::ZERO, c);
    let (decay, one, above) = (e.value() * factor, splat(c.one), z.simd_ge(f64x2::ZERO));
    let slope = above.bitselect(one, decay) / (one + decay);
    ((z & above) + log1p_of_share(decay, c), slope)
}

/// The constants of [`gelu`].
///
/// The share of a standard normal distribution beyond x > 0 is Q(x) = e^−x²/2 (κ + x N(x²) / D(x²)) / (x + 2κ), with κ = 1 /
/// √(2π) and polynomials N and D in x, minimax up to 39. The fraction is small beside κ, so its rounding hardly counts.
struct NormalConstants {
    kappa: f64,
    two_kappa: f64,
    numerator: [f64; 10],
    /// Without the constant 1.
    denominator: [f64; 11],
    /// |z| from which z Q(|z|) is 0 to rounding.
    far: f64,
    /// The bits of a number whose square is exact.
    head: i64,
}

static NORMAL: NormalConstants = NormalConstants {
    kappa: 0.398_942_280_401_432_7,
    two_kappa: 0.797_884_560_802_865_4,
    numerator: [
        f64::from_bits(0x3fc7_419f_246c_6efa),
        f64::from_bits(0x3fd0_1443_e0a5_c38c),
        f64::from_bits(0x3fc6_14a8_1f98_37e6),
        f64::from_bits(0x3fb3_5d23_d158_34c1),
        f64::from_bits(0x3f97_ad10_3001_a2b7),
        f64::from_bits(0x3f74_d73a_a742_be39),
        f64::from_bits(0x3f4a_674b_7863_a6a2),
        f64::from_bits(0x3f17_48e6_ac27_dfa3),
        f64::from_bits(0x3eda_2190_f9f9_ee88),
        f64::from_bits(0x3e8c_d9bd_dcf5_3070),
    ],
    denominator: [
        f64::from_bits(0x4003_d85a_8acf_ed16),
        f64::from_bits(0x4007_0c04_093b_547c),
        f64::from_bits(0x4000_9348_a655_76b6),
        f64::from_bits(0x3ff0_7231_135d_9362),
        f64::from_bits(0x3fd7_b4f0_676d_dc6f),
        f64::from_bits(0x3fb9_6b71_92a3_aa3d),
        f64::from_bits(0x3f94_5cf1_dab4_056b),
        f64::from_bits(0x3f68_04b9_bd8f_61c3),
        f64::from_bits(0x3f34_025c_9a46_4efb),
        f64::from_bits(0x3ef5_692a_6350_635b),
        f64::from_bits(0x3ea6_a8bf_784e_0793),
    ],
    far: 39.0,
    head: !0x7ff_ffff,
};

/// z Φ(z), where Φ is the standard normal distribution function; not the approximation with tanh.
#[inline]
pub fn gelu(z: f64x2, c: &ExponentialConstants) -> (f64x2, f64x2) {
    let t = std::hint::black_box(&NORMAL);
    let (n, d) = (|k: usize| splat(t.numerator[k]), |k: usize| splat(t.denominator[k - 1]));
    let (half, one, above) = (splat(c.half), splat(c.one), z.simd_ge(f64x2::ZERO));
    let x = at_most(z.abs(), t.far);
    // x² = head² + (x − head) (x + head), where head² is exact.
    let head = x & cast::<i64x2, f64x2>(i64x2::splat(t.head));
    let (e, factor) = decay_by_parts(half * (head * head), half * ((x - head) * (x + head)), c);
    let x2 = x * x;
    let numerator = (n(0) + x2 * (n(2) + x2 * (n(4) + x2 * (n(6) + x2 * n(8)))))
        + x * (n(1) + x2 * (n(3) + x2 * (n(5) + x2 * (n(7) + x2 * n(9)))));
    let denominator = (one + x2 * (d(2) + x2 * (d(4) + x2 * (d(6) + x2 * (d(8) + x2 * d(10))))))
        + x * (d(1) + x2 * (d(3) + x2 * (d(5) + x2 * (d(7) + x2 * (d(9) + x2 * d(11))))));
    let ratio = (splat(t.kappa) + x * numerator / denominator) / (x + splat(t.two_kappa));
    let density = e.value() * factor;
    let beyond = density * ratio;
    let product = x * ratio;
    let product = (product + product * e.p) * e.power * factor;
    let bend = x * density * splat(t.kappa);
    (
        above.bitselect(z - product, -product),
        above.bitselect((one - beyond) + bend, beyond - bend),
    )
}
